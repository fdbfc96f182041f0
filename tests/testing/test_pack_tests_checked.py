"""Tests that packs carry, read without being run: what is wrong with them as they are written."""

import pytest

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.testing import check_tests, run_tests

GOOD = """
test "day seven"
    as of      2026-03-01
    given      lead "L1" opened_at 2026-02-27 10:00, expected_purchase_on 2026-03-08
    given      contact lead "L1", at 2026-02-27 11:00, about (other, greet), by "S1"
    given      staff "S1" roles salesperson
    expect     warmth hot for "L1"
    expect     task greet done by salesperson
    expect     no task settle
    expect     missing model_chosen
"""


def one(*lines):
    """Return a test that has these lines besides what each needs."""
    own = "".join(f"\n    {line}" for line in lines)
    return f'test "one"\n    as of 2026-03-01{own}\n    expect sure none uncertain\n'


def test_nothing_is_wrong_with_a_test_that_may_be_run(check):
    assert check(GOOD) == []


def test_what_is_expected_and_does_not_hold_is_nothing_wrong_with_the_test(check, run):
    fails = GOOD.replace("warmth hot", "warmth cold")
    assert check(fails) == []
    assert [found.code for found in run(fails).findings] == ["FC214"]


@pytest.mark.parametrize(
    ("line", "code", "underlined", "advice"),
    [
        ("given led", "FC111", "led", "did you mean `lead`?"),
        ("given lead opened 2026-03-01", "FC106", "opened", "did you mean `opened_at`?"),
        ("given lead status opne", "FC120", "opne", "did you mean `open`?"),
        ("given lead model_chosen 3", "FC128", "3", "expected `yes` or `no`"),
        ("given 5", "FC123", "5", "expected `given RECORD`, then fields with their values"),
        ("expect warmt hot", "FC105", "warmt", "did you mean `warmth`?"),
        ("expect warmth hott", "FC120", "hott", "did you mean `hot`?"),
        ("expect warmth 3 %", "FC120", "3 %", None),
        ("expect task gret", "FC105", "gret", "did you mean `greet`?"),
        ("expect task warmth", "FC105", "warmth", None),
        ("expect no task reasoned", "FC105", "reasoned", None),
        ("expect violation greet", "FC105", "greet", None),
        ("expect approval greet", "FC105", "greet", None),
        ("expect task greet overdu", "FC120", "overdu", "did you mean `overdue`?"),
        ("expect task greet due 5", "FC128", "5", None),
        ("expect task greet role salesprson", "FC120", "salesprson", "did you mean `salesperson`?"),
        ("expect task greet by salesprson", "FC120", "salesprson", "did you mean `salesperson`?"),
        ("expect task greet due by salesprson", "FC120", "salesprson", None),
        ("expect task greet role", "FC123", "role", "expected `role` and its value"),
        (
            "expect violation reasoned severity 3",
            "FC123",
            "3",
            "expected a name or a text, as `severity` is",
        ),
        ("expect missing model_chose", "FC105", "model_chose", "did you mean `model_chosen`?"),
        ("expect not_configured call_withn", "FC105", None, "did you mean `call_within`?"),
        ("expect greet.duee 2026-03-01 10:00", "FC105", None, "did you mean `greet.due`?"),
        ("expects warmth hot", "FC102", "expects", "did you mean `expect`?"),
        ("as of tomorrow", "FC104", "as of tomorrow", None),
    ],
)
def test_a_mistake_is_found_where_it_stands_and_as_a_run_finds_it(
    check, run, line, code, underlined, advice
):
    ((found, under, helped),) = check(one(line))
    assert found == code
    assert underlined in (None, under)
    assert advice in (None, helped)
    assert (found, helped) in [(each.code, each.help) for each in run(one(line)).findings]


def test_a_word_that_is_a_field_and_a_status_is_read_by_what_follows(check, run):
    lead = "given lead opened_at 2026-02-28 10:00"
    for expected in (
        "task greet due",
        "task greet due by salesperson",
        "task greet due due 2026-03-01",
        "task greet due by 2026-03-01 10:00 role salesperson",
    ):
        assert run(one(lead, f"expect {expected}")).findings == ()


def test_a_test_is_named_by_a_text_alone(check):
    named = one().replace('test "one"', 'test "one" for lead')
    assert [(code, under) for code, under, _ in check(named)] == [("FC123", "for")]


def test_what_makes_no_record_is_found_at_the_line_that_gives_it(check):
    twice = one('given lead "L1"', "given contact reached yes", 'given lead "L1" model_chosen yes')
    assert [(code, under) for code, under, _ in check(twice)] == [
        ("FC600", 'given lead "L1" model_chosen yes')
    ]


def test_all_that_is_wrong_with_all_tests_is_found_at_once(check):
    tests = one("given led", "expect warmt hot") + one("given lead opened 2026-03-01")
    assert [code for code, _, _ in check(tests)] == ["FC105", "FC111", "FC106"]


WITH_MISTAKES = """pack corner 1.0.0

levels warmth  hot, cold

parameter within "Within"
    5 dys

decide warmth for lead "How warm"
    hot        when model_chosn
    cold       otherwise

decide sure for lead "Whether the model is chosen"
    yes        when model_chosen
    no         otherwise

taks greet for lead "Say hello"
    who        salesperson
"""


def test_tests_are_read_although_the_rules_have_mistakes(check):
    lines = (
        "given lead opened 2026-03-01",
        "expect sure 3 %",
        "expect sur yes",
        "expect no task greeet",
    )
    assert [(code, under) for code, under, _ in check(one(*lines), WITH_MISTAKES)] == [
        ("FC128", "3 %"),
        ("FC105", "sur"),
        ("FC105", "greeet"),
        ("FC106", "opened"),
    ]


def test_nothing_is_said_of_what_a_mistake_in_the_rules_may_explain(check):
    lines = ("expect warmth hot", "expect not_configured within", "expect task greet done")
    assert check(one(*lines), WITH_MISTAKES) == []


def test_what_is_expected_of_a_decision_with_mistakes_is_held_against_its_type(check):
    rules = f"""{WITH_MISTAKES}
decide told for lead "Whether it was told"
    yes        when toldd
    no         otherwise

decide unclear for lead "Of no type that is known"
    {{}}
"""
    lines = ("expect warmth hto", "expect told soon", "expect told yes", "expect told")
    for row in ("3 dys     when model_chosen", "3 days    when model_chosn\n    yes otherwise"):
        found = check(one(*lines, "expect unclear 5"), rules.format(row))
        assert [(code, under) for code, under, _ in found] == [
            ("FC120", "hto"),
            ("FC128", "soon"),
            ("FC123", "expect told"),
        ]


def test_what_a_test_expects_is_quoted_as_written_whatever_its_signs(registry):
    """Only line feeds end a line: a separator of lines in a text does not shift those below."""
    text = (
        "pack corner 1.0.0\n# \u2028 \x0c\n"
        'decide name for lead "N\u2028"\n    "a#b" when model_chosen\n'
        'test "one"\n    as of 2026-03-01\n    given lead model_chosen yes\n'
        '    expect   name   "a#c"   # not that\n'
    )
    pack = PackText("corner", {"corner.rules": text})
    policy = resolve(pack, registry.library(), registry.vocabulary)
    assert check_tests(policy, registry) == ()
    (found,) = run_tests(policy, registry).findings
    assert found.message == 'expected `name "a#c"`, found `a#b` for lead:L1'
