"""A plan as queries: one for the rows of each subject, one for each series of occurrences.

The columns of a query have short names; what they stand for is told by the `Columns` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import NO_TEXTS, Bit, Blame
from forecourt.core.engines.columns.horizons.combining import NEVER
from forecourt.core.engines.columns.queries import query
from forecourt.core.engines.columns.scope import Decided, Session, Subject
from forecourt.core.engines.columns.sql import MOMENT, Literal, is_constant, op
from forecourt.core.engines.columns.statements import worked_out
from forecourt.core.plan.horizons import FAR
from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlglot import exp

    from forecourt.core.engines.columns.emissions import Emitted
    from forecourt.core.engines.columns.frames import Frame
    from forecourt.core.engines.columns.plugin_functions import Called
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n


@dataclass(frozen=True)
class Masks:
    """The columns that hold a blame: masks by their number, and texts."""

    words: Mapping[int, str]
    texts: str | None


@dataclass(frozen=True)
class DecisionColumns:
    """The columns of a reported decision."""

    decision: n.Decision
    value: str
    certain: str
    row: str
    ambiguous: str
    blame: Masks
    until: str | None = None
    """Until when it stays; null, or no column, if for ever, as also below."""


@dataclass(frozen=True)
class EmissionColumns:
    """The columns of an emission; `blame` is null here if it stands in the subject's query."""

    emission: n.Emission
    there: str
    occurrence: str
    fields: tuple[str, ...]
    of_occurrence: Masks
    blame: Masks | None = None
    until: str | None = None


@dataclass
class SubjectQuery:
    """What is worked out for the rows of a subject, or for occurrences of them."""

    model: str
    keys: tuple[str, ...]
    """The columns with the ids from the root down to the row's own."""
    bits: tuple[Bit, ...]
    ids_of_bits: tuple[str | None, ...]
    """For each bit the column with the text of what it stands for, if it differs by row."""
    decisions: list[DecisionColumns] = field(default_factory=list)
    emissions: list[EmissionColumns] = field(default_factory=list)
    blames: list[tuple[n.Emission, Masks]] = field(default_factory=list)
    """What keeps occurrences of series unknown."""
    until: list[tuple[n.Emission, str]] = field(default_factory=list)
    """Until when series have the same occurrences, but for what these tell themselves."""
    ordinal: str | None = None
    """The column with the ordinal of an occurrence."""
    outputs: dict[str, Sql] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """A plan at one as-of moment, ready for a database."""

    plan: n.Plan
    now: datetime
    queries: tuple[tuple[SubjectQuery, exp.Select], ...]
    tables: frozenset[str]
    """The models whose tables are read."""
    called: tuple[Called, ...] = ()
    """The functions of plugins that the queries call; whoever runs these registers them."""
    next_change: bool = False
    """Whether the queries tell until when statements stay."""


