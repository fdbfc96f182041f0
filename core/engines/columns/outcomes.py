"""Rows of results as outcomes: what the other engines return for one file at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.blame import BITS
from forecourt.core.engines.columns.normal import normal
from forecourt.core.plan.outcome import Blame, Decided, Emitted, Missing, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.engines.columns.program import (
        DecisionColumns,
        EmissionColumns,
        Masks,
        Program,
        SubjectQuery,
    )

Row = Mapping[str, Any]
Path = tuple[str, ...]
"""The ids from the root down to a record."""


class Gathered:
    """What the rows of all queries say of one root record."""

    def __init__(self) -> None:
        self.decided: list[tuple[Decided, Path]] = []
        self.emitted: list[tuple[Emitted, Path, int]] = []
        self.matters: defaultdict[Blame, set[str]] = defaultdict(set)


def outcomes(
    program: Program, root: str, results: Iterable[tuple[SubjectQuery, Iterable[Row]]]
) -> dict[str, Outcome]:
    """Return the outcome of each root record that has a row, by its id."""
    gathered: defaultdict[str, Gathered] = defaultdict(Gathered)
    for query, rows in results:
        for row in rows:
            _gather(gathered[row[query.keys[0]]], query, row)
    return {root_id: _outcome(program, root, root_id, one) for root_id, one in gathered.items()}


def _gather(found: Gathered, query: SubjectQuery, row: Row) -> None:
    path = tuple(row[key] for key in query.keys)
    for one in query.decisions:
        _gather_decision(found, one, query, row, path)
    for emission in query.emissions:
        _gather_emission(found, emission, query, row, path)
    for statement, masks in query.blames:
        _blame(found, statement.name, masks, query, row)


def _gather_decision(
    found: Gathered, one: DecisionColumns, query: SubjectQuery, row: Row, path: Path
) -> None:
    decision = one.decision
    if decision.reported:
        value = normal(row[one.value], decision.type)
        taken = row[one.row] if isinstance(row[one.row], int) else None
        certain = bool(row[one.certain])
        made = Decided(decision.name, query.model, path[-1], value, certain, taken)
        found.decided.append((made, path))
        _blame(found, decision.name, one.blame, query, row)
    if row[one.ambiguous]:
        second = Emitted("violation", decision.name, query.model, path[-1], None, ())
        found.emitted.append((second, path, 0))


def _gather_emission(
    found: Gathered, one: EmissionColumns, query: SubjectQuery, row: Row, path: Path
) -> None:
    emission = one.emission
    if one.blame is not None:
        _blame(found, emission.name, one.blame, query, row)
    if not row[one.there]:
        return
    fields = tuple(
        normal(row[name], expr.type)
        for name, (_, expr) in zip(one.fields, emission.fields, strict=True)
    )
    occurrence = row[one.occurrence]
    made = Emitted(emission.kind, emission.name, query.model, path[-1], occurrence, fields)
    found.emitted.append((made, path, row[query.ordinal] if query.ordinal else 0))
    _blame(found, emission.name, one.of_occurrence, query, row)


def _blame(found: Gathered, name: str, masks: Masks, query: SubjectQuery, row: Row) -> None:
    for blame in blames(masks, query, row):
        found.matters[blame].add(name)


def blames(masks: Masks, query: SubjectQuery, row: Row) -> Iterator[Blame]:
    """Yield what the columns of a blame hold in a row."""
    for word, column in masks.words.items():
        for place in range(BITS):
            if row[column] >> place & 1:
                yield _blame_of_bit(word * BITS + place, query, row)
    for text in (row[masks.texts] if masks.texts else None) or ():
        kind, _, what = text.partition(" ")
        yield Blame(kind, what)


def _blame_of_bit(number: int, query: SubjectQuery, row: Row) -> Blame:
    bit, column = query.bits[number], query.ids_of_bits[number]
    if column is None:
        return Blame(bit.kind, bit.text)
    return Blame(bit.kind, f"{bit.model}:{row[column]}.{bit.text}")


def _outcome(program: Program, root: str, root_id: str, found: Gathered) -> Outcome:
    position = {name: index for index, name in enumerate(program.plan.statements)}

    def place(name: str) -> int:
        return position.get(name, len(position))

    order = {(e.kind, e.name, e.subject): i for i, e in enumerate(program.plan.emissions)}

    def of_decided(entry: tuple[Decided, Path]) -> tuple[Any, ...]:
        made, path = entry
        return place(made.name), made.id, path

    def of_emitted(entry: tuple[Emitted, Path, int]) -> tuple[Any, ...]:
        made, path, ordinal = entry
        written = order.get((made.kind, made.name, made.model), -1)
        return place(made.name), made.id, written, path, ordinal

    decided = [made for made, _ in sorted(found.decided, key=of_decided)]
    emitted = [made for made, *_ in sorted(found.emitted, key=of_emitted)]
    missing = tuple(
        Missing(blame, tuple(sorted(names, key=lambda name: (place(name), name))))
        for blame, names in sorted(found.matters.items())
    )
    return Outcome(root, root_id, tuple(decided), tuple(emitted), missing)
