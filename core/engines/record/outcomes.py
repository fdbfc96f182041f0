"""The canonical outcome, made of a lean result."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import takes_one
from forecourt.core.engines.record.decided import keeps_row, rows_by_value
from forecourt.core.engines.record.runtime import MISSING
from forecourt.core.plan.outcome import Blame, Decided, Emitted, Missing, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from typing import TypeAlias

    from forecourt.core.engines.record.analysis import Key
    from forecourt.core.engines.record.stages import Segment
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Plan

    Rows: TypeAlias = Iterable[tuple[Any, ...]]


def make_outcome(
    plan: Plan,
    facts: Facts,
    segments: Iterable[Segment],
    result: Iterable[Rows],
    of_records: Set[Key],
) -> Outcome:
    """Return the outcome that a lean result stands for.

    `of_records` are the decisions whose value is a record.
    """
    position = {name: index for index, name in enumerate(plan.statements)}
    own = [
        (segment, sorted(rows, key=_id_of))
        for segment, rows in zip(segments, result, strict=True)
        if plan.schema.root_of(segment.model) == facts.model
    ]

    def by_statement(entry: Decided | Emitted) -> tuple[int, str]:
        return position.get(entry.name, len(position)), entry.id

    order = {(d.name, d.subject): index for index, d in enumerate(plan.decisions)}
    decided = sorted(_decided(own, of_records), key=lambda each: order[each.name, each.model])
    emitted_order = {id(e): index for index, e in enumerate(plan.emissions)}
    violations = sorted(_violations(own), key=lambda each: order[each.name, each.model])
    emitted = [each for _, each in sorted(_emitted(own, emitted_order), key=lambda pair: pair[0])]
    return Outcome(
        facts.model,
        facts.root.id,
        tuple(sorted(decided, key=by_statement)),
        tuple(sorted((*violations, *emitted), key=by_statement)),
        _missing(own, position),
    )


def _id_of(row: tuple[Any, ...]) -> str:
    return str(row[0])


def _decided(own: Iterable[tuple[Segment, Rows]], of_records: Set[Key]) -> Iterator[Decided]:
    for segment, rows in own:
        reported = [(i, d, rows_by_value(d)) for i, d in enumerate(segment.decisions) if d.reported]
        kept = {d.name: i for i, d in enumerate(filter(keeps_row, segment.decisions))}
        for identity, values, _, doubts, taken in rows:
            uncertain = {entry[0] for entry in doubts}
            for number, decision, by_value in reported:
                is_record = (decision.name, decision.subject) in of_records
                value = _shown(values[number], is_record=is_record)
                row = None
                if decision.name in kept:
                    row = taken[kept[decision.name]]
                elif by_value is not None and takes_one(decision):
                    row = by_value[value]
                certain = number not in uncertain
                yield Decided(decision.name, segment.model, identity, value, certain, row)


def _shown(value: Any, *, is_record: bool) -> Any:
    """Return a value as outcomes hold it; a record's is its id."""
    if value is None or value is MISSING:
        return None
    return value.id if is_record else value


def _emitted(
    own: Iterable[tuple[Segment, Rows]], order: Mapping[int, int]
) -> Iterator[tuple[int, Emitted]]:
    for segment, rows in own:
        for identity, _, emitted, _, _ in rows:
            for number, occurrence, fields in emitted:
                if number < len(segment.emissions):
                    made = segment.emissions[number]
                    entry = Emitted(
                        made.kind, made.name, segment.model, identity, occurrence, fields
                    )
                    yield order[id(made)], entry


def _violations(own: Iterable[tuple[Segment, Rows]]) -> Iterator[Emitted]:
    for segment, rows in own:
        for identity, _, emitted, _, _ in rows:
            for number, _, _ in emitted:
                if number >= len(segment.emissions):
                    decision = segment.decisions[number - len(segment.emissions)]
                    yield Emitted("violation", decision.name, segment.model, identity, None, ())


def _missing(
    own: Iterable[tuple[Segment, Rows]], position: Mapping[str, int]
) -> tuple[Missing, ...]:
    matters: defaultdict[Blame, set[str]] = defaultdict(set)
    for segment, rows in own:
        names = _names(segment)
        for row in rows:
            for entry in row[3]:
                name = names[entry[0]]
                for site, identity in entry[1] if name is not None else ():
                    matters[site.blame(identity)].add(name)

    def in_order(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: (position.get(name, len(position)), name)))

    return tuple(Missing(blame, in_order(matters[blame])) for blame in sorted(matters))


def _names(segment: Segment) -> list[str | None]:
    """Return the statement of each number in doubts; None for a decision that isn't reported."""
    decisions = [decision.name if decision.reported else None for decision in segment.decisions]
    return [*decisions, *(emission.name for emission in segment.emissions)]
