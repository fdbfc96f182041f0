"""Statements that say something else every day, because what they say contains `today`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import ChangesDaily
from forecourt.core.plan import nodes as plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from forecourt.core.check.assembly import Declared
    from forecourt.core.plan.nodes import Decision, Emission, Expr


def daily_statements(
    declared: Iterable[Declared],
    decisions: Mapping[str, Decision],
    emissions: Iterable[Emission],
) -> Iterator[ChangesDaily]:
    """Yield a finding for each statement of whose outcome `today` itself is a part.

    A comparison with `today` is none: it turns once. Whole weeks, months and years until today
    change now and then, and not every day.
    """
    changing = _Changing(decisions)
    places = {one.at for one in emissions if any(changing.expr(value) for _, value in one.fields)}
    places |= {one.at for one in decisions.values() if one.reported and changing.decision(one.name)}
    for entry in declared:
        if entry.statement.place in places:
            yield ChangesDaily(entry.place, entry.kind, entry.name)


class _Changing:
    """Tells which expressions are another value every day; what it found out it remembers."""

    def __init__(self, decisions: Mapping[str, Decision]) -> None:
        self._decisions = decisions
        self._found: dict[str, bool] = {}

    def decision(self, name: str) -> bool:
        """Tell whether the value of a decision changes every day; one that is gone does not."""
        if name not in self._found:
            decision = self._decisions.get(name)
            rows = decision.rows if decision is not None else ()
            self._found[name] = any(self.expr(row.value) for row in rows)
        return self._found[name]

    def expr(self, expr: Expr) -> bool:
        """Tell whether the value of an expression changes every day."""
        if isinstance(expr, plan.Today):
            return True
        if isinstance(expr, plan.Ref):
            return self.decision(expr.decision)
        parts = _VALUES_IN.get(type(expr))
        return parts is not None and any(self.expr(part) for part in parts(expr))


def _counted(expr: plan.FullUnits) -> tuple[Expr, ...]:
    return (expr.start, expr.end) if expr.unit in ("days", "hours", "minutes") else ()


_VALUES_IN: dict[type, Callable[[Any], tuple[Expr, ...]]] = {
    plan.Arithmetic: lambda e: (e.left, e.right),
    plan.Shift: lambda e: (e.start, e.amount),
    plan.At: lambda e: (e.day,),
    plan.FullUnits: _counted,
    plan.Else: lambda e: (e.first, e.second),
    plan.Pick: lambda e: e.items,
    plan.Case: lambda e: tuple(value for _, value in e.rows) + ((e.otherwise,) * bool(e.otherwise)),
    plan.Call: lambda e: e.arguments,
    plan.Join: lambda e: e.parts,
}
"""The values that a value is made of; conditions turn now and then, and are no part of it."""
