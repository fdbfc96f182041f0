"""A spike: a few statements of a real plan as SQL, on two engines, against the explainer.

It answers one question: does a plan hold anything that only Python can say? The statements are
`grade` and the task `follow_up` of the pack `demo_store` with all they read, and a few probes for
what these two don't use. `python -m bench.sql_spike` runs DuckDB; `--spark` adds Spark, for which
pyspark and Java must be there. It is not the SQL engine, and stays as small as the question.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import duckdb
from sqlglot import exp

from forecourt.core.diagnostics.place import Place
from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.values import Known, Nothing
from forecourt.core.plan import nodes as n
from forecourt.core.plan.facts import CALENDAR, Facts
from forecourt.core.plan.outcome import Blame
from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.records.schema import Absence
from forecourt.core.registry import Registry, load_registry
from forecourt.core.values.clock import offset_at, settle, zone_table
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Many,
    Moment,
    Order,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Type,
    Whole,
    YesNo,
)
from forecourt.plugins.lifecycle.demo.make import make_demo

Sql = exp.Expr
Row = Mapping[str, Any]

NOW = datetime(2026, 11, 2, 9)
ZONE = "Europe/Lisbon"
SUBJECT = "lead"
WANTED = ("grade", "follow_up")
FIRST_DAY, LAST_DAY = date(2025, 6, 1), date(2026, 12, 10)
BITS = 63
FAR = datetime(9999, 12, 31, 23, 59, 59)


class CannotSay(Exception):  # noqa: N818 - it says what is the matter
    """The spike has no SQL for this; the text says for what."""


# SQL, a little shorter ---------------------------------------------------------------------

TRUE, FALSE, ZERO = exp.true(), exp.false(), exp.Literal.number(0)


def any_of(*conditions: Sql) -> Sql:
    """Return `OR` of two-valued conditions, constants folded."""
    if TRUE in conditions:
        return TRUE
    there = [condition for condition in conditions if condition != FALSE]
    return exp.or_(*there) if there else FALSE


def all_of(*conditions: Sql) -> Sql:
    """Return `AND` of conditions, constants folded."""
    if FALSE in conditions:
        return FALSE
    there = [condition for condition in conditions if condition != TRUE]
    return exp.and_(*there) if there else TRUE


def not_(condition: Sql) -> Sql:
    """Return the negation of a condition."""
    if condition in (TRUE, FALSE):
        return FALSE if condition == TRUE else TRUE
    return exp.not_(exp.paren(condition))


def is_null(value: Sql) -> Sql:
    """Return whether a value is null; of a constant, that is known."""
    if not value.find(exp.Column):
        return TRUE if value.find(exp.Null) else FALSE
    return exp.Is(this=exp.paren(value), expression=exp.null())


def same(left: Sql, right: Sql) -> Sql:
    """Return whether two values are equal; of two constants, that is known."""
    if isinstance(left, exp.Literal) and isinstance(right, exp.Literal):
        return TRUE if left == right else FALSE
    return exp.EQ(this=left, expression=right)


def case(rows: Iterable[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """Return `CASE` of those rows that may hold."""
    found = exp.Case()
    for condition, value in rows:
        if condition == TRUE:
            otherwise = value
            break
        if condition != FALSE:
            found = found.when(condition, value)
    return found.else_(otherwise) if found.args.get("ifs") else otherwise


def united(*blames: Sql | None) -> Sql | None:
    """Return the union of bit masks; None if there never is any."""
    there = [blame for blame in blames if blame is not None]
    if not there:
        return None
    found, *others = [blame for blame in there if blame != ZERO] or [ZERO]
    for other in others:
        found = exp.paren(exp.BitwiseOr(this=found, expression=other))
    return found


def masked(condition: Sql, blame: Sql | None) -> Sql | None:
    """Return a bit mask where a condition holds, else 0."""
    return None if blame is None else case([(condition, blame)], ZERO)


def times(amount: Sql, unit: str) -> Sql:
    """Return so many units of time, in the one form that both engines take alike."""
    one = exp.Interval(this=exp.Literal.string("1"), unit=exp.var(unit))
    return exp.Mul(this=exp.cast(amount, "BIGINT"), expression=one)


def plus(left: Sql, right: Sql) -> Sql:
    """Return a sum."""
    return exp.Add(this=exp.paren(left), expression=exp.paren(right))


def minus(left: Sql, right: Sql) -> Sql:
    """Return a difference."""
    return exp.Sub(this=exp.paren(left), expression=exp.paren(right))


def between(value: Sql, alias: str) -> Sql:
    """Return whether a value lies in the stretch `first` to `last` of a table."""
    low, high = exp.column("first", alias), exp.column("last", alias)
    return exp.Between(this=value, low=low, high=high)


def sql_type(kind: Type) -> str:
    """Return the column type of a type of the plan."""
    match kind:
        case YesNo():
            return "BOOLEAN"
        case Day():
            return "DATE"
        case Moment():
            return "TIMESTAMPNTZ"
        case Many():
            return "ARRAY<TEXT>"
        case Text() | Symbol() | Reference() | TimeOfDay():
            return "TEXT"
        case _:
            return "BIGINT"


def constant(value: Any, kind: Type) -> Sql:
    """Return a value in normal form as a constant of its type; of None, a null of that type."""
    if value is None or isinstance(kind, Day | Moment):
        return exp.cast(exp.convert(None if value is None else str(value)), sql_type(kind))
    return exp.convert(value)


# Frames: rows with columns that are worked out step by step --------------------------------


@dataclass
class Join:
    """A table, or an aggregate, joined in one step."""

    alias: str
    source: str | Aggregate
    on: Sql


@dataclass
class Step:
    """Columns that read those of earlier steps, and of the joins of this one."""

    columns: dict[str, Sql] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)


@dataclass(eq=False)
class Frame:
    """The rows of a subject, or of a list's elements (`outer` is then the subject's).

    Each step becomes a `WITH` query. An expression is a column once, whoever asks for it.
    """

    name: str
    source: exp.Select
    outer: Frame | None = None
    outer_on: Sql = field(default_factory=lambda: TRUE)
    outer_level: int | None = None
    """The last step of `outer` that is read; None: nothing is, and it isn't joined."""
    steps: list[Step] = field(default_factory=lambda: [Step()])
    levels: dict[str, int] = field(default_factory=dict)
    named: dict[tuple[str, int], str] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)

    def level_of(self, sql: Sql) -> int:
        """Return the last step that an expression reads."""
        return max((self.levels[column.name] for column in sql.find_all(exp.Column)), default=0)

    def put(self, sql: Sql) -> Sql:
        """Return the column of an expression; itself, if it is one already or a constant."""
        if isinstance(sql, exp.Column) or not sql.find(exp.Column):
            return sql
        return self.project(sql, self.level_of(sql) + 1)

    def project(self, sql: Sql, level: int) -> Sql:
        """Return the column of an expression that is worked out in a given step."""
        key = (sql.sql(), level)
        if key not in self.named:
            name = f"{self.name}_{len(self.named)}"
            self._step(level).columns[name] = sql
            self.named[key], self.levels[name] = name, level
        return exp.column(self.named[key], table="p")

    def join(self, source: str | Aggregate, on: Callable[[str], Sql], level: int) -> str:
        """Return the alias of what is joined in a step; the same twice is joined once."""
        step = self._step(level)
        for one in step.joins:
            if one.source == source and one.on == on(one.alias):
                return one.alias
        alias = f"j{len(step.joins)}"
        step.joins.append(Join(alias, source, on(alias)))
        return alias

    def _step(self, level: int) -> Step:
        while len(self.steps) <= level:
            self.steps.append(Step())
        return self.steps[level]

    def import_(self, sql: Sql) -> Sql:
        """Return an expression over the outer frame's columns as one over this frame's."""
        assert self.outer is not None
        self.outer_level = max(self.outer_level or 0, self.outer.level_of(sql))

        def imported(node: Sql) -> Sql:
            here = isinstance(node, exp.Column)
            return self.project(exp.column(node.name, table="o"), 0) if here else node

        return sql.copy().transform(imported)

    @property
    def last(self) -> str:
        """Return the name of the query with all columns."""
        return f"{self.name}_step{len(self.steps) - 1}"

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Yield the `WITH` queries, each after those that it reads."""
        rows = self.source
        if self.outer is not None and self.outer_level is not None:
            outer = exp.to_table(f"{self.outer.name}_step{self.outer_level}").as_("o")
            rows = rows.join(outer, on=self.outer_on)
        for level, step in enumerate(self.steps):
            name = f"{self.name}_step{level}"
            for join in step.joins:
                if isinstance(join.source, Aggregate):
                    yield from join.source.queries()
            yield name, _with_step(rows, step)
            rows = exp.select(exp.column(exp.Star(), table="p")).from_(exp.to_table(name).as_("p"))


def _with_step(rows: exp.Select, step: Step) -> exp.Select:
    for join in step.joins:
        table = join.source if isinstance(join.source, str) else join.source.name
        rows = rows.join(exp.to_table(table).as_(join.alias), on=join.on, join_type="left")
    return rows.select(*(exp.alias_(sql, name) for name, sql in step.columns.items()))


@dataclass(eq=False)
class Aggregate:
    """The elements of a list, grouped once by whom they belong to."""

    name: str
    elements: Scope
    keys: tuple[Sql, ...]
    """Of the elements' rows."""
    owner: tuple[Sql, ...]
    """The same in the rows around."""
    columns: dict[str, Sql] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def column(self, sql: Sql) -> str:
        """Return the name of an aggregated expression."""
        name = self.names.setdefault(sql.sql(), f"a{len(self.names)}")
        self.columns.setdefault(name, sql)
        return name

    def joined(self, outer: Frame) -> Callable[[str], Sql]:
        """Return what reads an aggregated column in the rows around."""
        level = 1 + max(self.elements.frame.outer_level or 0, *map(outer.level_of, self.owner))

        def on(alias: str) -> Sql:
            keys = (exp.column(f"k{index}", alias) for index in range(len(self.keys)))
            return all_of(*(key.eq(own) for key, own in zip(keys, self.owner, strict=True)))

        alias = outer.join(self, on, level)
        return lambda name: outer.project(exp.column(name, table=alias), level)

    def queries(self) -> Iterator[tuple[str, exp.Select]]:
        """Yield the queries of the elements, and the one that groups them."""
        frame = self.elements.frame
        yield from frame.queries()
        keys = [exp.alias_(key, f"k{index}") for index, key in enumerate(self.keys)]
        columns = [exp.alias_(sql, name) for name, sql in self.columns.items()]
        rows = exp.select(*keys, *columns).from_(exp.to_table(frame.last).as_("p"))
        yield self.name, rows.group_by(*self.keys)


