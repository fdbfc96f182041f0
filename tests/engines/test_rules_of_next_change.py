"""SEMANTICS 6: until when what an outcome says stays, as each engine works it out.

The as-of moment is 9:00 on Sunday, 1 March 2026, unless an example says otherwise.
"""

from datetime import date, datetime, time
from typing import get_args

import pytest

from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.explain.horizons.dispatch import RULES
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan import nodes as n
from forecourt.core.plan.outcome import next_change
from forecourt.core.values.calendar import WorkingDays

LISBON = "Europe/Lisbon"
WEEK = WorkingDays(
    date(2026, 3, 1),
    date(2026, 3, 15),
    tuple(date(2026, 3, n) for n in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)),
)


def midnight(month, day, year=2026):
    return datetime(year, month, day)


TOMORROW = midnight(3, 2)


ENGINES = {
    "explain": lambda plan, functions: Horizons(plan, functions).of,
    "record": lambda plan, functions: compile_plan(plan, functions).horizons,
}


@pytest.fixture(params=ENGINES)
def horizons(make, request):
    """The horizons of statements for a file: (name, id) and the moment, None for never."""

    def run(*statements, data=None, parameters=(), zone="UTC", functions=None, **surroundings):
        plan = make.plan(*statements, parameters=parameters, zone=zone)
        return ENGINES[request.param](plan, functions)(make.facts(data, **surroundings))

    return run


@pytest.fixture
def until(horizons, make):
    """Until when an expression comes to the same; None for never."""

    def run(expr, data=None, **surroundings):
        (only,) = horizons(make.decision("answer", expr), data=data, **surroundings)
        return only.at

    return run


def test_every_node_has_a_rule():
    assert set(RULES) == set(get_args(n.Expr))


# 6.1 The next change -----------------------------------------------------------------------


def test_6_1_an_outcome_changes_next_at_the_least_horizon_of_its_statements(horizons, make):
    found = horizons(
        make.decision("old", make.compare(make.file.opened_on, "<", make.today)),
        make.emission("call", make.compare(make.file.closed_on, "<=", make.today)),
        make.emission("write", make.compare(make.file.closed_on, "<=", make.today)),
        make.decision("size", make.file.size),
        data=make.a_file(opened_on=date(2026, 3, 7), closed_on=date(2026, 3, 5)),
    )
    assert [(one.name, one.at) for one in found] == [
        ("old", midnight(3, 8)),
        ("call", midnight(3, 5)),
        ("write", midnight(3, 5)),
        ("size", None),
    ]
    change = next_change(found)
    assert change.at == midnight(3, 5)
    assert [(one.kind, one.name, one.model, one.id) for one in change.what] == [
        ("task", "call", "file", "F1"),
        ("task", "write", "file", "F1"),
    ]


def test_6_1_there_is_a_horizon_for_each_record_that_a_statement_is_for(horizons, make):
    gone = make.decision(
        "gone", make.compare(make.subject("item").gone_on, "<=", make.today), model="item"
    )
    items = (
        make.an_item("I2", gone_on=date(2026, 3, 3)),
        make.an_item("I1", gone_on=date(2026, 3, 4)),
    )
    found = horizons(gone, data=make.a_file(items=items))
    assert [(one.id, one.at) for one in found] == [("I1", midnight(3, 4)), ("I2", midnight(3, 3))]
    assert [one.id for one in next_change(found).what] == ["I2"]


def test_6_1_where_nothing_can_change_there_is_no_next_change(horizons, make):
    found = horizons(make.decision("size", make.file.size), make.emission("call", make.YES))
    assert next_change(found) is None


def test_6_1_the_end_of_the_calendar_is_no_change(until, make):
    assert until(make.compare(date(9998, 1, 1), "<", make.today)) is None
    assert until(make.compare(date(2000, 1, 1), "<", make.plus(make.today, make.days(7)))) is None


# 6.2 Values --------------------------------------------------------------------------------


def test_6_2_what_records_say_stays(until, make):
    assert until(make.file.opened_on, make.a_file(opened_on=date(2026, 3, 1))) is None
    assert until(make.file.opened_on) is None
    assert until(make.plus(make.file.opened_on, make.months(1))) is None
    assert until(make.ask(make.file.opened_on)) is None


def test_6_2_today_stays_until_midnight_and_now_for_a_second(until, make):
    assert until(make.today) == TOMORROW
    assert until(make.day_of(make.now)) == TOMORROW
    assert until(make.plus(make.today, make.working_days(2)), calendar=WEEK) == TOMORROW
    assert until(make.now) == datetime(2026, 3, 1, 9, 0, 1)
    assert until(make.at(time(18), make.today)) == TOMORROW


def test_6_2_a_day_moved_by_months_stays_while_it_is_moved_to_the_same_day(until, make):
    last_days = make.plus(make.today, make.months(1))
    assert until(last_days, now=datetime(2026, 1, 28, 9)) == midnight(2, 1)


