"""The store's wall clock, in columns.

What a change of the clock does is looked up by the day, in tables made from the one that Python
uses (`calendars`).
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.calendars import (
    INSTANT_DAYS,
    WALL_DAYS,
    changes_clock,
    first_and_last_ahead,
)
from forecourt.core.engines.columns.constants import op, settled_constant
from forecourt.core.engines.columns.sql import (
    MOMENT,
    Column,
    Literal,
    Sql,
    all_of,
    any_of,
    case,
    null,
    number,
    or_else,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope

_EPOCH = date(1970, 1, 1)
FIRST_DAY, LAST_DAY = (date.min - _EPOCH).days, (date.max - _EPOCH).days
"""The first and last day of the calendar, counted from 1970."""

_SECONDS_A_DAY = 86_400


def outside(value: Sql, low: int, high: int) -> Sql:
    """Return whether a number is less or greater than two others allow."""
    return any_of(op("<", value, number(low)), op(">", value, number(high)))


def settled(moment: Sql, scope: Scope) -> Sql:
    """Return a wall clock time, moved on by the gap where it is skipped."""
    zone = scope.session.plan.zone
    if not changes_clock(zone):
        return moment
    if isinstance(moment, Literal):
        return settled_constant(moment, zone)
    shown = scope.frame.put(moment)
    read, second = _clock_of(WALL_DAYS, shown, scope)
    skipped = all_of(op(">=", second, read("change")), op("<", second, read("resumes")))
    return case([(skipped, op("moment + seconds", shown, read("gap")))], shown)


def elapsed_later(start: Sql, seconds: Sql, scope: Scope) -> Sql:
    """Return the wall clock time so many seconds of elapsed time later; null beyond the years."""
    put = scope.frame.put
    shown = put(settled(start, scope))
    ahead = _ahead(WALL_DAYS, shown, scope)
    instant = put(op("+", op("-", op("second number", shown), ahead), seconds))
    there = put(_moment_of(instant))
    later = op("+", instant, _ahead(INSTANT_DAYS, there, scope))
    return _moment_of(put(later))


def elapsed_between(start: Sql, end: Sql, scope: Scope) -> Sql:
    """Return the seconds of elapsed time from one wall clock time to another."""
    of_start, of_end = (_instant(one, scope) for one in (start, end))
    return op("-", of_end, of_start)


def _instant(moment: Sql, scope: Scope) -> Sql:
    shown = scope.frame.put(settled(moment, scope))
    return op("-", op("second number", shown), _ahead(WALL_DAYS, shown, scope))


def _moment_of(seconds: Sql) -> Sql:
    """Return the moment so many seconds after 1970 began; null beyond the calendar."""
    beyond = outside(seconds, FIRST_DAY * _SECONDS_A_DAY, (LAST_DAY + 1) * _SECONDS_A_DAY - 1)
    return case([(beyond, null(MOMENT))], op("moment of number", seconds))


def _ahead(table: str, moment: Sql, scope: Scope) -> Sql:
    """Return by how many seconds the wall clock is ahead of universal time at a moment."""
    zone = scope.session.plan.zone
    first, last = (number(seconds) for seconds in first_and_last_ahead(zone))
    if not changes_clock(zone):
        return first
    read, second = _clock_of(table, moment, scope)
    outside = case(
        [(op("<", moment, Literal(datetime.combine(_EPOCH, time()), MOMENT)), first)], last
    )
    on_day = case([(op("<", second, read("change")), read("ahead_before"))], read("ahead_after"))
    return scope.frame.put(or_else(on_day, outside))


def _clock_of(table: str, moment: Sql, scope: Scope) -> tuple[Callable[[str], Sql], Sql]:
    """Return what reads the row of a moment's day, and the moment's second of that day."""
    scope.session.tables.add(table)
    day = scope.frame.put(op("day of", moment))
    read = scope.frame.joined(table, lambda alias: same(Column("day", alias), day))
    return read, scope.frame.put(op("seconds of day", moment))
