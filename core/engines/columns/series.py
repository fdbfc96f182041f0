"""The occurrences of a series, in columns: which have opened, which of them are still open.

Occurrences lie a step apart: so many days, months, working days or seconds, times the ordinal. So
which of them is near a moment can be reckoned, and the last one that fits is found among those near
by. A series costs the same however long it has run.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import Blame, united, where
from forecourt.core.engines.columns.clocks import elapsed_between
from forecourt.core.engines.columns.expressions import parts
from forecourt.core.engines.columns.failures import CannotSay
from forecourt.core.engines.columns.frames import Frame, Ordinals
from forecourt.core.engines.columns.occurrences import Bounds, Occurring
from forecourt.core.engines.columns.scope import Bound
from forecourt.core.engines.columns.sql import (
    DAY,
    FALSE,
    MOMENT,
    ONE,
    TRUE,
    WHOLE,
    ZERO,
    Literal,
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
)
from forecourt.core.engines.columns.times import working_days_until
from forecourt.core.plan import nodes as n
from forecourt.core.plan.bounds import Known
from forecourt.core.values.ranges import usual_range
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.cells import Cell
    from forecourt.core.engines.columns.scope import Scope


def occurring(series: n.Series, condition: Sql, scope: Scope) -> Occurring:
    """Return the occurrences of a series where a condition is true."""
    put = scope.frame.put
    first = scope.cell(series.first)
    last = None if series.last is None else scope.cell(series.last)
    given = (is_there(first.value), *_none_missing(last), _not_before(first.value, last))
    begun = put(all_of(condition, *given))
    opening = _at(series, series.opens, first.value, scope)
    exists = put(all_of(begun, is_there(opening.value)))
    opened = put(all_of(exists, _has_come(opening.value, series.opens, scope)))
    latest, stands_still = _latest(series, first.value, last, opened, scope)
    low, of_closing = _first_pending(series, first.value, latest, scope)
    only = put(all_of(exists, not_(holds(opened))))
    frame = Frame(
        scope.session.name(f"{scope.subject.model}_occurrences"),
        Ordinals(put(case([(only, first.value)], low)), put(case([(only, first.value)], latest))),
        ("n",),
        scope.frame,
    )
    ordinal = frame.stored("n")
    inner = scope.inner(series.variable, Bound(frame, ordinal=ordinal))
    latest_here, only_here = frame.around(latest), frame.around(only)
    there = _is_emitted(series, inner, latest_here, only_here, ordinal)
    blames = (
        where(
            all_of(condition, not_(first.none)),
            united(first.blame, *(() if last is None else (last.blame,))),
        ),
        where(begun, opening.blame),
        of_closing,
        _of_next(series, latest, last, scope),
    )
    end = null(WHOLE) if last is None else last.value
    stuck = all_of(holds(opened), stands_still, is_null(end))
    bounds = Bounds(first.value, end, begun, holds(opened), latest, low, stuck)
    earlier = op("<", ordinal, latest_here)
    return Occurring(inner, there, united(*blames), condition, bounds, earlier, only_here)


def _none_missing(last: Cell | None) -> tuple[Sql, ...]:
    return () if last is None else (not_(last.missing),)


def _not_before(first: Sql, last: Cell | None) -> Sql:
    """Whether a series has an occurrence at all: it doesn't end before it begins."""
    return TRUE if last is None else any_of(is_null(last.value), op("<=", first, last.value))


def _at(series: n.Series, node: n.Expr, ordinal: Sql, scope: Scope) -> Cell:
    """Return what an expression comes to for an ordinal."""
    bound = Bound(scope.frame, ordinal=scope.frame.put(ordinal))
    return scope.inner(series.variable, bound).cell(node)


def _has_come(value: Sql, node: n.Expr, scope: Scope) -> Sql:
    return op("<=", value, _now_like(node, scope))


def _now_like(node: n.Expr, scope: Scope) -> Literal:
    now, kind = scope.session.now, column_type(node.type)
    return Literal(now.date() if kind == DAY else now, kind)


