"""Expressions about days and moments."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forecourt.core.engines.explain.values import BLAMELESS, Known, Missing, Value, lift
from forecourt.core.plan.facts import CALENDAR
from forecourt.core.values.clock import add_elapsed, elapsed, settle
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan import nodes as n

SECONDS = {"hours": 3600, "minutes": 60}
DAYS = {"weeks": 7, "days": 1}


def today(_: n.Today, scope: Scope) -> Value:
    """The date of the as-of moment."""
    return Known(scope.setting.facts.now.date())


def now(_: n.Now, scope: Scope) -> Value:
    """The as-of moment."""
    return Known(scope.setting.facts.now)


def day_of(node: n.DayOf, scope: Scope) -> Value:
    """The date of a moment."""
    return lift(lambda moment: Known(moment.date()), scope.value(node.moment))


def at(node: n.At, scope: Scope) -> Value:
    """The moment at a time of day on a date."""
    zone = scope.setting.plan.zone

    def apply(clock: time, day: date) -> Value:
        return Known(settle(datetime.combine(day, clock), zone))

    return lift(apply, scope.value(node.time), scope.value(node.day))


def shift(node: n.Shift, scope: Scope) -> Value:
    """A day or moment moved by a duration; missing beyond the years 1 to 9999."""

    def apply(start: date, amount: int) -> Value:
        try:
            return _shifted(node, start, amount if node.forward else -amount, scope)
        except (OverflowError, ValueError):
            return BLAMELESS

    return lift(apply, scope.value(node.start), scope.value(node.amount))


def _shifted(node: n.Shift, start: date, amount: int, scope: Scope) -> Value:
    zone = scope.setting.plan.zone
    match _family(node):
        case Family.ELAPSED if isinstance(start, datetime):
            return Known(add_elapsed(start, amount, zone))
        case Family.ELAPSED:
            raise TypeError("a day is not moved by elapsed time")
        case Family.DAYS:
            return Known(_settled(start + timedelta(days=amount), zone))
        case Family.MONTHS:
            return Known(_settled(add_months(start, amount), zone))
        case Family.WORKING_DAYS:
            return _working_days_on(start, amount, scope)


def _family(node: n.Shift) -> Family:
    if not isinstance(node.amount.type, Duration):
        raise TypeError("a day or moment is moved by a duration")
    return node.amount.type.family


def _settled(moved: date, zone: str) -> date:
    return settle(moved, zone) if isinstance(moved, datetime) else moved


def _working_days_on(start: date, amount: int, scope: Scope) -> Value:
    calendar = scope.setting.facts.calendar
    day = start.date() if isinstance(start, datetime) else start
    moved = None if calendar is None else calendar.shift(day, amount)
    if moved is None:
        return Missing(frozenset({CALENDAR}))
    return Known(_settled(_on_date(start, moved), scope.setting.plan.zone))


def _on_date(start: date, day: date) -> date:
    """Return `start` on another date, with its time of day if it has one."""
    return start.replace(year=day.year, month=day.month, day=day.day)


def add_months(start: date, months: int) -> date:
    """Return the same day so many months on, or that month's last; the time of day is kept.

    Raises:
        ValueError: the year is not one of 1 to 9999.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"there is no year {year}")
    last = monthrange(year, month0 + 1)[1]
    return start.replace(year=year, month=month0 + 1, day=min(start.day, last))


def anniversary(start: date, years: int) -> date:
    """Return the day so many years on; 29 February is 1 March where there is none.

    Raises:
        ValueError: the year is not one of 1 to 9999.
    """
    clamped = add_months(start, 12 * years)
    return clamped if clamped.day == start.day else clamped + timedelta(days=1)


def full_units(node: n.FullUnits, scope: Scope) -> Value:
    """How many whole units lie between two days or moments."""
    zone = scope.setting.plan.zone

    def apply(start: date, end: date) -> Value:
        if type(start) is not type(end) or node.unit in SECONDS:
            start, end = as_moment(start), as_moment(end)
        if isinstance(start, datetime) and isinstance(end, datetime) and node.unit in SECONDS:
            return Known(elapsed(start, end, zone) // SECONDS[node.unit])
        return Known(_largest(lambda count: units_on(node.unit, start, count, zone), start, end))

    return lift(apply, scope.value(node.start), scope.value(node.end))


def as_moment(day: date) -> datetime:
    """Return a moment itself, a day as the moment at which it begins."""
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def units_on(unit: str, start: date, count: int, zone: str) -> date:
    """Return a day or moment so many years, months, weeks or days on.

    Raises:
        OverflowError, ValueError: it lies beyond the years 1 to 9999.
    """
    if unit == "years":
        return _settled(anniversary(start, count), zone)
    if unit == "months":
        return _settled(add_months(start, count), zone)
    return _settled(start + timedelta(days=count * DAYS[unit]), zone)


def _largest(moved: Callable[[int], date], start: date, end: date) -> int:
    """Return the largest count with `moved(count) <= end`, `moved` being non-decreasing."""

    def reached(count: int) -> bool:
        try:
            return moved(count) <= end
        except (OverflowError, ValueError):
            return count < 0

    low, high = -1, 1
    while reached(high):
        high *= 2
    while not reached(low):
        low *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reached(middle) else (low, middle)
    return low
