"""The code for until when what is said of a list stays: functions with a loop over its elements.

The elements stay; whether they count may not, nor what they are counted for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import model_of
from forecourt.core.engines.record.code import Truth, all_of, any_of
from forecourt.core.engines.record.grouping import group_of, grouping_of
from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, earliest
from forecourt.core.engines.record.horizons.combining import disjunction
from forecourt.core.engines.record.loops import ALWAYS, elements_of, where
from forecourt.core.engines.record.scope import Binding, Reading
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Function


def of_list(scope: Ahead, expr: Any) -> str:
    """Return the horizon of an aggregate or quantifier."""
    of = scope.until(expr.source.of)
    parts = (expr.source.where, getattr(expr, "condition", None), getattr(expr, "value", None))
    if all(part is None or scope.source.forms.is_still(part) for part in parts):
        return of
    return earliest((of, _applied(scope, expr)))


def _applied(scope: Ahead, expr: Any) -> str:
    """Keep what the function of a list gives, and return the variable."""
    function = _function(scope, expr)
    name = scope.fresh(f"until_{expr.source.name}")
    group = _group(scope, expr.source)
    if group is not None:
        elements = scope.fresh("elements")
        scope.write(f"{elements} = {group}")
        scope.write(f"{name} = {NEVER}")
        with scope.block(f"if {elements}:"):
            scope.write(f"{name} = {scope.call(function, elements)}")
        return name
    of = scope.value(expr.source.of)
    code = scope.call(function, elements_of(scope, expr.source))
    scope.write(f"{name} = {f'{NEVER} if {of.missing} else {code}' if of.missing else code}")
    return name


def _group(scope: Ahead, source: n.Source) -> str | None:
    """Return the code for the elements that can count; those left out never can."""
    grouping = grouping_of(scope, source)
    if grouping is None or not all(map(scope.source.forms.is_still, grouping.values)):
        return None
    return group_of(scope, source)


def _function(scope: Ahead, expr: Any) -> Function:
    testing = scope.reading is Reading.TESTING and scope.fact(expr).reads
    reading = Reading.TESTING if testing else Reading.PLAIN
    key = ("ahead in list", scope.fact(expr).number, reading, scope.segment if testing else -1)
    found = scope.source.function(key)
    if found is not None:
        return found
    inner, elements, element = element_ahead(scope, expr.source, reading)
    _WRITERS[type(expr)](inner, expr, f"for {element} in {elements}:")
    name = scope.source.names.whole(f"until_{scope.source.hint(expr)}")
    return scope.source.finish(key, name, inner, elements)


def element_ahead(scope: Ahead, source: n.Source, reading: Reading) -> tuple[Ahead, str, str]:
    """Return a scope for a loop over a list, and the names of the list and the element."""
    binding = Binding(model_of(source.of), source.name)
    inner = Ahead(
        scope.source,
        reading,
        segment=scope.segment,
        variables=frozenset({source.variable}),
        bindings={**scope.bindings, source.variable: binding},
    )
    element = inner.fresh(source.model)
    inner.provide(("element", source.variable), element)
    return inner, inner.fresh("elements"), element


# Conditions over elements --------------------------------------------------------------------


def _write_any(scope: Ahead, expr: n.Exists, loop: str) -> None:
    def judge() -> tuple[str, str]:
        truth, until = _counts(scope, expr.source)
        return truth.true, until

    _write_settled(scope, loop, judge)


def _write_every(scope: Ahead, expr: n.Every, loop: str) -> None:
    def judge() -> tuple[str, str]:
        meant, until_meant = _counts(scope, expr.source)
        until, holds = scope.until(expr.condition), scope.truth(expr.condition)
        spared = Truth(meant.false, meant.true)
        either = disjunction(scope, [(spared, until_meant), (holds, until)])
        return all_of((meant.true, holds.false)), either

    _write_settled(scope, loop, judge)


def _write_settled(scope: Ahead, loop: str, judge: Any) -> None:
    """Write a loop that finds the last horizon of the elements that settle it, else the first."""
    first, last = scope.fresh("first"), scope.fresh("last")
    scope.write(f"{first}, {last} = {NEVER}, None")
    with scope.block(loop):
        decides, until = judge()
        kept = scope.keep_until(until)
        with scope.block(f"if {decides or 'False'}:"):
            scope.write(f"{last} = {kept} if {last} is None else later({last}, {kept})")
        with scope.block(f"elif {kept} < {first}:"):
            scope.write(f"{first} = {kept}")
    scope.write(f"return {first} if {last} is None else {last}")


def _counts(scope: Ahead, source: n.Source) -> tuple[Truth, str]:
    """Return the condition of the elements that count, and its horizon."""
    if source.where is None:
        return ALWAYS, NEVER
    until = scope.until(source.where)
    return where(scope, source), until


# Values of elements --------------------------------------------------------------------------


def _write_count(scope: Ahead, expr: n.Count, loop: str) -> None:
    _write_least(scope, expr, loop, None, lambda _: "")


def _write_sum(scope: Ahead, expr: n.Sum | n.Average, loop: str) -> None:
    _write_least(scope, expr, loop, expr.value, lambda truth: truth.true)


def _write_best(scope: Ahead, expr: n.Best | n.BestRecord, loop: str) -> None:
    def matters(truth: Truth) -> str:
        return any_of((truth.true, truth.unknown))

    _write_least(scope, expr, loop, expr.value, matters)


def _write_least(scope: Ahead, expr: Any, loop: str, value: n.Expr | None, matters: Any) -> None:
    """Write a loop that finds the first horizon of what elements count for, if they matter."""
    first = scope.fresh("first")
    scope.write(f"{first} = {NEVER}")
    with scope.block(loop):
        truth, until = _counts(scope, expr.source)
        scope.lower(first, until)
        if value is not None and not scope.source.forms.is_still(value):
            with scope.block(f"if {matters(truth) or 'False'}:"):
                scope.lower(first, scope.until(value))
    scope.write(f"return {first}")


_WRITERS: dict[type, Any] = {
    n.Exists: _write_any,
    n.Every: _write_every,
    n.Count: _write_count,
    n.Sum: _write_sum,
    n.Average: _write_sum,
    n.Best: _write_best,
    n.BestRecord: _write_best,
}
LISTS: dict[type, Any] = dict.fromkeys(_WRITERS, of_list)
