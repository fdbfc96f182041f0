"""How a task comes again: from the last time it was done, on a fixed calendar, or on given days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import expressions, names
from forecourt.core.check.clauses import single, split_at_marks
from forecourt.core.check.typing import YES_NO
from forecourt.core.diagnostics.checking import Misplaced, WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator, Relation
from forecourt.core.records.schema import Absence
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Day, Duration, Family, Moment, Reference, Text, Whole
from forecourt.plugins.lifecycle.deadlines import day_of, duration, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr


@dataclass(frozen=True, slots=True)
class After:
    """Due again a while after the last time: `anchor` is that time, `record` the evidence's id."""

    step: Expr
    anchor: Expr
    record: Expr

    def due(self) -> Expr:
        """Return when it is due: on a day, or to the minute where the step is in hours."""
        elapsed = self.step.type == Duration(Family.ELAPSED)
        return later(self.anchor if elapsed else day_of(self.anchor), self.step)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Due on the n-th of a series of times, n from `first` to `last` (None: without end)."""

    first: Expr
    last: Expr | None
    at: Callable[[Expr], Expr]


Recurrence = After | Calendar
_ONE = plan.Const(1, Whole())


def next_ordinal(ordinal: Expr) -> Expr:
    """Return the ordinal after this one."""
    return plan.Arithmetic(Operator.ADD, ordinal, _ONE, Whole())


def every(line: syntax.Line, context: Context) -> Recurrence:
    """Read `every P after ANCHOR`, or `every P from ANCHOR[, first at P]`."""
    expected = "`every DURATION after LAST TIME` or `every DURATION from DATE[, first at DURATION]`"
    sequences = line.body.sequences
    if not sequences:
        context.fail(Misplaced(line.place, "this line", expected))
    if len(sequences) == 1 and len(sequences[0]) == 1:
        written = _written_as_shift(sequences[0][0])
        if written:
            amount, last_time = written
            step = _positive(duration(amount, context), amount.place, context)
            return _after(step, last_time, context)
    before, after = split_at_marks(sequences[0])
    written_step = single(before, line, context, expected)
    step = _positive(duration(written_step, context), written_step.place, context)
    if set(after) == {"after"} and len(sequences) == 1:
        return _after(step, single(after["after"], line, context, expected), context)
    if set(after) == {"from"}:
        anchor = day_or_moment(single(after["from"], line, context, expected), context)
        first = _first(sequences[1:], step, context)
        return Calendar(first, None, lambda n: _nth(day_of(anchor), step, n))
    context.fail(Misplaced(line.place, "this line", expected))


def _written_as_shift(
    part: syntax.Part,
) -> tuple[syntax.Expression, syntax.Expression] | None:
    """Return the duration and the anchor of `2 days after X, else Y`, which reads as one value."""
    match part:
        case syntax.Shift(amount=amount, direction="after", anchor=anchor):
            return amount, anchor
        case syntax.Else(first=syntax.Shift(amount=amount, direction="after") as shift):
            return amount, syntax.Else(shift.anchor, part.second, part.place)
        case _:
            return None


def on_days(line: syntax.Line, context: Context) -> Calendar:
    """Read `on D1, D2, ...`: the days on which it is due."""
    expected = "dates, separated by commas"
    days = [
        day_of(day_or_moment(single(sequence, line, context, expected), context))
        for sequence in line.body.sequences
    ]
    if not days:
        context.fail(Misplaced(line.place, "this line", expected))

    def at(ordinal: Expr) -> Expr:
        rows = tuple((_is(ordinal, number), day) for number, day in enumerate(days, start=1))
        return plan.Case(rows, None, Day())

    return Calendar(_ONE, plan.Const(len(days), Whole()), at)


def day_or_moment(node: syntax.Expression, context: Context) -> Expr:
    """Read a date or a moment."""
    found = expressions.value(node, context)
    if not isinstance(found.type, (Day, Moment)):
        described = expressions.describe_type(found.type)
        context.fail(WrongType(expressions.place_of(node), "a date or moment", described))
    return found


def _is(ordinal: Expr, number: int) -> Expr:
    return plan.Compare(Relation.EQUAL, ordinal, plan.Const(number, Whole()), YES_NO)


def _nth(anchor: Expr, step: Expr, ordinal: Expr) -> Expr:
    """Return the n-th time, counted from the anchor and never added up."""
    amount = plan.Arithmetic(Operator.MULTIPLY, step, ordinal, step.type)
    return later(anchor, amount)


def _positive(step: Expr, place: Place, context: Context) -> Expr:
    """Return a step that leads onwards; rejected where it is written as none or backwards."""
    if isinstance(step, plan.Const) and step.value <= 0:
        context.fail(Misplaced(place, "this duration", "a duration of more than nothing"))
    return step


def _first(sequences: tuple[tuple[syntax.Part, ...], ...], step: Expr, context: Context) -> Expr:
    """Return the ordinal of the first time, from `first at P`; 1 where it isn't said."""
    if not sequences:
        return _ONE
    match sequences[0]:
        case (syntax.Name(text="first"), syntax.Name(text="at"), syntax.QuantityLiteral() as at):
            amount = duration(at, context)
        case _:
            place = expressions.place_of(sequences[0][0])
            context.fail(Misplaced(place, "this", "`first at DURATION`"))
    whole_steps = (
        isinstance(step, plan.Const)
        and isinstance(amount, plan.Const)
        and step.type == amount.type
        and step.value > 0
        and amount.value % step.value == 0
    )
    if not whole_steps:
        expected = "a multiple of the duration after `every`, both written as numbers"
        context.fail(Misplaced(at.place, "this duration", expected))
    assert isinstance(step, plan.Const)
    assert isinstance(amount, plan.Const)
    return plan.Const(amount.value // step.value, Whole())


def _after(step: Expr, node: syntax.Expression, context: Context) -> After:
    moment, record = _last_time(node, context)
    return After(step, moment, record)


def _last_time(node: syntax.Expression, context: Context) -> tuple[Expr, Expr]:
    """Return the moment counted from, and what tells this occurrence from others.

    A record stands for the time by which its model is ordered, and for itself by its id; a bare
    moment, such as the one in `..., else opened_at`, is the start.
    """
    if isinstance(node, syntax.Else):
        first, first_id = _last_time(node.first, context)
        second, second_id = _last_time(node.second, context)
        if first.type != second.type:
            expected = expressions.describe_type(first.type)
            found = expressions.describe_type(second.type)
            context.fail(WrongType(expressions.place_of(node.second), expected, found))
        return plan.Else(first, second, first.type), plan.Else(first_id, second_id, Text())
    last = expressions.value(node, context)
    if isinstance(last.type, Reference):
        return time_of(last, context), id_of(last, context)
    if not isinstance(last.type, (Day, Moment)):
        described = expressions.describe_type(last.type)
        expected = "a record with a time, a date or a moment"
        context.fail(WrongType(expressions.place_of(node), expected, described))
    return last, plan.Const("start", Text())


def time_of(record: Expr, context: Context) -> Expr:
    """Return the time by which records of that model are ordered."""
    model = names.model_of(record, context)
    time = names.member(record, model.time, context) if model.time else None
    assert time is not None
    return time


def id_of(record: Expr, context: Context) -> Expr:
    """Return a record's id as a text."""
    model = names.model_of(record, context)
    return plan.Field(names.as_record(record), model.name, "id", Absence.REQUIRED, Text())
