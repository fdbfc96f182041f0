"""Root records read back from the tables of a base, for what is worked out of them in Python."""

from __future__ import annotations

import json
from datetime import date, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from forecourt.core.bases.layout import keys, models_in_order
from forecourt.core.bases.reading import quoted
from forecourt.core.values.types import Many, TimeOfDay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from forecourt.core.records.records import Records
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.types import Type

FETCHED = 2_000
"""Rows taken from a table at a time."""

Row = dict[str, Any]


def record_of(
    connection: duckdb.DuckDBPyConnection, records: Records, schema: Schema
) -> Any | None:
    """Return the record of the root beside the first: the store's own; None if there is none."""
    if len(schema.roots) == 1:
        return None
    found = next(records_of(connection, schema.roots[1], records, schema), None)
    return None if found is None or not found.id else found


def records_of(
    connection: duckdb.DuckDBPyConnection, root: str, records: Records, schema: Schema
) -> Iterator[Any]:
    """Yield the records of a root by id; few rows are held at a time."""
    first, *others = [one for one in models_in_order(schema) if schema.root_of(one) == root]
    below = {model: _Ahead(_rows(connection, model, schema), f"_{root}") for model in others}
    for row in _rows(connection, first, schema):
        held = {model: reader.rows_of(row["id"]) for model, reader in below.items()}
        yield records.from_rows(root, {first: [row], **held})


def _rows(connection: duckdb.DuckDBPyConnection, model: str, schema: Schema) -> Iterator[Row]:
    """Yield the rows of a model as stores keep them, in the order of their ids."""
    order = ", ".join(quoted(key) for key in keys(model, schema))
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM {quoted(model)} ORDER BY {order}")
    names = [one[0] for one in cursor.description or ()]
    fields = schema.models[model].fields
    types = [fields[name].type if name in fields else None for name in names]
    while batch := cursor.fetchmany(FETCHED):
        for row in batch:
            values = map(_kept, row, types)
            yield dict(zip(names, values, strict=True))


def _kept(value: Any, kind: Type | None) -> Any:
    """Return a value in normal form as a column of a store's table holds it."""
    if value is None or kind is None:
        return value
    if isinstance(kind, Many):
        return json.dumps([_kept(one, kind.element) for one in value], ensure_ascii=False)
    if isinstance(kind, TimeOfDay):
        value = time(value // 3600, value // 60 % 60, value % 60)
    return value.isoformat() if isinstance(value, date | time) else value


class _Ahead:
    """The rows of a table in the order of the root's ids, read as far as they are asked for."""

    def __init__(self, rows: Iterator[Mapping[str, Any]], key: str) -> None:
        self._groups = groupby(rows, lambda row: row[key])
        self._next = next(self._groups, None)

    def rows_of(self, id_: str) -> list[Mapping[str, Any]]:
        """Return the rows of a root record; ids must be asked for in order."""
        while self._next is not None and self._next[0] < id_:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != id_:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found
