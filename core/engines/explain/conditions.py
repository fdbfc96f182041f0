"""Conditions: each is judged together with what it was judged by."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import md5
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.aggregates import element_scopes, possible_counts
from forecourt.core.engines.explain.ordering import rank
from forecourt.core.engines.explain.reasons import ConditionReason, Operand
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.values import (
    NONE,
    Known,
    Missing,
    Truth,
    Unknown,
    at_least,
    blame_of_values,
    conjunction,
    disjunction,
    negation,
)
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import PERCENT_POINT, YesNo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecourt.core.engines.explain.scope import Scope

# Atoms -------------------------------------------------------------------------------------


def compare(node: n.Compare, scope: Scope) -> ConditionReason:
    """Whether two values stand in a relation."""

    def holds(left: Any, right: Any) -> bool:
        if node.relation is n.Relation.EQUAL:
            return bool(left == right)
        return _ordered(node.relation, rank(left, node.left.type), rank(right, node.left.type))

    return _atom(node, _operands((node.left, node.right), scope), holds, scope)


def _ordered(relation: n.Relation, left: Any, right: Any) -> bool:
    match relation:
        case n.Relation.LESS:
            return bool(left < right)
        case n.Relation.AT_MOST:
            return bool(left <= right)
        case n.Relation.MORE:
            return bool(left > right)
        case _:
            return bool(left >= right)


def among(node: n.Among, scope: Scope) -> ConditionReason:
    """Whether a value is one of several; an option that is none is left out."""
    options = [option for option in _operands(node.options, scope) if option.value is not NONE]
    operands = (*_operands((node.item,), scope), *options)
    return _atom(node, operands, lambda item, *values: item in values, scope)


def within(node: n.Within, scope: Scope) -> ConditionReason:
    """Whether a value lies between two others, both counting."""

    def holds(item: Any, low: Any, high: Any) -> bool:
        least, value, most = (rank(side, node.item.type) for side in (low, item, high))
        return bool(least <= value <= most)

    return _atom(node, _operands((node.item, node.low, node.high), scope), holds, scope)


def has(node: n.Has, scope: Scope) -> ConditionReason:
    """Whether a list of plain values holds one."""
    operands = _operands((node.items, node.item), scope)
    return _atom(node, operands, lambda items, item: item in items, scope)


def truth(node: n.Truth, scope: Scope) -> ConditionReason:
    """Whether a yes/no value is yes."""
    return _atom(node, _operands((node.value,), scope), bool, scope)


def sampled(node: n.Sampled, scope: Scope) -> ConditionReason:
    """Whether a record falls into a stable sample."""

    def holds(item: str, share: int) -> bool:
        text = f"{node.name}/{item}".encode("utf-8", "surrogatepass")
        number = int(md5(text, usedforsecurity=False).hexdigest()[:8], 16)
        return number % 10_000 < Fraction(100 * share, PERCENT_POINT)

    return _atom(node, _operands((node.item, node.share), scope), holds, scope)


def _operands(exprs: Iterable[n.Expr], scope: Scope) -> tuple[Operand, ...]:
    return tuple(Operand(expr, plain(scope.value(expr))) for expr in exprs)


def _atom(
    node: n.Expr, operands: tuple[Operand, ...], holds: Callable[..., bool], scope: Scope
) -> ConditionReason:
    """False if an operand is none, else unknown if one is missing, else what `holds` says."""
    values = [operand.value for operand in operands]
    missing = [operand for operand in operands if isinstance(operand.value, Missing)]
    truth: Truth
    if NONE in values:
        truth = False
    elif missing:
        agreed = _whatever_the_count(operands, missing, holds, scope)
        truth = Unknown(blame_of_values(values)) if agreed is None else agreed
    else:
        truth = holds(*(value.value for value in values if isinstance(value, Known)))
    return ConditionReason(node, truth, operands)


def _whatever_the_count(
    operands: tuple[Operand, ...], missing: list[Operand], holds: Callable[..., bool], scope: Scope
) -> bool | None:
    """Return the truth where only a count is missing and every count it may be agrees."""
    uncertain = missing[0].expr
    if len(missing) > 1 or not isinstance(uncertain, n.Count):
        return None
    counts = possible_counts(uncertain, scope)
    if counts is None:
        return None

    def holds_with(number: int) -> bool:
        values = [Known(number) if o is missing[0] else o.value for o in operands]
        return holds(*(value.value for value in values if isinstance(value, Known)))

    outcomes = {holds_with(number) for number in counts}
    return outcomes.pop() if len(outcomes) == 1 else None


# Never unknown -----------------------------------------------------------------------------


def is_known(node: n.IsKnown, scope: Scope) -> ConditionReason:
    """Whether a value is known."""
    (operand,) = _operands((node.value,), scope)
    return ConditionReason(node, isinstance(operand.value, Known), (operand,))


def there_is(node: n.ThereIs, scope: Scope) -> ConditionReason:
    """Whether there is a value, be it known or not."""
    (operand,) = _operands((node.value,), scope)
    return ConditionReason(node, operand.value is not NONE, (operand,))


def holds(node: n.Holds, scope: Scope) -> ConditionReason:
    """Whether a condition is true, an unknown one counting as not."""
    inner = scope.judge(node.condition)
    return ConditionReason(node, inner.truth is True, conditions=(inner,))


# Of conditions -----------------------------------------------------------------------------


def not_(node: n.Not, scope: Scope) -> ConditionReason:
    """Kleene's not."""
    inner = scope.judge(node.condition)
    return ConditionReason(node, negation(inner.truth), conditions=(inner,))


