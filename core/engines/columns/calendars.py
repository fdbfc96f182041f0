"""Tables that queries look days up in: what the wall clock does, and which days are worked.

The clock's are made from the one table of changes that every engine uses; the working days from
the calendar that an evaluation is given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
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

Row = tuple[object, ...]

COLUMNS = {
    WALL_DAYS: ("day", "change", "resumes", "gap", "ahead_before", "ahead_after"),
    INSTANT_DAYS: ("day", "change", "ahead_before", "ahead_after"),
    WORKING_DAYS: ("day", "before", "until"),
    WORKING_ORDINALS: ("ordinal", "day"),
}
"""The columns of each table: whole numbers, but for `day`, which is a date.

`change` is the second of the day at which the clock has been changed (86,400: it isn't), `ahead`
the seconds by which it is ahead of universal time; from `change` until `resumes` no time of day
is shown, and one that is written moves on by `gap`.
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
    return rows


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
