"""Tests that packs carry: what they may give and expect, and what is said where they fail."""

from importlib import metadata
from types import SimpleNamespace

import pytest

from forecourt.core.check.functions import Function
from forecourt.core.hooks import GROUP, hookimpl
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import build_registry
from forecourt.core.testing import run_tests
from forecourt.core.values.types import Text

LEAD = 'given lead "L1" opened_at 2026-02-27 10:00, expected_purchase_on 2026-03-08'


@pytest.mark.parametrize(
    "expected",
    [
        "warmth hot",
        'warmth hot for "L1"',
        "greet.due 2026-02-28 10:00",
        "task greet",
        "task greet overdue",
        "task greet due 2026-02-28",
        "task greet due by 2026-02-28 10:00",
        "task greet overdue by salesperson",
        "task greet role salesperson",
        'task greet for "L1"',
        "no task greet done",
        'no task greet for "L2"',
        "no task settle",
        "no violation reasoned",
        "missing model_chosen",
        "missing lead.model_chosen",
        "no missing expected_purchase_on",
        "not_configured call_within",
        "sure none uncertain",
        "chosen no uncertain",
    ],
)
def test_what_holds_of_a_record_can_be_expected(found, expected):
    assert found(LEAD, f"expect {expected}") == []


@pytest.mark.parametrize(
    ("expected", "instead"),
    [
        ("warmth cold", "`hot` for lead:L1"),
        ("warmth hot uncertain", "`hot` for lead:L1"),
        ("sure yes", "`none` for lead:L1, uncertain without `lead:L1.model_chosen`"),
        ("greet.due 2026-02-27 10:00", "`2026-02-28 10:00` for lead:L1"),
        ("task greet planned", "one for lead:L1, status `overdue`"),
        ("task greet due 2026-02-27", "one for lead:L1, due `2026-02-28 10:00`"),
        ("task greet by sales_manager", "one for lead:L1, role `salesperson`"),
        ('task greet by "S1"', "one for lead:L1, person `none`"),
        ("no task greet", "one for lead:L1"),
        ("task settle", "no task of the name"),
        ("violation reasoned", "no violation of the name"),
        ("missing opened_at", "`lead:L1.model_chosen`"),
        ("no missing model_chosen", "`lead:L1.model_chosen`"),
        ("no not_configured call_within", "`call_within`"),
        ('warmth hot for "L2"', "no record with `warmth`"),
    ],
)
def test_what_does_not_hold_is_said_with_what_was_found(found, expected, instead):
    ((code, message, advice),) = found(LEAD, f"expect     {expected}")
    assert (code, advice) == ("FC214", None)
    assert message == f"expected `{expected}`, found {instead}"


def test_a_failure_is_reported_at_its_line(run):
    report = run('test "late"\n    as of 2026-03-01\n    given lead\n    expect sure yes\n')
    (result,) = report.results
    assert (result.title, result.passed) == ("late", False)
    (finding,) = result.findings
    assert finding.place.line == result.place.line + 3
    assert report.failed == (result,)


def test_a_decision_without_the_word_uncertain_must_be_certain(found):
    nothing_known = "given lead status open"
    assert found(nothing_known, "expect warmth cold uncertain") == []
    ((code, message, _),) = found(nothing_known, "expect warmth cold")
    assert code == "FC214"
    assert message.endswith(
        "found `cold` for lead:L1, uncertain without `lead:L1.expected_purchase_on`"
    )


def test_the_moment_may_have_a_time_of_day(found):
    lead = "given lead opened_at 2026-03-01 09:30"
    assert found(lead, "expect task greet planned", as_of="2026-03-01 10:29") == []
    assert found(lead, "expect task greet open", as_of="2026-03-01 10:30") == []


