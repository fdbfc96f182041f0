"""The kind `task`: something to be done for a record, by whom, by when, and how one sees it done.

A task adds decisions to the plan (`NAME.due`, `NAME.done`, `NAME.status`) and one emission.
Nothing is remembered that the records don't say: status and escalation follow from the records
and the as-of moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.check import clauses, expressions, names
from forecourt.core.check.described import Described
from forecourt.core.check.functions import Function
from forecourt.core.check.kinds import Kind, One, Several
from forecourt.core.check.typing import YES_NO
from forecourt.core.diagnostics.checking import Misplaced, WrongType
from forecourt.core.hooks import hookimpl
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import HitPolicy, Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Day, Moment, Order, Reference, Symbol, Text, Type, Whole
from forecourt.plugins.lifecycle.deadlines import (
    Deadline,
    clock_for,
    day_of,
    deadline,
    duration,
    has_begun,
    is_over,
    later,
    time_point,
)
from forecourt.plugins.lifecycle.persons import person_in, superior_in
from forecourt.plugins.lifecycle.recurrence import (
    After,
    Calendar,
    every,
    id_of,
    next_ordinal,
    on_days,
    time_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.check.assembly import Declared
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

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
"""What has become of a task; it follows from the records and the as-of moment alone."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a task falls to: a role, or the person that a field names."""

    role: str | None
    person: Expr | None


@dataclass(frozen=True, slots=True)
class Escalation:
    """The role that is told when a task has been overdue for `after`."""

    role: str
    after: Expr


