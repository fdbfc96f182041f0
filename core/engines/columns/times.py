"""Days and moments, in columns.

Databases' own zones are not used: moments are what the wall clock shows. What a change of the
clock does to them is looked up by the day, in tables made from the one that Python uses
(`calendars`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import Bit, united, where
from forecourt.core.engines.columns.calendars import (
    INSTANT_DAYS,
    WALL_DAYS,
    WORKING_DAYS,
    WORKING_ORDINALS,
    changes_clock,
    first_and_last_ahead,
)
from forecourt.core.engines.columns.cells import Cell, strict
from forecourt.core.engines.columns.frames import Frame, Group
from forecourt.core.engines.columns.sql import (
    DAY,
    FALSE,
    MOMENT,
    ONE,
    TRUE,
    ZERO,
    Column,
    Literal,
    Sql,
    all_of,
    any_of,
    case,
    column_type,
    is_null,
    is_there,
    null,
    number,
    op,
    or_else,
    same,
)
from forecourt.core.plan.facts import CALENDAR
from forecourt.core.values.types import Day, Duration, Family, Moment, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.plan import nodes as n

EARLIEST_DAY, LATEST_DAY = date(1, 1, 1), date(9999, 12, 31)
_EPOCH = date(1970, 1, 1)
FIRST_DAY, LAST_DAY = (EARLIEST_DAY - _EPOCH).days, (LATEST_DAY - _EPOCH).days
FIRST_MONTH, LAST_MONTH = 13, 9999 * 12 + 12
"""The first and last month of the calendar, as twelve times the year and the month."""
SECONDS_A_DAY = 86_400


def as_number(value: Sql, kind: Type) -> Sql:
    """Return a whole number in the order of the values: days, or seconds, since 1970."""
    match kind:
        case Day():
            return op("day number", value)
        case Moment():
            return op("second number", value)
        case _:
            return value


def today(_: n.Today, scope: Scope) -> Cell:
    """The date of the as-of moment."""
    return Cell(Literal(scope.session.now.date(), DAY))


def now(_: n.Now, scope: Scope) -> Cell:
    """The as-of moment."""
    return Cell(Literal(scope.session.now, MOMENT))


def day_of(node: n.DayOf, scope: Scope) -> Cell:
    """The date of a moment."""
    moment = scope.cell(node.moment)
    return strict(op("day of", moment.value), moment)


def at(node: n.At, scope: Scope) -> Cell:
    """The moment at a time of day on a date."""
    time, day = scope.cell(node.time), scope.cell(node.day)
    shown = op("moment + seconds", op("midnight of", day.value), time.value)
    return strict(settled(shown, scope), time, day)


def shift(node: n.Shift, scope: Scope) -> Cell:
    """A day or moment moved by a duration; missing beyond the years 1 to 9999."""
    kind = node.amount.type
    assert isinstance(kind, Duration)
    start, amount = scope.cell(node.start), scope.cell(node.amount)
    many = amount.value if node.forward else _negative(amount.value)
    if kind.family is Family.WORKING_DAYS:
        return _by_working_days(node, start, replace(amount, value=many), scope)
    moved = _MOVED[kind.family](start.value, many, column_type(node.type), scope)
    return replace(strict(moved, start, amount), may_be_missing=True)


def _negative(amount: Sql) -> Sql:
    if isinstance(amount, Literal) and isinstance(amount.value, int):
        return number(-amount.value)
    return op("negative", amount)


def _by_days(start: Sql, many: Sql, kind: str, scope: Scope) -> Sql:
    moved = op(f"{_NAMES[kind]} + days", start, many)
    if isinstance(many, Literal) and many.value is not None:
        beyond = _beyond_by_days(start, _int(many), kind)
    else:
        day = op("day number", start if kind == DAY else op("day of", start))
        beyond = _outside(op("+", day, many), FIRST_DAY, LAST_DAY)
    return _within_calendar(beyond, moved, kind, scope)


def _beyond_by_days(start: Sql, days: int, kind: str) -> Sql:
    """Return whether a day lies so near the calendar's end that it is moved beyond it."""
    if abs(days) > LAST_DAY - FIRST_DAY:
        return TRUE
    if days >= 0:
        return op(">=", start, _literal(LATEST_DAY - timedelta(days - 1), kind)) if days else FALSE
    return op("<", start, _literal(EARLIEST_DAY - timedelta(days), kind))


