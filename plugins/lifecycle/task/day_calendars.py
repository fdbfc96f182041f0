"""The calendars of all days, and of the days on which the store is open.

A working day keeps its name, which is its date, when a holiday is entered later on. So the days
are counted through, and those on which the store is closed are left out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forecourt.core.check.typing import YES_NO
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator, Relation
from forecourt.core.values.types import Day, Duration, Family, Whole
from forecourt.plugins.lifecycle.task.series import ONE, Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.plan.nodes import Expr

_ORIGIN = plan.Const(date(2000, 1, 1), Day())
_DAY = plan.Const(1, Duration(Family.DAYS))
_WORKING_DAY = plan.Const(1, Duration(Family.WORKING_DAYS))
_A_YEAR = plan.Const(12, Duration(Family.MONTHS))
_TODAY = plan.Today(Day())


def every_day() -> Calendar:
    """Return the calendar of all days of the last year and from now on."""
    at = _days_after(_ORIGIN)
    return Calendar(_first(_ORIGIN), None, at, lambda n: _moved(at(n), _DAY), at)


def every_working_day(anchor: Expr | None = None) -> Calendar:
    """Return the calendar of the days on which the store is open, those after `anchor`.

    It goes back a year at most. A day on which the store is closed stands for the next one on
    which it is open, and is left out.
    """
    origin = _ORIGIN if anchor is None else anchor
    counted = _days_after(origin)

    def at(ordinal: Expr) -> Expr:
        before = plan.Shift(counted(ordinal), _DAY, False, Day())
        return _moved(before, _WORKING_DAY)

    def is_closed(ordinal: Expr) -> Expr:
        is_open = plan.Compare(Relation.EQUAL, at(ordinal), counted(ordinal), YES_NO)
        return plan.Not(is_open, YES_NO)

    next_one = _moved(_TODAY, _WORKING_DAY)
    known = plan.Compare(Relation.MORE, next_one, _TODAY, YES_NO)
    return Calendar(
        _first(origin), None, at, lambda n: _moved(at(n), _WORKING_DAY), at, is_closed, known
    )


def _days_after(origin: Expr) -> Callable[[Expr], Expr]:
    def at(ordinal: Expr) -> Expr:
        amount = plan.Arithmetic(Operator.MULTIPLY, _DAY, ordinal, _DAY.type)
        return _moved(origin, amount)

    return at


def _moved(day: Expr, amount: Expr) -> Expr:
    return plan.Shift(day, amount, True, Day())


def _first(origin: Expr) -> Expr:
    """Return the ordinal of the day after the origin, or of that a year ago if it is later."""
    a_year_ago = plan.Shift(_TODAY, _A_YEAR, False, Day())
    counted = plan.FullUnits("days", origin, a_year_ago, Whole())
    begun = plan.Compare(Relation.MORE, counted, ONE, YES_NO)
    return plan.Case(((begun, counted),), ONE, Whole())
