"""The code for until when values stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import key_of, model_of
from forecourt.core.engines.record.code import all_of, shown
from forecourt.core.engines.record.dates import family_of
from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, chosen, earliest
from forecourt.core.engines.record.horizons.forms import is_dated, moves
from forecourt.core.engines.record.horizons.moving import stays
from forecourt.core.engines.record.horizons.operands import strict
from forecourt.core.engines.record.records import plain
from forecourt.core.engines.record.scope import Reading
from forecourt.core.engines.record.stages import is_same_record
from forecourt.core.engines.record.values import ranks
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Family, Order, Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence


def for_ever(_: Ahead, __: n.Expr) -> str:
    """What the records say stays."""
    return NEVER


def moving(scope: Ahead, expr: n.Expr) -> str:
    """What moves with the clock stays until it moves on; if it isn't known, as its operands do."""
    if not moves(expr):
        return _unmoved(scope, expr)
    course = scope.course(expr)
    if not scope.kinds(expr):
        return f"moves_on({course})"
    return f"(moves_on({course}) if {course} is not None else {_unmoved(scope, expr)})"


def _unmoved(scope: Ahead, expr: n.Expr) -> str:
    match expr:
        case n.Shift():
            return _shift(scope, expr)
        case n.FullUnits():
            return strict(scope, (expr.start, expr.end))
        case n.DayOf(moment=inner) | n.PeriodStart(day=inner):
            return scope.until(inner)
        case _:
            return NEVER


def _shift(scope: Ahead, expr: n.Shift) -> str:
    """As all strict nodes; but without a calendar no working day is known, whatever the day."""
    operands = (expr.start, expr.amount)
    code = strict(scope, operands)
    if family_of(expr) is not Family.WORKING_DAYS or code == NEVER:
        return code
    known = all_of(test for each in operands for test in scope.value(each).known)
    uncounted = all_of(("calendar is None", known))
    return chosen(uncounted, earliest(map(scope.known_until, operands)), code)


# What is stored ----------------------------------------------------------------------------


def ask(scope: Ahead, expr: n.Ask) -> str:
    """While it asks for the same fields of the same records."""
    return earliest(scope.until(field.of) for field in expr.fields)


def decided(scope: Ahead, expr: n.Ref) -> str:
    """While the record is the same, and reading the decision for it gives the same."""
    which = "both" if scope.reading is Reading.TESTING else "value"
    return earliest((scope.until(expr.of), read(scope, expr, which)))


def read(scope: Ahead, expr: n.Ref, which: str) -> str:
    """Return until when a decision stays that is read, in its `value` pass or in `both`."""
    key = key_of(expr)
    if scope.source.forms.is_still_decision(key):
        return NEVER
    segment, _ = scope.source.arrangement.places[key]
    if segment == scope.segment and is_same_record(expr, model_of(expr.of)):
        return scope.given(("ahead", which, *key))
    of = scope.value(expr.of)
    slot = scope.source.slots["ahead", which, *key]
    code = f"{scope.given(('aheads', segment))}[key_of({of.code})][{slot}]"
    known = all_of(of.known)
    return scope.keep_until(chosen(known, code, NEVER))


def parameter(scope: Ahead, expr: n.Parameter) -> str:
    """While its keys stay, and until one of the values at these keys comes or goes."""
    same_keys = strict(scope, expr.keys)
    table = scope.source.plan.parameters[expr.name]
    if not is_dated(table):
        return same_keys
    if all(isinstance(key, n.Const) for key in expr.keys):
        keys = tuple(key.value for key in expr.keys if isinstance(key, n.Const))
        dated = scope.source.keep_once(
            ("dated", expr.name, keys), f"dated_{expr.name}", table.values.get(keys, ())
        )
        return scope.keep_until(f"force_turns({dated}, now)")
    every = scope.source.keep_once(("dated", expr.name), f"dated_{expr.name}", table.values)
    turns = scope.source.hoist_code(
        f"{expr.name}_turns", f"all_force_turns({every}, now)", sure=True
    )
    given = [plain(scope, key) for key in expr.keys]
    key = ", ".join(each.code for each in given)
    code = f"{turns}.get({key if len(given) == 1 else f'({key})'}, {NEVER})"
    known = all_of(test for each in given for test in each.known)
    return earliest((same_keys, chosen(known, code, NEVER)))


