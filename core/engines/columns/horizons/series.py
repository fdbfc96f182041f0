"""Until when the same occurrences of a series are there, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.horizons.combining import NEVER, least, where
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.scope import Bound
from forecourt.core.engines.columns.sql import (
    ONE,
    WHOLE,
    case,
    holds,
    is_there,
    not_,
    null,
    number,
    op,
)
from forecourt.core.plan import nodes as n
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Day, Moment, YesNo

if TYPE_CHECKING:
    from forecourt.core.engines.columns.occurrences import Bounds, Occurring
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_BEYOND_THE_CALENDAR = number(2**40)
"""More than the seconds that there are, so that no series that moves on has as many ordinals."""


def of_the_first(series: n.Series, at: Bounds, scope: Scope) -> Sql:
    """Return until when a series has the same first and last, and goes on to open, or not.

    What is later is told in the rows of occurrences, which there are if one has opened.
    """
    bounds = [until(one, scope) for one in (series.first, series.last) if one is not None]
    first = _at(series, at.first, scope)
    to_open = where(not_(at.opened), least(_opening(series, first), _left_out(series, first)))
    stuck = where(at.is_stuck, _standing_still(series, at, scope))
    return least(*bounds, where(at.begun, least(to_open, stuck)))


def _of_the_latest(series: n.Series, at: Bounds, scope: Scope) -> Sql:
    """Return until when the same occurrence is the latest, and the same have closed."""
    moving_on = least(_following(series, at, scope), _closed_before(series, at, scope))
    return scope.frame.put(where(is_there(at.latest), moving_on))


def _following(series: n.Series, at: Bounds, scope: Scope) -> Sql:
    """Return until when the latest has opened, and no other."""
    latest = _at(series, at.latest, scope)
    following = _at(series, op("+", at.latest, ONE), scope)
    is_last = holds(op("=", at.latest, at.last))
    return least(
        _opening(series, latest), where(not_(is_last), _opening(series, following))
    )  # fmt: skip


def _standing_still(series: n.Series, at: Bounds, scope: Scope) -> Sql:
    """Return until when a series without end or latest occurrence has none."""
    far = case([(at.is_stuck, op("+", at.first, _BEYOND_THE_CALENDAR))], null(WHOLE))
    return _opening(series, _at(series, far, scope))


def _closed_before(series: n.Series, at: Bounds, scope: Scope) -> Sql:
    """Return until when the occurrence before those that are still open stays closed."""
    before = scope.frame.put(op("-", at.lowest, ONE))
    closed = _closing(series, _at(series, before, scope))
    return where(op(">=", before, at.first), closed)


def of_occurrence(series: n.Series, found: Occurring, scope: Scope) -> Sql:
    """Return until when an occurrence stays open, done, or left out, for the rows of these.

    `scope` is that of the rows around.
    """
    inner = found.inner
    earlier = least(_closing(series, inner), until(series.done, inner))
    kept = where(holds(found.is_earlier), earlier)
    left_out = where(not_(holds(found.is_only)), _left_out(series, inner))
    latest = _of_the_latest(series, found.bounds, scope)
    return least(kept, left_out, inner.from_outside(latest))


def _at(series: n.Series, ordinal: Sql, scope: Scope) -> Scope:
    return scope.inner(series.variable, Bound(scope.frame, ordinal=scope.frame.put(ordinal)))


def _opening(series: n.Series, scope: Scope) -> Sql:
    return until(_compared(series.opens, Relation.AT_MOST), scope)


def _closing(series: n.Series, scope: Scope) -> Sql:
    return until(_compared(series.closes, Relation.AT_LEAST), scope)


def _left_out(series: n.Series, scope: Scope) -> Sql:
    return NEVER if series.left_out is None else until(series.left_out, scope)


def _compared(time: n.Expr, relation: Relation) -> n.Compare:
    """Return the comparison of a day with today, or of a moment with now."""
    clock = n.Today(Day()) if isinstance(time.type, Day) else n.Now(Moment())
    return n.Compare(relation, time, clock, YesNo())
