"""How one sees that a task was done: by a record, or by a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import clauses, expressions
from forecourt.core.check.typing import YES_NO
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Moment
from forecourt.plugins.lifecycle.task.happened import narrowed, so_far, time_of
from forecourt.plugins.lifecycle.task.times import compared, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.syntax import nodes as syntax


@dataclass(frozen=True, slots=True)
class Evidence:
    """The record that shows that a task was done, and when it was."""

    record: plan.BestRecord
    at: Expr

    def after(self, start: Expr) -> Expr:
        """Return when it was done later than a time."""
        return self._of(compared(self.record.value, Relation.MORE, start))

    def between(self, start: Expr, end: Expr) -> Expr:
        """Return when it was done from one time on and before another, if there is another."""
        at = self.record.value
        over = plan.Not(compared(at, Relation.AT_LEAST, end), YES_NO)
        return self._of(compared(at, Relation.AT_LEAST, start), over)

    def _of(self, *conditions: Expr) -> Expr:
        """Return when the record says it was done, of those for which the conditions hold."""
        at = self.at
        assert isinstance(at, plan.Field)
        record = narrowed(self.record, *conditions)
        return plan.Field(record, at.model, at.name, at.absence, at.type)


def read_evidence(line: syntax.Line, context: Context) -> Evidence:
    """Read `done earliest contact where ...`; what is dated later than now shows nothing."""
    node = clauses.only_expression(line, context, "`earliest RECORD where ...`")
    found = expressions.value(node, context)
    place = place_of(node)
    if not isinstance(found, plan.BestRecord):
        expected = "`earliest` or `latest` and the record that shows it"
        context.fail(misplaced(node, expected))
    record = so_far(found)
    return Evidence(record, time_of(record, place, context))


NEVER = plan.NoValue(Moment())
"""The time of what nothing shows."""


def first_of(times: Sequence[Expr]) -> Expr:
    """Return the earliest of several times, those that are not known left out.

    It is a moment; or a day, if one of the times is a day.
    """
    if len(times) <= 1:
        return times[0] if times else NEVER
    if any(time.type != Moment() for time in times):
        times = [day_of(time) for time in times]
    return plan.Pick(False, tuple(times), times[0].type)
