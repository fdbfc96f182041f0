"""Values and conditions over the elements of a list, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.asking import by_id
from forecourt.core.engines.columns.blame import NO_TEXTS, NOBODY, Blame, mapped, united, where
from forecourt.core.engines.columns.cells import Cell, Record, Truth, kept
from forecourt.core.engines.columns.figures import div, narrow, ranked, times, wide
from forecourt.core.engines.columns.lists import Elements, elements
from forecourt.core.engines.columns.sql import (
    FALSE,
    TRUE,
    UNKNOWN,
    WHOLE,
    ZERO,
    Op,
    all_of,
    any_of,
    case,
    holds,
    is_null,
    is_there,
    not_,
    null,
    op,
    or_else,
    text,
)
from forecourt.core.engines.columns.times import as_number
from forecourt.core.plan import nodes as n
from forecourt.core.values.arithmetic import scale
from forecourt.core.values.types import YesNo

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_YES_NO = YesNo()


# Reading a group ---------------------------------------------------------------------------


def _any(found: Elements, condition: Sql) -> Sql:
    """Return whether a condition is true of any element."""
    return FALSE if condition == FALSE else holds(found.read(op("any", condition)))


def united_of_elements(found: Elements, blame: Blame) -> Blame:
    """Return the union of the elements' blame."""
    if blame.is_empty:
        return NOBODY
    words = {
        word: or_else(found.read(op("all bits", mask)), ZERO) for word, mask in blame.words.items()
    }
    texts = blame.texts if blame.texts == NO_TEXTS else found.read(op("all texts", blame.texts))
    return Blame(words, texts, blame.may)


def _kept(blame: Blame, scope: Scope) -> Blame:
    return mapped(blame, scope.frame.put)


# Conditions --------------------------------------------------------------------------------


def exists(node: n.Exists, scope: Scope) -> Truth:
    """`or` over the elements; of a record that is missing, unknown."""
    found = elements(node, scope)
    if found.limit is None:
        return _of_list(found, is_there(found.read(op("count", TRUE))), NOBODY, FALSE, scope)
    unknown = _any(found, found.where.unknown)
    truth = case([(_any(found, found.where.truth), TRUE), (unknown, UNKNOWN)], FALSE)
    return _of_list(found, truth, united_of_elements(found, found.where.blame), unknown, scope)


def every(node: n.Every, scope: Scope) -> Truth:
    """`and` over the elements; those that are not meant count as true."""
    found = elements(node, scope)
    limit = found.limit
    meant = (
        node.condition if limit is None else n.Or((n.Not(limit, _YES_NO), node.condition), _YES_NO)
    )
    condition = found.inner.truth(meant)
    unknown = _any(found, condition.unknown)
    truth = case([(_any(found, not_(condition.truth)), FALSE), (unknown, UNKNOWN)], TRUE)
    return _of_list(found, truth, united_of_elements(found, condition.blame), unknown, scope)


def _of_list(found: Elements, truth: Sql, blame: Blame, unknown: Sql, scope: Scope) -> Truth:
    """Return a condition over a list: that of no elements where its record is none."""
    lost = found.owner.id.missing
    put = scope.frame.put(case([(lost, UNKNOWN)], truth))
    possible = lost != FALSE or unknown != FALSE
    whole = where(is_null(put), united(found.owner.id.blame, blame)) if possible else NOBODY
    return Truth(put, whole, possible)


# Numbers -----------------------------------------------------------------------------------


def count(node: n.Count, scope: Scope) -> Cell:
    """How many elements count; missing if any is in doubt."""
    found = elements(node, scope)
    doubt = _any(found, found.where.unknown)
    value = or_else(found.read(op("count", found.where.truth)), ZERO)
    return _unless(found, doubt, value, FALSE, united_of_elements(found, found.where.blame), scope)


def possible_counts(node: n.Count, scope: Scope) -> tuple[Sql, Sql, Sql]:
    """Return the least and the greatest count that is possible, and whether the list is known."""
    found = elements(node, scope)
    least = or_else(found.read(op("count", found.where.truth)), ZERO)
    doubtful = or_else(found.read(op("count", found.where.unknown)), ZERO)
    put = scope.frame.put
    return put(least), put(op("+", least, doubtful)), not_(found.owner.id.missing)


def _unless(found: Elements, doubt: Sql, value: Sql, none: Sql, blame: Blame, scope: Scope) -> Cell:
    """Return a value of a list: missing where its record is, or where it is in doubt."""
    lost = any_of(found.owner.id.missing, doubt)
    if lost == FALSE:
        return Cell(value, none)
    lost = scope.frame.put(lost)
    put = scope.frame.put(case([(lost, op("null of", value))], value))
    whole = where(lost, united(found.owner.id.blame, blame))
    return Cell(put, all_of(none, not_(lost)), whole, may_be_missing=True)


def total(node: n.Sum, scope: Scope) -> Cell:
    """The sum of the values of the elements that count; zero of nothing."""
    found = elements(node, scope)
    value = found.inner.cell(node.value)
    summed = or_else(found.read(op("sum", found.where.truth, value.value)), op("wide", ZERO))
    doubt, blame = _doubt_of_summands(found, value)
    return _unless(found, doubt, narrow(summed), FALSE, blame, scope)


