"""The code of a decision's value, where values are made: which row, and what it gives."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING, falls_back, takes_one
from forecourt.core.engines.record.code import Truth, any_of, held, negated, stored, unique
from forecourt.core.engines.record.loops import ALWAYS
from forecourt.core.engines.record.records import keepable, plain
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.engines.record.scope import Given, Scope

CHAIN = 100
"""How many rows one chain of `if` and `elif` has, at most."""


def value_of(decision: n.Decision) -> Given:
    """Return what is given as the value of a decision."""
    return ("value", decision.name, decision.subject)


def row_given(decision: n.Decision) -> Given:
    """Return what is given as the row that a decision takes."""
    return ("row", decision.name, decision.subject)


def keeps_row(decision: n.Decision) -> bool:
    """Return whether which row is taken has to be kept, as it doesn't follow from the value."""
    return decision.reported and takes_one(decision) and rows_by_value(decision) is None


def rows_by_value(decision: n.Decision) -> Mapping[Any, int | None] | None:
    """Return the row for each value, None where the row doesn't follow from the value."""
    if _reached(decision) == 1 and decision.rows[0].condition is None:
        return defaultdict(int)
    values = [row.value for row in decision.rows[: _reached(decision)]]
    if falls_back(decision):
        values.append(decision.fallback)
    found: dict[Any, int | None] = {}
    for row, value in enumerate(values):
        if isinstance(value, n.Const | n.NoValue | n.Ask):
            found[value.value if isinstance(value, n.Const) else None] = row
    if falls_back(decision) and len(found) == len(values):
        found[None if not isinstance(values[-1], n.Const) else values[-1].value] = None
    return found if len(found) == len(values) else None


def write_decision(scope: Scope, decision: n.Decision) -> tuple[str, ...]:
    """Write the value of a decision; return the tests of which one holds if it is in doubt."""
    fact = scope.source.analysis.decisions[decision.name, decision.subject]
    name = scope.fresh(decision.name)
    truths = truths_of(scope, decision)
    if decision.hit is n.HitPolicy.ALL:
        _write_list(scope, decision, name, truths)
    elif decision.hit is n.HitPolicy.SUM:
        _write_points(scope, decision, name, truths)
    else:
        _write_first(scope, decision, name, truths, fact.kinds)
    scope.provide(value_of(decision), name)
    own = held(name, fact.kinds)
    return unique([*(t for truth in truths for t in truth.triggers), *own.triggers])


def truths_of(scope: Scope, decision: n.Decision) -> list[Truth]:
    """Return the code for whether each row holds; under `first`, if none above it does."""
    conditions = [row.condition for row in decision.rows]
    written = [None if each is None else scope.truth(each) for each in conditions]
    otherwise = ALWAYS
    if decision.hit is not n.HitPolicy.FIRST:
        others = any_of(truth.true for truth in written if truth is not None)
        otherwise = Truth(negated(others), others or "False")
    return [otherwise if truth is None else truth for truth in written]


def _write_first(
    scope: Scope, decision: n.Decision, name: str, truths: list[Truth], kinds: int
) -> None:
    """Write the value of the first row that holds, as chains of `if` and `elif`."""
    reached = _reached(decision)
    row_name = ""
    if keeps_row(decision):
        row_name = scope.fresh(f"row_of_{decision.name}")
        scope.provide(row_given(decision), row_name)
        scope.write(f"{row_name} = None")
    if len(decision.rows) > CHAIN:
        scope.write(f"{name} = UNDECIDED")
    for start in range(0, reached, CHAIN):
        rows = range(start, min(start + CHAIN, reached))
        if len(decision.rows) > CHAIN:
            with scope.block(f"if {name} is UNDECIDED:"):
                _write_chain(scope, decision, (name, row_name), truths, kinds, rows)
        else:
            _write_chain(scope, decision, (name, row_name), truths, kinds, rows)
    if not falls_back(decision):
        return
    long = len(decision.rows) > CHAIN
    if not reached:
        scope.write(f"{name} = {stored(keepable(scope, decision.fallback), kinds)}")
        return
    with scope.block(f"if {name} is UNDECIDED:" if long else "else:"):
        scope.write(f"{name} = {stored(keepable(scope, decision.fallback), kinds)}")


def _reached(decision: n.Decision) -> int:
    """Return how many rows can give the value: under `first`, up to that without condition."""
    for index, row in enumerate(decision.rows):
        if row.condition is None and decision.hit is n.HitPolicy.FIRST:
            return index + 1
    return len(decision.rows)


def _write_chain(
    scope: Scope,
    decision: n.Decision,
    names: tuple[str, str],
    truths: list[Truth],
    kinds: int,
    rows: range,
) -> None:
    """Write some of the rows; `names` are the variables of the value and, if kept, of the row."""
    for index in rows:
        row = decision.rows[index]
        is_last = row.condition is None and index == _reached(decision) - 1
        if is_last and index == rows.start:
            _write_taken(scope, row.value, names, kinds, index)
            return
        head = "else" if is_last else f"elif {truths[index].true}"
        if index == rows.start:
            head = head.removeprefix("el")
        with scope.block(f"{head}:"):
            _write_taken(scope, row.value, names, kinds, index)


def _write_taken(scope: Scope, value: n.Expr, names: tuple[str, str], kinds: int, row: int) -> None:
    name, row_name = names
    scope.write(f"{name} = {stored(keepable(scope, value), kinds)}")
    if row_name:
        scope.write(f"{row_name} = {row}")


def _write_list(scope: Scope, decision: n.Decision, name: str, truths: list[Truth]) -> None:
    """Write the list of the values of the rows that hold; None if one is missing."""
    lost = _write_collected(scope, decision, truths, f"{name} = ()", f"{name} += ({{0}},)")
    if lost:
        with scope.block(f"if {lost}:"):
            scope.write(f"{name} = None")


def _write_points(scope: Scope, decision: n.Decision, name: str, truths: list[Truth]) -> None:
    """Write the sum of the values of the rows that hold; None if one is missing."""
    lost = _write_collected(scope, decision, truths, f"{name} = 0", f"{name} += {{0}}")
    if lost:
        with scope.block(f"if {lost}:"):
            scope.write(f"{name} = None")


def _write_collected(
    scope: Scope, decision: n.Decision, truths: list[Truth], start: str, add: str
) -> str:
    """Write the collecting of values; return the variable that says that one is missing."""
    scope.write(start)
    can_miss = any(scope.kinds(row.value) & MISSING for row in decision.rows)
    lost = scope.fresh("lost") if can_miss else ""
    if lost:
        scope.write(f"{lost} = False")
    for row, truth in zip(decision.rows, truths, strict=True):
        with scope.block(f"if {truth.true}:"):
            value = plain(scope, row.value)
            if value.missing:
                with scope.block(f"if {value.missing}:"):
                    scope.write(f"{lost} = True")
            if value.known:
                with scope.block(f"if {' and '.join(value.known)}:"):
                    scope.write(add.format(value.code))
            else:
                scope.write(add.format(value.code))
    return lost
