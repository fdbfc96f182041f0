"""Which function gives the horizon of which node of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.horizons import conditions, lists, values
from forecourt.core.engines.explain.horizons.moving import moving
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead

RULES: dict[type, Callable[[Any, Ahead], datetime]] = {
    n.Const: values.for_ever,
    n.NoValue: values.for_ever,
    n.Ask: values.ask,
    n.Today: values.today,
    n.Now: values.now,
    n.Parameter: values.parameter,
    n.Subject: values.for_ever,
    n.Root: values.for_ever,
    n.Element: values.for_ever,
    n.Ordinal: values.for_ever,
    n.Field: values.strictly(lambda node: (node.of,)),
    n.Follow: values.strictly(lambda node: (node.reference,)),
    n.Part: values.strictly(lambda node: (node.of,)),
    n.Ref: values.decided,
    n.Arithmetic: values.strictly(lambda node: (node.left, node.right)),
    n.Shift: values.shift,
    n.DayOf: values.strictly(lambda node: (node.moment,)),
    n.At: values.strictly(lambda node: (node.time, node.day)),
    n.PeriodStart: values.strictly(lambda node: (node.day,)),
    n.FullUnits: values.strictly(lambda node: (node.start, node.end)),
    n.Else: values.fallback,
    n.Pick: values.pick,
    n.Case: values.case,
    n.Call: values.strictly(lambda node: node.arguments),
    n.Join: values.strictly(lambda node: node.parts),
    n.Exists: lists.any_,
    n.Every: lists.every,
    n.Count: lists.count,
    n.Sum: lists.total,
    n.Average: lists.total,
    n.Best: lists.best,
    n.BestRecord: lists.best,
    n.Compare: conditions.compare,
    n.Among: conditions.among,
    n.Within: conditions.within,
    n.Has: values.strictly(lambda node: (node.items, node.item)),
    n.Truth: values.strictly(lambda node: (node.value,)),
    n.IsKnown: conditions.known,
    n.ThereIs: conditions.known,
    n.Holds: conditions.same_as_inner,
    n.Sampled: values.strictly(lambda node: (node.item, node.share)),
    n.Not: conditions.same_as_inner,
    n.And: conditions.and_,
    n.Or: conditions.or_,
    n.AtLeast: conditions.at_least,
}


def until(expr: n.Expr, ahead: Ahead) -> datetime:
    """Return until when an expression comes to the same: value, truth and blame."""
    found = moving(expr, ahead)
    return RULES[type(expr)](expr, ahead) if found is None else found.moves_on()