def test_6_2_a_period_stays_until_the_next_one(until, make):
    def start(unit):
        return n.PeriodStart(unit, make.today, make.DAY)

    assert until(start("week")) == midnight(3, 2)
    assert until(start("month")) == midnight(4, 1)
    assert until(start("quarter")) == midnight(4, 1)
    assert until(start("year")) == midnight(1, 1, 2027)


def test_6_2_a_dated_parameter_stays_until_its_first_day_or_the_day_after_its_last(until, make):
    values = (
        make.dated(1, None, date(2026, 3, 3)),
        make.dated(2, date(2026, 3, 6), date(2026, 3, 9)),
    )
    table = make.table("limit", {(): values})
    days = [(1, 4), (4, 6), (6, 10)]
    for day, change in days:
        now = datetime(2026, 3, day, 9)
        assert until(make.parameter("limit"), parameters=[table], now=now) == midnight(3, change)
    later = datetime(2026, 3, 10)
    assert until(make.parameter("limit"), parameters=[table], now=later) is None


def test_6_2_only_the_values_at_its_keys_matter(until, make):
    values = {("high",): 1, ("low",): make.dated(2, date(2026, 3, 6))}
    table = make.table("limit", values, key_types=(make.LEVEL,))
    limit = make.parameter("limit", make.file.level)
    assert until(limit, make.a_file(level="high"), parameters=[table]) is None
    assert until(limit, make.a_file(level="low"), parameters=[table]) == midnight(3, 6)
    assert until(limit, parameters=[table]) is None


# 6.3 Comparisons with the clock ------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "turns"),
    [("<=", (3, 3)), (">", (3, 3)), ("<", (3, 4)), (">=", (3, 4)), ("=", (3, 3))],
)
def test_6_3_a_comparison_with_today_turns_on_one_day(until, make, relation, turns):
    ten = make.a_file(opened_on=date(2026, 3, 10))
    seven_on = make.plus(make.today, make.days(7))
    assert until(make.compare(make.file.opened_on, relation, seven_on), ten) == midnight(*turns)


@pytest.mark.parametrize("relation", ["<=", ">", "<", ">="])
def test_6_3_what_has_turned_stays(until, make, relation):
    long_ago = make.a_file(opened_on=date(2025, 3, 10))
    assert until(make.compare(make.file.opened_on, relation, make.today), long_ago) is None


def test_6_3_equal_turns_twice(until, make):
    third = make.compare(make.today, "=", date(2026, 3, 3))
    assert until(third) == midnight(3, 3)
    assert until(third, now=datetime(2026, 3, 3, 9)) == midnight(3, 4)
    assert until(third, now=datetime(2026, 3, 4, 9)) is None


def test_6_3_either_side_may_be_the_one_that_moves(until, make):
    assert until(make.compare(make.today, ">=", date(2026, 3, 3))) == midnight(3, 3)
    assert until(make.compare(date(2026, 3, 3), "<=", make.today)) == midnight(3, 3)


@pytest.mark.parametrize(
    ("day", "amount", "turns"),
    [
        (date(2026, 7, 15), 3, (4, 15)),
        (date(2026, 7, 31), 1, (7, 1)),  # 30 June is moved to 30 July, 1 July to 1 August
        (date(2028, 2, 29), 12, (3, 1, 2027)),  # 28 February 2027 is moved to 28 February 2028
        (date(2026, 4, 30), -1, (5, 30)),
        (date(2026, 3, 31), -1, (5, 1)),  # 30 April is moved to 30 March, 1 May to 1 April
    ],
)
def test_6_3_months_are_taken_back_exactly(until, make, day, amount, turns):
    moved = make.plus(make.today, make.months(amount))
    assert until(make.compare(day, "<=", moved)) == midnight(*turns)


@pytest.mark.parametrize(
    ("day", "amount", "today", "turns"),
    [
        (11, 3, 2, 6),  # from Friday three working days lead to Wednesday
        (8, 3, 2, 4),  # a Sunday is come to with the Monday after it
        (4, -2, 4, 6),  # from Friday two working days back lead to Wednesday
        (6, -1, 4, 7),  # from Saturday one working day back leads to Friday
        (11, 0, 2, 11),
    ],
)
def test_6_3_working_days_are_taken_back_by_the_calendar(until, make, day, amount, today, turns):
    moved = make.plus(make.today, make.working_days(amount))
    reached = make.compare(moved, ">=", date(2026, 3, day))
    assert until(reached, calendar=WEEK, now=datetime(2026, 3, today, 9)) == midnight(3, turns)