@dataclass(frozen=True, slots=True)
class Evidence:
    """When a task was done, and the record that shows it."""

    record: plan.BestRecord
    at: Expr


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels to use, best first; `preferred` is worked out for each record."""

    preferred: Expr | None
    named: tuple[str, ...]


def _who(line: syntax.Line, context: Context) -> Who:
    """Read `who ROLE` or `who person FIELD`."""
    parts = [part for sequence in line.body.sequences for part in sequence]
    match parts:
        case [syntax.Name(text="person"), person]:
            return Who(None, _person(person, context))
        case [role]:
            return Who(clauses.symbol_named(role, "role", context), None)
        case _:
            context.fail(Misplaced(line.place, "this line", "a role, or `person` and a field"))


def _person_line(line: syntax.Line, context: Context) -> Expr:
    return _person(clauses.only_expression(line, context, "a field with a person"), context)


def _person(node: syntax.Part, context: Context) -> Expr:
    found = expressions.value(node, context)
    if found.type != Reference("staff"):
        described = expressions.describe_type(found.type)
        context.fail(WrongType(expressions.place_of(node), "a member of staff", described))
    return found


def _evidence(line: syntax.Line, context: Context) -> Evidence:
    """Read `done earliest contact where ...`."""
    node = clauses.only_expression(line, context, "`earliest RECORD where ...`")
    found = expressions.value(node, context)
    if not isinstance(found, plan.BestRecord):
        expected = "`earliest` or `latest` and the record that shows it"
        context.fail(Misplaced(expressions.place_of(node), "this", expected))
    return Evidence(found, time_of(found, context))


def _escalation(line: syntax.Line, context: Context) -> Escalation:
    """Read `escalate ROLE after P [overdue]`."""
    expected = "`escalate ROLE after DURATION overdue`"
    sequence = line.body.sequences[0] if line.body.sequences else ()
    before, after = clauses.split_at_marks(sequence)
    role = clauses.single(before, line, context, expected)
    parts = after.get("after", ())
    if parts and isinstance(parts[-1], syntax.Name) and parts[-1].text == "overdue":
        parts = parts[:-1]
    amount = duration(clauses.single(parts, line, context, expected), context)
    return Escalation(clauses.symbol_named(role, "role", context), amount)


def _channels(line: syntax.Line, context: Context) -> Channels:
    """Read `channel phone, sms`; the first may be worked out: `customer.preferred_channel`."""
    of = context.assembly.symbols["channel"]
    preferred: Expr | None = None
    named: list[str] = []
    for position, sequence in enumerate(line.body.sequences):
        part = clauses.single(sequence, line, context, "a channel")
        if isinstance(part, syntax.Name) and part.text in of.values:
            named.append(part.text)
        elif position == 0:
            preferred = expressions.value_of_type(part, context, of)
        else:
            named.append(clauses.symbol_named(part, "channel", context))
    return Channels(preferred, tuple(named))


def _roles(line: syntax.Line, context: Context) -> tuple[str, ...]:
    """Read roles, separated by commas."""
    return tuple(
        clauses.symbol_named(clauses.single(sequence, line, context, "a role"), "role", context)
        for sequence in line.body.sequences
    )


def _task_names(line: syntax.Line, context: Context) -> tuple[str, ...]:
    """Read the names of tasks after the mark of the clause (`counts for a, b`)."""
    parts = [part for sequence in line.body.sequences for part in sequence]
    listed = [part for part in parts if not isinstance(part, syntax.Mark)]
    for part in listed:
        if not isinstance(part, syntax.Name) or not context.assembly.is_named(part.text):
            context.fail(Misplaced(expressions.place_of(part), "this", "the name of a task"))
    return tuple(part.text for part in listed if isinstance(part, syntax.Name))


class Task(Described):
    """Something to be done for a record: by whom, by when, and how one sees that it was done."""

    word = "task"
    takes_when = True
    outputs = ("done", "due", "status")

    when = One(clauses.condition, "The condition under which there is the task")
    who = One(_who, "The role that must act, or `person` and the field that names somebody")
    person = One(_person_line, "The field that names the person, where it isn't the role's own")
    with_ = One(_roles, "Roles that take part", word="with")
    from_ = One(time_point, "When it may first be done; before that it is planned", word="from")
    due = One(deadline, "The deadline: `by` a moment, `before` one, or `on` a day")
    until = One(time_point, "Through when it makes sense; after that it is missed")
    every = One(every, "How it comes again: `after` the last time, or counted `from` a date")
    on = One(on_days, "The days on which it is due")
    instead_of = One(_task_names, "Tasks that it replaces on its days", word="instead of")
    counts_for = One(_task_names, "Other tasks that are done when this one is", word="counts for")
    done = One(_evidence, "The record that shows it done")
    done_when = One(clauses.condition, "The condition that shows it done", word="done when")
    channel = One(_channels, "The channels to use, best first")
    obligation = One(clauses.symbol("obligation"), "Whether it must, should or may be done")
    escalate = Several(_escalation, "Whom to tell when it has been overdue for a while")

    def lower(self) -> None:
        """Add the task's decisions and its emission."""
        recurrence = self.every or self.on
        if isinstance(recurrence, Calendar):
            self._lower_series(recurrence)
        else:
            self._lower_single(recurrence)

    # One occurrence ---------------------------------------------------------------------------

    def _lower_single(self, recurrence: After | None) -> None:
        limit = self.due or (Deadline(recurrence.due()) if recurrence else None)
        if limit:
            limit = replace(limit, at=self._decide("due", limit.at))
        done_at = self._decide("done", _first_of([one.at for one in self._evidence()]))
        local = {"due": limit.at} if limit else {}
        context = self.context.with_local(**local)
        opens = self.read_in(type(self).from_, context)
        closes = self.read_in(type(self).until, context)
        waived = self._waived(recurrence.anchor if recurrence else None, None)
        occurrence = _Occurrence(limit, opens, closes, done_at, self.done_when, waived)
        self._emit(occurrence, recurrence.record if recurrence else None, None)

    # A series of occurrences --------------------------------------------------------------------

    def _lower_series(self, calendar: Calendar) -> None:
        variable = self.context.assembly.fresh_variable()
        ordinal = plan.Ordinal(variable, Whole())
        here = self._bounds(calendar, ordinal)
        following = self._bounds(calendar, next_ordinal(ordinal))
        done_at = _first_of(
            [_within(one, here.opens, following.opens, self.context) for one in self._evidence()]
        )
        is_done = self.done_when or plan.IsKnown(done_at, YES_NO)
        closes = here.closes or self._last_closing(calendar, ordinal, following)
        limit = self.due_of(calendar, ordinal)
        left_out = self._left_out(limit.at)
        series = plan.Series(
            variable, calendar.first, calendar.last, here.opens, closes, is_done, left_out
        )
        waived = self._waived(here.opens, following.opens)
        occurrence = _Occurrence(limit, here.opens, here.closes, done_at, self.done_when, waived)
        self._emit(occurrence, ordinal, series)

    def due_of(self, calendar: Calendar, ordinal: Expr) -> Deadline:
        """Return the deadline of an occurrence: `due` with its own date, else that date."""
        at = calendar.at(ordinal)
        return self.read_in(type(self).due, self.context.with_local(due=at)) or Deadline(at)

    def _bounds(self, calendar: Calendar, ordinal: Expr) -> _Bounds:
        at = calendar.at(ordinal)
        context = self.context.with_local(due=at)
        opens = self.read_in(type(self).from_, context)
        return _Bounds(opens, opens or at, self.read_in(type(self).until, context))

    @staticmethod
    def _last_closing(calendar: Calendar, ordinal: Expr, following: _Bounds) -> Expr:
        """Return when an occurrence expires that says nothing of it: when the next one opens."""
        if calendar.last is None:
            return following.opens
        at = calendar.at(ordinal)
        return plan.Else(following.opens, at, following.opens.type)

    # What both have -----------------------------------------------------------------------------

    def _decide(self, output: str, value: Expr) -> Expr:
        """Add an unreported decision of the task and return a reference to it."""
        return self._decide_by_rows(output, (plan.Row(None, value, self.place),), value.type)

    def _decide_by_rows(self, output: str, rows: tuple[plan.Row, ...], of: Type) -> Expr:
        name = f"{self.name}.{output}"
        subject = self.context.this()
        self.context.assembly.decisions[name] = plan.Decision(
            name, subject.model, HitPolicy.FIRST, rows, plan.NoValue(of), of, False, self.place
        )
        return plan.Ref(name, subject, of)

    def _evidence(self) -> tuple[Evidence, ...]:
        """Return what shows it done: its own evidence, and that of tasks that count for it."""
        own = () if self.done is None else (self.done,)
        others = (
            _evidence(line, self.context)
            for other in _tasks_that_say("counts for", self.name, self.context)
            for line in _lines_that_begin(other.statement, "done")
            if _first_mark(line) != "when"
        )
        return (*own, *others)

    def _condition(self, occurrence: _Occurrence, series: plan.Series | None) -> Expr:
        parts = [self.guard(), self.when]
        if series is None:
            times = (occurrence.limit.at if occurrence.limit else None, occurrence.opens)
            parts.extend(plan.ThereIs(time, YES_NO) for time in times if time is not None)
        there = tuple(part for part in parts if part is not None)
        return there[0] if len(there) == 1 else plan.And(there, YES_NO)

    def _left_out(self, at: Expr) -> Expr | None:
        """Return that the day is one on which another task stands `instead of` this one."""
        days: list[Expr] = []
        for entry in _tasks_that_say("instead of", self.name, self.context):
            for line in _lines_that_begin(entry.statement, "on"):
                calendar = on_days(line, self.context)
                assert isinstance(calendar.last, plan.Const)
                numbers = range(1, calendar.last.value + 1)
                days.extend(calendar.at(plan.Const(number, Whole())) for number in numbers)
        return plan.Among(day_of(at), tuple(days), YES_NO) if days else None

    def _emit(
        self, occurrence: _Occurrence, number: Expr | None, series: plan.Series | None
    ) -> None:
        if not self.is_on():
            return
        who = self.who
        person = self._person(who)
        status = self._status(occurrence, series)
        fields = [
            ("person", person),
            ("preferred_channel", self.channel.preferred if self.channel else None),
            ("from", occurrence.opens),
            ("due", occurrence.limit.at if occurrence.limit else None),
            ("until", occurrence.closes),
            ("status", status),
            ("done_at", occurrence.done_at),
            *self._escalated(occurrence, person),
        ]
        self.context.assembly.emissions.append(
            plan.Emission(
                kind=self.word,
                name=self.name,
                subject=self.context.this().model,
                condition=self._condition(occurrence, series),
                fields=tuple((name, value) for name, value in fields if value is not None),
                at=self.place,
                constants=self._constants(who, occurrence),
                occurrence=number,
                per=series,
                blamed=("due", "until"),
                asks=self._open_questions(occurrence),
            )
        )

    def _person(self, who: Who | None) -> Expr | None:
        if self.person is not None:
            return self.person
        if who is None:
            return None
        return who.person if who.role is None else person_in(who.role, self.context)

    def _constants(self, who: Who | None, occurrence: _Occurrence) -> dict[str, Any]:
        return {
            "label": self.label(),
            "role": who.role if who else None,
            "with": list(self.with_ or ()),
            "channels": list(self.channel.named) if self.channel else [],
            "obligation": self.obligation or "mandatory",
            "due_precision": occurrence.limit.precision if occurrence.limit else None,
        }

    # Status and escalation ----------------------------------------------------------------------

    def _status(self, occurrence: _Occurrence, series: plan.Series | None) -> Expr:
        """Return the status: a decision of its own, or worked out for each time of a series."""
        rows = self._status_rows(occurrence)
        if series is not None:
            return plan.Case(tuple(rows), _status("open"), TASK_STATUS)
        made = [plan.Row(condition, value, self.place) for condition, value in rows]
        made.append(plan.Row(None, _status("open"), self.place))
        return self._decide_by_rows("status", tuple(made), TASK_STATUS)

    def _open_questions(self, occurrence: _Occurrence) -> tuple[Expr, ...]:
        """Return what must be known to tell whether an undone task has gone up."""
        if occurrence.limit is None or not self.escalate:
            return ()
        settled = [(occurrence.waived, ""), *_done_rows(occurrence)]
        undone = plan.Not(
            plan.Holds(plan.Or(tuple(one for one, _ in settled), YES_NO), YES_NO), YES_NO
        )
        late = plan.Holds(occurrence.limit.is_past(), YES_NO)
        return tuple(
            plan.And((late, undone, past), YES_NO)
            for past, _ in self._escalations(occurrence.limit)
        )

    def _status_rows(self, occurrence: _Occurrence) -> list[tuple[Expr, Expr]]:
        rows = [(occurrence.waived, "waived"), *_done_rows(occurrence)]
        if occurrence.closes is not None:
            rows.append((is_over(occurrence.closes), "missed"))
        if occurrence.opens is not None:
            rows.append((plan.Not(has_begun(occurrence.opens), YES_NO), "planned"))
        if occurrence.limit is not None:
            rows += [(past, "critical") for past, _ in self._escalations(occurrence.limit)]
            rows.append((occurrence.limit.is_past(), "overdue"))
            rows.append((occurrence.limit.falls_today(), "due"))
        return [(condition, _status(word)) for condition, word in rows]

    def _waived(self, since: Expr | None, before: Expr | None) -> Expr:
        """Return the condition that a waiver lets the subject off this task, by now.

        Where the task comes again a waiver is for the occurrence in whose time it was given:
        from `since` on, and before `before`.
        """
        context = self.context
        root = context.root()
        assert root is not None
        lists = context.schema.models[root].lists
        entry = next((one for one in lists.values() if one.model == "waiver"), None)
        if entry is None:
            return plan.Truth(plan.Const(False, YES_NO), YES_NO)
        element = plan.Element(
            context.assembly.fresh_variable(), entry.model, Reference(entry.model)
        )
        task, whom, at = (
            names.member(element, one, context) for one in ("task", "of", "waived_at")
        )
        assert task is not None
        assert whom is not None
        assert at is not None
        this = context.this()
        subject = plan.Call(
            "record_name", (plan.Const(this.model, Text()), id_of(this, context)), Text()
        )
        conditions = [
            plan.Compare(Relation.EQUAL, task, plan.Const(self.name, Text()), YES_NO),
            plan.Compare(Relation.EQUAL, whom, subject, YES_NO),
            has_begun(at),
        ]
        if since is not None:
            conditions.append(plan.Compare(Relation.AT_LEAST, _like(since, at), since, YES_NO))
        if before is not None:
            later_one = plan.Compare(Relation.AT_LEAST, _like(before, at), before, YES_NO)
            conditions.append(plan.Not(later_one, YES_NO))
        above = plan.Root(root, Reference(root))
        where = plan.And(tuple(conditions), YES_NO)
        source = plan.Source(element.variable, above, entry.name, entry.model, where)
        return plan.Exists(source, YES_NO)

    def _escalations(self, limit: Deadline) -> list[tuple[Expr, Escalation]]:
        """Return when each escalation is reached, the latest level first."""
        reached: list[tuple[Expr, Escalation]] = []
        for escalation in reversed(self.escalate):
            since = later(limit.at, escalation.after)
            past = plan.Compare(Relation.MORE, clock_for(since), since, YES_NO)
            reached.append((past, escalation))
        return reached

    def _escalated(
        self, occurrence: _Occurrence, person: Expr | None
    ) -> list[tuple[str, Expr | None]]:
        """Return the role and person that an overdue task has gone up to, and since when."""
        if not self.escalate or occurrence.limit is None:
            return []
        of = self.context.assembly.symbols["role"]
        nobody = plan.NoValue(Reference("staff"))
        roles, persons = [], []
        still_open = plan.Not(
            plan.Or(tuple(row for row, _ in _done_rows(occurrence)), YES_NO), YES_NO
        )
        for past, escalation in self._escalations(occurrence.limit):
            reached = plan.And((past, still_open), YES_NO)
            roles.append((reached, plan.Const(escalation.role, of)))
            superior = superior_in(escalation.role, person or nobody, self.context)
            persons.append((reached, superior))
        return [
            ("escalated_to", plan.Case(tuple(roles), None, of)),
            ("escalated_person", plan.Case(tuple(persons), None, Reference("staff"))),
        ]

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


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """The times of one occurrence, as expressions."""

    limit: Deadline | None
    opens: Expr | None
    closes: Expr | None
    done_at: Expr
    done_when: Expr | None
    waived: Expr


