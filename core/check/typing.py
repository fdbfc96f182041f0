"""Which types go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.plan import nodes as plan
from forecourt.core.values.types import (
    Day,
    Duration,
    Moment,
    Money,
    Number,
    Order,
    Percent,
    Quantity,
    Reference,
    Symbol,
    TimeOfDay,
    Type,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.plan.nodes import Expr

YES_NO = YesNo()

CONDITIONS = (
    plan.Compare,
    plan.Among,
    plan.Within,
    plan.Has,
    plan.Truth,
    plan.IsKnown,
    plan.ThereIs,
    plan.Holds,
    plan.Sampled,
    plan.Not,
    plan.And,
    plan.Or,
    plan.AtLeast,
    plan.Exists,
    plan.Every,
)
"""The nodes that are true, false or unknown."""

AMOUNTS = (Whole, Number, Percent, Money, Quantity, Duration)
"""Types that are added and compared as numbers."""


def as_condition(expression: Expr) -> Expr:
    """Return a yes/no expression as a condition."""
    if isinstance(expression, CONDITIONS):
        return expression
    return plan.Truth(expression, YES_NO)


def same(left: Type, right: Type, currency: str | None) -> bool:
    """Tell whether values of the two types may be compared and exchanged.

    Money without a currency is in the policy's currency.
    """
    if isinstance(left, Money) and isinstance(right, Money):
        return (left.currency or currency) == (right.currency or currency)
    if isinstance(left, Symbol) and isinstance(right, Symbol):
        return left.name == right.name
    return left == right


def is_ordered(of: Type) -> bool:
    """Tell whether values of the type have an order."""
    if isinstance(of, Symbol):
        return of.order is not Order.CHOICES
    return isinstance(of, (*AMOUNTS, Day, Moment, TimeOfDay))


def describe_type(of: Type) -> str:
    """Return a type as it is named in messages."""
    match of:
        case Symbol():
            return f"a value of `{of.name}`"
        case Reference():
            return f"a record of `{of.model}`"
        case Money():
            return f"an amount of {of}"
        case Percent():
            return "a percentage"
        case Quantity():
            return f"a number of {of}"
        case _:
            return with_article(str(of))
