"""Until when decisions stay: their value, and whether and why they are uncertain."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.aggregates import element_scopes
from forecourt.core.engines.explain.horizons.ahead import Ahead
from forecourt.core.engines.explain.horizons.combining import least
from forecourt.core.engines.explain.horizons.remembering import RememberingScope
from forecourt.core.engines.explain.values import Known, Missing
from forecourt.core.plan import nodes as n
from forecourt.core.plan.horizons import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forecourt.core.engines.explain.decisions import Decisions
    from forecourt.core.engines.explain.horizons.ahead import HorizonOfDecision
    from forecourt.core.engines.explain.horizons.still import StillParts
    from forecourt.core.engines.explain.reasons import PassReason
    from forecourt.core.engines.explain.records import Held
    from forecourt.core.engines.explain.scope import Scope

    Key = tuple[str, str, int]


class DecisionHorizons:
    """The horizons of the decisions of one setting, each worked out once for a record."""

    def __init__(self, plan: n.Plan, decisions: Decisions, still: StillParts) -> None:
        self._still = still
        self._by_name = {(d.name, d.subject): d for d in plan.decisions}
        self._decisions = decisions
        self._ahead: dict[tuple[str, int], Ahead] = {}
        self._of_values: dict[Key, datetime] = {}
        self._of_all: dict[Key, datetime] = {}

    def ahead(self, held: Held) -> Ahead:
        """Return the surroundings of a statement for a record: decisions read as they are."""
        key = held.model, id(held.data)
        if key not in self._ahead:
            self._ahead[key] = self._in_scope(self._decisions.scope(held), self.of_value)
        return self._ahead[key]

    def _in_scope(self, scope: Scope, of_decision: HorizonOfDecision) -> Ahead:
        quicker = RememberingScope(scope.setting, scope.subject, scope.read)
        return Ahead(quicker, of_decision, self._still)

    def of_value(self, name: str, held: Held) -> datetime:
        """Return until when the value pass goes the same way: row, value, and its blame."""
        return _once(self._of_values, name, held, self._of_value_pass)

    def of(self, name: str, held: Held) -> datetime:
        """Return until when a decision stays: its row, value, certainty and blame."""
        return _once(self._of_all, name, held, self._of_both_passes)

    def _of_value_pass(self, name: str, held: Held) -> datetime:
        decision = self._by_name[name, held.model]
        made = self._decisions.of(name, held)
        return _of_pass(decision, made.value_pass, self.ahead(held))

    def _of_both_passes(self, name: str, held: Held) -> datetime:
        decision = self._by_name[name, held.model]
        made = self._decisions.of(name, held)
        second = made.certainty_pass or made.value_pass
        certain = self._in_scope(self._decisions.scope_of_certainty(held), self.of)
        horizon = min(self.of_value(name, held), _of_pass(decision, second, certain))
        if made.certain or second.blame:
            return horizon
        parts = (*((row.condition, row.value) for row in decision.rows), decision.fallback)
        return min(horizon, self._of_doubts(parts, self.ahead(held)))

    def _of_doubts(self, part: Any, ahead: Ahead) -> datetime:
        """Return until when all decisions stay that are read anywhere in `part`.

        An uncertain decision that nothing else is blamed for blames what these do.
        """
        if isinstance(part, tuple):
            return least(self._of_doubts(item, ahead) for item in part)
        if isinstance(getattr(part, "source", None), n.Source):
            return self._of_doubts_in_list(part, ahead)
        if not isinstance(part, n.Expr):
            return NEVER
        inner = least(self._of_doubts(getattr(part, each.name), ahead) for each in fields(part))
        return min(inner, self._of_doubt(part, ahead)) if isinstance(part, n.Ref) else inner

    def _of_doubt(self, ref: n.Ref, ahead: Ahead) -> datetime:
        of = ahead.scope.value(ref.of)
        read = self.of(ref.decision, of.value) if isinstance(of, Known) else NEVER
        return min(ahead.until(ref.of), read)

    def _of_doubts_in_list(self, aggregate: Any, ahead: Ahead) -> datetime:
        source = aggregate.source
        horizon = min(ahead.until(source.of), self._of_doubts(source.of, ahead))
        scopes = element_scopes(source, ahead.scope)
        for inner in () if isinstance(scopes, Missing) else map(ahead.inside, scopes):
            parts = (source.where, getattr(aggregate, "condition", None))
            read = (*parts, getattr(aggregate, "value", None))
            horizon = min(horizon, self._of_doubts(read, inner))
        return horizon


def _once(
    known: dict[Key, datetime], name: str, held: Held, find: Callable[[str, Held], datetime]
) -> datetime:
    key = name, held.model, id(held.data)
    if key not in known:
        known[key] = find(name, held)
    return known[key]


def _of_pass(decision: n.Decision, found: PassReason, ahead: Ahead) -> datetime:
    """Return until when the rows that were looked at stay, and the value that they gave."""
    conditions = (decision.rows[row.index].condition for row in found.rows)
    values = [decision.rows[index].value for index in found.taken]
    if not values and decision.hit in (n.HitPolicy.FIRST, n.HitPolicy.UNIQUE):
        values = [decision.fallback]
    judged = [condition for condition in conditions if condition is not None]
    return least(map(ahead.until, (*judged, *values)))
