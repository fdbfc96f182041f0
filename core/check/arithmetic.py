"""Which results arithmetic has, and what it may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from forecourt.core.check.bounds import bounded
from forecourt.core.check.typing import AMOUNTS, describe_type, same
from forecourt.core.diagnostics.checking import DurationsDiffer, TypeClash
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Whole,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type


def arithmetic(operator: Operator, left: Expr, right: Expr, place: Place, context: Context) -> Expr:
    """Return `left operator right`, typed.

    Rejected where the types do not go together, or where the result can be too large.
    """
    if isinstance(left.type, (Day, Moment)) and isinstance(right.type, Duration):
        if operator in (Operator.ADD, Operator.SUBTRACT):
            return shift(left, right, operator is Operator.ADD, place, context)
    elif left.type == right.type == Day() and operator is Operator.SUBTRACT:
        return plan.FullUnits("days", right, left, Duration(Family.DAYS))
    elif result := _result(operator, left.type, right.type, context):
        found = plan.Arithmetic(operator, left, right, result)
        return bounded(found, operator.value, place, context)
    _reject(operator.value, left.type, right.type, place, context)


def shift(start: Expr, amount: Expr, forward: bool, place: Place, context: Context) -> Expr:
    """Return a date or moment moved by a duration."""
    operator = "+" if forward else "-"
    if not isinstance(start.type, (Day, Moment)) or not isinstance(amount.type, Duration):
        _reject(operator, start.type, amount.type, place, context)
    if isinstance(start.type, Day) and amount.type == Duration(Family.ELAPSED):
        context.fail(
            TypeClash(
                place,
                operator,
                "a date",
                "hours or minutes",
                "a date has no time of day: use a moment, or `09:00 on ...`",
            )
        )
    return plan.Shift(start, amount, forward, start.type)


def _result(operator: Operator, left: Type, right: Type, context: Context) -> Type | None:
    if not isinstance(left, AMOUNTS) or not isinstance(right, AMOUNTS):
        return None
    if operator in (Operator.ADD, Operator.SUBTRACT):
        return left if same(left, right, context.assembly.currency) else None
    if operator is Operator.MULTIPLY:
        return _product(left, right)
    return _quotient(left, right, context)


def _product(left: Type, right: Type) -> Type | None:
    """A plain number scales anything; a percent scales money, quantities and numbers."""
    if isinstance(left, Whole):
        return right
    if isinstance(right, Whole):
        return left
    scalable = (Number, Money, Quantity, Percent)
    if isinstance(left, (Number, Percent)) and isinstance(right, scalable):
        return right
    if isinstance(right, (Number, Percent)) and isinstance(left, scalable):
        return left
    return None


def _quotient(left: Type, right: Type, context: Context) -> Type | None:
    if same(left, right, context.assembly.currency):
        return Number()
    scalable = (Number, Money, Quantity, Percent, Whole)
    if isinstance(right, (Whole, Number)) and isinstance(left, scalable):
        return Number() if isinstance(left, Whole) else left
    return None


def _reject(operator: str, left: Type, right: Type, place: Place, context: Context) -> NoReturn:
    if isinstance(left, Duration) and isinstance(right, Duration):
        context.fail(DurationsDiffer(place, describe_type(left), describe_type(right)))
    advice = None
    if isinstance(left, (Day, Moment)) and isinstance(right, (Whole, Number)):
        advice = "a bare number is never days: write its unit, as in `7 days`"
    elif isinstance(left, Moment) and isinstance(right, Moment):
        advice = "write `full hours from ... to ...`"
    context.fail(TypeClash(place, operator, describe_type(left), describe_type(right), advice))
