"""Decisions, in columns: which row is taken, what it comes to, and whether that is certain."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns import dispatch
from forecourt.core.engines.columns.aggregates import united_of_elements
from forecourt.core.engines.columns.blame import Blame, chosen, is_nothing, united, where
from forecourt.core.engines.columns.cells import (
    Cell,
    Codes,
    Record,
    Truth,
    kept,
    put_blame,
    rows_chosen,
)
from forecourt.core.engines.columns.expressions import parts
from forecourt.core.engines.columns.lists import Aggregate, all_elements, inside
from forecourt.core.engines.columns.records import chosen_record
from forecourt.core.engines.columns.references import referred
from forecourt.core.engines.columns.scope import Decided, Scope
from forecourt.core.engines.columns.sql import (
    FALSE,
    ONE,
    TRUE,
    WHOLE,
    ZERO,
    Op,
    Sql,
    all_of,
    any_of,
    case,
    column_type,
    holds,
    is_null,
    is_there,
    not_,
    null,
    number,
    op,
    or_else,
    plus,
    same,
    text,
)
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Many, Reference, Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True)
class Pass:
    """One evaluation of a decision's rows."""

    cell: Cell
    record: Record | None
    taken: Sql
    settled: Sql
    """Whether no row that counts is unknown, and the value isn't missing."""
    blame: Blame
    ambiguous: Sql = FALSE


def decide(decision: n.Decision, scope: Scope) -> Decided:
    """Return a decision; one that reads uncertain ones is worked out in two passes."""
    first = _pass(decision, scope)
    doubts = list(doubts_in((decision.rows, decision.fallback), scope))
    if not doubts:
        certain = scope.frame.put(first.settled)
        blame = where(not_(certain), first.blame) if certain != TRUE else Blame()
        made = _decided(first, certain, put_blame(blame, scope.frame))
        return replace(made, silent=_silent(first, certain))
    return _confirmed(decision, first, doubts, scope)


def _decided(first: Pass, certain: Sql, blame: Blame) -> Decided:
    return Decided(first.cell, first.record, first.taken, certain, blame, first.ambiguous)


def _confirmed(decision: n.Decision, first: Pass, doubts: list[Blame], scope: Scope) -> Decided:
    """Hold the certainty pass against the first: the same rows, and the same value."""
    put = scope.frame.put
    second = _pass(decision, replace(scope, certainty_pass=True))
    confirmed = put(all_of(second.settled, *_same_results(decision, first, second, scope)))
    certain = put(all_of(first.settled, confirmed))
    silent = all_of(is_nothing(second.blame), not_(confirmed))
    asked = united(first.blame, chosen([(silent, united(*doubts))], second.blame))
    blame = where(not_(certain), asked)
    made = _decided(first, certain, put_blame(blame, scope.frame))
    return replace(made, passes=2, silent=_silent(second, certain))


def _silent(last: Pass, certain: Sql) -> Sql:
    return all_of(not_(certain), is_nothing(last.blame))


def _same_results(decision: n.Decision, first: Pass, second: Pass, scope: Scope) -> Iterator[Sql]:
    """Yield what makes both passes agree: the same rows, and values where these can differ."""
    yield _agree(first.taken, second.taken)
    values = (*(row.value for row in decision.rows), decision.fallback)
    if any(True for _ in doubts_in(values, scope)):
        yield _agree(first.cell.value, second.cell.value)
        yield not_(first.cell.missing)


def _agree(one: Sql, other: Sql) -> Sql:
    return TRUE if one == other else op("same or both null", one, other)


def doubts_in(part: Any, scope: Scope) -> Iterator[Blame]:
    """Yield what uncertain decisions are blamed for that part of a plan reads.

    In aggregates all elements count, also those that their condition leaves out.
    """
    match part:
        case tuple():
            for one in part:
                yield from doubts_in(one, scope)
        case n.Row():
            yield from doubts_in((part.condition, part.value), scope)
        case n.Ref():
            yield from _doubts_of_decision(part, scope)
        case n.Exists() | n.Every() | n.Count() | n.Sum() | n.Average() | n.Best() | n.BestRecord():
            yield from _doubts_in_elements(part, scope)
        case _ if isinstance(part, n.Expr):
            yield from doubts_in(tuple(getattr(part, one.name) for one in fields(part)), scope)


def _doubts_of_decision(node: n.Ref, scope: Scope) -> Iterator[Blame]:
    if scope.is_outside(node):
        for blame in doubts_in(node, scope.outside()):
            yield scope.imported(blame)
        return
    made = referred(node, scope)
    if made.certain != TRUE:
        yield where(not_(made.certain), made.blame)
    yield from doubts_in(node.of, scope)


