"""How small and how large the number that an expression comes to can be.

Each node has one small function in `_BOUNDS`. What it gives holds whatever the records hold, as
long as their fields keep to their ranges: the value may be none or missing, but it never lies
outside. It is not always the narrowest: `x - x` is taken as the difference of any two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import gcd
from typing import TYPE_CHECKING, Any

from forecourt.core.plan import nodes as n
from forecourt.core.plan.nodes import HitPolicy, Operator
from forecourt.core.values.arithmetic import div, scale
from forecourt.core.values.ranges import (
    LAST_ORDINAL,
    LONGEST_LIST,
    Interval,
    up_to,
    usual_range,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecourt.core.plan.nodes import Decision, Expr
    from forecourt.core.records.schema import Schema

Bounds = Interval | None
"""Between what a number lies; None where there never is one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the bounds of an expression depend on besides the expression.

    `decisions` must hold those that are read. Bounds once found are kept, so that asking for those
    of every part of a long expression takes no longer than asking for those of the whole.
    """

    schema: Schema
    decisions: Mapping[str, Decision]
    parameters: Callable[[str], Bounds]
    """The bounds of a parameter's values, by its name."""
    functions: Mapping[str, Bounds]
    """The bounds of functions' results."""
    _found: dict[int, tuple[object, Bounds]] = field(default_factory=dict)

    def of(self, expr: Expr) -> Bounds:
        """Return between what the number lies that an expression comes to."""
        return self._kept(expr, lambda: _BOUNDS[type(expr)](expr, self))

    def of_decision(self, decision: Decision) -> Bounds:
        """Return between what the value of a decision lies."""
        return self._kept(decision, lambda: _decision(decision, self))

    def _kept(self, part: object, find: Callable[[], Bounds]) -> Bounds:
        kept = self._found.get(id(part))
        if kept is None:
            # The part is kept beside its bounds, or its id could become that of another one.
            self._found[id(part)] = kept = (part, find())
        return kept[1]


def hull(parts: Iterable[Bounds]) -> Bounds:
    """Return the least interval that holds all of several."""
    there = [part for part in parts if part is not None]
    if not there:
        return None
    return Interval(min(part.low for part in there), max(part.high for part in there))


# What is stored or written -----------------------------------------------------------------------


def _const(node: n.Const, _: Known) -> Bounds:
    return Interval(node.value, node.value)


def _no_number(_: object, __: Known) -> Bounds:
    return None


def _parameter(node: n.Parameter, known: Known) -> Bounds:
    return known.parameters(node.name)


def _field(node: n.Field, known: Known) -> Bounds:
    return known.schema.models[node.model].fields[node.name].range


def _ref(node: n.Ref, known: Known) -> Bounds:
    return known.of_decision(known.decisions[node.decision])


def _ordinal(_: n.Ordinal, __: Known) -> Bounds:
    return up_to(LAST_ORDINAL)


def _call(node: n.Call, known: Known) -> Bounds:
    return known.functions.get(node.function) or usual_range(node.type)


def _decision(decision: Decision, known: Known) -> Bounds:
    values = [known.of(row.value) for row in decision.rows]
    if decision.hit is HitPolicy.SUM:
        return _sum_of_some(values)
    return hull((*values, known.of(decision.fallback)))


def _sum_of_some(parts: Iterable[Bounds]) -> Interval:
    """Return the bounds of the sum of any of several numbers."""
    there = [part for part in parts if part is not None]
    return Interval(
        sum(min(part.low, 0) for part in there), sum(max(part.high, 0) for part in there)
    )


# Arithmetic --------------------------------------------------------------------------------------


def _arithmetic(node: n.Arithmetic, known: Known) -> Bounds:
    left, right = known.of(node.left), known.of(node.right)
    if left is None or right is None:
        return None
    match node.operator:
        case Operator.ADD:
            return Interval(left.low + right.low, left.high + right.high)
        case Operator.SUBTRACT:
            return Interval(left.low - right.high, left.high - right.low)
        case Operator.MULTIPLY:
            scales = scale(node.left.type) * scale(node.right.type)
            return _product(left, right, scale(node.type), scales)
        case Operator.DIVIDE:
            above = scale(node.right.type) * scale(node.type)
            return _quotient(left, right, above, scale(node.left.type))


