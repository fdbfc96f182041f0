"""Making a store: its database, and its own pack with what must be set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import give_up, refuse
from forecourt.core.cli.sources import not_opened
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.settings import CurrencyUnfit, ZoneUnknown
from forecourt.core.diagnostics.usage import FolderTaken
from forecourt.core.store import Store
from forecourt.core.values.clock import UnknownZone, zone_names, zone_table
from forecourt.core.values.currencies import is_code
from forecourt.core.values.showing import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forecourt.core.check.parameters import Parameter
    from forecourt.core.cli.workspace import StoreFolder
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry


def check_zone(zone: str) -> None:
    """Refuse a time zone that does not exist."""
    try:
        zone_table(zone)
    except UnknownZone:
        refuse(ZoneUnknown(COMMAND_LINE, zone, tuple(zone_names())))


def check_currency(code: str | None) -> None:
    """Refuse what has not the form of a currency's code."""
    if code is not None and not is_code(code):
        refuse(CurrencyUnfit(COMMAND_LINE, code))


def make_store(
    place: StoreFolder, policy: Policy, registry: Registry, *, zone: str, currency: str | None
) -> Store:
    """Make a store's folder, with a pack that extends another; return the store open.

    A folder that holds any file of a store already is refused.
    """
    for file in (place.database, place.policy):
        if file.exists():
            refuse(FolderTaken(COMMAND_LINE, str(place.path), f"`{file.name}` already"))
    try:
        place.path.mkdir(parents=True, exist_ok=True)
        _write_new(place.policy, policy_text(pack_name(place), policy))
    except (OSError, ValueError) as error:
        refuse(not_opened(place.path, error))
    store, problems = Store.create(place.database, registry.records, zone=zone, currency=currency)
    if store is None:
        place.policy.unlink()
        give_up(problems, status=Status.USED_WRONGLY)
    return store


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with path.open("x", encoding="utf-8") as new:
        try:
            new.write(text)
            new.flush()
        except OSError:
            path.unlink()
            raise


def pack_name(place: StoreFolder) -> str:
    """Return the name of a store's pack: that of its folder, as a name of the language."""
    words = re.sub(r"\W+", "_", place.path.resolve().name).strip("_").lower()
    return words if words[:1].isalpha() else f"store_{words}".rstrip("_")


def policy_text(name: str, below: Policy) -> str:
    """Return the text of a pack that extends another and sets nothing yet."""
    header = below.layers[-1].header
    lines = [
        f"# The policy of this store: {header.name}, and what the store sets otherwise.",
        "# `forecourt check` says what is wrong with it, `forecourt today` follows it.",
        "",
        f"pack {name} 1.0.0",
        f'    title      "{name.replace("_", " ")}"',
        f"    extends    {header.name} {header.version.partition('.')[0]}",
    ]
    required = list(_required(below))
    if required:
        lines += [
            "",
            "# These have no value yet: what needs them says `not configured`.",
            *required,
        ]
    return "\n".join(lines) + "\n"


def _required(policy: Policy) -> Iterator[str]:
    """Yield comments with a `set` line for each parameter that must be set and is not."""
    for parameter in policy.parameters.values():
        table = parameter.table
        if table.required and not table.values:
            label = next(iter(table.labels.values()), "")
            yield f"# {label}".rstrip()
            keys = f"[{', '.join(str(key).upper() for key in table.key_types)}]"
            target = table.name + (keys if table.key_types else "")
            yield f"# set {target}    {_limits(parameter)}"


def _limits(parameter: Parameter) -> str:
    """Return what a parameter may be set to, in words where there are no bounds."""
    bounds = parameter.bounds_for(())
    of = parameter.table.type

    def said(value: Any) -> str:
        return show(value, of)

    if bounds.low is not None and bounds.high is not None:
        return f"{said(bounds.low)} to {said(bounds.high)}"
    return with_article(str(of))