# Choice ------------------------------------------------------------------------------------


def otherwise(scope: Ahead, expr: n.Else) -> str:
    """While the first stays; if it isn't known, while both do."""
    first, second = scope.until(expr.first), scope.until(expr.second)
    known = all_of(scope.value(expr.first).known)
    return chosen(known, first, earliest((first, second)))


def case(scope: Ahead, expr: n.Case) -> str:
    """While the conditions stay up to the one that is true, and its value."""
    rows: list[tuple[n.Expr | None, n.Expr]] = list(expr.rows)
    if expr.otherwise is not None:
        rows.append((None, expr.otherwise))
    return first_of(scope, rows)


def first_of(
    scope: Ahead, rows: Sequence[tuple[n.Expr | None, n.Expr]], taken: str | None = None
) -> str:
    """Return the horizon of the conditions up to the first that is true, and of its value.

    A row without condition holds. `taken` is the number of the row that does, where it is known.
    """
    is_still = scope.source.forms.is_still
    moving = [
        place
        for place, row in enumerate(rows)
        if not all(is_still(part) for part in row if part is not None)
    ]
    if not moving:
        return NEVER
    (first, value), *others = rows[: moving[-1] + 1]
    if first is None:
        return scope.until(value)
    horizon, holds = scope.fresh("until"), _holds(scope, first, 0, taken)
    scope.write(f"{horizon} = {scope.until(first)}")
    if not is_still(value):
        with scope.block(f"if {holds}:"):
            scope.lower(horizon, scope.until(value))
    if others:
        with scope.block("for _ in ONCE:"):
            _write_break(scope, holds)
            _write_others(scope, others, horizon, taken)
    return horizon


def _holds(scope: Ahead, condition: n.Expr, number: int, taken: str | None) -> str:
    return scope.truth(condition).true if taken is None else f"{taken} == {number}"


def _write_others(
    scope: Ahead,
    rows: Sequence[tuple[n.Expr | None, n.Expr]],
    horizon: str,
    taken: str | None,
) -> None:
    """Write the horizon of rows of which those are looked at that come before the one that holds.

    It is written into a loop that is left where one holds.
    """
    for number, (condition, value) in enumerate(rows, start=1):
        if condition is None:
            scope.lower(horizon, scope.until(value))
            return
        scope.lower(horizon, scope.until(condition))
        holds = _holds(scope, condition, number, taken)
        if not scope.source.forms.is_still(value):
            with scope.block(f"if {holds}:"):
                scope.lower(horizon, scope.until(value))
        _write_break(scope, holds)


def _write_break(scope: Ahead, test: str) -> None:
    with scope.block(f"if {test}:"):
        scope.write("break")


def pick(scope: Ahead, expr: n.Pick) -> str:
    """While the best one stays, and none of the others becomes better, or known.

    While all do, if none is known.
    """
    untils = [scope.until(item) for item in expr.items]
    if all(until == NEVER for until in untils):
        return NEVER
    place, horizon = scope.fresh("place"), scope.fresh("until")
    scope.write(f"{place} = {_place_of_best(scope, expr)}")
    scope.write(f"{horizon} = {earliest(untils)}")
    relation = n.Relation.AT_MOST if expr.greatest else n.Relation.AT_LEAST
    for number, winner in enumerate(expr.items):
        with scope.block(f"if {place} == {number}:"):
            ends = [
                _beaten(scope, relation, item, winner) for item in expr.items if item is not winner
            ]
            scope.write(f"{horizon} = {earliest((scope.until(winner), *ends))}")
    return horizon


def _place_of_best(scope: Ahead, expr: n.Pick) -> str:
    listed = "".join(f"{shown(scope.value(item))}, " for item in expr.items)
    key = ""
    if isinstance(expr.type, Symbol) and expr.type.order is not Order.CHOICES:
        key = f", {ranks(scope, expr.type)}.__getitem__"
    return f"place_of_best(({listed}), {expr.greatest}{key})"


def _beaten(scope: Ahead, relation: n.Relation, item: n.Expr, winner: n.Expr) -> str:
    """Return until when an item goes on being no better; if it isn't known, until when that."""
    known = all_of(scope.value(item).known)
    return chosen(known, stays(scope, relation, item, winner), scope.until(item))
