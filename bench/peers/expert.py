"""experta: facts and rules of Python, which needs names that Python 3.10 took away."""

from __future__ import annotations

import collections
import collections.abc
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

for _name in ("Mapping", "Iterable", "Hashable", "Callable"):
    setattr(collections, _name, getattr(collections.abc, _name))

from experta import Fact, KnowledgeEngine, P, Rule  # noqa: E402 - it needs these names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide

READ = (
    *("contract_signed", "deposit_paid", "model_chosen", "colour_chosen", "days_to_purchase"),
    *("talked", "signs", "months_owned", "odometer_km", "requested_discount", "is_delivered"),
    *("birthday_soon", "open_complaint", "lifecycle", "overdue", "over_limit"),
)
"""What the rules read; other values only cost time."""


class Deal(Fact):
    """What is known about a deal."""


def make(today: date) -> Decide:
    """Return the decision: rules for what is decided, then rules for what depends on it."""
    first, second = _engine(_first()), _engine(_second())

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        known = {**facts, **counted(facts)}
        grade, overdue, lifecycle = decided_by(_held(first, known), facts)
        known |= {
            "lifecycle": lifecycle or "none",
            "overdue": overdue,
            "over_limit": over_limit(facts, grade),
        }
        held = _held(second, known)
        discount = first_of(("approve", "escalate", "reject"), held)
        tasks = [name for name in CHORES if name in held]
        return answer(facts, today, (grade, overdue, lifecycle, discount), tasks)

    return decide


def _engine(patterns: Mapping[str, Any]) -> Any:
    """Return an engine with a rule for each condition, which adds its name to `held`."""

    def adding(name: str) -> Any:
        def action(engine: Any) -> None:
            engine.held.add(name)

        return action

    rules = {f"rule_{name}": Rule(one)(adding(name)) for name, one in patterns.items()}
    return type("Decision", (KnowledgeEngine,), {**rules, "held": set()})()


def _held(engine: Any, known: Mapping[str, Any]) -> set[str]:
    engine.reset()
    engine.held.clear()
    engine.declare(Deal(**{name: known[name] for name in READ if name in known}))
    engine.run()
    held: set[str] = engine.held
    return held


def _at_most(number: float) -> Any:
    return P(lambda value: value <= number)


def _at_least(number: float) -> Any:
    return P(lambda value: value >= number)


def _first() -> dict[str, Any]:
    patterns = {
        "O": Deal(contract_signed=True) | Deal(deposit_paid=True),
        "H": Deal(days_to_purchase=_at_most(7), model_chosen=True, colour_chosen=True),
        "A": Deal(days_to_purchase=_at_most(15), model_chosen=True, talked=_at_least(2)),
        "B": Deal(days_to_purchase=_at_most(30)) | Deal(signs=_at_least(3)),
    }
    return patterns | {
        stage: Deal(months_owned=_at_most(months), odometer_km=_at_most(distance))
        for stage, (months, distance) in STAGES.items()
    }


def _second() -> dict[str, Any]:
    return {
        "approve": Deal(over_limit=_at_most(0)),
        "escalate": Deal(requested_discount=_at_most(10)),
        "call": Deal(overdue=True, is_delivered=False),
        "first_service_invite": Deal(lifecycle="new", odometer_km=_at_least(2_000)),
        "birthday_greeting": Deal(birthday_soon=True),
        "complaint_follow_up": Deal(open_complaint=True),
        "repurchase_invite": Deal(lifecycle="upgrade"),
        "warranty_expiry_check": Deal(lifecycle="late_warranty", months_owned=_at_least(35)),
    }
