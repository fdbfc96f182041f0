"""What the form of an expression says of its horizon, before any record is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import key_of, upwards, within
from forecourt.core.engines.record.stages import parts_of
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Moment

if TYPE_CHECKING:
    from forecourt.core.engines.record.analysis import Analysis, Key

_BY_SECONDS = frozenset({"hours", "minutes"})

MADE_OF_PARTS = (
    *(n.Shift, n.DayOf, n.PeriodStart, n.At, n.FullUnits, n.Arithmetic, n.Else, n.Pick, n.Case),
    *(n.Compare, n.Among, n.Within, n.IsKnown, n.ThereIs, n.Holds, n.Not, n.And, n.Or, n.AtLeast),
)
"""Nodes that read nothing of a record but through the expressions within them."""


class Forms:
    """The forms of all expressions of a plan; equal expressions have one."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._still: dict[int, bool] = {}
        self._leaves: dict[int, frozenset[int]] = {}
        self._leaf_exprs: dict[int, n.Expr] = {}
        self._still_decisions: dict[Key, bool] = {}
        for decision in analysis.plan.decisions:
            key = decision.name, decision.subject
            self._still_decisions[key] = all(map(self.is_still, parts_of(decision)))

    def is_still(self, expr: n.Expr) -> bool:
        """Return whether time cannot change an expression: its horizon is never."""
        number = self._analysis.fact(expr).number
        if number not in self._still:
            for inner in upwards(expr, self._is_judged):
                self._still[self._analysis.fact(inner).number] = self._judge(inner)
        return self._still[number]

    def is_still_decision(self, key: Key) -> bool:
        """Return whether all that a decision is made of is still."""
        return self._still_decisions[key]

    def _is_judged(self, expr: n.Expr) -> bool:
        return self._analysis.fact(expr).number in self._still

    def _judge(self, expr: n.Expr) -> bool:
        match expr:
            case n.Today() | n.Now():
                return False
            case n.Parameter(name=name) if is_dated(self._analysis.plan.parameters[name]):
                return False
            case n.Ref() if not self._still_decisions[key_of(expr)]:
                return False
            case _:
                return all(self._still[self._analysis.fact(part).number] for part in within(expr))

    def only_leaf(self, expr: n.Expr) -> n.Expr | None:
        """Return the one thing read of a record that an expression depends on beside the moment.

        None if there are several, or if it isn't still.
        """
        leaves = self._leaves_of(expr)
        if len(leaves) != 1:
            return None
        leaf = self._leaf_exprs[next(iter(leaves))]
        return leaf if self.is_still(leaf) else None

    def _leaves_of(self, expr: n.Expr) -> frozenset[int]:
        for inner in upwards(expr, self._has_leaves):
            number = self._analysis.fact(inner).number
            self._leaves[number] = self._find_leaves(inner, number)
        return self._leaves[self._analysis.fact(expr).number]

    def _has_leaves(self, expr: n.Expr) -> bool:
        return self._analysis.fact(expr).number in self._leaves

    def _find_leaves(self, expr: n.Expr, number: int) -> frozenset[int]:
        if isinstance(expr, n.Const | n.NoValue) or self._analysis.fact(expr).hoistable:
            return frozenset()
        if isinstance(expr, MADE_OF_PARTS):
            inner = (self._analysis.fact(part).number for part in within(expr))
            return frozenset().union(*(self._leaves[each] for each in inner))
        self._leaf_exprs[number] = expr
        return frozenset({number})


def is_dated(table: n.ParameterTable) -> bool:
    """Return whether a value of a parameter comes into force, or goes out of it."""
    dated = (each for values in table.values.values() for each in values)
    return any(each.first_on is not None or each.last_on is not None for each in dated)


def moves(expr: n.Expr) -> bool:
    """Return whether the clock alone moves an expression, in one direction, where it is known."""
    match expr:
        case n.Today() | n.Now():
            return True
        case n.DayOf(moment=inner) | n.PeriodStart(day=inner) | n.Shift(start=inner):
            return moves(inner)
        case n.FullUnits():
            return falls(expr) or _rises(expr)
        case _:
            return False


def falls(expr: n.Expr) -> bool:
    """Return whether an expression counts how much is left, and so falls as the clock moves."""
    if not isinstance(expr, n.FullUnits) or not moves(expr.start) or moves(expr.end):
        return False
    if isinstance(expr.start.type, Moment):
        return True
    return isinstance(expr.end.type, Day) and expr.unit not in _BY_SECONDS


def _rises(expr: n.FullUnits) -> bool:
    if moves(expr.start) or not moves(expr.end):
        return False
    return isinstance(expr.end.type, Moment) or expr.unit not in _BY_SECONDS
