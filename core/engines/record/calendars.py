"""Moving days and moments: what generated code calls for dates.

Each function that moves returns None where the result lies outside the years 1 to 9999, or where
it is a working day that the calendar doesn't hold.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forecourt.core.values.clock import add_elapsed, elapsed, settle

if TYPE_CHECKING:
    from forecourt.core.values.calendar import WorkingDays

_DAY = timedelta(days=1)
_SHORTEST_MONTH = 28
A_LIFETIME = 36_500
"""So many days, from a day between `EARLY` and `LATE`, never go outside the years there are."""
EARLY, LATE = date(1000, 1, 1), date(9000, 1, 1)


class Days(dict[int, timedelta]):
    """Lengths of time by how many days they are, made when first asked for."""

    def __missing__(self, count: int) -> timedelta:
        """Return the length of so many days."""
        self[count] = length = timedelta(days=count)
        return length


DAYS = Days()


def day_plus_days(day: date, count: int) -> date | None:
    """Return the day `count` days on."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def day_plus_months(day: date, count: int) -> date | None:
    """Return the same day `count` months on, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    month += 1
    number = day.day
    if number > _SHORTEST_MONTH:
        number = min(number, monthrange(year, month)[1])
    return date(year, month, number)


def day_plus_working_days(day: date, count: int, calendar: WorkingDays | None) -> date | None:
    """Return the `count`-th working day after `day`."""
    return None if calendar is None else calendar.shift(day, count)


def moment_plus_days(moment: datetime, count: int, zone: str) -> datetime | None:
    """Return the moment `count` days on, at the same time of day."""
    return _on_day(moment, day_plus_days(moment.date(), count), zone)


def moment_plus_months(moment: datetime, count: int, zone: str) -> datetime | None:
    """Return the moment `count` months on, at the same time of day."""
    return _on_day(moment, day_plus_months(moment.date(), count), zone)


def moment_plus_years(moment: datetime, count: int, zone: str) -> datetime | None:
    """Return the moment `count` years on; 29 February is 1 March in years that have none."""
    return _on_day(moment, _anniversary(moment.date(), count), zone)


def moment_plus_working_days(
    moment: datetime, count: int, zone: str, calendar: WorkingDays | None
) -> datetime | None:
    """Return the moment on the `count`-th working day after it, at the same time of day."""
    return _on_day(moment, day_plus_working_days(moment.date(), count, calendar), zone)


def moment_plus_seconds(moment: datetime, seconds: int, zone: str) -> datetime | None:
    """Return the moment after so much elapsed time."""
    try:
        return add_elapsed(moment, seconds, zone)
    except OverflowError:
        return None


def _on_day(moment: datetime, day: date | None, zone: str) -> datetime | None:
    if day is None:
        return None
    try:
        return settle(datetime.combine(day, moment.time()), zone)
    except OverflowError:
        return None


def at_time(clock: time, day: date, zone: str) -> datetime:
    """Return the moment at a time of day on a date, moved on by the gap if it is skipped."""
    return settle(datetime.combine(day, clock), zone)


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return datetime.combine(day, time())


# Full units between two dates or two moments --------------------------------------------------


def full_days(start: date, end: date) -> int:
    """Return the whole days from one date to another."""
    return (end - start).days


def full_weeks(start: date, end: date) -> int:
    """Return the whole weeks from one date to another."""
    return (end - start).days // 7


def full_months(start: date, end: date) -> int:
    """Return the largest n with `start + n months <= end`, clamped to the month's last day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day <= end.day:
        return months
    return months if end.day == monthrange(end.year, end.month)[1] else months - 1


def full_years(start: date, end: date) -> int:
    """Return the whole years; 29 February completes them on 1 March where there is none."""
    years = end.year - start.year
    return years - ((end.month, end.day) < (start.month, start.day))


def full_days_between(start: datetime, end: datetime, zone: str) -> int:
    """Return the largest n with `start + n days <= end`."""
    return _at_most(full_days(start.date(), end.date()), 1, start, end, zone)


def full_weeks_between(start: datetime, end: datetime, zone: str) -> int:
    """Return the largest n with `start + n weeks <= end`."""
    return _at_most(full_weeks(start.date(), end.date()), 7, start, end, zone)


def _at_most(count: int, size: int, start: datetime, end: datetime, zone: str) -> int:
    return _reached(count, moment_plus_days(start, count * size, zone), end)


def _reached(count: int, moved: datetime | None, end: datetime) -> int:
    """Return the count if the moment that is so far on isn't past `end`, else one less.

    What lies before the years there are isn't past anything.
    """
    not_past = count < 0 if moved is None else moved <= end
    return count if not_past else count - 1


def full_months_between(start: datetime, end: datetime, zone: str) -> int:
    """Return the largest n with `start + n months <= end`."""
    months = full_months(start.date(), end.date())
    return _reached(months, moment_plus_months(start, months, zone), end)


def full_years_between(start: datetime, end: datetime, zone: str) -> int:
    """Return the whole years between two moments, completed at the time of day of the first."""
    years = full_years(start.date(), end.date())
    return _reached(years, moment_plus_years(start, years, zone), end)


def _anniversary(day: date, years: int) -> date | None:
    clamped = day_plus_months(day, 12 * years)
    return clamped if clamped is None or clamped.day == day.day else clamped + _DAY


def full_seconds(start: datetime, end: datetime, size: int, zone: str) -> int:
    """Return how many whole times `size` seconds have elapsed from one moment to another."""
    return elapsed(start, end, zone) // size


# The inverse of moving a day ------------------------------------------------------------------
#
# Moving a day is non-decreasing, so that comparing a moved day with a bound is comparing the day
# itself with another bound, which is worked out once for an as-of moment. Each returns None where
# there is no such bound within the years 1 to 9999.


def last_before_months(bound: date, count: int) -> date | None:
    """Return the last day that moved by `count` months is at most `bound`."""
    moved = day_plus_months(bound, -count)
    if moved is None or bound.day < monthrange(bound.year, bound.month)[1]:
        return moved
    return moved.replace(day=monthrange(moved.year, moved.month)[1])


def first_after_months(bound: date, count: int) -> date | None:
    """Return the first day that moved by `count` months is at least `bound`."""
    moved = day_plus_months(bound, -count)
    return moved if moved is None or moved.day == bound.day else moved + _DAY


def last_before_days(bound: date, count: int) -> date | None:
    """Return the last, and the first, day that moved by `count` days is `bound`."""
    return day_plus_days(bound, -count)


def last_before_full_years(bound: date, count: int) -> date | None:
    """Return the last day from which `count` years are full on `bound`."""
    return day_plus_months(bound, -12 * count)


def last_before_full_weeks(bound: date, count: int) -> date | None:
    """Return the last day from which `count` weeks are full on `bound`."""
    return day_plus_days(bound, -7 * count)


def first_movable_days(count: int) -> date | None:
    """Return the first day that can be moved by `count` days."""
    return day_plus_days(date.min, max(0, -count))


def last_movable_days(count: int) -> date | None:
    """Return the last day that can be moved by `count` days."""
    return day_plus_days(date.max, min(0, -count))


def first_movable_months(count: int) -> date | None:
    """Return the first day that can be moved by `count` months."""
    return day_plus_months(date.min, max(0, -count))


def last_movable_months(count: int) -> date | None:
    """Return the last day that can be moved by `count` months."""
    return day_plus_months(date.max, min(0, -count))
