"""When a task is due: on a day, by a moment, before either, or by the hour the store closes.

A deadline is the last day or the last moment that counts. What must be done strictly before a
time has its deadline a second, or a day, earlier: so late is what is later than the deadline,
whichever word it was written with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.clauses import single, split_at_marks
from forecourt.core.check.wording import misplaced, misplaced_line, place_of
from forecourt.core.diagnostics.checking import Misplaced, WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Day, Duration, Family, Moment
from forecourt.plugins.lifecycle.opening_times import closing_time
from forecourt.plugins.lifecycle.task.times import compared, day_of, start_of, time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

_CLOSING = "closing"
_WORDS = ("by", "before", "on")
_EXPECTED = "`by MOMENT`, `before MOMENT`, `on DATE` or `by closing on DATE`"
_SECOND = plan.Const(1, Duration(Family.ELAPSED))
_DAY = plan.Const(1, Duration(Family.DAYS))

Parts = tuple[syntax.Part, ...]


def precision(deadline: Expr) -> str:
    """Return `day` for a day, open until its end, and `moment` for a moment."""
    return "day" if isinstance(deadline.type, Day) else "moment"


def read_deadline(line: syntax.Line, context: Context) -> Expr:
    """Read `due by M`, `due before M`, `due on D` or `due D`, with `, not before D`.

    `by closing` and `before closing` are of the day after `on`, else of the day that is `due`
    where the line is read.
    """
    sequences = line.body.sequences
    if not sequences:
        context.fail(misplaced_line(line, _EXPECTED))
    found = _deadline(sequences[0], line, context)
    for sequence in sequences[1:]:
        before, after = split_at_marks(sequence)
        if before or set(after) != {"not before"}:
            context.fail(misplaced(sequence[0], "`not before DATE` after the comma"))
        earliest = time(single(after["not before"], line, context, "a date"), context)
        found = _not_before(found, earliest)
    return found


def _deadline(sequence: Parts, line: syntax.Line, context: Context) -> Expr:
    before, after = split_at_marks(sequence)
    if not after:
        return day_of(time(single(before, line, context, _EXPECTED), context))
    word = next(iter(after))
    if before or word not in _WORDS:
        context.fail(misplaced(sequence[0], _EXPECTED))
    if _is_closing(after[word]) and word != "on":
        at = _closing(after, line, context)
    elif len(after) > 1:
        context.fail(misplaced(_mark(sequence, 1), _EXPECTED))
    else:
        at = _at(word, single(after[word], line, context, "a date or moment"), context)
    return _just_before(at) if word == "before" else at


def _mark(sequence: Parts, number: int) -> syntax.Mark:
    return [part for part in sequence if isinstance(part, syntax.Mark)][number]


def _at(word: str, node: syntax.Expression, context: Context) -> Expr:
    at = time(node, context)
    if word == "by" and isinstance(at.type, Day):
        advice = "write `due on ...` for a day, or give a time: `by 18:00 on ...`"
        context.fail(WrongType(place_of(node), "a moment", "a date", advice))
    return day_of(at) if word == "on" else at


def _just_before(at: Expr) -> Expr:
    """Return the last day, or the last second, before a time."""
    return plan.Shift(at, _DAY if isinstance(at.type, Day) else _SECOND, False, at.type)


def _is_closing(parts: Parts) -> bool:
    match parts:
        case (syntax.Name(text=text),):
            return text == _CLOSING
        case _:
            return False


def _closing(after: Mapping[str, Parts], line: syntax.Line, context: Context) -> Expr:
    """Return when the store closes on the day that is named, or that the task is for."""
    if set(after) in ({"by", "on"}, {"before", "on"}):
        day = day_of(time(single(after["on"], line, context, "a date"), context))
    elif len(after) == 1 and "due" in context.local:
        day = day_of(context.local["due"])
    else:
        expected = "`by closing on DATE`, with the day whose closing time is meant"
        context.fail(Misplaced(line.place, "`closing` without a day", expected))
    return closing_time(day, context)


def _not_before(found: Expr, earliest: Expr) -> Expr:
    """Return the deadline, moved to `earliest` where it would lie before it."""
    bound = day_of(earliest) if isinstance(found.type, Day) else earliest
    if isinstance(found.type, Moment) and isinstance(bound.type, Day):
        bound = start_of(bound)
    too_early = compared(found, Relation.LESS, bound)
    return plan.Case(((too_early, bound),), found, found.type)
