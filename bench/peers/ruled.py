"""rule-engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rule_engine
from bench.peers.around import CHORES, answer, with_numbers
from rule_engine import DataType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide

TALKED = "(payment_discussed ? 1 : 0) + (trade_in_in_progress ? 1 : 0) + (price_negotiated ? 1 : 0)"
GRADE = f"""
contract_signed or deposit_paid ? "O"
: (days_to_purchase <= 7 and model_chosen and colour_chosen ? "H"
: (days_to_purchase <= 15 and model_chosen and {TALKED} >= 2 ? "A"
: (days_to_purchase <= 30
    or {TALKED} + (next_meeting_set ? 1 : 0) + (visits >= 2 ? 1 : 0) >= 3 ? "B"
: "C")))
"""
OVERDUE = """
contacted_days_ago > (grade == "H" ? 2 : (grade == "A" ? 4 : (grade == "C" ? 15 : 7)))
"""
LIFECYCLE = """
not is_delivered ? "none"
: (months_owned <= 3 and odometer_km <= 5000 ? "new"
: (months_owned <= 24 and odometer_km <= 40000 ? "early_warranty"
: (months_owned <= 36 and odometer_km <= 60000 ? "late_warranty"
: (months_owned <= 60 and odometer_km <= 100000 ? "out_of_warranty"
: "upgrade"))))
"""
DISCOUNT = """
requested_discount <= (seller == "salesperson" ? 2 : (seller == "sales_manager" ? 5 : 10))
    - (grade == "C" and not open_complaint ? 1 : 0) ? "approve"
: (requested_discount <= 10 ? "escalate" : "reject")
"""
CONDITIONS = (
    "overdue and not is_delivered",
    'lifecycle == "new" and odometer_km >= 2000',
    "birthday_soon",
    "open_complaint",
    'lifecycle == "upgrade"',
    'lifecycle == "late_warranty" and months_owned >= 35',
)
TYPES = {
    **dict.fromkeys(("grade", "lifecycle", "seller"), DataType.STRING),
    **dict.fromkeys(
        ("days_to_purchase", "odometer_km", "months_owned", "contacted_days_ago", "visits"),
        DataType.FLOAT,
    ),
    "requested_discount": DataType.FLOAT,
    **dict.fromkeys(
        (
            *("contract_signed", "deposit_paid", "model_chosen", "colour_chosen"),
            *("payment_discussed", "trade_in_in_progress", "price_negotiated"),
            *("next_meeting_set", "open_complaint", "birthday_soon", "is_delivered", "overdue"),
        ),
        DataType.BOOLEAN,
    ),
}


def make(today: date) -> Decide:
    """Return the decision: a rule for each value, and for each chore."""
    context = rule_engine.Context(type_resolver=rule_engine.type_resolver_from_dict(TYPES))

    def ruled(text: str) -> Any:
        return rule_engine.Rule(" ".join(text.split()), context=context)

    grade_of, overdue_of, lifecycle_of, discount_of = (
        ruled(text) for text in (GRADE, OVERDUE, LIFECYCLE, DISCOUNT)
    )
    chores = [(name, ruled(text)) for name, text in zip(CHORES, CONDITIONS, strict=True)]

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        facts["grade"] = grade = grade_of.evaluate(facts)
        facts["overdue"] = overdue = overdue_of.evaluate(facts)
        facts["lifecycle"] = stage = lifecycle_of.evaluate(facts)
        tasks = [name for name, rule in chores if rule.matches(facts)]
        lifecycle = None if stage == "none" else stage
        return answer(facts, today, (grade, overdue, lifecycle, discount_of.evaluate(facts)), tasks)

    return decide
