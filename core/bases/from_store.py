"""A base written from the file of a store."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from forecourt.core.bases.layout import DIGITS, keys, models_in_order, natural_type
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.sources import in_currency
from forecourt.core.bases.writing import natural
from forecourt.core.values.types import Day, Many, Moment, Text, TimeOfDay, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from forecourt.core.records.schema import Schema
    from forecourt.core.values.types import Type

FETCHED = 20_000
"""Rows read at a time."""


def write_base(database: Path, schema: Schema, folder: Path, currency: str | None = None) -> None:
    """Write the records of a store's SQLite file as a base: a Parquet file for each model.

    `folder` is there; models without records have no file. All is read as it was at one moment.

    Raises:
        OSError, sqlite3.Error, duckdb.Error: a file cannot be read or written.
    """
    settled = in_currency(schema, currency)
    with closing(_opened(database)) as stored, duckdb.connect() as connection:
        stored.execute("BEGIN")
        there = {name for (name,) in stored.execute("SELECT name FROM sqlite_master")}
        for model in models_in_order(settled):
            if model in there:
                _write(stored, connection, model, settled, folder)


def _opened(database: Path) -> sqlite3.Connection:
    """Open a file for reading; rows are asked for by a thread of the database that copies them.

    Where the files that SQLite makes beside one cannot be made, only what is in it is read.
    """
    try:
        return _connected(database, "mode=ro")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
        return _connected(database, "mode=ro&immutable=1")


def _connected(database: Path, mode: str) -> sqlite3.Connection:
    uri = f"{database.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _write(
    stored: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    model: str,
    schema: Schema,
    folder: Path,
) -> None:
    held = {row[1] for row in stored.execute(f"PRAGMA table_info({quoted(model)})")}
    wanted: dict[str, Type] = dict.fromkeys(keys(model, schema), Text())
    wanted |= {name: field.type for name, field in schema.models[model].fields.items()}
    columns = {name: kind for name, kind in wanted.items() if name in held}
    names = ", ".join(quoted(name) for name in columns)
    cursor = stored.execute(f"SELECT {names} FROM {quoted(model)}")
    shape = pa.schema([(name, _arrow(kind)) for name, kind in columns.items()])
    batches = pa.RecordBatchReader.from_batches(shape, _batches(cursor, columns, shape))
    first = next(iter(batches), None)
    if first is None:
        return
    rest = pa.RecordBatchReader.from_batches(shape, _chained(first, batches))
    connection.register("stored rows", rest)
    listed = ", ".join(
        f"{_natural(kind, quoted(name))} AS {quoted(name)}" for name, kind in columns.items()
    )
    file = text_in_sql(str(folder / f"{model}.parquet"))
    connection.execute(f'COPY (SELECT {listed} FROM "stored rows") TO {file} (FORMAT parquet)')
    connection.unregister("stored rows")


def _chained(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def _batches(
    cursor: sqlite3.Cursor, columns: dict[str, Type], shape: pa.Schema
) -> Iterator[pa.RecordBatch]:
    while rows := cursor.fetchmany(FETCHED):
        held = [
            pa.array(_values(values, kind), one.type)
            for values, kind, one in zip(
                zip(*rows, strict=True), columns.values(), shape, strict=True
            )
        ]
        yield pa.record_batch(held, schema=shape)


def _values(values: Sequence[Any], kind: Type) -> Sequence[Any]:
    if isinstance(kind, Many):
        return [None if one is None else json.loads(one) for one in values]
    return values


def _arrow(kind: Type) -> pa.DataType:
    """Return the Arrow type of what a store's column holds."""
    match kind:
        case Many(element):
            return pa.list_(_arrow(element))
        case _:
            is_text = natural_type(kind) in {"VARCHAR", "DATE", "TIMESTAMP", "TIME"}
            return pa.string() if is_text else pa.int64()


def _natural(kind: Type, value: str) -> str:
    """Return what gives a stored value its natural type."""
    match kind:
        case YesNo() | Day() | Moment() | TimeOfDay():
            return f"CAST({value} AS {natural_type(kind)})"
        case Many(element):
            each = _natural(element, "x")
            return value if each == "x" else f"list_transform({value}, lambda x: {each})"
        case _:
            return natural(kind, value, DIGITS)
