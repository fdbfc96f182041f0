"""Until when decisions stay, in columns: their value, and whether and why they are uncertain."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.decisions import holding_rows, row_taken, truths_of
from forecourt.core.engines.columns.expressions import parts
from forecourt.core.engines.columns.horizons.combining import NEVER, least, where
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.horizons.values import known, looked_at, of_taken
from forecourt.core.engines.columns.lists import Aggregate, all_elements, inside
from forecourt.core.engines.columns.references import horizon_of
from forecourt.core.engines.columns.scope import Staying
from forecourt.core.engines.columns.sql import TRUE, number, op, or_else
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.columns.scope import Decided, Scope
    from forecourt.core.engines.columns.sql import Sql

_COLLECTING = (n.HitPolicy.ALL, n.HitPolicy.SUM)


def staying(decision: n.Decision, made: Decided, scope: Scope) -> Staying:
    """Return until when a decision that has been made stays."""
    still = scope.session.still
    still.note(decision)
    if (decision.name, decision.subject) not in still.moving:
        return Staying(NEVER, NEVER)
    value = scope.frame.put(_of_pass(decision, scope))
    whole = value
    if made.passes > 1:
        whole = least(value, _of_pass(decision, replace(scope, certainty_pass=True)))
    doubts = least(*_of_doubts((decision.rows, decision.fallback), scope))
    whole = least(whole, where(made.silent, doubts))
    return Staying(value, scope.frame.put(whole))


def _of_pass(decision: n.Decision, scope: Scope) -> Sql:
    """Return until when the rows that are looked at stay, and the value that they give."""
    truths = truths_of(decision, scope)
    conditions = [
        NEVER if row.condition is None else until(row.condition, scope) for row in decision.rows
    ]
    values = [until(row.value, scope) for row in decision.rows]
    if decision.hit is n.HitPolicy.FIRST:
        taken = _taken(decision, [truth.truth for truth in truths], scope)
        last = until(decision.fallback, scope)
        return least(*looked_at(conditions, taken), of_taken(values, taken, last))
    holding = holding_rows(decision, truths)
    if decision.hit in _COLLECTING:
        given = (where(one, value) for one, value in zip(holding, values, strict=True))
        return least(*conditions, *given)
    taken = _taken(decision, holding, scope)
    return least(*conditions, of_taken(values, taken, until(decision.fallback, scope)))


def _taken(decision: n.Decision, holding: list[Sql], scope: Scope) -> Sql:
    """Return the number of the row taken, or how many there are if none is."""
    taken = row_taken(holding, scope)
    if any(row.condition is None for row in decision.rows):
        return taken
    return scope.frame.put(or_else(taken, number(len(holding))))


def _of_doubts(part: Any, scope: Scope) -> Iterator[Sql]:
    """Yield until when the decisions stay that are read anywhere in part of a plan.

    An uncertain decision that nothing else is blamed for blames what these do.
    """
    match part:
        case tuple():
            for one in part:
                yield from _of_doubts(one, scope)
        case n.Row():
            yield from _of_doubts((part.condition, part.value), scope)
        case n.Ref():
            yield _of_doubt(part, scope)
            yield from _of_doubts(part.of, scope)
        case n.Exists() | n.Every() | n.Count() | n.Sum() | n.Average() | n.Best() | n.BestRecord():
            yield from _of_doubts_in_list(part, scope)
        case _ if isinstance(part, n.Expr):
            yield from _of_doubts(tuple(getattr(part, one.name) for one in fields(part)), scope)


def _of_doubt(node: n.Ref, scope: Scope) -> Sql:
    if scope.is_outside(node):
        return scope.from_outside(_of_doubt(node, scope.outside()))
    there = known(scope.cell(node.of))
    read = horizon_of(node, replace(scope, certainty_pass=True))
    return scope.frame.put(least(until(node.of, scope), where(there, read)))


def _of_doubts_in_list(node: Aggregate, scope: Scope) -> Iterator[Sql]:
    yield until(node.source.of, scope)
    yield from _of_doubts(node.source.of, scope)
    if any(isinstance(part, n.Ref) for part in parts(inside(node))):
        found = all_elements(node, scope)
        each = least(*_of_doubts(inside(node), found.inner))
        if each != NEVER:
            yield or_else(found.read(op("least of", TRUE, each)), NEVER)