def _by_months(start: Sql, many: Sql, kind: str, scope: Scope) -> Sql:
    moved = op(f"{_NAMES[kind]} + months", start, many)
    month = op("+", op("*", op("year", start), number(12)), op("month", start))
    beyond = _outside(op("+", month, many), FIRST_MONTH, LAST_MONTH)
    if isinstance(many, Literal) and many.value is not None:
        beyond = _beyond_by_months(start, _int(many), kind)
    return _within_calendar(beyond, moved, kind, scope)


def _beyond_by_months(start: Sql, months: int, kind: str) -> Sql:
    """Return whether a day lies so near the calendar's end that it is moved beyond it."""
    if abs(months) > LAST_MONTH - FIRST_MONTH:
        return TRUE
    year, month = divmod((LAST_MONTH if months > 0 else FIRST_MONTH) - months - 1, 12)
    first = date(year, month + 1, 1)
    if months == 0:
        return FALSE
    if months < 0:
        return op("<", start, _literal(first, kind))
    year, month = divmod(LAST_MONTH - months, 12)
    return op(">=", start, _literal(date(year, month + 1, 1), kind))


def _by_seconds(start: Sql, many: Sql, kind: str, scope: Scope) -> Sql:
    assert kind == MOMENT
    return elapsed_later(start, many, scope)


def _outside(value: Sql, low: int, high: int) -> Sql:
    return any_of(op("<", value, number(low)), op(">", value, number(high)))


def _within_calendar(beyond: Sql, moved: Sql, kind: str, scope: Scope) -> Sql:
    """Return what was moved; null beyond the calendar."""
    kept = case([(beyond, null(kind))], moved)
    return settled(kept, scope) if kind == MOMENT else kept


def _literal(day: date, kind: str) -> Literal:
    return Literal(day if kind == DAY else datetime.combine(day, time()), kind)


def _int(literal: Literal) -> int:
    assert isinstance(literal.value, int)
    return literal.value


_NAMES = {DAY: "day", MOMENT: "moment"}

_MOVED: dict[Family, Callable[[Sql, Sql, str, Scope], Sql]] = {
    Family.DAYS: _by_days,
    Family.MONTHS: _by_months,
    Family.ELAPSED: _by_seconds,
}


def _by_working_days(node: n.Shift, start: Cell, amount: Cell, scope: Scope) -> Cell:
    """Look up the place of the day among the working days, and the day so many places on."""
    frame, kind = scope.frame, column_type(node.type)
    day = frame.put(start.value if kind == DAY else op("day of", start.value))
    many = frame.put(amount.value)
    scope.session.tables.update((WORKING_DAYS, WORKING_ORDINALS))
    bit = scope.subject.bits.blame(Bit(CALENDAR.kind, CALENDAR.text))
    place = frame.joined(WORKING_DAYS, lambda alias: same(Column("day", alias), day))
    forward = op("-", op("+", place("until"), many), ONE)
    backward = op("+", place("before"), many)
    ordinal = frame.put(case([(op(">", many, ZERO), forward)], backward))
    reached = frame.joined(WORKING_ORDINALS, lambda alias: same(Column("ordinal", alias), ordinal))
    stays = op("=", many, ZERO) if scope.session.has_calendar else FALSE
    moved = frame.put(case([(stays, day)], reached("day")))
    shown = moved
    if kind == MOMENT:
        since = op("seconds of day", start.value)
        shown = settled(op("moment + seconds", op("midnight of", moved), since), scope)
    found = strict(shown, start, amount)
    lost = all_of(is_there(day), is_there(many), is_null(moved))
    asked = where(lost, bit)
    return replace(found, blame=united(found.blame, asked), may_be_missing=True)


def working_days_until(day: Sql, scope: Scope) -> Sql:
    """Return how many working days lie before the end of a day.

    Before the calendar that is what it is at its first day, after it what it is at its last.
    """
    scope.session.tables.add(WORKING_DAYS)
    shown = scope.frame.put(day)
    read = scope.frame.joined(_calendar_ends(scope), lambda _: TRUE)
    first, last = read("first"), read("last")
    near = scope.frame.put(
        case([(op("<", shown, first), first), (op(">", shown, last), last)], shown)
    )
    place = scope.frame.joined(WORKING_DAYS, lambda alias: same(Column("day", alias), near))
    return place("until")