def test_6_3_no_longer_than_working_days_can_be_counted(until, make):
    three_on = make.plus(make.today, make.working_days(3))
    reached = make.compare(three_on, ">=", date(2026, 3, 2))
    assert until(reached, calendar=WEEK) == midnight(3, 11)  # the 10th leads to the last, the 13th
    back = make.compare(make.minus(make.today, make.working_days(1)), ">", date(2026, 5, 1))
    assert until(back, calendar=WEEK, now=datetime(2026, 3, 4)) == midnight(3, 16)


def test_6_3_without_a_calendar_nothing_is_waited_for(until, make):
    three_on = make.plus(make.today, make.working_days(3))
    assert until(make.compare(three_on, ">=", date(2026, 3, 2))) is None


@pytest.mark.parametrize(
    ("relation", "turns"),
    [("<=", (12, 30, 0)), ("<", (12, 30, 1)), (">", (12, 30, 0)), (">=", (12, 30, 1))],
)
def test_6_3_a_comparison_with_now_turns_at_one_second(until, make, relation, turns):
    noon = make.a_file(seen_at=datetime(2026, 3, 1, 12, 30))
    found = until(make.compare(make.file.seen_at, relation, make.now), noon)
    assert found == datetime(2026, 3, 1, *turns)


def test_6_3_now_may_be_moved(until, make):
    seen = make.a_file(seen_at=datetime(2026, 3, 1, 7))
    a_day_ago = make.minus(make.now, make.hours(24))
    assert until(make.compare(make.file.seen_at, "<", a_day_ago), seen) == (
        datetime(2026, 3, 2, 7, 0, 1)
    )
    tomorrow = make.day_of(make.plus(make.now, make.hours(6)))
    assert until(make.compare(tomorrow, ">", date(2026, 3, 1))) == datetime(2026, 3, 1, 18)


def test_6_3_a_moved_now_is_looked_at_again_where_the_clock_is_changed(until, make):
    saturday = datetime(2026, 3, 28, 9)
    in_a_day = make.plus(make.now, make.hours(24))
    reached = make.compare(in_a_day, ">=", datetime(2026, 4, 10))
    skipped = datetime(2026, 3, 28, 9 + 16) if False else datetime(2026, 3, 29, 1)
    assert until(reached, zone=LISBON, now=saturday) == skipped
    assert until(reached, zone=LISBON, now=datetime(2026, 3, 29, 9)) == datetime(2026, 4, 9)


def test_6_3_a_moment_moved_into_the_hour_that_is_skipped_goes_back_when_it_is_over(until, make):
    tomorrow = make.plus(make.now, make.days(1))
    reached = make.compare(tomorrow, ">=", datetime(2026, 3, 29, 2, 30))
    moments = [((0, 50), (1, 0)), ((1, 20), (1, 30)), ((1, 40), (2, 0)), ((2, 10), (2, 30))]
    for now, turns in moments:
        found = until(reached, zone=LISBON, now=datetime(2026, 3, 28, *now))
        assert found == datetime(2026, 3, 28, *turns)


def test_6_3_a_clock_that_shows_a_skipped_time_goes_back_when_it_is_over(until, make):
    in_an_hour = make.plus(make.now, make.hours(1))
    reached = make.compare(in_an_hour, ">=", datetime(2026, 3, 29, 3, 10))
    skipped, over = datetime(2026, 3, 29, 1, 20), datetime(2026, 3, 29, 2)
    assert until(reached, zone=LISBON, now=skipped) == over
    assert until(reached, zone=LISBON, now=over) == datetime(2026, 3, 29, 2, 10)


@pytest.mark.parametrize("family", ["months", "working_days"])
def test_6_3_a_moment_moved_by_months_or_working_days_may_go_back_at_midnight(until, make, family):
    """From Saturday, 31 January, too, it is 28 February or Monday; but earlier in the day."""
    weekdays = (date(2026, 1, 29), date(2026, 1, 30), date(2026, 2, 2))
    calendar = WorkingDays(date(2026, 1, 29), date(2026, 2, 3), weekdays)
    moved = make.plus(make.now, getattr(make, family)(1))
    day = date(2026, 2, 28) if family == "months" else date(2026, 2, 2)
    reached = make.compare(moved, ">=", datetime.combine(day, time(22)))
    found = until(reached, calendar=calendar, now=datetime(2026, 1, 30, 23))
    assert found == midnight(1, 31)


def test_6_3_by_how_much_is_moved_must_stay_too(until, make):
    length = make.days(0).type
    dates = (make.dated(7, None, date(2026, 3, 3)), make.dated(30, date(2026, 3, 4)))
    notice = make.parameter("notice", kind=length)
    table = make.table("notice", {(): dates}, kind=length)
    ahead = make.compare(make.plus(make.today, notice), ">=", date(2026, 5, 1))
    assert until(ahead, parameters=[table]) == midnight(3, 4)


def test_6_3_where_both_sides_move_until_one_of_them_does(until, make):
    assert until(make.compare(make.today, "<", make.plus(make.today, make.days(1)))) == TOMORROW


