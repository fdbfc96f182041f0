"""The lines of a task that say who acts, by which channel, and whom to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import clauses, expressions
from forecourt.core.check.typing import describe_type
from forecourt.core.check.wording import misplaced, misplaced_line, place_of
from forecourt.core.diagnostics.checking import WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.plugins.lifecycle.task.persons import STAFF
from forecourt.plugins.lifecycle.task.times import duration

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr


_WHO = "one role, or `person` and a field"


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
class Channels:
    """The channels to use, best first; `preferred` is worked out for each record."""

    preferred: Expr | None
    named: tuple[str, ...]


def read_who(line: syntax.Line, context: Context) -> Who:
    """Read `who ROLE` or `who person FIELD`."""
    parts = [part for sequence in line.body.sequences for part in sequence]
    match parts:
        case [syntax.Name(text="person"), person]:
            return Who(None, _person(person, context))
        case [syntax.Name() | syntax.TextLiteral() as role]:
            return Who(clauses.symbol_named(role, "role", context), None)
        case [*_, last]:
            context.fail(misplaced(last, _WHO))
        case _:
            context.fail(misplaced_line(line, _WHO))


def read_person(line: syntax.Line, context: Context) -> Expr:
    """Read `person FIELD`."""
    return _person(clauses.only_expression(line, context, "a field with a person"), context)


def _person(node: syntax.Part, context: Context) -> Expr:
    found = expressions.value(node, context)
    if found.type != STAFF:
        described = describe_type(found.type)
        context.fail(WrongType(place_of(node), "a member of staff", described))
    return found


def read_roles(line: syntax.Line, context: Context) -> tuple[str, ...]:
    """Read roles, separated by commas."""
    return tuple(
        clauses.symbol_named(clauses.single(sequence, line, context, "a role"), "role", context)
        for sequence in line.body.sequences
    )


def read_channels(line: syntax.Line, context: Context) -> Channels:
    """Read `channel phone, sms`; the first may be worked out: `customer.preferred_channel`."""
    of = context.assembly.symbols["channel"]
    preferred: Expr | None = None
    named: list[str] = []
    for position, sequence in enumerate(line.body.sequences):
        part = clauses.single(sequence, line, context, "a channel")
        if isinstance(part, syntax.Logic):
            context.fail(misplaced(part, "channels, separated by commas"))
        if isinstance(part, syntax.Name) and part.text in of.values:
            named.append(part.text)
        elif position == 0:
            preferred = expressions.value_of_type(part, context, of)
        else:
            named.append(clauses.symbol_named(part, "channel", context))
    return Channels(preferred, tuple(named))


def read_escalation(line: syntax.Line, context: Context) -> Escalation:
    """Read `escalate ROLE after P [overdue]`."""
    expected = "`escalate ROLE after DURATION overdue`"
    sequence, *rest = line.body.sequences or ((),)
    if rest:
        context.fail(misplaced(rest[0][0], f"one escalation a line: {expected}"))
    before, after = clauses.split_at_marks(sequence)
    role = clauses.single(before, line, context, expected)
    parts = after.get("after", ())
    if parts and isinstance(parts[-1], syntax.Name) and parts[-1].text == "overdue":
        parts = parts[:-1]
    written = clauses.single(parts, line, context, expected)
    amount = duration(written, context)
    if isinstance(amount, plan.Const) and amount.value < 0:
        context.fail(misplaced(written, "a duration of nothing or more"))
    return Escalation(clauses.symbol_named(role, "role", context), amount)
