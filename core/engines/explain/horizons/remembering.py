"""A scope that works everything out once: horizons ask again and again for the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.explain import interpreter
from forecourt.core.engines.explain.scope import Scope

if TYPE_CHECKING:
    from forecourt.core.engines.explain.reasons import ConditionReason
    from forecourt.core.engines.explain.values import Value
    from forecourt.core.plan.nodes import Expr


@dataclass(frozen=True, slots=True)
class RememberingScope(Scope):
    """The same as a `Scope`, also for what is bound in it, only quicker.

    What was found is kept by the identity of its expression, which is kept too, so that no other
    one can come to have the same.
    """

    values: dict[int, tuple[Expr, Value]] = field(init=False, default_factory=dict)
    judged: dict[int, tuple[Expr, ConditionReason]] = field(init=False, default_factory=dict)

    def value(self, expr: Expr) -> Value:
        """Return what an expression comes to here."""
        found = self.values.get(id(expr))
        if found is None:
            found = self.values[id(expr)] = expr, interpreter.value(expr, self)
        return found[1]

    def judge(self, condition: Expr) -> ConditionReason:
        """Return what a condition comes to here, and why."""
        found = self.judged.get(id(condition))
        if found is None:
            found = self.judged[id(condition)] = condition, interpreter.judge(condition, self)
        return found[1]
