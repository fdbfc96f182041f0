"""Which values may be compared, and what is said of those that may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from forecourt.core.check.typing import describe_type, is_ordered, same
from forecourt.core.diagnostics.checking import DurationsDiffer, NoOrder, TypeClash, WrongType
from forecourt.core.values.types import (
    Day,
    Duration,
    Many,
    Moment,
    Money,
    Symbol,
    Text,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type


def check_comparable(
    operator: str,
    left: Expr,
    right: Expr,
    place: Place,
    context: Context,
    *,
    ordered: bool = False,
) -> None:
    """Report two sides of a comparison that do not go together, or have no order, and reject."""
    if not same(left.type, right.type, context.assembly.currency):
        _report_clash(operator, left.type, right.type, place, context)
    if (ordered or operator not in ("=", "!=")) and not is_ordered(left.type):
        context.fail(NoOrder(place, describe_type(left.type), operator))


def _report_clash(
    operator: str, left: Type, right: Type, place: Place, context: Context
) -> NoReturn:
    if isinstance(left, Duration) and isinstance(right, Duration):
        context.fail(DurationsDiffer(place, describe_type(left), describe_type(right)))
    advice = None
    if isinstance(left, Money) and isinstance(right, Money):
        currency = right.currency or left.currency
        advice = f"amounts are the store's; a line `currency {currency}` in `pack` says which"
    elif {type(left), type(right)} == {Day, Moment}:
        advice = "write `date of ...` for the day of the moment"
    elif isinstance(left, YesNo) and context.elements:
        advice = "`where` takes all that follows: put `(count of ... where ...)` in brackets"
    elif isinstance(right, Whole) and not isinstance(left, Whole):
        advice = f"a bare number is never {describe_type(left)}: write its unit"
    context.fail(TypeClash(place, operator, describe_type(left), describe_type(right), advice))


def check_item(items: Many, item: Expr, place: Place, context: Context) -> None:
    """Report a value that a list of plain values can never hold, and reject it."""
    if isinstance(items.element, Text) and isinstance(item.type, Symbol):
        return
    if not same(items.element, item.type, context.assembly.currency):
        context.fail(WrongType(place, describe_type(items.element), describe_type(item.type)))