# What an expression comes to ---------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A value, null unless known; whether it is none; 0, or the mask of what it is missing for.

    `none` and `blame` are never null. `blame` None says that the value never is missing.
    """

    value: Sql
    none: Sql = field(default_factory=lambda: FALSE)
    blame: Sql | None = None

    @property
    def missing(self) -> Sql:
        """Return the condition that the value is missing."""
        return FALSE if self.blame is None else all_of(is_null(self.value), not_(self.none))


@dataclass(frozen=True)
class Truth:
    """A condition, null if unknown; its mask. `blame` None says that it never is unknown."""

    truth: Sql
    blame: Sql | None = None

    @property
    def unknown(self) -> Sql:
        """Return the condition that this one is unknown."""
        return FALSE if self.blame is None else is_null(self.truth)


@dataclass(frozen=True)
class Bit:
    """What a bit of a mask stands for: `text`, or `model:id.text` of the subject's row."""

    kind: str
    text: str
    model: str = ""
    id: Sql | None = None


@dataclass(frozen=True)
class Record:
    """A record: its id, its columns, and the bit of a field of which only `text` is to be said."""

    id: Cell
    column: Callable[[str], Sql]
    bit: Bit


@dataclass(frozen=True)
class Decided:
    """A decision as the statements after it read it."""

    cell: Cell
    taken: Sql
    certain: Sql
    blame: Sql


@dataclass
class Compiler:
    """What is the same for a subject's statements; `bits` are numbered as they are needed."""

    plan: n.Plan
    bits: list[Bit] = field(default_factory=list)
    decided: dict[str, Decided] = field(default_factory=dict)
    aggregates: dict[Any, Aggregate] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)

    def mask(self, bit: Bit) -> Sql:
        """Return the mask with one bit."""
        if bit not in self.bits:
            self.bits.append(bit)
        if len(self.bits) > BITS:
            raise CannotSay(f"more than {BITS} things to ask for")
        return exp.Literal.number(1 << self.bits.index(bit))

    def table(self, model: str) -> exp.Table:
        """Return the table of a model, and note that it is read."""
        self.tables.add(model)
        return exp.to_table(model)


@dataclass(frozen=True)
class Scope:
    """Where an expression is worked out: in which rows, in which pass, for which element."""

    compiler: Compiler
    frame: Frame
    element: Record | None = None
    certainty_pass: bool = False

    def cell(self, node: n.Expr) -> Cell:
        """Return a value; one that doesn't depend on the element is worked out outside."""
        if isinstance(node, CONDITIONS):
            found = self.truth(node)
            return Cell(found.truth, FALSE, found.blame)
        if self._is_outside(node):
            outer = self.outside().cell(node)
            return Cell(self._in(outer.value), self._in(outer.none), self._in_mask(outer.blame))
        found_here: Cell = self._once(node, VALUES, _put_cell)
        return found_here

    def truth(self, node: n.Expr) -> Truth:
        """Return a condition; one that doesn't depend on the element is worked out outside."""
        if self._is_outside(node):
            outer = self.outside().truth(node)
            return Truth(self._in(outer.truth), self._in_mask(outer.blame))
        found: Truth = self._once(node, TRUTHS, _put_truth)
        return found

    def record(self, node: n.Expr) -> Record:
        """Return a record."""
        found: Record = self._once(("record", node), RECORDS, lambda record, _: record)
        return found

    def outside(self) -> Scope:
        """Return the scope around the aggregate."""
        assert self.frame.outer is not None
        return Scope(self.compiler, self.frame.outer, None, self.certainty_pass)

    def _is_outside(self, node: n.Expr) -> bool:
        """Whether a part of an aggregate reads of the rows around, and not of the element."""
        kinds = {type(part) for part in parts(node)}
        return self.element is not None and n.Element not in kinds and not kinds.isdisjoint(AROUND)

    def _in(self, sql: Sql) -> Sql:
        return self.frame.import_(sql) if sql.find(exp.Column) else sql

    def _in_mask(self, blame: Sql | None) -> Sql | None:
        return None if blame is None else self._in(blame)

    def _once(self, key: Any, table: Mapping[type, Any], put: Callable[[Any, Frame], Any]) -> Any:
        node = key[1] if isinstance(key, tuple) else key
        memo = self.frame.memo
        if (key, self.certainty_pass) not in memo:
            if type(node) not in table:
                raise CannotSay(type(node).__name__)
            memo[key, self.certainty_pass] = put(table[type(node)](node, self), self.frame)
        return memo[key, self.certainty_pass]


AROUND = {n.Subject, n.Root, n.Ref}


def _put_cell(cell: Cell, frame: Frame) -> Cell:
    blame = None if cell.blame is None else frame.put(cell.blame)
    return Cell(frame.put(cell.value), frame.put(cell.none), blame)


def _put_truth(truth: Truth, frame: Frame) -> Truth:
    return Truth(frame.put(truth.truth), None if truth.blame is None else frame.put(truth.blame))


def parts(node: Any) -> Iterator[Any]:
    """Yield a part of a plan and all that it is made of."""
    if isinstance(node, tuple):
        for one in node:
            yield from parts(one)
    elif isinstance(node, n.Expr | n.Source | n.Row | n.Series):
        yield node
        for one in fields(node):
            yield from parts(getattr(node, one.name))


# Records -----------------------------------------------------------------------------------


def base_record(node: n.Subject | n.Root, scope: Scope) -> Record:
    """The row itself, or a root: the one above it, or the one store."""
    scope.compiler.table(node.model)

    def column(name: str) -> Sql:
        return scope.frame.project(exp.column(name, table=node.model), 0)

    return Record(Cell(column("id")), column, Bit("field", "", node.model, column("id")))


