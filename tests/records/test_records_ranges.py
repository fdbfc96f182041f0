"""How large a number in a record may be: as its field says, else as is usual for its type."""

import pytest

from forecourt.core.records.build import build_records
from forecourt.core.records.models import (
    Choice,
    Days,
    Money,
    Number,
    Record,
    Whole,
    default,
    unknown,
)
from forecourt.core.values.ranges import LONGEST_LIST, Interval


class Talk(Record, name="talk"):
    """A talk given in the house."""

    seats: Whole | None = unknown("How many could sit", low=0, high=500)
    mark: Number | None = unknown("What listeners gave", low=1, high=2.5)
    lasts: Days | None = unknown("How long it went on", low="1 day")
    heard: Whole | None = unknown("How many listened")
    fee: Money | None = unknown("What it cost", low=0)
    scores: tuple[Whole, ...] = unknown("What each listener gave")


def schema_of(*models):
    records, problems = build_records(models, (), {})
    return records, [problem.message for problem in problems]


def told(field, value):
    """What is said of a value of a field, without the path."""
    records, problems = schema_of(Talk)
    assert problems == []
    _, found = records.read("talk", {"id": "T", field: value}, zone="UTC", currency="EUR")
    return [finding.message.split(", ", 1)[1] for finding in found]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("seats", (0, 500)),
        ("mark", (1, 2.5)),
        ("lasts", ("1 day", "10000000 days")),
        ("heard", (-(10**12), 10**12)),
        ("fee", (0, 10**10)),
        ("scores", ([10**12, -(10**12)],)),
    ],
)
def test_both_ends_of_a_range_are_in_it(field, values):
    for value in values:
        assert told(field, value) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("seats", -1, "a whole number between 0 and 500"),
        ("seats", 501, "a whole number between 0 and 500"),
        ("seats", 10**40, "a whole number between 0 and 500"),
        ("mark", 2.500001, "a number between 1 and 2.5"),
        ("mark", "2", "a number like 2.5"),
        ("lasts", "0 days", "a duration in days between 1 and 10^7"),
        ("heard", 10**12 + 1, "a whole number between -10^12 and 10^12"),
        ("fee", -0.01, "an amount in EUR between 0 and 10^10"),
        ("scores", [1, 10**13], "a whole number between -10^12 and 10^12"),
    ],
)
def test_what_lies_outside_is_refused(field, value, expected):
    assert told(field, value) == [f"expected {expected}"]


def test_a_list_is_no_longer_than_rules_may_add_up(read):
    _, (found,) = read({"id": "R1", "loans": [{"id": "L"}] * (LONGEST_LIST + 1)})
    expected = "`reader:R1.loans` is a list of 1000001, expected at most 1000000"
    assert (found.code, found.message) == ("FC304", expected)


def test_the_schema_says_the_range():
    records, _ = schema_of(Talk)
    fields = records.schema.models["talk"].fields
    assert fields["seats"].range == Interval(0, 500)
    assert fields["mark"].range == Interval(1_000_000, 2_500_000)
    assert fields["lasts"].range == Interval(1, 10**7)
    assert fields["heard"].range == Interval(-(10**12), 10**12)
    assert fields["id"].range is None


def test_the_schema_of_record_files_says_it_too():
    records, _ = schema_of(Talk)
    properties = records.json_schema("talk")["properties"]
    plain = properties["mark"]["anyOf"][0]
    assert (plain["minimum"], plain["maximum"]) == (1, 2.5)
    items = properties["scores"]["anyOf"][0]["items"]
    assert (items["minimum"], items["maximum"]) == (-(10**12), 10**12)


def test_ranges_that_do_not_fit():
    class Wrong(Record, name="wrong"):
        kind: Choice | None = unknown("What sort", choices=("a", "b"), high=3)
        fee: Money | None = unknown("What it costs", high=100)
        marks: tuple[Whole, ...] = unknown("What it was given", high=3)
        seats: Whole | None = unknown("How many could sit", low=5, high=4)
        heard: Whole | None = unknown("How many listened", high=10**16)

    _, problems = schema_of(Wrong)
    assert [problem.split("expected ")[1] for problem in problems] == [
        "none, because only a number has a least and a most",
        "0, because the currency of an amount is not known before a store is",
        "none, because only a number has a least and a most",
        "the least not to be more than the most",
        "a whole number between -10^15 and 10^15",
    ]


def test_a_default_lies_in_the_range():
    class Wrong(Record, name="wrong"):
        seats: Whole = default(501, "How many could sit", high=500)
        heard: Whole = default(10**13, "How many listened")

    _, problems = schema_of(Wrong)
    assert [problem.split("expected ")[1] for problem in problems] == [
        "a whole number between -10^12 and 500",
        "a whole number between -10^12 and 10^12",
    ]
