"""References within one record file that lead to no record in it.

Rules take such a reference for a record that is missing, which is rarely what was meant. References
into files of another root are not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.diagnostics.records import RefersToNothing
from forecourt.core.records.findings import Subject
from forecourt.core.values.types import Many, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.findings import Location
    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import ModelSchema, Schema
    from forecourt.core.values.types import Type


class _Held(NamedTuple):
    """A record of a file, and the way to it."""

    location: Location
    model: ModelSchema
    record: Any


References = Mapping[str, tuple[tuple[str, str], ...]]
"""By model: the fields that refer to records of the same root, each with the model of these."""


def references_within(schema: Schema) -> References:
    """Return which fields refer to records that stand in the same file."""
    return {
        name: tuple(
            (field.name, target)
            for field in model.fields.values()
            if (target := _target(field.type)) and schema.root_of(target) == schema.root_of(name)
        )
        for name, model in schema.models.items()
    }


def leading_nowhere(
    record: Record,
    schema: Schema,
    references: References,
    place_of: Callable[[Location], Place],
) -> Iterator[Diagnostic]:
    """Yield a warning for each reference in a root record to one that should stand in it."""
    root = record.model_line["name"]
    subject = Subject(schema, root, getattr(record, "id", ""), place_of)
    held = tuple(_held(_Held((), schema.models[root], record), schema))
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for one in held:
        ids[one.model.name].append(one.record.id)
    for one in held:
        for name, target, identity in _references(one, references):
            if identity not in ids[target]:
                location = (*one.location, name)
                place, path = place_of(location), subject.path(location)
                yield RefersToNothing(place, path, target, identity, tuple(ids[target]))


def _held(one: _Held, schema: Schema) -> Iterator[_Held]:
    """Yield a record and all that belongs to it."""
    yield one
    for part in one.model.parts.values():
        below = getattr(one.record, part.name)
        if below is not None:
            where = (*one.location, part.name)
            yield from _held(_Held(where, schema.models[part.model], below), schema)
    for entry in one.model.lists.values():
        for index, below in enumerate(getattr(one.record, entry.name)):
            where = (*one.location, entry.name, index)
            yield from _held(_Held(where, schema.models[entry.model], below), schema)


def _references(one: _Held, references: References) -> Iterator[tuple[str, str, str]]:
    """Yield the field, the model and the id of each reference of a record."""
    for name, target in references[one.model.name]:
        value = getattr(one.record, name)
        if value is not None:
            for identity in value if isinstance(value, tuple) else (value,):
                yield name, target, identity


def _target(of: Type) -> str | None:
    """Return the model that values of a type refer to, if they do."""
    match of:
        case Reference(model) | Many(Reference(model)):
            return model
        case _:
            return None
