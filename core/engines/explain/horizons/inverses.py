"""Moving a day, the other way round: the first day that is moved to a given one or beyond.

Moving never puts a later day before an earlier one, so there is such a day, and it is found without
searching: by subtraction, or in the table of working days.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.engines.explain.horizons.clock import DAY
from forecourt.core.engines.explain.times import add_months
from forecourt.core.values.periods import STARTS
from forecourt.core.values.types import Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.values.calendar import WorkingDays


class Step(NamedTuple):
    """By how much days are moved: a number of days, months or working days, maybe negative."""

    family: Family
    number: int
    calendar: WorkingDays | None


def first_moved_to(step: Step, bound: date) -> date | None:
    """Return the first day that `step` moves to `bound` or beyond; None if there is none.

    A day that cannot be moved (see `first_unmovable`) may be returned as the first one.
    """
    try:
        return _INVERSES[step.family](step, bound)
    except (OverflowError, ValueError):
        return None


def _by_days(step: Step, bound: date) -> date:
    return bound - timedelta(days=step.number)


def _by_months(step: Step, bound: date) -> date:
    """Subtract the months; if that month is too short for the day, it is the day after its last."""
    before = add_months(bound, -step.number)
    return before if before.day == bound.day else before + DAY


def _by_working_days(step: Step, bound: date) -> date | None:
    if step.number == 0 or step.calendar is None:
        return bound
    days = step.calendar.days
    place = bisect_left(days, bound) - step.number
    if step.number > 0:
        return days[place] if place >= 0 else step.calendar.first
    return days[place - 1] + DAY if place <= len(days) else None


_INVERSES: dict[Family, Callable[[Step, date], date | None]] = {
    Family.DAYS: _by_days,
    Family.MONTHS: _by_months,
    Family.WORKING_DAYS: _by_working_days,
}


def first_period_from(unit: str, bound: date) -> date | None:
    """Return the first day of a week, month, quarter or year that is `bound` or later.

    None, if there is none.
    """
    start = STARTS[unit](bound)
    if start == bound:
        return bound
    try:
        return start + 7 * DAY if unit == "week" else add_months(start, _MONTHS[unit])
    except (OverflowError, ValueError):
        return None


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def first_unmovable(step: Step) -> date | None:
    """Return the first day, of those to come, that cannot be moved; None if all can."""
    try:
        return _ENDS[step.family](step)
    except (OverflowError, ValueError):
        return None


def _end_by_days(step: Step) -> date:
    return date.max - timedelta(days=step.number) + DAY


def _end_by_months(step: Step) -> date:
    return add_months(add_months(date.max.replace(day=1), -step.number), 1)


def _end_by_working_days(step: Step) -> date | None:
    if step.number == 0 or step.calendar is None:
        return None
    days = step.calendar.days
    after_last = step.calendar.last + DAY
    return min(days[-step.number], after_last) if 0 < step.number <= len(days) else after_last


_ENDS: dict[Family, Callable[[Step], date | None]] = {
    Family.DAYS: _end_by_days,
    Family.MONTHS: _end_by_months,
    Family.WORKING_DAYS: _end_by_working_days,
}
