"""Records in generated code: which expressions denote one, and how it is told by its id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import key_of, model_of, takes_one
from forecourt.core.engines.record.scope import SUBJECT
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Set

    from forecourt.core.engines.record.analysis import Key
    from forecourt.core.engines.record.code import Value
    from forecourt.core.engines.record.scope import Scope
    from forecourt.core.records.schema import Schema

_RECORDS = (n.Subject, n.Root, n.Element, n.Follow, n.Part, n.BestRecord)


def record_decisions(plan: n.Plan) -> frozenset[Key]:
    """Return the decisions whose value is a record."""
    found: set[Key] = set()
    for decision in plan.decisions:
        if takes_one(decision) and any(is_record(row.value, found) for row in decision.rows):
            found.add((decision.name, decision.subject))
    return frozenset(found)


def is_record(expr: n.Expr, decisions: Set[Key]) -> bool:
    """Return whether an expression denotes a record, and not an id or a plain value.

    `decisions` are those whose value is a record.
    """
    match expr:
        case n.Ref():
            return key_of(expr) in decisions
        case n.Else(first=first, second=second):
            return is_record(first, decisions) or is_record(second, decisions)
        case n.Case(rows=rows):
            return any(is_record(value, decisions) for _, value in rows)
        case _:
            return isinstance(expr, _RECORDS)


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
    return replace(value, code=f"Embedded({value.code}, {identity(scope, expr)})") if embedded else value


def plain(scope: Scope, expr: n.Expr) -> Value:
    """Return the code for a value, that of a record being its id."""
    value = scope.value(expr)
    if not is_record(expr, scope.source.record_decisions):
        return value
    return replace(value, code=identity(scope, expr))


def subject_identity(scope: Scope, model: str) -> str:
    """Return the code for the id of the subject."""
    if is_part(model, scope.source.plan.schema):
        return scope.given(("identity",))
    return f"{scope.given(SUBJECT)}.id"