def element_record(_: n.Element, scope: Scope) -> Record:
    """The element that is looked at."""
    assert scope.element is not None
    return scope.element


def followed_record(node: n.Follow, scope: Scope) -> Record:
    """The record that a reference leads to, joined by its root and id."""
    reference = scope.cell(node.reference)
    frame, root = scope.frame, scope.compiler.plan.schema.root_of(node.model)
    level = frame.level_of(reference.value) + 1
    scope.compiler.table(node.model)

    def on(alias: str) -> Sql:
        is_it = exp.column("id", alias).eq(reference.value)
        in_file = exp.column(f"_{root}", alias).eq(_root_id(scope)) if root != "store" else TRUE
        return all_of(is_it, in_file)

    alias = frame.join(node.model, on, level)

    def column(name: str) -> Sql:
        return frame.project(exp.column(name, table=alias), level)

    gone = all_of(not_(is_null(reference.value)), is_null(column("id")))
    identity = Cell(column("id"), frame.put(any_of(reference.none, gone)), reference.blame)
    return Record(identity, column, _bit_of_followed(node, identity, scope))


def _root_id(scope: Scope) -> Sql:
    if scope.element is not None:
        return scope.element.column("_customer")
    return base_record(n.Root("customer", Reference("customer")), scope).id.value


def _bit_of_followed(node: n.Follow, identity: Cell, scope: Scope) -> Bit:
    """Return how its fields are asked for: by its id, or in an aggregate from the element on."""
    if scope.element is None:
        return Bit("field", "", node.model, identity.value)
    if not isinstance(node.reference, n.Field):
        raise CannotSay("a record that an element leads to by more than a field")
    before = scope.record(node.reference.of).bit
    return replace(before, text=f"{before.text}{node.reference.name}.")


def stored_field(node: n.Field, scope: Scope) -> Cell:
    """A stored field, and what its absence means."""
    record = scope.record(node.of)
    of, stored = record.id, record.column(node.name)
    absent = all_of(not_(is_null(of.value)), is_null(stored))
    if of.none == FALSE and of.blame is None:
        absent = is_null(stored)
    if node.absence is Absence.NONE:
        return Cell(stored, any_of(of.none, absent), of.blame)
    if node.absence is not Absence.UNKNOWN:
        return Cell(stored, of.none, of.blame)
    return Cell(stored, of.none, united(of.blame, masked(absent, _ask_for(node, scope))))


def _ask_for(node: n.Field, scope: Scope) -> Sql:
    bit = scope.record(node.of).bit
    return scope.compiler.mask(replace(bit, text=bit.text + node.name))


# Aggregates --------------------------------------------------------------------------------


def grouped(source: n.Source, reads: tuple[n.Expr, ...], scope: Scope) -> Aggregate:
    """Return the aggregate over a list; those that read the same of the rows around share one.

    If it reads nothing of them, the list is grouped by its owner alone, before any join.
    """
    if scope.element is not None:
        raise CannotSay("an aggregate in an aggregate")
    around = {type(part) for part in parts(reads)} & AROUND
    ids_alone = around <= {n.Subject} and not any(
        isinstance(part, n.Field) and isinstance(part.of, n.Subject) for part in parts(reads)
    )
    shared = source.of, source.name, bool(around)
    key = (shared if ids_alone else source, scope.certainty_pass)
    aggregates = scope.compiler.aggregates
    if key not in aggregates:
        name = f"{source.model}s{len(aggregates)}"
        aggregates[key] = _aggregate(name, source, bool(around), scope)
    return aggregates[key]


def _aggregate(name: str, source: n.Source, around: bool, scope: Scope) -> Aggregate:
    if not isinstance(source.of, n.Root | n.Subject):
        raise CannotSay(f"a list of {type(source.of).__name__}")
    of = scope.record(source.of)
    owner = [(f"_{source.of.model}", of.id.value)]
    if isinstance(source.of, n.Subject):
        owner.insert(0, ("_customer", _root_id(scope)))
    rows = exp.select().from_(scope.compiler.table(source.model).as_("c"))
    on = all_of(*(exp.column(key, "c").eq(exp.column(own.name, "o")) for key, own in owner))
    frame = Frame(f"{name}_element", rows, scope.frame, on)

    def column(field_name: str) -> Sql:
        return frame.project(exp.column(field_name, table="c"), 0)

    element = Record(Cell(column("id")), column, replace(of.bit, text=f"{source.name}."))
    inner = replace(scope, frame=frame, element=element)
    if not around:
        return Aggregate(
            name, inner, tuple(column(key) for key, _ in owner), tuple(own for _, own in owner)
        )
    keys = (_root_id(scope), scope.record(n.Subject(SUBJECT, Reference(SUBJECT))).id.value)
    return Aggregate(name, inner, tuple(frame.import_(key) for key in keys), keys)


def _where(source: n.Source, elements: Scope) -> Truth:
    return Truth(TRUE) if source.where is None else elements.truth(source.where)


def _surely(source: n.Source, elements: Scope) -> Sql:
    """Return the condition of a list's elements, which must never be unknown."""
    where = _where(source, elements)
    if where.blame is not None:
        raise CannotSay("elements in doubt, of which only those count that beat the best")
    return where.truth


def _filtered(aggregate: Sql, condition: Sql) -> Sql:
    if condition == TRUE:
        return aggregate
    return exp.Filter(this=aggregate, expression=exp.Where(this=condition))


def _or_else(value: Sql, default: Sql) -> Sql:
    return exp.Coalesce(this=value, expressions=[default])


def any_(node: n.Exists, scope: Scope) -> Truth:
    """`or` over the elements: true of any, else unknown of any."""
    group = grouped(node.source, (node.source.where,) if node.source.where else (), scope)
    where = _where(node.source, group.elements)
    true = group.column(exp.LogicalOr(this=where.truth))
    names = [true]
    if where.blame is not None:
        names.append(group.column(exp.LogicalOr(this=where.unknown)))
        names.append(group.column(exp.BitwiseOrAgg(this=where.blame)))
    read = group.joined(scope.frame)
    is_true, *rest = (read(name) for name in names)
    if not rest:
        return Truth(_or_else(is_true, FALSE))
    unknown, blame = rest
    truth = scope.frame.put(case([(is_true, TRUE), (unknown, constant(None, YesNo()))], FALSE))
    return Truth(truth, masked(is_null(truth), blame))


def count(node: n.Count, scope: Scope) -> Cell:
    """How many elements count."""
    group = grouped(node.source, (node.source.where,) if node.source.where else (), scope)
    name = group.column(exp.CountIf(this=_surely(node.source, group.elements)))
    return Cell(_or_else(group.joined(scope.frame)(name), ZERO))


def best(node: n.Best, scope: Scope) -> Cell:
    """The greatest or least value."""
    reads = (node.value, *((node.source.where,) if node.source.where else ()))
    group = grouped(node.source, reads, scope)
    where, value = _surely(node.source, group.elements), group.elements.cell(node.value)
    if value.blame is not None:
        raise CannotSay("the best of values that may be missing")
    most = (exp.Max if node.greatest else exp.Min)(this=value.value)
    found = group.joined(scope.frame)(group.column(_filtered(most, where)))
    return Cell(found, is_null(found))


