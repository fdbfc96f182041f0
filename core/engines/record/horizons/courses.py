"""What the clock alone moves, in one direction: when it comes to what lies ahead.

Generated code makes a `Course` of each day, moment or count that moves by its form, where it is
known: once for an as-of moment, if it depends on nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.engines.record.calendars import (
    day_plus_days,
    day_plus_months,
    first_after_months,
)
from forecourt.core.engines.record.horizons.clock import (
    DAY,
    LAST,
    SECOND,
    after,
    begins,
    next_day,
    next_edge,
)
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.periods import STARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.values.calendar import WorkingDays


class Course(NamedTuple):
    """A known day, moment or whole number that the clock moves.

    `step` is the least by which it moves, `reach` says when it comes to a bound that is ahead of
    it. Both hold up to the moment `until`.
    """

    value: Any
    step: Any
    reach: Callable[[Any], datetime]
    until: datetime

    def comes_to(self, bound: Any) -> datetime:
        """Return when it comes to a bound; never, if that isn't ahead."""
        if bound is None or bound == self.value:
            return NEVER
        rises = self.step > self.step - self.step
        return self.reach(bound) if (bound > self.value) is rises else NEVER

    def one_beyond(self, bound: Any) -> Any:
        """Return what lies one step beyond a bound, None if there is no such thing."""
        try:
            return bound + self.step
        except OverflowError:
            return None


def turn(course: Course, bound: Any, at: bool, beyond: bool) -> datetime:
    """Return until when a course stays where it is as to a bound: before it, at it, beyond it.

    `at` says that it matters when it comes to the bound, `beyond` when it goes on from there.
    """
    horizon = course.until
    if at:
        horizon = min(horizon, course.comes_to(bound))
    if beyond:
        horizon = min(horizon, course.comes_to(course.one_beyond(bound)))
    return horizon


def moves_on(course: Course) -> datetime:
    """Return when a course is at another value, or can't be told any longer."""
    return turn(course, course.value, at=False, beyond=True)


# Days and moments --------------------------------------------------------------------------


def course_of_today(today: date) -> Course:
    """Return the course of the as-of date."""
    return Course(today, DAY, begins, NEVER)


def running(now: datetime, moment: datetime, until: datetime) -> Course:
    """Return the course of a moment that runs as the clock does."""
    return Course(moment, SECOND, lambda bound: after(now, bound - moment), until)


def course_of_date(moment: Course) -> Course:
    """Return the course of the date of a moment."""
    return Course(moment.value.date(), DAY, lambda day: moment.reach(begins(day)), moment.until)


def course_of_start(day: Course, unit: str) -> Course:
    """Return the course of the first day of the period in which a day lies."""
    start_of = STARTS[unit]

    def reach(bound: date) -> datetime:
        start = start_of(bound)
        first = bound if start == bound else _following(start, unit)
        return NEVER if first is None else day.reach(first)

    return Course(start_of(day.value), DAY, reach, day.until)


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _following(start: date, unit: str) -> date | None:
    """Return the first day of the next period."""
    return day_plus_days(start, 7) if unit == "week" else day_plus_months(start, _MONTHS[unit])


# Moved ones ----------------------------------------------------------------------------------


def course_by_days(day: Course, moved: date, count: int, until: datetime) -> Course:
    """Return the course of a day that is moved by days; `until` is that of their number."""
    end = day_plus_days(date.max, -count)
    unmovable = None if end is None else next_day(end)
    return _moved(day, moved, lambda bound: day_plus_days(bound, -count), unmovable, until)


def course_by_months(day: Course, moved: date, count: int, until: datetime) -> Course:
    """Return the course of a day that is moved by months."""
    first = day_plus_months(date.max.replace(day=1), -count)
    unmovable = None if first is None else day_plus_months(first, 1)
    return _moved(day, moved, lambda bound: first_after_months(bound, count), unmovable, until)


def course_by_working_days(
    day: Course, moved: date, count: int, until: datetime, calendar: WorkingDays
) -> Course:
    """Return the course of a day that is moved by working days."""
    if count == 0:
        return _moved(day, moved, lambda bound: bound, None, until)
    open_days = calendar.days
    ends = [next_day(calendar.last)]
    if 0 < count <= len(open_days):
        ends.append(open_days[-count])

    def first_moved_to(bound: date) -> date | None:
        place = bisect_left(open_days, bound) - count
        if count > 0:
            return open_days[place] if place >= 0 else calendar.first
        return next_day(open_days[place - 1]) if place <= len(open_days) else None

    return _moved(day, moved, first_moved_to, min(filter(None, ends), default=None), until)


def _moved(
    day: Course,
    moved: date,
    first_moved_to: Callable[[date], date | None],
    unmovable: date | None,
    until: datetime,
) -> Course:
    """Return the course of a moved day: it comes to a bound as the day comes to the bound's."""

    def reach(bound: date) -> datetime:
        first = first_moved_to(bound)
        return NEVER if first is None else day.reach(first)

    return Course(moved, DAY, reach, min(until, day.until, day.comes_to(unmovable)))


def course_of_moment(
    moment: Course, moved: datetime, until: datetime, now: datetime, zone: str, by_date: bool
) -> Course:
    """Return the course of a moment that is moved.

    It runs evenly to the next clock change of either; if it is moved `by_date`, in a way that
    takes several dates to one, no longer than the day.
    """
    ends = [until, moment.until, after(now, LAST - moved)]
    ends += [next_edge(now, shown, zone) for shown in (moment.value, moved)]
    if by_date:
        ends.append(moment.reach(begins(next_day(moment.value.date()))))
    return running(now, moved, min(ends))
