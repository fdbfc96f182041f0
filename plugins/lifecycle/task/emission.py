"""What an outcome lists of a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.plan import nodes as plan
from forecourt.plugins.lifecycle.task.deadlines import precision
from forecourt.plugins.lifecycle.task.persons import STAFF, person_in, superior_in
from forecourt.plugins.lifecycle.task.status import levels_reached

if TYPE_CHECKING:
    from forecourt.core.plan.nodes import Expr
    from forecourt.plugins.lifecycle.task.kind import Task
    from forecourt.plugins.lifecycle.task.status import Occurrence


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a task's lines; `series` where it comes again on a calendar."""

    occurrence: Occurrence
    status: Expr
    condition: Expr
    asks: tuple[Expr, ...]
    number: Expr | None
    """What tells the occurrence from others."""
    series: plan.Series | None = None


def emission(task: Task, made: Made) -> plan.Emission:
    """Return the emission that lists a task."""
    due, person = made.occurrence.due, _person(task)
    fields = [
        ("person", person),
        ("preferred_channel", task.channel.preferred if task.channel else None),
        ("from", made.occurrence.opens),
        ("due", due),
        ("until", made.occurrence.closes),
        ("status", made.status),
        ("done_at", made.occurrence.done_at),
        *_escalated(task, made, person or plan.NoValue(STAFF)),
    ]
    return plan.Emission(
        kind=task.word,
        name=task.name,
        subject=task.context.this().model,
        condition=made.condition,
        fields=tuple((name, value) for name, value in fields if value is not None),
        at=task.place,
        constants=_constants(task, due),
        occurrence=made.number,
        per=made.series,
        asks=made.asks,
    )


def _person(task: Task) -> Expr | None:
    who = task.who
    if task.person is not None:
        return task.person
    if who is None:
        return None
    return who.person if who.role is None else person_in(who.role, task.context)


def _escalated(task: Task, made: Made, person: Expr) -> list[tuple[str, Expr | None]]:
    """Return the role and the person that a task has gone up to."""
    due = made.occurrence.due
    if due is None or not task.escalate:
        return []
    of = task.context.assembly.symbols["role"]
    levels = levels_reached(made.status, due, task.escalate)
    roles = tuple((reached, plan.Const(one.role, of)) for reached, one in levels)
    persons = tuple(
        (reached, superior_in(one.role, person, task.context)) for reached, one in levels
    )
    return [
        ("escalated_to", plan.Case(roles, None, of)),
        ("escalated_person", plan.Case(persons, None, STAFF)),
    ]


def _constants(task: Task, due: Expr | None) -> dict[str, Any]:
    """Return what does not depend on the record."""
    return {
        "label": task.label(),
        "role": task.who.role if task.who else None,
        "with": list(task.with_ or ()),
        "channels": list(task.channel.named) if task.channel else [],
        "obligation": task.obligation or "mandatory",
        "due_precision": precision(due) if due is not None else None,
    }
