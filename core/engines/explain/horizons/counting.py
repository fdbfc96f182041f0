"""Full units between a time that moves with the clock and one that doesn't."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from forecourt.core.engines.explain.horizons.clock import (
    SECOND,
    day_after,
    later,
    midnight,
    until_clock_change,
)
from forecourt.core.engines.explain.horizons.inverses import Step, first_moved_to
from forecourt.core.engines.explain.horizons.movement import Moving, seconds
from forecourt.core.engines.explain.times import DAYS, SECONDS, add_months, as_moment, units_on
from forecourt.core.engines.explain.values import Known
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.clock import elapsed
from forecourt.core.values.types import Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.explain.horizons.ahead import Ahead
    from forecourt.core.plan import nodes as n


def since(node: n.FullUnits, end: Moving, ahead: Ahead) -> Moving | None:
    """Return the number of units since a time that stays: it rises with the clock."""
    count, start = ahead.scope.value(node), ahead.scope.value(node.start)
    if not isinstance(count, Known) or not isinstance(start, Known):
        return None
    until = min(end.until, ahead.until(node.start))
    if node.unit not in SECONDS:
        zone = ahead.scope.setting.plan.zone
        return Moving(count.value, 1, _reached_from(start.value, node.unit, end, zone), until)
    if not isinstance(end.value, datetime):
        return None
    return _since_by_seconds(node, (as_moment(start.value), end.value, count.value), until, ahead)


def _reached_from(start: date, unit: str, end: Moving, zone: str) -> Callable[[int], datetime]:
    """So many units are reached when the end comes to the start moved on by as many."""
    anchor = start if type(start) is type(end.value) else as_moment(start)

    def reach(count: int) -> datetime:
        try:
            time = units_on(unit, anchor, count, zone)
        except (OverflowError, ValueError):
            return NEVER
        if isinstance(end.value, datetime) or not isinstance(time, datetime):
            return end.reach(time)
        first_day = time.date() if time == as_moment(time.date()) else day_after(time.date())
        return NEVER if first_day is None else end.reach(first_day)

    return reach


def _since_by_seconds(
    node: n.FullUnits, times: tuple[datetime, datetime, int], until: datetime, ahead: Ahead
) -> Moving:
    start, end, value = times
    zone, size = ahead.scope.setting.plan.zone, SECONDS[node.unit]
    passed = elapsed(start, end, zone)
    evenly = later(ahead.now, until_clock_change(end, zone))
    return Moving(
        value,
        1,
        lambda count: later(ahead.now, seconds(count * size - passed)),
        min(until, evenly),
    )


def still(node: n.FullUnits, start: Moving, ahead: Ahead) -> Moving | None:
    """Return the number of units until a time that stays: it falls with the clock.

    It has fallen to a count when one unit more would go beyond that time.
    """
    count, end = ahead.scope.value(node), ahead.scope.value(node.end)
    if not isinstance(count, Known) or not isinstance(end, Known):
        return None
    until = min(start.until, ahead.until(node.end))
    one_is_moment = isinstance(start.value, datetime) or isinstance(end.value, datetime)
    if not one_is_moment and node.unit not in SECONDS:
        return Moving(count.value, -1, _days_fall(node.unit, start, end.value), until)
    if not isinstance(start.value, datetime):
        return None
    fall = _seconds_fall if node.unit in SECONDS else _moments_fall
    return Moving(count.value, -1, fall(node.unit, start, as_moment(end.value), ahead), until)


def _days_fall(unit: str, start: Moving, end: date) -> Callable[[int], datetime]:
    def reach(count: int) -> datetime:
        day = _first_beyond(unit, end, count + 1)
        return NEVER if day is None else start.reach(day)

    return reach


def _first_beyond(unit: str, end: date, count: int) -> date | None:
    """Return the first day that, so many units on, lies after `end`."""
    beyond = day_after(end)
    if beyond is None:
        return None
    if unit == "years":
        try:
            return day_after(add_months(end, -12 * count))
        except ValueError:
            return None
    if unit == "months":
        return first_moved_to(Step(Family.MONTHS, count, None), beyond)
    return first_moved_to(Step(Family.DAYS, count * DAYS[unit], None), beyond)


def _seconds_fall(
    unit: str, start: Moving, end: datetime, ahead: Ahead
) -> Callable[[int], datetime]:
    zone, size = ahead.scope.setting.plan.zone, SECONDS[unit]
    remaining = elapsed(start.value, end, zone)
    evenly = later(ahead.now, until_clock_change(start.value, zone))
    return lambda count: min(evenly, later(ahead.now, seconds(remaining - (count + 1) * size + 1)))


def _moments_fall(
    unit: str, start: Moving, end: datetime, ahead: Ahead
) -> Callable[[int], datetime]:
    zone = ahead.scope.setting.plan.zone
    same_day = start.reach(midnight(day_after(start.value.date())))

    def reach(count: int) -> datetime:
        try:
            moved = as_moment(units_on(unit, start.value, count + 1, zone))
        except (OverflowError, ValueError):
            return later(ahead.now, SECOND)
        evenly = later(ahead.now, until_clock_change(moved, zone))
        return min(same_day, evenly, later(ahead.now, end - moved + SECOND))

    return reach
