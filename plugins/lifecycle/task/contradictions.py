"""Lines of a task that contradict each other, or leave it without an end."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.checking import LinesClash, Misplaced, NeverEnds
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.check.kinds import Clause, Kind
    from forecourt.core.plan.nodes import Expr

ENDINGS = ("when", "due", "every", "on", "until", "done", "done when")
"""The lines of which a task has at least one, or it is there for ever."""


def check_one_recurrence(task: Kind, every: Clause[Any], on: Clause[Any]) -> None:
    """Reject a task that says both `every` and `on`."""
    first, second = task.lines_of(every), task.lines_of(on)
    if first and second:
        what = "`every` and `on` both say when the task comes again"
        advice = "write one task for each of them, or leave one line out"
        task.context.fail(LinesClash(second[0].place, what, advice, first[0].place, "said here"))


def check_own_day(task: Kind, due: syntax.Line, recurrence: tuple[Clause[Any], ...]) -> None:
    """Reject a `due` beside `every` or `on` that is not about the day that these say."""
    if not _mentions(due.body, ("due", "closing")):
        line = next(line for clause in recurrence for line in task.lines_of(clause))
        assert line.head is not None
        what = f"`{line.head.text}` and `due` both say when it is due"
        advice = "beside it `due` says when on that day, as in `due by 18:00 on due`"
        task.context.fail(LinesClash(due.place, what, advice, line.place, "the day is said here"))


def _mentions(part: Any, names: tuple[str, ...]) -> bool:
    """Tell whether one of some names stands anywhere in a part of the syntax."""
    if isinstance(part, tuple):
        return any(_mentions(one, names) for one in part)
    if isinstance(part, syntax.Name):
        return part.text in names
    if not is_dataclass(part):
        return False
    return any(_mentions(getattr(part, one.name), names) for one in fields(part))


def check_days_to_replace(task: Kind, instead_of: Clause[Any]) -> None:
    """Report a task that stands instead of others on days that cannot be listed."""
    lines = task.lines_of(instead_of)
    said = {line.head.text for line in task.statement.lines if line.head}
    if lines and ("every" in said or not said & {"on", "due"}):
        what = "`instead of` in a task without days of its own"
        task.context.report(Misplaced(lines[0].place, what, "a line `on` or `due` beside it"))


def check_that_it_ends(task: Kind, *, counted: bool) -> None:
    """Warn of a task that would be there for every record and for ever."""
    said = {word for word, one in type(task).clauses().items() if task.lines_of(one)}
    unread = any(line.head is None for line in task.statement.lines)
    if task.header.guard is None and not (counted or unread or said & set(ENDINGS)):
        task.context.report(NeverEnds(task.place, task.word, task.name, ENDINGS))


# The order of times ----------------------------------------------------------------------------

Renamed = tuple["Expr | None", "Expr | None"]
"""The deadline as other lines name it, and as its own line says it."""

_ORDER = (
    ("due", "until", "after `until` it is missed: let that be the deadline or later"),
    ("from", "until", "after `until` it is missed: let that be later"),
    ("from", "due", "before `from` it cannot be done: let that be the deadline or earlier"),
)
"""Of two lines, which is not to be the later one, and why."""


def check_order(task: Kind, times: Mapping[str, Expr | None], due: Renamed) -> None:
    """Report a task that is over before it is due or begins, or due before it begins.

    `times` are those that the lines `from`, `due` and `until` say. Only what is so for every record
    is reported.
    """
    lines = {line.head.text: line for line in task.statement.lines if line.head}
    for earlier, later, advice in _ORDER:
        one, other = times.get(earlier), times.get(later)
        first, second = _line_of(earlier, lines), _line_of(later, lines)
        if one is None or other is None or first is None or second is None:
            continue
        if _is_before(other, one, due):
            what, there = f"`{later}` lies before `{earlier}`", f"`{earlier}` is said here"
            task.context.report(LinesClash(second.place, what, advice, first.place, there))


def _line_of(word: str, lines: Mapping[str, syntax.Line]) -> syntax.Line | None:
    """Return the line that says a time; the deadline may be said by `every` or `on` alone."""
    words = ("due", "every", "on") if word == "due" else (word,)
    return next((lines[one] for one in words if one in lines), None)


def _is_before(one: Expr, other: Expr, due: Renamed) -> bool:
    """Tell whether one time is before another whatever the record says, as far as can be seen."""
    base, moved = _taken_apart(one, due)
    other_base, other_moved = _taken_apart(other, due)
    if base != other_base:
        return False
    differences = [
        moved.get(family, 0) - other_moved.get(family, 0) for family in {*moved, *other_moved}
    ]
    amounts = [amount for amount in differences if amount]
    return len(amounts) == 1 and amounts[0] < 0


def _taken_apart(time: Expr, due: Renamed) -> tuple[Expr, dict[Family, int]]:
    """Return what a time counts from, and by how much of each family of durations it is moved."""
    moved: dict[Family, int] = {}
    named, meant = due
    while True:
        match time:
            case plan.Shift(
                start=start, amount=plan.Const(value=int(by), type=Duration(family=of))
            ):
                moved[of] = moved.get(of, 0) + (by if time.forward else -by)
                time = start
            case _ if meant is not None and time == named != meant:
                time = meant
            case _:
                return time, moved
