"""Until when what is said of a list stays, in columns.

The elements of a list stay; whether they count may not, nor what they are counted for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.horizons.combining import NEVER, least, where
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.lists import Elements, all_elements, elements
from forecourt.core.engines.columns.matching import matching
from forecourt.core.engines.columns.sql import FALSE, TRUE, any_of, holds, not_, op, or_else
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import YesNo

if TYPE_CHECKING:
    from forecourt.core.engines.columns.lists import Aggregate
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_YES_NO = YesNo()


def exists(node: n.Exists, scope: Scope) -> Sql:
    """`or` over the elements, while the list is of the same record."""
    found = _elements(node, scope)
    truth = found.where.truth
    return least(until(node.source.of, scope), _settled(found, truth, _of_limit(found)))


def every(node: n.Every, scope: Scope) -> Sql:
    """`and` over the elements, those that are not meant counting as true."""
    found = _elements(node, scope)
    meant = node.condition
    if found.limit is not None:
        meant = n.Or((n.Not(found.limit, _YES_NO), meant), _YES_NO)
    false = not_(found.inner.truth(meant).truth)
    settled = _settled(found, false, until(meant, found.inner))
    return least(until(node.source.of, scope), settled)


def _settled(found: Elements, deciding: Sql, each: Sql) -> Sql:
    """Return the greatest horizon of the elements that decide it, else the least of all."""
    if each == NEVER:
        return NEVER
    last = found.read(op("greatest of", holds(deciding), each))
    return or_else(last, _least(found, TRUE, each))


def count(node: n.Count, scope: Scope) -> Sql:
    """While each element goes on counting, or not."""
    found = _elements(node, scope)
    return least(until(node.source.of, scope), _least(found, TRUE, _of_limit(found)))


def total(node: n.Sum | n.Average, scope: Scope) -> Sql:
    """Besides, while the values of those that count stay."""
    found = _elements(node, scope)
    return _valued(node, found, holds(found.where.truth), scope)


def best(node: n.Best | n.BestRecord, scope: Scope) -> Sql:
    """Besides, while the values of those that count, or may count, stay."""
    found = _elements(node, scope)
    matters = any_of(holds(found.where.truth), found.where.unknown)
    return _valued(node, found, matters, scope)


def _valued(
    node: n.Sum | n.Average | n.Best | n.BestRecord, found: Elements, matters: Sql, scope: Scope
) -> Sql:
    of_value = where(matters, until(node.value, found.inner))
    whole = _least(found, TRUE, least(_of_limit(found), of_value))
    return least(until(node.source.of, scope), whole)


def _of_limit(found: Elements) -> Sql:
    return NEVER if found.limit is None else until(found.limit, found.inner)


def _least(found: Elements, condition: Sql, each: Sql) -> Sql:
    """Return the least horizon of the elements for which a condition is true."""
    if each == NEVER or condition == FALSE:
        return NEVER
    return or_else(found.read(op("least of", condition, each)), NEVER)


def _elements(node: Aggregate, scope: Scope) -> Elements:
    """Return the elements of a list: those that may count, if time cannot change which these are.

    Whether an element matches what is around is settled once, where that stays; it is false of all
    others, and remains so.
    """
    matches, _ = matching(node.source, scope)
    same_ones = all(until(match.around, scope) == NEVER for match in matches)
    return elements(node, scope) if same_ones else all_elements(node, scope)
