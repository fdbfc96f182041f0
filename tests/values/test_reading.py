"""Values of record files and rules come to their normal form, exactly or not at all."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from forecourt.core.values.clock import UnknownZone
from forecourt.core.values.reading import Unfit, from_json, literal_number
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

LISBON = "Europe/Lisbon"
EUROS, YEN, DINARS, ANY = Money("EUR"), Money("JPY"), Money("KWD"), Money()
ELAPSED, DAYS = Duration(Family.ELAPSED), Duration(Family.DAYS)
WORKING, MONTHS = Duration(Family.WORKING_DAYS), Duration(Family.MONTHS)
COLOUR = Symbol("colour", Order.CHOICES, ("red", "green"))
OPEN = Symbol("colour", Order.CHOICES, ("red", "green"), open=True)
MOST = 10**15


@pytest.mark.parametrize(
    ("value", "kind", "normal"),
    [
        (True, YesNo(), True),
        (7, Whole(), 7),
        (7.0, Whole(), 7),
        (-MOST, Whole(), -MOST),
        (0.1, Number(), 100_000),
        (1.1, Number(), 1_100_000),
        (Decimal("2.500"), Number(), 2_500_000),
        (1e9, Number(), MOST),
        (2.5, Percent(), 25_000),
        ("2.5 %", Percent(), 25_000),
        ("2.5%", Percent(), 25_000),
        ("-3 %", Percent(), -30_000),
        (15000, Quantity("km"), 15_000_000_000),
        ("15000 km", Quantity("km"), 15_000_000_000),
        ({"value": 1.5, "unit": "km"}, Quantity("km"), 1_500_000),
        ("38 °C", Quantity("°C"), 38_000_000),
        (12.5, EUROS, 1250),
        ("12.50 EUR", EUROS, 1250),
        ({"amount": 12.5, "currency": "EUR"}, EUROS, 1250),
        (1250, YEN, 1250),
        ("1.234 KWD", DINARS, 1234),
        (12.5, ANY, 1250),
        ("Zoe\u0308", Text(), "Zo\u00eb"),
        ("", Text(), ""),
        ("L1", Reference("loan"), "L1"),
        ("red", COLOUR, "red"),
        ("blue", OPEN, "blue"),
        ("2026-03-01", Day(), date(2026, 3, 1)),
        ("09:30", TimeOfDay(), time(9, 30)),
        ("09:30:15", TimeOfDay(), time(9, 30, 15)),
        ("30 minutes", ELAPSED, 1800),
        ("1.5 hours", ELAPSED, 5400),
        ("1 hour", ELAPSED, 3600),
        ("2 weeks", DAYS, 14),
        ("2 working days", WORKING, 2),
        ("1 year", MONTHS, 12),
        (["a", "b"], Many(Text()), ("a", "b")),
        ([], Many(Text()), ()),
    ],
)
def test_normal_form(value, kind, normal):
    read = from_json(value, kind, LISBON)
    assert (read, type(read)) == (normal, type(normal))


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-03-01T09:00", datetime(2026, 3, 1, 9)),
        ("2026-03-01 09:00:15", datetime(2026, 3, 1, 9, 0, 15)),
        ("2026-03-01T09:00:00.000", datetime(2026, 3, 1, 9)),
        ("2026-07-01T09:00:00Z", datetime(2026, 7, 1, 10)),
        ("2026-07-01T09:00:00+08:00", datetime(2026, 7, 1, 2)),
        ("2026-07-01T09:00:00-0300", datetime(2026, 7, 1, 13)),
        ("2026-03-29T01:30", datetime(2026, 3, 29, 2, 30)),
        ("2026-10-25T01:30:00+01:00", datetime(2026, 10, 25, 1, 30)),
        ("2026-10-25T01:30:00+00:00", datetime(2026, 10, 25, 1, 30)),
    ],
)
def test_moments_are_on_the_wall_clock(text, wall):
    assert from_json(text, Moment(), LISBON) == wall


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (1, YesNo(), "true or false"),
        ("yes", YesNo(), "true or false"),
        (True, Whole(), "a whole number"),
        ("7", Whole(), "a whole number"),
        (7.5, Whole(), "a whole number with no decimals"),
        (MOST + 1, Whole(), "a whole number between -10^15 and 10^15"),
        (float("nan"), Number(), "a number between -10^9 and 10^9"),
        (float("inf"), Number(), "a number between -10^9 and 10^9"),
        (0.1234567, Number(), "a number with at most 6 decimals"),
        (1e-300, Number(), "a number with at most 6 decimals"),
        (Decimal("1." + "0" * 80 + "1"), Number(), "a number with at most 6 decimals"),
        (0.00001, Percent(), "a percentage with at most 4 decimals"),
        ("2.5", Percent(), "a percentage like 2.5 or `2.5 %`"),
        ("15000 mi", Quantity("km"), "a number of km like 120 or `120 km`"),
        ({"value": 1, "unit": "mi"}, Quantity("km"), "a number of km like 120 or `120 km`"),
        ({"value": 1}, Quantity("km"), "a number of km like 120 or `120 km`"),
        (12.505, EUROS, "an amount in EUR with at most 2 decimals"),
        (12.5, YEN, "an amount in JPY with no decimals"),
        ("12.50 USD", EUROS, "an amount in EUR like 12.5 or `12.50 EUR`"),
        ({"amount": "1", "currency": "EUR"}, EUROS, "an amount in EUR like 12.5 or `12.50 EUR`"),
        (
            {"amount": 1, "currency": "EUR"},
            ANY,
            "an amount as a number, because no currency is known here",
        ),
        (5, Text(), "a text"),
        ("a\0b", Text(), "a text without the character NUL"),
        ("\ud800", Text(), "a text of whole Unicode characters"),
        ("", Reference("loan"), "the id of a loan as text"),
        ("", OPEN, "one of `red`, `green` or another name"),
        ("2026-3-1", Day(), "a date like 2026-03-01"),
        ("2026-W10-1", Day(), "a date like 2026-03-01"),
        ("२०२६-०३-०१", Day(), "a date like 2026-03-01"),
        ("2026-02-29", Day(), "a day that exists in the calendar"),
        ("2026-03-01T09:00", Day(), "a date like 2026-03-01"),
        ("24:00", TimeOfDay(), "a time between 00:00 and 23:59:59"),
        ("9:00", TimeOfDay(), "a time like 09:30"),
        ("2026-02-30T09:00", Moment(), "a day and time that exist in the calendar"),
        ("0001-01-01T00:00:00+14:00", Moment(), "a day and time that exist in the calendar"),
        ("7 days", ELAPSED, "a duration in elapsed time like `30 minutes`"),
        (7, DAYS, "a duration in days like `7 days`"),
        ("7 dayz", DAYS, "a duration in days like `7 days`"),
        ("0.5 days", DAYS, "a duration in days with no decimals"),
        ("a", Many(Text()), "a list, each a text"),
        (None, Text(), "a text"),
    ],
)
def test_what_does_not_fit(value, kind, expected):
    with pytest.raises(Unfit) as raised:
        from_json(value, kind, LISBON)
    assert raised.value.expected == expected


def test_a_number_of_absurd_size_does_not_fit():
    with pytest.raises(Unfit, match=r"10\^15"):
        from_json(10**6000, Whole(), LISBON)


@pytest.mark.parametrize("text", ["2026-03-01", "2026-03-01T09:00:00.5", "2026-03-01T09:00:00Zulu"])
def test_a_moment_is_a_day_and_a_time_in_whole_seconds(text):
    with pytest.raises(Unfit, match="whole seconds"):
        from_json(text, Moment(), LISBON)


def test_the_nearest_name_of_a_closed_list_is_suggested():
    with pytest.raises(Unfit) as raised:
        from_json("gren", COLOUR, LISBON)
    assert raised.value.nearest == "green"
    assert raised.value.expected == "one of `red`, `green`"


def test_an_element_that_does_not_fit_is_named_by_its_index():
    with pytest.raises(Unfit) as raised:
        from_json(["red", "gren"], Many(COLOUR), LISBON)
    assert (raised.value.index, raised.value.nearest) == (1, "green")


def test_an_unknown_zone_is_said():
    with pytest.raises(UnknownZone):
        from_json("2026-03-01T09:00", Moment(), "Europe/Lissabon")


@pytest.mark.parametrize(
    ("text", "kind", "size", "normal"),
    [
        ("2.5", Number(), 1, 2_500_000),
        ("2026.10", Number(), 1, 2_026_100_000),
        ("-5", Whole(), 1, -5),
        ("2", Percent(), 1, 20_000),
        ("500", EUROS, 1, 50_000),
        ("15000", Quantity("km"), 1, 15_000_000_000),
        ("1.5", ELAPSED, 3600, 5400),
        ("2", MONTHS, 12, 24),
    ],
)
def test_literals_of_rules(text, kind, size, normal):
    assert literal_number(text, kind, size=size) == normal


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1.5", DAYS),
        ("0.0000001", Number()),
        ("1e3", Number()),
        ("1_000", Whole()),
        ("9" * 50, Whole()),
    ],
)
def test_literals_that_do_not_fit(text, kind):
    with pytest.raises(Unfit):
        literal_number(text, kind)
