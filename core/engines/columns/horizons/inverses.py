"""Moving a day, the other way round: the first day that is moved to a given one or beyond.

All of these are null where there is no such day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.engines.columns.calendars import WORKING_ORDINALS
from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.horizons.clock import LAST_DAY
from forecourt.core.engines.columns.sql import (
    DAY,
    ONE,
    ZERO,
    Column,
    Literal,
    all_of,
    case,
    null,
    number,
    same,
)
from forecourt.core.engines.columns.times import (
    by_days,
    by_months,
    ends_of_calendar,
    working_days_before,
)
from forecourt.core.values.types import Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_SMALL = 10**6
"""So many days and months can be added to any day without leaving what databases hold."""

_LAST_MONTH = Literal(date(9999, 12, 1), DAY)


class Step(NamedTuple):
    """By how much days are moved: a number of days, months or working days, maybe negative."""

    family: Family
    many: Sql


def first_moved_to(step: Step, bound: Sql, scope: Scope) -> Sql:
    """Return the first day that `step` moves to `bound` or beyond, which is ahead of now.

    By constant days and months it is there whenever `bound` is, though maybe beyond the calendar.
    """
    return _INVERSES[step.family](step.many, bound, scope)


def is_always_there(step: Step) -> bool:
    """Return whether no bound that is ahead lacks a first day that is moved to it."""
    return step.family is not Family.WORKING_DAYS and _is_small(step.many)


def _by_days(many: Sql, bound: Sql, scope: Scope) -> Sql:
    back = op("negative", many)
    return _moved("day + days", bound, back) or by_days(bound, back, DAY, scope)


def _moved(function: str, bound: Sql, many: Sql) -> Sql | None:
    """Return a day moved by a constant, which needs no look at where the calendar ends."""
    is_constant = isinstance(bound, Literal)
    return op(function, bound, many) if _is_small(many) and not is_constant else None


def _is_small(many: Sql) -> bool:
    return isinstance(many, Literal) and isinstance(many.value, int) and abs(many.value) <= _SMALL


def _by_months(many: Sql, bound: Sql, scope: Scope) -> Sql:
    """Subtract the months; if that month is too short for the day, it is the day after its last."""
    back = op("negative", many)
    moved = _moved("day + months", bound, back) or by_months(bound, back, DAY, scope)
    before = scope.frame.put(moved)
    as_long = op("=", op("day of month", before), op("day of month", bound))
    return case([(as_long, before)], op("day + days", before, ONE))


def _by_working_days(many: Sql, bound: Sql, scope: Scope) -> Sql:
    put = scope.frame.put
    shown, moved = put(bound), put(many)
    place = put(op("-", working_days_before(shown, scope), moved))
    first, _ = ends_of_calendar(scope)
    forward, backward = op(">", moved, ZERO), op("<", moved, ZERO)
    too_early = all_of(forward, op("<", place, ZERO))
    at = put(case([(forward, place)], op("-", place, ONE)))
    day = _working_day(at, scope)
    after = put(op("day + days", day, ONE))
    return case([(too_early, first), (forward, day), (backward, after)], shown)


def _working_day(place: Sql, scope: Scope) -> Sql:
    """Return the working day at a place of the calendar, from 0."""
    scope.session.tables.add(WORKING_ORDINALS)
    on = scope.frame.joined(WORKING_ORDINALS, lambda alias: same(Column("ordinal", alias), place))
    return on("day")


_INVERSES: dict[Family, Callable[[Sql, Sql, Scope], Sql]] = {
    Family.DAYS: _by_days,
    Family.MONTHS: _by_months,
    Family.WORKING_DAYS: _by_working_days,
}

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def first_period_from(unit: str, bound: Sql, scope: Scope) -> Sql:
    """Return the first day of a week, month, quarter or year that is `bound` or later."""
    start = scope.frame.put(op(f"{unit} start", bound))
    following = (
        by_days(start, number(7), DAY, scope)
        if unit == "week"
        else by_months(start, number(_MONTHS[unit]), DAY, scope)
    )
    return scope.frame.put(case([(op("=", start, bound), bound)], following))


def first_unmovable(step: Step, scope: Scope) -> Sql:
    """Return the first day, of those to come, that cannot be moved; null if all can."""
    return scope.frame.put(_ENDS[step.family](step.many, scope))


def _end_by_days(many: Sql, scope: Scope) -> Sql:
    return by_days(LAST_DAY, op("-", ONE, many), DAY, scope)


def _end_by_months(many: Sql, scope: Scope) -> Sql:
    before = by_months(_LAST_MONTH, op("negative", many), DAY, scope)
    return by_months(scope.frame.put(before), ONE, DAY, scope)


def _end_by_working_days(many: Sql, scope: Scope) -> Sql:
    put = scope.frame.put
    _, last = ends_of_calendar(scope)
    after = put(op("day + days", last, ONE))
    moved = put(many)
    size = working_days_before(after, scope)
    on = _working_day(put(op("-", size, moved)), scope)
    few = all_of(op(">", moved, ZERO), op("<=", moved, size))
    return case([(op("=", moved, ZERO), null(DAY)), (few, op("least", on, after))], after)


_ENDS: dict[Family, Callable[[Sql, Scope], Sql]] = {
    Family.DAYS: _end_by_days,
    Family.MONTHS: _end_by_months,
    Family.WORKING_DAYS: _end_by_working_days,
}
