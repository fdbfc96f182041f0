"""Days and moments, in columns.

Databases' own zones are not used: moments are what the wall clock shows (`clocks`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeGuard

from forecourt.core.engines.columns.blame import Bit, united, where
from forecourt.core.engines.columns.calendars import WORKING_DAYS, WORKING_ORDINALS
from forecourt.core.engines.columns.cells import Cell, strict
from forecourt.core.engines.columns.clocks import (
    FIRST_DAY,
    LAST_DAY,
    elapsed_later,
    outside,
    settled,
)
from forecourt.core.engines.columns.constants import (
    moved_by_days,
    moved_by_months,
    moved_by_seconds,
    op,
    settled_constant,
)
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
    not_,
    null,
    number,
    same,
)
from forecourt.core.plan import nodes as n
from forecourt.core.plan.facts import CALENDAR
from forecourt.core.values.types import Day, Duration, Family, Moment, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope

EARLIEST_DAY, LATEST_DAY = date(1, 1, 1), date(9999, 12, 31)
FIRST_MONTH, LAST_MONTH = 13, 9999 * 12 + 12
"""The first and last month of the calendar, as twelve times the year and the month."""


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
    many = amount.value if node.forward else op("negative", amount.value)
    if kind.family is Family.WORKING_DAYS:
        return _by_working_days(node, start, replace(amount, value=many), scope)
    near = _near_ends(node, start.value, scope)
    moved = _MOVED[kind.family](start.value, many, column_type(node.type), scope, near)
    return replace(strict(moved, start, amount), may_be_missing=not _is_given(moved))


def by_days(start: Sql, many: Sql, kind: str, scope: Scope, near: Sql = TRUE) -> Sql:
    """Return a day or moment so many days on; null beyond the calendar.

    `near` is true wherever that is possible: a quick test beforehand.
    """
    if _is_given(start) and _is_given(many):
        return _settled_if_moment(moved_by_days(start, _int(many)), scope)
    moved = op(f"{NAMES[kind]} + days", start, many)
    if isinstance(many, Literal) and many.value is not None:
        beyond = _beyond_by_days(start, _int(many), kind)
    else:
        day = op("day number", start if kind == DAY else op("day of", start))
        beyond = all_of(near, outside(op("+", day, many), FIRST_DAY, LAST_DAY))
    return _within_calendar(beyond, moved, kind, scope)


def _near_ends(node: n.Shift, start: Sql, scope: Scope) -> Sql:
    """Return whether a day lies so near the calendar's ends that it may be moved beyond them.

    That is a quick test of what is rare, where it is known by how much days are moved at most.
    """
    amount, kind = node.amount, column_type(node.type)
    assert isinstance(amount.type, Duration)
    if not isinstance(amount, n.Parameter) or amount.type.family not in _LONGEST:
        return TRUE
    table = scope.session.plan.parameters[amount.name]
    amounts = [abs(one.value) for dated in table.values.values() for one in dated if one.value]
    days = max(amounts, default=0) * _LONGEST[amount.type.family]
    if days > LAST_DAY - FIRST_DAY:
        return TRUE
    most = timedelta(days)
    late, early = _literal(LATEST_DAY - most, kind), _literal(EARLIEST_DAY + most, kind)
    return any_of(op(">=", start, late), op("<=", start, early))


def _beyond_by_days(start: Sql, days: int, kind: str) -> Sql:
    """Return whether a day lies so near the calendar's end that it is moved beyond it."""
    if abs(days) > LAST_DAY - FIRST_DAY:
        return TRUE
    if days >= 0:
        return op(">=", start, _literal(LATEST_DAY - timedelta(days - 1), kind)) if days else FALSE
    return op("<", start, _literal(EARLIEST_DAY - timedelta(days), kind))