def test_records_belong_to_the_owner_given_last_and_ids_are_made_up(found):
    first = ("given vehicle", "given odometer_reading km 100 km")
    second = ("given vehicle", "given odometer_reading km 7 km", "given odometer_reading km 9 km")
    assert found(*first, *second, 'expect distance 100 km for "V1"') == []
    assert found(*first, *second, 'expect distance 9 km for "V2"') == []


def test_a_definition_of_several_records_is_read_by_the_value_that_is_expected(run):
    rules = (
        "pack corner 1.0.0\n"
        'define age for lead "Days since it was opened"\n'
        "    full days from date of opened_at to today\n"
        'define age for vehicle "What was read"\n    largest odometer.km\n'
    )
    given = "given lead opened_at 2026-02-27 00:00\n    given odometer_reading km 9 km"
    expected = "expect age 2\n    expect age 9 km\n    expect vehicle.age 9 km"
    test = f'test "both"\n    as of 2026-03-01\n    {given}\n    {expected}\n'
    assert [one.message for one in run(test, rules).findings] == []


def test_a_record_is_given_by_the_word_that_rules_have_for_it(found):
    given = ("given survey kind repair", 'given answer item "overall", value satisfied')
    assert found(LEAD, *given, "expect warmth hot") == []


def test_an_owner_that_is_not_given_is_made_up(found):
    assert found("given odometer_reading km 100 km", 'expect distance 100 km for "V1"') == []


def test_no_made_up_id_is_that_of_a_record_given_later(found):
    given = ("given lead model_chosen yes", 'given lead "L1" model_chosen no')
    assert found(*given, 'expect sure no for "L1"', 'expect sure yes for "L2"') == []


def test_quoted_ids_link_records_and_lists_are_repeated_or_in_brackets(found):
    contact = 'given contact lead "L1", at 2026-02-27 11:00, about'
    assert found(LEAD, f"{contact} greet", "expect task greet done") == []
    assert found(LEAD, f"{contact} other, about greet", "expect task greet done") == []
    assert found(LEAD, f"{contact} (other, greet)", "expect task greet done") == []
    assert found(LEAD, f"{contact} other", "expect no task greet done") == []


def test_what_the_store_has_is_given_like_any_record(found):
    staff = 'given staff "S1" roles salesperson, roles sales_manager'
    quote = 'given quote discount_percent 5 %, discount_requested_by "S1"'
    assert (
        found('given store name "Corner"', staff, quote, "expect approval discount allowed") == []
    )
    assert found(staff, quote, "expect approval discount allowed", "expect open_on_day no") == []
    assert found(quote, "expect approval discount unknown") == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_store_has_working_days_at_the_ends_of_the_calendar(found, day):
    assert found('given store name "Corner"', "expect open_on_day yes", as_of=day) == []


def test_a_field_whose_name_is_a_word_of_the_language_is_given_all_the_same(found):
    staff = 'given staff "S1" roles salesperson'
    contact = 'given contact lead "L1", at 2026-02-27 11:00, about greet, by "S1"'
    assert found(staff, LEAD, contact, "expect task greet done") == []


