"""What the textbook says of whole files, where a line of a pack's own test cannot say it."""

from datetime import datetime

import pytest

from forecourt.core.engines.explain.engine import explain
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts

ZONE = "Europe/Lisbon"
NOW = datetime(2026, 3, 1, 12)


@pytest.fixture(scope="module")
def outcome(policy, registry):
    """A function that returns what a pack says of one customer."""

    def of(customer, pack="textbook"):
        plan = policy(pack).plan
        record, findings = registry.records.read("customer", customer, zone=ZONE, currency="EUR")
        assert findings == ()
        functions = {name: one.python for name, one in registry.vocabulary.functions.items()}
        facts = Facts("customer", record, None, NOW, None)
        found = explain(plan, facts, functions=functions).outcome
        return report(plan, found, registry.vocabulary.kinds, NOW)

    return of


def asked_for(outcome):
    return {entry["field"] for entry in outcome["missing"]}


@pytest.mark.parametrize("status", ["won", "lost", "out_of_control", "dormant"])
def test_of_a_lead_that_is_no_longer_in_hand_nothing_is_asked(outcome, status):
    found = outcome({"id": "C1", "leads": [{"id": "L1", "status": status}]})
    grades = [one for one in found["decisions"] if one["name"] == "grade"]
    assert [(one["value"], one["certain"]) for one in grades] == [(None, True)]
    assert not any(field.startswith("lead:") for field in asked_for(found))


def test_of_an_open_lead_the_date_is_asked_first_of_all_for_the_grade(outcome):
    found = outcome({"id": "C1", "leads": [{"id": "L1"}]})
    entry = next(one for one in found["missing"] if one["field"] == "lead:L1.expected_purchase_on")
    assert entry["matters_to"][:2] == ["grade", "progress_level"]


def test_a_vague_time_leaves_the_criteria_to_ask_for_and_no_date(outcome):
    found = outcome({"id": "C1", "leads": [{"id": "L1", "purchase_time_vague": True}]})
    assert "lead:L1.expected_purchase_on" not in asked_for(found)
    assert "lead:L1.model_chosen" in asked_for(found)


def test_without_a_layer_no_discount_is_ever_allowed(outcome):
    quote = {"id": "Q1", "discount_percent": 0.1, "made_at": "2026-02-20T10:00"}
    found = outcome({"id": "C1", "quotes": [quote]})
    assert [one["verdict"] for one in found["approvals"]] == ["unknown"]


def test_the_demo_store_answers_the_same_request(outcome):
    quote = {"id": "Q1", "discount_percent": 2, "made_at": "2026-02-20T10:00"}
    found = outcome({"id": "C1", "quotes": [quote]}, pack="demo_store")
    assert [one["verdict"] for one in found["approvals"]] == ["allowed"]


def test_a_survey_without_marks_asks_for_nothing(outcome):
    found = outcome({"id": "C1", "surveys": [{"id": "S1", "kind": "week_call"}]})
    assert not any(field.startswith("survey:") for field in asked_for(found))