def _product(left: Interval, right: Interval, above: int, below: int) -> Interval:
    corners = [one * other for one in _ends(left) for other in _ends(right)]
    return _divided(Interval(min(corners), max(corners)), above, below)


def _divided(whole: Interval, above: int, below: int) -> Interval:
    """Return the bounds of `div(x * above, below)`, which never decreases with x."""
    return Interval(div(whole.low * above, below), div(whole.high * above, below))


def _quotient(left: Interval, right: Interval, above: int, below: int) -> Bounds:
    """Return the bounds of `div(l * above, r * below)` where r isn't zero.

    For an l the result is monotone in r as long as r keeps its sign, and for an r in l.
    """
    divisors = [end for part in _without_zero(right) for end in _ends(part)]
    corners = [div(end * above, by * below) for end in _ends(left) for by in divisors]
    return Interval(min(corners), max(corners)) if corners else None


def _without_zero(whole: Interval) -> list[Interval]:
    """Return the negative part and the positive one, those that there are."""
    parts = (Interval(whole.low, min(whole.high, -1)), Interval(max(whole.low, 1), whole.high))
    return [part for part in parts if part.low <= part.high]


def _ends(whole: Interval) -> tuple[int, int]:
    return whole.low, whole.high


# Time between dates ------------------------------------------------------------------------------

_ALL_DAYS = (date.max - date.min).days + 3
"""More days than lie between any two moments, whatever their clocks show."""
_ALL_UNITS = {
    "years": date.max.year,
    "months": date.max.year * 12,
    "weeks": _ALL_DAYS // 7 + 1,
    "days": _ALL_DAYS,
    "hours": _ALL_DAYS * 24,
    "minutes": _ALL_DAYS * 24 * 60,
}


def _full_units(node: n.FullUnits, _: Known) -> Bounds:
    return up_to(_ALL_UNITS[node.unit])


# Choice ------------------------------------------------------------------------------------------


def _else(node: n.Else, known: Known) -> Bounds:
    return hull((known.of(node.first), known.of(node.second)))


def _case(node: n.Case, known: Known) -> Bounds:
    values = [known.of(value) for _, value in node.rows]
    return hull(values if node.otherwise is None else (*values, known.of(node.otherwise)))


def _pick(node: n.Pick, known: Known) -> Bounds:
    """A constant takes part always, the others only where they are known."""
    whole = hull(known.of(item) for item in node.items)
    always = [item.value for item in node.items if isinstance(item, n.Const)]
    if whole is None or not always:
        return whole
    if node.greatest:
        return Interval(max(whole.low, *always), whole.high)
    return Interval(whole.low, min(whole.high, *always))


# Lists -------------------------------------------------------------------------------------------


def _count(_: n.Count, __: Known) -> Bounds:
    return Interval(0, LONGEST_LIST)


def _sum(node: n.Sum, known: Known) -> Bounds:
    one = _sum_of_some((known.of(node.value),))
    return Interval(one.low * LONGEST_LIST, one.high * LONGEST_LIST)


def _average(node: n.Average, known: Known) -> Bounds:
    one = known.of(node.value)
    above, below = scale(node.type), scale(node.value.type)
    shared = gcd(above, below)
    return None if one is None else _divided(one, above // shared, below // shared)


def _best(node: n.Best, known: Known) -> Bounds:
    return known.of(node.value)


_BOUNDS: dict[type, Callable[[Any, Known], Bounds]] = {
    n.Const: _const,
    n.NoValue: _no_number,
    n.Ask: _no_number,
    n.Parameter: _parameter,
    n.Field: _field,
    n.Ref: _ref,
    n.Ordinal: _ordinal,
    n.Call: _call,
    n.Arithmetic: _arithmetic,
    n.FullUnits: _full_units,
    n.Else: _else,
    n.Case: _case,
    n.Pick: _pick,
    n.Count: _count,
    n.Sum: _sum,
    n.Average: _average,
    n.Best: _best,
}
"""The nodes that can be numbers; all others are dates, texts, names, records or conditions."""


def can_be_a_number(node: type) -> bool:
    """Tell whether expressions of that class may come to a number, and so have bounds."""
    return node in _BOUNDS
