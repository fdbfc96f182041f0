"""Which values may be compared, and what is said of those that may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from forecourt.core.check import advice
from forecourt.core.check.typing import describe_type, is_ordered, same
from forecourt.core.diagnostics.checking import DurationsDiffer, NoOrder, TypeClash, WrongType
from forecourt.core.values.types import (
    Duration,
    Many,
    Symbol,
    Text,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr


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
        _report_clash(operator, left, right, place, context)
    if (ordered or operator not in ("=", "!=")) and not is_ordered(left.type):
        context.fail(
            NoOrder(place, describe_type(left.type), operator, advice.on_no_order(left.type))
        )


def _report_clash(
    operator: str, left: Expr, right: Expr, place: Place, context: Context
) -> NoReturn:
    ours, theirs = describe_type(left.type), describe_type(right.type)
    if isinstance(left.type, Duration) and isinstance(right.type, Duration):
        context.fail(DurationsDiffer(place, ours, theirs))
    context.fail(TypeClash(place, operator, ours, theirs, advice.on_clash(left, right, context)))


def check_item(items: Many, item: Expr, place: Place, context: Context) -> None:
    """Report a value that a list of plain values can never hold, and reject it."""
    if isinstance(items.element, Text) and isinstance(item.type, Symbol):
        return
    if not same(items.element, item.type, context.assembly.currency):
        context.fail(WrongType(place, describe_type(items.element), describe_type(item.type)))