def _doubts_in_elements(node: Aggregate, scope: Scope) -> Iterator[Blame]:
    yield from doubts_in(node.source.of, scope)
    if any(isinstance(part, n.Ref) for part in parts(inside(node))):
        found = all_elements(node, scope)
        yield united_of_elements(found, united(*doubts_in(inside(node), found.inner)))


def _pass(decision: n.Decision, scope: Scope) -> Pass:
    return _PASSES[decision.hit](decision, scope)


# The first row, or the only one ------------------------------------------------------------


def _first(decision: n.Decision, scope: Scope) -> Pass:
    truths = truths_of(decision, scope)
    taken = row_taken([truth.truth for truth in truths], scope)
    unknown = _unknown_above(truths, taken)
    return _of_one_row(decision, taken, unknown, scope)


def _unique(decision: n.Decision, scope: Scope) -> Pass:
    """All rows count; `otherwise` only where no other holds."""
    truths = truths_of(decision, scope)
    holding = holding_rows(decision, truths)
    taken = row_taken(holding, scope)
    blame = united(*(truth.blame for truth in truths))
    unknown = any_of(*(truth.unknown for truth in truths)), blame
    found = _of_one_row(decision, taken, unknown, scope)
    flags = [case([(one, ONE)], ZERO) for one in holding]
    return replace(found, ambiguous=scope.frame.put(op(">", _total(flags), ONE)))


def truths_of(decision: n.Decision, scope: Scope) -> list[Truth]:
    """Return the conditions of a decision's rows; a row without one counts as true."""
    return [
        Truth(TRUE) if row.condition is None else scope.truth(row.condition)
        for row in decision.rows
    ]


def holding_rows(decision: n.Decision, truths: list[Truth]) -> list[Sql]:
    """Return what holds: rows with a condition by that, those without where none of these does."""
    given = [truth.truth for row, truth in zip(decision.rows, truths, strict=True) if row.condition]
    none = not_(any_of(*(holds(one) for one in given)))
    return [
        truth.truth if row.condition else none
        for row, truth in zip(decision.rows, truths, strict=True)
    ]


def row_taken(holding: list[Sql], scope: Scope) -> Sql:
    """Return the number of the first row that holds, from 0; null if there is none."""
    rows = [(truth, number(index)) for index, truth in enumerate(holding)]
    return scope.frame.put(case(rows, null(WHOLE)))


def _unknown_above(truths: list[Truth], taken: Sql) -> tuple[Sql, Blame]:
    """Return whether a row above the one taken is unknown, and what those are blamed for."""
    above: list[Blame] = []
    blames: list[tuple[Sql, Blame]] = []
    for truth in truths:
        blames.append((truth.truth, united(*above)))
        above.append(truth.blame)
    return _is_unknown_above(truths, taken), chosen(blames, united(*above))


def _is_unknown_above(truths: list[Truth], taken: Sql) -> Sql:
    """Return whether a row above the one taken is unknown: then that is the first not false."""
    if sum(truth.may_be_unknown for truth in truths) <= 1:
        rows = [row for one in truths for row in ((one.unknown, TRUE), (one.truth, FALSE))]
        return case(rows, FALSE)
    likely = [or_else(one.truth, TRUE) if one.may_be_unknown else one.truth for one in truths]
    first = case([(one, number(index)) for index, one in enumerate(likely)], null(WHOLE))
    return not_(op("same or both null", taken, first))


def _of_one_row(decision: n.Decision, taken: Sql, unknown: tuple[Sql, Blame], scope: Scope) -> Pass:
    record = None
    if _gives_records(decision, scope):
        found = [
            (same(taken, number(index)), scope.record(row.value))
            for index, row in enumerate(decision.rows)
        ]
        last = scope.cell(decision.fallback)
        cell = rows_chosen([(condition, one.id) for condition, one in found], last)
        record = chosen_record(decision.type, cell, found, None, scope)
    else:
        cell = _value_of_row(decision, taken, scope)
    cell = kept(cell, scope.frame)
    settled = all_of(not_(unknown[0]), not_(cell.missing))
    return Pass(cell, record, taken, settled, united(unknown[1], cell.blame))


