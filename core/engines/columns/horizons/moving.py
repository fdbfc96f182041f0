"""What moves with the clock in one direction only: today, now, and what is counted from them.

Which expressions these are is seen from their form; where such a one is known, it moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.horizons import counting, dispatch
from forecourt.core.engines.columns.horizons.clock import (
    LAST_MOMENT,
    after,
    midnight,
    now,
    until_clock_change,
)
from forecourt.core.engines.columns.horizons.combining import NEVER, least
from forecourt.core.engines.columns.horizons.inverses import (
    Step,
    first_moved_to,
    first_period_from,
    first_unmovable,
    is_always_there,
)
from forecourt.core.engines.columns.horizons.movement import Moving, next_midnight, reached, running
from forecourt.core.engines.columns.sql import DAY, MOMENT, Literal, column_type
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql


def moving(node: n.Expr, scope: Scope) -> Moving | None:
    """Return how an expression moves with the clock, where it is known; None if it doesn't."""
    form = _FORMS.get(type(node))
    return None if form is None or not scope.session.still.moves(node) else form(node, scope)


def known_until(node: n.Expr, scope: Scope) -> Sql:
    """Return until when an expression that is known stays known, whatever it is."""
    found = moving(node, scope)
    return dispatch.until(node, scope) if found is None else found.until


def _today(_: n.Today, scope: Scope) -> Moving:
    return Moving(Literal(scope.session.now.date(), DAY), DAY, midnight, NEVER)


def _now(_: n.Now, scope: Scope) -> Moving:
    return running(now(scope), NEVER, scope)


def _day_of(node: n.DayOf, scope: Scope) -> Moving | None:
    moment = moving(node.moment, scope)
    if moment is None:
        return None
    value = scope.cell(node).value
    return Moving(value, DAY, lambda day: moment.reach(op("midnight of", day)), moment.until)


def _period_start(node: n.PeriodStart, scope: Scope) -> Moving | None:
    day = moving(node.day, scope)
    if day is None:
        return None

    def reach(bound: Sql) -> Sql:
        return reached(day, first_period_from(node.unit, bound, scope))

    return Moving(scope.cell(node).value, DAY, reach, day.until)


def _full_units(node: n.FullUnits, scope: Scope) -> Moving | None:
    start, end = moving(node.start, scope), moving(node.end, scope)
    if start is None and end is not None:
        return counting.since(node, end, scope)
    if end is None and start is not None:
        return counting.still(node, start, scope)
    return None


def _shift(node: n.Shift, scope: Scope) -> Moving | None:
    start = moving(node.start, scope)
    if start is None or is_never_moved(node, scope):
        return None
    assert isinstance(node.amount.type, Duration)
    amount, value = scope.cell(node.amount).value, scope.cell(node).value
    step = Step(node.amount.type.family, amount if node.forward else op("negative", amount))
    until = least(start.until, dispatch.until(node.amount, scope))
    if column_type(node.type) == MOMENT:
        return running(value, least(until, _evenly_until(step, start, value, scope)), scope)
    return _moved_day(step, start, value, until, scope)


def is_never_moved(node: n.Shift, scope: Scope) -> bool:
    """Return whether no day can be moved: by working days, without a calendar of them."""
    by_working_days = node.amount.type == Duration(Family.WORKING_DAYS)
    return by_working_days and not scope.session.has_calendar


def _moved_day(step: Step, start: Moving, value: Sql, until: Sql, scope: Scope) -> Moving:
    """A day comes to a bound when the day it is moved from comes to the bound moved back."""

    def reach(bound: Sql) -> Sql:
        day = first_moved_to(step, bound, scope)
        return start.reach(day) if is_always_there(step) else reached(start, scope.frame.put(day))

    end = first_unmovable(step, scope)
    return Moving(value, DAY, reach, least(until, start.comes_to(end)))


def _evenly_until(step: Step, start: Moving, moved: Sql, scope: Scope) -> Sql:
    """Return until when a moved moment runs as evenly as the clock does.

    No longer than to a clock change, of either moment; and where the date is moved to one of
    several that may be moved to the same, no longer than the day.
    """
    changes = until_clock_change(start.value, scope), until_clock_change(moved, scope)
    same_day: Sql = NEVER
    if step.family in (Family.MONTHS, Family.WORKING_DAYS):
        same_day = start.reach(next_midnight(start.value))
    return least(*changes, same_day, after(moved, LAST_MOMENT, scope))


_FORMS: dict[type, Callable[[Any, Scope], Moving | None]] = {
    n.Today: _today,
    n.Now: _now,
    n.DayOf: _day_of,
    n.Shift: _shift,
    n.PeriodStart: _period_start,
    n.FullUnits: _full_units,
}
