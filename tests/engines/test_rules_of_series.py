"""The series of the plan: which occurrences there are, on every engine."""

from datetime import date, datetime, timedelta

import pytest

from forecourt.core.values.calendar import WorkingDays

# Series: every month from the day the file was opened, open for ten days, done by an item's mark


@pytest.fixture
def monthly(make):
    opens = make.n.Shift(make.file.opened_on, _months(make), True, make.DAY)
    done_of = make.compare(make.item.amount, "=", make.ordinal(5))

    def build(last=None, first=1, closes_after=10):
        made = make.n.Series(
            5,
            make.expr(first),
            None if last is None else make.expr(last),
            opens,
            make.plus(opens, make.days(closes_after)),
            make.any_(make.file.source("items", where=done_of)),
        )
        return make.emission(
            "e", per=made, occurrence=make.ordinal(5), fields={"opens": opens}, blamed=("opens",)
        )

    return build


def _months(make):
    """As many months as the ordinal says."""
    month = make.months(1)
    return make.arithmetic("*", make.ordinal(5), month, month.type)


def occurrences(result):
    return [occurrence for occurrence, _ in result[0]]


def opened(day, **values):
    return {"opened_on": day, **values}


def test_series_gives_the_latest_occurrence_that_has_opened(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31))
    after_first = emitted(monthly(), data, now=datetime(2026, 2, 28, 9))
    assert after_first == ([("1", (date(2026, 2, 28),))], [])
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 30, 9))) == ["1"]
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 31))) == ["2"]


def test_series_counts_from_the_anchor_and_never_adds_up(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31))
    (second,), _ = emitted(monthly(), data, now=datetime(2026, 4, 1, 9))
    assert second == ("2", (date(2026, 3, 31),))


def test_series_gives_the_first_occurrence_before_any_has_opened(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 2, 20))
    assert emitted(monthly(), data) == ([("1", (date(2026, 3, 20),))], [])
    assert occurrences(emitted(monthly(first=3), data)) == ["3"]


def test_series_keeps_earlier_occurrences_that_are_open_and_not_done(emitted, make, monthly):
    emission = monthly(closes_after=45)
    data = make.a_file(opened_on=date(2025, 10, 1))
    now = datetime(2026, 1, 16, 9)  # the second was open from 1 December to 15 January
    assert occurrences(emitted(emission, data, now=now)) == ["3"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 1, 15, 9))) == ["2", "3"]
    done = make.a_file(opened_on=date(2025, 10, 1), items=(make.an_item("I1", amount=2),))
    assert occurrences(emitted(emission, done, now=datetime(2026, 1, 15, 9))) == ["3"]


def test_series_gives_the_latest_even_if_it_is_done(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31), items=(make.an_item("I1", amount=1),))
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 1))) == ["1"]


def test_series_takes_unknown_whether_done_as_not_done(emitted, make, monthly):
    data = make.a_file(opened_on=date(2025, 10, 1), items=(make.an_item("I1"),))
    result = emitted(monthly(closes_after=45), data, now=datetime(2026, 1, 15, 9))
    assert (occurrences(result), result[1]) == (["2", "3"], [])


def test_series_ends_with_its_last_ordinal(emitted, make, monthly):
    data = make.a_file(opened_on=date(2020, 1, 31))
    assert occurrences(emitted(monthly(last=4), data)) == ["4"]
    assert occurrences(emitted(monthly(last=0), data)) == []


def test_series_without_anchor_emits_nothing(emitted, make):
    series = make.series(opens=make.file.closed_on, closes=make.file.closed_on)
    assert emitted(make.emission("e", per=series)) == ([], [])


def test_series_of_a_missing_anchor_emits_nothing_and_blames(emitted, make, monthly):
    assert emitted(monthly()) == ([], ["file:F1.opened_on"])


def test_series_is_not_looked_at_unless_the_condition_holds(emitted, make):
    series = make.series(opens=make.file.opened_on, closes=make.file.opened_on)
    assert emitted(make.emission("e", make.NO, per=series)) == ([], [])


def test_series_of_missing_bounds_emits_nothing_and_blames(emitted, make):
    for bounds in ({"first": make.file.pages}, {"last": make.file.pages}):
        series = make.series(opens=date(2026, 1, 1), closes=date(2026, 1, 1), **bounds)
        assert emitted(make.emission("e", per=series)) == ([], ["file:F1.pages"])
    series = make.series(opens=date(2026, 1, 1), closes=date(2026, 1, 1), first=make.file.lost)
    assert emitted(make.emission("e", per=series)) == ([], [])


def test_series_of_moments_opens_and_closes_to_the_second(emitted, make):
    hour = make.hours(1)
    opens = make.n.Shift(
        make.file.seen_at, make.arithmetic("*", make.ordinal(), hour, hour.type), True, make.MOMENT
    )
    series = make.series(opens=opens, closes=make.plus(opens, hour))
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    data = make.a_file(seen_at=datetime(2026, 3, 1, 6))
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 8, 59, 59))) == ["2"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 9))) == ["2", "3"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 9, 0, 1))) == ["3"]


