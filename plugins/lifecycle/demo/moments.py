"""Days and moments of a made-up history: opening hours, month ends, spans."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from random import Random

OPENS = 9
CLOSES = 19
SUNDAY = 6


def in_hours(chance: Random, day: date) -> datetime:
    """Return a moment in opening hours on `day`, or on the Monday after a Sunday."""
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(chance.randrange(OPENS, CLOSES), chance.randrange(60)))


def days_after(chance: Random, start: datetime, least: int, most: int) -> datetime:
    """Return a moment in opening hours between `least` and `most` days on; at least one day."""
    return in_hours(chance, start.date() + timedelta(days=chance.randint(max(least, 1), most)))


def minutes_after(chance: Random, start: datetime, least: int, most: int) -> datetime:
    """Return a moment between `least` and `most` minutes on."""
    return start + timedelta(minutes=chance.randint(least, most))


def day_between(chance: Random, first: date, last: date) -> date:
    """Return a day from `first` to `last`, both counting."""
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


def months_after(day: date, months: int) -> date:
    """Return the same day some months on, or that month's last; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_before(day: date, count: int) -> list[date]:
    """Return the first days of the last `count` months, the month of `day` last."""
    first = day.replace(day=1)
    return [months_after(first, back) for back in range(1 - count, 1)]
