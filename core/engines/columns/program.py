"""A plan as queries: one for the rows of each subject, one for each series of occurrences.

The columns of a query have short names; what they stand for is told by the `Columns` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import NO_TEXTS, Bit, Blame
from forecourt.core.engines.columns.queries import query
from forecourt.core.engines.columns.scope import Decided, Session, Subject
from forecourt.core.engines.columns.sql import is_constant
from forecourt.core.engines.columns.statements import worked_out
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


@dataclass(frozen=True)
class EmissionColumns:
    """The columns of an emission; `blame` is null here if it stands in the subject's query."""

    emission: n.Emission
    there: str
    occurrence: str
    fields: tuple[str, ...]
    of_occurrence: Masks
    blame: Masks | None = None


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


def compile_plan(
    plan: n.Plan,
    now: datetime,
    *,
    dialect: str,
    has_calendar: bool = True,
) -> Program:
    """Return the queries of a plan for an as-of moment on the store's wall clock.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    with collection_paused():
        return _compiled(Session(plan, now, has_calendar), dialect)


def _compiled(session: Session, dialect: str) -> Program:
    emitted = list(worked_out(session))
    queries = tuple(
        (found, query(frame, found.outputs, dialect))
        for subject in session.subjects.values()
        for found, frame in _queries_of(subject, emitted, session)
    )
    called = tuple(session.called.values())
    return Program(session.plan, session.now, queries, frozenset(session.tables), called)


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
            found.add_decision(decision, subject.decided[decision.name])
    for one in mine:
        if one.frame is subject.frame:
            found.add_emission(one, with_blame=True)
        else:
            found.made.blames.append((one.emission, found.add_blame("b", one.blame)))
    return found.finished()


def _of_occurrences(subject: Subject, frame: Frame, mine: list[Emitted]) -> SubjectQuery:
    found = _Outputs(subject, frame)
    for one in mine:
        found.add_emission(one, with_blame=False)
    return found.finished()


class _Outputs:
    """Gathers the outputs of a query, and gives them names."""

    def __init__(self, subject: Subject, frame: Frame) -> None:
        self._subject, self._frame = subject, frame
        own = subject.frame
        keys = [own.stored(key) for key in own.keys]
        self.made = SubjectQuery(subject.model, (), (), ())
        self.made.keys = tuple(self._add("k", self._here(key)) for key in keys)

    def _here(self, sql: Sql) -> Sql:
        """Return an expression of the subject's rows in those of this query."""
        return sql if self._frame is self._subject.frame else self._frame.around(sql)

    def _add(self, kind: str, sql: Sql) -> str:
        name = f"{kind}{len(self.made.outputs)}"
        self.made.outputs[name] = sql
        return name

    def add_blame(self, kind: str, blame: Blame) -> Masks:
        """Name the columns of a blame."""
        words = {word: self._add(kind, mask) for word, mask in blame.words.items()}
        return Masks(words, None if blame.texts == NO_TEXTS else self._add(kind, blame.texts))

    def add_decision(self, decision: n.Decision, made: Decided) -> None:
        """Name the columns of a decision, if it is reported or can be ambiguous."""
        if not decision.reported and is_constant(made.ambiguous):
            return
        self.made.decisions.append(
            DecisionColumns(
                decision,
                self._add("v", made.cell.value),
                self._add("c", made.certain),
                self._add("r", made.taken),
                self._add("u", made.ambiguous),
                self.add_blame("b", made.blame),
            )
        )

    def add_emission(self, one: Emitted, *, with_blame: bool) -> None:
        """Name the columns of an emission."""
        self.made.emissions.append(
            EmissionColumns(
                one.emission,
                self._add("e", one.there),
                self._add("o", one.occurrence),
                tuple(self._add("f", value) for value in one.fields),
                self.add_blame("b", one.of_occurrence),
                self.add_blame("b", one.blame) if with_blame else None,
            )
        )

    def finished(self) -> SubjectQuery:
        """Return the query, with the texts of what its masks' bits stand for."""
        bits = tuple(self._subject.bits.order)
        self.made.bits = bits
        self.made.ids_of_bits = tuple(
            None if bit.id is None else self._add("i", self._here(bit.id)) for bit in bits
        )
        return self.made
