"""Records as rows: the tables that queries read, a row for each record of a model.

A table has the ids above a row (`_reader`), its `id`, and the fields of its model: texts, whole
numbers, yes and no, dates, wall clock moments, times of day in seconds since midnight, and lists.
Defaults are filled; a part without an id of its own has that of the record it is embedded in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.normal import stored
from forecourt.core.engines.columns.sql import TEXT, column_type
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema


def table_columns(model: str, schema: Schema) -> dict[str, str]:
    """Return the columns of a model's table and their types."""
    found = dict.fromkeys((*ids_above(model, schema), "id"), TEXT)
    for name, field in schema.models[model].fields.items():
        found.setdefault(name, column_type(field.type))
    return found


def ids_above(model: str, schema: Schema) -> tuple[str, ...]:
    """Return the columns with the ids above a row of a model, the root's first."""
    owner = schema.models[model].owner
    return () if owner is None else (*ids_above(owner, schema), f"_{owner}")


def rows_of(record: Any, model: str, schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (model, row) for a root record and all below it, owners first."""
    yield from _rows(record, schema.models[model], schema, {}, "")


def _rows(
    record: Any, model: ModelSchema, schema: Schema, above: Mapping[str, str], owner_id: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    identity = getattr(record, "id", None) or owner_id
    own = {
        name: _stored(getattr(record, name, None), f)
        for name, f in model.fields.items()
        if name != "id"
    }
    yield model.name, {**above, "id": identity, **own}
    below = {**above, f"_{model.name}": identity}
    for part in model.parts.values():
        held = getattr(record, part.name, None)
        if held is not None:
            yield from _rows(held, schema.models[part.model], schema, below, identity)
    for entry in model.lists.values():
        for held in getattr(record, entry.name, None) or ():
            yield from _rows(held, schema.models[entry.model], schema, below, identity)


def empty_root(model: str, schema: Schema) -> dict[str, Any]:
    """Return the row of a root that is not there: each field is absent as it declares."""
    fields = schema.models[model].fields
    return {"id": "", **{name: _stored(None, f) for name, f in fields.items() if name != "id"}}


def _stored(value: Any, field: FieldSchema) -> Any:
    if value is None and field.absence is Absence.DEFAULT:
        value = field.default
        if value is None and isinstance(field.type, Many):
            value = ()
    return stored(value)
