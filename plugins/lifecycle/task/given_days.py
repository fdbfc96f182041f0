"""Calendars of days that are listed: `on delivered_at + 12 months, delivered_at + 24 months`.

The days come in the order of time, whatever order they are written in, and those that are not
known are passed over. An occurrence goes by the position at which its day is written, which stays
the same when another day becomes known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.clauses import single
from forecourt.core.check.typing import YES_NO
from forecourt.core.check.wording import misplaced_line
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator, Relation
from forecourt.core.values.types import Day, Whole
from forecourt.plugins.lifecycle.task.series import ONE, Calendar, next_ordinal
from forecourt.plugins.lifecycle.task.times import day_of, time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.syntax import nodes as syntax

_NOTHING = plan.Const(0, Whole())


def days_listed(line: syntax.Line, context: Context) -> tuple[Expr, ...]:
    """Read `on D1, D2, ...`."""
    expected = "dates, separated by commas"
    days = tuple(
        day_of(time(single(sequence, line, context, expected), context))
        for sequence in line.body.sequences
    )
    if not days:
        context.fail(misplaced_line(line, expected))
    return days


def read_days(line: syntax.Line, context: Context) -> Calendar:
    """Read `on D1, D2, ...` as a calendar."""
    return calendar_of(days_listed(line, context))


def calendar_of(days: tuple[Expr, ...]) -> Calendar:
    """Return the calendar of some days; where none is known, its only day is not known either."""
    ranks = [_rank(number, days) for number in range(len(days))]
    known = [plan.IsKnown(day, YES_NO) for day in days]
    nothing_known = plan.Not(plan.Or(tuple(known), YES_NO), YES_NO)

    def at(ordinal: Expr) -> Expr:
        rows: list[tuple[Expr, Expr]] = [
            (plan.And((there, _is(ordinal, rank)), YES_NO), day)
            for day, there, rank in zip(days, known, ranks, strict=True)
        ]
        rows.append((nothing_known, plan.Pick(False, days, Day())))
        return plan.Case(tuple(rows), None, Day())

    def occurrence(ordinal: Expr) -> Expr:
        rows = [
            (plan.And((there, _is(ordinal, rank)), YES_NO), plan.Const(position, Whole()))
            for position, (there, rank) in enumerate(zip(known, ranks, strict=True), start=1)
        ]
        return plan.Case(tuple(rows), None, Whole())

    last = plan.Pick(True, (ONE, _sum(known)), Whole())
    return Calendar(ONE, last, at, lambda n: at(next_ordinal(n)), occurrence, asks=days)


def _rank(number: int, days: tuple[Expr, ...]) -> Expr:
    """Return which of the known days, in the order of time, the one with that number is."""
    day = days[number]
    earlier = [
        plan.Compare(Relation.AT_MOST if other < number else Relation.LESS, one, day, YES_NO)
        for other, one in enumerate(days)
        if other != number
    ]
    return plan.Arithmetic(Operator.ADD, ONE, _sum(earlier), Whole())


def _sum(conditions: Iterable[Expr]) -> Expr:
    """Return how many conditions hold."""
    total: Expr = _NOTHING
    for condition in conditions:
        counted = plan.Case(((condition, ONE),), _NOTHING, Whole())
        total = plan.Arithmetic(Operator.ADD, total, counted, Whole())
    return total


def _is(ordinal: Expr, number: Expr) -> Expr:
    return plan.Compare(Relation.EQUAL, ordinal, number, YES_NO)
