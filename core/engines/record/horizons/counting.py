"""Full units between a time that moves with the clock and one that doesn't."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.core.engines.record.calendars import (
    day_plus_days,
    day_plus_months,
    first_after_months,
    midnight,
    moment_plus_days,
    moment_plus_months,
    moment_plus_years,
)
from forecourt.core.engines.record.horizons.clock import (
    SECOND,
    after,
    after_seconds,
    begins,
    next_day,
    next_edge,
)
from forecourt.core.engines.record.horizons.courses import Course
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.clock import elapsed

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS = {"weeks": 7, "days": 1}
_SECONDS = {"hours": 3600, "minutes": 60}


def count_since(
    count: int, start: date, end: Course, unit: str, until: datetime, now: datetime, zone: str
) -> Course:
    """Return the course of the full units since `start`, which stays `until` then: it rises."""
    until = min(until, end.until)
    if unit in _SECONDS:
        passed = elapsed(_as_moment(start), end.value, zone)

        def reach_by_seconds(bound: int) -> datetime:
            return after_seconds(now, bound * _SECONDS[unit] - passed)

        return Course(count, 1, reach_by_seconds, min(until, next_edge(now, end.value, zone)))

    def reach(bound: int) -> datetime:
        reached = _first_with(bound, unit, start, isinstance(end.value, datetime), zone)
        return NEVER if reached is None else end.reach(reached)

    return Course(count, 1, reach, until)


def _first_with(bound: int, unit: str, start: date, to_moment: bool, zone: str) -> date | None:
    """Return the first day, or moment, up to which so many units are full from `start`."""
    if not to_moment and not isinstance(start, datetime):
        return _day_on(unit, start, bound)
    moved = _moment_on(unit, _as_moment(start), bound, zone)
    if to_moment or moved is None:
        return moved
    day = moved.date()
    return day if moved == midnight(day) else next_day(day)


def count_until(
    count: int, start: Course, end: date, unit: str, until: datetime, now: datetime, zone: str
) -> Course:
    """Return the course of the full units up to `end`, which stays `until` then: it falls."""
    until = min(until, start.until)
    if not isinstance(start.value, datetime):
        return Course(count, -1, _fall_of_days(start, end, unit), until)
    fall = _fall_by_seconds if unit in _SECONDS else _fall_of_moments
    return Course(count, -1, fall(start, _as_moment(end), unit, now, zone), until)


def _fall_of_days(start: Course, end: date, unit: str) -> Callable[[int], datetime]:
    def reach(bound: int) -> datetime:
        first = _first_too_late(unit, end, bound + 1)
        return NEVER if first is None else start.reach(first)

    return reach


def _first_too_late(unit: str, end: date, count: int) -> date | None:
    """Return the first day that, so many units on, lies beyond `end`."""
    beyond = next_day(end)
    if beyond is None:
        return None
    if unit == "years":
        back = day_plus_months(end, -12 * count)
        return None if back is None else next_day(back)
    if unit == "months":
        return first_after_months(beyond, count)
    return day_plus_days(beyond, -count * _DAYS[unit])


def _fall_by_seconds(
    start: Course, end: datetime, unit: str, now: datetime, zone: str
) -> Callable[[int], datetime]:
    left = elapsed(start.value, end, zone)
    edge = next_edge(now, start.value, zone)
    return lambda bound: min(edge, after_seconds(now, left - (bound + 1) * _SECONDS[unit] + 1))


def _fall_of_moments(
    start: Course, end: datetime, unit: str, now: datetime, zone: str
) -> Callable[[int], datetime]:
    day_ends = start.reach(begins(next_day(start.value.date())))

    def reach(bound: int) -> datetime:
        moved = _moment_on(unit, start.value, bound + 1, zone)
        if moved is None:
            return now + SECOND
        return min(day_ends, next_edge(now, moved, zone), after(now, end - moved + SECOND))

    return reach


def _day_on(unit: str, day: date, count: int) -> date | None:
    """Return the day so many units on; 29 February is 1 March in years that have none."""
    if unit in _DAYS:
        return day_plus_days(day, count * _DAYS[unit])
    moved = day_plus_months(day, count * 12 if unit == "years" else count)
    if moved is None or unit == "months" or moved.day == day.day:
        return moved
    return moved + timedelta(days=1)


def _moment_on(unit: str, moment: datetime, count: int, zone: str) -> datetime | None:
    if unit in _DAYS:
        return moment_plus_days(moment, count * _DAYS[unit], zone)
    moved = moment_plus_years if unit == "years" else moment_plus_months
    return moved(moment, count, zone)


def _as_moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else midnight(day)
