"""Whole units of time between two days or moments, in columns, counted as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.cells import Cell, strict
from forecourt.core.engines.columns.clocks import elapsed_between, settled
from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.sql import (
    DAY,
    MOMENT,
    ONE,
    ZERO,
    Sql,
    all_of,
    any_of,
    case,
    column_type,
    is_null,
    not_,
    number,
)
from forecourt.core.engines.columns.times import NAMES, by_days, by_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.plan import nodes as n


def full_units(node: n.FullUnits, scope: Scope) -> Cell:
    """How many whole units lie between two days or moments, counted as Python does."""
    start, end = scope.cell(node.start), scope.cell(node.end)
    kinds = column_type(node.start.type), column_type(node.end.type)
    in_moments = kinds[0] != kinds[1] or node.unit in SECONDS
    one, other = start.value, end.value
    if in_moments:
        one, other = (
            value if kind == MOMENT else op("midnight of", value)
            for value, kind in zip((one, other), kinds, strict=True)
        )
    kind = MOMENT if in_moments else kinds[0]
    one, other = scope.frame.put(one), scope.frame.put(other)
    if node.unit in SECONDS:
        passed = elapsed_between(one, other, scope)
        counted: Sql = op("floor quotient", scope.frame.put(passed), number(SECONDS[node.unit]))
    else:
        counted = _COUNTED[node.unit](one, other, kind, scope)
    return strict(counted, start, end)


SECONDS = {"hours": 3600, "minutes": 60}
DAYS = {"weeks": 7, "days": 1}


def _full_days(length: int) -> Callable[[Sql, Sql, str, Scope], Sql]:
    def counted(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
        estimate = op("-", _day_number(end, kind), _day_number(start, kind))
        many = scope.frame.put(op("floor quotient", estimate, number(length)))
        return _corrected(many, lambda count: by_days(
            start, op("*", count, number(length)), kind, scope), end, scope)  # fmt: skip

    return counted


def _full_months(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
    estimate = scope.frame.put(op("-", _month_number(end), _month_number(start)))
    if kind == DAY:
        return _less_one(estimate, _later_in_month(start, end))
    return _corrected(estimate, lambda count: by_months(start, count, kind, scope), end, scope)


def _full_years(start: Sql, end: Sql, kind: str, scope: Scope) -> Sql:
    estimate = scope.frame.put(op("-", op("year", end), op("year", start)))
    if kind == DAY:
        return _less_one(estimate, op(">", _month_and_day(start), _month_and_day(end)))
    return _corrected(estimate, lambda count: anniversary(start, count, kind, scope), end, scope)


def anniversary(start: Sql, years: Sql, kind: str, scope: Scope) -> Sql:
    """Return the day so many years on; 29 February is 1 March where there is none."""
    clamped = scope.frame.put(by_months(start, op("*", years, number(12)), kind, scope))
    next_day = op(f"{NAMES[kind]} + days", clamped, ONE)
    differs = op("<>", op("day of month", clamped), op("day of month", start))
    moved = case([(differs, next_day)], clamped)
    return settled(moved, scope) if kind == MOMENT else moved


def _corrected(estimate: Sql, moved: Callable[[Sql], Sql], end: Sql, scope: Scope) -> Sql:
    """Return the greatest count with `moved(count) <= end`, which is the estimate or one less.

    Beyond the calendar's end nothing is reached; before its beginning everything is.
    """
    reached = scope.frame.put(moved(estimate))
    late = any_of(all_of(is_null(reached), op(">=", estimate, ZERO)), op(">", reached, end))
    return _less_one(estimate, late)


def _less_one(count: Sql, late: Sql) -> Sql:
    return case([(late, op("-", count, ONE))], count)


def _later_in_month(start: Sql, end: Sql) -> Sql:
    """Return whether a day stands later in its month than another one, unless that is the last."""
    later = op(">", op("day of month", start), op("day of month", end))
    return all_of(later, not_(op("=", end, op("month end", end))))


def _month_and_day(day: Sql) -> Sql:
    """Return a number by which days of different years come in the order of the year.

    29 February is before 1 March also where the other day's year has none: as 1 March is then its
    anniversary, no day lies between.
    """
    return op("+", op("*", op("month", day), number(100)), op("day of month", day))


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
