"""The kind `task`: something to be done for a record, by whom, by when, and how one sees it done.

A task adds decisions to the plan (`NAME.due`, `NAME.done`, `NAME.status`) and one emission.
Nothing is remembered that the records don't say: status and escalation follow from the records
and the as-of moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.check import clauses
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.described import Described
from forecourt.core.check.kinds import One, Several
from forecourt.core.check.typing import YES_NO
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.values.types import Whole
from forecourt.plugins.lifecycle.task import contradictions
from forecourt.plugins.lifecycle.task.deadlines import read_deadline
from forecourt.plugins.lifecycle.task.emission import Made, emission
from forecourt.plugins.lifecycle.task.evidence import NEVER, Evidence, first_of, read_evidence
from forecourt.plugins.lifecycle.task.given_days import read_days
from forecourt.plugins.lifecycle.task.lines import (
    read_channels,
    read_escalation,
    read_person,
    read_roles,
    read_who,
)
from forecourt.plugins.lifecycle.task.other_tasks import (
    evidence_elsewhere,
    is_replaced,
    read_task_names,
)
from forecourt.plugins.lifecycle.task.recurrence import After, read_every
from forecourt.plugins.lifecycle.task.series import Calendar
from forecourt.plugins.lifecycle.task.status import (
    TASK_STATUS,
    Occurrence,
    Rows,
    open_questions,
    status_among,
    status_rows,
    status_value,
)
from forecourt.plugins.lifecycle.task.times import day_of, read_time
from forecourt.plugins.lifecycle.task.waivers import is_waived

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type
    from forecourt.plugins.lifecycle.task.last_times import LastTime


@dataclass(frozen=True, slots=True)
class _Times:
    """The times that the lines of a task say of one occurrence."""

    due: Expr | None
    from_: Expr | None
    until: Expr | None
    context: Context
    """What further lines about this occurrence are read in."""


class Task(Described):
    """Something to be done for a record: by whom, by when, and how one sees that it was done."""

    word = "task"
    takes_when = True
    outputs = ("done", "due", "status")

    when = One(clauses.condition, "The condition under which there is the task")
    who = One(read_who, "The role that must act, or `person` and the field that names somebody")
    person = One(read_person, "The field that names the person, where it isn't the role's own")
    with_ = One(read_roles, "Roles that take part", word="with")
    from_ = One(read_time, "When it may first be done; before that it is planned", word="from")
    due = One(read_deadline, "The deadline: `by` a moment, `before` one, or `on` a day")
    until = One(read_time, "Through when it makes sense; after that it is missed")
    every = One(read_every, "How it comes again: `after` the last time, `from` a date, or each day")
    on = One(read_days, "The days on which it is due")
    instead_of = One(read_task_names, "Tasks that it replaces on its days", word="instead of")
    counts_for = One(
        read_task_names, "Other tasks that are done when this one is", word="counts for"
    )
    done = One(read_evidence, "The record that shows it done, once its time has come")
    done_when = One(clauses.condition, "The condition that shows it done", word="done when")
    channel = One(read_channels, "The channels to use, best first")
    obligation = One(clauses.symbol("obligation"), "Whether it must, should or may be done")
    escalate = Several(read_escalation, "Whom to tell when it has been overdue for a while")

    def lower(self) -> None:
        """Add the task's decisions and its emission."""
        kind = type(self)
        contradictions.check_one_recurrence(self, kind.every, kind.on)
        contradictions.check_days_to_replace(self, kind.instead_of)
        recurrence = self.every or self.on
        if recurrence is None and (self.lines_of(kind.every) or self.lines_of(kind.on)):
            raise Rejected
        if isinstance(recurrence, Calendar):
            self._lower_series(recurrence)
        else:
            self._lower_single(recurrence)

    # One occurrence ---------------------------------------------------------------------------

    def _lower_single(self, after: After | None) -> None:
        last = after.last if after else None
        written = self._deadline(after.due() if after else None)
        times = self._read_times(None if written is None else self._decide("due", written))
        occurrence = self._single(times, last)
        self._check(times, written, counted=occurrence.can_be_done)
        rows = status_rows(occurrence, self.escalate)
        status = self._decide_status(rows)
        asks = (*(last.asks if last else ()), *open_questions(occurrence, status, self.escalate))
        condition = self._condition(*self._there(times))
        self._emit(Made(occurrence, status, condition, asks, last.record if last else None))

    def _single(self, times: _Times, last: LastTime | None) -> Occurrence:
        """Return the only occurrence there is now: done since the last time, if there was one."""
        records, conditions = self._evidence(times.context)
        since = last.at if last else None
        shown = [one.after(since) if since is not None else one.at for one in records]
        done_at = self._decide("done", first_of(shown))
        return Occurrence(
            times.from_,
            times.due,
            times.until,
            done_at if records else NEVER,
            conditions,
            is_waived(self.name, self.context, since=since),
        )

    def _there(self, times: _Times) -> list[Expr]:
        """Return the conditions that the task's time is not ruled out, nor its day replaced."""
        said = [one for one in (times.due, times.from_) if one is not None]
        found: list[Expr] = [plan.ThereIs(time, YES_NO) for time in said]
        replaced = self._replaced(day_of(times.due)) if times.due is not None else None
        if replaced is not None:
            found.append(plan.Not(plan.Holds(replaced, YES_NO), YES_NO))
        return found

    # A series of occurrences --------------------------------------------------------------------

    def _lower_series(self, calendar: Calendar) -> None:
        ordinal = plan.Ordinal(self.context.assembly.fresh_variable(), Whole())
        day, following = calendar.at(ordinal), calendar.following(ordinal)
        times = self._read_times(self._deadline(day))
        opens = times.from_ or day
        next_opens = self._read_times(self._deadline(following)).from_ or following
        occurrence = self._between(times, opens, next_opens)
        self._check(times, times.due, counted=True)
        series = plan.Series(
            ordinal.variable,
            calendar.first,
            calendar.last,
            opens,
            times.until or _closing(opens, next_opens, calendar),
            occurrence.is_done,
            self._left_out(calendar, ordinal, day),
        )
        rows = status_rows(occurrence, self.escalate)
        status = status_among(rows)
        asks = (*calendar.asks, *open_questions(occurrence, status, self.escalate))
        number = calendar.occurrence(ordinal)
        condition = self._condition(calendar.when)
        self._emit(Made(occurrence, status, condition, asks, number, series))

    def _between(self, times: _Times, opens: Expr, next_opens: Expr) -> Occurrence:
        """Return the occurrence that is done, or waived, before the next one opens."""
        records, conditions = self._evidence(times.context)
        return Occurrence(
            opens,
            times.due,
            times.until,
            first_of([one.between(opens, next_opens) for one in records]),
            conditions,
            is_waived(self.name, self.context, since=opens, before=next_opens),
        )

    def _left_out(self, calendar: Calendar, ordinal: Expr, day: Expr) -> Expr | None:
        closed = calendar.left_out(ordinal) if calendar.left_out else None
        return _any(closed, self._replaced(day))

    # What both have -----------------------------------------------------------------------------

    def _replaced(self, day: Expr) -> Expr | None:
        """Return the condition that another task stands instead of this one on a day."""
        return is_replaced(day, self.name, type(self), self.context)

    def _deadline(self, day: Expr | None) -> Expr | None:
        """Return the deadline: what the line `due` says, of the day if there is one, or the day."""
        kind = type(self)
        lines = self.lines_of(kind.due)
        if day is None or not lines:
            return self.due or day
        contradictions.check_own_day(self, lines[0], (kind.every, kind.on))
        return self.read_in(kind.due, self.context.with_local(due=day))

    def _read_times(self, due: Expr | None) -> _Times:
        context = self.context.with_local(due=due) if due is not None else self.context
        return _Times(
            due,
            self.read_in(type(self).from_, context),
            self.read_in(type(self).until, context),
            context,
        )

    def _evidence(self, context: Context) -> tuple[tuple[Evidence, ...], Expr | None]:
        """Return what shows it done: its own evidence, and that of tasks that count for it."""
        records, conditions = evidence_elsewhere(self.name, type(self), context)
        if self.done is not None:
            records = (self.done, *records)
        return records, _any(self.read_in(type(self).done_when, context), *conditions)

    def _condition(self, *times: Expr | None) -> Expr:
        """Return the condition under which there is the task: what its lines say, and its times."""
        there = tuple(one for one in (self.guard(), self.when, *times) if one is not None)
        return there[0] if len(there) == 1 else plan.And(there, YES_NO)

    def _check(self, times: _Times, written: Expr | None, *, counted: bool) -> None:
        """Report times that lie in the wrong order, and warn of a task without an end."""
        said = {"from": times.from_, "due": times.due, "until": times.until}
        contradictions.check_order(self, said, (times.due, written))
        contradictions.check_that_it_ends(self, counted=counted)

    def _decide(self, output: str, value: Expr) -> Expr:
        """Add an unreported decision of the task and return a reference to it."""
        return self._decision(output, (plan.Row(None, value, self.place),), value.type)

    def _decide_status(self, rows: Rows) -> Expr:
        made = [plan.Row(condition, status_value(word), self.place) for condition, word in rows]
        made.append(plan.Row(None, status_value("open"), self.place))
        return self._decision("status", tuple(made), TASK_STATUS)

    def _decision(self, output: str, rows: tuple[plan.Row, ...], of: Type) -> Expr:
        name = f"{self.name}.{output}"
        subject = self.context.this()
        self.context.assembly.decisions[name] = plan.Decision(
            name, subject.model, HitPolicy.FIRST, rows, plan.NoValue(of), of, False, self.place
        )
        return plan.Ref(name, subject, of)

    def _emit(self, made: Made) -> None:
        if self.is_on():
            self.context.assembly.emissions.append(emission(self, made))

    # How an outcome shows it ----------------------------------------------------------------------

    @classmethod
    def shape(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Return a task as outcomes show it: the preferred channel before the others."""
        preferred = item.pop("preferred_channel", None)
        others = [channel for channel in item.get("channels", []) if channel != preferred]
        item["channels"] = [preferred, *others] if preferred else others
        shown = ("from", "due", "until", "done_at", "person", "occurrence")
        for name in shown:
            item.setdefault(name, None)
        return item


def _closing(opens: Expr, next_opens: Expr, calendar: Calendar) -> Expr:
    """Return when an occurrence closes that says nothing of it: when the next one opens, if any."""
    return next_opens if calendar.last is None else plan.Else(next_opens, opens, opens.type)


def _any(*conditions: Expr | None) -> Expr | None:
    there = tuple(one for one in conditions if one is not None)
    if len(there) > 1:
        return plan.Or(there, YES_NO)
    return there[0] if there else None
