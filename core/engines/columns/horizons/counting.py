"""Full units between a time that moves with the clock and one that doesn't, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.clocks import elapsed_between
from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.horizons import dispatch
from forecourt.core.engines.columns.horizons.clock import (
    LONGEST_WAIT,
    after,
    later,
    until_clock_change,
)
from forecourt.core.engines.columns.horizons.combining import least, where
from forecourt.core.engines.columns.horizons.inverses import Step, first_moved_to
from forecourt.core.engines.columns.horizons.movement import Moving, next_midnight, reached
from forecourt.core.engines.columns.sql import (
    DAY,
    MOMENT,
    ONE,
    WHOLE,
    Literal,
    case,
    column_type,
    is_null,
    number,
)
from forecourt.core.engines.columns.times import by_days, by_months
from forecourt.core.engines.columns.whole_units import DAYS, SECONDS, anniversary
from forecourt.core.values.types import Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n

_MOST = 10**13
"""More units of any kind than there are in the calendar, and few enough to be multiplied."""


def since(node: n.FullUnits, end: Moving, scope: Scope) -> Moving | None:
    """Return the number of units since a time that stays: it rises with the clock."""
    count, start = scope.cell(node).value, scope.cell(node.start).value
    kind = column_type(node.start.type)
    until = least(end.until, dispatch.until(node.start, scope))
    if node.unit not in SECONDS:
        return Moving(count, WHOLE, _reached_from(start, kind, node.unit, end, scope), until)
    if end.kind != MOMENT:
        return None
    passed = scope.frame.put(elapsed_between(_as_moment(start, kind), end.value, scope))
    size = number(SECONDS[node.unit])

    def reach(bound: Sql) -> Sql:
        wait = op("-", op("*", _bounded(bound), size), passed)
        return later(_at_most(wait), scope)

    return Moving(count, WHOLE, reach, least(until, until_clock_change(end.value, scope)))


def _reached_from(
    start: Sql, kind: str, unit: str, end: Moving, scope: Scope
) -> Callable[[Sql], Sql]:
    """So many units are reached when the end comes to the start moved on by as many."""
    in_moments = MOMENT in (kind, end.kind)
    anchor = scope.frame.put(_as_moment(start, kind) if in_moments else start)

    def reach(bound: Sql) -> Sql:
        count = _bounded(bound)
        time = _units_on(unit, anchor, count, MOMENT if in_moments else DAY, scope)
        if in_moments and end.kind == DAY:
            time = _first_day_from(scope.frame.put(time), scope)
        return reached(end, scope.frame.put(time))

    return reach


def _first_day_from(moment: Sql, scope: Scope) -> Sql:
    """Return the first day that begins at a moment or later; null beyond the calendar."""
    day = scope.frame.put(op("day of", moment))
    begins = op("=", op("midnight of", day), moment)
    return case([(begins, day)], by_days(day, ONE, DAY, scope))


def still(node: n.FullUnits, start: Moving, scope: Scope) -> Moving | None:
    """Return the number of units until a time that stays: it falls with the clock.

    It has fallen to a count when one unit more would go beyond that time.
    """
    count, end = scope.cell(node).value, scope.cell(node.end).value
    kind = column_type(node.end.type)
    until = least(start.until, dispatch.until(node.end, scope))
    if MOMENT not in (start.kind, kind) and node.unit not in SECONDS:
        reach = _days_fall(node.unit, start, end, scope)
    elif start.kind != MOMENT:
        return None
    else:
        fall = _seconds_fall if node.unit in SECONDS else _moments_fall
        reach = fall(node.unit, start, scope.frame.put(_as_moment(end, kind)), scope)
    return Moving(count, WHOLE, reach, until, rises=False)


def _days_fall(unit: str, start: Moving, end: Sql, scope: Scope) -> Callable[[Sql], Sql]:
    def reach(bound: Sql) -> Sql:
        first = _first_beyond(unit, end, _one_more(bound), scope)
        return reached(start, scope.frame.put(first))

    return reach


def _first_beyond(unit: str, end: Sql, count: Sql, scope: Scope) -> Sql:
    """Return the first day that, so many units on, lies after `end`; null if there is none."""
    put = scope.frame.put
    if unit == "years":
        back = op("negative", op("*", count, number(12)))
        return by_days(put(by_months(end, put(back), DAY, scope)), ONE, DAY, scope)
    beyond = put(by_days(end, ONE, DAY, scope))
    family = Family.MONTHS if unit == "months" else Family.DAYS
    many = count if unit == "months" else put(op("*", count, number(DAYS[unit])))
    found = first_moved_to(Step(family, many), beyond, scope)
    return case([(is_null(beyond), beyond)], found)


def _seconds_fall(unit: str, start: Moving, end: Sql, scope: Scope) -> Callable[[Sql], Sql]:
    size = number(SECONDS[unit])
    remaining = scope.frame.put(elapsed_between(start.value, end, scope))
    evenly = until_clock_change(start.value, scope)

    def reach(bound: Sql) -> Sql:
        missing = op("-", op("+", remaining, ONE), op("*", _one_more(bound), size))
        return least(evenly, later(_at_most(missing), scope))

    return reach


def _moments_fall(unit: str, start: Moving, end: Sql, scope: Scope) -> Callable[[Sql], Sql]:
    same_day = start.reach(next_midnight(start.value))

    def reach(bound: Sql) -> Sql:
        moved = scope.frame.put(_units_on(unit, start.value, _one_more(bound), MOMENT, scope))
        beyond = after(moved, op("moment + seconds", end, ONE), scope)
        evenly = until_clock_change(moved, scope)
        return where(is_null(moved), later(ONE, scope), least(same_day, evenly, beyond))

    return reach


# Times moved by counts ---------------------------------------------------------------------


def _units_on(unit: str, start: Sql, count: Sql, kind: str, scope: Scope) -> Sql:
    """Return a day or moment so many units on; null beyond the calendar."""
    if unit == "years":
        return anniversary(start, count, kind, scope)
    if unit == "months":
        return by_months(start, count, kind, scope)
    return by_days(start, scope.frame.put(op("*", count, number(DAYS[unit]))), kind, scope)


def _as_moment(value: Sql, kind: str) -> Sql:
    return value if kind == MOMENT else op("midnight of", value)


def _one_more(count: Sql) -> Sql:
    return op("+", _bounded(count), ONE)


def _bounded(count: Sql) -> Sql:
    """Return a count, or one that is beyond the calendar as well but can be multiplied."""
    if isinstance(count, Literal):
        return count
    return op("greatest", op("least", count, number(_MOST)), number(-_MOST))


def _at_most(wait: Sql) -> Sql:
    return wait if isinstance(wait, Literal) else op("least", wait, LONGEST_WAIT)