def by_months(start: Sql, many: Sql, kind: str, scope: Scope, near: Sql = TRUE) -> Sql:
    """Return a day or moment so many months on, or that month's last; null beyond the calendar.

    `near` is true wherever that is possible: a quick test beforehand.
    """
    if _is_given(start) and _is_given(many):
        return _settled_if_moment(moved_by_months(start, _int(many)), scope)
    moved = op(f"{NAMES[kind]} + months", start, many)
    month = op("+", op("*", op("year", start), number(12)), op("month", start))
    beyond = all_of(near, outside(op("+", month, many), FIRST_MONTH, LAST_MONTH))
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


def _by_seconds(start: Sql, many: Sql, kind: str, scope: Scope, _: Sql) -> Sql:
    assert kind == MOMENT
    if _is_given(start) and _is_given(many):
        return moved_by_seconds(start, _int(many), scope.session.plan.zone)
    return elapsed_later(start, many, scope)


def _within_calendar(beyond: Sql, moved: Sql, kind: str, scope: Scope) -> Sql:
    """Return what was moved; null beyond the calendar."""
    kept = case([(not_(beyond), moved)], null(kind))
    return settled(kept, scope) if kind == MOMENT else kept


def _settled_if_moment(constant: Literal, scope: Scope) -> Literal:
    is_moment = constant.type == MOMENT
    return settled_constant(constant, scope.session.plan.zone) if is_moment else constant


def _is_given(value: Sql) -> TypeGuard[Literal]:
    return isinstance(value, Literal) and value.value is not None


def _literal(day: date, kind: str) -> Literal:
    return Literal(day if kind == DAY else datetime.combine(day, time()), kind)


def _int(literal: Literal) -> int:
    assert isinstance(literal.value, int)
    return literal.value


_LONGEST = {Family.DAYS: 1, Family.MONTHS: 31}
"""How many days a unit of a duration takes at most."""

NAMES = {DAY: "day", MOMENT: "moment"}
"""What functions that move a day or a moment begin with."""

_MOVED: dict[Family, Callable[[Sql, Sql, str, Scope, Sql], Sql]] = {
    Family.DAYS: by_days,
    Family.MONTHS: by_months,
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
    return _place_of(scope.frame.put(day), scope)("until")


def working_days_before(day: Sql, scope: Scope) -> Sql:
    """Return how many working days lie before a day; after the calendar, all there are."""
    shown = scope.frame.put(day)
    read = _place_of(shown, scope)
    _, last = ends_of_calendar(scope)
    return scope.frame.put(case([(op(">", shown, last), read("until"))], read("before")))


def _place_of(day: Sql, scope: Scope) -> Callable[[str], Sql]:
    """Return what reads the row of a day of the calendar, or of the nearer one of its ends."""
    scope.session.tables.add(WORKING_DAYS)
    first, last = ends_of_calendar(scope)
    near = scope.frame.put(case([(op("<", day, first), first), (op(">", day, last), last)], day))
    return scope.frame.joined(WORKING_DAYS, lambda alias: same(Column("day", alias), near))


def ends_of_calendar(scope: Scope) -> tuple[Sql, Sql]:
    """Return the first and the last day of the calendar."""
    scope.session.tables.add(WORKING_DAYS)
    read = scope.frame.joined(_calendar_ends(scope), lambda _: TRUE)
    return read("first"), read("last")


def _calendar_ends(scope: Scope) -> Group:
    """Return the first and the last day of the calendar, in one row."""
    session = scope.session
    if session.calendar_ends is None:
        days = Frame("calendar", WORKING_DAYS, ("day",))
        ends = session.calendar_ends = Group("calendar ends", days, (), ())
        day = days.stored("day")
        ends.aggregated["first"] = op("least of", TRUE, day)
        ends.aggregated["last"] = op("greatest of", TRUE, day)
    return session.calendar_ends


def period_start(node: n.PeriodStart, scope: Scope) -> Cell:
    """The first day of the week, month, quarter or year of a date."""
    day = scope.cell(node.day)
    return strict(op(f"{node.unit} start", day.value), day)
