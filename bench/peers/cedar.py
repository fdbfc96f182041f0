"""Cedar by cedarpy, in Rust: a policy for each value, of which those that hold are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.peers.around import CHORES, answer, decided_by, first_of, with_numbers
from cedarpy import Entities, PolicySet, is_authorized

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bench.peers.peer import Decide

TALKED = """(if resource.payment_discussed then 1 else 0)
    + (if resource.trade_in_in_progress then 1 else 0)
    + (if resource.price_negotiated then 1 else 0)"""
FIRST = {
    "O": "resource.contract_signed || resource.deposit_paid",
    "H": "resource.days_to_purchase <= 7 && resource.model_chosen && resource.colour_chosen",
    "A": f"resource.days_to_purchase <= 15 && resource.model_chosen && {TALKED} >= 2",
    "B": f"""resource.days_to_purchase <= 30 || {TALKED}
        + (if resource.next_meeting_set then 1 else 0) + (if resource.visits >= 2 then 1 else 0)
        >= 3""",
    "new": "resource.months_owned <= 3 && resource.odometer_km <= 5000",
    "early_warranty": "resource.months_owned <= 24 && resource.odometer_km <= 40000",
    "late_warranty": "resource.months_owned <= 36 && resource.odometer_km <= 60000",
    "out_of_warranty": "resource.months_owned <= 60 && resource.odometer_km <= 100000",
}
LIMIT = """(if resource.seller == "salesperson" then 200
    else if resource.seller == "sales_manager" then 500 else 1000)
    - (if context.grade == "C" && !resource.open_complaint then 100 else 0)"""
SECOND = {
    "approve": f"resource.hundredths <= {LIMIT}",
    "escalate": "resource.hundredths <= 1000",
    "call": "context.overdue && !resource.is_delivered",
    "first_service_invite": 'context.lifecycle == "new" && resource.odometer_km >= 2000',
    "birthday_greeting": "resource.birthday_soon",
    "complaint_follow_up": "resource.open_complaint",
    "repurchase_invite": 'context.lifecycle == "upgrade"',
    "warranty_expiry_check": 'context.lifecycle == "late_warranty" && resource.months_owned >= 35',
}
NOT_ITS_OWN = ("last_contact", "delivered_on", "birthday", "requested_discount")
"""Of the facts those that Cedar has no type for, or that it is given in another way."""


def make(today: date) -> Decide:
    """Return the decision: two requests, the second knowing what the first answered.

    The deal is the entity they are about; which policies allowed it are the answers.
    """
    first, second = (tuple(FIRST), _policies(FIRST)), (tuple(SECOND), _policies(SECOND))

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        deal = _entity(facts)
        held = _asked(first, deal, {})
        grade, overdue, lifecycle = decided_by(held, facts)
        known = {"grade": grade, "lifecycle": lifecycle or "none", "overdue": overdue}
        held = _asked(second, deal, known)
        discount = first_of(("approve", "escalate", "reject"), held)
        tasks = [name for name in CHORES if name in held]
        return answer(facts, today, (grade, overdue, lifecycle, discount), tasks)

    return decide


REQUEST = {"principal": 'Seller::"S"', "action": 'Action::"ask"', "resource": 'Deal::"D"'}


def _asked(
    asked: tuple[Sequence[str], PolicySet], deal: Entities, known: Mapping[str, Any]
) -> set[str]:
    """Return the names of the policies that hold."""
    names, policies = asked
    found = is_authorized({**REQUEST, "context": known}, policies, deal)
    return {names[int(one.removeprefix("policy"))] for one in found.diagnostics.reasons}


def _entity(facts: Mapping[str, Any]) -> Entities:
    values = {name: value for name, value in facts.items() if name not in NOT_ITS_OWN}
    values["hundredths"] = round(facts["requested_discount"] * 100)
    identity = {"type": "Deal", "id": "D"}
    return Entities.from_json_str(json.dumps([{"uid": identity, "attrs": values, "parents": []}]))


def _policies(conditions: Mapping[str, str]) -> PolicySet:
    return PolicySet.from_str(
        "\n".join(
            f"permit(principal, action, resource) when {{ {condition} }};"
            for condition in conditions.values()
        )
    )
