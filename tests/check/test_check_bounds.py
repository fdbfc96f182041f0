"""What may be worked out: no number grows beyond what every engine can hold."""

from dataclasses import replace
from datetime import datetime

import pytest

from forecourt.core.check.functions import Function
from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.records.records import Records
from forecourt.core.values.ranges import KEPT, Interval
from forecourt.core.values.types import Whole

HUGE = Function("huge", (("of", Whole()),), Whole(), lambda of: 10**12 + of, "A trillion and more")
SMALL = Function(
    "small", (("of", Whole()),), Whole(), lambda of: of, "It itself", limits=Interval(0, 9)
)


@pytest.fixture
def vocabulary(vocabulary):
    """The library, in which points are few, a book may have any number, and two functions."""
    reader, book = (vocabulary.schema.models[name] for name in ("reader", "book"))
    points = replace(reader.fields["points"], declared_range=Interval(0, 10**6))
    number = replace(reader.fields["points"], name="number", declared_range=KEPT)
    models = {
        **vocabulary.schema.models,
        "reader": replace(reader, fields={**reader.fields, "points": points}),
        "book": replace(book, fields={**book.fields, "number": number}),
    }
    schema = replace(vocabulary.schema, models=models)
    return replace(vocabulary, schema=schema, functions={"huge": HUGE, "small": SMALL})


def decide(condition, subject="loan"):
    return f"decide answer for {subject}\n    yes when {condition}\n    no otherwise\n"


# What fits and what does not ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [
        "sum of reader.loan.marks > 3",
        "sum of reader.loan.marks + sum of reader.loan.marks > 3",
        "average of reader.loan.marks > 3",
        "marks * marks > 2",
        "marks / marks > 2",
        "fine.amount * (count of reader.loan) > 0 * fine.amount",
        "reader.rate * reader.rate * fine.amount > 0 * fine.amount",
        "reader.points * fine.amount > 0 * fine.amount",
        "(sum of reader.loan.marks) / 3 > 2",
        "small(reader.points) * fine.amount > 0 * fine.amount",
        "book.number + book.number > 2",
    ],
)
def test_what_is_usual_can_be_worked_with(findings, condition):
    assert findings(decide(condition)) == []


@pytest.mark.parametrize(
    ("condition", "underlined", "message"),
    [
        (
            "(sum of reader.loan.marks) * 10 > 3",
            "*",
            "`*` can come to 10^13 here, 9*10^12 is the most",
        ),
        (
            "sum of reader.book.number > 3",
            "sum of",
            "`sum of` can come to 10^21 here, 9*10^18 is the most",
        ),
        (
            "average of reader.book.number > 3",
            "average of",
            "`average of` can come to 10^15 here, 9*10^12 is the most",
        ),
        (
            "0 - 9 * (sum of reader.loan.marks) - sum of reader.loan.marks > 3",
            "-",
            "`-` can come to 10^13 here, 9*10^12 is the most",
        ),
        (
            "book.number / 3 > 2",
            "/",
            "`/` can come to 4*10^14 here, 9*10^12 is the most",
        ),
        (
            "weight * 2000000 * 5 > 2 kg",
            "*",
            "`*` can come to 10^13 kg here, 9*10^12 kg is the most",
        ),
        (
            "reader.rate * 2000000000 * 5 > 2 %",
            "*",
            "`*` can come to 10^15 % here, 9*10^14 % is the most",
        ),
        (
            "huge(1) * huge(1) > 2",
            "*",
            "`*` can come to 10^24 here, 9*10^18 is the most",
        ),
        (
            "due_on + 10000 days * huge(1) * 1000 > today",
            "*",
            "`*` can come to 10^19 days here, 9*10^18 days is the most",
        ),
    ],
)
def test_what_could_be_too_large_is_refused(check, findings, condition, underlined, message):
    assert findings(decide(condition)) == [("FC129", underlined)]
    (found,) = check(decide(condition)).diagnostics
    assert found.message == message