def test_6_3_the_other_side_must_stay_too(until, make):
    dates = (make.dated(1, None, date(2026, 3, 3)), make.dated(30, date(2026, 3, 4)))
    table = make.table("notice", {(): dates}, kind=make.days(0).type)
    notice = make.parameter("notice", kind=make.days(0).type)
    due = make.plus(make.file.opened_on, notice)
    reached = make.compare(due, "<=", make.today)
    near = make.a_file(opened_on=date(2026, 3, 1))
    far = make.a_file(opened_on=date(2026, 3, 20))
    assert until(reached, near, parameters=[table]) == midnight(3, 2)
    assert until(reached, far, parameters=[table]) == midnight(3, 4)


@pytest.mark.parametrize(
    ("unit", "start", "number", "turns"),
    [
        ("months", date(2025, 12, 31), 3, (3, 31)),
        ("months", date(2025, 12, 31), 6, (6, 30)),
        ("years", date(2024, 2, 29), 3, (3, 1, 2027)),
        ("weeks", date(2026, 2, 26), 2, (3, 12)),
        ("days", date(2026, 2, 26), 10, (3, 8)),
    ],
)
def test_6_3_so_many_full_units_since_a_day(until, make, unit, start, number, turns):
    enough = make.compare(make.full(unit, start, make.today), ">=", number)
    assert until(enough) == midnight(*turns)
    more = make.compare(make.full(unit, start, make.today), ">", number - 1)
    assert until(more) == midnight(*turns)


@pytest.mark.parametrize(
    ("unit", "end", "number", "turns"),
    [
        ("months", date(2026, 6, 30), 2, (4, 1)),  # 31 March, moved on by three, is 30 June
        ("months", date(2026, 8, 31), 2, (6, 1)),  # 31 May, moved on by three, is 31 August
        ("years", date(2029, 5, 31), 2, (6, 1)),
        ("years", date(2028, 2, 29), 0, (3, 1, 2027)),
        ("weeks", date(2026, 3, 29), 2, (3, 9)),
        ("days", date(2026, 3, 29), 10, (3, 19)),
    ],
)
def test_6_3_so_many_full_units_until_a_day(until, make, unit, end, number, turns):
    left = make.compare(make.full(unit, make.today, end), "<=", number)
    assert until(left) == midnight(*turns)


def test_6_3_full_hours_are_counted_by_the_clock(until, make):
    seen = make.a_file(seen_at=datetime(2026, 3, 1, 8, 20))
    since = make.full("hours", make.file.seen_at, make.now)
    assert until(since, seen) == datetime(2026, 3, 1, 9, 20)
    assert until(make.compare(since, ">=", 24), seen) == datetime(2026, 3, 2, 8, 20)
    meeting = make.full("hours", make.now, datetime(2026, 3, 2, 12))
    assert until(make.compare(meeting, "<", 24)) == datetime(2026, 3, 1, 12, 0, 1)


def test_6_3_full_hours_are_looked_at_again_where_the_clock_is_changed(until, make):
    saturday = datetime(2026, 3, 28, 9)
    since = make.full("hours", datetime(2026, 3, 28, 8), make.now)
    assert until(make.compare(since, ">=", 72), zone=LISBON, now=saturday) == (
        datetime(2026, 3, 29, 1)
    )
    left = make.full("hours", make.now, datetime(2026, 4, 4, 8))
    assert until(make.compare(left, "<", 24), zone=LISBON, now=saturday) == datetime(2026, 3, 29, 1)


def test_6_3_full_days_until_a_moment_are_looked_at_again_each_midnight(until, make):
    left = make.full("days", make.now, datetime(2026, 3, 12, 7))
    assert until(left) == TOMORROW
    assert until(left, now=datetime(2026, 3, 2, 6)) == datetime(2026, 3, 2, 7, 0, 1)
    sunday = make.full("days", make.now, datetime(2026, 3, 29, 12))
    before = datetime(2026, 3, 28, 0, 30)
    assert until(sunday, zone=LISBON, now=before) == datetime(2026, 3, 28, 1)


def test_6_3_within_turns_at_either_end(until, make):
    soon = make.within(make.file.opened_on, make.today, make.plus(make.today, make.days(7)))
    in_ten_days = make.a_file(opened_on=date(2026, 3, 11))
    assert until(soon, in_ten_days) == midnight(3, 4)
    assert until(soon, in_ten_days, now=datetime(2026, 3, 6)) == midnight(3, 12)
    assert until(soon, in_ten_days, now=datetime(2026, 3, 12)) is None


def test_6_3_among_turns_on_each_day(until, make):
    holidays = make.among(make.today, date(2026, 3, 5), make.nothing(make.DAY), date(2026, 3, 9))
    days = [(1, (3, 5)), (5, (3, 6)), (6, (3, 9)), (9, (3, 10))]
    for day, turns in days:
        assert until(holidays, now=datetime(2026, 3, day, 9)) == midnight(*turns)
    assert until(holidays, now=datetime(2026, 3, 10)) is None


