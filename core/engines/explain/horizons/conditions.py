"""Until when conditions stay true, false or unknown, with the same blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.horizons import combining
from forecourt.core.engines.explain.horizons.combining import (
    Judged,
    conjunction,
    disjunction,
    least,
)
from forecourt.core.engines.explain.horizons.comparing import stays
from forecourt.core.engines.explain.horizons.values import strict
from forecourt.core.engines.explain.values import NONE, Known, Missing
from forecourt.core.plan import nodes as n
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import YesNo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead

_YES_NO = YesNo()

# Atoms -------------------------------------------------------------------------------------


def compare(node: n.Compare, ahead: Ahead) -> datetime:
    """Two known values: while they stay on the same side of each other."""
    operands = (node.left, node.right)
    if _all_known(operands, ahead):
        return stays(node.relation, *operands, ahead)
    return _undecided(operands, ahead)


def within(node: n.Within, ahead: Ahead) -> datetime:
    """Known values: as two comparisons, both of which must hold, while all stay known."""
    operands = (node.item, node.low, node.high)
    if not _all_known(operands, ahead):
        return _undecided(operands, ahead)
    sides = ((Relation.AT_LEAST, node.low), (Relation.AT_MOST, node.high))
    parts = (_compared(node.item, relation, end, ahead) for relation, end in sides)
    return min(_known_until(operands, ahead), conjunction(parts))


def among(node: n.Among, ahead: Ahead) -> datetime:
    """Known values: as comparisons, one of which must hold, while all stay known, or none."""
    if ahead.scope.value(node.item) is NONE:
        return ahead.until(node.item)
    left_out = [option for option in node.options if ahead.scope.value(option) is NONE]
    options = [option for option in node.options if ahead.scope.value(option) is not NONE]
    operands = (node.item, *options)
    horizon = least(map(ahead.until, left_out))
    if not _all_known(operands, ahead):
        return min(horizon, _undecided(operands, ahead))
    parts = (_compared(node.item, Relation.EQUAL, option, ahead) for option in options)
    return min(horizon, _known_until(operands, ahead), disjunction(parts))


def _known_until(operands: Iterable[n.Expr], ahead: Ahead) -> datetime:
    return least(map(ahead.known_until, operands))


def _compared(left: n.Expr, relation: Relation, right: n.Expr, ahead: Ahead) -> Judged:
    truth = ahead.scope.truth(n.Compare(relation, left, right, _YES_NO))
    return truth, stays(relation, left, right, ahead)


def _all_known(operands: Iterable[n.Expr], ahead: Ahead) -> bool:
    return all(isinstance(ahead.scope.value(expr), Known) for expr in operands)


def _undecided(operands: tuple[n.Expr, ...], ahead: Ahead) -> datetime:
    """As a strict value; but where a count is missing the others decide as well."""
    values = [ahead.scope.value(expr) for expr in operands]
    counts = (
        isinstance(expr, n.Count) and isinstance(value, Missing)
        for expr, value in zip(operands, values, strict=True)
    )
    if NONE not in values and any(counts):
        return least(map(ahead.until, operands))
    return strict(operands, ahead)


def known(node: n.IsKnown | n.ThereIs, ahead: Ahead) -> datetime:
    """While the value stays, or if it is known, stays known."""
    if isinstance(ahead.scope.value(node.value), Known):
        return ahead.known_until(node.value)
    return ahead.until(node.value)


# Of conditions -----------------------------------------------------------------------------


def same_as_inner(node: n.Not | n.Holds, ahead: Ahead) -> datetime:
    """While the condition stays."""
    return ahead.until(node.condition)


def and_(node: n.And, ahead: Ahead) -> datetime:
    """Kleene's and."""
    return conjunction(_judged(node.conditions, ahead))


def or_(node: n.Or, ahead: Ahead) -> datetime:
    """Kleene's or."""
    return disjunction(_judged(node.conditions, ahead))


def at_least(node: n.AtLeast, ahead: Ahead) -> datetime:
    """So many of several."""
    return combining.at_least(node.number, _judged(node.conditions, ahead))


def _judged(conditions: Iterable[n.Expr], ahead: Ahead) -> Iterable[Judged]:
    return ((ahead.scope.truth(each), ahead.until(each)) for each in conditions)
