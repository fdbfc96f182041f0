"""The store's clock as it runs on: midnights, clock changes, and the end of time."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from functools import cache

from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.clock import zone_table

LAST = datetime(9999, 12, 31, 23, 59, 59)
"""The last moment there is."""

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1)


def midnight(day: date | None) -> datetime:
    """Return when a day begins; never, where there is no such day."""
    return NEVER if day is None else datetime.combine(day, time())


def day_after(day: date) -> date | None:
    """Return the next day, None after the last one."""
    return None if day == date.max else day + DAY


def later(now: datetime, wait: timedelta) -> datetime:
    """Return a moment so much later on the clock; never, where it lies beyond the calendar."""
    return NEVER if wait >= NEVER - now else now + wait


def until_clock_change(wall: datetime, zone: str) -> timedelta:
    """Return how long a clock that shows `wall` runs on evenly, as far as can be told from that.

    It stops doing so where the clock is changed, at the end of the hour that is skipped, and
    where what is moved out of that hour ends.
    """
    edges = _edges(zone)
    index = bisect_right(edges, wall)
    return timedelta.max if index == len(edges) else edges[index] - wall


@cache
def _edges(zone: str) -> tuple[datetime, ...]:
    table = zone_table(zone)
    edges = set()
    for index, wall in enumerate(table.walls):
        skipped = table.offsets[index + 1] - table.offsets[index]
        times = (0, 1, 2) if skipped > timedelta() else (0,)
        edges |= {_EPOCH + wall + count * skipped for count in times}
    return tuple(sorted(edges))
