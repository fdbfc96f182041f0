"""Series whose days follow from a date by whole steps: their latest one is found by counting.

All others are found by going through them from the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.engines.record.dates import family_of
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Family

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Scope

_COUNTED = {Family.DAYS: "full_days", Family.MONTHS: "full_months"}
"""The functions that count how many units of a family lie between two days."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The n-th day is `anchor` and n times `size` units of a family, the size at least 1."""

    anchor: n.Expr
    size: int
    family: Family

    def until_today(self, anchor: str) -> str:
        """Return the code for the ordinal of the last day that isn't in the future."""
        count = f"{_COUNTED[self.family]}({anchor}, today)"
        return count if self.size == 1 else f"{count} // {self.size}"


def steps_of(scope: Scope, series: n.Series) -> Steps | None:
    """Return the steps of a series, None if it isn't regular.

    A regular one has no end, nothing in it is left out, and no occurrence closes before an
    earlier one; but at the ends of the calendar its times are known wherever the anchor is.
    """
    if series.left_out is not None or series.last is not None:
        return None
    if not isinstance(series.first, n.Const) or series.first.value < 0:
        return None
    steps = _steps(scope, series.opens, series.variable)
    if steps is None or not _is_ordinal(_times(series.opens), series.variable):
        return None
    return steps if _rises(scope, series.closes, series.variable, steps) else None


def _steps(scope: Scope, expr: n.Expr, variable: int) -> Steps | None:
    """Return the steps that an expression makes from its anchor, for rising ordinals."""
    match expr:
        case n.Shift(start=anchor, amount=amount, forward=True) if isinstance(anchor.type, Day):
            family, size = family_of(expr), _size(amount, variable)
            counted = family in _COUNTED and variable not in scope.fact(anchor).depends
            return Steps(anchor, size, family) if counted and size else None
        case _:
            return None


def _size(amount: n.Expr, variable: int) -> int:
    """Return by what an amount multiplies the ordinal or a later one, 0 if it doesn't."""
    match amount:
        case n.Arithmetic(operator=n.Operator.MULTIPLY, left=n.Const(value=int(size)), right=right):
            return size if size > 0 and _is_ordinal(_earlier(right), variable) else 0
        case _:
            return 0


def _times(expr: n.Expr) -> n.Expr:
    """Return what the size of a step is multiplied by."""
    match expr:
        case n.Shift(amount=n.Arithmetic(right=right)):
            return right
        case _:
            return expr


def _earlier(expr: n.Expr) -> n.Expr:
    """Return the ordinal that `expr` follows by so many, or itself."""
    match expr:
        case n.Arithmetic(operator=n.Operator.ADD, left=left, right=n.Const()):
            return left
        case _:
            return expr


def _is_ordinal(expr: n.Expr, variable: int) -> bool:
    return isinstance(expr, n.Ordinal) and expr.variable == variable


def _rises(scope: Scope, expr: n.Expr, variable: int, steps: Steps) -> bool:
    """Return whether an expression is a day of the same anchor, or that moved by a fixed amount."""
    while isinstance(expr, n.Shift) and isinstance(expr.amount, n.Const):
        if family_of(expr) not in _COUNTED:
            return False
        expr = expr.start
    found = _steps(scope, expr, variable)
    return found is not None and scope.fact(found.anchor).number == scope.fact(steps.anchor).number
