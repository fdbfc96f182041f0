"""Until when what is said of a list stays.

The elements of a list stay; whether they count may not, nor what they are counted for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.aggregates import element_scopes
from forecourt.core.engines.explain.horizons.combining import (
    Judged,
    conjunction,
    disjunction,
    least,
)
from forecourt.core.engines.explain.values import Missing, Unknown
from forecourt.core.plan import nodes as n
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.types import YesNo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead
    from forecourt.core.engines.explain.values import Truth

_YES_NO = YesNo()


def any_(node: n.Exists, ahead: Ahead) -> datetime:
    """`or` over the elements, while the list is of the same record."""
    elements = _counting(node.source, ahead)
    return min(ahead.until(node.source.of), disjunction((t, until) for _, t, until in elements))


def every(node: n.Every, ahead: Ahead) -> datetime:
    """`and` over the elements, those that are not meant counting as true."""
    source, meant = node.source, node.condition
    if source.where is not None:
        meant = n.Or((n.Not(source.where, _YES_NO), meant), _YES_NO)
    parts = (_judged(meant, inner) for inner in _elements(source, ahead))
    return min(ahead.until(source.of), conjunction(parts))


def count(node: n.Count, ahead: Ahead) -> datetime:
    """While each element goes on counting, or not."""
    elements = _counting(node.source, ahead)
    return min(ahead.until(node.source.of), least(until for _, _, until in elements))


def total(node: n.Sum | n.Average, ahead: Ahead) -> datetime:
    """Besides, while the values of those that count stay."""
    return _valued(node, ahead, lambda truth: truth is True)


def best(node: n.Best | n.BestRecord, ahead: Ahead) -> datetime:
    """Besides, while the values of those that count, or may count, stay."""
    return _valued(node, ahead, lambda truth: truth is True or isinstance(truth, Unknown))


def _valued(
    node: n.Sum | n.Average | n.Best | n.BestRecord, ahead: Ahead, matters: Callable[[Truth], bool]
) -> datetime:
    horizon = ahead.until(node.source.of)
    for inner, truth, until in _counting(node.source, ahead):
        horizon = min(horizon, until)
        if matters(truth):
            horizon = min(horizon, inner.until(node.value))
    return horizon


def _counting(source: n.Source, ahead: Ahead) -> Iterator[tuple[Ahead, Truth, datetime]]:
    """Yield the elements, each with whether it counts, and until when that stays."""
    for inner in _elements(source, ahead):
        if source.where is None:
            yield inner, True, NEVER
        else:
            yield inner, *_judged(source.where, inner)


def _elements(source: n.Source, ahead: Ahead) -> Iterator[Ahead]:
    """Yield the surroundings of each element; there is none where the record is not known."""
    scopes = element_scopes(source, ahead.scope)
    if not isinstance(scopes, Missing):
        yield from map(ahead.inside, scopes)


def _judged(condition: n.Expr, ahead: Ahead) -> Judged:
    return ahead.scope.truth(condition), ahead.until(condition)
