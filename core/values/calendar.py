"""Working days as a table: counting them is a look-up by ordinal.

Where the days come from (opening times, holidays) is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The open days between `first` and `last`, both included; nothing is known outside.

    `days` are those open, ascending, without doubles.
    """

    first: date
    last: date
    days: tuple[date, ...]

    def is_open(self, day: date) -> bool | None:
        """Return whether `day` is a working day; None outside the table."""
        if not self._covers(day):
            return None
        index = bisect_left(self.days, day)
        return index < len(self.days) and self.days[index] == day

    def shift(self, day: date, count: int) -> date | None:
        """Return the `count`-th open day after `day`, or before it if `count` is negative.

        From a closed day, 1 is the next open day; 0 is the day itself, open or not. None if the
        day or the result lies outside the table.
        """
        if count == 0:
            return day
        if not self._covers(day):
            return None
        if count > 0:
            index = bisect_right(self.days, day) + count - 1
        else:
            index = bisect_left(self.days, day) + count
        return self.days[index] if 0 <= index < len(self.days) else None

    def _covers(self, day: date) -> bool:
        return self.first <= day <= self.last