def _latest(
    series: n.Series, first: Sql, last: Cell | None, opened: Sql, scope: Scope
) -> tuple[Sql, Sql]:
    """Return the latest ordinal that has opened, and whether all open at once.

    It is null if none has opened, or if there is no latest.
    """
    put = scope.frame.put
    end = null(WHOLE) if last is None else last.value

    def has_opened(ordinal: Sql) -> Sql:
        opens = _at(series, series.opens, ordinal, scope)
        has_come = _has_come(opens.value, series.opens, scope)
        return has_come if last is None else all_of(or_else(op("<=", ordinal, end), TRUE), has_come)

    estimate = _reached(series, series.opens, first, scope)
    if estimate is None:
        return put(case([(opened, end)], null(WHOLE))), TRUE
    if isinstance(estimate, int):
        each = [put(op("+", first, number(further))) for further in range(estimate, 0, -1)]
        found = case([(has_opened(ordinal), ordinal) for ordinal in each], first)
        return put(case([(opened, found)], null(WHOLE))), FALSE
    near, stands_still = estimate
    halves = _halves(series.opens)
    low = put(op("greatest", first, op("-", op("least", near, end), number(halves[0]))))
    found = put(case([(has_opened(low), low)], first))
    for further in halves:
        there = put(op("+", found, number(further)))
        found = put(case([(has_opened(there), there)], found))
    return put(case([(not_(opened), null(WHOLE)), (stands_still, end)], found)), stands_still


def _first_pending(series: n.Series, first: Sql, latest: Sql, scope: Scope) -> tuple[Sql, Blame]:
    """Return the first ordinal of those up to the latest that are not closed, and the blame."""
    put = scope.frame.put
    before = put(op("-", latest, ONE))
    closing = _at(series, series.closes, before, scope)
    earlier = put(op(">=", before, first))

    def is_open(ordinal: Sql) -> Sql:
        closes = _at(series, series.closes, ordinal, scope)
        not_past = op(">=", closes.value, _now_like(series.closes, scope))
        return all_of(op(">=", ordinal, first), not_past)

    any_open = put(holds(all_of(earlier, is_there(closing.value), is_open(before))))
    blame = where(holds(earlier), closing.blame)
    estimate = _reached(series, series.closes, first, scope)
    if estimate is None:
        return put(case([(any_open, first)], latest)), blame
    if isinstance(estimate, int):
        each = [first, *(put(op("+", first, number(further))) for further in range(1, estimate))]
        lowest = case([(is_open(ordinal), ordinal) for ordinal in each], before)
        return put(case([(any_open, lowest)], latest)), blame
    near, stands_still = estimate
    halves = _halves(series.closes)
    high = put(op("least", before, op("+", op("greatest", near, first), number(halves[0]))))
    found = put(case([(is_open(high), high)], before))
    for further in halves:
        there = put(op("-", found, number(further)))
        found = put(case([(is_open(there), there)], found))
    return put(case([(not_(any_open), latest), (stands_still, first)], found)), blame


# Where a series is at a moment -------------------------------------------------------------

_REGULAR, _IRREGULAR = 3, 10
"""How many times to halve what lies around the reckoned ordinal: months and clocks are not quite
regular; working days, between which a closure may lie, are not regular at all."""


def _halves(node: n.Expr) -> list[int]:
    """Return the steps, each half the one before, by which the right ordinal is approached.

    The reckoned one lies no farther from it than the first of them.
    """
    by_calendar = any(
        isinstance(part, n.Shift) and part.amount.type == Duration(Family.WORKING_DAYS)
        for part in parts(node)
    )
    times = _IRREGULAR if by_calendar else _REGULAR
    return [2**power for power in range(times, -1, -1)]


def _reached(
    series: n.Series, node: n.Expr, first: Sql, scope: Scope
) -> tuple[Sql, Sql] | int | None:
    """Return about which ordinal's day or moment has come, and whether it never moves on.

    Of occurrences that are not a step apart, but few, how many may follow the first. None if the
    expression doesn't read the ordinal at all.

    Raises:
        CannotSay: the ordinal isn't used as a step's multiple, once, and there may be many.
    """
    few = _how_many_follow(series, scope)
    if few is not None and few <= _FEW:
        return few if series.variable in scope.session.expressions.variables(node) else None
    step = _step_of(node, series.variable, scope)
    if step is None:
        return None
    length, family = scope.cell(step[0]), step[1]
    value = _at(series, node, first, scope).value
    stands_still = op("=", length.value, ZERO)
    apart = _APART[family](value, column_type(node.type), scope)
    length_or_null = case([(stands_still, null(WHOLE))], length.value)
    passed = op("floor quotient", scope.frame.put(apart), scope.frame.put(length_or_null))
    return scope.frame.put(op("+", first, or_else(passed, ZERO))), stands_still


