"""When a task is due, and how exactly: a day, a moment, or strictly before one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time as time_of_day
from typing import TYPE_CHECKING

from forecourt.core.check import expressions
from forecourt.core.check.clauses import single, split_at_marks
from forecourt.core.check.typing import YES_NO
from forecourt.core.diagnostics.checking import Misplaced, WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Day, Duration, Family, Moment, TimeOfDay

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.syntax import nodes as syntax

_MIDNIGHT = plan.Const(time_of_day(0), TimeOfDay())


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day (open until its end), a moment (inclusive), or either exclusively (`strict`)."""

    at: Expr
    strict: bool = False

    @property
    def precision(self) -> str:
        """Return `day` or `moment`."""
        return "day" if isinstance(self.at.type, Day) else "moment"

    def is_past(self) -> Expr:
        """Return the condition that the deadline has passed as of now."""
        return self._later(clock_for(self.at))

    def is_missed_by(self, moment: Expr) -> Expr:
        """Return the condition that something done at `moment` was late."""
        return self._later(_on_scale_of(self.at, moment))

    def falls_today(self) -> Expr:
        """Return the condition that the deadline is today."""
        return plan.Compare(Relation.EQUAL, day_of(self.at), plan.Today(Day()), YES_NO)

    def _later(self, moment: Expr) -> Expr:
        relation = Relation.AT_LEAST if self.strict else Relation.MORE
        return plan.Compare(relation, moment, self.at, YES_NO)


def day_of(time: Expr) -> Expr:
    """Return the day of a day or moment."""
    return time if isinstance(time.type, Day) else plan.DayOf(time, Day())


def clock_for(time: Expr) -> Expr:
    """Return today or now, whichever can be compared with `time`."""
    return plan.Today(Day()) if isinstance(time.type, Day) else plan.Now(Moment())


def _on_scale_of(time: Expr, moment: Expr) -> Expr:
    return day_of(moment) if isinstance(time.type, Day) else moment


def has_begun(time: Expr) -> Expr:
    """Return the condition that `time` is not in the future."""
    return plan.Compare(Relation.AT_MOST, time, clock_for(time), YES_NO)


def is_over(time: Expr) -> Expr:
    """Return the condition that `time`, counting itself, is past."""
    return plan.Compare(Relation.LESS, time, clock_for(time), YES_NO)


def time_point(line: syntax.Line, context: Context) -> Expr:
    """Read a line that holds a date or a moment."""
    sequence = line.body.sequences[0] if line.body.sequences else ()
    return _time(single(sequence, line, context, "a date or moment"), context)


def deadline(line: syntax.Line, context: Context) -> Deadline:
    """Read `due by M`, `due before M`, `due on D` or `due D`, with `, not before D`."""
    sequences = line.body.sequences
    if not sequences:
        context.fail(Misplaced(line.place, "this line", "`due by MOMENT` or `due on DATE`"))
    found = _deadline(sequences[0], line, context)
    for sequence in sequences[1:]:
        before, after = split_at_marks(sequence)
        if before or set(after) != {"not before"}:
            place = expressions.place_of(sequence[0])
            context.fail(Misplaced(place, "this", "`not before DATE`"))
        earliest = _time(single(after["not before"], line, context, "a date"), context)
        found = _not_before(found, earliest)
    return found


def _deadline(sequence: tuple[syntax.Part, ...], line: syntax.Line, context: Context) -> Deadline:
    before, after = split_at_marks(sequence)
    if not after:
        at = _time(single(before, line, context, "a date or moment"), context)
        return Deadline(day_of(at))
    word = next(iter(after))
    if before or len(after) > 1 or word not in ("by", "before", "on"):
        place = expressions.place_of(sequence[0])
        context.fail(Misplaced(place, "this", "`by MOMENT`, `before MOMENT` or `on DATE`"))
    node = single(after[word], line, context, "a date or moment")
    at = _time(node, context)
    if word == "by" and isinstance(at.type, Day):
        advice = "write `due on ...` for a day, or give a time: `by 18:00 on ...`"
        context.fail(WrongType(expressions.place_of(node), "a moment", "a date", advice))
    return Deadline(day_of(at) if word == "on" else at, strict=word == "before")


def _not_before(found: Deadline, earliest: Expr) -> Deadline:
    """Return the deadline, moved to `earliest` where it would lie before it."""
    bound = day_of(earliest) if isinstance(found.at.type, Day) else earliest
    if isinstance(found.at.type, Moment) and isinstance(bound.type, Day):
        bound = plan.At(_MIDNIGHT, bound, Moment())
    too_early = plan.Compare(Relation.LESS, found.at, bound, YES_NO)
    return Deadline(plan.Case(((too_early, bound),), found.at, found.at.type), found.strict)


def _time(node: syntax.Expression, context: Context) -> Expr:
    found = expressions.value(node, context)
    if not isinstance(found.type, (Day, Moment)):
        described = expressions.describe_type(found.type)
        context.fail(WrongType(expressions.place_of(node), "a date or moment", described))
    return found


def duration(node: syntax.Expression, context: Context) -> Expr:
    """Read a duration of any family."""
    found = expressions.value(node, context)
    if not isinstance(found.type, Duration):
        described = expressions.describe_type(found.type)
        advice = "write its unit, as in `7 days`"
        context.fail(WrongType(expressions.place_of(node), "a duration", described, advice))
    return found


def later(time: Expr, amount: Expr) -> Expr:
    """Return `time` moved on by a duration; by hours or minutes a day becomes a moment."""
    if isinstance(time.type, Day) and amount.type == Duration(Family.ELAPSED):
        time = plan.At(_MIDNIGHT, time, Moment())
    return plan.Shift(time, amount, True, time.type)
