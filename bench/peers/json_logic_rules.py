"""The reference decision in JSONLogic, as two rules: the second reads what the first gives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bench.peers.around import CONTACT_EVERY, answer, with_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bench.peers.peer import Decide

Logic = Any
STAGES = (
    ("new", 3, 5_000),
    ("early_warranty", 24, 40_000),
    ("late_warranty", 36, 60_000),
    ("out_of_warranty", 60, 100_000),
)


def make(run: Callable[[Logic], Callable[[Any], Any]], today: date) -> Decide:
    """Return the decision; `run` turns a rule into a function of the data."""
    return partial(_decide, run(_first()), run(_second()), today)


def _decide(
    first: Callable[[Any], Any], second: Callable[[Any], Any], today: date, data: Mapping[str, Any]
) -> dict[str, Any]:
    facts = with_dates(data, today)
    grade, lifecycle, most = first(facts)
    facts |= {"grade": grade, "lifecycle": lifecycle, "most": most}
    overdue, discount, tasks = second(facts)
    return answer(facts, today, (grade, overdue, lifecycle, discount), tasks)


def _var(name: str) -> Logic:
    return {"var": name}


def _all(*conditions: Logic) -> Logic:
    return {"and": list(conditions)}


def _any(*conditions: Logic) -> Logic:
    return {"or": list(conditions)}


def _is(name: str, value: str) -> Logic:
    return {"===": [_var(name), value]}


def _known(name: str) -> Logic:
    return {"!==": [_var(name), None]}


def _at_most(name: str, most: int) -> Logic:
    return _all(_known(name), {"<=": [_var(name), most]})


def _at_least(number: int, *conditions: Logic) -> Logic:
    return {">=": [{"+": [{"if": [one, 1, 0]} for one in conditions]}, number]}


def _first() -> Logic:
    """Return the rule for grade, lifecycle and the discount that may be granted."""
    talked = [_var(name) for name in ("payment_discussed", "trade_in_in_progress")]
    agreed = _var("price_negotiated")
    visits = {">=": [_var("visits"), 2]}
    signs = (agreed, _var("next_meeting_set"), visits, *talked)
    near, chosen = partial(_at_most, "days_to_purchase"), _var("model_chosen")
    grade = {
        "if": [
            _any(_var("contract_signed"), _var("deposit_paid")), "O",
            _all(near(7), chosen, _var("colour_chosen")), "H",
            _all(near(15), chosen, _at_least(2, *talked, agreed)), "A",
            _any(near(30), _at_least(3, *signs)), "B",
            "C",
        ]
    }  # fmt: skip
    stages: list[Logic] = [{"!": _var("is_delivered")}, None]
    for name, months, distance in STAGES:
        stages += [_all(_at_most("months_owned", months), _at_most("odometer_km", distance)), name]
    limits = [_is("seller", "salesperson"), 2, _is("seller", "sales_manager"), 5, 10]
    return [grade, {"if": [*stages, "upgrade"]}, {"if": limits}]


def _second() -> Logic:
    """Return the rule for what depends on these: overdue, discount, and what is to be done."""
    every: list[Logic] = []
    for grade, days in CONTACT_EVERY.items():
        every += [_is("grade", grade), days]
    overdue = _all(_known("contacted_days_ago"), {">": [_var("contacted_days_ago"), {"if": every}]})
    less = _all(_is("grade", "C"), {"!": _var("open_complaint")})
    asked = _var("requested_discount")
    limit = {"-": [_var("most"), {"if": [less, 1, 0]}]}
    discount = {
        "if": [{"<=": [asked, limit]}, "approve", {"<=": [asked, 10]}, "escalate", "reject"]
    }
    chores = {
        "call": _all(overdue, {"!": _var("is_delivered")}),
        "first_service_invite": _all(_is("lifecycle", "new"), {">=": [_var("odometer_km"), 2000]}),
        "birthday_greeting": _var("birthday_soon"),
        "complaint_follow_up": _var("open_complaint"),
        "repurchase_invite": _is("lifecycle", "upgrade"),
        "warranty_expiry_check": _all(
            _is("lifecycle", "late_warranty"), {">=": [_var("months_owned"), 35]}
        ),
    }
    listed = [{"if": [condition, [name], []]} for name, condition in chores.items()]
    return [overdue, discount, {"merge": listed}]