def test_6_3_what_is_none_may_come_to_be(until, make, turning):
    later = make.case((turning.true(4), date(2026, 3, 9)))
    assert until(make.compare(later, ">=", make.today)) == midnight(3, 5)
    assert until(make.among(date(2026, 3, 9), later)) == midnight(3, 5)
    assert until(make.plus(later, make.days(1))) == midnight(3, 5)
    assert until(make.greatest(date(2026, 3, 8), later)) == midnight(3, 5)


def test_6_3_today_does_not_matter_beside_a_day_that_is_none_or_missing(until, make):
    assert until(make.compare(make.file.opened_on, "<=", make.today)) is None
    assert until(make.compare(make.file.closed_on, "<=", make.today)) is None
    assert until(make.among(make.today, make.file.opened_on)) is None


def test_6_3_a_count_may_decide_though_it_is_missing(until, make):
    gone = make.count(make.file.source("items", make.compare(make.item.gone_on, "<=", make.today)))
    good = make.count(make.file.source("items", make.true(make.item.good)))
    items = (make.an_item("I1", good=True), make.an_item("I2", gone_on=date(2026, 3, 3)))
    data = make.a_file(items=items)
    assert until(make.compare(good, ">=", 1), data) is None
    assert until(make.compare(good, ">", gone), data) == midnight(3, 3)
    months = make.full("months", date(2026, 2, 10), make.today)
    assert until(make.compare(good, ">=", months), data) == midnight(3, 10)


# 6.4 What is made of several ---------------------------------------------------------------


@pytest.fixture
def turning(make):
    """Conditions that turn true, or false, in so many days."""

    class Turning:
        @staticmethod
        def true(days):
            return make.compare(make.today, ">=", date(2026, 3, 1 + days))

        @staticmethod
        def false(days):
            return make.compare(make.today, "<", date(2026, 3, 1 + days))

        unknown = make.true(make.file.checked)

    return Turning


def test_6_4_and_stays_false_as_long_as_any_is_false(until, make, turning):
    assert until(make.and_(turning.true(3), turning.true(5), turning.false(1))) == midnight(3, 6)
    assert until(make.and_(turning.true(3), turning.unknown)) == midnight(3, 4)
    assert until(make.and_(turning.false(5), turning.false(3))) == midnight(3, 4)
    assert until(make.and_(turning.false(5), turning.unknown)) == midnight(3, 6)
    assert until(make.and_()) is None


def test_6_4_or_stays_true_as_long_as_any_is_true(until, make, turning):
    assert until(make.or_(turning.false(3), turning.false(5), turning.true(1))) == midnight(3, 6)
    assert until(make.or_(turning.false(3), turning.unknown)) == midnight(3, 4)
    assert until(make.or_(turning.true(5), turning.true(3))) == midnight(3, 4)
    assert until(make.or_(turning.true(5), turning.unknown)) == midnight(3, 6)
    assert until(make.or_()) is None


def test_6_4_at_least_stays_until_so_many_have_turned(until, make, turning):
    three_true = [turning.false(days) for days in (2, 4, 6)]
    assert until(make.at_least(1, *three_true)) == midnight(3, 7)
    assert until(make.at_least(2, *three_true)) == midnight(3, 5)
    assert until(make.at_least(3, *three_true)) == midnight(3, 3)
    three_false = [turning.true(days) for days in (2, 4, 6)]
    assert until(make.at_least(1, *three_false)) == midnight(3, 3)
    assert until(make.at_least(3, *three_false)) == midnight(3, 7)
    assert until(make.at_least(2, turning.false(4), turning.unknown)) == midnight(3, 5)
    assert until(make.at_least(0, *three_false)) is None


def test_6_4_not_and_holds_stay_as_what_is_in_them(until, make, turning):
    assert until(make.not_(turning.true(3))) == midnight(3, 4)
    assert until(make.holds(turning.true(3))) == midnight(3, 4)


def test_6_4_is_known_asks_only_whether_it_stays_known(until, make):
    assert until(make.known(make.plus(make.today, make.days(3)))) is None
    assert until(make.there_is(make.full("years", date(2020, 1, 1), make.today))) is None
    moved = make.plus(make.today, make.working_days(1))
    assert until(make.known(moved), calendar=WEEK) == midnight(3, 13)
    table = make.table("limit", {(): make.dated(1, None, date(2026, 3, 4))})
    assert until(make.known(make.parameter("limit")), parameters=[table]) == midnight(3, 5)