def compile_plan(
    plan: n.Plan,
    now: datetime,
    *,
    dialect: str,
    has_calendar: bool = True,
    next_change: bool = False,
) -> Program:
    """Return the queries of a plan for an as-of moment on the store's wall clock.

    With `next_change` they also tell until when each statement stays as it is.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    with collection_paused():
        return _compiled(Session(plan, now, has_calendar, next_change), dialect)


def _compiled(session: Session, dialect: str) -> Program:
    emitted = list(worked_out(session))
    queries = tuple(
        (found, query(frame, found.outputs, dialect))
        for subject in session.subjects.values()
        for found, frame in _queries_of(subject, emitted, session)
    )
    called = tuple(session.called.values())
    return Program(
        session.plan, session.now, queries, frozenset(session.tables), called, session.next_change
    )


# Outputs -----------------------------------------------------------------------------------


def _queries_of(
    subject: Subject, emitted: list[Emitted], session: Session
) -> Iterator[tuple[SubjectQuery, Frame]]:
    mine = [one for one in emitted if one.emission.subject == subject.model]
    frames = {id(one.frame): one.frame for one in mine if one.frame is not subject.frame}
    yield _of_rows(subject, mine, session), subject.frame
    for frame in frames.values():
        yield _of_occurrences(subject, frame, [one for one in mine if one.frame is frame]), frame


def _of_rows(subject: Subject, mine: list[Emitted], session: Session) -> SubjectQuery:
    found = _Outputs(subject, subject.frame)
    for decision in session.plan.decisions:
        if decision.subject == subject.model:
            until = _until(decision, subject, session)
            found.add_decision(decision, subject.decided[decision.name], until)
    for one in mine:
        if one.frame is subject.frame:
            found.add_emission(one, one.staying.whole, with_blame=True)
        else:
            found.made.blames.append((one.emission, found.add_blame("b", one.blame)))
            found.add_until(one)
    return found.finished()


def _until(decision: n.Decision, subject: Subject, session: Session) -> Sql:
    """Return until when a decision stays, as far as outcomes show it."""
    if not session.next_change:
        return NEVER
    staying = subject.staying[decision.name]
    if decision.reported:
        return staying.whole
    return staying.value if decision.hit is HitPolicy.UNIQUE else NEVER


def _of_occurrences(subject: Subject, frame: Frame, mine: list[Emitted]) -> SubjectQuery:
    found = _Outputs(subject, frame)
    found.add_ordinal()
    for one in mine:
        found.add_emission(one, one.staying.of_occurrence, with_blame=False)
    return found.finished()


class _Outputs:
    """Gathers the outputs of a query, and gives them names."""

    def __init__(self, subject: Subject, frame: Frame) -> None:
        self._subject, self._frame = subject, frame
        self._names: dict[Sql, str] = {}
        own = subject.frame
        keys = [own.stored(key) for key in own.keys]
        self.made = SubjectQuery(subject.model, (), (), ())
        self.made.keys = tuple(self._add("k", self._here(key)) for key in keys)

    def _here(self, sql: Sql) -> Sql:
        """Return an expression of the subject's rows in those of this query."""
        return sql if self._frame is self._subject.frame else self._frame.around(sql)

    def _add(self, kind: str, sql: Sql) -> str:
        there = self._names.get(sql)
        if there is not None:
            return there
        name = f"{kind}{len(self.made.outputs)}"
        self.made.outputs[name] = sql
        self._names[sql] = name
        return name

    def add_blame(self, kind: str, blame: Blame) -> Masks:
        """Name the columns of a blame."""
        words = {word: self._add(kind, mask) for word, mask in blame.words.items()}
        return Masks(words, None if blame.texts == NO_TEXTS else self._add(kind, blame.texts))

    def add_decision(self, decision: n.Decision, made: Decided, until: Sql) -> None:
        """Name the columns of a decision, if it is reported, can be ambiguous, or become so."""
        if not decision.reported and is_constant(made.ambiguous) and until == NEVER:
            return
        self.made.decisions.append(
            DecisionColumns(
                decision,
                self._add("v", made.cell.value),
                self._add("c", made.certain),
                self._add("r", made.taken),
                self._add("u", made.ambiguous),
                self.add_blame("b", made.blame),
                self._add_horizon(until),
            )
        )

    def add_emission(self, one: Emitted, until: Sql, *, with_blame: bool) -> None:
        """Name the columns of an emission."""
        self.made.emissions.append(
            EmissionColumns(
                one.emission,
                self._add("e", one.there),
                self._add("o", one.occurrence),
                tuple(self._add("f", value) for value in one.fields),
                self.add_blame("b", one.of_occurrence),
                self.add_blame("b", one.blame) if with_blame else None,
                self._add_horizon(until),
            )
        )

    def add_until(self, one: Emitted) -> None:
        """Name the column of until when a series has the same occurrences."""
        name = self._add_horizon(one.staying.whole)
        if name is not None:
            self.made.until.append((one.emission, name))

    def _add_horizon(self, until: Sql) -> str | None:
        if until == NEVER:
            return None
        return self._add("h", op("only if", op("<", until, Literal(FAR, MOMENT)), until))

    def add_ordinal(self) -> None:
        """Name the column that tells the occurrences of a record apart."""
        (name,) = self._frame.keys
        self.made.ordinal = self._add("n", self._frame.stored(name))

    def finished(self) -> SubjectQuery:
        """Return the query, with the texts of what its masks' bits stand for."""
        bits = tuple(self._subject.bits.order)
        self.made.bits = bits
        self.made.ids_of_bits = tuple(
            None if bit.id is None else self._add("i", self._here(bit.id)) for bit in bits
        )
        return self.made