def _calendar_ends(scope: Scope) -> Group:
    """Return the first and the last day of the calendar, in one row."""
    groups = scope.subject.groups
    if WORKING_DAYS not in groups:
        days = Frame("calendar", WORKING_DAYS, ("day",))
        ends = Group("calendar ends", days, (), ())
        day = days.stored("day")
        ends.aggregated["first"] = op("least of", TRUE, day)
        ends.aggregated["last"] = op("greatest of", TRUE, day)
        groups[WORKING_DAYS] = ends
    return groups[WORKING_DAYS]


def period_start(node: n.PeriodStart, scope: Scope) -> Cell:
    """The first day of the week, month, quarter or year of a date."""
    day = scope.cell(node.day)
    return strict(op(f"{node.unit} start", day.value), day)


# The clock ---------------------------------------------------------------------------------


def settled(moment: Sql, scope: Scope) -> Sql:
    """Return a wall clock time, moved on by the gap where it is skipped."""
    if not changes_clock(scope.session.plan.zone):
        return moment
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
    beyond = _outside(seconds, FIRST_DAY * SECONDS_A_DAY, (LAST_DAY + 1) * SECONDS_A_DAY - 1)
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


# Whole units -------------------------------------------------------------------------------


def full_units(node: n.FullUnits, scope: Scope) -> Cell:
    """How many whole units lie between two days or moments, counted as Python does."""
    start, end = scope.cell(node.start), scope.cell(node.end)
    kinds = column_type(node.start.type), column_type(node.end.type)
    in_moments = kinds[0] != kinds[1] or node.unit in _SECONDS
    one, other = start.value, end.value
    if in_moments:
        one, other = (
            value if kind == MOMENT else op("midnight of", value)
            for value, kind in zip((one, other), kinds, strict=True)
        )
    kind = MOMENT if in_moments else kinds[0]
    one, other = scope.frame.put(one), scope.frame.put(other)
    if node.unit in _SECONDS:
        passed = elapsed_between(one, other, scope)
        counted: Sql = op("floor quotient", scope.frame.put(passed), number(_SECONDS[node.unit]))
    else:
        counted = _COUNTED[node.unit](one, other, kind, scope)
    return strict(counted, start, end)


_SECONDS = {"hours": 3600, "minutes": 60}


def _full_days(length: int) -> Callable[[Sql, Sql, str, Scope], Sql]:
    def counted(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
        estimate = op("-", _day_number(end, kind), _day_number(start, kind))
        many = scope.frame.put(op("floor quotient", estimate, number(length)))
        return _corrected(many, lambda count: _by_days(
            start, op("*", count, number(length)), kind, scope), end, scope)  # fmt: skip

    return counted


def _full_months(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
    estimate = scope.frame.put(op("-", _month_number(end), _month_number(start)))
    return _corrected(estimate, lambda count: _by_months(start, count, kind, scope), end, scope)


def _full_years(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
    estimate = scope.frame.put(op("-", op("year", end), op("year", start)))
    return _corrected(estimate, lambda count: _anniversary(start, count, kind, scope), end, scope)


def _anniversary(start: Sql, years: Sql, kind: str, scope: Scope) -> Sql:
    """Return the day so many years on; 29 February is 1 March where there is none."""
    clamped = scope.frame.put(_by_months(start, op("*", years, number(12)), kind, scope))
    next_day = op(f"{_NAMES[kind]} + days", clamped, ONE)
    differs = op("<>", op("day of month", clamped), op("day of month", start))
    moved = case([(differs, next_day)], clamped)
    return settled(moved, scope) if kind == MOMENT else moved


def _corrected(estimate: Sql, moved: Callable[[Sql], Sql], end: Sql, scope: Scope) -> Sql:
    """Return the greatest count with `moved(count) <= end`, which is the estimate or one less.

    Beyond the calendar's end nothing is reached; before its beginning everything is.
    """
    reached = scope.frame.put(moved(estimate))
    late = any_of(all_of(is_null(reached), op(">=", estimate, ZERO)), op(">", reached, end))
    return case([(late, op("-", estimate, ONE))], estimate)


def _day_number(value: Sql, kind: str) -> Sql:
    return op("day number", value if kind == DAY else op("day of", value))


def _month_number(value: Sql) -> Sql:
    return op("+", op("*", op("year", value), number(12)), op("month", value))


_COUNTED: dict[str, Callable[[Sql, Sql, str, Scope], Sql]] = {
    "days": _full_days(1),
    "weeks": _full_days(7),
    "months": _full_months,
    "years": _full_years,
}