def test_6_4_quantifiers_are_or_and_and_over_the_elements(until, make):
    items = tuple(
        make.an_item(f"I{day}", gone_on=date(2026, 3, day), good=day > 3) for day in (3, 6, 9)
    )
    data = make.a_file(items=items)
    gone = make.compare(make.item.gone_on, "<=", make.today)
    assert until(make.any_(make.file.source("items", gone)), data) == midnight(3, 3)
    assert until(make.every(make.file.source("items"), gone), data) == midnight(3, 9)
    good = make.file.source("items", make.true(make.item.good))
    assert until(make.every(good, make.not_(gone)), data) == midnight(3, 6)
    assert until(make.any_(make.file.source("items")), data) is None


def test_6_4_other_aggregates_stay_while_each_element_does(until, make):
    items = (
        make.an_item("I1", gone_on=date(2026, 3, 3), amount=1),
        make.an_item("I2", gone_on=date(2026, 2, 3), amount=2),
    )
    data = make.a_file(items=items)
    gone = make.compare(make.item.gone_on, "<=", make.today)
    for made in (
        make.count(make.file.source("items", gone)),
        make.sum_(make.file.source("items", gone), make.item.amount),
        make.average(make.file.source("items", gone), make.item.amount),
        make.largest(make.file.source("items", gone), make.item.amount),
        make.latest(make.file.source("items", gone)),
    ):
        assert until(made, data) == midnight(3, 3)


def test_6_4_the_list_must_stay_that_of_the_same_record(until, make):
    """The notes of the item that has gone last: from the 3rd on those of the second one."""
    items = (
        make.an_item("I1", made_on=date(2026, 1, 1), gone_on=date(2026, 2, 1)),
        make.an_item("I2", made_on=date(2026, 1, 2), gone_on=date(2026, 3, 3)),
    )
    gone = make.compare(make.item.gone_on, "<=", make.today)
    notes = make.latest(make.file.source("items", gone)).source("notes", variable=1)
    lines = make.element("note", 1).lines
    for made in (
        make.any_(notes),
        make.every(notes, make.known(lines)),
        make.count(notes),
        make.sum_(notes, lines),
        make.largest(notes, lines),
    ):
        assert until(made, make.a_file(items=items)) == midnight(3, 3)


def test_6_4_values_matter_for_elements_that_count(until, make):
    items = (
        make.an_item("I1", gone_on=date(2026, 1, 15), good=True),
        make.an_item("I2", gone_on=date(2026, 1, 3), good=False),
        make.an_item("I3", gone_on=date(2026, 1, 10)),
    )
    data = make.a_file(items=items)
    age = make.full("months", make.item.gone_on, make.today)
    good = make.file.source("items", make.true(make.item.good))
    assert until(make.sum_(good, age), data) == midnight(3, 15)
    assert until(make.largest(good, age), data) == midnight(3, 10)


def test_6_4_else_stays_as_the_first_where_that_is_known(until, make):
    fallback = make.else_(make.file.opened_on, make.today)
    assert until(fallback, make.a_file(opened_on=date(2026, 1, 1))) is None
    assert until(fallback) == TOMORROW


def test_6_4_the_later_one_stays_until_another_becomes_later(until, make):
    later = make.greatest(make.file.opened_on, make.today)
    assert until(later, make.a_file(opened_on=date(2026, 3, 9))) == midnight(3, 10)
    assert until(later, make.a_file(opened_on=date(2026, 2, 9))) == TOMORROW
    earlier = make.least(make.today, make.file.closed_on)
    assert until(earlier, make.a_file(closed_on=date(2026, 2, 9))) is None


def test_6_4_a_case_stays_while_the_rows_do_up_to_the_one_that_holds(until, make, turning):
    assert until(make.case((turning.true(5), 1), (turning.false(3), 2), (turning.true(1), 3))) == (
        midnight(3, 4)
    )
    assert until(make.case((turning.unknown, make.file.opened_on), (make.YES, make.today))) == (
        TOMORROW
    )
    assert until(make.case((turning.true(5), 1), otherwise=2)) == midnight(3, 6)


# 6.5 Statements ----------------------------------------------------------------------------


def test_6_5_rows_below_the_one_taken_do_not_count(horizons, make, turning):
    (found,) = horizons(
        make.decision("first", (1, turning.true(5)), (2, turning.false(7)), (3, turning.true(2)))
    )
    assert found.at == midnight(3, 6)
    (found,) = horizons(
        make.decision(
            "first", (1, turning.true(5)), fallback=make.full("days", make.today, TOMORROW.date())
        )
    )
    assert found.at == TOMORROW


@pytest.mark.parametrize("hit", ["all", "sum", "unique"])
def test_6_5_all_rows_count_where_all_are_looked_at(horizons, make, turning, hit):
    (found,) = horizons(
        make.decision("all", (1, turning.false(7)), (2, turning.true(5)), hit=hit, kind=make.WHOLE)
    )
    assert found.at == midnight(3, 6)


