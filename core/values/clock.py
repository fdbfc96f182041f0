"""The store's wall clock: one table of clock changes for each time zone, from Python's tzdata.

Every engine converts by this table and by nothing else. It covers 1970 to 2100; before and after,
the offset nearest in time goes on. A wall clock time that exists twice is the first of the two; one
that is skipped moves on by the gap.

Wall clock times are naive `datetime`s in whole seconds. Results outside the years 1 to 9999
raise `OverflowError`; engines make them missing, without a field to ask for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from forecourt.core.diagnostics import nearest

_EPOCH = datetime(1970, 1, 1)
_END = datetime(2101, 1, 1)
_PROBE = timedelta(days=3)
"""Shorter than the time between any two changes of one zone, which is never under six days."""
_SECOND = timedelta(seconds=1)
_LAST = time(23, 59, 59)


class UnknownZone(ValueError):  # noqa: N818 - it says what is the matter with the name
    """No time zone has this name; `suggestion` is the nearest one that exists, or None."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.suggestion = nearest(zone, zone_names())
        hint = f", did you mean `{self.suggestion}`?" if self.suggestion else ""
        super().__init__(f"`{zone}` is not a time zone{hint}")


@dataclass(frozen=True, slots=True)
class Transitions:
    """The clock changes of a zone.

    `instants` are those of the changes in time elapsed since 1970 UTC, ascending; `offsets` are
    from UTC, the first before any change and one more after each. `walls` are the instants as
    the clock showed them just before it was changed, also as time since 1970.
    """

    instants: tuple[timedelta, ...]
    offsets: tuple[timedelta, ...]
    walls: tuple[timedelta, ...]


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


@cache
def zone_table(zone: str) -> Transitions:
    """Return the clock changes of an IANA time zone.

    Raises:
        UnknownZone: there is no zone of this name.
    """
    if zone not in zone_names():
        raise UnknownZone(zone)
    path = resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))
    with path.open("rb") as file:
        return _transitions(ZoneInfo.from_file(file, key=zone))


def to_wall(aware: datetime, zone: str) -> datetime:
    """Return a moment that carries an offset as the wall clock shows it, in whole seconds past.

    Raises:
        ValueError: `aware` carries no offset.
    """
    offset = aware.utcoffset()
    if offset is None:
        raise ValueError("a moment without offset is on no known clock")
    wall = aware.replace(tzinfo=None, microsecond=0)
    return _shown(wall - _EPOCH - offset, zone_table(zone))


def offset_at(wall: datetime, zone: str) -> timedelta:
    """Return the offset from UTC in force at a wall clock time, a skipped one moved on first."""
    table = zone_table(zone)
    return table.offsets[bisect_right(table.walls, wall - _EPOCH)]


def settle(wall: datetime, zone: str) -> datetime:
    """Return the wall clock time itself, or where it is skipped, that moved on by the gap."""
    table = zone_table(zone)
    index = bisect_right(table.walls, wall - _EPOCH)
    if index == 0:
        return wall
    before, after = table.offsets[index - 1 : index + 1]
    skipped = wall - _EPOCH < table.instants[index - 1] + after
    return wall + (after - before) if skipped else wall


def offset_all_day(day: date, zone: str) -> timedelta | None:
    """Return the offset from UTC in force all of a day; None if the clock is changed on it."""
    start, last = datetime.combine(day, time()), datetime.combine(day, _LAST)
    offset = offset_at(start, zone)
    steady = settle(start, zone) == start and offset_at(last, zone) == offset
    return offset if steady else None


def add_elapsed(wall: datetime, seconds: int, zone: str) -> datetime:
    """Return the wall clock time `seconds` of elapsed time later, or earlier if negative."""
    table = zone_table(zone)
    if not table.instants:
        return wall + timedelta(seconds=seconds)
    settled = settle(wall, zone)
    instant = settled - _EPOCH - offset_at(settled, zone)
    return _shown(instant + timedelta(seconds=seconds), table)


def elapsed(start: datetime, end: datetime, zone: str) -> int:
    """Return the seconds of elapsed time from `start` to `end`, negative if `end` is earlier."""
    shown = settle(end, zone) - settle(start, zone)
    return (shown - offset_at(end, zone) + offset_at(start, zone)) // _SECOND


def aware(wall: datetime, zone: str) -> datetime:
    """Return the moment with its offset, for output."""
    return settle(wall, zone).replace(tzinfo=timezone(offset_at(wall, zone)))


def _shown(instant: timedelta, table: Transitions) -> datetime:
    """Return what the wall clock shows at an instant, given as time since 1970 UTC."""
    return _EPOCH + instant + table.offsets[bisect_right(table.instants, instant)]


def _transitions(zone: ZoneInfo) -> Transitions:
    instants: list[timedelta] = []
    offsets = [_offset(zone, _EPOCH)]
    probe = _EPOCH
    while probe < _END:
        following = probe + _PROBE
        if _offset(zone, following) != offsets[-1]:
            instants.append(_change(zone, probe, following) - _EPOCH)
            offsets.append(_offset(zone, following))
        probe = following
    walls = tuple(instant + offset for instant, offset in zip(instants, offsets, strict=False))
    return Transitions(tuple(instants), tuple(offsets), walls)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second between two moments in UTC with an offset unlike that before."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + ((after - before) // _SECOND // 2) * _SECOND
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, utc: datetime) -> timedelta:
    """Return the zone's offset at a moment in UTC, written without zone."""
    return zone.fromutc(utc.replace(tzinfo=zone)).replace(tzinfo=None) - utc
