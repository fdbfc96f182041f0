"""Stretches of the calendar: weeks, months, quarters and years, by their first day."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS_OF_A_QUARTER = 3


def start_of_week(day: date) -> date:
    """Return the Monday of the week in which a date lies."""
    return day - timedelta(days=day.weekday())


def start_of_month(day: date) -> date:
    """Return the first day of the month in which a date lies."""
    return day.replace(day=1)


def start_of_quarter(day: date) -> date:
    """Return the first day of January, April, July or October before a date, or the date itself."""
    return date(day.year, day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, 1)


def start_of_year(day: date) -> date:
    """Return 1 January of the year in which a date lies."""
    return date(day.year, 1, 1)


STARTS = {
    "week": start_of_week,
    "month": start_of_month,
    "quarter": start_of_quarter,
    "year": start_of_year,
}
"""By the unit: the first day of such a stretch. All of them begin after the calendar does."""
