"""How a task comes again: some time after the last time, or on a calendar of its own.

A calendar is a series of days. Each of them is found from its ordinal, and never from the day
before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import names
from forecourt.core.check.clauses import single, split_at_marks
from forecourt.core.check.typing import YES_NO
from forecourt.core.check.wording import misplaced, misplaced_line
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator, Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import DURATION_UNITS, Duration, Family, Whole
from forecourt.plugins.lifecycle.task.day_calendars import every_day, every_working_day
from forecourt.plugins.lifecycle.task.last_times import LastTime, last_time
from forecourt.plugins.lifecycle.task.series import ONE, Calendar, regular
from forecourt.plugins.lifecycle.task.times import day_of, duration, later, time

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

_EXPECTED = (
    "`every DURATION after LAST TIME`, `every DURATION from DATE[, first at DURATION]`, "
    "`every day` or `every working day`"
)
_WORKING_DAY = plan.Const(1, Duration(Family.WORKING_DAYS))
_DAY = plan.Const(1, Duration(Family.DAYS))

Parts = tuple[syntax.Part, ...]


@dataclass(frozen=True, slots=True)
class After:
    """Due again a while after the last time."""

    step: Expr
    last: LastTime

    def due(self) -> Expr:
        """Return when it is due: on a day, or to the minute where the step is in hours."""
        elapsed = self.step.type == Duration(Family.ELAPSED)
        return later(self.last.at if elapsed else day_of(self.last.at), self.step)


def read_every(line: syntax.Line, context: Context) -> After | Calendar:
    """Read `every P after LAST TIME`, `every P from ANCHOR[, first at P]` or `every day`."""
    sequences = line.body.sequences
    if not sequences:
        context.fail(misplaced_line(line, _EXPECTED))
    before, after, rest = _taken_apart(sequences)
    step = _step(before, line, context)
    if set(after) == {"after"} and not rest:
        return After(step, last_time(single(after["after"], line, context, _EXPECTED), context))
    if set(after) == {"from"}:
        anchor = day_of(time(single(after["from"], line, context, _EXPECTED), context))
        if step == _WORKING_DAY and not rest:
            return every_working_day(anchor)
        return _counted(anchor, step, _first(rest, step, context))
    if not after and not rest and step in (_DAY, _WORKING_DAY):
        return every_day() if step == _DAY else every_working_day()
    context.fail(misplaced_line(line, _EXPECTED))


def _taken_apart(
    sequences: tuple[Parts, ...],
) -> tuple[Parts, dict[str, Parts], tuple[Parts, ...]]:
    """Return the step, what stands after the marks, and what follows the first comma.

    `2 days after X, else Y` reads as one value, and is taken apart here.
    """
    match sequences:
        case ((syntax.Shift(amount=amount, direction="after", anchor=anchor),),):
            return (amount,), {"after": (anchor,)}, ()
        case (
            (
                syntax.Else(
                    first=syntax.Shift(amount=amount, direction="after", anchor=anchor)
                ) as written,
            ),
        ):
            otherwise = syntax.Else(anchor, written.second, written.place)
            return (amount,), {"after": (otherwise,)}, ()
        case _:
            return (*split_at_marks(sequences[0]), sequences[1:])


# The step --------------------------------------------------------------------------------------


def _step(parts: Parts, line: syntax.Line, context: Context) -> Expr:
    """Return the duration from one time to the next; `day` alone is one day."""
    unit = _unit(parts, context)
    if unit is not None:
        return unit
    node = single(parts, line, context, _EXPECTED)
    step = duration(node, context)
    _check_positive(step, node, context)
    return step


def _unit(parts: Parts, context: Context) -> Expr | None:
    """Return one of the unit that is named, unless its name means something else here."""
    if not parts or not all(isinstance(part, syntax.Name) for part in parts):
        return None
    words = [part.text for part in parts if isinstance(part, syntax.Name)]
    unit = DURATION_UNITS.get(" ".join(words))
    if unit is None or words[-1].endswith("s"):
        return None
    first = parts[0]
    if len(parts) == 1 and isinstance(first, syntax.Name) and names.is_value(first, context):
        return None
    return plan.Const(unit.size, Duration(unit.family))


def _check_positive(step: Expr, node: syntax.Expression, context: Context) -> None:
    """Report a step that doesn't lead onwards, as far as that is written in the policy."""
    match step:
        case plan.Const(value=value) if value <= 0:
            context.fail(misplaced(node, "a duration of more than nothing"))
        case plan.Parameter(name=name):
            for dated in context.assembly.parameters[name].values.values():
                if any(one.value is not None and one.value <= 0 for one in dated):
                    expected = f"a duration of more than nothing, and `{name}` may be less"
                    context.fail(misplaced(node, expected))


# Calendars of steps ----------------------------------------------------------------------------


def _counted(anchor: Expr, step: Expr, first: Expr) -> Calendar:
    """Return the calendar whose n-th day is the anchor and n steps.

    A step that turns out to be none or to lead backwards makes no day at all.
    """

    def at(ordinal: Expr) -> Expr:
        amount = plan.Arithmetic(Operator.MULTIPLY, step, ordinal, step.type)
        day = later(anchor, amount)
        if isinstance(step, plan.Const | plan.Parameter):
            return day
        onwards = plan.Compare(Relation.MORE, step, plan.Const(0, step.type), YES_NO)
        return plan.Case(((onwards, day),), None, day.type)

    return regular(first, at)


def _first(rest: tuple[Parts, ...], step: Expr, context: Context) -> Expr:
    """Return the ordinal of the first time, from `first at P`; 1 where it isn't said."""
    if not rest:
        return ONE
    match rest:
        case ((syntax.Name(text="first"), syntax.Name(text="at"), syntax.QuantityLiteral() as at),):
            amount = duration(at, context)
        case _:
            context.fail(misplaced(rest[-1][0], "`first at DURATION` after the comma"))
    match step, amount:
        case plan.Const(value=each), plan.Const(value=whole) if (
            step.type == amount.type and whole > 0 and whole % each == 0
        ):
            return plan.Const(whole // each, Whole())
        case _:
            expected = "a multiple of the duration after `every`, both written as numbers"
            context.fail(misplaced(at, expected))
