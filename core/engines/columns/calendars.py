"""Tables that queries look days up in: what the wall clock does, and which days are worked.

The clock's are made from the one table of changes that every engine uses; the working days from
the calendar that an evaluation is given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from forecourt.core.values.clock import zone_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forecourt.core.values.calendar import WorkingDays
    from forecourt.core.values.clock import Transitions

WALL_DAYS, INSTANT_DAYS = "wall days", "universal days"
WORKING_DAYS, WORKING_ORDINALS = "calendar days", "working days"
"""Names of tables; with a space, as no model's is."""

_EPOCH = datetime(1970, 1, 1)
_CLOCK_DAYS = 47_847
"""The days from 1970 to 2100, which the clock's table covers."""
_DAY = timedelta(days=1)
_NEVER = 86_400

EDGES = ("edge_1", "edge_2", "edge_3", "edge_4")
"""Columns of `WALL_DAYS` with the next edges of the clock (`edges`); on one day three at most."""

NO_EDGE = 10**12
"""In seconds since 1970, as the edges in the table are; later than all that the calendar has."""

Row = tuple[object, ...]

COLUMNS = {
    WALL_DAYS: ("day", "change", "resumes", "gap", "ahead_before", "ahead_after", *EDGES),
    INSTANT_DAYS: ("day", "change", "ahead_before", "ahead_after"),
    WORKING_DAYS: ("day", "before", "until"),
    WORKING_ORDINALS: ("ordinal", "day"),
}
"""The columns of each table: whole numbers, but for `day`, which is a date.

`change` is the second of the day at which the clock has been changed (86,400: it isn't), `ahead`
the seconds by which it is ahead of universal time; from `change` until `resumes` no time of day
is shown, and one that is written moves on by `gap`. Edges are in seconds since 1970.
"""


def changes_clock(zone: str) -> bool:
    """Return whether the wall clock of a zone is ever changed."""
    return bool(zone_table(zone).instants)


def first_and_last_ahead(zone: str) -> tuple[int, int]:
    """Return the seconds ahead of universal time before 1970 and after 2100."""
    offsets = zone_table(zone).offsets
    return _seconds(offsets[0]), _seconds(offsets[-1])


def clock_rows(table: str, zone: str) -> list[Row]:
    """Return the rows of `WALL_DAYS` or `INSTANT_DAYS`, one a day, for a zone.

    A day on which nothing changes keeps what held when it began.
    """
    changes = _wall_changes(zone_table(zone)) if table == WALL_DAYS else _instants(zone_table(zone))
    ahead, _ = first_and_last_ahead(zone)
    rows: list[Row] = []
    for number in range(_CLOCK_DAYS):
        row, ahead = _row(_EPOCH.date() + _DAY * number, changes.get(number), ahead)
        rows.append(row if table == WALL_DAYS else (row[0], row[1], *row[4:]))
    return list(_with_edges(rows, zone)) if table == WALL_DAYS else rows


@cache
def edges(zone: str) -> tuple[datetime, ...]:
    """Return the wall clock times beyond which a clock that shows them may not run on evenly.

    Those just before the clock is changed; where that skips a time, also when that is over, and
    when it is over for what has been moved out of it.
    """
    table = zone_table(zone)
    found: set[datetime] = set()
    for wall, before, after in zip(table.walls, table.offsets, table.offsets[1:], strict=False):
        skipped = max(after - before, timedelta())
        found |= {_EPOCH + wall + count * skipped for count in range(3)}
    return tuple(sorted(found))


def next_edge(moment: datetime, zone: str) -> datetime | None:
    """Return the first edge after a moment, None if there is none."""
    all_edges = edges(zone)
    place = bisect_right(all_edges, moment)
    return all_edges[place] if place < len(all_edges) else None


def _with_edges(rows: list[Row], zone: str) -> Iterator[Row]:
    """Yield the rows of `WALL_DAYS`, each with the next edges after the day begins."""
    ahead = [_seconds(edge - _EPOCH) for edge in edges(zone)]
    for number, row in enumerate(rows):
        place = bisect_right(ahead, number * _NEVER)
        following = ahead[place : place + len(EDGES)]
        yield *row, *following, *[NO_EDGE] * (len(EDGES) - len(following))


def _row(day: date, change: _Change | None, ahead: int) -> tuple[Row, int]:
    if change is None:
        return (day, _NEVER, _NEVER, 0, ahead, ahead), ahead
    found = (day, change.second, change.resumes, change.gap, ahead, change.ahead)
    return found, change.ahead


@dataclass(frozen=True, slots=True)
class _Change:
    """What happens on one day, in seconds of it."""

    second: int
    resumes: int
    gap: int
    ahead: int


def _wall_changes(changes: Transitions) -> dict[int, _Change]:
    """Return the changes by the day on which the wall clock shows them.

    Times that are skipped beyond midnight are skipped on the next day too, from its beginning.
    """
    found: dict[int, _Change] = {}
    for wall, before, after in zip(
        changes.walls, changes.offsets, changes.offsets[1:], strict=False
    ):
        day, second = divmod(_seconds(wall), _NEVER)
        gap = max(0, _seconds(after) - _seconds(before))
        found[day] = _Change(second, min(second + gap, _NEVER), gap, _seconds(after))
        if second + gap > _NEVER:
            found[day + 1] = _Change(0, second + gap - _NEVER, gap, _seconds(after))
    return found


def _instants(changes: Transitions) -> dict[int, _Change]:
    found: dict[int, _Change] = {}
    for instant, after in zip(changes.instants, changes.offsets[1:], strict=True):
        day, second = divmod(_seconds(instant), _NEVER)
        found[day] = _Change(second, second, 0, _seconds(after))
    return found


def _seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)


def working_day_rows(table: str, calendar: WorkingDays | None) -> list[Row]:
    """Return the rows of `WORKING_DAYS` or `WORKING_ORDINALS`; none without a calendar.

    For each day: how many working days lie before it, and until its end.
    """
    if calendar is None:
        return []
    if table == WORKING_ORDINALS:
        return list(enumerate(calendar.days))
    return list(_places(calendar))


def _places(calendar: WorkingDays) -> Iterator[Row]:
    day = calendar.first
    while day <= calendar.last:
        yield day, bisect_left(calendar.days, day), bisect_right(calendar.days, day)
        day += _DAY
