"""Rows of results as horizons: what the other engines return for one file at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.plan.outcome import Horizon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from forecourt.core.engines.columns.program import Program, SubjectQuery
    from forecourt.core.plan.nodes import Plan

Row = Mapping[str, Any]


class Told(NamedTuple):
    """A statement about the records of a query, and the column with its horizon there."""

    place: int
    """In the plan's order of reported names."""
    number: int
    """Of all statements, as written: decisions, then emissions."""
    kind: str
    name: str
    column: str | None
    """None where it stays for ever, or is told of elsewhere."""


def told(query: SubjectQuery, plan: Plan) -> Iterator[Told]:
    """Yield the statements about the records of a query that have horizons, as written."""
    place = {name: index for index, name in enumerate(plan.statements)}
    decided = {one.decision.name: one.until for one in query.decisions}
    emitted = {(one.emission.kind, one.emission.name): one.until for one in query.emissions}
    emitted |= {(one.kind, one.name): until for one, until in query.until}
    for number, decision in enumerate(plan.decisions):
        shown = decision.reported or decision.hit is HitPolicy.UNIQUE
        if decision.subject == query.model and shown:
            name = decision.name
            kind = "decision" if decision.reported else "violation"
            yield Told(place.get(name, len(place)), number, kind, name, decided.get(name))
    for number, one in enumerate(plan.emissions, start=len(plan.decisions)):
        if one.subject == query.model:
            until = emitted.get((one.kind, one.name))
            yield Told(place.get(one.name, len(place)), number, one.kind, one.name, until)


class _Entry(NamedTuple):
    """A statement of a record, in the order in which those of a file are listed."""

    place: int
    name: str
    id: str
    number: int
    path: tuple[str, ...]
    """The ids from the root down."""
    kind: str
    model: str


def horizons(
    program: Program, results: Iterable[tuple[SubjectQuery, Iterable[Row]]]
) -> dict[str, tuple[Horizon, ...]]:
    """Return the horizons of each root record that has a row, by its id."""
    found: defaultdict[str, dict[_Entry, datetime | None]] = defaultdict(dict)
    for query, rows in results:
        statements = list(told(query, program.plan))
        for row in rows:
            path = tuple(row[key] for key in query.keys)
            for one in statements:
                _note(found[path[0]], one, row, path, query.model)
    return {
        root_id: tuple(
            Horizon(entry.kind, entry.name, entry.model, entry.id, of_file[entry])
            for entry in sorted(of_file)
        )
        for root_id, of_file in found.items()
    }


def _note(
    of_file: dict[_Entry, datetime | None], one: Told, row: Row, path: tuple[str, ...], model: str
) -> None:
    """Note a horizon; of several for one statement and record, the least."""
    entry = _Entry(one.place, one.name, path[-1], one.number, path, one.kind, model)
    here = None if one.column is None else row[one.column]
    there = [at for at in (of_file.get(entry), here) if at is not None]
    of_file[entry] = min(there, default=None)
