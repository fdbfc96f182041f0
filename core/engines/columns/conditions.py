"""Conditions, in columns: atoms, and what is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.columns import aggregates
from forecourt.core.engines.columns.blame import united, where
from forecourt.core.engines.columns.cells import Cell, Truth, atom, is_constant_value
from forecourt.core.engines.columns.failures import CannotSay
from forecourt.core.engines.columns.figures import ranked
from forecourt.core.engines.columns.sql import (
    FALSE,
    ONE,
    TRUE,
    UNKNOWN,
    ZERO,
    Sql,
    all_of,
    any_of,
    case,
    is_null,
    is_there,
    not_,
    number,
    op,
    plus,
    same,
    text,
)
from forecourt.core.engines.columns.sql import holds as is_true
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import PERCENT_POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecourt.core.engines.columns.scope import Scope


# Atoms -------------------------------------------------------------------------------------


def compare(node: n.Compare, scope: Scope) -> Truth:
    """Whether two values stand in a relation; symbols by their rank."""
    left, right = scope.cell(node.left), scope.cell(node.right)
    agrees = _relation_agrees(node, left.value, right.value)
    settled = _with_count((node.left, node.right), (left, right), agrees, scope)
    return atom(scope.frame, _relate(node, left, right), left, right, settled=settled)


def _relate(node: n.Compare, left: Cell, right: Cell) -> Sql:
    if node.relation is n.Relation.EQUAL:
        if isinstance(node.right, n.Const):
            return is_constant_value(left, node.right.value, right.value)
        return same(left.value, right.value)
    return _in_order(node, left.value, right.value)


def _in_order(node: n.Compare, left: Sql, right: Sql) -> Sql:
    return op(node.relation.value, ranked(left, node.left.type), ranked(right, node.right.type))


def within(node: n.Within, scope: Scope) -> Truth:
    """Whether a value lies between two others, both counting."""
    nodes = (node.item, node.low, node.high)
    cells = [scope.cell(side) for side in nodes]
    item, low, high = (ranked(cell.value, node.item.type) for cell in cells)
    settled = _with_count(nodes, tuple(cells), _within_agrees(item, low, high), scope)
    between = all_of(op("<=", low, item), op("<=", item, high))
    lost = any_of(*(cell.missing for cell in cells))
    return atom(scope.frame, case([(lost, UNKNOWN)], between), *cells, settled=settled)


def among(node: n.Among, scope: Scope) -> Truth:
    """Whether a value is one of several; options that are none are left out."""
    item, options = scope.cell(node.item), [scope.cell(option) for option in node.options]
    cells = (item, *options)
    found = any_of(*(_unless_none(option, same(item.value, option.value)) for option in options))
    lost = any_of(*(cell.missing for cell in cells))
    settled = _with_count((node.item, *node.options), cells, _among_agrees(item, options), scope)
    left_out = [replace(option, none=FALSE) for option in options]
    condition = case([(lost, UNKNOWN)], is_true(found))
    return atom(scope.frame, condition, item, *left_out, settled=settled)


def _unless_none(option: Cell, condition: Sql) -> Sql:
    return condition if option.none == FALSE else all_of(not_(option.none), condition)


def has(node: n.Has, scope: Scope) -> Truth:
    """Whether a list of plain values holds one."""
    items, item = scope.cell(node.items), scope.cell(node.item)
    if isinstance(node.item, n.Count) and item.may_be_missing:
        raise CannotSay("whether a list holds a count that may be unknown")
    return atom(scope.frame, op("list holds", items.value, item.value), items, item)


def truth_of(node: n.Truth, scope: Scope) -> Truth:
    """Whether a yes/no value is yes."""
    value = scope.cell(node.value)
    return atom(scope.frame, value.value, value)


def sampled(node: n.Sampled, scope: Scope) -> Truth:
    """Whether a record falls into a stable sample."""
    item, share = scope.cell(node.item), scope.cell(node.share)
    hashed = op("md5 number", op("join", text(f"{node.name}/"), item.value))
    drawn = op("modulo", hashed, number(10_000))
    within_share = op("<", op("*", drawn, number(PERCENT_POINT)), op("*", share.value, number(100)))
    return atom(scope.frame, within_share, item, share)


# Atoms over a count that isn't known -------------------------------------------------------


def _with_count(
    operands: tuple[n.Expr, ...],
    cells: tuple[Cell, ...],
    agreeing: Callable[[int, Sql, Sql], tuple[Sql, Sql]],
    scope: Scope,
) -> list[tuple[Sql, Sql]]:
    """Return when an atom is true or false though a count, and nothing else, is missing.

    `agreeing` says for the count's place among the operands, the least and the greatest count
    that is possible, when all counts between make the atom true, and when false.
    """
    settled: list[tuple[Sql, Sql]] = []
    for place, (operand, cell) in enumerate(zip(operands, cells, strict=True)):
        if not isinstance(operand, n.Count) or not cell.may_be_missing:
            continue
        least, most, possible = aggregates.possible_counts(operand, scope)
        others = (other for at, other in enumerate(cells) if at != place)
        alone = all_of(cell.missing, possible, *(not_(other.missing) for other in others))
        true, false = agreeing(place, least, most)
        settled += [(all_of(alone, true), TRUE), (all_of(alone, false), FALSE)]
    return settled


def _relation_agrees(
    node: n.Compare, left: Sql, right: Sql
) -> Callable[[int, Sql, Sql], tuple[Sql, Sql]]:
    """An order turns once, so both ends tell; `=` can only be ruled out."""

    def agreeing(place: int, least: Sql, most: Sql) -> tuple[Sql, Sql]:
        other = left if place else right
        if node.relation is n.Relation.EQUAL:
            return FALSE, any_of(op("<", other, least), op(">", other, most))
        ends = [_in_order(node, other, end) if place else _in_order(node, end, other)
                for end in (least, most)]  # fmt: skip
        return all_of(*ends), all_of(*map(not_, ends))

    return agreeing


def _within_agrees(item: Sql, low: Sql, high: Sql) -> Callable[[int, Sql, Sql], tuple[Sql, Sql]]:
    """Of a count in the middle all or nothing must lie within; a bound turns once."""

    def agreeing(place: int, least: Sql, most: Sql) -> tuple[Sql, Sql]:
        if place == 0:
            inside = all_of(op("<=", low, least), op("<=", most, high))
            return inside, any_of(op("<", most, low), op(">", least, high), op(">", low, high))
        bounds = [(end, high) if place == 1 else (low, end) for end in (least, most)]
        ends = [all_of(op("<=", one, item), op("<=", item, other)) for one, other in bounds]
        return all_of(*ends), all_of(*map(not_, ends))

    return agreeing


def _among_agrees(item: Cell, options: list[Cell]) -> Callable[[int, Sql, Sql], tuple[Sql, Sql]]:
    """As the item: all counts are options, or none is. As an option: it is beside the point."""

    def agreeing(place: int, least: Sql, most: Sql) -> tuple[Sql, Sql]:
        if place == 0:
            inside = [
                _unless_none(o, all_of(op("<=", least, o.value), op("<=", o.value, most)))
                for o in options
            ]
            return _each_listed(options, inside, least, most), not_(any_of(*inside))
        others = [o for at, o in enumerate(options, start=1) if at != place]
        found = any_of(*(_unless_none(o, same(item.value, o.value)) for o in others))
        beyond = any_of(op("<", item.value, least), op(">", item.value, most))
        return found, all_of(not_(found), beyond)

    return agreeing


def _each_listed(options: list[Cell], inside: list[Sql], least: Sql, most: Sql) -> Sql:
    """Whether every whole number between two is one of the options, each counted once."""
    number_inside: Sql = ZERO
    for at, (option, is_inside) in enumerate(zip(options, inside, strict=True)):
        again = any_of(*(_unless_none(o, same(option.value, o.value)) for o in options[:at]))
        number_inside = plus(number_inside, case([(all_of(is_inside, not_(again)), ONE)], ZERO))
    return op("=", number_inside, plus(op("-", most, least), ONE))


# Never unknown -----------------------------------------------------------------------------


def is_known(node: n.IsKnown, scope: Scope) -> Truth:
    """Whether a value is known."""
    return Truth(is_there(scope.cell(node.value).value))


def there_is(node: n.ThereIs, scope: Scope) -> Truth:
    """Whether there is a value, be it known or not."""
    return Truth(not_(scope.cell(node.value).none))


def holds(node: n.Holds, scope: Scope) -> Truth:
    """Whether a condition is true, an unknown one counting as not."""
    return Truth(is_true(scope.truth(node.condition).truth))


# Of conditions -----------------------------------------------------------------------------


def negated(node: n.Not, scope: Scope) -> Truth:
    """Kleene's not, which is SQL's."""
    inner = scope.truth(node.condition)
    return Truth(not_(inner.truth), inner.blame, inner.may_be_unknown)


def conjunction(node: n.And, scope: Scope) -> Truth:
    """Kleene's and, which is SQL's."""
    truths = [scope.truth(condition) for condition in node.conditions]
    return combined(all_of(*(one.truth for one in truths)), truths, scope)


def disjunction(node: n.Or, scope: Scope) -> Truth:
    """Kleene's or, which is SQL's."""
    truths = [scope.truth(condition) for condition in node.conditions]
    return combined(any_of(*(one.truth for one in truths)), truths, scope)


def at_least(node: n.AtLeast, scope: Scope) -> Truth:
    """Whether enough are true, whatever the unknown ones turn out to be."""
    truths = [scope.truth(condition) for condition in node.conditions]
    least = number(node.number)
    if not any(one.may_be_unknown for one in truths):
        return Truth(op(">=", _number([op("one if", one.truth) for one in truths]), least))
    true = _number([case([(one.truth, ONE)], ZERO) for one in truths])
    possible = _number([case([(one.truth, ONE), (one.unknown, ONE)], ZERO) for one in truths])
    rows = [(op(">=", true, least), TRUE), (op("<", possible, least), FALSE)]
    return combined(case(rows, UNKNOWN), truths, scope)


def _number(flags: list[Sql]) -> Sql:
    total: Sql = ZERO
    for flag in flags:
        total = plus(total, flag)
    return total


def combined(truth: Sql, truths: Iterable[Truth], scope: Scope) -> Truth:
    """Return a condition made of conditions: unknown, it blames what those unknown blame."""
    parts = list(truths)
    if not any(one.may_be_unknown for one in parts):
        return Truth(truth)
    found = scope.frame.put(truth)
    blame = united(*(one.blame for one in parts))
    return Truth(found, where(is_null(found), blame), may_be_unknown=True)
