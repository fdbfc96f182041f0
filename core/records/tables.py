"""Records as rows of SQLite tables, one table a model, and rows as records.

Beside its fields a table has the columns that place a row: `_position` (in its list, from 0) and,
for each record above it, that one's id under its model with a `_` in front (`_reader`, `_loan`).
Field names never begin so. Whole numbers and all that is kept as one are INTEGER, as are yes (1)
and no (0); dates, times and moments are ISO texts, moments on the store's wall clock; lists of
plain values are JSON texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.records.schema import Absence
from forecourt.core.values.types import (
    Day,
    Many,
    Moment,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Type,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import ModelSchema, Schema

POSITION = "_position"


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A column: `sqlite_type` is INTEGER or TEXT; `nullable` if its field can be absent."""

    name: str
    sqlite_type: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The table of a model."""

    name: str
    columns: tuple[ColumnSchema, ...]
    model: str
    owner: str | None
    """The model above; None for a root."""
    root: str
    primary_key: tuple[str, ...]
    """The ids from the root down to the row's own."""


def tables(schema: Schema) -> tuple[TableSchema, ...]:
    """Return the tables of a schema, owners before what belongs to them."""
    found: list[TableSchema] = []
    for root in schema.roots:
        _collect(schema.models[root], schema, (), found)
    return tuple(found)


def _collect(
    model: ModelSchema, schema: Schema, above: tuple[str, ...], found: list[TableSchema]
) -> None:
    keys = tuple(f"_{name}" for name in above)
    placing = [ColumnSchema(key, "TEXT", nullable=False) for key in keys]
    if _is_listed(model, schema):
        placing.append(ColumnSchema(POSITION, "INTEGER", nullable=False))
    own = [
        ColumnSchema(name, _sqlite_type(f.type), f.absence in {Absence.NONE, Absence.UNKNOWN})
        for name, f in model.fields.items()
    ]
    root = above[0] if above else model.name
    columns = (*placing, *own)
    found.append(TableSchema(model.name, columns, model.name, model.owner, root, (*keys, "id")))
    for child in _children(model):
        _collect(schema.models[child], schema, (*above, model.name), found)


def _children(model: ModelSchema) -> list[str]:
    parts = [part.model for part in model.parts.values()]
    return parts + [entry.model for entry in model.lists.values()]


def _is_listed(model: ModelSchema, schema: Schema) -> bool:
    if model.owner is None:
        return False
    return any(entry.model == model.name for entry in schema.models[model.owner].lists.values())


def _sqlite_type(kind: Type) -> str:
    texts = Text | Symbol | Reference | Day | Moment | TimeOfDay | Many
    return "TEXT" if isinstance(kind, texts) else "INTEGER"


# To rows -----------------------------------------------------------------------------------


def rows(record: Record, schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) for a root record and all below it, owners first."""
    model = schema.models[record.model_line["name"]]
    yield from _rows(record, model, schema, {})


def _rows(
    record: Any, model: ModelSchema, schema: Schema, placed: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    own = {name: _stored(getattr(record, name), f.type) for name, f in model.fields.items()}
    yield model.name, placed | own
    above = {key: value for key, value in placed.items() if key != POSITION}
    above[f"_{model.name}"] = record.id
    for part in model.parts.values():
        held = getattr(record, part.name)
        if held is not None:
            yield from _rows(held, schema.models[part.model], schema, above)
    for entry in model.lists.values():
        child = schema.models[entry.model]
        for position, held in enumerate(getattr(record, entry.name)):
            yield from _rows(held, child, schema, above | {POSITION: position})


def _stored(value: Any, kind: Type) -> Any:
    if value is None:
        return None
    match kind:
        case YesNo():
            return int(value)
        case Many(element):
            return json.dumps([_stored(each, element) for each in value], ensure_ascii=False)
        case _:
            return value.isoformat() if isinstance(value, date | time) else value


# From rows ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes records of rows, by the classes of their models."""

    schema: Schema
    classes: Mapping[str, type[Record]]

    def record(self, root: str, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Record:
        """Return the root record that the rows of its tables make up, as `rows` gave them.

        `found` holds the rows of this one root record by table, in any order; further columns
        are passed over, and a table without rows may be left out.
        """
        sorted_rows = {
            table: sorted(lines, key=lambda line: line.get(POSITION) or 0)
            for table, lines in found.items()
        }
        return self._record(self.schema.models[root], found[root][0], sorted_rows, {})

    def _record(
        self,
        model: ModelSchema,
        row: Mapping[str, Any],
        found: Mapping[str, Sequence[Mapping[str, Any]]],
        above: dict[str, Any],
    ) -> Record:
        values = {name: _restored(row[name], f.type) for name, f in model.fields.items()}
        below = above | {f"_{model.name}": row["id"]}
        for part in model.parts.values():
            held = self._records(part.model, found, below)
            values[part.name] = held[0] if held else None
        for entry in model.lists.values():
            values[entry.name] = self._records(entry.model, found, below)
        return self.classes[model.name].model_construct(**values)

    def _records(
        self,
        name: str,
        found: Mapping[str, Sequence[Mapping[str, Any]]],
        above: dict[str, Any],
    ) -> tuple[Record, ...]:
        """Return the records of a model that stand directly below those of `above`."""
        model = self.schema.models[name]
        return tuple(
            self._record(model, row, found, above)
            for row in found.get(name, ())
            if all(row[key] == value for key, value in above.items())
        )


def _restored(stored: Any, kind: Type) -> Any:
    if stored is None:
        return None
    match kind:
        case YesNo():
            return bool(stored)
        case Moment():
            return datetime.fromisoformat(stored)
        case Day():
            return date.fromisoformat(stored)
        case TimeOfDay():
            return time.fromisoformat(stored)
        case Many(element):
            return tuple(_restored(each, element) for each in json.loads(stored))
        case _:
            return stored
