"""A quick reader of one type says of every value what `from_json` says."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.values import quick
from forecourt.core.values.ranges import KEPT, up_to
from forecourt.core.values.reading import Unfit, from_json
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Many,
    Moment,
    Money,
    Number,
    Order,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Whole,
    YesNo,
)

NAMES = ("red", "green")
KINDS = (
    *(YesNo(), Whole(), Number(), Percent(), Quantity("km"), Text(), Reference("book")),
    *(Money(), Money("EUR"), Money("JPY"), Money("KWD"), Day(), Moment(), TimeOfDay()),
    Symbol("colour", Order.CHOICES, NAMES),
    Symbol("colour", Order.CHOICES, NAMES, open=True),
    Duration(Family.ELAPSED),
    Many(Day()),
)
ZONES = ("UTC", "Europe/Lisbon", "Pacific/Apia", "Asia/Kolkata")


class Words(str):
    """A text that is more than a text."""

    __slots__ = ()


def said(read, value):
    """What a reader makes of a value, with its type, or why it takes none."""
    try:
        normal = read(value)
    except Unfit as unfit:
        return type(unfit), unfit.expected, unfit.nearest, unfit.index
    return type(normal), normal


def agree(kind, zone, value, limits=KEPT):
    quickly = said(quick.reader(kind, zone, limits), value)
    assert quickly == said(lambda one: from_json(one, kind, zone, limits), value)


numbers = (
    st.integers()
    | st.floats()
    | st.decimals()
    | st.integers(-(10**15), 10**15).map(lambda n: n / 10**4)
    | st.integers(-(10**17), 10**17).map(lambda n: n / 10**6)
)
days = st.dates().map(str) | st.from_regex(r"[0-9]{4}-?[0-9W]{2}-?[0-9]{2}", fullmatch=True)
clock_times = st.times().map(str) | st.from_regex(
    r"[0-9]{2}:?[0-6][0-9](:?[0-6][0-9]([.,]0+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?", fullmatch=True
)
moments = (
    st.tuples(days, st.sampled_from("T tX"), clock_times).map("".join)
    | st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))
    | st.datetimes(timezones=st.timezones(), allow_imaginary=False).map(
        lambda moment: moment.isoformat(timespec="seconds")
    )
)
texts = st.text() | st.sampled_from(["red", "reed", "", "e\u0301", "a\0", "\ud800", Words("red")])
amounts = st.fixed_dictionaries(
    {"amount": numbers | texts, "currency": st.sampled_from(["EUR", "JPY", None])}
)
values = st.none() | st.booleans() | numbers | texts | days | moments | clock_times | amounts


@given(st.sampled_from(KINDS), st.sampled_from(ZONES), values | st.lists(values, max_size=2))
def test_every_value_is_read_as_from_json_reads_it(kind, zone, value):
    agree(kind, zone, value)


@given(st.sampled_from(ZONES), moments)
def test_every_moment_is_read_as_from_json_reads_it(zone, text):
    agree(Moment(), zone, text)


@given(st.sampled_from([Whole(), Percent(), Money("EUR"), Quantity("km")]), numbers)
def test_a_range_holds_for_the_quick_reader_as_well(kind, number):
    agree(kind, "UTC", number, up_to(5_000_000))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01", "20260301", "2026-W09-7", "2026-02-29", "0000-01-01", "2026-3-001"),
        *("２０２６-０３-０１", "2026-03-01T", "2026-03-01 ", "-026-03-01", "2026/03/01"),
    ],
)
def test_no_more_forms_of_dates_are_taken(text):
    agree(Day(), "UTC", text)


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Pacific/Apia", "UTC"])
@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01T09:00:00", "2026-03-01 09:00:00", "2026-03-01T09:00", "2026-03-01T0900:00"),
        *("2026-03-01T09:00:00Z", "2026-03-01T09:00:00+00:00", "2026-03-01T09:00:00+01:00"),
        *("2026-03-01T09:00:00.0", "2026-03-01T09:00:00.5", "2026-03-01T24:00:00"),
        *("2026-03-29T00:59:59", "2026-03-29T01:30:00", "2026-03-29T01:30:00+00:00"),
        *("2026-10-25T01:30:00", "2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+01:00"),
        *("2011-12-29T12:00:00", "2011-12-30T12:00:00", "2011-12-30T12:00:00-10:00"),
        *("0001-01-01T00:00:00", "9999-12-31T23:59:59", "9999-12-31T23:59:59-12:00"),
        *("2026-03-01T09:00+01", "2026-03-01T09+01:00", "2026-03-01T090000.0", "2026-03-01T09"),
        *("2026-W09-7T09:00:00", "2026-02-30T09:00:00", "2026-03-01T09:00:00\u0661"),
    ],
)
def test_moments_where_clocks_change_and_in_forms_that_are_not_ours(zone, text):
    agree(Moment(), zone, text)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((kind, text) for kind in (Text(), Reference("book")) for text in ("a\0", "\ud800", "")),
        *((Text(), text) for text in ("e\u0301", Words("red"), b"red")),
        *((Money("EUR"), {"amount": 1, "currency": code}) for code in ("EUR", "JPY", None)),
        *((Money("EUR"), {"amount": one, "currency": "EUR"}) for one in ("1 EUR", 0.001, None)),
        *((Money("EUR"), one) for one in ({"amount": 1}, {"amount": 1, "currency": "EUR", "x": 1})),
        (Money(), {"amount": 1, "currency": None}),
    ],
)
def test_values_that_only_look_usual(kind, value):
    agree(kind, "UTC", value)


@pytest.mark.parametrize(
    ("kind", "value", "normal"),
    [
        (Percent(), 3.5, 35_000),
        (Money("EUR"), {"amount": 0.29, "currency": "EUR"}, 29),
        (Number(), Decimal("2.5"), 2_500_000),
        (Day(), "2026-03-01", date(2026, 3, 1)),
        (Moment(), "2026-07-01T09:00:00+01:00", datetime(2026, 7, 1, 9)),
        (Text(), "e\u0301", "\u00e9"),
    ],
)
def test_values_come_to_their_normal_form(kind, value, normal):
    assert quick.reader(kind, "Europe/Lisbon")(value) == normal
