"""Which conditions of a list say nothing but that a field of an element is a value around it.

Such a condition, one side of which never is missing and the other neither, is true or false. If it
is false the element doesn't count and is in no doubt, whatever else is asked of it: so elements
can be joined or grouped by the field instead, and those that don't match are never met.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.sql import Column
from forecourt.core.engines.columns.stored import is_never_missing
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Many, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.columns.scope import Scope

_YES_NO = YesNo()


@dataclass(frozen=True, slots=True)
class Match:
    """A field of the elements, as a column of their table, and the value around that it equals."""

    name: str
    value: Column
    around: n.Expr = field(compare=False)
    """The same value, as the plan says it."""


def matching(source: n.Source, scope: Scope) -> tuple[tuple[Match, ...], n.Expr | None]:
    """Return what the elements that count match for certain, and what else is asked of them.

    `scope` is that of the rows around. Without a match the condition is returned as it is.
    """
    found: dict[Match, None] = {}
    rest: list[n.Expr] = []
    for condition in _conjuncts(source.where):
        match = _match(condition, source, scope)
        if match is None:
            rest.append(condition)
        else:
            found[match] = None
    if not found:
        return (), source.where
    return tuple(found), _together(rest)


def _conjuncts(condition: n.Expr | None) -> Iterator[n.Expr]:
    match condition:
        case None:
            return
        case n.And():
            for one in condition.conditions:
                yield from _conjuncts(one)
        case _:
            yield condition


def _together(conditions: list[n.Expr]) -> n.Expr | None:
    if len(conditions) > 1:
        return n.And(tuple(conditions), _YES_NO)
    return conditions[0] if conditions else None


def _match(condition: n.Expr, source: n.Source, scope: Scope) -> Match | None:
    if not isinstance(condition, n.Compare) or condition.relation is not n.Relation.EQUAL:
        return None
    sides = condition.left, condition.right
    for own, other in (sides, sides[::-1]):
        name = _own_field(own, source, scope)
        if name is not None and _is_around(other, source, scope):
            cell = scope.cell(other)
            if isinstance(cell.value, Column) and not cell.may_be_missing:
                return Match(name, cell.value, other)
    return None


def _own_field(node: n.Expr, source: n.Source, scope: Scope) -> str | None:
    """Return the column of an element that an expression is, if that never is missing."""
    match node:
        case n.Element(variable=source.variable):
            return "id"
        case n.Field(of=n.Element(variable=source.variable)) if not isinstance(node.type, Many):
            return node.name if is_never_missing(node, scope) else None
        case _:
            return None


def _is_around(node: n.Expr, source: n.Source, scope: Scope) -> bool:
    read = scope.session.expressions.reads(node)
    return source.variable not in read.variables and not read.is_constant