def test_6_5_a_second_row_that_will_hold_is_a_violation_to_come(horizons, make, turning):
    (found,) = horizons(
        make.define("only", (1, turning.false(7)), (2, turning.true(5)), hit="unique")
    )
    assert (found.kind, found.name, found.at) == ("violation", "only", midnight(3, 6))


def test_6_5_a_definition_counts_where_it_is_read(horizons, make, turning):
    aged = make.define("aged", (2, turning.true(5)), 1)
    assert horizons(aged) == ()
    (found,) = horizons(aged, make.decision("shown", make.file.ref("aged", make.WHOLE)))
    assert (found.name, found.at) == ("shown", midnight(3, 6))


def test_6_5_certainty_may_change_before_the_value_does(horizons, make, turning):
    """From the 4th on nobody needs to know whether it was checked."""
    state = make.decision("state", (1, make.and_(turning.false(3), turning.unknown)), 2)
    read = make.decision("read", make.file.ref("state", make.WHOLE))
    assert [(one.name, one.at) for one in horizons(state, read)] == [
        ("state", midnight(3, 4)),
        ("read", midnight(3, 4)),
    ]


def test_6_5_a_decision_that_only_asks_whether_another_is_known_blames_it_too(
    horizons, make, turning
):
    state = make.decision("state", (1, make.and_(turning.false(3), turning.unknown)), 2)
    asked = make.decision("asked", make.known(make.file.ref("state", make.WHOLE)))
    assert [one.at for one in horizons(state, asked)] == [midnight(3, 4), midnight(3, 4)]


def test_6_5_so_does_doubt_in_rows_that_are_never_reached(horizons, make, turning):
    """The first row holds if the state is known; the last row's doubt is blamed all the same."""

    def doubtful(name, days):
        return make.decision(name, (1, make.and_(turning.false(days), turning.unknown)), 2)

    rows = (
        (1, make.known(make.file.ref("state", make.WHOLE))),
        (2, make.YES),
        (3, make.known(make.file.ref("other", make.WHOLE))),
    )
    found = horizons(doubtful("state", 9), doubtful("other", 3), make.decision("asked", *rows))
    assert [(one.name, one.at) for one in found] == [
        ("state", midnight(3, 10)),
        ("other", midnight(3, 4)),
        ("asked", midnight(3, 4)),
    ]


def test_6_5_and_of_whom_such_a_row_reads(horizons, make, turning):
    """Until the 3rd the last item to go is one that is known to be good."""
    items = (
        make.an_item("I1", made_on=date(2026, 1, 1), gone_on=date(2026, 2, 1), good=True),
        make.an_item("I2", made_on=date(2026, 1, 2), gone_on=date(2026, 3, 3)),
    )
    fine = make.define("fine", (1, make.true(make.subject("item").good)), 2, model="item")
    last = make.latest(make.file.source("items", make.compare(make.item.gone_on, "<=", make.today)))
    state = make.define("state", (1, turning.unknown), 2)
    rows = (
        (1, make.known(make.file.ref("state", make.WHOLE))),
        (2, make.YES),
        (3, make.known(last.ref("fine", make.WHOLE))),
    )
    asked = make.decision("asked", *rows)
    (found,) = horizons(fine, state, asked, data=make.a_file(items=items))
    assert found.at == midnight(3, 3)


def test_6_5_the_value_counts_though_it_is_not_certain(horizons, make, turning):
    """The certainty pass takes the other row, in which nothing moves."""
    state = make.define("state", (1, turning.unknown), 2)
    moving = make.case((turning.true(5), 1), otherwise=2)
    row = (moving, make.compare(make.file.ref("state", make.WHOLE), "=", 2))
    (found,) = horizons(state, make.decision("read", row, 3))
    assert found.at == midnight(3, 6)


def test_6_5_a_decision_must_be_read_of_the_same_record(horizons, make):
    items = (
        make.an_item("I1", made_on=date(2026, 1, 1), gone_on=date(2026, 2, 1)),
        make.an_item("I2", made_on=date(2026, 1, 2), gone_on=date(2026, 3, 3)),
    )
    amount = make.define("amount", make.subject("item").amount, model="item")
    last = make.latest(make.file.source("items", make.compare(make.item.gone_on, "<=", make.today)))
    read = make.decision("read", last.ref("amount", make.WHOLE))
    (found,) = horizons(amount, read, data=make.a_file(items=items))
    assert found.at == midnight(3, 3)


def test_6_5_an_emission_that_is_not_made_stays_as_its_condition(horizons, make, turning):
    fields = {"day": make.today}
    (found,) = horizons(make.emission("call", turning.true(5), fields=fields))
    assert found.at == midnight(3, 6)
    (found,) = horizons(make.emission("call", turning.unknown, fields=fields))
    assert found.at is None


