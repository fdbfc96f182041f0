"""Until when the same occurrences of a series are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.emissions import BEYOND_THE_CALENDAR, latest_opened
from forecourt.core.engines.explain.values import NONE, Known, Missing
from forecourt.core.plan import nodes as n
from forecourt.core.plan.horizons import NEVER
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Day, Moment, YesNo

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead


def until_other_occurrences(series: n.Series, ahead: Ahead) -> datetime:
    """Return until when the series has the same occurrences, and the same blame for others."""
    first = ahead.scope.value(series.first)
    last = NONE if series.last is None else ahead.scope.value(series.last)
    bounds = ahead.until(series.first)
    if series.last is not None:
        bounds = min(bounds, ahead.until(series.last))
    if not isinstance(first, Known) or isinstance(last, Missing):
        return bounds
    end = last.value if isinstance(last, Known) else None
    if end is not None and end < first.value:
        return bounds
    return min(bounds, _of_ordinals(series, first.value, end, ahead))


def _of_ordinals(series: n.Series, first: int, last: int | None, ahead: Ahead) -> datetime:
    """While the first is still to open: until it does. Else until the next one does.

    And until one of those that are kept closes, or is done, or is left out.
    """
    if not _has_opened(series, first, ahead):
        return min(_opening(series, first, ahead), _left_out(series, first, ahead))
    latest = latest_opened(series, first, last, ahead.scope)
    if latest is None:
        return _opening(series, first + BEYOND_THE_CALENDAR, ahead)
    following = NEVER if latest == last else _opening(series, latest + 1, ahead)
    kept = min(_opening(series, latest, ahead), _left_out(series, latest, ahead))
    return min(following, kept, _of_earlier(series, range(latest - 1, first - 1, -1), ahead))


def _of_earlier(series: n.Series, ordinals: range, ahead: Ahead) -> datetime:
    """Return the horizon of the occurrences before the latest, back to the first that is closed."""
    horizon = NEVER
    for ordinal in ordinals:
        inner = _at(series, ordinal, ahead)
        horizon = min(horizon, _against_clock(series.closes, Relation.AT_LEAST, inner))
        if not _is_still_open(series, inner):
            break
        kept = min(inner.until(series.done), _left_out(series, ordinal, ahead))
        horizon = min(horizon, kept)
    return horizon


def _at(series: n.Series, ordinal: int, ahead: Ahead) -> Ahead:
    return ahead.inside(ahead.scope.with_ordinal(series.variable, ordinal))


def _opening(series: n.Series, ordinal: int, ahead: Ahead) -> datetime:
    return _against_clock(series.opens, Relation.AT_MOST, _at(series, ordinal, ahead))


def _left_out(series: n.Series, ordinal: int, ahead: Ahead) -> datetime:
    out = series.left_out
    return NEVER if out is None else _at(series, ordinal, ahead).until(out)


def _has_opened(series: n.Series, ordinal: int, ahead: Ahead) -> bool:
    scope = _at(series, ordinal, ahead).scope
    return scope.truth(_compared(series.opens, Relation.AT_MOST)) is True


def _is_still_open(series: n.Series, inner: Ahead) -> bool:
    return inner.scope.truth(_compared(series.closes, Relation.AT_LEAST)) is True


def _against_clock(time: n.Expr, relation: Relation, ahead: Ahead) -> datetime:
    return ahead.until(_compared(time, relation))


def _compared(time: n.Expr, relation: Relation) -> n.Compare:
    """Return the comparison of a day with today, or of a moment with now."""
    clock = n.Today(Day()) if isinstance(time.type, Day) else n.Now(Moment())
    return n.Compare(relation, time, clock, YesNo())