def best_record(node: n.BestRecord, scope: Scope) -> Record:
    """The element with the greatest (value, id), all that is read of it carried along.

    For the least value the distance to a far day stands in its place, so that of several the
    greatest id still wins.
    """
    reads = (node.value, *((node.source.where,) if node.source.where else ()))
    group = grouped(node.source, reads, scope)
    elements, frame = group.elements, scope.frame
    where, value = _surely(node.source, elements), elements.cell(node.value)
    key = value.value if node.greatest else minus(_far(node.value.type), value.value)
    carried = exp.Struct(expressions=[])
    _carry(carried, "_key", key)
    _carry(carried, "id", elements.record(_element_of(node)).id.value)
    name = group.column(_filtered(exp.Max(this=carried), all_of(where, not_(is_null(value.value)))))
    lost = group.column(exp.LogicalOr(this=all_of(where, value.missing)))
    asked = group.column(exp.BitwiseOrAgg(this=masked(where, value.blame) or ZERO))
    read = group.joined(frame)
    missing = FALSE if value.blame is None else frame.put(_or_else(read(lost), FALSE))

    def column(field_name: str) -> Sql:
        held = group.columns[name].find(exp.Struct)
        assert held is not None
        _carry(held, field_name, elements.record(_element_of(node)).column(field_name))
        stored = exp.Dot(this=read(name), expression=exp.to_identifier(field_name))
        return frame.put(case([(missing, exp.null())], stored))

    identity = Cell(
        column("id"),
        frame.put(all_of(is_null(column("id")), not_(missing))),
        None if value.blame is None else frame.put(_or_else(read(asked), ZERO)),
    )
    return Record(identity, column, Bit("field", "", node.source.model, identity.value))


def _element_of(node: n.BestRecord) -> n.Element:
    source = node.source
    return n.Element(source.variable, source.model, Reference(source.model))


def _far(kind: Type) -> Sql:
    return constant(FAR if isinstance(kind, Moment) else FAR.date(), kind)


def _carry(struct: exp.Struct, name: str, sql: Sql) -> None:
    entry = exp.PropertyEQ(this=exp.to_identifier(name), expression=sql)
    if name not in {one.name for one in struct.expressions}:
        struct.append("expressions", entry)


# Values ------------------------------------------------------------------------------------


def strict(value: Sql, *operands: Cell) -> Cell:
    """Return an operation that is none if an operand is, else missing if one is."""
    none = any_of(*(operand.none for operand in operands))
    blame = united(*(operand.blame for operand in operands))
    return Cell(value, none, None if blame is None else case([(none, ZERO)], blame))


def parameter(node: n.Parameter, scope: Scope) -> Cell:
    """The value in force: a constant, or `CASE` over the keys."""
    table = scope.compiler.plan.parameters[node.name]
    keys = [scope.cell(key) for key in node.keys]
    rows = [
        (all_of(*(same(key.value, exp.convert(one)) for key, one in zip(keys, at, strict=True))),
         constant(value, node.type))
        for at, value in _in_force(table)
    ]  # fmt: skip
    value = scope.frame.put(case(rows, constant(None, node.type)))
    absent = all_of(*(not_(is_null(key.value)) for key in keys), is_null(value))
    found = strict(value, *keys)
    if not table.required:
        return Cell(value, any_of(found.none, absent), found.blame)
    if absent == FALSE:
        return found
    bit = scope.compiler.mask(Bit("parameter", node.name))
    return Cell(value, found.none, united(found.blame, masked(absent, bit)))


def _in_force(table: n.ParameterTable) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for keys, values in table.values.items():
        there = [
            one.value
            for one in values
            if (one.first_on or date.min) <= NOW.date() <= (one.last_on or date.max)
        ]
        if there:
            yield keys, there[-1]


def ask(node: n.Ask, scope: Scope) -> Cell:
    """Missing, blamed on fields."""
    asked = [
        masked(not_(is_null(scope.record(one.of).id.value)), _ask_for(one, scope))
        for one in node.fields
    ]
    others = [scope.record(one.of).id.blame for one in node.fields]
    return Cell(constant(None, node.type), FALSE, united(*asked, *others) or ZERO)


def reference(node: n.Ref, scope: Scope) -> Cell:
    """A decision for the same row; in the certainty pass missing unless it is certain."""
    if not isinstance(node.of, n.Subject):
        raise CannotSay("a decision of another record")
    made = scope.compiler.decided.get(node.decision)
    if made is None:
        raise CannotSay(f"what reads {node.decision}")
    if not scope.certainty_pass or made.certain == TRUE:
        return made.cell
    return Cell(
        case([(made.certain, made.cell.value)], constant(None, node.type)),
        all_of(made.certain, made.cell.none),
        masked(not_(made.certain), made.blame),
    )


UNITS = {Family.DAYS: "DAY", Family.MONTHS: "MONTH", Family.ELAPSED: "SECOND"}


def shift(node: n.Shift, scope: Scope) -> Cell:
    """A day or moment moved; moments by way of the clock's table, working days by theirs."""
    assert isinstance(node.amount.type, Duration)
    start, amount, family = scope.cell(node.start), scope.cell(node.amount), node.amount.type.family
    many = amount.value if node.forward else exp.Neg(this=exp.paren(amount.value))
    if family is Family.WORKING_DAYS:
        return _working_days_on(node, start, strict(many, amount), scope)
    on_clock = isinstance(node.type, Moment)
    if family is Family.ELAPSED:
        return strict(_elapsed(start.value, many, scope.frame), start, amount)
    moved = exp.cast(plus(start.value, times(many, UNITS[family])), sql_type(node.type))
    return strict(_settled(moved, scope.frame) if on_clock else moved, start, amount)


def _lookup(frame: Frame, table: str, on: Callable[[str], Sql], reads: Sql) -> Callable[[str], Sql]:
    """Join a table of the calendar or clock and return what reads its columns."""
    level = frame.level_of(reads) + 1
    alias = frame.join(table, on, level)
    return lambda name: frame.project(exp.column(name, table=alias), level)


def _settled(moment: Sql, frame: Frame) -> Sql:
    """Return a wall clock time, moved on by the gap if it is skipped."""
    shown = frame.put(moment)
    clock = _lookup(frame, "wall_clock", partial(between, shown), shown)
    return frame.put(plus(shown, times(clock("gap"), "SECOND")))


def _elapsed(start: Sql, seconds: Sql, frame: Frame) -> Sql:
    """Return a wall clock time so many seconds of elapsed time later."""
    shown = frame.put(start)
    clock = _lookup(frame, "wall_clock", partial(between, shown), shown)
    ahead = times(minus(clock("gap"), clock("ahead")), "SECOND")
    instant = frame.put(plus(plus(shown, ahead), times(seconds, "SECOND")))
    later = _lookup(frame, "universal_time", partial(between, instant), instant)
    return frame.put(plus(instant, times(later("ahead"), "SECOND")))


def _working_days_on(node: n.Shift, start: Cell, amount: Cell, scope: Scope) -> Cell:
    """Look up the day's place among the working days, and the day so many places on."""
    frame = scope.frame
    day, many = frame.put(exp.cast(start.value, "DATE")), amount.value
    if isinstance(node.type, Moment):
        raise CannotSay("a moment moved by working days")
    place = _lookup(frame, "calendar", lambda a: exp.column("day", a).eq(day), day)
    forward = exp.GT(this=many, expression=ZERO)
    ordinal = frame.put(
        case(
            [(forward, minus(plus(place("until"), many), exp.Literal.number(1)))],
            plus(place("before"), many),
        )
    )
    on = _lookup(frame, "working_day", lambda a: exp.column("ordinal", a).eq(ordinal), ordinal)
    moved = frame.put(case([(exp.EQ(this=many, expression=ZERO), day)], on("day")))
    found = strict(moved, start, amount)
    known = all_of(not_(is_null(start.value)), not_(is_null(many)))
    bit = scope.compiler.mask(Bit(CALENDAR.kind, CALENDAR.text))
    return replace(found, blame=united(found.blame, masked(all_of(known, is_null(moved)), bit)))


def otherwise(node: n.Else, scope: Scope) -> Cell:
    """The first if it is known, else the second."""
    first, second = scope.cell(node.first), scope.cell(node.second)
    value = scope.frame.put(_or_else(first.value, second.value))
    none = all_of(is_null(first.value), second.none)
    if second.blame is None:
        return Cell(value, none)
    lost = all_of(is_null(first.value), second.missing)
    return Cell(value, none, masked(lost, united(first.blame, second.blame)))


def pick(node: n.Pick, scope: Scope) -> Cell:
    """The least or greatest of what is known: both engines leave nulls out."""
    items = [scope.cell(item) for item in node.items]
    best_of = exp.Greatest if node.greatest else exp.Least
    first, *others = (item.value for item in items)
    value = scope.frame.put(best_of(this=first, expressions=others))
    blame = united(*(item.blame for item in items))
    if blame is None:
        return Cell(value, is_null(value))
    lost = all_of(is_null(value), any_of(*(item.missing for item in items)))
    return Cell(value, all_of(is_null(value), not_(lost)), masked(lost, blame))


