"""Which function evaluates which node of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain import aggregates, conditions, figures, periods, stored, times
from forecourt.core.engines.explain.values import truth_as_value
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.explain.reasons import ConditionReason
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.engines.explain.values import Value

_VALUES: dict[type, Callable[[Any, Scope], Value]] = {
    n.Const: stored.constant,
    n.NoValue: stored.no_value,
    n.Ask: stored.ask,
    n.Today: times.today,
    n.Now: times.now,
    n.Parameter: stored.parameter,
    n.Subject: stored.subject,
    n.Root: stored.root,
    n.Element: stored.element,
    n.Ordinal: stored.ordinal,
    n.Field: stored.field,
    n.Follow: stored.follow,
    n.Part: stored.embedded,
    n.Ref: stored.decided,
    n.Arithmetic: figures.arithmetic,
    n.Shift: times.shift,
    n.DayOf: times.day_of,
    n.At: times.at,
    n.FullUnits: times.full_units,
    n.PeriodStart: periods.period_start,
    n.Else: figures.fallback,
    n.Pick: figures.pick,
    n.Case: figures.case,
    n.Call: figures.call,
    n.Join: figures.join,
    n.Count: aggregates.count,
    n.Sum: aggregates.total,
    n.Average: aggregates.average,
    n.Best: aggregates.best,
    n.BestRecord: aggregates.best_record,
}

_CONDITIONS: dict[type, Callable[[Any, Scope], ConditionReason]] = {
    n.Exists: conditions.any_,
    n.Every: conditions.every,
    n.Compare: conditions.compare,
    n.Among: conditions.among,
    n.Within: conditions.within,
    n.Has: conditions.has,
    n.Truth: conditions.truth,
    n.IsKnown: conditions.is_known,
    n.ThereIs: conditions.there_is,
    n.Holds: conditions.holds,
    n.Sampled: conditions.sampled,
    n.Not: conditions.not_,
    n.And: conditions.and_,
    n.Or: conditions.or_,
    n.AtLeast: conditions.at_least_,
}


def value(expr: n.Expr, scope: Scope) -> Value:
    """Return what an expression comes to; a condition comes to yes, no or missing."""
    evaluate = _VALUES.get(type(expr))
    return truth_as_value(judge(expr, scope).truth) if evaluate is None else evaluate(expr, scope)


def judge(condition: n.Expr, scope: Scope) -> ConditionReason:
    """Return what a condition comes to, and why.

    Raises:
        TypeError: it is a value, which is a condition through `Truth` only.
    """
    decide = _CONDITIONS.get(type(condition))
    if decide is None:
        raise TypeError(f"{type(condition).__name__} is not a condition")
    return decide(condition, scope)
