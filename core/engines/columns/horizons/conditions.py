"""Until when conditions stay true, false or unknown, with the same blame, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.horizons.combining import (
    NEVER,
    Judged,
    at_least,
    conjunction,
    disjunction,
    least,
    where,
)
from forecourt.core.engines.columns.horizons.comparing import stays
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.horizons.moving import known_until, moving
from forecourt.core.engines.columns.horizons.values import any_missing, known, not_all_known, strict
from forecourt.core.engines.columns.sql import FALSE, all_of, any_of, not_
from forecourt.core.plan import nodes as n
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import YesNo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.engines.columns.cells import Cell
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_YES_NO = YesNo()

# Atoms -------------------------------------------------------------------------------------


def compare(node: n.Compare, scope: Scope) -> Sql:
    """Two known values: while they stay on the same side of each other."""
    operands = (node.left, node.right)
    if not _any_moving(operands, scope):
        return strict(operands, scope)
    undecided = _undecided(operands, scope)
    turns = stays(node.relation, *operands, scope)
    if undecided == NEVER and _staying(operands, scope) == NEVER:
        return turns  # a null is never come to
    return where(all_of(*map(known, _cells(operands, scope))), turns, undecided)


def within(node: n.Within, scope: Scope) -> Sql:
    """Known values: as two comparisons, both of which must hold, while all stay known."""
    operands = (node.item, node.low, node.high)
    if not _any_moving(operands, scope):
        return strict(operands, scope)
    undecided = _undecided(operands, scope)
    sides = ((Relation.AT_LEAST, node.low), (Relation.AT_MOST, node.high))
    between = conjunction(_compared(node.item, relation, end, scope) for relation, end in sides)
    turns = least(_staying(operands, scope), between)
    return where(all_of(*map(known, _cells(operands, scope))), turns, undecided)


def among(node: n.Among, scope: Scope) -> Sql:
    """Known values: as comparisons, one of which must hold, while all stay known, or none."""
    operands = (node.item, *node.options)
    horizons = [until(operand, scope) for operand in operands]
    if all(one == NEVER for one in horizons):
        return NEVER
    item, *options = _cells(operands, scope)
    found = least(*horizons)
    if _any_moving(operands, scope):
        nothing = [where(cell.none, one) for cell, one in zip(options, horizons[1:], strict=True)]
        lost = any_missing((item, *options))
        turns = _of_known_options(node, options, scope)
        found = least(*nothing, where(lost, _without_none(operands, scope), turns))
    return where(item.none, horizons[0], found)


def _of_known_options(node: n.Among, options: list[Cell], scope: Scope) -> Sql:
    """Return the horizon where all are known but the options that are none."""
    parts = []
    staying = [known_until(node.item, scope)]
    for option, cell in zip(node.options, options, strict=True):
        there = not_(cell.none)
        judged = _compared(node.item, Relation.EQUAL, option, scope)
        parts.append(Judged(all_of(there, judged.truth), where(there, judged.until)))
        staying.append(where(there, known_until(option, scope)))
    return least(*staying, disjunction(parts))


def _without_none(operands: tuple[n.Expr, ...], scope: Scope) -> Sql:
    """Return the horizon of those operands that aren't none, some being missing."""
    cells = _cells(operands, scope)
    counts = _counts_missing(operands, cells)
    parts = []
    for node, cell in zip(operands, cells, strict=True):
        stays_missing = any_of(cell.missing, counts)
        each = where(stays_missing, until(node, scope), known_until(node, scope))
        parts.append(where(not_(cell.none), each))
    return least(*parts)


def _compared(left: n.Expr, relation: Relation, right: n.Expr, scope: Scope) -> Judged:
    truth = scope.truth(n.Compare(relation, left, right, _YES_NO)).truth
    return Judged(truth, stays(relation, left, right, scope))


def _cells(operands: Iterable[n.Expr], scope: Scope) -> list[Cell]:
    return [scope.cell(operand) for operand in operands]


def _any_moving(operands: Iterable[n.Expr], scope: Scope) -> bool:
    return any(moving(operand, scope) is not None for operand in operands)


def _staying(operands: Iterable[n.Expr], scope: Scope) -> Sql:
    return least(*(known_until(operand, scope) for operand in operands))


def _undecided(operands: tuple[n.Expr, ...], scope: Scope) -> Sql:
    """Not all known: as a strict value; but where a count is missing the others decide as well."""
    cells = _cells(operands, scope)
    counts = _counts_missing(operands, cells)
    nothing = any_of(*(cell.none for cell in cells))
    whole = least(*(until(operand, scope) for operand in operands))
    return where(all_of(not_(nothing), counts), whole, not_all_known(operands, scope))


def _counts_missing(operands: tuple[n.Expr, ...], cells: list[Cell]) -> Sql:
    counts = (cell.missing for one, cell in zip(operands, cells, strict=True) if _is_count(one))
    return any_of(*counts) if any(map(_is_count, operands)) else FALSE


def _is_count(node: n.Expr) -> bool:
    return isinstance(node, n.Count)


def known_or_there(node: n.IsKnown | n.ThereIs, scope: Scope) -> Sql:
    """While the value stays, or if it is known, stays known."""
    value = known(scope.cell(node.value))
    return where(value, known_until(node.value, scope), until(node.value, scope))


# Of conditions -----------------------------------------------------------------------------


def same_as_inner(node: n.Not | n.Holds, scope: Scope) -> Sql:
    """While the condition stays."""
    return until(node.condition, scope)


def of_and(node: n.And, scope: Scope) -> Sql:
    """Kleene's and."""
    return conjunction(_judged(node.conditions, scope))


def of_or(node: n.Or, scope: Scope) -> Sql:
    """Kleene's or."""
    return disjunction(_judged(node.conditions, scope))


def of_at_least(node: n.AtLeast, scope: Scope) -> Sql:
    """So many of several."""
    return at_least(node.number, _judged(node.conditions, scope))


def _judged(conditions: Iterable[n.Expr], scope: Scope) -> Iterable[Judged]:
    return (Judged(scope.truth(one).truth, until(one, scope)) for one in conditions)
