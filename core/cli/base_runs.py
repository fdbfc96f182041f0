"""What `forecourt run` works on: the base, its rules and moment, and how far it is."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from forecourt.core.bases.facts import stated_in
from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Order
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.cli.freshness import rules_digest
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import read_moment, right_now
from forecourt.core.cli.output import messages, refuse
from forecourt.core.cli.workspace import StoreFolder, opened, policy_of, registry_for, usable_policy
from forecourt.core.diagnostics.bases import MemoryUnfit, PackLacking
from forecourt.core.diagnostics.usage import FileNotOpened, OptionUnfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from forecourt.core.bases.order import Progress
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.records.records import Records
    from forecourt.core.registry import Registry

_AMOUNT = re.compile(r"([0-9]{1,6})\s?(MB|GB)", re.IGNORECASE)
_SIZES = {"MB": 10**6, "GB": 10**9}
_MINUTE = 60


MasterOption = Annotated[
    str | None,
    typer.Option(
        "--master",
        metavar="URL",
        help="The cluster that Spark runs on: `spark://HOST:7077`, `yarn`, `k8s://...`; without it "
        "this machine, `local[*]`.",
    ),
]

NextChangeFlag = Annotated[
    bool,
    typer.Option(
        "--next-change", help="Also write when each outcome can change by itself, and what can."
    ),
]


class BaseRun(NamedTuple):
    """A base and the rules to be run on it."""

    order: Order
    base: Base
    records: Records


def base_run(source: Path, pack: str | None, as_of: str | None) -> BaseRun:
    """Return what is to be run; whatever is wrong with it ends the command.

    `pack` None stands for the policy of a store, `as_of` None for this moment.
    """
    place = StoreFolder(source)
    if place.database.is_file():
        return _of_store(place, pack, as_of)
    if not source.is_dir():
        refuse(FileNotOpened(COMMAND_LINE, str(source), "there is no such folder"))
    if pack is None:
        refuse(PackLacking(COMMAND_LINE))
    registry = registry_for(None)
    base = Base(source)
    zone, currency = _stated(base, registry)
    _, plan = usable_policy(pack, registry, zone=zone, currency=currency)
    return _made(plan, base, registry, as_of)


def _of_store(place: StoreFolder, pack: str | None, as_of: str | None) -> BaseRun:
    registry = registry_for(place)
    with opened(place, registry) as kept:
        if pack is None:
            _, plan = policy_of(place, kept, registry)
        else:
            _, plan = usable_policy(pack, registry, zone=kept.zone, currency=kept.currency)
    return _made(plan, Base(store=place.database), registry, as_of)


def _made(plan: Plan, base: Base, registry: Registry, as_of: str | None) -> BaseRun:
    now = read_moment(as_of, plan.zone) if as_of else right_now(plan.zone)
    calendar_of = partial(registry.working_days_around, now=now)
    rules = rules_digest(plan, registry)
    order = Order(plan, now, calendar_of, registry.functions(), rules=rules)
    return BaseRun(order, base, registry.records)


def _stated(base: Base, registry: Registry) -> tuple[str, str | None]:
    """Return the zone and the currency that the row of the store states."""
    try:
        return stated_in(base, registry.records.schema)
    except BaseUnfit as unfit:
        refuse(*unfit.findings)


# Limits and progress -----------------------------------------------------------------------


def memory(text: str | None) -> int:
    """Return an amount of memory in bytes; half of the machine's where none is given."""
    if text is None:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        refuse(MemoryUnfit(COMMAND_LINE, text))
    return int(found[1]) * _SIZES[found[2].upper()]


def only_for_spark(master: str | None, engine: str) -> None:
    """Refuse to be told of a cluster by who has none to run on."""
    if master is not None and engine != "spark":
        advice = "say `--engine spark`, or leave it out"
        refuse(OptionUnfit(COMMAND_LINE, "--master", f"to the engine {engine}", advice))


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Give a function that is told how far a run is, and shows it where stderr is a terminal."""
    console = messages()
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
    )  # fmt: skip
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0, left="")

        def told(progress: Progress) -> None:
            left = "" if progress.left is None else time_left(progress.left)
            bar.update(task, description=progress.step, completed=progress.done, left=left)

        yield told


def time_left(seconds: float) -> str:
    """Return how long something still takes, in words: `40 s left`, `3 min left`."""
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s left"
    return f"{seconds / _MINUTE:.0f} min left"
