"""Moments of a base on the store's wall clock, by the table of clock changes that all engines use.

The changes become a search tree of `CASE`, which needs no join: a dozen comparisons at most.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.core.values.clock import zone_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPOCH = datetime(1970, 1, 1)
_SECOND = timedelta(seconds=1)


def settled(moment: str, zone: str) -> str:
    """Return the wall clock time of a TIMESTAMP in SQL, moved on by the gap where it is skipped."""
    whole = whole_seconds(moment)
    gaps = _gaps(zone)
    moved = [f"CASE WHEN {whole} < {_moment(end)} THEN {size} ELSE 0 END" for _, end, size in gaps]
    by = _search(whole, [first for first, _, _ in gaps], ["0", *moved])
    return f"({whole} + to_seconds({by}))" if gaps else whole


def is_unsettled(moment: str, zone: str, first: datetime, last: datetime) -> str:
    """Return whether a TIMESTAMP in SQL is skipped, or has what is less than a second.

    None is before `first` or after `last`.
    """
    skipped = [
        f"({moment} >= {_moment(start)} AND {moment} < {_moment(end)})"
        for start, end, _ in _gaps(zone)
        if _EPOCH + end > first and _EPOCH + start <= last
    ]
    fraction = f"{whole_seconds(moment)} <> CAST({moment} AS TIMESTAMP)"
    return " OR ".join([fraction, *skipped])


def _gaps(zone: str) -> list[tuple[timedelta, timedelta, int]]:
    """Return from when until when the wall clock of a zone shows nothing, and for how long."""
    changes = zone_table(zone)
    together = zip(changes.instants, changes.offsets, changes.offsets[1:], strict=False)
    return [
        (instant + before, instant + after, (after - before) // _SECOND)
        for instant, before, after in together
        if after > before
    ]


def on_wall(instant: str, zone: str) -> str:
    """Return the wall clock time of a TIMESTAMPTZ in SQL."""
    changes = zone_table(zone)
    universal = whole_seconds(f"make_timestamp(epoch_us({instant}))")
    ahead = _search(universal, changes.instants, [str(one // _SECOND) for one in changes.offsets])
    return f"({universal} + to_seconds({ahead}))"


def whole_seconds(moment: str) -> str:
    """Return a TIMESTAMP in SQL without what is less than a second."""
    return f"date_trunc('second', CAST({moment} AS TIMESTAMP))"


def _search(moment: str, starts: Sequence[timedelta], values: Sequence[str]) -> str:
    """Return the value of the stretch that a moment lies in: a value more than there are starts."""
    if not starts:
        return values[0]
    middle = len(starts) // 2
    earlier = _search(moment, starts[:middle], values[: middle + 1])
    later = _search(moment, starts[middle + 1 :], values[middle + 1 :])
    return f"CASE WHEN {moment} < {_moment(starts[middle])} THEN {earlier} ELSE {later} END"


def _moment(since: timedelta) -> str:
    return f"TIMESTAMP '{_EPOCH + since}'"
