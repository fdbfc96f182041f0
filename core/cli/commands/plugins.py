"""`forecourt plugins`: what is installed, and what a store switches off."""

from typing import Annotated

import typer

from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import (
    COMMAND_LINE,
    give_up,
    grid,
    refuse,
    results,
    tell,
    write_json,
)
from forecourt.core.cli.settings import plugins_off, switch_off
from forecourt.core.cli.workspace import StoreFolder, folder, folder_if_any, registry_for
from forecourt.core.diagnostics.plugins import UnknownPlugin
from forecourt.core.diagnostics.render import as_json
from forecourt.core.registry import PluginInfo, Registry

EXAMPLES = (
    "forecourt plugins",
    "forecourt plugins --json",
    "forecourt plugins --off PLUGIN --store my_store",
)

Names = list[str] | None


def plugins(
    off: Annotated[
        Names, typer.Option("--off", metavar="NAME", help="Switch a plugin off for the store.")
    ] = None,
    on: Annotated[
        Names, typer.Option("--on", metavar="NAME", help="Switch a plugin on again for the store.")
    ] = None,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """List plugins; switch them on and off for a store.

    Each is listed with its state, where it comes from, and what it brings. What a store switches
    off stands in `forecourt.toml` in its folder.
    """
    place = folder(store) if off or on else folder_if_any(store)
    registry = registry_for(place)
    if place is not None and (off or on):
        _switch(place, registry, off or [], on or [])
        registry = registry_for(place)
    if as_document:
        write_json(
            {
                "plugins": [_as_json(one) for one in registry.plugins],
                "diagnostics": as_json(registry.diagnostics),
            }
        )
        return
    table = grid(0, 0, None)
    for one in registry.plugins:
        table.add_row(one.name, one.state, f"{one.distribution} {one.version}: {_brings(one)}")
    results().print(table)


def _switch(place: StoreFolder, registry: Registry, off: list[str], on: list[str]) -> None:
    known = tuple(one.name for one in registry.plugins)
    for name in (*off, *on):
        if name not in known:
            refuse(UnknownPlugin(COMMAND_LINE, name, known))
    before, _ = plugins_off(place.settings)
    after = ({*before, *off} - set(on)) & set(known)
    problem = switch_off(place.settings, after)
    if problem:
        give_up([problem])
    tell(f"off in this store: {', '.join(sorted(after)) or 'none'}")


def _brings(one: PluginInfo) -> str:
    if one.state == "off":
        return "switched off"
    said = (f"{what} {', '.join(names)}" for what, names in one.brings.items())
    return "; ".join(said) or "brings nothing by name"


def _as_json(one: PluginInfo) -> dict[str, object]:
    return {
        "name": one.name,
        "state": one.state,
        "distribution": one.distribution,
        "version": one.version,
        "module": one.module,
        "brings": {what: list(names) for what, names in one.brings.items()},
    }
