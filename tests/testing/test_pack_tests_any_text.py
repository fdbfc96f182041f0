"""Whatever stands in a test: reading it ends, raises nothing, and finds what is in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.testing import check_tests, run_tests

WORDS = """
    as of given expect expects no for by due uncertain none missing not_configured task violation
    approval warmth sure greet greet.due call_within grant lead contact customer store staff quote
    opened_at expected_purchase_on model_chosen status about roles lead.status day role person hot
    overdue salesperson yes "L1" "L2" en "t" 2026-03-01 2026-02-27 10:00 09:30 5 -5 7 days 3 % 2 km
    ( ) [ ] , .. < <= = + and or not in is known latest count of at least 2 x.y . ' # | → 中
"""
PIECES = [*WORDS.split(), "\n    given", "\n    expect", "\n        ", "\n    as of 2026-03-01"]

lines = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@pytest.fixture(scope="module")
def below_rules(registry, rules):
    def checked(tests):
        text = PackText("corner", {"corner.rules": f"{rules}\n{tests}"})
        policy = resolve(text, {}, registry.vocabulary)
        report = run_tests(policy, registry)
        return policy, check_tests(policy, registry), report

    return checked


@settings(max_examples=60, deadline=None)
@given(lines)
def test_any_test_is_read_or_refused(below_rules, written):
    policy, found, report = below_rules(f'test "any"\n    expect {written}\n')
    text = policy.texts["corner.rules"].split("\n")
    for one in found:
        assert one.message
        assert 1 <= one.place.column <= len(text[one.place.line - 1])
    assert policy.errors or set(found) <= set(report.findings)
