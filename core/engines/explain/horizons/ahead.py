"""Where the horizon of an expression is asked for: a scope, and how long decisions stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forecourt.core.engines.explain.horizons import dispatch
from forecourt.core.engines.explain.horizons.moving import moving
from forecourt.core.plan.horizons import NEVER

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.still import StillParts
    from forecourt.core.engines.explain.records import Held
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan.nodes import Expr

HorizonOfDecision = Callable[[str, "Held"], "datetime"]
"""Until when what reading a decision for a record gives stays; the two passes differ in this."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A scope with its future."""

    scope: Scope
    of_decision: HorizonOfDecision
    still: StillParts
    found: dict[int, tuple[Expr, datetime]] = field(init=False, default_factory=dict)
    """Horizons by the identity of their expressions, which are kept so that it stays theirs."""

    @property
    def now(self) -> datetime:
        """The as-of moment."""
        return self.scope.setting.facts.now

    def until(self, expr: Expr) -> datetime:
        """Return the horizon of an expression: until then it comes to the same."""
        if expr in self.still:
            return NEVER
        found = self.found.get(id(expr))
        if found is None:
            found = self.found[id(expr)] = expr, dispatch.until(expr, self)
        return found[1]

    def known_until(self, expr: Expr) -> datetime:
        """Return until when an expression whose value is known stays known, whatever it is."""
        found = None if expr in self.still else moving(expr, self)
        return self.until(expr) if found is None else found.until

    def inside(self, scope: Scope) -> Ahead:
        """Return the same for an element, or an occurrence."""
        return replace(self, scope=scope)
