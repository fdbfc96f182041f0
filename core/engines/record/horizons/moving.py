"""The code for courses, and for until when one value stays on the same side of another."""

from __future__ import annotations

from typing import Any

from forecourt.core.engines.record.code import all_of, operand
from forecourt.core.engines.record.dates import family_of
from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, earliest
from forecourt.core.engines.record.horizons.forms import falls, moves
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Family

MIRRORED = {
    n.Relation.EQUAL: n.Relation.EQUAL,
    n.Relation.LESS: n.Relation.MORE,
    n.Relation.AT_MOST: n.Relation.AT_LEAST,
    n.Relation.MORE: n.Relation.LESS,
    n.Relation.AT_LEAST: n.Relation.AT_MOST,
}
_AT = frozenset({n.Relation.EQUAL, n.Relation.AT_LEAST, n.Relation.LESS})
_BEYOND = frozenset({n.Relation.EQUAL, n.Relation.MORE, n.Relation.AT_MOST})


# Courses -----------------------------------------------------------------------------------


def course(scope: Ahead, expr: n.Expr) -> str:
    """Return the code for the course of something that moves; None where it isn't known."""
    if isinstance(expr, n.Today):
        return "course_of_today(today)"
    if isinstance(expr, n.Now):
        return f"running(now, now, {NEVER})"
    code = _COURSES[type(expr)](scope, expr)
    known = all_of(scope.value(expr).known)
    return code if known == "True" else f"{code} if {known} else None"


def _course_of_date(scope: Ahead, expr: n.DayOf) -> str:
    return f"course_of_date({scope.course(expr.moment)})"


def _course_of_start(scope: Ahead, expr: n.PeriodStart) -> str:
    return f"course_of_start({scope.course(expr.day)}, {expr.unit!r})"


_BY_FAMILY = {
    Family.DAYS: "course_by_days({0})",
    Family.MONTHS: "course_by_months({0})",
    Family.WORKING_DAYS: "course_by_working_days({0}, calendar)",
}


def _course_of_shift(scope: Ahead, expr: n.Shift) -> str:
    start, moved, family = scope.course(expr.start), scope.value(expr), family_of(expr)
    until = scope.until(expr.amount)
    if isinstance(expr.type, Day):
        amount = scope.value(expr.amount).code
        count = amount if expr.forward else f"-{operand(amount)}"
        return _BY_FAMILY[family].format(f"{start}, {moved.code}, {count}, {until}")
    by_date = family in {Family.MONTHS, Family.WORKING_DAYS}
    return f"course_of_moment({start}, {moved.code}, {until}, now, {_zone(scope)}, {by_date})"


def _course_of_units(scope: Ahead, expr: n.FullUnits) -> str:
    count = scope.value(expr).code
    falling = falls(expr)
    of, other = (expr.start, expr.end) if falling else (expr.end, expr.start)
    running, fixed = scope.course(of), scope.value(other).code
    ends = f"{running}, {fixed}" if falling else f"{fixed}, {running}"
    function = "count_until" if falling else "count_since"
    return f"{function}({count}, {ends}, {expr.unit!r}, {scope.until(other)}, now, {_zone(scope)})"


def _zone(scope: Ahead) -> str:
    return repr(scope.source.plan.zone)


_COURSES: dict[type, Any] = {
    n.DayOf: _course_of_date,
    n.PeriodStart: _course_of_start,
    n.Shift: _course_of_shift,
    n.FullUnits: _course_of_units,
}


# Against what they are compared with -----------------------------------------------------------


def stays(scope: Ahead, relation: n.Relation, left: n.Expr, right: n.Expr) -> str:
    """Return until when it stays so that two known values stand in a relation, or that not."""
    if moves(left) and not moves(right):
        return _turn(scope, left, relation, right)
    if moves(right) and not moves(left):
        return _turn(scope, right, MIRRORED[relation], left)
    return earliest((scope.until(left), scope.until(right)))


def _turn(scope: Ahead, moving: n.Expr, relation: n.Relation, other: n.Expr) -> str:
    at, beyond = turning(moving, relation)
    bound = scope.value(other).code
    course = scope.course(moving)
    return earliest((scope.until(other), f"turn({course}, {bound}, {at}, {beyond})"))


def turning(moving: n.Expr, relation: n.Relation) -> tuple[bool, bool]:
    """Return whether a relation of what moves with a bound turns at the bound, or beyond it."""
    seen = MIRRORED[relation] if falls(moving) else relation
    return seen in _AT, seen in _BEYOND
