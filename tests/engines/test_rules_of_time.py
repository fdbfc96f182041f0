"""SEMANTICS 5: days, moments and the store's clock, on every engine."""

from datetime import date, datetime, time

import pytest

from forecourt.core.values.calendar import WorkingDays

LISBON = "Europe/Lisbon"
SPRING = datetime(2026, 3, 29, 0, 30)  # half an hour later the clock is put from 1:00 to 2:00
AUTUMN = datetime(2026, 10, 25, 0, 30)  # an hour and a half later it is put back from 2:00 to 1:00
WEEK = WorkingDays(
    date(2026, 3, 2),
    date(2026, 3, 15),
    tuple(date(2026, 3, n) for n in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)),
)


def test_5_1_now_is_the_moment_as_of_and_today_its_date(answer, make):
    assert answer(make.now) == make.sure(make.NOW)
    assert answer(make.today) == make.sure(make.NOW.date())


def test_5_2_days_and_months_keep_the_time_of_day(answer, make):
    moment = datetime(2026, 1, 31, 10, 15)
    assert answer(make.plus(moment, make.days(1))) == make.sure(datetime(2026, 2, 1, 10, 15))
    assert answer(make.plus(moment, make.months(1))) == make.sure(datetime(2026, 2, 28, 10, 15))
    assert answer(make.minus(moment, make.days(31))) == make.sure(datetime(2025, 12, 31, 10, 15))


def test_5_2_working_days_keep_the_time_of_day(answer, make):
    friday = datetime(2026, 3, 6, 10, 15)
    assert answer(make.plus(friday, make.working_days(1)), calendar=WEEK) == (
        make.sure(datetime(2026, 3, 9, 10, 15))
    )


def test_5_2_hours_are_elapsed_time(answer, make):
    hour = make.hours(1)
    assert answer(make.plus(SPRING, hour), zone=LISBON) == make.sure(datetime(2026, 3, 29, 2, 30))
    assert answer(make.plus(AUTUMN, hour), zone=LISBON) == make.sure(datetime(2026, 10, 25, 1, 30))
    two_hours = make.plus(AUTUMN, make.hours(2))
    assert answer(two_hours, zone=LISBON) == make.sure(datetime(2026, 10, 25, 1, 30))
    back = make.minus(datetime(2026, 3, 29, 2, 30), hour)
    assert answer(back, zone=LISBON) == make.sure(SPRING)


def test_5_2_a_skipped_time_moves_on_by_the_gap(answer, make):
    day_before = datetime(2026, 3, 28, 1, 30)
    moved = make.sure(datetime(2026, 3, 29, 2, 30))
    assert answer(make.plus(day_before, make.days(1)), zone=LISBON) == moved
    assert answer(make.at(time(1, 30), date(2026, 3, 29)), zone=LISBON) == moved
    two_months_before = make.plus(datetime(2026, 1, 29, 1, 30), make.months(2))
    assert answer(two_months_before, zone=LISBON) == moved
    sunday = WorkingDays(date(2026, 3, 28), date(2026, 3, 29), (date(2026, 3, 29),))
    worked = make.plus(day_before, make.working_days(1))
    assert answer(worked, zone=LISBON, calendar=sunday) == moved


def test_5_2_a_time_that_exists_twice_is_the_first(answer, make):
    twice = datetime(2026, 10, 25, 1, 30)
    assert answer(make.plus(twice, make.hours(1)), zone=LISBON) == make.sure(twice)
    assert answer(make.plus(twice, make.hours(2)), zone=LISBON) == (
        make.sure(datetime(2026, 10, 25, 2, 30))
    )


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 10), -1, date(2025, 12, 10)),
    ],
)
def test_5_3_months_on_is_the_same_day_or_the_months_last(answer, make, start, count, end):
    amount = make.months(abs(count))
    moved = make.plus(start, amount) if count > 0 else make.minus(start, amount)
    assert answer(moved) == make.sure(end)


def test_5_3_months_one_after_the_other_are_not_months_at_once(answer, make):
    twice = make.plus(make.plus(date(2026, 1, 31), make.months(1)), make.months(1))
    assert answer(twice) == make.sure(date(2026, 3, 28))


@pytest.mark.parametrize(
    ("unit", "start", "end", "count"),
    [
        ("months", date(2026, 1, 31), date(2026, 2, 27), 0),
        ("months", date(2026, 1, 31), date(2026, 2, 28), 1),
        ("months", date(2026, 1, 31), date(2026, 3, 30), 1),
        ("months", date(2026, 1, 31), date(2026, 3, 31), 2),
        ("months", date(2026, 3, 1), date(2026, 2, 28), -1),
        ("months", date(2026, 3, 1), date(2026, 1, 31), -2),
        ("months", date(2024, 2, 29), date(2025, 2, 28), 12),
        ("years", date(2024, 2, 29), date(2025, 2, 28), 0),
        ("years", date(2024, 2, 29), date(2025, 3, 1), 1),
        ("years", date(2024, 2, 29), date(2028, 2, 28), 3),
        ("years", date(2024, 2, 29), date(2028, 2, 29), 4),
        ("years", date(2025, 3, 1), date(2026, 2, 28), 0),
        ("years", date(2025, 3, 1), date(2024, 2, 29), -2),
        ("weeks", date(2026, 3, 1), date(2026, 3, 14), 1),
        ("weeks", date(2026, 3, 1), date(2026, 3, 15), 2),
        ("weeks", date(2026, 3, 1), date(2026, 2, 28), -1),
        ("days", date(2026, 2, 28), date(2026, 3, 1), 1),
        ("days", date(2026, 3, 1), date(2026, 3, 1), 0),
    ],
)
def test_5_4_full_units_are_those_completed(answer, make, unit, start, end, count):
    assert answer(make.full(unit, start, end)) == make.sure(count)


