"""business-rules: rules as data, tried one after another on an object with the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers.around import CONTACT_EVERY, answer, counted, over_limit, with_numbers
from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    string_rule_variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bench.peers.peer import Decide

Condition = dict[str, Any]
YES_NO = (
    *("contract_signed", "deposit_paid", "model_chosen", "colour_chosen", "open_complaint"),
    *("is_delivered", "birthday_soon"),
)
NUMBERS = (
    *("days_to_purchase", "odometer_km", "months_owned", "requested_discount"),
    *("talked", "signs"),
)
TEXTS = ("grade", "lifecycle", "discount")


def _is(name: str) -> Condition:
    return {"name": name, "operator": "is_true", "value": True}


def _not(name: str) -> Condition:
    return {"name": name, "operator": "is_false", "value": True}


def _at_most(name: str, number: int) -> Condition:
    return {"name": name, "operator": "less_than_or_equal_to", "value": number}


def _at_least(name: str, number: int) -> Condition:
    return {"name": name, "operator": "greater_than_or_equal_to", "value": number}


def _equals(name: str, text: str) -> Condition:
    return {"name": name, "operator": "equal_to", "value": text}


def _rule(action: str, value: str, *conditions: Condition) -> dict[str, Any]:
    actions = [{"name": action, "params": {"value": value}}]
    return {"conditions": {"all": list(conditions)}, "actions": actions}


def _first(name: str, *rows: tuple[str, *tuple[Condition, ...]]) -> list[dict[str, Any]]:
    """Return rules of which the first that holds gives the value."""
    still_open = _equals(name, "")
    return [_rule(f"set_{name}", value, still_open, *conditions) for value, *conditions in rows]


RULES = [
    *_first(
        "grade",
        ("O", {"any": [_is("contract_signed"), _is("deposit_paid")]}),
        ("H", _at_most("days_to_purchase", 7), _is("model_chosen"), _is("colour_chosen")),
        ("A", _at_most("days_to_purchase", 15), _is("model_chosen"), _at_least("talked", 2)),
        ("B", {"any": [_at_most("days_to_purchase", 30), _at_least("signs", 3)]}),
        ("C",),
    ),
    *_first(
        "lifecycle",
        ("none", _not("is_delivered")),
        ("new", _at_most("months_owned", 3), _at_most("odometer_km", 5_000)),
        ("early_warranty", _at_most("months_owned", 24), _at_most("odometer_km", 40_000)),
        ("late_warranty", _at_most("months_owned", 36), _at_most("odometer_km", 60_000)),
        ("out_of_warranty", _at_most("months_owned", 60), _at_most("odometer_km", 100_000)),
        ("upgrade",),
    ),
    *_first(
        "discount",
        ("approve", _at_most("over_limit", 0)),
        ("escalate", _at_most("requested_discount", 10)),
        ("reject",),
    ),
    _rule("add_task", "call", _is("overdue"), _not("is_delivered")),
    _rule(
        "add_task",
        "first_service_invite",
        _equals("lifecycle", "new"),
        _at_least("odometer_km", 2_000),
    ),
    _rule("add_task", "birthday_greeting", _is("birthday_soon")),
    _rule("add_task", "complaint_follow_up", _is("open_complaint")),
    _rule("add_task", "repurchase_invite", _equals("lifecycle", "upgrade")),
    _rule(
        "add_task",
        "warranty_expiry_check",
        _equals("lifecycle", "late_warranty"),
        _at_least("months_owned", 35),
    ),
]


class _Deal:
    """The facts about a deal, and what is decided about it so far."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.found = dict.fromkeys(TEXTS, "")
        self.tasks: list[str] = []

    def over_limit(self) -> float:
        return over_limit(self.facts, self.found["grade"])

    def overdue(self) -> bool:
        ago: int = self.facts["contacted_days_ago"]
        return ago > CONTACT_EVERY[self.found["grade"]]


def _variables() -> type[Any]:
    """Return the class with a variable for each name that the rules read."""

    def start(self: Any, deal: _Deal) -> None:
        self.deal = deal

    made: dict[str, Any] = {"__init__": start}
    made |= {name: boolean_rule_variable()(_field(name)) for name in YES_NO}
    made |= {name: numeric_rule_variable()(_field(name)) for name in NUMBERS}
    made |= {name: string_rule_variable()(_decided(name)) for name in TEXTS}
    made["over_limit"] = numeric_rule_variable()(_worked_out("over_limit"))
    made["overdue"] = boolean_rule_variable()(_worked_out("overdue"))
    return type("Variables", (BaseVariables,), made)


def _field(name: str) -> Callable[[Any], Any]:
    return lambda variables: variables.deal.facts[name]


def _decided(name: str) -> Callable[[Any], Any]:
    return lambda variables: variables.deal.found[name]


def _worked_out(name: str) -> Callable[[Any], Any]:
    return lambda variables: getattr(variables.deal, name)()


class _Actions(BaseActions):
    def __init__(self, deal: _Deal) -> None:
        self.deal = deal

    @rule_action(params={"value": FIELD_TEXT})
    def set_grade(self, value: str) -> None:
        self.deal.found["grade"] = value

    @rule_action(params={"value": FIELD_TEXT})
    def set_lifecycle(self, value: str) -> None:
        self.deal.found["lifecycle"] = value

    @rule_action(params={"value": FIELD_TEXT})
    def set_discount(self, value: str) -> None:
        self.deal.found["discount"] = value

    @rule_action(params={"value": FIELD_TEXT})
    def add_task(self, value: str) -> None:
        self.deal.tasks.append(value)


def make(today: date) -> Decide:
    """Return the decision."""
    variables = _variables()

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        deal = _Deal(facts | counted(facts))
        run_all(RULES, variables(deal), _Actions(deal))
        found = deal.found
        lifecycle = None if found["lifecycle"] == "none" else found["lifecycle"]
        said = (found["grade"], deal.overdue(), lifecycle, found["discount"])
        return answer(deal.facts, today, said, deal.tasks)

    return decide