_FEW = 12
"""So many occurrences are looked at one by one."""


def _how_many_follow(series: n.Series, scope: Scope) -> int | None:
    """Return how many occurrences may follow the first, if their number is bounded."""
    if series.last is None:
        return None
    known = _known(series, scope)
    first, last = known.of(series.first), known.of(series.last)
    return None if first is None or last is None else max(0, last.high - first.low)


def _known(series: n.Series, scope: Scope) -> Known:
    plan = scope.session.plan
    called = [part for part in parts((series.first, series.last)) if isinstance(part, n.Call)]
    return Known(
        plan.schema,
        {decision.name: decision for decision in plan.decisions},
        lambda name: usual_range(plan.parameters[name].type),
        {call.function: usual_range(call.type) for call in called},
    )


def _step_of(node: n.Expr, variable: int, scope: Scope) -> tuple[n.Expr, Family] | None:
    """Return what the ordinal is multiplied with, and the family of that duration."""
    variables = scope.session.expressions.variables
    shifts = {
        part: None
        for part in parts(node)
        if isinstance(part, n.Shift) and variable in variables(part.amount)
    }
    if not shifts and variable not in variables(node):
        return None
    if len(shifts) != 1:
        raise CannotSay("a series whose occurrences are not a step apart")
    amount = next(iter(shifts)).amount
    if isinstance(amount, n.Arithmetic) and amount.operator is n.Operator.MULTIPLY:
        for step, times in ((amount.left, amount.right), (amount.right, amount.left)):
            regular = variable not in variables(step) and _is_counted(times, variable, scope)
            if regular and isinstance(amount.type, Duration):
                return step, amount.type.family
    raise CannotSay("a series whose occurrences are not a step apart")


def _is_counted(node: n.Expr, variable: int, scope: Scope) -> bool:
    """Return whether an expression is the ordinal, or lies a fixed number from it."""
    match node:
        case n.Ordinal():
            return node.variable == variable
        case n.Arithmetic(operator=n.Operator.ADD | n.Operator.SUBTRACT, left=left, right=right):
            apart = variable not in scope.session.expressions.variables(right)
            return apart and _is_counted(left, variable, scope)
        case _:
            return False


def _days_apart(value: Sql, kind: str, scope: Scope) -> Sql:
    day = value if kind == DAY else op("day of", value)
    return op(
        "-", number((scope.session.now.date() - date(1970, 1, 1)).days), op("day number", day)
    )


def _months_apart(value: Sql, _: str, scope: Scope) -> Sql:
    now = scope.session.now
    months = op("+", op("*", op("year", value), number(12)), op("month", value))
    return op("-", number(now.year * 12 + now.month), months)


def _seconds_apart(value: Sql, kind: str, scope: Scope) -> Sql:
    assert kind == MOMENT
    return elapsed_between(value, Literal(scope.session.now, MOMENT), scope)


def _working_days_apart(value: Sql, kind: str, scope: Scope) -> Sql:
    today = Literal(scope.session.now.date(), DAY)
    day = value if kind == DAY else op("day of", value)
    return op("-", working_days_until(today, scope), working_days_until(day, scope))


_APART: dict[Family, Callable[[Sql, str, Scope], Sql]] = {
    Family.DAYS: _days_apart,
    Family.MONTHS: _months_apart,
    Family.ELAPSED: _seconds_apart,
    Family.WORKING_DAYS: _working_days_apart,
}


# What is emitted ---------------------------------------------------------------------------


def _is_emitted(series: n.Series, inner: Scope, latest: Sql, only: Sql, ordinal: Sql) -> Sql:
    """Whether an occurrence is one of those emitted: the latest, or an earlier one not done."""
    done = holds(inner.truth(series.done).truth)
    there = any_of(holds(only), op("=", ordinal, latest), not_(done))
    if series.left_out is None:
        return there
    return all_of(there, not_(holds(inner.truth(series.left_out).truth)))


def _of_next(series: n.Series, latest: Sql, last: Cell | None, scope: Scope) -> Blame:
    """Return what keeps it unknown when the occurrence after the latest opens."""
    opens = _at(series, series.opens, op("+", latest, ONE), scope)
    if opens.blame.is_empty:
        return Blame()
    ends = FALSE if last is None else or_else(op("=", latest, last.value), FALSE)
    return where(all_of(is_there(latest), not_(ends)), opens.blame)
