"""Functions of the closed list applied to constants, which no database need work out row by row.

What a plan asks of the as-of moment is a constant: `today + 7 days` is a day.
"""

from __future__ import annotations

import operator
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.sql import BOOLEAN, DAY, MOMENT, WHOLE, Literal, Op
from forecourt.core.values.clock import add_elapsed, settle
from forecourt.core.values.periods import STARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.sql import Sql

_EPOCH = datetime(1970, 1, 1)
_SECOND = timedelta(seconds=1)

_MEANINGS: dict[str, tuple[str, Callable[..., Any]]] = {
    "<": (BOOLEAN, operator.lt),
    "<=": (BOOLEAN, operator.le),
    ">": (BOOLEAN, operator.gt),
    ">=": (BOOLEAN, operator.ge),
    "=": (BOOLEAN, operator.eq),
    "+": (WHOLE, operator.add),
    "-": (WHOLE, operator.sub),
    "*": (WHOLE, operator.mul),
    "negative": (WHOLE, operator.neg),
    "day of": (DAY, lambda moment: moment.date()),
    "midnight of": (MOMENT, lambda day: datetime.combine(day, time())),
    "year": (WHOLE, lambda day: day.year),
    "month": (WHOLE, lambda day: day.month),
    "day of month": (WHOLE, lambda day: day.day),
    "month end": (DAY, lambda day: day.replace(day=monthrange(day.year, day.month)[1])),
    "day number": (WHOLE, lambda day: (day - _EPOCH.date()).days),
    "second number": (WHOLE, lambda moment: (moment - _EPOCH) // _SECOND),
    "day + days": (DAY, lambda day, many: day + timedelta(days=many)),
    "moment + seconds": (MOMENT, lambda moment, many: moment + timedelta(seconds=many)),
    "moment of number": (MOMENT, lambda many: _EPOCH + timedelta(seconds=many)),
    **{f"{unit} start": (DAY, start) for unit, start in STARTS.items()},
}


def op(function: str, *arguments: Sql) -> Sql:
    """Return a function applied to arguments; of constants, what it comes to, if that exists."""
    values = [one.value for one in arguments if isinstance(one, Literal)]
    if function in _MEANINGS and len(values) == len(arguments) and None not in values:
        kind, means = _MEANINGS[function]
        try:
            return Literal(means(*values), kind)
        except OverflowError:
            pass  # where the calendar ends databases go on
    return Op(function, arguments)


def settled_constant(moment: Literal, zone: str) -> Literal:
    """Return a constant wall clock time, moved on by the gap where it is skipped."""
    shown = moment.value
    assert shown is None or isinstance(shown, datetime)
    try:
        return Literal(shown and settle(shown, zone), MOMENT)
    except OverflowError:
        return Literal(None, MOMENT)


def moved_by_days(start: Literal, days: int) -> Literal:
    """Return a constant day or moment so many days on; null beyond the calendar."""
    assert isinstance(start.value, date)
    try:
        return Literal(start.value + timedelta(days=days), start.type)
    except OverflowError:
        return Literal(None, start.type)


def moved_by_months(start: Literal, months: int) -> Literal:
    """Return a constant day or moment so many months on, clamped; null beyond the calendar."""
    assert isinstance(start.value, date)
    year, month = divmod(start.value.year * 12 + start.value.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return Literal(None, start.type)
    last = monthrange(year, month + 1)[1]
    moved = start.value.replace(year=year, month=month + 1, day=min(start.value.day, last))
    return Literal(moved, start.type)


def moved_by_seconds(start: Literal, seconds: int, zone: str) -> Literal:
    """Return a constant moment so many seconds of elapsed time later; null beyond the calendar."""
    assert isinstance(start.value, datetime)
    try:
        return Literal(add_elapsed(start.value, seconds, zone), MOMENT)
    except OverflowError:
        return Literal(None, MOMENT)