def test_amounts_are_told_in_the_currency_of_the_policy(check):
    text = "pack test 1.0.0\n    currency EUR\n" + decide("fine.amount * huge(1) > 1 EUR")
    (found,) = check(text).diagnostics
    assert found.message == "`*` can come to 10^22 EUR here, 9*10^16 EUR is the most"


def test_only_the_first_that_is_too_large_is_told(findings):
    assert findings(decide("huge(1) * huge(1) * huge(1) + 1 > 1")) == [("FC129", "*")]


# What would help ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameter", "condition", "bounds"),
    [
        ("1", "limit * huge(1) > 2", "in 0 .. 100"),
        ("2.5 %", "huge(1) * (limit * 1000000000) > 2 %", "in 0 % .. 100 %"),
        ("3 kg", "huge(1) * limit > 2 kg", "in 0 kg .. 100 kg"),
        ("1 day", "due_on + limit * huge(1) > today", "in 0 days .. 100 days"),
    ],
)
def test_a_parameter_without_bounds_is_named(check, parameter, condition, bounds):
    (found,) = check(f"parameter limit {parameter}\n" + decide(condition)).diagnostics
    assert found.help == f"give the parameter `limit` bounds, as in `{bounds}`"
    ((place, word),) = found.related
    assert (place.line, word) == (2, "it has no bounds here")


def test_bounds_help(findings):
    for bounds in ("", " in 0 .. 999999"):
        text = f"parameter limit 1{bounds}\n" + decide("limit * huge(1) > 2")
        assert findings(text) == ([] if bounds else [("FC129", "*")])


def test_a_field_without_a_range_is_named(check):
    (found,) = check(decide("marks * huge(1) > 2")).diagnostics
    assert found.help == "the model can state how large `loan.marks` is at most"


@pytest.mark.parametrize(
    ("condition", "help_"),
    [
        ("huge(1) * huge(1) > 2", "work with smaller numbers, or divide before you multiply"),
        (
            "fine.amount * huge(1) > 0 * fine.amount",
            "work with smaller numbers, or divide before you multiply",
        ),
        (
            "huge(1) * 100 / huge(2) > 2",
            "compare with a product instead: `a >= b * 2`, not `a / b >= 2`",
        ),
    ],
)
def test_where_nothing_could_state_more_there_is_another_way(check, condition, help_):
    (found,) = check(decide(condition)).diagnostics
    assert found.help == help_


def test_what_a_definition_is_made_of_is_looked_at(check):
    text = "parameter limit 1\ndefine twice for loan\n    limit * 2\n" + decide(
        "twice * huge(1) > 2"
    )
    (found,) = check(text).diagnostics
    assert found.help == "give the parameter `limit` bounds, as in `in 0 .. 100`"


# Parameters --------------------------------------------------------------------------------------

BASE = """pack base 1.0.0
parameter factor by shelf "How much a shelf counts"
    novels   1 in 0 .. 10
    maps     2{bounds}

decide answer for loan
    yes when factor[shelf] * huge(1) > 2
    no otherwise
"""


def test_bounds_count_where_every_row_has_them(findings):
    assert findings(BASE.format(bounds=" in 1 .. 9")) == []
    assert findings(BASE.format(bounds="")) == [("FC129", "*")]


def test_a_layer_may_set_what_the_bounds_allow_and_no_sum_grows_too_large(findings):
    base = BASE.replace("10", "9000000000").format(bounds=" in 1 .. 9")
    assert findings(base) == [("FC129", "*")]
    layer = "pack test 1.0.0\n    extends base 1\nset factor[novels] 3\n"
    assert findings(layer, base=BASE.format(bounds=" in 1 .. 9")) == []


