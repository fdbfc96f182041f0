"""Days and moments: reading them from a line, moving them, and asking whether they have come.

A day and a moment are compared as days.
"""

from __future__ import annotations

from datetime import time as time_of_day
from typing import TYPE_CHECKING

from forecourt.core.check import expressions
from forecourt.core.check.clauses import only_expression
from forecourt.core.check.typing import YES_NO, describe_type
from forecourt.core.check.wording import place_of
from forecourt.core.diagnostics.checking import WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Day, Duration, Family, Moment, TimeOfDay

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.syntax import nodes as syntax

_MIDNIGHT = plan.Const(time_of_day(0), TimeOfDay())


# Reading ---------------------------------------------------------------------------------------


def read_time(line: syntax.Line, context: Context) -> Expr:
    """Read a line that holds a date or a moment."""
    return time(only_expression(line, context, "a date or moment"), context)


def time(node: syntax.Expression, context: Context) -> Expr:
    """Read a date or a moment."""
    found = expressions.value(node, context)
    if not isinstance(found.type, (Day, Moment)):
        described, advice = describe_type(found.type), _ADVICE.get(type(found.type))
        context.fail(WrongType(place_of(node), "a date or moment", described, advice))
    return found


_ADVICE: dict[type, str] = {
    Duration: "say from when, as in `opened_at + 3 days`",
    TimeOfDay: "say on which day, as in `18:00 on DATE`",
}
"""What is missing of something that is no date yet."""


def duration(node: syntax.Expression, context: Context) -> Expr:
    """Read a duration of any family."""
    found = expressions.value(node, context)
    if not isinstance(found.type, Duration):
        described = describe_type(found.type)
        advice = "write its unit, as in `7 days`"
        context.fail(WrongType(place_of(node), "a duration", described, advice))
    return found


# Moving ----------------------------------------------------------------------------------------


def day_of(when: Expr) -> Expr:
    """Return the day of a day or moment."""
    return when if isinstance(when.type, Day) else plan.DayOf(when, Day())


def start_of(day: Expr) -> Expr:
    """Return the moment at which a day begins."""
    return plan.At(_MIDNIGHT, day, Moment())


def later(when: Expr, amount: Expr) -> Expr:
    """Return `when` moved on by a duration; by hours or minutes a day becomes a moment."""
    if isinstance(when.type, Day) and amount.type == Duration(Family.ELAPSED):
        when = start_of(when)
    return plan.Shift(when, amount, True, when.type)


# Comparing -------------------------------------------------------------------------------------


def compared(left: Expr, relation: Relation, right: Expr) -> Expr:
    """Return the condition that two times stand in a relation, by the day if one is a day."""
    if left.type != right.type:
        left, right = day_of(left), day_of(right)
    return plan.Compare(relation, left, right, YES_NO)


def clock_for(when: Expr) -> Expr:
    """Return today or now, whichever can be compared with `when`."""
    return plan.Today(Day()) if isinstance(when.type, Day) else plan.Now(Moment())


def has_begun(when: Expr) -> Expr:
    """Return the condition that a time is not in the future."""
    return plan.Compare(Relation.AT_MOST, when, clock_for(when), YES_NO)


def is_over(when: Expr) -> Expr:
    """Return the condition that a time, counting itself, is past."""
    return plan.Compare(Relation.LESS, when, clock_for(when), YES_NO)


def is_today(when: Expr) -> Expr:
    """Return the condition that a time is today."""
    return plan.Compare(Relation.EQUAL, day_of(when), plan.Today(Day()), YES_NO)