def cases(node: n.Case, scope: Scope) -> Cell:
    """The value of the first row that holds; SQL's own `CASE` passes unknown rows over."""
    rows = [(scope.truth(condition).truth, scope.cell(value)) for condition, value in node.rows]
    last = scope.cell(node.otherwise or n.NoValue(node.type))
    return _chosen(rows, last)


def _chosen(rows: Sequence[tuple[Sql, Cell]], last: Cell) -> Cell:
    value = case([(truth, cell.value) for truth, cell in rows], last.value)
    none = case([(truth, cell.none) for truth, cell in rows], last.none)
    if all(cell.none == FALSE for _, cell in rows) and last.none == FALSE:
        none = FALSE
    if all(cell.blame is None for _, cell in rows) and last.blame is None:
        return Cell(value, none)
    return Cell(
        value, none, case([(truth, cell.blame or ZERO) for truth, cell in rows], last.blame or ZERO)
    )


def _record_name(model: Sql, record: Sql) -> Sql:
    return exp.DPipe(this=exp.DPipe(this=model, expression=exp.convert(":")), expression=record)


FUNCTIONS = {"record_name": _record_name}
"""What a plugin would have to say of its functions beside the Python."""


def call(node: n.Call, scope: Scope) -> Cell:
    """A plugin's function, if there is SQL for it."""
    if node.function not in FUNCTIONS:
        raise CannotSay(f"the function {node.function}")
    arguments = [scope.cell(argument) for argument in node.arguments]
    return strict(FUNCTIONS[node.function](*(one.value for one in arguments)), *arguments)


def _record_as_value(node: n.Expr, scope: Scope) -> Cell:
    return scope.record(node).id


def _day_of(node: n.DayOf, scope: Scope) -> Cell:
    moment = scope.cell(node.moment)
    return strict(exp.cast(moment.value, "DATE"), moment)


RECORDS: dict[type, Callable[[Any, Scope], Record]] = {
    n.Subject: base_record,
    n.Root: base_record,
    n.Element: element_record,
    n.Follow: followed_record,
    n.BestRecord: best_record,
}

VALUES: dict[type, Callable[[Any, Scope], Cell]] = {
    **dict.fromkeys(RECORDS, _record_as_value),
    n.Const: lambda node, _: Cell(constant(node.value, node.type)),
    n.NoValue: lambda node, _: Cell(constant(None, node.type), TRUE),
    n.Today: lambda node, _: Cell(constant(NOW.date(), node.type)),
    n.Now: lambda node, _: Cell(constant(NOW, node.type)),
    n.Parameter: parameter,
    n.Field: stored_field,
    n.Ask: ask,
    n.Ref: reference,
    n.Shift: shift,
    n.DayOf: _day_of,
    n.Else: otherwise,
    n.Pick: pick,
    n.Case: cases,
    n.Call: call,
    n.Count: count,
    n.Best: best,
}


# Conditions --------------------------------------------------------------------------------


def atom(scope: Scope, holds: Sql, *operands: Cell) -> Truth:
    """Return a condition that is false if an operand is none, else null if one is missing."""
    none = any_of(*(operand.none for operand in operands))
    truth = scope.frame.put(case([(none, FALSE)], holds))
    blame = united(*(operand.blame for operand in operands))
    return Truth(truth, masked(is_null(truth), blame))


RELATIONS: dict[n.Relation, type[exp.Binary]] = {
    n.Relation.EQUAL: exp.EQ,
    n.Relation.LESS: exp.LT,
    n.Relation.AT_MOST: exp.LTE,
    n.Relation.MORE: exp.GT,
    n.Relation.AT_LEAST: exp.GTE,
}


def compare(node: n.Compare, scope: Scope) -> Truth:
    """Whether two values stand in a relation; symbols by their rank."""
    left, right = scope.cell(node.left), scope.cell(node.right)
    sides = [left.value, right.value]
    if node.relation is not n.Relation.EQUAL:
        sides = [_ranked(side, node.left.type) for side in sides]
    return atom(scope, RELATIONS[node.relation](this=sides[0], expression=sides[1]), left, right)


def _ranked(value: Sql, kind: Type) -> Sql:
    if not isinstance(kind, Symbol):
        return value
    step = -1 if kind.order is Order.LEVELS else 1
    rows = [(exp.convert(name), step * place) for place, name in enumerate(kind.values)]
    unlisted = exp.convert(step * len(kind.values))
    known = case([(value.eq(name), exp.convert(rank)) for name, rank in rows], unlisted)
    return case([(is_null(value), constant(None, Whole()))], known)


def among(node: n.Among, scope: Scope) -> Truth:
    """Whether a value is one of several; options that are none are left out."""
    item, options = scope.cell(node.item), [scope.cell(option) for option in node.options]
    if any(option.none != FALSE for option in options):
        raise CannotSay("an option that may be none")
    listed = exp.In(this=item.value, expressions=[option.value for option in options])
    return atom(scope, listed, item, *options)


def within(node: n.Within, scope: Scope) -> Truth:
    """Whether a value lies between two others."""
    cells = [scope.cell(side) for side in (node.item, node.low, node.high)]
    item, low, high = (_ranked(cell.value, node.item.type) for cell in cells)
    return atom(scope, exp.Between(this=item, low=low, high=high), *cells)


def has(node: n.Has, scope: Scope) -> Truth:
    """Whether a list of plain values holds one."""
    items, item = scope.cell(node.items), scope.cell(node.item)
    return atom(scope, exp.ArrayContains(this=items.value, expression=item.value), items, item)


def truth_of(node: n.Truth, scope: Scope) -> Truth:
    """Whether a yes/no value is yes."""
    value = scope.cell(node.value)
    return atom(scope, value.value, value)


def is_known(node: n.IsKnown, scope: Scope) -> Truth:
    """Whether a value is known."""
    return Truth(not_(is_null(scope.cell(node.value).value)))


def there_is(node: n.ThereIs, scope: Scope) -> Truth:
    """Whether there is a value, be it known or not."""
    return Truth(not_(scope.cell(node.value).none))


def holds(node: n.Holds, scope: Scope) -> Truth:
    """Whether a condition is true, unknown counting as not."""
    return Truth(_or_else(scope.truth(node.condition).truth, FALSE))


def negated(node: n.Not, scope: Scope) -> Truth:
    """Kleene's not, which is SQL's."""
    inner = scope.truth(node.condition)
    return Truth(not_(inner.truth), inner.blame)


def _combined(scope: Scope, truth: Sql, truths: Iterable[Truth]) -> Truth:
    found = scope.frame.put(truth)
    return Truth(found, masked(is_null(found), united(*(one.blame for one in truths))))


def conjunction(node: n.And, scope: Scope) -> Truth:
    """Kleene's and, which is SQL's."""
    truths = [scope.truth(condition) for condition in node.conditions]
    return _combined(scope, all_of(*(one.truth for one in truths)), truths)


def disjunction(node: n.Or, scope: Scope) -> Truth:
    """Kleene's or, which is SQL's."""
    truths = [scope.truth(condition) for condition in node.conditions]
    return _combined(scope, any_of(*(one.truth for one in truths)), truths)


def at_least(node: n.AtLeast, scope: Scope) -> Truth:
    """Whether enough are true, whatever the unknown ones turn out to be."""
    truths = [scope.truth(condition) for condition in node.conditions]
    true, possible = (_number(truths, unknown) for unknown in (ZERO, exp.convert(1)))
    least = exp.convert(node.number)
    rows: list[tuple[Sql, Sql]] = [
        (exp.GTE(this=true, expression=least), TRUE),
        (exp.LT(this=possible, expression=least), FALSE),
    ]
    return _combined(scope, case(rows, constant(None, YesNo())), truths)


def _number(truths: Iterable[Truth], unknown: Sql) -> Sql:
    one = exp.convert(1)
    flags = [case([(t.truth, one), (t.unknown, unknown)], ZERO) for t in truths]
    total: Sql = ZERO
    for flag in flags:
        total = plus(total, flag)
    return exp.paren(total)


