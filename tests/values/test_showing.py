"""Values in normal form are written for files without loss, and for people plainly."""

import json
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecourt.core.values.clock import settle
from forecourt.core.values.reading import from_json
from forecourt.core.values.showing import show, to_json
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

ZONES = ("Europe/Lisbon", "Asia/Shanghai", "America/Sao_Paulo", "Australia/Lord_Howe")
MOST = 10**15
COLOUR = Symbol("colour", Order.CHOICES, ("red", "green"))

kept_numbers = st.integers(-MOST, MOST)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
moments = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
numeric = [Whole(), Number(), Percent(), Quantity("km"), Money(), Money("EUR"), Money("JPY")]


def of(kind, normal_forms):
    """Pairs of a type and one of its values."""
    return st.tuples(st.just(kind), normal_forms)


typed_values = st.one_of(
    of(YesNo(), st.booleans()),
    st.tuples(st.sampled_from([*numeric, *map(Duration, Family)]), kept_numbers),
    of(Day(), st.dates()),
    of(TimeOfDay(), st.times().map(lambda each: each.replace(microsecond=0))),
    of(COLOUR, st.sampled_from(COLOUR.values)),
    of(Many(Percent()), st.lists(kept_numbers).map(tuple)),
)


@settings(deadline=None)
@given(typed=typed_values)
def test_what_is_written_is_read_again(typed):
    kind, value = typed
    written = json.dumps(to_json(value, kind, "UTC"))
    assert from_json(json.loads(written), kind, "UTC") == value
    assert from_json(json.loads(written, parse_float=Decimal), kind, "UTC") == value


@settings(deadline=None)
@given(text=texts)
def test_texts_are_read_again(text):
    normal = from_json(text, Text(), "UTC")
    assert from_json(to_json(normal, Text(), "UTC"), Text(), "UTC") == normal


@settings(deadline=None)
@given(moment=moments, zone=st.sampled_from(ZONES))
def test_moments_are_read_again_in_their_zone(moment, zone):
    wall = settle(moment, zone)
    assert from_json(to_json(wall, Moment(), zone), Moment(), zone) == wall


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (datetime(2026, 3, 1, 9), Moment(), "2026-03-01T09:00:00+00:00"),
        (datetime(2026, 7, 1, 9), Moment(), "2026-07-01T09:00:00+01:00"),
        (datetime(2026, 10, 25, 1, 30), Moment(), "2026-10-25T01:30:00+01:00"),
        (25_000, Percent(), 2.5),
        (20_000, Percent(), 2),
        (1250, Money("EUR"), {"amount": 12.5, "currency": "EUR"}),
        (1250, Money(), 12.5),
        (1250, Money("JPY"), {"amount": 1250, "currency": "JPY"}),
        (15_000_000_000, Quantity("km"), 15000),
        (date(2026, 3, 1), Day(), "2026-03-01"),
        (time(9, 30), TimeOfDay(), "09:30:00"),
        (5400, Duration(Family.ELAPSED), "90 minutes"),
        (("a", "b"), Many(Text()), ["a", "b"]),
        ("L1", Reference("loan"), "L1"),
    ],
)
def test_the_form_of_record_files(value, kind, written):
    result = to_json(value, kind, "Europe/Lisbon")
    assert (result, type(result)) == (written, type(written))


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (True, YesNo(), "yes"),
        (False, YesNo(), "no"),
        (15000, Whole(), "15000"),
        (2_500_000, Number(), "2.5"),
        (100_000_000, Number(), "100"),
        (25_000, Percent(), "2.5 %"),
        (0, Percent(), "0 %"),
        (15_000_000_000, Quantity("km"), "15000 km"),
        (1250, Money("EUR"), "12.50 EUR"),
        (1250, Money(), "12.50"),
        (1250, Money("JPY"), "1250 JPY"),
        ("H", COLOUR, "H"),
        ("some text", Text(), "some text"),
        (date(2026, 3, 1), Day(), "2026-03-01"),
        (datetime(2026, 3, 1, 9), Moment(), "2026-03-01 09:00"),
        (datetime(2026, 3, 1, 9, 0, 5), Moment(), "2026-03-01 09:00:05"),
        (time(9, 30), TimeOfDay(), "09:30"),
        (7, Duration(Family.DAYS), "7 days"),
        (-1, Duration(Family.DAYS), "-1 day"),
        (1, Duration(Family.WORKING_DAYS), "1 working day"),
        (24, Duration(Family.MONTHS), "2 years"),
        (18, Duration(Family.MONTHS), "18 months"),
        (0, Duration(Family.ELAPSED), "0 seconds"),
        (("red", "green"), Many(COLOUR), "red, green"),
    ],
)
def test_the_form_for_people(value, kind, shown):
    assert show(value, kind) == shown
