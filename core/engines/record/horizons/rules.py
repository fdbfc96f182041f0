"""Which function writes the horizon of which node of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.code import stored
from forecourt.core.engines.record.horizons import combining, conditions, values
from forecourt.core.engines.record.horizons.ahead import Ahead, HoistingAhead
from forecourt.core.engines.record.horizons.lists import LISTS
from forecourt.core.engines.record.horizons.moving import course
from forecourt.core.engines.record.horizons.operands import strictly
from forecourt.core.engines.record.scope import Reading
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.record.scope import Function


def tabled(rule: Callable[[Ahead, Any], str]) -> Callable[[Ahead, Any], str]:
    """Return the same rule; what depends on a single date is looked up in a table by that date."""

    def write(scope: Ahead, expr: n.Expr) -> str:
        leaf = _date_of(scope, expr)
        if leaf is None:
            return rule(scope, expr)
        function = _function_of(scope, expr, leaf, rule)
        table = scope.source.hoist_code(
            "horizons", f"Table(lambda day: {function.name}(day), {{}})", sure=True
        )
        return f"{table}[{stored(scope.value(leaf), scope.kinds(leaf))}]"

    return write


def _date_of(scope: Ahead, expr: n.Expr) -> n.Expr | None:
    """Return the one date of a record on which the horizon of an expression depends."""
    if isinstance(scope, HoistingAhead):
        return None
    leaf = scope.source.forms.only_leaf(expr)
    if leaf is None or not isinstance(leaf.type, Day):
        return None
    if scope.fact(leaf).reads and scope.reading is not Reading.PLAIN:
        return None
    return None if scope.is_taken(leaf) else leaf


def _function_of(
    scope: Ahead, expr: n.Expr, leaf: n.Expr, rule: Callable[[Ahead, Any], str]
) -> Function:
    """Return the function that gives the horizon of an expression for a date."""
    key = ("ahead of date", scope.fact(expr).number)
    found = scope.source.function(key)
    if found is not None:
        return found
    inner = Ahead(scope.source, Reading.PLAIN)
    day = inner.fresh("day")
    inner.take(leaf, day)
    inner.write(f"return {rule(inner, expr)}")
    name = scope.source.names.whole("until_by_day")
    return scope.source.finish(key, name, inner, day)


RULES: dict[Any, Callable[[Ahead, Any], str]] = {
    "course": course,
    n.Const: values.for_ever,
    n.NoValue: values.for_ever,
    n.Ask: values.ask,
    n.Today: values.moving,
    n.Now: values.moving,
    n.Parameter: values.parameter,
    n.Subject: values.for_ever,
    n.Root: values.for_ever,
    n.Element: values.for_ever,
    n.Ordinal: values.for_ever,
    n.Field: strictly(lambda expr: (expr.of,)),
    n.Follow: strictly(lambda expr: (expr.reference,)),
    n.Part: strictly(lambda expr: (expr.of,)),
    n.Ref: values.decided,
    n.Arithmetic: strictly(lambda expr: (expr.left, expr.right)),
    n.Shift: tabled(values.moving),
    n.DayOf: values.moving,
    n.At: strictly(lambda expr: (expr.time, expr.day)),
    n.PeriodStart: values.moving,
    n.FullUnits: tabled(values.moving),
    n.Else: values.otherwise,
    n.Pick: values.pick,
    n.Case: values.case,
    n.Call: strictly(lambda expr: expr.arguments),
    n.Join: strictly(lambda expr: expr.parts),
    **LISTS,
    n.Compare: tabled(conditions.compare),
    n.Among: tabled(conditions.among),
    n.Within: tabled(conditions.within),
    n.Has: strictly(lambda expr: (expr.items, expr.item)),
    n.Truth: strictly(lambda expr: (expr.value,)),
    n.IsKnown: conditions.known,
    n.ThereIs: conditions.known,
    n.Holds: combining.same_as_inner,
    n.Sampled: strictly(lambda expr: (expr.item, expr.share)),
    n.Not: combining.same_as_inner,
    n.And: combining.and_,
    n.Or: combining.or_,
    n.AtLeast: combining.at_least,
}