@pytest.mark.parametrize(
    ("line", "code", "message", "advice"),
    [
        ("given led", "FC111", "no record is called `led`", "did you mean `lead`?"),
        (
            "given lead opened 2026-03-01",
            "FC106",
            "no field `opened` on `lead`",
            "did you mean `opened_at`?",
        ),
        (
            "given lead status opne",
            "FC120",
            "`opne` is no value of `lead.status`",
            "did you mean `open`?",
        ),
        (
            "given lead opened_at 2026-03-01",
            "FC128",
            "`2026-03-01` does not fit",
            "expected a moment such as `2026-03-01 09:00`",
        ),
        (
            "given lead model_chosen",
            "FC123",
            "`model_chosen` does not fit here",
            "expected a field and its value",
        ),
        (
            "given lead model_chosen yes, model_chosen no",
            "FC123",
            "`model_chosen` does not fit here",
            "expected each field once",
        ),
        (
            "given 5",
            "FC123",
            "`5` does not fit here",
            "expected `given RECORD`, then fields with their values",
        ),
        ("expect warmt hot", "FC105", None, "did you mean `warmth`?"),
        ("expect warmth hott", "FC120", "`hott` is no value of `warmth`", "did you mean `hot`?"),
        ("expect task gret", "FC105", None, "did you mean `greet`?"),
        ("expect task greet overdu", "FC120", None, "did you mean `overdue`?"),
        ("expect missing model_chose", "FC105", None, "did you mean `model_chosen`?"),
        ("expect not_configured call_withn", "FC105", None, "did you mean `call_within`?"),
        ("expects warmth hot", "FC102", None, "did you mean `expect`?"),
        (
            "expect warmth",
            "FC123",
            "this line `expect` does not fit here",
            "expected `warmth` and the value that it should have",
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_the_nearest_right_word(
    found, line, code, message, advice
):
    findings = found("given lead", line, "expect sure none uncertain")
    assert (code, advice) in [(one, help_) for one, _, help_ in findings]
    assert message is None or message in [said for _, said, _ in findings]


def test_a_test_needs_a_moment_and_something_to_expect(run):
    (result,) = run('test "nothing"\n    given lead\n').results
    assert [(one.code, one.clause) for one in result.findings] == [
        ("FC103", "as of"),
        ("FC103", "expect"),
    ]


def test_two_records_of_one_id_are_no_records(found):
    ((code, message, _),) = found('given lead "L1"', 'given lead "L1"', "expect warmth cold")
    assert code == "FC600"
    assert message.startswith("what is given makes no record: ")
    assert "L1" in message


def test_a_policy_with_errors_runs_no_test(registry):
    rules = "pack corner 1.0.0\n\ndecide sure for lead\n    yes when nothing\n"
    tests = 'test "one"\n    as of 2026-03-01\n    expect sure yes\n'
    text = PackText("corner", {"corner.rules": rules + tests})
    policy = resolve(text, {}, registry.vocabulary)
    assert run_tests(policy, registry).results == ()


def test_texts_are_decided_and_expected(run):
    rules = (
        "pack corner 1.0.0\n"
        'decide way for lead "How to reach them"\n'
        '    "by phone"   when model_chosen\n'
        "        and confidence\n"
        '    "in writing" when model_chosen = no\n'
        '    "as before"  otherwise\n'
        'define sent for lead "Whether it goes by post"\n'
        "    confidence\n"
        '        and way = "in writing"\n'
    )
    tests = (
        'test "phone"\n    as of 2026-03-01\n'
        "    given lead model_chosen yes, confidence yes\n"
        '    expect way "by phone"\n    expect sent no\n'
        'test "writing"\n    as of 2026-03-01\n'
        "    given lead model_chosen no, confidence yes\n"
        '    expect way "in writing"\n    expect sent yes\n'
        'test "neither is known"\n    as of 2026-03-01\n    given lead\n'
        '    expect way "as before" uncertain\n    expect way "by post"\n'
    )
    (wrong,) = run(tests, rules).findings
    assert "found `as before` for lead:L1, uncertain" in wrong.message


def test_a_function_that_fails_is_named(run):
    def fail(text):
        raise ZeroDivisionError("there is nothing to divide by")

    class Plugin:
        @hookimpl
        def provide_functions(self):
            return (Function("broken", (("text", Text()),), Text(), fail, "Fails"),)

    entry = SimpleNamespace(name="broken", value="broken", dist=None, load=Plugin)
    registry = build_registry([*metadata.entry_points(group=GROUP), entry])
    rules = 'pack corner 1.0.0\n\ndecide odd for lead "Odd"\n    yes when broken("a") = "b"\n'
    tests = 'test "one"\n    as of 2026-03-01\n    given lead\n    expect odd yes\n'
    (finding,) = run(tests, rules, registry).findings
    assert finding.code == "FC602"
    assert finding.message == "the function `broken` fails: there is nothing to divide by"