TRUTHS: dict[type, Callable[[Any, Scope], Truth]] = {
    n.Compare: compare,
    n.Among: among,
    n.Within: within,
    n.Has: has,
    n.Truth: truth_of,
    n.IsKnown: is_known,
    n.ThereIs: there_is,
    n.Holds: holds,
    n.Not: negated,
    n.And: conjunction,
    n.Or: disjunction,
    n.AtLeast: at_least,
    n.Exists: any_,
}
CONDITIONS = (*TRUTHS, n.Every)


# Statements --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pass:
    """One evaluation of a decision's rows."""

    cell: Cell
    taken: Sql
    settled: Sql
    blame: Sql


def decide(decision: n.Decision, scope: Scope) -> Decided:
    """Return a decision; what reads an uncertain one is worked out in two passes."""
    first = _run(decision, scope)
    read = [scope.compiler.decided[ref.decision] for ref in _refs(decision)]
    doubts = [one for one in read if one.certain != TRUE]
    if not doubts:
        return Decided(first.cell, first.taken, first.settled, _uncertain(first, first.settled))
    frame = scope.frame
    second = _run(decision, replace(scope, certainty_pass=True))
    taken_again = exp.NullSafeEQ(this=first.taken, expression=second.taken)
    confirmed = frame.put(all_of(second.settled, taken_again))
    certain = frame.put(all_of(first.settled, confirmed))
    in_doubt = united(*(masked(not_(one.certain), one.blame) for one in doubts)) or ZERO
    silent = all_of(exp.EQ(this=second.blame, expression=ZERO), not_(confirmed))
    asked = united(first.blame, case([(silent, in_doubt)], second.blame)) or ZERO
    return Decided(first.cell, first.taken, certain, frame.put(case([(certain, ZERO)], asked)))


def _uncertain(made: Pass, certain: Sql) -> Sql:
    return case([(certain, ZERO)], made.blame)


def _refs(decision: n.Decision) -> Iterator[n.Ref]:
    for part in parts((decision.rows, decision.fallback)):
        if isinstance(part, n.Ref):
            yield part


def _run(decision: n.Decision, scope: Scope) -> Pass:
    """Work out the rows as columns, then the first that is true, as its number from 0."""
    if decision.hit is not n.HitPolicy.FIRST:
        raise CannotSay(f"hit policy {decision.hit.value}")
    frame = scope.frame
    truths = [scope.truth(row.condition) if row.condition else Truth(TRUE) for row in decision.rows]
    numbers = [exp.convert(index) for index in range(len(truths))]
    rows = list(zip((one.truth for one in truths), numbers, strict=True))
    taken = frame.put(case(rows, constant(None, Whole())))
    values = [scope.cell(row.value) for row in decision.rows]
    chosen = list(zip((one.truth for one in truths), values, strict=True))
    cell = _put_cell(_chosen(chosen, scope.cell(decision.fallback)), frame)
    judged = [any_of(is_null(taken), exp.GT(this=taken, expression=one)) for one in numbers]
    pairs = list(zip(judged, truths, strict=True))
    unknown = any_of(*(all_of(there, one.unknown) for there, one in pairs))
    blames = [masked(there, one.blame) for there, one in pairs]
    settled = frame.put(all_of(not_(unknown), not_(cell.missing)))
    return Pass(cell, taken, settled, frame.put(united(*blames, cell.blame) or ZERO))


def emission_columns(emission: n.Emission, scope: Scope) -> dict[str, Sql]:
    """Return whether something is emitted, its fields and occurrence, and its blame."""
    if emission.per is not None:
        raise CannotSay("a series")
    condition = scope.truth(emission.condition)
    cells = {name: scope.cell(node) for name, node in emission.fields}
    if emission.occurrence is not None:
        cells["occurrence"] = scope.cell(emission.occurrence)
    asks = [scope.cell(node).blame for node in emission.asks]
    asked = united(*(cells[name].blame for name in emission.blamed), *asks)
    rows = [(condition.truth, asked or ZERO), (condition.unknown, condition.blame or ZERO)]
    return {
        f"{emission.name}|emitted": _or_else(condition.truth, FALSE),
        f"{emission.name}|blame": case(rows, ZERO),
        **{f"{emission.name}|{name}": cell.value for name, cell in cells.items()},
    }


def decision_columns(name: str, made: Decided) -> dict[str, Sql]:
    """Return what is compared of a decision."""
    return {
        f"{name}|value": made.cell.value,
        f"{name}|none": made.cell.none,
        f"{name}|row": made.taken,
        f"{name}|certain": made.certain,
        f"{name}|blame": made.blame,
    }


@dataclass(frozen=True)
class Compiled:
    """A query with one row a subject, the bits of its masks, and the tables that it reads."""

    query: exp.Select
    bits: tuple[Bit, ...]
    tables: frozenset[str]


def compile_plan(plan: n.Plan, subject: str) -> Compiled:
    """Return the query of all decisions and emissions of a subject.

    Raises:
        CannotSay: something of it is more than the spike can say.
    """
    compiler = Compiler(plan)
    frame = Frame(subject, _base(subject, compiler))
    scope = Scope(compiler, frame)
    columns = {"file": _root_id(scope)}
    columns["id"] = scope.record(n.Subject(subject, Reference(subject))).id.value
    for decision in plan.decisions:
        made = decide(decision, scope)
        compiler.decided[decision.name] = made
        columns |= decision_columns(decision.name, made)
    for emission in plan.emissions:
        columns |= emission_columns(emission, scope)
    columns |= {f"bit|{i}": bit.id for i, bit in enumerate(compiler.bits) if bit.id is not None}
    query = exp.select(*(exp.alias_(sql, name, quoted=True) for name, sql in columns.items()))
    query = query.from_(exp.to_table(frame.last).as_("p"))
    for name, step in frame.queries():
        query = query.with_(name, as_=step)
    return Compiled(query, tuple(compiler.bits), frozenset(compiler.tables))


def _base(subject: str, compiler: Compiler) -> exp.Select:
    above = exp.column("id", "customer").eq(exp.column("_customer", subject))
    rows = exp.select().from_(compiler.table(subject))
    return rows.join(compiler.table("customer"), on=above).join(
        compiler.table("store"), join_type="cross"
    )


# The plan and the facts --------------------------------------------------------------------


def real_plan(registry: Registry) -> n.Plan:
    """Return the plan of the pack `demo_store`."""
    text, _ = read_pack(Path("rules/demo_store"))
    plan = resolve(text, registry.library(), registry.vocabulary, zone=ZONE).plan
    assert plan is not None
    return plan


def narrowed(plan: n.Plan, wanted: Iterable[str]) -> n.Plan:
    """Return a plan of some statements alone, with the decisions that they read."""
    emissions = tuple(one for one in plan.emissions if one.name in wanted)
    read = {*wanted, *_names_read([(e.condition, e.fields, e.occurrence) for e in emissions])}
    for decision in reversed(plan.decisions):
        if decision.name in read:
            read |= {ref.decision for ref in _refs(decision)}
    decisions = tuple(one for one in plan.decisions if one.name in read)
    return replace(plan, decisions=decisions, emissions=emissions)


def _names_read(nodes: Any) -> set[str]:
    if isinstance(nodes, n.Ref):
        return {nodes.decision}
    return {part.decision for part in parts(tuple(_flat(nodes))) if isinstance(part, n.Ref)}


def _flat(nodes: Any) -> Iterator[Any]:
    for one in nodes:
        yield from _flat(one) if isinstance(one, tuple | list) else [one]


