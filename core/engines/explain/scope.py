"""Where an expression is evaluated: for which subject, with which elements bound, in which pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain import interpreter

if TYPE_CHECKING:
    from forecourt.core.engines.explain.reasons import ConditionReason
    from forecourt.core.engines.explain.records import Held
    from forecourt.core.engines.explain.values import Truth, Value
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Expr, Plan

Reading = Callable[[str, "Held"], "Value"]
"""What reading a decision for a record gives; the two passes differ in this alone."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all that is evaluated."""

    plan: Plan
    facts: Facts
    functions: Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class BoundElement:
    """An element of a list, with the record whose list it is and the list's name."""

    element: Held
    owner: Held
    list: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of an expression."""

    setting: Setting
    subject: Held
    read: Reading
    elements: Mapping[int, BoundElement] = field(default_factory=dict)
    ordinals: Mapping[int, int] = field(default_factory=dict)

    def value(self, expr: Expr) -> Value:
        """Return what an expression comes to here."""
        return interpreter.value(expr, self)

    def judge(self, condition: Expr) -> ConditionReason:
        """Return what a condition comes to here, and why."""
        return interpreter.judge(condition, self)

    def truth(self, condition: Expr) -> Truth:
        """Return what a condition comes to here."""
        return self.judge(condition).truth

    def with_element(self, variable: int, element: Held, owner: Held, name: str) -> Scope:
        """Return this scope with an element of the list `name` of `owner` bound."""
        bound = BoundElement(element, owner, name)
        return replace(self, elements={**self.elements, variable: bound})

    def with_ordinal(self, variable: int, ordinal: int) -> Scope:
        """Return this scope with the ordinal of an occurrence bound."""
        return replace(self, ordinals={**self.ordinals, variable: ordinal})