def test_series_keeps_no_earlier_occurrence_that_never_closes_or_may_have(emitted, make):
    opens = date(2026, 1, 1)
    never = make.series(opens=opens, closes=make.file.closed_on, last=3)
    emission = make.emission("e", per=never, occurrence=make.ordinal())
    assert emitted(emission) == ([("3", ())], [])
    perhaps = make.series(opens=opens, closes=make.file.opened_on, last=3)
    emission = make.emission("e", per=perhaps, occurrence=make.ordinal())
    assert emitted(emission) == ([("3", ())], ["file:F1.opened_on"])


def test_series_of_a_missing_end_blames_though_the_earlier_ones_are_done(emitted, make):
    done = make.compare(make.ordinal(), ">", 0)
    opens = date(2026, 1, 1)
    perhaps = make.series(opens=opens, closes=make.file.opened_on, last=3, done=done)
    emission = make.emission("e", per=perhaps, occurrence=make.ordinal())
    assert emitted(emission) == ([("3", ())], ["file:F1.opened_on"])


def test_series_of_one_occurrence_needs_no_end(emitted, make):
    series = make.series(opens=date(2026, 1, 1), closes=make.file.opened_on, last=1)
    assert emitted(make.emission("e", per=series)) == ([(None, ())], [])


# What is left out


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ((4,), ["1", "2", "3"]),
        ((1, 3), ["2", "4"]),
        ((1, 2, 3, 4), []),
        ((9,), ["1", "2", "3", "4"]),
    ],
)
def test_series_does_not_emit_what_is_left_out(emitted, make, left_out, expected):
    out = make.among(make.ordinal(), *left_out)
    days = date(2026, 1, 1), date(2030, 1, 1)
    series = make.series(opens=days[0], closes=days[1], last=4, left_out=out)
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    assert occurrences(emitted(emission)) == expected


def test_series_asks_of_each_occurrence_anew(emitted, make):
    odd = make.compare(make.call("odd", make.ordinal()), "=", 1)
    even = make.compare(make.call("odd", make.arithmetic("-", make.ordinal(), 1)), "=", 1)
    days = date(2026, 1, 1), date(2030, 1, 1)
    functions = {"odd": lambda number: number % 2}
    for left_out, done, expected in (
        (odd, make.NO, ["2", "4"]),
        (make.NO, odd, ["2", "4", "5"]),
        (even, odd, ["5"]),
    ):
        series = make.series(opens=days[0], closes=days[1], last=5, left_out=left_out, done=done)
        emission = make.emission("e", per=series, occurrence=make.ordinal())
        assert occurrences(emitted(emission, functions=functions)) == expected


def test_series_puts_no_earlier_one_in_the_place_of_the_latest(emitted, make, stepped):
    emission = stepped(left_out=make.compare(make.ordinal(), "=", 3))
    data = make.a_file(opened_on=date(2026, 2, 1))
    assert occurrences(emitted(emission, data, now=datetime(2026, 2, 21, 9))) == ["2"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 2, 22, 9))) == ["2"]  # its end
    assert occurrences(emitted(emission, data, now=datetime(2026, 2, 23, 9))) == []
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 9))) == ["4"]


def test_series_puts_no_later_one_in_the_place_of_the_first(emitted, make, stepped):
    data = make.a_file(opened_on=date(2026, 3, 1))
    assert occurrences(emitted(stepped(), data)) == ["1"]
    out = make.compare(make.ordinal(), "=", 1)
    assert occurrences(emitted(stepped(left_out=out), data)) == []


def test_series_gives_its_occurrences_in_the_order_of_their_ordinals(emitted, make):
    """Whatever is looked up for each of them."""
    day = make.plus(date(2026, 1, 1), make.arithmetic("*", make.days(1), make.ordinal()))
    item = make.element("item", 1)
    of_occurrence = make.compare(item.amount, "=", make.ordinal())
    found = make.latest(make.file.source("items", of_occurrence, 1), item.amount).id
    series = make.series(opens=day, closes=date(2027, 1, 1))
    emission = make.emission("e", per=series, occurrence=make.ordinal(), fields={"found": found})
    items = tuple(make.an_item(f"I{number}", amount=number * 7) for number in range(9))
    result = emitted(emission, make.a_file(items=items))
    assert occurrences(result) == [str(number) for number in range(1, 60)]


def test_series_leaves_out_nothing_that_is_merely_unknown_to_be(emitted, make):
    day = date(2026, 1, 1)
    series = make.series(opens=day, closes=day, last=4, left_out=make.true(make.file.checked))
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    assert emitted(emission) == ([("4", ())], [])


# How far they go: days from the file's opening, each open until the next


