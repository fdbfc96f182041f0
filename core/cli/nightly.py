"""The nightly run: a store's outcomes made anew where they can have changed, and what changed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from forecourt.core.changes import Tally, changes, conditions_of
from forecourt.core.cli.moments import read_moment, right_now, shown
from forecourt.core.cli.output import refuse, write
from forecourt.core.cli.runs import run_of
from forecourt.core.cli.sources import not_opened
from forecourt.core.cli.workspace import opened, policy_of, registry_for
from forecourt.core.diagnostics.storing import StoreReadOnly
from forecourt.core.store.format import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forecourt.core.changes import Change
    from forecourt.core.cli.runs import Evaluated, StoreRun
    from forecourt.core.cli.workspace import StoreFolder

    TellChanges = Callable[[Iterable[Change]], None]

STANDARD_OUTPUT = "-"

WORDS = {
    "new": "new",
    "rules": "rules changed",
    "store": "store changed",
    "records": "touched",
    "time": "due",
    "asked": "asked for",
}
"""Why records were evaluated, in words. Of several reasons the first in this order is counted."""

SHOWN = 5
"""How many ways in which a decision changed are shown."""


@dataclass(slots=True)
class Night:
    """What a nightly run did."""

    run: StoreRun
    because: Counter[str] = field(default_factory=Counter)
    """How many records were evaluated, by the first reason for it."""
    compared: int = 0
    """How many of them had an outcome before."""
    tally: Tally = field(default_factory=Tally)
    records: int = 0

    @property
    def evaluated(self) -> int:
        """Return how many records were evaluated."""
        return self.because.total()

    @property
    def is_first(self) -> bool:
        """Tell whether there was nothing to compare with: no record had an outcome."""
        return 0 < self.evaluated == self.records and not self.compared

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        pack = self.run.decider.plan.pack
        return {
            "pack": {"name": pack.name, "version": pack.version, "digest": pack.digest},
            "as_of": self.run.as_of,
            "records": self.records,
            "evaluated": self.evaluated,
            "because": {reason: self.because[reason] for reason in WORDS},
            "first": self.is_first,
            "changes": self.tally.as_json(),
        }


def nightly(
    place: StoreFolder, as_of: str | None, *, whole: bool = False, file: str | None = None
) -> Night:
    """Bring a store's outcomes up to a moment, None for now, and return what that came to.

    With `whole` all records are evaluated. All changes are added to a file as JSON lines, if one
    is named.
    """
    registry = registry_for(place)
    with opened(place, registry) as store, _lines_to(file) as tell:
        if store.read_only:
            refuse(StoreReadOnly(place_of(store.path)))
        now = read_moment(as_of, store.zone) if as_of else right_now(store.zone)
        run = run_of(store, *policy_of(place, store, registry), registry, now)
        return brought_up(run, tell, whole=whole)


def brought_up(run: StoreRun, tell: TellChanges = lambda _: None, *, whole: bool = False) -> Night:
    """Evaluate whoever is concerned; return what that came to.

    `tell` is told what changed before it is final that it did: what it raises undoes that.
    """
    night = Night(run)
    conditions = conditions_of(run.decider.plan)

    def heed(written: Iterable[Evaluated]) -> None:
        for one in written:
            found = changes(one.before, one.kept.outcome, one.because, conditions)
            tell(found)
            night.tally.add(found)
            night.because[next(reason for reason in WORDS if reason in one.because)] += 1
            night.compared += one.before is not None

    for _ in run.evaluate(whole=whole, heed=heed):
        pass
    night.records = run.count()
    return night


@contextmanager
def _lines_to(file: str | None) -> Iterator[TellChanges]:
    """Give a function that adds changes to a file, `-` for stdout, one on each line."""
    if file is None:
        yield lambda _: None
        return
    with opened_to_add(file) as stream:
        yield lambda found: write_lines((one.as_json() for one in found), stream)


@contextmanager
def opened_to_add(file: str) -> Iterator[TextIO]:
    """Give a file that lines are added to; `-` is stdout, which stays open."""
    if file == STANDARD_OUTPUT:
        yield sys.stdout
        return
    with _opened(file) as stream:
        yield stream


def _opened(file: str) -> TextIO:
    try:
        return Path(file).open("a", encoding="utf-8")
    except (OSError, ValueError) as error:
        refuse(not_opened(file, error))


def write_lines(found: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write JSON documents, one on each line, all at once."""
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in found]
    if lines:
        stream.write("".join(lines))
        stream.flush()


# Writing -----------------------------------------------------------------------------------


def write_night(night: Night, place: StoreFolder, say: Callable[[str], None] = write) -> None:
    """Write what a nightly run did, in short."""
    pack = night.run.decider.plan.pack
    moment = shown(night.run.decider.now, night.run.store.zone)
    say(f"{place.path}: {pack.name} {pack.version} at {moment}")
    say(told_evaluated(night.because, night.records))
    if night.is_first:
        say("the first run: there is nothing to compare with")
        return
    said = write_tally(night.tally, say)
    if night.evaluated and not said:
        say("nothing changed")


def told_evaluated(because: Mapping[str, int], records: int) -> str:
    """Return how many of all records were evaluated, and why, in words."""
    counts = ((because.get(reason, 0), word) for reason, word in WORDS.items())
    why = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f"evaluated {sum(because.values())} of {records}" + (f": {why}" if why else "")


def write_tally(tally: Tally, say: Callable[[str], None]) -> bool:
    """Write what changed in short, a line for each decision and part; tell if there is any."""
    lines = list(tally.lines())
    for title, counted in lines:
        said = ", ".join(f"{number} {what}" for number, what in counted[:SHOWN])
        rest = sum(number for number, _ in counted[SHOWN:])
        say(f"{title}: {said}" + (f", {rest} otherwise" if rest else ""))
    return bool(lines)
