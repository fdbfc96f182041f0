"""Where an expression of the plan is worked out: in which rows, of which element, which pass."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from forecourt.core.engines.columns import dispatch
from forecourt.core.engines.columns.blame import Bits, Blame, mapped
from forecourt.core.engines.columns.cells import Cell, Record, Truth, kept, kept_truth
from forecourt.core.engines.columns.expressions import Expressions
from forecourt.core.engines.columns.horizons.still import Stillness
from forecourt.core.engines.columns.sql import FALSE, columns_in

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from datetime import datetime

    from forecourt.core.engines.columns.frames import Frame, Group
    from forecourt.core.engines.columns.plugin_functions import Called
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n


Made = TypeVar("Made", Cell, Truth, Record)


@dataclass(frozen=True)
class Decided:
    """A decision as the statements after it read it."""

    cell: Cell
    record: Record | None
    """Where its value is a record."""
    taken: Sql
    """The number of the row taken, from 0; null if none was, or under `all` and `sum`."""
    certain: Sql
    blame: Blame
    ambiguous: Sql
    passes: int = 1
    """How often its rows are looked at, to know whether it is certain."""
    silent: Sql = FALSE
    """Whether it is uncertain though nothing is blamed for it that the last pass met itself."""


@dataclass(frozen=True, slots=True)
class Staying:
    """Until when a decision stays as it is."""

    value: Sql
    """Its value pass: row, value, and the blame of these."""
    whole: Sql
    """All of it: also whether it is certain, and what it blames."""


@dataclass(eq=False)
class Subject:
    """The rows of a model and what has been worked out for them."""

    model: str
    frame: Frame
    bits: Bits = field(default_factory=Bits)
    decided: dict[str, Decided] = field(default_factory=dict)
    staying: dict[str, Staying] = field(default_factory=dict)
    """Until when decisions stay, if that is asked for."""
    groups: dict[Any, Group] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Session:
    """What is the same for all statements of a plan at one as-of moment."""

    plan: n.Plan
    now: datetime
    has_calendar: bool = True
    next_change: bool = False
    """Whether horizons are asked for."""
    called: dict[str, Called] = field(default_factory=dict)
    """The functions of plugins that are called, by name."""
    subjects: dict[str, Subject] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    """The models whose tables are read."""
    calendar_ends: Group | None = None
    """The first and the last day of the calendar, once they are read."""
    expressions: Expressions = field(default_factory=Expressions)
    names: int = 0
    still: Stillness = field(init=False)
    """What time may change."""

    def __post_init__(self) -> None:
        self.still = Stillness(self.plan, self.now, self.expressions)

    def name(self, what: str) -> str:
        """Return a name that no other frame or group has."""
        self.names += 1
        return f"{what}{self.names}"


@dataclass(frozen=True)
class Bound:
    """An element of a list, or an ordinal, as what is inside reads it."""

    frame: Frame
    record: Record | None = None
    ordinal: Sql | None = None
    asks: Callable[[str], Blame] | None = None
    """What asks for a field of the element by its path: as one of the list's record."""


def _as_it_is(record: Record, _: Frame) -> Record:
    return record