@dataclass(frozen=True, slots=True)
class _Bounds:
    """When an occurrence opens and closes; `from_` is what the statement itself says."""

    from_: Expr | None
    opens: Expr
    closes: Expr | None


def _status(word: str) -> Expr:
    return plan.Const(word, TASK_STATUS)


def _done_rows(occurrence: _Occurrence) -> list[tuple[Expr, str]]:
    """Return the rows of the status that say it is done, late or in time."""
    rows: list[tuple[Expr, str]] = []
    if not isinstance(occurrence.done_at, plan.NoValue):
        if occurrence.limit is not None:
            rows.append((occurrence.limit.is_missed_by(occurrence.done_at), "done_late"))
        rows.append((plan.IsKnown(occurrence.done_at, YES_NO), "done"))
    if occurrence.done_when is not None:
        rows.append((occurrence.done_when, "done"))
    return rows


def _first_of(moments: Sequence[Expr]) -> Expr:
    """Return the earliest of several moments, those that are not known left out."""
    if not moments:
        return plan.NoValue(Moment())
    return moments[0] if len(moments) == 1 else plan.Pick(False, tuple(moments), Moment())


def _within(evidence: Evidence, opens: Expr, next_opens: Expr, context: Context) -> Expr:
    """Return when it was done from one opening until the next one."""
    source = evidence.record.source
    element = plan.Element(source.variable, source.model, Reference(source.model))
    at = time_of(element, context)
    conditions = (
        source.where,
        plan.Compare(Relation.AT_LEAST, _like(opens, at), opens, YES_NO),
        plan.Not(
            plan.Compare(Relation.AT_LEAST, _like(next_opens, at), next_opens, YES_NO), YES_NO
        ),
    )
    where = plan.And(tuple(one for one in conditions if one is not None), YES_NO)
    record = replace(evidence.record, source=replace(source, where=where))
    return time_of(record, context)


