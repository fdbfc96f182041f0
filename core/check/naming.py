"""Which names a statement may have: those that mean nothing else where it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import DeclaredTwice, NameOfField, ReservedName
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.check.assembly import Assembly, Declared
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.schema import ModelSchema, Schema

RESERVED = frozenset({"today", "now", "this"})
"""Names that have a meaning everywhere."""


def wrong_name(entry: Declared, assembly: Assembly) -> Diagnostic | None:
    """Return what is wrong with the name of a statement, if anything is."""
    if entry.name in RESERVED:
        return ReservedName(entry.place, entry.name)
    if not entry.has_value or entry.subject is None:
        return None
    if taken_by := _taken_by(entry.name, entry.subject, assembly.vocabulary.schema):
        return NameOfField(entry.place, entry.name, taken_by)
    table = assembly.parameters.get(entry.name)
    return DeclaredTwice(entry.place, entry.name, table.at) if table is not None else None


def _taken_by(name: str, subject: str, schema: Schema) -> str | None:
    """Return what a name means already in expressions about a subject: "a field of `loan`"."""
    if name == subject or name in schema.roots:
        return "a record"
    model = schema.models[subject]
    if name in model.fields:
        return f"a field of `{subject}`"
    if name in model.parts:
        return f"a part of `{subject}`"
    for one in (model, *_owners(model, schema)):
        if name in one.lists:
            return f"a list of `{one.name}`"
        if _is_link(name, one):
            return f"a link of `{one.name}`"
    return None


def _owners(model: ModelSchema, schema: Schema) -> Iterator[ModelSchema]:
    """Yield the models above one, up to its root."""
    while model.owner is not None:
        model = schema.models[model.owner]
        yield model


def _is_link(name: str, model: ModelSchema) -> bool:
    """Tell whether a name leads from a record to another; such names are read further down, too."""
    field = model.fields.get(name)
    return name in model.parts or (field is not None and isinstance(field.type, Reference))
