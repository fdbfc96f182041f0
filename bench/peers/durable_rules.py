"""durable-rules: facts given to rules in C, whose actions are Python."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bench.peers.around import (
    CHORES,
    STAGES,
    answer,
    counted,
    decided_by,
    first_of,
    over_limit,
    with_numbers,
)  # fmt: skip
from durable.lang import assert_fact, m, retract_fact, ruleset, when_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bench.peers.peer import Decide

YES = True


def make(today: date) -> Decide:
    """Return the decision: a set of rules for what is decided, one for what depends on it."""
    held: set[str] = set()
    _declare("deal", _first(), held)
    _declare("deal_decided", _second(), held)
    number = count()

    def run(rules: str, facts: dict[str, Any]) -> None:
        assert_fact(rules, facts)
        retract_fact(rules, facts)

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        held.clear()
        facts = with_numbers(data, today)
        known = {**facts, "id": next(number), **counted(facts)}
        run("deal", known)
        grade, overdue, lifecycle = decided_by(held, facts)
        known |= {
            "lifecycle": lifecycle or "none",
            "overdue": overdue,
            "over_limit": over_limit(facts, grade),
        }
        run("deal_decided", known)
        discount = first_of(("approve", "escalate", "reject"), held)
        tasks = [name for name in CHORES if name in held]
        return answer(facts, today, (grade, overdue, lifecycle, discount), tasks)

    return decide


def _declare(name: str, conditions: Mapping[str, Any], held: set[str]) -> None:
    """Declare rules that add to `held` the names of the conditions that hold.

    One holds for every deal: a fact that no rule takes is an error.
    """
    with ruleset(name):
        when_all(m.visits >= 0)(_adding(held, "any"))
        for said, condition in conditions.items():
            when_all(condition)(_adding(held, said))


def _adding(held: set[str], name: str) -> Callable[[Any], None]:
    def action(_: Any) -> None:
        held.add(name)

    return action


def _first() -> dict[str, Any]:
    chosen = m.model_chosen == YES
    conditions = {
        "O": (m.contract_signed == YES) | (m.deposit_paid == YES),
        "H": (m.days_to_purchase <= 7) & chosen & (m.colour_chosen == YES),
        "A": (m.days_to_purchase <= 15) & chosen & (m.talked >= 2),
        "B": (m.days_to_purchase <= 30) | (m.signs >= 3),
    }
    return conditions | {
        stage: (m.months_owned <= months) & (m.odometer_km <= distance)
        for stage, (months, distance) in STAGES.items()
    }


def _second() -> dict[str, Any]:
    return {
        "approve": m.over_limit <= 0,
        "escalate": m.requested_discount <= 10,
        "call": (m.overdue == YES) & (m.is_delivered == (not YES)),
        "first_service_invite": (m.lifecycle == "new") & (m.odometer_km >= 2_000),
        "birthday_greeting": m.birthday_soon == YES,
        "complaint_follow_up": m.open_complaint == YES,
        "repurchase_invite": m.lifecycle == "upgrade",
        "warranty_expiry_check": (m.lifecycle == "late_warranty") & (m.months_owned >= 35),
    }