def _like(time: Expr, moment: Expr) -> Expr:
    return day_of(moment) if isinstance(time.type, Day) else moment


def _tasks_that_say(word: str, name: str, context: Context) -> list[Declared]:
    """Return the other tasks of the subject whose clause `word` lists `name`."""
    mentions = context.assembly.once(f"task: {word}", lambda: _mentions(word, context))
    found = mentions.get((context.subject, name), [])
    return [one for one in found if one.name != name]


def _mentions(word: str, context: Context) -> dict[tuple[str | None, str], list[Declared]]:
    """Return, by subject and name, the tasks whose clause `word` lists that name."""
    found: dict[tuple[str | None, str], list[Declared]] = {}
    for entry in context.assembly.declared.values():
        if entry.kind != Task.word:
            continue
        for line in _lines_that_begin(entry.statement, word):
            for part in (part for sequence in line.body.sequences for part in sequence):
                if isinstance(part, syntax.Name):
                    found.setdefault((entry.subject, part.text), []).append(entry)
    return found


def _lines_that_begin(statement: syntax.Statement, word: str) -> list[syntax.Line]:
    """Return the lines that begin with one word, or with a word and a mark (`counts for`)."""
    first, _, second = word.partition(" ")
    return [
        line
        for line in statement.lines
        if line.head is not None
        and line.head.text == first
        and (not second or _first_mark(line) == second)
    ]


def _first_mark(line: syntax.Line) -> str:
    parts = line.body.sequences[0] if line.body.sequences else ()
    return parts[0].word if parts and isinstance(parts[0], syntax.Mark) else ""


def _record_name(model: str, record: str) -> str:
    """Return how a record is referred to from anywhere in a file: `delivery:D1`."""
    return f"{model}:{record}"


@hookimpl
def provide_kinds() -> Sequence[type[Kind]]:
    """Bring the kind `task`."""
    return (Task,)


@hookimpl
def provide_symbols() -> Sequence[Symbol]:
    """Bring what can become of a task."""
    return (TASK_STATUS,)


@hookimpl
def provide_functions() -> Sequence[Function]:
    """Bring the name by which waivers and documents refer to a record."""
    return (
        Function(
            "record_name",
            (("model", Text()), ("id", Text())),
            Text(),
            _record_name,
            "How a record is referred to from anywhere in a file",
            'record_name("delivery", "D1") = "delivery:D1"',
        ),
    )