def average(node: n.Average, scope: Scope) -> Cell:
    """The sum divided by how many values are known, rounded once; none of nothing."""
    found = elements(node, scope)
    value = found.inner.cell(node.value)
    counting = all_of(found.where.truth, is_there(value.value))
    number_known = scope.frame.put(or_else(found.read(op("count", counting)), ZERO))
    summed = or_else(found.read(op("sum", found.where.truth, value.value)), op("wide", ZERO))
    nothing = op("=", number_known, ZERO)
    divisor = scope.frame.put(case([(nothing, null(WHOLE))], number_known))
    dividend = times(summed, scale(node.type))
    mean = div(dividend, times(wide(divisor), scale(node.value.type)), scope)
    doubt, blame = _doubt_of_summands(found, value)
    return _unless(found, doubt, narrow(mean), nothing, blame, scope)


def _doubt_of_summands(found: Elements, value: Cell) -> tuple[Sql, Blame]:
    """Return whether an element is in doubt, or the value of one that counts missing."""
    lost = all_of(found.where.truth, value.missing)
    doubt = _any(found, any_of(found.where.unknown, lost))
    blame = united(found.where.blame, where(holds(found.where.truth), value.blame))
    return doubt, united_of_elements(found, blame)


# The best ----------------------------------------------------------------------------------


def best(node: n.Best, scope: Scope) -> Cell:
    """The greatest or least value; missing if one that is greater, or less, may count."""
    found = elements(node, scope)
    value = found.inner.cell(node.value)
    key = ranked(value.value, node.value.type)
    counting = all_of(found.where.truth, is_there(value.value))
    if key == value.value:
        shown = found.read(op("greatest of" if node.greatest else "least of", counting, key))
    else:
        winner = _winner(node, found, value, scope)
        shown = winner("value", value.value)
    shown = scope.frame.put(shown)
    doubt, blame = _rivals(node, found, value, (ranked(shown, node.value.type),), scope)
    return _unless(found, doubt, shown, is_null(shown), blame, scope)


def best_record(node: n.BestRecord, scope: Scope) -> Record:
    """The element with the greatest or least value; of several, the greatest id.

    What is read of it is carried along with it, never fetched one by one.
    """
    found = elements(node, scope)
    element = found.inner.bound[node.source.variable].record
    assert element is not None
    value = found.inner.cell(node.value)
    winner = _winner(node, found, value, scope)
    put = scope.frame.put
    of_winner = (winner("key", _key(node, value.value)), winner("id", element.id.value))
    doubt, blame = _rivals(node, found, value, tuple(map(put, of_winner)), scope)
    shown = put(winner("id", element.id.value))
    identity = kept(_unless(found, doubt, shown, is_null(shown), blame, scope), scope.frame)

    def column(name: str) -> Sql:
        held = winner(name, element.column(name))
        return put(held if doubt == FALSE else op("only if", is_there(identity.value), held))

    return Record(identity, column, by_id(node.source.model, identity.value, scope))


def _key(node: n.Best | n.BestRecord, value: Sql) -> Sql:
    """Return what the best has the greatest of; of the least, the number turned round."""
    kind = node.value.type
    if node.greatest:
        return ranked(value, kind)
    return op("negative", as_number(ranked(value, kind), kind))


def _winner(
    node: n.Best | n.BestRecord, found: Elements, value: Cell, scope: Scope
) -> Callable[[str, Sql], Sql]:
    """Return what gives a part of the best element, which is then carried along with it."""
    element = found.inner.bound[node.source.variable].record
    assert element is not None
    counting = all_of(found.where.truth, is_there(value.value))
    least = (text("key"), _key(node, value.value), text("id"), element.id.value)
    base = Op("best of", (counting, *least))
    name = found.group.column(base)

    def part(of: str, sql: Sql) -> Sql:
        whole = found.group.aggregated[name]
        assert isinstance(whole, Op)
        if text(of) not in whole.arguments[1::2]:
            found.group.aggregated[name] = Op("best of", (*whole.arguments, text(of), sql))
        return scope.frame.put(op("part", found.read(base), text(of)))

    return part


def _rivals(
    node: n.Best | n.BestRecord,
    found: Elements,
    value: Cell,
    winner: tuple[Sql, ...],
    scope: Scope,
) -> tuple[Sql, Blame]:
    """Return whether an element that may count might be better, and what those are blamed for.

    Which might be is only known once the best of the others is: so the list is looked at again.
    """
    lost = all_of(any_of(found.where.truth, found.where.unknown), value.missing)
    lost = FALSE if value.missing == FALSE else lost
    also = where(holds(found.where.truth), value.blame)
    in_doubt = where(found.where.unknown, united(found.where.blame, value.blame))
    doubt = _any(found, lost)
    blame = united_of_elements(found, where(value.missing, united(also, in_doubt)))
    if not found.where.may_be_unknown:
        return doubt, blame
    again = elements(node, scope, *winner)
    again.group.frame.narrow(again.where.unknown)
    rival = _might_be_better(node, again, winner)
    doubt = any_of(doubt, _any(again, rival))
    return doubt, united(blame, united_of_elements(again, where(rival, again.where.blame)))


def _might_be_better(node: n.Best | n.BestRecord, again: Elements, winner: tuple[Sql, ...]) -> Sql:
    """Whether an element in doubt beats the best, or there is none; of records ids settle ties."""
    value = again.inner.cell(node.value).value
    best_key, *best_id = (again.group.frame.around(one) for one in winner)
    known = all_of(again.where.unknown, is_there(value))
    if not best_id:
        better = op(">" if node.greatest else "<", ranked(value, node.value.type), best_key)
        return all_of(known, any_of(is_null(best_key), better))
    key = _key(node, value)
    element = again.inner.bound[node.source.variable].record
    assert element is not None
    tied = all_of(op("=", key, best_key), op(">", element.id.value, best_id[0]))
    return all_of(known, any_of(is_null(best_key), op(">", key, best_key), tied))
