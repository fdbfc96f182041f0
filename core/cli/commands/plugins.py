"""`forecourt plugins`: what is installed, and what a store switches off."""

from typing import Annotated

import typer

from forecourt.core.cli.documents import write_findings, write_json
from forecourt.core.cli.guard import COMMAND_LINE, say
from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import give_up, refuse, show_first, tell, write_rows
from forecourt.core.cli.settings import switch_off
from forecourt.core.cli.sources import sources
from forecourt.core.cli.statuses import Status
from forecourt.core.cli.switching import Check, need_of
from forecourt.core.cli.workspace import (
    StoreFolder,
    folder,
    folder_if_any,
    installed,
    opened,
    policy_named,
    registry_for,
    settings_of,
)
from forecourt.core.diagnostics.plugins import PluginNeeded, UnknownPlugin
from forecourt.core.diagnostics.render import as_json
from forecourt.core.diagnostics.settings import SettingsNotWritten
from forecourt.core.registry import PluginInfo, Registry, load_registry

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
    if place is not None and (off or on):
        _switch(place, off or [], on or [])
    registry = registry_for(place)
    if as_document:
        write_json(
            {
                "plugins": [_as_json(one) for one in registry.plugins],
                "findings": as_json(registry.diagnostics),
            }
        )
        return
    write_rows([_row(one) for one in registry.plugins])


def _switch(place: StoreFolder, off: list[str], on: list[str]) -> None:
    """Write which plugins are off; what needs one that is to be, or a wrong name, ends it."""
    before = set(settings_of(place).plugins_off)
    after = (before | set(off)) - set(on)
    _check_names({*off, *on, *after} - (before & set(on)))
    if not after <= before:
        _check_need(place, after - before, after & before)
    problem = switch_off(place.settings, after)
    if problem:
        wrongly = isinstance(problem, SettingsNotWritten)
        status = Status.USED_WRONGLY if wrongly else Status.FOUND
        give_up([problem], sources(place.settings), status)
    tell(f"off in this store: {', '.join(sorted(after)) or 'none'}")


def _check_names(names: set[str]) -> None:
    known = tuple(one.name for one in installed().plugins)
    unknown = [UnknownPlugin(COMMAND_LINE, name, known) for name in sorted(names - set(known))]
    if unknown:
        refuse(*unknown)


def _check_need(place: StoreFolder, off: set[str], besides: set[str]) -> None:
    """Refuse to switch plugins off that are needed, with what would be wrong without them."""
    check = _check_of(place, load_registry(besides))
    need = need_of(off, besides, check)
    if need is None:
        return
    names = [name for name in sorted(off) if need_of({name}, besides, check)] or sorted(off)
    refused = PluginNeeded(COMMAND_LINE, tuple(names), need.needing, bool(need.of_rules))
    say(refused)
    show_first([*need.of_plugins, *need.of_rules], need.texts)
    write_findings([refused, *need.of_plugins, *need.of_rules])
    raise typer.Exit(Status.FOUND)


def _check_of(place: StoreFolder, registry: Registry) -> "Check | None":
    """Return what makes the store's policy of what some plugins bring; None if it has none."""
    if not place.policy.exists():
        return None
    with opened(place, registry) as store:
        zone, currency = store.zone, store.currency
    named = str(place.policy)
    return lambda some: policy_named(named, some, zone=zone, currency=currency)[0]


def _row(one: PluginInfo) -> tuple[str, ...]:
    return one.name, one.state, f"{one.distribution} {one.version}: {_brings(one)}"


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
