"""Records in generated code: which expressions denote one, and how it is told by its id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import model_of
from forecourt.core.engines.record.scope import SUBJECT
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from forecourt.core.engines.record.code import Value
    from forecourt.core.engines.record.scope import Scope
    from forecourt.core.records.schema import Schema


def is_part(model: str, schema: Schema) -> bool:
    """Return whether records of a model are embedded, and so may have no id of their own."""
    owner = schema.models[model].owner if model in schema.models else None
    if owner is None:
        return False
    return any(part.model == model for part in schema.models[owner].parts.values())


def identity(scope: Scope, record: n.Expr) -> str:
    """Return the code for the id of a record, where it is known."""
    code = scope.value(record).code
    schema = scope.source.plan.schema
    if not is_part(model_of(record), schema):
        return f"{code}.id"
    match record:
        case n.Subject():
            return scope.given(("identity",))
        case n.Part(of=of):
            return f"part_id({code}, {identity(scope, of)})"
        case _:
            return f"{code}.id"


def keepable(scope: Scope, expr: n.Expr) -> Value:
    """Return the code for a value that is kept elsewhere: an embedded record with its id."""
    value = scope.value(expr)
    embedded = isinstance(expr, n.Part | n.Subject) and is_part(
        model_of(expr), scope.source.plan.schema
    )
    return (
        replace(value, code=f"Embedded({value.code}, {identity(scope, expr)})")
        if embedded
        else value
    )


def plain(scope: Scope, expr: n.Expr) -> Value:
    """Return the code for a value, that of a record being its id."""
    value = scope.value(expr)
    if not scope.fact(expr).is_record:
        return value
    return replace(value, code=identity(scope, expr))


def subject_identity(scope: Scope, model: str) -> str:
    """Return the code for the id of the subject."""
    if is_part(model, scope.source.plan.schema):
        return scope.given(("identity",))
    return f"{scope.given(SUBJECT)}.id"
