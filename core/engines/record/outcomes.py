"""The canonical outcome, made of a lean result."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import takes_one
from forecourt.core.engines.record.decided import keeps_row, rows_by_value
from forecourt.core.engines.record.runtime import MISSING
from forecourt.core.plan.outcome import Blame, Decided, Emitted, Missing, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from typing import TypeAlias

    from forecourt.core.engines.record.analysis import Key
    from forecourt.core.engines.record.stages import Arrangement, Segment
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Decision, Plan

    Rows: TypeAlias = Iterable[tuple[Any, ...]]

_VIOLATION = "violation"
_by_rank = itemgetter(0, 1, 2)


@dataclass(frozen=True, slots=True)
class Rank:
    """Where something stands in an outcome: by its statement, then by id, then by its order."""

    statement: int
    order: int


@dataclass(frozen=True, slots=True)
class ToReport:
    """A reported decision: where its value and row are found in the rows of its segment."""

    rank: Rank
    name: str
    number: int
    is_record: bool
    kept: int | None
    """Where the row that it takes is kept, if it is."""
    by_value: Mapping[Any, int | None] | None
    """The row that it takes by its value, if that says it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An emission, or the violation by a decision that takes two rows."""

    rank: Rank
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What an outcome says of the rows of a segment, `index` being its place in the result."""

    index: int
    model: str
    decisions: tuple[ToReport, ...]
    emissions: tuple[Shown, ...]
    """By number: the segment's emissions, and then its decisions."""
    names: tuple[str | None, ...]
    """The statement of each number in doubts; None for a decision that isn't reported."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What outcomes for the files of one root say, and in which order."""

    segments: tuple[Listed, ...]
    positions: Mapping[str, int]
    """The places of the statements."""


def contents_of(plan: Plan, arrangement: Arrangement, of_records: Set[Key]) -> Contents:
    """Return what outcomes say; `of_records` are the decisions whose value is a record."""
    positions = {name: index for index, name in enumerate(plan.statements)}
    order = {(d.name, d.subject): index for index, d in enumerate(plan.decisions)}
    emitted = {id(e): len(order) + index for index, e in enumerate(plan.emissions)}

    def rank(name: str, number: int) -> Rank:
        return Rank(positions.get(name, len(positions)), number)

    def listed(segment: Segment) -> Listed:
        kept = [d.name for d in segment.decisions if keeps_row(d)]
        at = {d.name: rank(d.name, order[d.name, d.subject]) for d in segment.decisions}
        return Listed(
            segment.index,
            segment.model,
            tuple(
                ToReport(
                    at[d.name],
                    d.name,
                    number,
                    (d.name, d.subject) in of_records,
                    kept.index(d.name) if d.name in kept else None,
                    _rows_by_value(d),
                )
                for number, d in enumerate(segment.decisions)
                if d.reported
            ),
            (
                *(Shown(rank(e.name, emitted[id(e)]), e.kind, e.name) for e in segment.emissions),
                *(Shown(at[d.name], _VIOLATION, d.name) for d in segment.decisions),
            ),
            (
                *(d.name if d.reported else None for d in segment.decisions),
                *(e.name for e in segment.emissions),
            ),
        )

    own = [s for s in arrangement.segments if plan.schema.root_of(s.model) == arrangement.root]
    return Contents(tuple(listed(segment) for segment in own), positions)


def _rows_by_value(decision: Decision) -> Mapping[Any, int | None] | None:
    if keeps_row(decision) or not takes_one(decision):
        return None
    return rows_by_value(decision)


def make_outcome(contents: Contents, facts: Facts, result: Sequence[Rows]) -> Outcome:
    """Return the outcome that a lean result stands for."""
    decided: list[tuple[int, str, int, Decided]] = []
    emitted: list[tuple[int, str, int, Emitted]] = []
    matters: defaultdict[Blame, set[str]] = defaultdict(set)
    for segment in contents.segments:
        for row in result[segment.index]:
            _report(segment, row, decided)
            _show(segment, row, emitted)
            _ask(segment, row, matters)
    decided.sort(key=_by_rank)
    emitted.sort(key=_by_rank)
    return Outcome(
        facts.model,
        facts.root.id,
        tuple([entry for *_, entry in decided]),
        tuple([entry for *_, entry in emitted]),
        _missing(matters, contents.positions),
    )


def _report(
    segment: Listed, row: tuple[Any, ...], decided: list[tuple[int, str, int, Decided]]
) -> None:
    """Add the reported decisions of a row, each with where it stands."""
    identity, values, _, doubts, taken = row
    uncertain = {entry[0] for entry in doubts}
    for each in segment.decisions:
        value = _shown(values[each.number], is_record=each.is_record)
        number = None
        if each.kept is not None:
            number = taken[each.kept]
        elif each.by_value is not None:
            number = each.by_value[value]
        certain = each.number not in uncertain
        entry = Decided(each.name, segment.model, identity, value, certain, number)
        decided.append((each.rank.statement, identity, each.rank.order, entry))


def _shown(value: Any, *, is_record: bool) -> Any:
    """Return a value as outcomes hold it; a record's is its id."""
    if value is None or value is MISSING:
        return None
    return value.id if is_record else value


def _show(
    segment: Listed, row: tuple[Any, ...], emitted: list[tuple[int, str, int, Emitted]]
) -> None:
    """Add what a row emits, each with where it stands."""
    identity = row[0]
    for number, occurrence, fields in row[2]:
        each = segment.emissions[number]
        entry = Emitted(each.kind, each.name, segment.model, identity, occurrence, fields)
        emitted.append((each.rank.statement, identity, each.rank.order, entry))


def _ask(segment: Listed, row: tuple[Any, ...], matters: defaultdict[Blame, set[str]]) -> None:
    """Add what a row blames, with the statements that it matters to."""
    for entry in row[3]:
        name = segment.names[entry[0]]
        if name is not None:
            for site, identity in entry[1]:
                matters[site.blame(identity)].add(name)


def _missing(
    matters: Mapping[Blame, set[str]], positions: Mapping[str, int]
) -> tuple[Missing, ...]:
    def in_order(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: (positions.get(name, len(positions)), name)))

    return tuple(Missing(blame, in_order(matters[blame])) for blame in sorted(matters))
