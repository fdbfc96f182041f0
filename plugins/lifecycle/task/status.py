"""What has become of a task: its status, what must be asked to tell it, and whom to tell.

A status is a list of conditions; the first that holds says it. So it follows from the records and
the as-of moment alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check.typing import YES_NO
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Order, Symbol
from forecourt.plugins.lifecycle.task.times import (
    clock_for,
    compared,
    has_begun,
    is_over,
    is_today,
    later,
)

if TYPE_CHECKING:
    from forecourt.core.plan.nodes import Expr
    from forecourt.plugins.lifecycle.task.lines import Escalation

TASK_STATUS = Symbol(
    "task_status",
    Order.CHOICES,
    (
        "planned",
        "open",
        "due",
        "overdue",
        "critical",
        "done",
        "done_late",
        "missed",
        "waived",
        "not_applicable",
        "held_back",
    ),
)
"""What has become of a task."""

Rows = tuple[tuple["Expr", str], ...]
"""Conditions, each with the status that it says; no status stands in two of them."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The times of one occurrence of a task, and what says that it is settled."""

    opens: Expr | None
    due: Expr | None
    closes: Expr | None
    done_at: Expr
    done_when: Expr | None
    waived: Expr

    @property
    def can_be_done(self) -> bool:
        """Return whether anything would show it done."""
        return self.done_when is not None or not isinstance(self.done_at, plan.NoValue)

    @property
    def is_done(self) -> Expr:
        """Return the condition that it was done."""
        by_record = has_begun(self.done_at)
        if self.done_when is None:
            return by_record
        if isinstance(self.done_at, plan.NoValue):
            return self.done_when
        return plan.Or((by_record, self.done_when), YES_NO)


def status_rows(occurrence: Occurrence, escalations: tuple[Escalation, ...]) -> Rows:
    """Return when an occurrence has which status; it is open if none of them holds."""
    due, rows = occurrence.due, [(occurrence.waived, "waived")]
    shown = not isinstance(occurrence.done_at, plan.NoValue)
    if shown and due is not None:
        rows.append((compared(occurrence.done_at, Relation.MORE, due), "done_late"))
    if occurrence.can_be_done:
        rows.append((occurrence.is_done, "done"))
    if occurrence.closes is not None:
        rows.append((is_over(occurrence.closes), "missed"))
    if occurrence.opens is not None:
        rows.append((plan.Not(has_begun(occurrence.opens), YES_NO), "planned"))
    if due is not None:
        if escalations:
            reached = tuple(_is_reached(one, due) for one in escalations)
            rows.append((reached[0] if len(reached) == 1 else plan.Or(reached, YES_NO), "critical"))
        rows += [(is_over(due), "overdue"), (is_today(due), "due")]
    return tuple(rows)


def status_value(word: str) -> Expr:
    """Return a status as a value."""
    return plan.Const(word, TASK_STATUS)


def status_among(rows: Rows) -> Expr:
    """Return the status that rows make."""
    made = tuple((condition, status_value(word)) for condition, word in rows)
    return plan.Case(made, status_value("open"), TASK_STATUS)


# What must be asked ----------------------------------------------------------------------------

_DONE = ("waived", "done_late", "done")
_SETTLED = (*_DONE, "missed")
"""The status of a task about which nothing is left to do."""


def open_questions(
    occurrence: Occurrence, status: Expr, escalations: tuple[Escalation, ...]
) -> tuple[Expr, ...]:
    """Return what must be known to tell the status of a task.

    That is whether it is waived; if not, by when it is due and whether it was done; and as long
    as it is neither done nor missed, its other times, and whether it has gone up.
    """
    at_all = plan.Not(_is_one_of(status, ("waived",)), YES_NO)
    undone = plan.Not(_is_one_of(status, _DONE), YES_NO)
    pending = plan.Not(_is_one_of(status, _SETTLED), YES_NO)
    gone_up = [_is_reached(one, occurrence.due) for one in escalations if occurrence.due]
    times = (
        (occurrence.due, at_all),
        (occurrence.done_at, at_all),
        (occurrence.opens, pending),
        (occurrence.closes, pending),
    )
    conditions = (
        *((_can_be_told(time), asked) for time, asked in times if time is not None),
        (occurrence.done_when, undone),
        *((one, pending) for one in gone_up),
    )
    gated = (plan.And((one, asked), YES_NO) for one, asked in conditions if one is not None)
    return (occurrence.waived, *gated)


def _can_be_told(time: Expr) -> Expr:
    """Return a condition that is unknown exactly where a time is missing."""
    return plan.Compare(Relation.EQUAL, time, time, YES_NO)


def _is_one_of(status: Expr, words: tuple[str, ...]) -> Expr:
    return plan.Among(status, tuple(status_value(word) for word in words), YES_NO)


# Escalation ------------------------------------------------------------------------------------


def _is_reached(escalation: Escalation, due: Expr) -> Expr:
    """Return the condition that a task undone is overdue for so long; false if it isn't overdue."""
    late = plan.Holds(is_over(due), YES_NO)
    return plan.And((late, _is_past(escalation, due)), YES_NO)


def _is_past(escalation: Escalation, due: Expr) -> Expr:
    since = later(due, escalation.after)
    return plan.Compare(Relation.MORE, clock_for(since), since, YES_NO)


def levels_reached(
    status: Expr, due: Expr, escalations: tuple[Escalation, ...]
) -> tuple[tuple[Expr, Escalation], ...]:
    """Return when a task has gone up to which level, the highest level first."""
    critical = plan.Compare(Relation.EQUAL, status, status_value("critical"), YES_NO)
    return tuple(
        (plan.And((critical, _is_past(one, due)), YES_NO), one) for one in reversed(escalations)
    )
