"""Which parts of a plan time cannot change: those that read no clock and no dated parameter."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from forecourt.core.plan.nodes import Plan


class StillParts:
    """The expressions of a plan whose horizon is known to be never, without looking at records."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._decisions = {(d.name, d.subject): d for d in plan.decisions}
        self._moves: dict[int, bool] = {}
        for statement in (*plan.decisions, *plan.emissions):
            self._part_moves(statement)

    def __contains__(self, expr: n.Expr) -> bool:
        # The plan keeps its nodes, so that no other object has their identity.
        return not self._moves.get(id(expr), True)

    def _part_moves(self, part: Any) -> bool:
        """Return whether time can change an expression, or anything made of them; note them all."""
        if isinstance(part, tuple):
            return True in {self._part_moves(item) for item in part}
        if not isinstance(part, n.Expr | n.Source | n.Row | n.Series | n.Decision | n.Emission):
            return False
        if id(part) not in self._moves:
            inner = tuple(getattr(part, each.name) for each in fields(part))
            self._moves[id(part)] = self._part_moves(inner) or self._itself_moves(part)
        return self._moves[id(part)]

    def _itself_moves(self, part: Any) -> bool:
        match part:
            case n.Today() | n.Now():
                return True
            case n.Parameter(name=name):
                return _is_dated(self._plan.parameters[name])
            case n.Ref(decision=name, of=of):
                assert isinstance(of.type, Reference)
                return self._part_moves(self._decisions[name, of.type.model])
            case _:
                return False


def _is_dated(table: n.ParameterTable) -> bool:
    dated = (each for values in table.values.values() for each in values)
    return any(each.first_on is not None or each.last_on is not None for each in dated)