def nth(make, step, number):
    return make.plus(make.file.opened_on, make.arithmetic("*", step, number, step.type))


@pytest.fixture
def stepped(make):
    def build(step=None, **rest):
        step = step or make.days(7)
        following = make.arithmetic("+", make.ordinal(), 1)
        opens, closes = nth(make, step, make.ordinal()), nth(make, step, following)
        series = make.series(opens=opens, closes=closes, **rest)
        return make.emission("e", per=series, occurrence=make.ordinal(), fields={"on": opens})

    return build


def test_series_of_days_may_go_on_for_sixty_years(emitted, make, stepped):
    data = make.a_file(opened_on=date(1966, 3, 1))
    days = (make.NOW.date() - date(1966, 3, 1)).days
    latest = (str(days), (make.NOW.date(),))
    before = (str(days - 1), (make.NOW.date().replace(month=2, day=28),))
    assert emitted(stepped(make.days(1)), data) == ([before, latest], [])
    assert emitted(stepped(make.days(1), last=10**15), data) == ([before, latest], [])
    assert emitted(stepped(make.days(1), last=days - 1), data) == ([before], [])
    even = make.compare(make.full("days", make.file.opened_on, make.today), "=", make.ordinal())
    assert emitted(stepped(make.days(1), left_out=even), data) == ([before], [])


def test_series_goes_on_to_the_end_of_the_calendar(emitted, make, stepped):
    data = make.a_file(opened_on=date(2026, 3, 1))
    days = (date.max - date(2026, 3, 1)).days
    emission = stepped(make.days(1))
    now = datetime(9999, 12, 31, 23)
    assert occurrences(emitted(emission, data, now=now)) == [str(days - 1), str(days)]


def test_series_finds_the_latest_by_few_looks(emitted, make):
    looks = []

    def after(day, number):
        looks.append(number)
        return day + timedelta(days=number)

    opens = make.call("after", make.file.opened_on, make.ordinal(), kind=make.DAY)
    emission = make.emission(
        "e", per=make.series(opens=opens, closes=opens), occurrence=make.ordinal()
    )
    result = emitted(emission, make.a_file(opened_on=date(1966, 3, 1)), functions={"after": after})
    assert occurrences(result) == ["21915"]
    assert len(looks) < 150


@pytest.mark.parametrize("days", range(20))
def test_series_finds_each_of_the_first_ones(emitted, make, stepped, days):
    opened = make.NOW.date() - timedelta(days=days)
    latest = occurrences(emitted(stepped(make.days(1)), make.a_file(opened_on=opened)))[-1]
    assert latest == str(max(days, 1))


def test_series_ends_where_it_is_not_known_when_the_next_one_opens(emitted, make, stepped):
    friday = date(2026, 2, 27)
    table = WorkingDays(date(2026, 2, 1), friday, (date(2026, 2, 26), friday))
    data = make.a_file(opened_on=date(2026, 2, 25))
    emission = stepped(make.working_days(1))
    last = [("2", (friday,))]
    assert emitted(emission, data, calendar=table) == (last, ["working days"])
    thursday = datetime(2026, 2, 26, 9)
    first = [("1", (thursday.date(),))]
    assert emitted(emission, data, calendar=table, now=thursday) == (first, [])
    assert emitted(emission, data) == ([], ["working days"])


@pytest.mark.parametrize("first", [0, 5])
def test_series_that_does_not_move_on_and_has_no_end_emits_nothing(emitted, make, stepped, first):
    data = make.a_file(opened_on=date(2026, 1, 1))
    assert emitted(stepped(make.days(0), first=first), data) == ([], [])
    later = make.a_file(opened_on=date(2026, 5, 1))
    assert occurrences(emitted(stepped(make.days(0), first=first), later)) == [str(first)]
    assert occurrences(emitted(stepped(make.days(0), first=first, last=8), data)) == ["8"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 4), ["1"]),
        (date(2026, 1, 5), ["1"]),
        (date(2026, 1, 9), ["1"]),
        (date(2026, 2, 1), ["2"]),
        (date(2026, 2, 3), ["2", "3"]),
        (date(2026, 2, 20), ["3"]),
    ],
)
def test_series_of_listed_days_needs_no_step(emitted, make, today, expected):
    """Two of the three days lie so near each other that both are open at once."""
    listed = (date(2026, 1, 5), date(2026, 2, 1), date(2026, 2, 3))
    rows = [(make.compare(make.ordinal(5), "=", n), day) for n, day in enumerate(listed, start=1)]
    opens = make.case(*rows)
    never = make.compare(make.expr(1), "=", 2)
    made = make.n.Series(
        5, make.expr(1), make.expr(3), opens, make.plus(opens, make.days(7)), never
    )
    emission = make.emission("e", per=made, occurrence=make.ordinal(5), fields={"opens": opens})
    now = datetime(today.year, today.month, today.day, 9)
    assert occurrences(emitted(emission, make.a_file(), now=now)) == expected
