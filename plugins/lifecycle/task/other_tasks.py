"""What other tasks of the same record say of a task: that they count for it, or stand instead.

Only their lines are read here, so two tasks may each count for the other. A task that is switched
off says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check import clauses, expressions
from forecourt.core.check.kinds import lines_by_clause, read_header
from forecourt.core.check.typing import YES_NO
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.diagnostics.checking import Misplaced
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.plugins.lifecycle.task.deadlines import read_deadline
from forecourt.plugins.lifecycle.task.evidence import Evidence, read_evidence
from forecourt.plugins.lifecycle.task.given_days import days_listed
from forecourt.plugins.lifecycle.task.times import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.check.assembly import Declared
    from forecourt.core.check.context import Context
    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Expr

COUNTS_FOR = "counts for"
INSTEAD_OF = "instead of"


def read_task_names(line: syntax.Line, context: Context) -> tuple[str, ...]:
    """Read the names of other tasks of the same record."""
    return tuple(_task_name(part, context) for sequence in line.body.sequences for part in sequence)


def _task_name(part: syntax.Part, context: Context) -> str:
    place, expected = place_of(part), "the name of another task"
    if not isinstance(part, syntax.Name) or part.text == context.statement:
        context.fail(misplaced(part, expected))
    entry = context.assembly.find(part.text, context.subject)
    if entry is None or entry.kind != "task":
        context.fail(misplaced(part, expected))
    if entry.subject != context.subject:
        what = f"`{part.text}`, a task for `{entry.subject}`,"
        context.fail(Misplaced(place, what, f"a task for `{context.subject}`"))
    return part.text


def evidence_elsewhere(
    task: str, kind: type[Kind], context: Context
) -> tuple[tuple[Evidence, ...], tuple[Expr, ...]]:
    """Return the records and the conditions that show done those tasks that count for this one."""
    others = [other.lines for other in _that_say(COUNTS_FOR, task, kind, context)]
    records = (read_evidence(line, context) for lines in others for line in lines.get("done", ()))
    conditions = (
        clauses.condition(line, context) for lines in others for line in lines.get("done when", ())
    )
    return tuple(records), tuple(conditions)


def is_replaced(day: Expr, task: str, kind: type[Kind], context: Context) -> Expr | None:
    """Return the condition that another task stands instead of this one on a day; None if none."""
    found = [
        plan.And((plan.Among(day, days, YES_NO), *other.conditions(kind, context)), YES_NO)
        for other in _that_say(INSTEAD_OF, task, kind, context)
        if (days := other.days(context))
    ]
    return plan.Or(tuple(found), YES_NO) if found else None


class _Other:
    """Another task, by its lines."""

    def __init__(self, entry: Declared, lines: Mapping[str, list[syntax.Line]]) -> None:
        self.entry = entry
        self.lines = lines

    def days(self, context: Context) -> tuple[Expr, ...]:
        """Return the days on which it is due, as far as they can be listed."""
        listed = [day for line in self.lines.get("on", ()) for day in days_listed(line, context)]
        if listed or "every" in self.lines:
            return tuple(listed)
        return tuple(day_of(read_deadline(line, context)) for line in self.lines.get("due", ()))

    def conditions(self, kind: type[Kind], context: Context) -> Iterator[Expr]:
        """Yield the conditions under which it is there."""
        header = read_header(kind, self.entry.statement, context, "")
        if header.guard is not None:
            yield expressions.condition(header.guard, context)
        for line in self.lines.get("when", ()):
            yield clauses.condition(line, context)


def _that_say(word: str, task: str, kind: type[Kind], context: Context) -> list[_Other]:
    """Return the tasks of the subject whose clause `word` names a task."""
    key = f"{kind.word}: {word}"
    mentions = context.assembly.once(key, lambda: _mentions(word, kind, context))
    return mentions.get((context.subject, task), [])


_Mentions = dict[tuple[str | None, str], list[_Other]]


def _mentions(word: str, kind: type[Kind], context: Context) -> _Mentions:
    """Return, by subject and name, the tasks whose clause `word` names a task."""
    found: _Mentions = {}
    for entry in context.assembly.declared.values():
        if entry.kind != kind.word:
            continue
        lines = lines_by_clause(kind, entry.statement)
        if "off" in lines:
            continue
        other = _Other(entry, lines)
        for named in _named_in(lines.get(word, [])):
            found.setdefault((entry.subject, named), []).append(other)
    return found


def _named_in(lines: list[syntax.Line]) -> Iterator[str]:
    for line in lines:
        for sequence in line.body.sequences:
            yield from (part.text for part in sequence if isinstance(part, syntax.Name))