def _value_of_row(decision: n.Decision, taken: Sql, scope: Scope) -> Cell:
    """Return the value of the row taken; below one without a condition nothing is reached."""
    values = [row.value for row in decision.rows]
    reached = next((at for at, row in enumerate(decision.rows) if row.condition is None), None)
    if decision.hit is n.HitPolicy.FIRST and reached is not None:
        *above, last = values[: reached + 1]
    else:
        above, last = values, decision.fallback
    cells = [scope.cell(value) for value in above]
    rows = [(same(taken, number(index)), cell) for index, cell in enumerate(cells)]
    found = rows_chosen(rows, scope.cell(last))
    if reached is not None or isinstance(last, n.NoValue | n.Ask):
        found = replace(found, codes=_codes(values[: len(cells) + (reached is not None)], taken))
    if isinstance(last, n.NoValue) and all(cell.none == FALSE for cell in cells):
        return replace(found, none=is_null(taken))
    return found


def _codes(values: list[n.Expr], taken: Sql) -> Codes | None:
    """Return the rows' numbers as what stands for their values, if these are constants."""
    found: dict[Any, tuple[int, ...]] = {}
    for index, value in enumerate(values):
        if not isinstance(value, n.Const) or not isinstance(value.type, Symbol):
            return None
        found[value.value] = (*found.get(value.value, ()), index)
    return Codes(taken, found)


def _gives_records(decision: n.Decision, scope: Scope) -> bool:
    values = (*(row.value for row in decision.rows), decision.fallback)
    return isinstance(decision.type, Reference) and all(gives_record(v, scope) for v in values)


def gives_record(node: n.Expr, scope: Scope) -> bool:
    """Return whether an expression comes to a record, or none, and not only to the id of one."""
    match node:
        case n.NoValue() | n.Ask():
            return True
        case n.Ref():
            return referred(node, scope).record is not None
        case n.Else(first=first, second=second):
            return gives_record(first, scope) and gives_record(second, scope)
        case n.Case(rows=rows, otherwise=otherwise):
            values = [value for _, value in rows] + ([otherwise] if otherwise else [])
            return all(gives_record(value, scope) for value in values)
        case _:
            return type(node) in dispatch.of_records()


# All rows that hold ------------------------------------------------------------------------


def _all(decision: n.Decision, scope: Scope) -> Pass:
    assert isinstance(decision.type, Many)
    kind = column_type(decision.type)

    def collected(holding: list[Sql], values: list[Cell]) -> Sql:
        lists = [
            case([(all_of(one, is_there(cell.value)), Op("list", (cell.value,)))], null(kind))
            for one, cell in zip(holding, values, strict=True)
        ]
        empty = Op("empty list", (null(kind),))
        return or_else(Op("lists joined", tuple(lists)), empty) if lists else empty

    return _of_several_rows(decision, collected, scope)


def _sum(decision: n.Decision, scope: Scope) -> Pass:
    def summed(holding: list[Sql], values: list[Cell]) -> Sql:
        return _total(
            case([(all_of(one, is_there(cell.value)), cell.value)], ZERO)
            for one, cell in zip(holding, values, strict=True)
        )

    return _of_several_rows(decision, summed, scope)


def _of_several_rows(
    decision: n.Decision, collect: Callable[[list[Sql], list[Cell]], Sql], scope: Scope
) -> Pass:
    truths = truths_of(decision, scope)
    holding = [scope.frame.put(one) for one in holding_rows(decision, truths)]
    values = [scope.cell(row.value) for row in decision.rows]
    lost = any_of(*(all_of(holds(h), c.missing) for h, c in zip(holding, values, strict=True)))
    blame = united(*(where(holds(h), c.blame) for h, c in zip(holding, values, strict=True)))
    value = case([(lost, null(column_type(decision.type)))], collect(holding, values))
    cell = kept(Cell(value, FALSE, where(lost, blame), lost != FALSE), scope.frame)
    unknown = any_of(*(truth.unknown for truth in truths))
    asked = united(*(truth.blame for truth in truths), cell.blame)
    flags = Op("join", (text(""), *(case([(h, text("1"))], text("0")) for h in holding)))
    return Pass(cell, None, scope.frame.put(flags), all_of(not_(unknown), not_(lost)), asked)


def _total(amounts: Iterable[Sql]) -> Sql:
    total: Sql = ZERO
    for amount in amounts:
        total = amount if total == ZERO else plus(total, amount)
    return total


_PASSES: dict[n.HitPolicy, Callable[[n.Decision, Scope], Pass]] = {
    n.HitPolicy.FIRST: _first,
    n.HitPolicy.UNIQUE: _unique,
    n.HitPolicy.ALL: _all,
    n.HitPolicy.SUM: _sum,
}