@pytest.mark.parametrize(
    ("unit", "start", "end", "count"),
    [
        ("days", datetime(2026, 3, 1, 10), datetime(2026, 3, 2, 9, 59), 0),
        ("days", datetime(2026, 3, 1, 10), datetime(2026, 3, 2, 10), 1),
        ("months", datetime(2026, 1, 31, 10), datetime(2026, 2, 28, 9), 0),
        ("hours", datetime(2026, 3, 1, 10), datetime(2026, 3, 1, 11, 59), 1),
        ("hours", datetime(2026, 3, 1, 10), datetime(2026, 3, 1, 9, 59), -1),
        ("minutes", datetime(2026, 3, 1, 10), datetime(2026, 3, 1, 10, 1), 1),
        ("hours", SPRING, datetime(2026, 3, 29, 2, 30), 1),
        ("hours", AUTUMN, datetime(2026, 10, 25, 2, 30), 3),
        ("days", datetime(2026, 3, 28, 1, 30), datetime(2026, 3, 29, 2, 29), 0),
        ("days", datetime(2026, 3, 28, 1, 30), datetime(2026, 3, 29, 2, 30), 1),
    ],
)
def test_5_4_full_units_between_moments(answer, make, unit, start, end, count):
    assert answer(make.full(unit, start, end), zone=LISBON) == make.sure(count)


def test_5_4_a_date_meets_a_moment_as_its_midnight(answer, make):
    assert answer(make.full("hours", date(2026, 3, 1), datetime(2026, 3, 1, 5, 30))) == make.sure(5)
    assert answer(make.full("days", datetime(2026, 3, 1, 1), date(2026, 3, 2))) == make.sure(0)
    assert answer(make.day_of(datetime(2026, 3, 1, 23, 59))) == make.sure(date(2026, 3, 1))


def test_5_5_within_three_months_counts_the_day_itself(answer, make):
    within = make.compare(make.today, "<=", make.plus(make.file.opened_on, make.months(3)))
    data = make.a_file(opened_on=date(2025, 11, 30))
    last, after = datetime(2026, 2, 28, 23, 59), datetime(2026, 3, 1)
    assert answer(within, data, now=last) == make.sure(True)
    assert answer(within, data, now=after) == make.sure(False)
    assert answer(within) == make.unsure("file:F1.opened_on")


def test_5_6_working_days_are_counted_by_the_calendar(answer, make):
    friday, sunday = date(2026, 3, 6), date(2026, 3, 8)
    plus, minus, days = make.plus, make.minus, make.working_days
    assert answer(plus(friday, days(1)), calendar=WEEK) == make.sure(date(2026, 3, 9))
    assert answer(plus(sunday, days(1)), calendar=WEEK) == make.sure(date(2026, 3, 9))
    assert answer(plus(sunday, days(0)), calendar=WEEK) == make.sure(sunday)
    assert answer(minus(sunday, days(2)), calendar=WEEK) == make.sure(date(2026, 3, 5))


def test_5_6_outside_the_calendar_it_is_missing(answer, make):
    far = make.plus(date(2026, 3, 6), make.working_days(30))
    assert answer(far, calendar=WEEK) == make.unsure("working days")
    assert answer(far) == make.unsure("working days")


def test_beyond_the_years_there_are_a_day_is_missing_with_nothing_to_ask_for(answer, make):
    end = date(9999, 12, 31)
    assert answer(make.plus(end, make.days(1))) == make.unsure()
    assert answer(make.plus(end, make.months(1))) == make.unsure()
    assert (
        answer(make.plus(datetime(9999, 12, 31, 23), make.hours(1)), zone=LISBON) == make.unsure()
    )
    assert answer(make.minus(date(1, 1, 1), make.days(1))) == make.unsure()
    assert answer(make.full("years", date(1, 1, 1), end)) == make.sure(9998)


def test_moving_none_or_a_missing_day(answer, make):
    assert answer(make.plus(make.file.closed_on, make.days(1))) == make.NONE
    assert answer(make.plus(make.file.opened_on, make.days(1))) == make.unsure("file:F1.opened_on")
    assert answer(make.at(make.file.hour, make.today)) == make.unsure("file:F1.hour")
    assert answer(make.day_of(make.file.sent_at)) == make.NONE
