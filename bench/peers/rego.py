"""Rego by regopy, in C++."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers.around import CHORES, answer, with_numbers
from regopy import Input, Interpreter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide

RULES = """
package deal

import rego.v1

talked := count([1 | some said in [
    input.payment_discussed, input.trade_in_in_progress, input.price_negotiated]; said])

signs := count([1 | some said in [
    input.price_negotiated, input.next_meeting_set, input.visits >= 2,
    input.trade_in_in_progress, input.payment_discussed]; said])

bought if input.contract_signed
bought if input.deposit_paid

grade := "O" if {
    bought
} else := "H" if {
    input.days_to_purchase <= 7
    input.model_chosen
    input.colour_chosen
} else := "A" if {
    input.days_to_purchase <= 15
    input.model_chosen
    talked >= 2
} else := "B" if {
    input.days_to_purchase <= 30
} else := "B" if {
    signs >= 3
} else := "C"

days := {"O": 7, "H": 2, "A": 4, "B": 7, "C": 15}

default overdue := false
overdue if {
    input.contacted_days_ago > days[grade]
}

lifecycle := "none" if {
    not input.is_delivered
} else := "new" if {
    input.months_owned <= 3
    input.odometer_km <= 5000
} else := "early_warranty" if {
    input.months_owned <= 24
    input.odometer_km <= 40000
} else := "late_warranty" if {
    input.months_owned <= 36
    input.odometer_km <= 60000
} else := "out_of_warranty" if {
    input.months_owned <= 60
    input.odometer_km <= 100000
} else := "upgrade"

most := {"salesperson": 2, "sales_manager": 5, "general_manager": 10}

limit := most[input.seller] - 1 if {
    grade == "C"
    not input.open_complaint
} else := most[input.seller]

discount := "approve" if {
    input.requested_discount <= limit
} else := "escalate" if {
    input.requested_discount <= 10
} else := "reject"

tasks contains "call" if {
    overdue
    not input.is_delivered
}
tasks contains "first_service_invite" if {
    lifecycle == "new"
    input.odometer_km >= 2000
}
tasks contains "birthday_greeting" if input.birthday_soon
tasks contains "complaint_follow_up" if input.open_complaint
tasks contains "repurchase_invite" if {
    lifecycle == "upgrade"
}
tasks contains "warranty_expiry_check" if {
    lifecycle == "late_warranty"
    input.months_owned >= 35
}

answer := [grade, overdue, lifecycle, discount, tasks]
"""


def make(today: date) -> Decide:
    """Return the decision, its query compiled."""
    engine = Interpreter()
    engine.add_module("deal.rego", RULES)
    bundle = engine.build("data.deal.answer")

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        engine.set_input(Input(facts))
        (found,) = engine.query_bundle(bundle)[0].expressions
        grade, overdue, stage, discount, tasks = found
        lifecycle = None if stage == "none" else stage
        listed = [name for name in CHORES if name in tasks]  # they come as a set
        return answer(facts, today, (grade, overdue, lifecycle, discount), listed)

    return decide
