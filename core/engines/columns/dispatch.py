"""Which function lowers which node of a plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.engines.columns.cells import Cell, Record, Truth
    from forecourt.core.engines.columns.scope import Scope


@cache
def values() -> Mapping[type, Callable[[Any, Scope], Cell]]:
    """Return what lowers values, by node."""
    from forecourt.core.engines.columns import (  # noqa: PLC0415 - they read this module
        aggregates,
        figures,
        stored,
        times,
        whole_units,
    )

    return {
        **dict.fromkeys(of_records(), stored.record_as_value),
        n.Const: stored.constant,
        n.NoValue: stored.no_value,
        n.Ask: stored.ask,
        n.Parameter: stored.parameter,
        n.Ordinal: stored.ordinal,
        n.Field: stored.field,
        n.Ref: stored.decided,
        n.Today: times.today,
        n.Now: times.now,
        n.Shift: times.shift,
        n.DayOf: times.day_of,
        n.At: times.at,
        n.FullUnits: whole_units.full_units,
        n.PeriodStart: times.period_start,
        n.Arithmetic: figures.arithmetic,
        n.Else: figures.fallback,
        n.Pick: figures.pick,
        n.Case: figures.case_of,
        n.Call: figures.call,
        n.Join: figures.join,
        n.Count: aggregates.count,
        n.Sum: aggregates.total,
        n.Average: aggregates.average,
        n.Best: aggregates.best,
    }


@cache
def truths() -> Mapping[type, Callable[[Any, Scope], Truth]]:
    """Return what lowers conditions, by node."""
    from forecourt.core.engines.columns import aggregates, conditions  # noqa: PLC0415

    return {
        n.Exists: aggregates.exists,
        n.Every: aggregates.every,
        n.Compare: conditions.compare,
        n.Among: conditions.among,
        n.Within: conditions.within,
        n.Has: conditions.has,
        n.Truth: conditions.truth_of,
        n.IsKnown: conditions.is_known,
        n.ThereIs: conditions.there_is,
        n.Holds: conditions.holds,
        n.Sampled: conditions.sampled,
        n.Not: conditions.negated,
        n.And: conditions.conjunction,
        n.Or: conditions.disjunction,
        n.AtLeast: conditions.at_least,
    }


@cache
def of_records() -> Mapping[type, Callable[[Any, Scope], Record]]:
    """Return what lowers records, by node."""
    from forecourt.core.engines.columns import (  # noqa: PLC0415 - they read this module
        aggregates,
        records,
    )

    return {
        n.Subject: records.subject,
        n.Root: records.root,
        n.Element: records.element,
        n.Follow: records.follow,
        n.Part: records.embedded,
        n.BestRecord: aggregates.best_record,
    }


@cache
def conditions() -> tuple[type, ...]:
    """Return the nodes that are conditions."""
    return tuple(truths())


def value(node: n.Expr, scope: Scope) -> Cell:
    """Return a value in columns."""
    return values()[type(node)](node, scope)


def truth(node: n.Expr, scope: Scope) -> Truth:
    """Return a condition in columns."""
    return truths()[type(node)](node, scope)


def record(node: n.Expr, scope: Scope) -> Record:
    """Return a record in columns; also of a decision, fallback or case whose value is one."""
    from forecourt.core.engines.columns import records  # noqa: PLC0415 - it reads this module

    return of_records().get(type(node), records.composite)(node, scope)