def probes(plan: n.Plan) -> tuple[n.Decision, ...]:
    """Return decisions for what `grade` and `follow_up` don't use, or hardly ever meet.

    Calendars, clocks and ties; a link that leads nowhere; none beside missing; a row that turns
    with the certainty of what it reads, and blames nothing itself.
    """
    lead = n.Subject(SUBJECT, Reference(SUBJECT))
    opened = n.Field(lead, SUBJECT, "opened_at", Absence.UNKNOWN, Moment())
    expected = n.Field(lead, SUBJECT, "expected_purchase_on", Absence.UNKNOWN, Day())
    element = n.Element(900, "contact", Reference("contact"))
    at = n.Field(element, "contact", "at", Absence.UNKNOWN, Moment())
    contacts = n.Root("customer", Reference("customer"))
    source = n.Source(900, contacts, "contacts", "contact", None)

    def moved(start: n.Expr, amount: int, family: Family, kind: Type) -> n.Expr:
        forward = amount > 0
        return n.Shift(start, n.Const(abs(amount), Duration(family)), forward, kind)

    seller = n.Field(lead, SUBJECT, "salesperson", Absence.UNKNOWN, Reference("staff"))
    person = n.Follow(seller, "staff", Reference("staff"))
    talk = n.Field(lead, SUBJECT, "next_negotiation_on", Absence.NONE, Day())
    grade = next(one for one in plan.decisions if one.name == "grade")
    pace = n.Parameter("contact_every", (n.Ref("grade", lead, grade.type),), Duration(Family.DAYS))
    dated = n.IsKnown(n.Ref("follow_up.due", lead, Day()), YesNo())
    values: dict[str, n.Expr] = {
        "superior": n.Field(person, "staff", "reports_to", Absence.UNKNOWN, Reference("staff")),
        "after_the_talk": n.Shift(talk, pace, True, Day()),
        "five_working_days_on": moved(n.DayOf(opened, Day()), 5, Family.WORKING_DAYS, Day()),
        "three_working_days_back": moved(expected, -3, Family.WORKING_DAYS, Day()),
        "hours_on": moved(opened, 30 * 3600, Family.ELAPSED, Moment()),
        "days_on": moved(opened, 4, Family.DAYS, Moment()),
        "a_month_on": moved(expected, 1, Family.MONTHS, Day()),
        "first_contact": n.BestRecord(source, at, False, Reference("contact")),
        "last_contact": n.BestRecord(source, at, True, Reference("contact")),
    }
    place = Place("probe", 1)
    rows: dict[str, tuple[n.Row, ...]] = {
        name: (n.Row(None, value, place),) for name, value in values.items()
    }
    rows["has_due"] = (
        n.Row(dated, n.Const("yes", Text()), place),
        n.Row(None, n.Const("no", Text()), place),
    )
    return tuple(_probe(name, of, place) for name, of in rows.items())


def _probe(name: str, rows: tuple[n.Row, ...], place: Place) -> n.Decision:
    kind = rows[0].value.type
    nothing = n.NoValue(kind)
    return n.Decision(name, SUBJECT, n.HitPolicy.FIRST, rows, nothing, kind, False, place)


CRITERIA = (
    "purchase_time_vague", "model_chosen", "payment_and_delivery_given", "instalment_in_progress",
    "trade_in_in_progress", "payment_and_delivery_discussed", "instalment_discussed",
    "trade_in_help_asked", "conditions_discussed", "purchase_time_set", "came_again",
)  # fmt: skip
CLOCK_CHANGES = (
    "2026-03-25T01:30:00", "2026-03-28T20:30:00", "2026-03-29T01:30:00", "2026-10-24T00:30:00",
    "2026-10-25T01:30:00",
)  # fmt: skip
"""Around the hour that is skipped in March, and the one that comes twice in October."""
SALESPERSONS = ("S04", "S19", "S01", "S99")
"""Under the sales manager, under somebody else, under nobody, and not there."""


