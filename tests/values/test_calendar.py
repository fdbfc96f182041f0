from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.values.calendar import WorkingDays

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 15)  # a Monday, and the Sunday after next
OPEN = tuple(date(2026, 3, n) for n in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13))
CALENDAR = WorkingDays(FIRST, LAST, OPEN)


def march(day):
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("day", "count", "moved"),
    [
        (march(5), 1, march(6)),
        (march(6), 1, march(9)),
        (march(7), 1, march(9)),
        (march(8), 2, march(10)),
        (march(6), 0, march(6)),
        (march(7), 0, march(7)),
        (march(9), -1, march(6)),
        (march(8), -1, march(6)),
        (march(7), -5, march(2)),
        (march(2), 9, march(13)),
    ],
)
def test_5_6_working_days_on(day, count, moved):
    assert CALENDAR.shift(day, count) == moved


@pytest.mark.parametrize(
    ("day", "count"),
    [(march(13), 1), (march(2), -1), (march(2), 10), (march(1), 1), (march(16), -1)],
)
def test_5_6_outside_the_table_there_is_no_answer(day, count):
    assert CALENDAR.shift(day, count) is None


def test_a_day_is_open_closed_or_unknown():
    assert CALENDAR.is_open(march(6)) is True
    assert CALENDAR.is_open(march(7)) is False
    assert CALENDAR.is_open(march(15)) is False
    assert CALENDAR.is_open(march(16)) is None


days = st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(n))


@given(st.frozensets(days), days, st.integers(-30, 30))
def test_the_nth_working_day_has_as_many_open_days_up_to_it(open_days, day, count):
    calendar = WorkingDays(date(2026, 1, 1), date(2026, 3, 2), tuple(sorted(open_days)))
    moved = calendar.shift(day, count)
    if moved is None or count == 0:
        return
    between = [d for d in open_days if day < d <= moved or moved <= d < day]
    assert moved in open_days
    assert len(between) == abs(count)
