"""The kinds `define`, `decide` and `score`: named values of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import clauses, expressions, names, resolving
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.bounds import check_value
from forecourt.core.check.described import Described
from forecourt.core.check.kinds import One, Rows
from forecourt.core.check.rows import ValueRow, value_row
from forecourt.core.check.typing import YES_NO, same
from forecourt.core.check.wording import misplaced
from forecourt.core.diagnostics.checking import (
    Misplaced,
    NeverReached,
    RowValuesUnclear,
    WrongType,
)
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import (
    Many,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Type,
    Whole,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr


def _hit(line: syntax.Line, context: Context) -> HitPolicy:
    """Read `hit first`, `hit unique` or `hit all`."""
    written = clauses.word(line, context)
    for policy in (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ALL):
        if policy.value == written:
            return policy
    context.fail(Misplaced(line.place, f"`{written}`", "`first`, `unique` or `all`"))


def _gives(line: syntax.Line, context: Context) -> Symbol:
    """Read the name of the levels, stages or choices that the rows' values belong to."""
    node = clauses.only_expression(line, context, "the name of levels, stages or choices")
    symbols = context.assembly.symbols
    if not isinstance(node, syntax.Name) or node.text not in symbols:
        expected = "the name of levels, stages or choices"
        context.fail(misplaced(node, expected))
    return symbols[node.text]


def _ask(line: syntax.Line, context: Context) -> tuple[plan.Field, ...]:
    """Read the fields to ask for where there is no value."""
    fields = []
    for sequence in line.body.sequences:
        node = clauses.single(sequence, line, context, "a field")
        found = expressions.value(node, context)
        if not isinstance(found, plan.Field):
            context.fail(misplaced(node, "a stored field"))
        fields.append(found)
    return tuple(fields)