def test_6_5_one_that_is_made_says_fields_and_asks(horizons, make, turning):
    closing = make.compare(make.file.closed_on, "<", make.today)
    data = make.a_file(closed_on=date(2026, 3, 3))
    (found,) = horizons(make.emission("call", fields={"late": closing}), data=data)
    assert found.at == midnight(3, 4)
    (found,) = horizons(make.emission("call", asks=(turning.true(5),)))
    assert found.at == midnight(3, 6)
    started = make.case((turning.true(2), "again"), otherwise="first")
    (found,) = horizons(make.emission("call", occurrence=started))
    assert found.at == midnight(3, 3)


class TestSeries:
    """An occurrence each ten days from 10 February: on the 20th, on 2 and 12 March, ..."""

    @pytest.fixture
    def found(self, horizons, make):
        def run(closing, now=make.NOW, fields=(), **rest):
            def nth(number):
                step = make.arithmetic("*", make.days(10), number)
                return make.plus(date(2026, 2, 10), step)

            closes = make.plus(nth(make.ordinal()), make.days(closing))
            series = make.series(opens=nth(make.ordinal()), closes=closes, **rest)
            (only,) = horizons(make.emission("call", per=series, fields=fields), now=now)
            return only.at

        return run

    def test_6_5_the_next_one_opens(self, found):
        assert found(closing=3) == midnight(3, 2)
        assert found(closing=3, now=datetime(2026, 3, 2)) == midnight(3, 12)

    def test_6_5_the_first_one_opens_though_it_is_there_already(self, found):
        """When it has opened the next one is waited for, so this is early."""
        assert found(closing=3, now=datetime(2026, 2, 1)) == midnight(2, 20)

    def test_6_5_after_the_last_one_nothing_opens(self, found):
        assert found(closing=3, last=1) is None

    def test_6_5_an_earlier_one_that_is_kept_closes(self, found):
        assert found(closing=12, now=datetime(2026, 3, 2)) == midnight(3, 5)

    def test_6_5_what_is_closed_does_not_matter(self, found, make, turning):
        assert found(closing=3, last=2, done=turning.true(9), now=datetime(2026, 3, 3)) is None

    def test_6_5_one_that_is_kept_may_be_done_or_left_out(self, found, turning):
        now = datetime(2026, 3, 2)
        assert found(closing=30, now=now, done=turning.true(3)) == midnight(3, 4)
        assert found(closing=30, now=now, left_out=turning.true(4)) == midnight(3, 5)
        assert found(closing=3, last=1, left_out=turning.true(4)) == midnight(3, 5)

    def test_6_5_the_last_one_may_come_to_be_another(self, found, make, turning):
        last = make.case((turning.true(3), 3), otherwise=1)
        assert found(closing=3, last=last, now=datetime(2026, 3, 2)) == midnight(3, 4)

    def test_6_5_what_is_said_of_each(self, found, make):
        fields = {"age": make.full("weeks", date(2026, 2, 11), make.today)}
        assert found(closing=3, now=datetime(2026, 3, 3), fields=fields) == midnight(3, 4)

    def test_6_5_what_has_opened_may_be_put_off(self, horizons, make):
        length = make.days(0).type
        dates = (make.dated(0, None, date(2026, 3, 3)), make.dated(30, date(2026, 3, 4)))
        table = make.table("delay", {(): dates}, kind=length)
        nth = make.plus(date(2026, 2, 20), make.parameter("delay", kind=length))
        series = make.series(opens=nth, closes=nth, last=1)
        (only,) = horizons(make.emission("call", per=series), parameters=[table])
        assert only.at == midnight(3, 4)

    def test_6_5_one_each_day_for_a_lifetime(self, horizons, make):
        nth = make.plus(date(1966, 1, 1), make.arithmetic("*", make.days(1), make.ordinal()))
        series = make.series(opens=nth, closes=nth)
        (only,) = horizons(make.emission("call", per=series))
        assert only.at == TOMORROW

    def test_6_5_without_an_anchor_there_is_nothing_to_wait_for(self, horizons, make):
        nth = make.plus(make.file.opened_on, make.arithmetic("*", make.days(1), make.ordinal()))
        series = make.series(opens=nth, closes=nth)
        (only,) = horizons(make.emission("call", per=series))
        assert only.at is None


# 6.6 Plugins' functions --------------------------------------------------------------------


def test_6_6_a_function_stays_while_its_arguments_do(until, make):
    functions = {"twice": lambda number: 2 * number}
    days = make.full("months", date(2026, 1, 10), make.today)
    assert until(make.call("twice", 4), functions=functions) is None
    assert until(make.call("twice", days), functions=functions) == midnight(3, 10)


def test_6_6_the_stable_sample_and_joined_texts_stay(until, make):
    text = n.Join((make.expr("a"), make.file.title), make.TEXT)
    assert until(text, make.a_file(title="b")) is None
    sampled = n.Sampled("tenth", make.expr("a"), n.Const(100_000, make.PERCENT), make.YES_NO)
    assert until(sampled) is None
