"""Where the records of a model stand under their root."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.runtime import part_id
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema

Identified = tuple[Any, str]
"""A record and its id."""


def collector(schema: Schema, model: str) -> Callable[[Any], tuple[Identified, ...]]:
    """Return the function that finds all records of a model under a root's record."""
    paths = _paths(schema, model)

    def collect(root: Any) -> tuple[Identified, ...]:
        return tuple(found for path in paths for found in _along(path, (root, root.id)))

    return collect


Step = tuple[str, bool]
"""The name of a list, or of a part (True)."""


def _paths(schema: Schema, model: str) -> tuple[tuple[Step, ...], ...]:
    owner = schema.models[model].owner
    if owner is None:
        return ((),)
    steps = [(entry.name, False) for entry in _lists(schema, owner) if entry.model == model]
    steps += [(part.name, True) for part in _parts(schema, owner) if part.model == model]
    return tuple((*path, step) for path in _paths(schema, owner) for step in steps)


def _lists(schema: Schema, model: str) -> Any:
    return schema.models[model].lists.values()


def _parts(schema: Schema, model: str) -> Any:
    return schema.models[model].parts.values()


def _along(path: tuple[Step, ...], at: Identified) -> Iterator[Identified]:
    if not path:
        yield at
        return
    (name, is_part), *rest = path
    held = getattr(at[0], name)
    found: tuple[Identified, ...]
    if is_part:
        found = () if held is None else ((held, part_id(held, at[1])),)
    else:
        found = tuple((record, record.id) for record in held)
    for each in found:
        yield from _along(tuple(rest), each)


def empty_record(schema: ModelSchema) -> SimpleNamespace:
    """Return a record of a model of which nothing is known but its defaults."""
    fields = {field.name: default_of(field) for field in schema.fields.values()}
    lists = dict.fromkeys(schema.lists, ())
    return SimpleNamespace(**{**fields, **lists, **dict.fromkeys(schema.parts), "id": ""})


def default_of(field: FieldSchema) -> Any:
    """Return the value of a field where none is stated, None if it is then absent."""
    empty = field.default is None and field.absence is Absence.DEFAULT
    return () if empty and isinstance(field.type, Many) else field.default
