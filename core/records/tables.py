"""Records as rows of SQLite tables, one table a model.

Beside its fields a table has the columns that place a row: `_position` (in its list, from 0) and,
for each record above it, that one's id under its model with a `_` in front (`_reader`, `_loan`).
Field names never begin so. Whole numbers and all that is kept as one are INTEGER, as are yes (1)
and no (0); dates, times and moments are ISO texts, moments on the store's wall clock; lists of
plain values are JSON texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
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
    from collections.abc import Iterator

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
    return tuple(
        _table(schema.models[name], schema) for root in schema.roots for name in _down(root, schema)
    )


def _down(name: str, schema: Schema) -> Iterator[str]:
    """Yield a model and all below it."""
    yield name
    model = schema.models[name]
    for part in model.parts.values():
        yield from _down(part.model, schema)
    for entry in model.lists.values():
        yield from _down(entry.model, schema)


def _table(model: ModelSchema, schema: Schema) -> TableSchema:
    above = keys(model.name, schema)
    placing = [ColumnSchema(key, "TEXT", nullable=False) for key in above]
    if _is_listed(model, schema):
        placing.append(ColumnSchema(POSITION, "INTEGER", nullable=False))
    own = [
        ColumnSchema(name, _sqlite_type(f.type), f.absence in {Absence.NONE, Absence.UNKNOWN})
        for name, f in model.fields.items()
    ]
    root = schema.root_of(model.name)
    return TableSchema(model.name, (*placing, *own), model.name, model.owner, root, (*above, "id"))


def keys(name: str, schema: Schema) -> tuple[str, ...]:
    """Return the columns with the ids above a row of a model, the root's first."""
    owner = schema.models[name].owner
    return () if owner is None else (*keys(owner, schema), f"_{owner}")


def _is_listed(model: ModelSchema, schema: Schema) -> bool:
    if model.owner is None:
        return False
    return any(entry.model == model.name for entry in schema.models[model.owner].lists.values())


def _sqlite_type(kind: Type) -> str:
    texts = Text | Symbol | Reference | Day | Moment | TimeOfDay | Many
    return "TEXT" if isinstance(kind, texts) else "INTEGER"


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
