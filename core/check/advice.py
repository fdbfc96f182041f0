"""What to write instead of values that do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.typing import describe_type, same
from forecourt.core.diagnostics.checking.wording import listed
from forecourt.core.plan import nodes as plan
from forecourt.core.values.showing import show
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type

FIELDS_NAMED = 5

_DURATIONS = {
    Family.ELAPSED: "hours",
    Family.DAYS: "days",
    Family.WORKING_DAYS: "working days",
    Family.MONTHS: "months",
}


def on_clash(left: Expr, right: Expr, context: Context) -> str | None:
    """Return what to write instead of a comparison of values of two types."""
    ours, theirs = left.type, right.type
    if isinstance(ours, Money) and isinstance(theirs, Money):
        currency = theirs.currency or ours.currency
        return f"amounts are the store's; a line `currency {currency}` in `pack` says which"
    if {type(ours), type(theirs)} == {Day, Moment}:
        return "write `date of ...` for the day of the moment"
    if isinstance(ours, YesNo) and context.elements:
        return "`where` takes all that follows: put `(count of ... where ...)` in brackets"
    if isinstance(ours, Reference) != isinstance(theirs, Reference):
        record, other = (ours, theirs) if isinstance(ours, Reference) else (theirs, ours)
        return _fields_of(record, other, context) if isinstance(record, Reference) else None
    currency = context.assembly.currency
    return on_bare_number(right, ours, currency) or on_bare_number(left, theirs, currency)


def on_no_order(of: Type) -> str:
    """Return what to write where values of a type cannot be compared by their order."""
    match of:
        case Symbol():
            return "use `=` or `in`, or declare the values as `levels` or `stages`"
        case Reference():
            return "name a field of it after a dot, or use `=`"
        case Many():
            return "use `has`, or `in`"
        case _:
            return "use `=` or `in`"


def on_bare_number(number: Expr, beside: Type, currency: str | None) -> str | None:
    """Return how to write a bare number so that it goes with another type; None if it cannot."""
    if not isinstance(number, plan.Const) or not isinstance(number.type, (Whole, Number)):
        return None
    example = _with_unit(show(number.value, number.type), beside, currency)
    if example is None:
        return None
    what = f"a bare number is never {describe_type(beside)}"
    if isinstance(beside, (Day, Moment)):
        return f"{what}: count from one, as in `{example}`"
    return f"{what}: write its unit, as in `{example}`"


def _with_unit(number: str, beside: Type, currency: str | None) -> str | None:
    match beside:
        case Day():
            return f"today + {_duration(number, Family.DAYS)}"
        case Moment():
            return f"now - {_duration(number, Family.ELAPSED)}"
        case Duration(family):
            return _duration(number, family)
        case Percent():
            return f"{number} %"
        case Money(unit):
            return f"{number} {unit or currency}" if unit or currency else None
        case Quantity(unit):
            return f"{number} {unit}"
        case _:
            return None


def _may_equal(field: Type, other: Type, context: Context) -> bool:
    """Tell whether a field may be compared with something; a whole number may be any number."""
    if isinstance(other, Whole) and isinstance(field, Number):
        return True
    return same(field, other, context.assembly.currency)


def _duration(number: str, family: Family) -> str:
    unit = _DURATIONS[family]
    return f"{number} {unit if number != '1' else unit.removesuffix('s')}"


def _fields_of(record: Reference, other: Type, context: Context) -> str | None:
    """Return which fields of a record could stand in its place."""
    fields = context.schema.models[record.model].fields.values()
    fitting = tuple(one.name for one in fields if _may_equal(one.type, other, context))
    if not fitting:
        return f"no field of `{record.model}` is {describe_type(other)}"
    return f"name a field of it after a dot, such as {listed(fitting, FIELDS_NAMED)}"