def roughen(customer: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Return a customer with more of what is rare: ties, bounds, absent fields, clock changes."""
    for lead in customer.get("leads", ()):
        _roughen_lead(lead, chance)
        if chance.random() < 0.1:
            waiver = {"id": f"w-{lead['id']}", "of": f"{SUBJECT}:{lead['id']}"}
            waiver |= {"task": "follow_up"} if chance.random() < 0.7 else {}
            customer.setdefault("waivers", []).append(waiver)
    for order in customer.get("orders", ()):
        _leave_out(order, ("lead",), 0.15, chance)
    for delivery in customer.get("deliveries", ()):
        _leave_out(delivery, ("order", "delivered_at"), 0.15, chance)
    _leave_out(customer, ("salesperson", "preferred_channel"), 0.2, chance)
    contacts = customer.get("contacts", [])
    if contacts and chance.random() < 0.6:
        ends = sorted(contacts, key=lambda one: str(one["at"]))
        for name in ("0-tie", "zz-tie"):
            contacts.append(dict(chance.choice((ends[0], ends[-1])), id=name))
    share = chance.choice((0, 0, 0.1))
    for contact in contacts:
        contact["reached"] = chance.random() < 0.8
        _leave_out(contact, ("at",), share, chance)
    return customer


def _roughen_lead(lead: dict[str, Any], chance: Random) -> None:
    if chance.random() < 0.5:
        lead["status"] = chance.choice(("open", "open", "open", "not_signing_yet", "lost"))
    if chance.random() < 0.3:
        lead["salesperson"] = chance.choice(SALESPERSONS)
    days = chance.choice((-1, 0, 1, 6, 7, 8, 14, 15, 16, 29, 30, 31, 60))
    lead["expected_purchase_on"] = str(NOW.date() + timedelta(days))
    if chance.random() < 0.2:
        lead["opened_at"] = chance.choice(CLOCK_CHANGES)
    for name in CRITERIA:
        lead[name] = chance.random() < 0.5
    _leave_out(lead, CRITERIA, chance.choice((0, 0.2, 0.6)), chance)
    _leave_out(lead, ("expected_purchase_on", "salesperson"), 0.4, chance)
    _leave_out(lead, ("opened_at", "next_negotiation_on"), 0.1, chance)


def _leave_out(record: dict[str, Any], names: Iterable[str], share: float, chance: Random) -> None:
    for name in names:
        if chance.random() < share:
            record.pop(name, None)


_LONG_ID = re.compile(r"\b([A-Z]{1,2})[0-9]+-([0-9]+)\b")
"""An id with its customer's number in it, which is left out: ids then recur in every file."""


def made_facts(registry: Registry, customers: int, seed: int) -> list[Facts]:
    """Return the facts of so many customers, the even ones as the demonstration has them."""
    chance = Random(seed)  # noqa: S311 - made-up data
    store_file, files = make_demo(seed, customers)
    store = _read(registry, "store", dict(store_file))
    calendar = registry.working_days(store, FIRST_DAY, LAST_DAY)
    found = []
    for number, file in enumerate(files):
        data = json.loads(_LONG_ID.sub(r"\1-\2", json.dumps(file, default=str)))
        record = _read(registry, "customer", roughen(data, chance) if number % 2 else data)
        found.append(Facts("customer", record, store, NOW, calendar))
    return found


def _read(registry: Registry, root: str, data: dict[str, Any]) -> Any:
    record, problems = registry.records.read(root, data, zone=ZONE, currency="EUR")
    assert record is not None, problems
    return record


# Tables ------------------------------------------------------------------------------------


def write_tables(
    registry: Registry, facts: Sequence[Facts], names: Iterable[str], folder: Path
) -> None:
    """Write the tables of some models, and those of calendar and clock, as Parquet."""
    rows: dict[str, list[Row]] = {name: [] for name in names}
    for record in (facts[0].store, *(one.root for one in facts)):
        for table, row in registry.records.rows(record):
            if table in rows:
                rows[table].append(row)
    models = registry.records.schema.models
    for model in registry.records.tables():
        if model.name in rows:
            own = models[model.name].fields
            kinds = {c.name: own[c.name].type if c.name in own else Text() for c in model.columns}
            _write(model.name, kinds, rows[model.name], folder)
    for name, columns, of_table in (*_calendar_tables(facts[0]), *_clock_tables()):
        _write(name, columns, of_table, folder)


def _write(name: str, kinds: Mapping[str, Type], rows: Iterable[Row], folder: Path) -> None:
    lines = folder / f"{name}.jsonl"
    text = "\n".join(json.dumps(row, default=str) for row in rows)
    lines.write_text(text, "utf-8")
    read = exp.Struct(
        expressions=[
            exp.PropertyEQ(this=exp.to_identifier(column), expression=exp.convert("VARCHAR"))
            for column in kinds
        ]
    ).sql("duckdb")
    columns = (exp.alias_(_typed(column, kind), column) for column, kind in kinds.items())
    query = exp.select(*columns).sql("duckdb", identify=True)
    source = f"read_json('{lines}', columns={read}, format='newline_delimited')"
    target = folder / f"{name}.parquet"
    duckdb.execute(f"COPY ({query} FROM {source}) TO '{target}' (FORMAT parquet)")


def _typed(name: str, kind: Type) -> Sql:
    column: Sql = exp.column(name)
    if isinstance(kind, Many):
        column = exp.cast(column, "JSON")
    return exp.cast(column, sql_type(kind))


Table = tuple[str, Mapping[str, Type], list[Row]]


def _calendar_tables(facts: Facts) -> Iterator[Table]:
    """Yield each day with its place among the working days, and the working days by place."""
    calendar = facts.calendar
    assert calendar is not None
    is_open = set(calendar.days)
    rows: list[Row] = []
    until = 0
    for offset in range((calendar.last - calendar.first).days + 1):
        day = calendar.first + timedelta(offset)
        before, until = until, until + (day in is_open)
        rows.append({"day": day, "before": before, "until": until})
    yield "calendar", {"day": Day(), "before": Whole(), "until": Whole()}, rows
    ordinals: list[Row] = [{"ordinal": at, "day": day} for at, day in enumerate(calendar.days)]
    yield "working_day", {"ordinal": Whole(), "day": Day()}, ordinals


def _clock_tables() -> Iterator[Table]:
    """Yield the stretches of wall clock and of universal time in which the offset is the same."""
    zone, epoch = zone_table(ZONE), datetime(1970, 1, 1)
    ends = [at + ahead for at, ahead in zip(zone.instants, zone.offsets[1:], strict=True)]
    walls = sorted({epoch + wall for wall in (*zone.walls, *ends)})
    rows: list[Row] = []
    for first, last in _stretches(walls):
        settled = settle(first, ZONE)
        ahead = offset_at(settled, ZONE)
        rows.append({"first": first, "last": last, "gap": _s(settled - first), "ahead": _s(ahead)})
    kinds: dict[str, Type] = {"first": Moment(), "last": Moment(), "ahead": Whole()}
    yield "wall_clock", {**kinds, "gap": Whole()}, rows
    instants = _stretches([epoch + instant for instant in zone.instants])
    pairs = zip(instants, zone.offsets, strict=True)
    shown: list[Row] = [{"first": f, "last": e, "ahead": _s(ahead)} for (f, e), ahead in pairs]
    yield "universal_time", kinds, shown


def _stretches(changes: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    bounds = [datetime.combine(date.min, time()), *changes, FAR]
    return [(first, following - timedelta(seconds=1)) for first, following in pairwise(bounds)]


def _s(length: timedelta) -> int:
    return length // timedelta(seconds=1)


# Running and comparing ---------------------------------------------------------------------


def in_duckdb(compiled: Compiled, folder: Path) -> tuple[list[Row], float]:
    """Return the rows of the query, and the seconds it took."""
    connection = duckdb.connect()
    for file in folder.glob("*.parquet"):
        connection.read_parquet(str(file)).create_view(file.stem)
    start = perf_counter()
    result = connection.execute(compiled.query.sql("duckdb", identify=True))
    names = [column[0] for column in result.description or ()]
    rows: list[Row] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return rows, perf_counter() - start


def in_spark(compiled: Compiled, folder: Path) -> tuple[list[Row], float]:
    """Return the rows of the query in Spark on two local cores, and the seconds it took."""
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    for file in folder.glob("*.parquet"):
        session.read.parquet(str(file)).createOrReplaceTempView(file.stem)
    start = perf_counter()
    found = session.sql(compiled.query.sql("spark", identify=True)).collect()
    seconds = perf_counter() - start
    session.stop()
    return [row.asDict() for row in found], seconds


def blames(mask: int, row: Row, bits: Sequence[Bit]) -> frozenset[Blame]:
    """Return what a mask stands for in its row."""
    found = set()
    for index, bit in enumerate(bits):
        if mask >> index & 1:
            text = bit.text if bit.id is None else f"{bit.model}:{row[f'bit|{index}']}.{bit.text}"
            found.add(Blame(bit.kind, text))
    return frozenset(found)


Answers = dict[tuple[str, str], dict[str, Any]]
"""What was found for each subject, by the id of its file and its own."""


def answers_of(rows: Iterable[Row], bits: Sequence[Bit]) -> Answers:
    """Return what an engine found, its masks read."""
    found: Answers = {}
    for row in rows:
        found[row["file"], row["id"]] = {
            name: blames(value, row, bits) if name.endswith("|blame") else value
            for name, value in row.items()
            if name not in ("file", "id") and not name.startswith("bit|")
        }
    return found


def explained(
    plan: n.Plan, facts: Iterable[Facts], functions: Mapping[str, Callable[..., Any]]
) -> Answers:
    """Return what the explainer finds, in the same form."""
    found: Answers = {}
    for one in facts:
        reasons = explain(plan, one, functions=functions)
        for made in reasons.decisions:
            value = made.value
            found.setdefault((one.root.id, made.id), {}).update({
                f"{made.name}|value": _shown(value),
                f"{made.name}|none": isinstance(value, Nothing),
                f"{made.name}|row": made.row,
                f"{made.name}|certain": made.certain,
                f"{made.name}|blame": made.blame,
            })  # fmt: skip
        for considered in reasons.emissions:
            name = considered.name
            cells = {
                f"{name}|emitted": bool(considered.occurrences),
                f"{name}|blame": considered.blame,
            }
            for occurrence in considered.occurrences:
                cells |= {f"{name}|{key}": _shown(value) for key, value in occurrence.fields}
                cells[f"{name}|occurrence"] = occurrence.emitted.occurrence
            found.setdefault((one.root.id, considered.id), {}).update(cells)
    return found


def _shown(value: Any) -> Any:
    """Return what an outcome holds: of a record its id, of none and missing nothing."""
    known = value.value if isinstance(value, Known) else None
    return getattr(known, "id", known)


@dataclass
class Agreement:
    """How many subjects agree, by column, and the first that doesn't."""

    agreed: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    differences: dict[str, str] = field(default_factory=dict)


def agreement(found: Answers, expected: Answers) -> Agreement:
    """Compare what two found, column by column; a field counts where something is emitted."""
    assert found.keys() == expected.keys()
    made = Agreement()
    for subject, cells in expected.items():
        for name, value in cells.items():
            made.compared[name] += 1
            if found[subject][name] == value:
                made.agreed[name] += 1
            else:
                difference = f"{subject}: {found[subject][name]!r}, explained {value!r}"
                made.differences.setdefault(name, difference)
    return made


def main() -> None:
    """Compile, run, compare, and print how far they agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spark", action="store_true", help="run Spark too")
    parser.add_argument("--print", action="store_true", help="print the query for DuckDB")
    chosen = parser.parse_args()
    registry = load_registry()
    plan = narrowed(real_plan(registry), WANTED)
    plan = replace(plan, decisions=(*plan.decisions, *probes(plan)))
    compiled = compile_plan(plan, SUBJECT)
    if chosen.print:
        print(compiled.query.sql("duckdb", identify=True, pretty=True))
    facts = made_facts(registry, chosen.customers, chosen.seed)
    start = perf_counter()
    expected = explained(plan, facts, registry.functions())
    print(f"explainer: {len(expected)} subjects in {perf_counter() - start:.1f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(registry, facts, compiled.tables, folder)
        for engine in (in_duckdb, in_spark) if chosen.spark else (in_duckdb,):
            rows, seconds = engine(compiled, folder)
            print(f"{engine.__name__}: {len(rows)} rows in {seconds:.2f} s")
            report(agreement(answers_of(rows, compiled.bits), expected))


def report(made: Agreement) -> None:
    """Print the agreement of each column."""
    for name, compared in made.compared.items():
        print(f"  {name:40} {made.agreed[name]:6} of {compared}", made.differences.get(name, ""))


if __name__ == "__main__":
    main()
