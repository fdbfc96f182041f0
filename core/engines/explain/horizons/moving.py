"""What moves with the clock in one direction only: today, now, and what is counted from them.

Of these it is known when they come to a bound. They are `Today`, `Now`, these moved by a duration
that doesn't move (`Shift`), the day of such a moment (`DayOf`), the first day of a period
(`PeriodStart`), and the full units between one of them and a time that doesn't move (`FullUnits`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.horizons import counting
from forecourt.core.engines.explain.horizons.clock import (
    DAY,
    LAST,
    day_after,
    later,
    midnight,
    until_clock_change,
)
from forecourt.core.engines.explain.horizons.inverses import (
    Step,
    first_moved_to,
    first_period_from,
    first_unmovable,
)
from forecourt.core.engines.explain.horizons.movement import Moving, running
from forecourt.core.engines.explain.values import Known
from forecourt.core.plan import nodes as n
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.periods import STARTS
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.explain.horizons.ahead import Ahead


def moving(expr: n.Expr, ahead: Ahead) -> Moving | None:
    """Return how an expression moves with the clock; None if it is none of these, or not known."""
    form = _FORMS.get(type(expr))
    return None if form is None else form(expr, ahead)


def _today(_: n.Today, ahead: Ahead) -> Moving:
    return Moving(ahead.now.date(), DAY, midnight, NEVER)


def _now(_: n.Now, ahead: Ahead) -> Moving:
    return running(ahead.now, ahead.now, NEVER)


def _day_of(node: n.DayOf, ahead: Ahead) -> Moving | None:
    moment = moving(node.moment, ahead)
    if moment is None:
        return None
    return Moving(moment.value.date(), DAY, lambda day: moment.reach(midnight(day)), moment.until)


def _period_start(node: n.PeriodStart, ahead: Ahead) -> Moving | None:
    day = moving(node.day, ahead)
    if day is None:
        return None

    def reach(bound: Any) -> datetime:
        start = first_period_from(node.unit, bound)
        return NEVER if start is None else day.reach(start)

    return Moving(STARTS[node.unit](day.value), DAY, reach, day.until)


def _full_units(node: n.FullUnits, ahead: Ahead) -> Moving | None:
    start, end = moving(node.start, ahead), moving(node.end, ahead)
    if start is None and end is not None:
        return counting.since(node, end, ahead)
    if end is None and start is not None:
        return counting.still(node, start, ahead)
    return None


def _shift(node: n.Shift, ahead: Ahead) -> Moving | None:
    start = moving(node.start, ahead)
    moved, amount = ahead.scope.value(node), ahead.scope.value(node.amount)
    if start is None or not isinstance(moved, Known) or not isinstance(amount, Known):
        return None
    assert isinstance(node.amount.type, Duration)
    count = amount.value if node.forward else -amount.value
    step = Step(node.amount.type.family, count, ahead.scope.setting.facts.calendar)
    until = min(start.until, ahead.until(node.amount))
    if isinstance(moved.value, datetime):
        until = min(until, _evenly_until(step, start, moved.value, ahead))
        return running(moved.value, ahead.now, until)
    return _moved_day(step, start, moved.value, until)


def _moved_day(step: Step, start: Moving, value: Any, until: datetime) -> Moving:
    """A day comes to a bound when the day it is moved from comes to the bound moved back."""

    def reach(bound: Any) -> datetime:
        day = first_moved_to(step, bound)
        return NEVER if day is None else start.reach(day)

    end = first_unmovable(step)
    return Moving(value, DAY, reach, until if end is None else min(until, start.comes_to(end)))


def _evenly_until(step: Step, start: Moving, moved: datetime, ahead: Ahead) -> datetime:
    """Return until when a moved moment runs as evenly as the clock does.

    No longer than to a clock change, of either moment; and where the date is moved to one of
    several that may be moved to the same, no longer than the day.
    """
    zone = ahead.scope.setting.plan.zone
    wait = min(until_clock_change(start.value, zone), until_clock_change(moved, zone))
    evenly = later(ahead.now, wait)
    if step.family in (Family.MONTHS, Family.WORKING_DAYS):
        evenly = min(evenly, start.reach(midnight(day_after(start.value.date()))))
    return min(evenly, later(ahead.now, LAST - moved))


_FORMS: dict[type, Callable[[Any, Ahead], Moving | None]] = {
    n.Today: _today,
    n.Now: _now,
    n.DayOf: _day_of,
    n.Shift: _shift,
    n.PeriodStart: _period_start,
    n.FullUnits: _full_units,
}