_SOMETIMES = plan.And((), YES_NO)
"""Stands for a condition that cannot be read, in plans that are never run."""


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows whose values could be read, their type, and whether nothing is wrong with any."""

    rows: tuple[plan.Row, ...]
    type: Type | None
    """None only where there are no rows."""
    whole: bool


class _Valued(Described):
    """What the kinds have in common whose statements have a value."""

    rows = Rows(value_row, "`VALUE when CONDITION`, `VALUE otherwise`, or a value alone")
    gives = One(_gives, "The levels, stages or choices that the values belong to")

    def takes_first(self) -> bool:
        """Return whether the first row that holds ends the matter."""
        return True

    def plan_rows(self, of: Type | None) -> ReadRows:
        """Return the rows, all of one type; rejected where mistakes leave their type open.

        `of` is the type if it is known before the rows are read.
        """
        found: list[plan.Row] = []
        whole = all_valued = len(self.rows) == len(self.lines_of(type(self).rows))
        for row in self.rows:
            if found and found[-1].condition is None and self.takes_first():
                self.context.report(NeverReached(row.line.place))
            condition, is_right = self._read_condition(row)
            value = self._read_value(row, found[0].value.type if found else of)
            if value is not None:
                found.append(plan.Row(condition, value, row.line.place))
            all_valued = all_valued and value is not None
            whole = whole and is_right and value is not None
        if of is None and not (all_valued and found) and not whole:
            raise Rejected
        return ReadRows(tuple(found), found[0].value.type if found else of, whole)

    def check_conditions(self, *rows: ValueRow) -> None:
        """Report what is wrong with the conditions of rows whose values are wrong themselves."""
        for row in rows:
            self._read_condition(row)

    def _read_condition(self, row: ValueRow) -> tuple[Expr | None, bool]:
        """Return when a row holds, and whether that could be read."""
        try:
            return self._condition(row), True
        except Rejected:
            return _SOMETIMES, False

    def _read_value(self, row: ValueRow, of: Type | None) -> Expr | None:
        """Return the value of a row; None if it is wrong, which was reported."""
        try:
            return self._value(row, of)
        except Rejected:
            return None

    def _value(self, row: ValueRow, of: Type | None) -> Expr:
        value = _as_kept(expressions.value(row.value, self.context, of))
        if of is not None and not same(value.type, of, self.context.assembly.currency):
            found = expressions.describe_type(value.type)
            expected = expressions.describe_type(of)
            self.context.fail(WrongType(expressions.place_of(row.value), expected, found))
        return value

    def _condition(self, row: ValueRow) -> Expr | None:
        """Return when a row holds; None is `otherwise`, and a value alone where one row counts."""
        if row.condition is not None:
            return expressions.condition(row.condition, self.context)
        return None if row.otherwise or self.takes_first() else plan.And((), YES_NO)

    def add(self, decision: plan.Decision, *, whole: bool) -> None:
        """Add a decision to the plan; rejected where the sum of its rows can be too large.

        One of which a row is wrong is rejected, too, and known all the same: by its type what uses
        it can be looked at.
        """
        check_value(decision, self.context)
        self.context.assembly.decisions[decision.name] = decision
        if not whole:
            raise Rejected


def _as_kept(value: Expr) -> Expr:
    """Return a value as a decision keeps it: a reference as the record it points to."""
    return names.as_record(value) if isinstance(value.type, Reference) else value


class Define(_Valued):
    """A name for a value that other statements use; it does not appear in outcomes."""

    word = "define"
    has_value = True

    ask = One(_ask, "The fields to ask for where no row holds")

    def lower(self) -> None:
        """Add an unreported decision, private to its subject."""
        read = self.plan_rows(self.gives)
        of = read.type
        if of is None or (read.whole and not read.rows):
            self.context.fail(Misplaced(self.place, "this `define`", "a line with its value"))
        subject = self.context.this().model
        self.add(
            plan.Decision(
                names.decision_key(self.word, subject, self.name),
                subject,
                HitPolicy.FIRST,
                read.rows,
                plan.Ask(self.ask or (), of),
                of,
                False,
                self.place,
                self.header.labels,
            ),
            whole=read.whole,
        )


class Decide(_Valued):
    """A question about a record and its answers: the first row that holds gives the answer."""

    word = "decide"
    has_value = True

    hit = One(_hit, "`first` (as if not said), `unique` or `all` rows that hold")

    def takes_first(self) -> bool:
        """Return whether it is `hit first`, said or not."""
        return self.hit in (None, HitPolicy.FIRST)

    def lower(self) -> None:
        """Add the decision."""
        try:
            kind = self._type()
        except Rejected:
            self.check_conditions(*self.rows)
            raise
        read = self.plan_rows(kind)
        of = read.type
        if of is None or (read.whole and not read.rows):
            self.context.fail(Misplaced(self.place, "this `decide`", "rows `VALUE when CONDITION`"))
        self.add(
            plan.Decision(
                self.name,
                self.context.this().model,
                self.hit or HitPolicy.FIRST,
                read.rows,
                plan.NoValue(of),
                Many(of) if self.hit is HitPolicy.ALL else of,
                self.is_on(),
                self.place,
                self.header.labels,
            ),
            whole=read.whole,
        )

    def _type(self) -> Type | None:
        """Return the type of the rows' values, where bare words leave it open."""
        if self.gives is not None:
            return self.gives
        symbols = self.context.assembly.symbols
        if self.name in symbols:
            return symbols[self.name]
        bare = [row.value for row in self.rows if isinstance(row.value, syntax.Name)]
        values = [node for node in bare if not names.is_value(node, self.context)]
        if values:
            return self._only_symbol_with(tuple(node.text for node in values), values[0].place)
        if bare and len(bare) == len(self.rows):
            self._check_only_fields(bare)
        return None

    def _check_only_fields(self, bare: list[syntax.Name]) -> None:
        """Reject names of fields that may all be values of one type as well."""
        words = {node.text for node in bare}
        for symbol in self.context.assembly.symbols.values():
            if words <= set(symbol.values):
                resolving.report_value(bare[0], symbol, self.context, typed=False)

    def _only_symbol_with(self, words: tuple[str, ...], place: Place) -> Symbol:
        symbols = self.context.assembly.symbols.values()
        fitting = [symbol for symbol in symbols if set(words) <= set(symbol.values)]
        if not fitting:
            fitting = [symbol for symbol in symbols if _has_most(symbol, set(words))]
        if len(fitting) != 1:
            candidates = tuple(symbol.name for symbol in fitting)
            self.context.fail(RowValuesUnclear(place, tuple(dict.fromkeys(words)), candidates))
        return fitting[0]


def _has_most(symbol: Symbol, words: set[str]) -> bool:
    """Return whether most of the words are values of a type: then those that aren't are wrong."""
    return 2 * len(words & set(symbol.values)) > len(words)


class Score(_Valued):
    """Points added up: each row that holds adds its points."""

    word = "score"
    has_value = True

    def takes_first(self) -> bool:
        """Return that it doesn't: all rows that hold count."""
        return False

    def lower(self) -> None:
        """Add the decision; its value is the sum of the rows that hold."""
        read = self.plan_rows(None)
        of = read.type
        if not isinstance(of, (Whole, Number, Percent, Money, Quantity)):
            expected = "rows `POINTS when CONDITION`"
            self.context.fail(Misplaced(self.place, "this `score`", expected))
        self.add(
            plan.Decision(
                self.name,
                self.context.this().model,
                HitPolicy.SUM,
                read.rows,
                plan.Const(0, of),
                of,
                self.is_on(),
                self.place,
                self.header.labels,
            ),
            whole=read.whole,
        )
