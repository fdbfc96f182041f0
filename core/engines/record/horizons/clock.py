"""The clock ahead: midnights, clock changes, and the last moment there is."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import cache

from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.clock import zone_table

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
LAST = datetime(9999, 12, 31, 23, 59, 59)
_BEGINNING = datetime(1970, 1, 1)


def next_day(day: date) -> date | None:
    """Return the day after, None after the last one."""
    return None if day >= date.max else day + DAY


def begins(day: date | None) -> datetime:
    """Return when a day begins; never, if there is no such day."""
    return NEVER if day is None else datetime(day.year, day.month, day.day)


def after(now: datetime, wait: timedelta) -> datetime:
    """Return what the clock shows after so long, if it runs evenly; never, if that is too long."""
    return now + wait if wait < NEVER - now else NEVER


def after_seconds(now: datetime, count: int) -> datetime:
    """Return what the clock shows after so many seconds."""
    too_many = count >= (NEVER - now) // SECOND
    return NEVER if too_many else now + timedelta(seconds=count)


def next_edge(now: datetime, shown: datetime, zone: str) -> datetime:
    """Return when a moment that runs with the clock, and is `shown` now, comes to an edge.

    Edges are where the clock is changed and, where that skips a time, once and twice that on.
    """
    edges = _edges(zone)
    place = bisect_right(edges, shown)
    return NEVER if place == len(edges) else after(now, edges[place] - shown)


@cache
def _edges(zone: str) -> tuple[datetime, ...]:
    table = zone_table(zone)
    found: set[datetime] = set()
    for wall, before, then in zip(table.walls, table.offsets, table.offsets[1:], strict=False):
        gap = max(then - before, timedelta())
        found.update(_BEGINNING + wall + times * gap for times in range(3))
    return tuple(sorted(found))
