"""A look at all rows of a base: which models have some that cannot be used, or not as they are.

It is three rounds of queries, each a query for every model that gives a single row; a database may
run those of a round together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forecourt.core.bases.checks import Check, row_checks
from forecourt.core.bases.reading import quoted, span_of, types_of, unlike
from forecourt.core.bases.rows_apart import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.bases.databases import Database, Source
    from forecourt.core.records.schema import Schema

    Spans = Mapping[str, tuple[datetime, datetime]]

_NO_SPAN = (datetime(9999, 12, 31), datetime(1, 1, 1))


@dataclass(frozen=True)
class Seen:
    """What a look at the rows of a model tells."""

    rows: Rows
    columns: Mapping[str, str]
    """Those that the model knows, and their types."""
    total: int
    some_doubled: bool
    """Whether some may have the same ids; if there are as many sums of ids as rows, none have."""
    failed: tuple[Check, ...]
    """The checks that some rows fail."""
    spans: Spans
    """The least and the latest moment of each column of moments that has some."""
    without_owner: int | None = None
    """How many have none, if all rows of the owner are right as they are; None: not looked."""


def look_at_all(
    database: Database, found: Mapping[str, Source], schema: Schema, zone: str
) -> dict[str, Seen]:
    """Return what is seen by model."""
    queries = [_First(Rows(model, schema, source)) for model, source in found.items()]
    rows = database.each_row([one.sql for one in queries])
    first = [query.seen(row) for query, row in zip(queries, rows, strict=True)]
    seen = _with_owners_looked_for(database, _with_renamed(database, first, zone), found)
    return {one.rows.model: one for one in seen}


class _First:
    """The first look at the rows of a model: numbers of all kinds, and moments."""

    def __init__(self, rows: Rows) -> None:
        types = types_of(rows.model, rows.schema)
        self._rows = rows
        self._columns = {name: of for name, of in rows.source.columns.items() if name in types}
        self._checks = row_checks(rows.model, rows.schema, self._columns)
        said = {name: span_of(types[name], of, quoted(name)) for name, of in self._columns.items()}
        self._ends = {name: of for name, of in said.items() if of}
        self.sql = self._query()

    def _query(self) -> str:
        names = [quoted(f"bad {place}") for place in range(len(self._checks))]
        inner = [f"{check.bad} AS {name}" for check, name in zip(self._checks, names, strict=True)]
        inner += [f"hash({', '.join(self._rows.naming)}) AS sums", *map(quoted, self._ends)]
        numbers = ["count(*)", "count(DISTINCT sums)", *(f"count_if({name})" for name in names)]
        moments = [end for both in self._ends.values() for end in both]
        return (
            f"SELECT {_listed(numbers, 'BIGINT')} AS numbers,"
            f" {_listed(moments, 'TIMESTAMP')} AS moments"
            f" FROM (SELECT {', '.join(inner)} FROM {self._rows.source.relation})"
        )

    def seen(self, row: tuple[Any, ...]) -> Seen:
        """Return what the row that the query gave says."""
        (total, sums, *bad), moments = row
        pairs = zip(self._ends, moments[::2], moments[1::2], strict=True)
        return Seen(
            self._rows,
            self._columns,
            total,
            some_doubled=sums < total,
            failed=tuple(one for one, some in zip(self._checks, bad, strict=True) if some),
            spans={name: (least, latest) for name, least, latest in pairs if least is not None},
        )


def _listed(values: Iterable[str], kind: str) -> str:
    return f"CAST([{', '.join(values)}] AS {kind}[])"


def _with_renamed(database: Database, seen: Iterable[Seen], zone: str) -> Iterator[Seen]:
    """Yield what is seen with the columns that have values not in normal form as they are."""
    seen = tuple(seen)
    unlikes = [_unlikes(one, zone) for one in seen]
    queries = [
        f"SELECT {_listed((f'count_if({quoted(name)})' for name in of), 'BIGINT')} AS numbers FROM"
        f" (SELECT {', '.join(f'{sql} AS {quoted(name)}' for name, sql in of.items())}"
        f" FROM {one.rows.source.relation})"
        for one, of in zip(seen, unlikes, strict=True)
    ]
    for one, of, (numbers,) in zip(seen, unlikes, database.each_row(queries), strict=True):
        renamed = frozenset(name for name, some in zip(of, numbers, strict=True) if some)
        yield replace(one, rows=replace(one.rows, renamed=renamed))


def _unlikes(seen: Seen, zone: str) -> dict[str, str]:
    """Return conditions by column; ids are texts, so that there is one at least."""
    types = types_of(seen.rows.model, seen.rows.schema)
    said = {
        name: unlike(types[name], of, quoted(name), zone, seen.spans.get(name, _NO_SPAN))
        for name, of in seen.columns.items()
    }
    return {name: condition for name, condition in said.items() if condition} or {"id": "false"}


def _with_owners_looked_for(
    database: Database, seen: Iterable[Seen], found: Mapping[str, Source]
) -> Iterator[Seen]:
    seen = tuple(seen)
    owned = [one for one in seen if _owner_stands_as_it_is(one.rows, found)]
    queries = [f"SELECT count(*) AS numbers FROM {_of_no_owner(one.rows, found)}" for one in owned]
    numbers = zip(owned, database.each_row(queries), strict=True)
    without = {one.rows.model: number for one, (number,) in numbers}
    for one in seen:
        yield replace(one, without_owner=without.get(one.rows.model))


def _owner_stands_as_it_is(rows: Rows, found: Mapping[str, Source]) -> bool:
    """Return whether the owner's rows have all ids: a part may go by that of its owner."""
    owner = rows.schema.models[rows.model].owner
    return owner is not None and owner in found and "id" in found[owner].columns


def _of_no_owner(rows: Rows, found: Mapping[str, Source]) -> str:
    owner = rows.schema.models[rows.model].owner
    assert owner is not None
    return rows.those_without_owner(found[owner].relation)