def test_what_a_layer_sets_beyond_the_usual_counts(findings):
    base = "pack base 1.0.0\nparameter limit 1\n" + decide("limit * 10 + book.number > 2")
    layer = "pack test 1.0.0\n    extends base 1\nset limit {}\n"
    assert findings(layer.format(5), base=base) == []
    base = base.replace("limit * 10", "limit * 1000000")
    assert findings(layer.format(10**12), base=base) == []
    assert findings(layer.format(10**13), base=base) == [("FC129", "*")]


def test_a_value_that_a_layer_must_give_lies_in_its_bounds(findings):
    text = "parameter limit\n    required{}\n" + decide("limit * huge(1) > 2")
    assert ("FC129", "*") not in findings(text.format(" in 1 .. 9"))


# Decisions ---------------------------------------------------------------------------------------


def test_a_decision_is_as_large_as_any_of_its_rows(findings):
    text = "define chosen for loan\n    {} when lost\n    1 otherwise\n" + decide(
        "chosen * huge(1) > 2"
    )
    assert findings(text.format(9000)) == []
    assert findings(text.format(10**9)) == [("FC129", "*")]


def test_points_are_added_up(check):
    rows = "    huge(1) * 1000000 when lost\n"
    assert check("score points_of for loan\n" + 9 * rows).diagnostics == ()
    (found,) = check("score points_of for loan\n" + 10 * rows).diagnostics
    assert found.message == "`points_of` can come to 10^19 here, 9*10^18 is the most"
    assert found.place.line == 2


def test_what_reads_a_score_that_is_too_large_is_not_told_again(check):
    score = "score points_of for loan\n" + 10 * "    huge(1) * 1000000 when lost\n"
    found = check(score + decide("points_of * 2 > 1") + decide("lost").replace("answer", "other"))
    assert [one.code for one in found.diagnostics] == ["FC129"]


def test_a_long_chain_of_definitions_is_no_trouble(findings):
    chain = [f"define d{n} for loan\n    d{n - 1} when lost\n" for n in range(1, 2000)]
    text = "define d0 for loan\n    3 when lost\n" + "".join(chain)
    assert findings(text + decide("d1999 * 2 > 1")) == []


# Functions and dates -----------------------------------------------------------------------------


@pytest.fixture
def outcomes(check, vocabulary):
    """What both engines make of the reader R1, who has points and a loan due in 2026."""

    def run(text):
        policy = check(text)
        assert policy.errors == ()
        functions = {name: one.bounded() for name, one in vocabulary.functions.items()}
        data = {"id": "R1", "points": 12, "loans": [{"id": "L1", "due_on": "2026-03-01"}]}
        record, _ = Records(vocabulary.schema, frozenset()).read("reader", data, zone="UTC")
        facts = Facts("reader", record, None, datetime(2026, 3, 1), None)
        engine = compile_plan(policy.plan, functions)
        return [
            lambda: explain(policy.plan, facts, functions=functions).outcome,
            lambda: engine.outcome(facts),
        ]

    return run


def test_a_function_keeps_to_its_range(outcomes):
    for outcome in outcomes(decide("small(reader.points - 3) = 9")):
        assert outcome().decisions[0].value is True
    for outcome in outcomes(decide("small(reader.points) = 12")):
        with pytest.raises(FunctionFailed, match="it returned 12, not a number from 0 to 9"):
            outcome()


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@pytest.mark.parametrize("direction", ["+", "-"])
def test_a_day_moved_beyond_the_calendar_is_missing(outcomes, unit, direction):
    moved = f"due_on {direction} 1000 {unit} * reader.points * 1000000"
    for outcome in outcomes(decide(f"{moved} is known")):
        assert outcome().decisions[0].value is False


@pytest.mark.parametrize("unit", ["minutes", "hours", "days", "months"])
@pytest.mark.parametrize("direction", ["+", "-"])
def test_a_moment_moved_beyond_the_calendar_is_missing(outcomes, unit, direction):
    moved = f"(09:00 on due_on) {direction} 1000 {unit} * reader.points * 1000000"
    for outcome in outcomes(decide(f"{moved} is known")):
        assert outcome().decisions[0].value is False
