"""Rule text with tests in it gives a report: the whole way with the real plugins."""

import pytest

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.core.testing import check_tests, run_tests

RULES = """pack corner 1.0.0

levels warmth  hot, mild, cold

parameter call_within "Call within"
    required  in 1 day .. 9 days

parameter grant by role "Discount that a role may grant"
    salesperson    2 %
    sales_manager  7 %

decide warmth for lead "How warm the lead is"
    hot        when expected_purchase_on <= today + 7 days
    mild       when expected_purchase_on <= today + 30 days
    cold       when expected_purchase_on is known
    cold       otherwise

decide sure for lead "Whether the model is chosen"
    yes        when model_chosen
    no         when not model_chosen

decide chosen for lead "Whether it is known to be chosen"
    yes        when model_chosen
    no         otherwise

define distance for vehicle "The longest way that was read"
    largest odometer.km

task greet for lead "Say hello"
    when       status = open
    who        salesperson
    from       opened_at + 1 hour
    due        by opened_at + 1 day
    done       earliest contact where about has greet

task call for lead "Call"
    when       today >= expected_purchase_on - call_within
    who        salesperson
    due        on expected_purchase_on

task settle for complaint "Settle it"
    who        person received_by
    due        on date of received_at

authority discount for quote "Who may grant which discount"
    of         discount_percent
    limit      grant
    asked_by   discount_requested_by, else salesperson

require reasoned for lead "A lost lead has its reason"
    that       lost_reason is known or status != lost
    message    "Say why it was lost"

decide open_on_day for store "Whether the store has a name"
    yes        when name is known
    no         otherwise
"""


@pytest.fixture(scope="session")
def registry():
    """Everything that the installed plugins bring."""
    return load_registry()


@pytest.fixture(scope="session")
def rules():
    """The rules of this file."""
    return RULES


@pytest.fixture(scope="session")
def run(registry):
    """Run tests, written below the rules of this file; return the report."""

    def report(tests, rules=RULES, registry=registry):
        policy = _policy(tests, rules, registry)
        assert [one.message for one in policy.errors] == []
        return run_tests(policy, registry)

    return report


@pytest.fixture(scope="session")
def check(registry):
    """Read tests, written below the rules of this file, without running them.

    Return what is wrong with them as (code, what is underlined, help).
    """

    def findings(tests, rules=RULES):
        policy = _policy(tests, rules, registry)
        (text,) = policy.texts.values()
        lines = text.split("\n")
        return [
            (one.code, _underlined(lines, one.place), one.help)
            for one in check_tests(policy, registry)
        ]

    return findings


def _policy(tests, rules, registry):
    text = PackText("corner", {"corner.rules": f"{rules}\n{tests}"})
    return resolve(text, registry.library(), registry.vocabulary)


def _underlined(lines, place):
    return lines[place.line - 1][place.column - 1 :][: place.length]


@pytest.fixture(scope="session")
def found(run):
    """Return what is wrong with one test that has these lines, as messages with their help."""

    def messages(*lines, as_of="2026-03-01"):
        body = "\n".join(f"    {line}" for line in (f"as of {as_of}", *lines))
        findings = run(f'test "one"\n{body}\n').findings
        return [(one.code, one.message, one.help) for one in findings]

    return messages