@dataclass(frozen=True)
class Scope:
    """The surroundings of an expression.

    `bound` holds what has been bound, by its variable, the innermost last; `frame` are the rows of
    the innermost, or of the subject.
    """

    session: Session
    subject: Subject
    frame: Frame
    bound: Mapping[int, Bound] = field(default_factory=dict)
    certainty_pass: bool = False

    def cell(self, node: n.Expr) -> Cell:
        """Return a value; of a condition, its truth as one."""
        if isinstance(node, dispatch.conditions()):
            found = self.truth(node)
            return Cell(found.truth, blame=found.blame, may_be_missing=found.may_be_unknown)
        return self._worked_out("cell", node, dispatch.value, _import_cell, kept)

    def truth(self, node: n.Expr) -> Truth:
        """Return a condition."""
        return self._worked_out("truth", node, dispatch.truth, _import_truth, kept_truth)

    def record(self, node: n.Expr) -> Record:
        """Return a record."""
        return self._worked_out("record", node, dispatch.record, _import_record, _as_it_is)

    def horizon(self, node: n.Expr, make: Callable[[n.Expr, Scope], Sql]) -> Sql:
        """Return until when an expression stays, as `make` works it out where it stands."""
        at = self._place("horizon", node)
        memo = self.subject.memo
        if at not in memo:
            if self.is_outside(node):
                memo[at] = self.from_outside(self.outside().horizon(node, make))
            else:
                memo[at] = self.frame.put(make(node, self))
        found: Sql = memo[at]
        return found

    def inner(self, variable: int, bound: Bound) -> Scope:
        """Return this scope with an element or ordinal bound."""
        return replace(self, frame=bound.frame, bound={**self.bound, variable: bound})

    def from_outside(self, sql: Sql) -> Sql:
        """Return an expression of the rows around as one of the rows at hand."""
        return sql if self.outside().frame is self.frame else _import(self.frame)(sql)

    def imported(self, blame: Blame) -> Blame:
        """Return a blame of the rows around as one of the rows at hand."""
        if self.outside().frame is self.frame:
            return blame
        return mapped(blame, _import(self.frame))

    def outside(self) -> Scope:
        """Return the scope around the innermost binding."""
        *outer, _ = self.bound.items()
        frame = outer[-1][1].frame if outer else self.subject.frame
        return replace(self, frame=frame, bound=dict(outer))

    def _worked_out(
        self,
        kind: str,
        node: n.Expr,
        make: Callable[[n.Expr, Scope], Made],
        imported: Callable[[Made, Frame], Made],
        keep: Callable[[Made, Frame], Made],
    ) -> Made:
        memo, at = self.subject.memo, self._place(kind, node)
        if at not in memo:
            if self.is_outside(node):
                outside = self.outside()
                around: Made = getattr(outside, kind)(node)
                same_rows = outside.frame is self.frame
                memo[at] = around if same_rows else imported(around, self.frame)
            else:
                memo[at] = keep(make(node, self), self.frame)
        found: Made = memo[at]
        return found

    def _place(self, kind: str, node: n.Expr) -> Hashable:
        """Return what tells an expression here from the same one elsewhere."""
        number = self.session.expressions.number(node)
        return kind, number, self.frame, self._ordinals(node), self.certainty_pass

    def _ordinals(self, node: n.Expr) -> tuple[Sql | None, ...]:
        """Return the ordinals that an expression reads; the same rows may be read with several."""
        if not self.bound:
            return ()
        read = self.session.expressions.variables(node)
        return tuple(bound.ordinal for key, bound in self.bound.items() if key in read)

    def is_outside(self, node: n.Expr) -> bool:
        """Whether an expression reads nothing of the innermost binding, but of what is around.

        What reads nothing at all is worked out here: rows around needn't be joined for it.
        """
        if not self.bound:
            return False
        read = self.session.expressions.reads(node)
        *_, innermost = self.bound
        return innermost not in read.variables and not read.is_constant


def _import(frame: Frame) -> Callable[[Sql], Sql]:
    return lambda sql: frame.around(sql) if any(True for _ in columns_in(sql)) else sql


def _import_cell(cell: Cell, frame: Frame) -> Cell:
    change = _import(frame)
    blame = mapped(cell.blame, change)
    return Cell(change(cell.value), change(cell.none), blame, cell.may_be_missing)


def _import_truth(truth: Truth, frame: Frame) -> Truth:
    change = _import(frame)
    return Truth(change(truth.truth), mapped(truth.blame, change), truth.may_be_unknown)


def _import_record(record: Record, frame: Frame) -> Record:
    change = _import(frame)
    return Record(
        _import_cell(record.id, frame),
        lambda name: change(record.column(name)),
        lambda name: mapped(record.ask(name), change),
    )
