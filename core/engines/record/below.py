"""Where the records of a model stand under their root."""

from __future__ import annotations

from operator import itemgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.lookups import part_id
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema

Identified = tuple[Any, str]
"""A record and its id."""


def collector(schema: Schema, model: str) -> Callable[[Any], tuple[Identified, ...]]:
    """Return the function that finds all records of a model under a root's record.

    They come by the ids of those that they belong to, from the root on, and then by their own.
    """
    owner = schema.models[model].owner
    if owner is None:
        return lambda root: ((root, root.id),)
    owners = collector(schema, owner)
    lists = [entry.name for entry in schema.models[owner].lists.values() if entry.model == model]
    parts = [part.name for part in schema.models[owner].parts.values() if part.model == model]

    def collect(root: Any) -> tuple[Identified, ...]:
        return tuple(found for held in owners(root) for found in _held_by(held, lists, parts))

    return collect


def _held_by(held: Identified, lists: list[str], parts: list[str]) -> Iterator[Identified]:
    owner, identity = held
    for name in lists:
        yield from sorted([(each, each.id) for each in getattr(owner, name)], key=_id)
    for name in parts:
        part = getattr(owner, name)
        if part is not None:
            yield part, part_id(part, identity)


_id = itemgetter(1)


def empty_record(schema: ModelSchema) -> SimpleNamespace:
    """Return a record of a model of which nothing is known but its defaults."""
    fields = {field.name: default_of(field) for field in schema.fields.values()}
    lists = dict.fromkeys(schema.lists, ())
    return SimpleNamespace(**{**fields, **lists, **dict.fromkeys(schema.parts), "id": ""})


def default_of(field: FieldSchema) -> Any:
    """Return the value of a field where none is stated, None if it is then absent."""
    empty = field.default is None and field.absence is Absence.DEFAULT
    return () if empty and isinstance(field.type, Many) else field.default
