"""Which function gives the horizon of which node of a plan, in columns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.horizons.combining import NEVER
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

    Rule = Callable[[Any, Scope], Sql]


@cache
def rules() -> Mapping[type, Rule]:
    """Return what gives horizons, by node."""
    from forecourt.core.engines.columns.horizons import (  # noqa: PLC0415 - they read this module
        conditions,
        lists,
        values,
    )

    strictly, moving_or = values.strictly, values.moving_or
    return {
        **dict.fromkeys(
            (n.Const, n.NoValue, n.Subject, n.Root, n.Element, n.Ordinal), values.for_ever
        ),
        n.Ask: values.ask,
        n.Today: moving_or(values.for_ever),
        n.Now: moving_or(values.for_ever),
        n.Parameter: values.parameter,
        n.Field: strictly(lambda node: (node.of,)),
        n.Follow: strictly(lambda node: (node.reference,)),
        n.Part: strictly(lambda node: (node.of,)),
        n.Ref: values.decided,
        n.Arithmetic: strictly(lambda node: (node.left, node.right)),
        n.Shift: moving_or(values.shift),
        n.DayOf: moving_or(strictly(lambda node: (node.moment,))),
        n.At: strictly(lambda node: (node.time, node.day)),
        n.PeriodStart: moving_or(strictly(lambda node: (node.day,))),
        n.FullUnits: moving_or(strictly(lambda node: (node.start, node.end))),
        n.Else: values.fallback,
        n.Pick: values.pick,
        n.Case: values.case_of,
        n.Call: strictly(lambda node: node.arguments),
        n.Join: strictly(lambda node: node.parts),
        n.Exists: lists.exists,
        n.Every: lists.every,
        n.Count: lists.count,
        n.Sum: lists.total,
        n.Average: lists.total,
        n.Best: lists.best,
        n.BestRecord: lists.best,
        n.Compare: conditions.compare,
        n.Among: conditions.among,
        n.Within: conditions.within,
        n.Has: strictly(lambda node: (node.items, node.item)),
        n.Truth: strictly(lambda node: (node.value,)),
        n.IsKnown: conditions.known_or_there,
        n.ThereIs: conditions.known_or_there,
        n.Holds: conditions.same_as_inner,
        n.Sampled: strictly(lambda node: (node.item, node.share)),
        n.Not: conditions.same_as_inner,
        n.And: conditions.of_and,
        n.Or: conditions.of_or,
        n.AtLeast: conditions.of_at_least,
    }


def until(node: n.Expr, scope: Scope) -> Sql:
    """Return until when an expression comes to the same: value, truth and blame."""
    if not scope.session.still.moves(node):
        return NEVER
    return scope.horizon(node, rules()[type(node)])