def and_(node: n.And, scope: Scope) -> ConditionReason:
    """Kleene's and."""
    return _combined(node, conjunction, (scope.judge(part) for part in node.conditions))


def or_(node: n.Or, scope: Scope) -> ConditionReason:
    """Kleene's or."""
    return _combined(node, disjunction, (scope.judge(part) for part in node.conditions))


def at_least_(node: n.AtLeast, scope: Scope) -> ConditionReason:
    """Whether a number of the conditions are true."""
    parts = (scope.judge(part) for part in node.conditions)
    return _combined(node, lambda truths: at_least(node.number, truths), parts)


def any_(node: n.Exists, scope: Scope) -> ConditionReason:
    """`or` over the elements of a list."""
    condition = _ALWAYS if node.source.where is None else node.source.where
    return _over_elements(node, disjunction, condition, scope)


def every(node: n.Every, scope: Scope) -> ConditionReason:
    """`and` over the elements of a list, those that are not meant counting as true."""
    where = node.source.where
    meant = (
        node.condition if where is None else n.Or((n.Not(where, _YES_NO), node.condition), _YES_NO)
    )
    return _over_elements(node, conjunction, meant, scope)


_YES_NO = YesNo()
_ALWAYS = n.And((), _YES_NO)


def _combined(
    node: n.Expr,
    combine: Callable[[list[Truth]], Truth],
    parts: Iterable[ConditionReason],
) -> ConditionReason:
    reasons = tuple(parts)
    return ConditionReason(node, combine([r.truth for r in reasons]), conditions=reasons)


def _over_elements(
    node: n.Exists | n.Every,
    combine: Callable[[list[Truth]], Truth],
    condition: n.Expr,
    scope: Scope,
) -> ConditionReason:
    """Judge a condition for each element; unknown where it isn't known whose list it is."""
    scopes = element_scopes(node.source, scope)
    if isinstance(scopes, Missing):
        return ConditionReason(node, Unknown(scopes.blame))
    variable = node.source.variable
    return _combined(
        node,
        combine,
        (
            replace(inner.judge(condition), element=inner.elements[variable].element.id)
            for inner in scopes
        ),
    )
