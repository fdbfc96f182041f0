"""The code for until when conditions stay true, false or unknown, with the same blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import MISSING, NONE
from forecourt.core.engines.record.code import all_of, any_of, stored
from forecourt.core.engines.record.horizons.ahead import (
    NEVER,
    Ahead,
    HoistingAhead,
    chosen,
    earliest,
)
from forecourt.core.engines.record.horizons.combining import conjunction
from forecourt.core.engines.record.horizons.forms import moves
from forecourt.core.engines.record.horizons.moving import MIRRORED, stays, turning
from forecourt.core.engines.record.horizons.operands import part, strict, triple
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Moment, YesNo

if TYPE_CHECKING:
    from collections.abc import Sequence

_YES_NO = YesNo()


def compare(scope: Ahead, expr: n.Compare) -> str:
    """Two known values: while they stay on the same side of each other."""
    quick = _with_clock(scope, expr)
    if quick is not None:
        return quick
    operands = (expr.left, expr.right)
    if not any(map(moves, operands)) and not any(scope.kinds(each) for each in operands):
        return earliest(map(scope.until, operands))
    code = stays(scope, expr.relation, *operands)
    return chosen(_all_known(scope, operands), code, undecided(scope, operands))


def _all_known(scope: Ahead, operands: Sequence[n.Expr]) -> str:
    return all_of(test for each in operands for test in scope.value(each).known)


def undecided(scope: Ahead, operands: Sequence[n.Expr]) -> str:
    """As a strict value; but where a count is missing the others decide as well."""
    code = strict(scope, operands)
    counts = [each for each in operands if _is_open_count(scope, each)]
    if not counts or code == NEVER:
        return code
    values = [scope.value(each) for each in operands]
    nothing = any_of(value.none for value in values)
    unsure = any_of(scope.value(each).missing for each in counts)
    test = f"not {nothing} and {unsure}" if nothing else unsure
    return chosen(test, earliest(map(scope.until, operands)), code)


def _is_open_count(scope: Ahead, expr: n.Expr) -> bool:
    return isinstance(expr, n.Count) and bool(scope.kinds(expr) & MISSING)


# With what depends on the moment alone -----------------------------------------------------


def _with_clock(scope: Ahead, expr: n.Compare) -> str | None:
    """Return the horizon of a comparison with what moves and is the same for all records."""
    for moving, relation, other in (
        (expr.left, expr.relation, expr.right),
        (expr.right, MIRRORED[expr.relation], expr.left),
    ):
        is_other_fixed = not moves(other) and not _is_open_count(scope, other)
        is_given = scope.fact(moving).hoistable and not isinstance(scope, HoistingAhead)
        if moves(moving) and is_other_fixed and is_given:
            turn = earliest((scope.until(other), _turn_of_all(scope, moving, relation, other)))
            if not scope.kinds(moving):
                return turn
            is_known = f"{scope.course(moving)} is not None"
            return chosen(is_known, turn, undecided(scope, (moving, other)))
    return None


def _turn_of_all(scope: Ahead, moving: n.Expr, relation: n.Relation, other: n.Expr) -> str:
    at, beyond = turning(moving, relation)
    value, kinds = scope.value(other), scope.kinds(other)
    if not isinstance(other.type, Moment):
        table = _table(scope, moving, (at, beyond), kinds)
        return f"{table}[{stored(value, kinds)}]"
    course = scope.course(moving)
    known = all_of(value.known)
    if isinstance(moving, n.Now) and not beyond:
        test = all_of((known, f"{value.code} > now"))
        return chosen(test, value.code, NEVER)
    code = f"turn({course}, {value.code}, {at}, {beyond})"
    return chosen(known, code, chosen(value.missing, f"{course}.until", NEVER))


def _table(scope: Ahead, moving: n.Expr, turns: tuple[bool, bool], kinds: int) -> str:
    """Return the name of the table of when something turns, by what it is compared with."""
    course = scope.course(moving)
    absent = {
        0: "",
        NONE: f"None: {NEVER}",
        MISSING: f"None: {course}.until",
        NONE | MISSING: f"None: {NEVER}, MISSING: {course}.until",
    }[kinds]
    code = f"turns_of({course}, {turns[0]}, {turns[1]}, {{{absent}}}) if {course} else None"
    return scope.source.hoist_code("turns", code, sure=True)


# Of several values -------------------------------------------------------------------------


def within(scope: Ahead, expr: n.Within) -> str:
    """Known values: as two comparisons, both of which must hold, while all stay known."""
    operands = (expr.item, expr.low, expr.high)
    code = _of_known(scope, expr)
    return chosen(_all_known(scope, operands), code, undecided(scope, operands))


def _of_known(scope: Ahead, expr: n.Within) -> str:
    sides = (n.Relation.AT_LEAST, expr.low), (n.Relation.AT_MOST, expr.high)
    parts = []
    for relation, end in sides:
        made = scope.source.study(n.Compare(relation, expr.item, end, _YES_NO))
        parts.append((scope.truth(made), stays(scope, relation, expr.item, end)))
    known_until = map(scope.known_until, (expr.item, expr.low, expr.high))
    return earliest((conjunction(scope, parts), *known_until))


def among(scope: Ahead, expr: n.Among) -> str:
    """Known values: as equalities, one of which must hold, while all stay known, or none."""
    is_fixed = all(map(scope.source.forms.is_still, expr.options))
    if is_fixed and not moves(expr.item) and not any(map(scope.kinds, expr.options)):
        return scope.until(expr.item)
    item = part(scope, expr.item)
    listed = "".join(f", {_option(scope, expr.item, option)}" for option in expr.options)
    return f"among_options({triple(item)}, {_is_open_count(scope, expr.item)}{listed})"


def _option(scope: Ahead, item: n.Expr, option: n.Expr) -> str:
    made = scope.source.study(n.Compare(n.Relation.EQUAL, item, option, _YES_NO))
    known = _all_known(scope, (item, option))
    equal, until = scope.truth(made).true, stays(scope, n.Relation.EQUAL, item, option)
    if known != "True":
        equal, until = f"{equal} if {known} else None", f"{until} if {known} else None"
    operand = triple(part(scope, option))
    return f"({operand}, {_is_open_count(scope, option)}, {equal}, {until})"


def known(scope: Ahead, expr: n.IsKnown | n.ThereIs) -> str:
    """While the value stays, or if it is known, stays known."""
    until, known_until = scope.until(expr.value), scope.known_until(expr.value)
    return chosen(all_of(scope.value(expr.value).known), known_until, until)
