"""The first day of a week, month, quarter or year, on every engine."""

from datetime import date

import pytest

from forecourt.core.engines.explain.describe import describe
from forecourt.core.plan import nodes as n


@pytest.mark.parametrize(
    ("unit", "day", "first"),
    [
        ("week", date(2026, 3, 1), date(2026, 2, 23)),
        ("week", date(2026, 3, 2), date(2026, 3, 2)),
        ("week", date(2026, 1, 1), date(2025, 12, 29)),
        ("week", date(1, 1, 7), date(1, 1, 1)),
        ("month", date(2024, 2, 29), date(2024, 2, 1)),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1)),
        ("quarter", date(2026, 4, 1), date(2026, 4, 1)),
        ("quarter", date(9999, 12, 31), date(9999, 10, 1)),
        ("year", date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_period_starts_on_its_first_day(answer, make, unit, day, first):
    start = n.PeriodStart(unit, make.file.opened_on, make.DAY)
    assert answer(start, make.a_file(opened_on=day)) == make.sure(first)


def test_it_follows_the_moment_as_of(answer, make):
    start = n.PeriodStart("month", make.today, make.DAY)
    assert answer(start) == make.sure(make.NOW.date().replace(day=1))


def test_it_is_strict(answer, make):
    none = n.PeriodStart("month", make.file.closed_on, make.DAY)
    assert answer(none) == make.sure(None)
    missing = n.PeriodStart("month", make.file.opened_on, make.DAY)
    assert answer(missing) == make.unsure("file:F1.opened_on")


def test_it_reads_as_what_it_is(make):
    plan = make.plan(make.decision("answer", 1))
    of_today = n.PeriodStart("week", make.today, make.DAY)
    of_field = n.PeriodStart("week", make.file.opened_on, make.DAY)
    assert describe(of_today, plan) == "start of this week"
    assert describe(of_field, plan) == "start of the week of opened_on"
