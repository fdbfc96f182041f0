"""What an expression depends on, and whether it can be none or missing.

It is found once for a plan, from the leaves upwards and without recursion, so that no depth of an
expression is too much. Equal expressions get the same number.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

from forecourt.core.plan import nodes as n
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Reference, Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NONE = 1
"""The bit that says: can be none."""
MISSING = 2
"""The bit that says: can be missing; of a condition, unknown."""

RECORD = -1
"""Stands among the variables an expression depends on for: the subject, and what is read of it."""

_ABSENT = {
    Absence.REQUIRED: 0,
    Absence.DEFAULT: 0,
    Absence.NONE: NONE,
    Absence.UNKNOWN: MISSING,
}
_NOTHING: frozenset[int] = frozenset()
_SUBJECT = frozenset({RECORD})

AGGREGATES = (n.Exists, n.Every, n.Count, n.Sum, n.Average, n.Best, n.BestRecord)
CONDITIONS = (
    *(n.Compare, n.Among, n.Within, n.Has, n.Truth, n.Sampled),
    *(n.IsKnown, n.ThereIs, n.Holds),
    *(n.Not, n.And, n.Or, n.AtLeast, n.Exists, n.Every),
)
_RECORDS = (n.Subject, n.Root, n.Element, n.Follow, n.Part, n.BestRecord)
TRUTHS = frozenset(CONDITIONS)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an expression.

    `kinds` are the bits of what it can be where decisions are read as they are, `doubted` where
    uncertain ones are read as missing. `reads` says whether it reads a decision that can be
    uncertain. `height` counts the levels of expressions below it, aggregates counting as leaves.
    """

    number: int
    height: int
    depends: frozenset[int]
    kinds: int
    doubted: int
    reads: bool
    is_record: bool
    """Whether it denotes a record, and not an id or a plain value."""

    @property
    def hoistable(self) -> bool:
        """Whether it depends on the as-of moment alone."""
        return not self.depends


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """What is known of a decision: what its value can be, and whether it can be uncertain."""

    kinds: int
    uncertain: bool
    is_record: bool


Key = tuple[str, str]
"""A decision by its name and its subject's model."""


def key_of(ref: n.Ref) -> Key:
    """Return the decision that is read."""
    return ref.decision, model_of(ref.of)


def model_of(record: n.Expr) -> str:
    """Return the model of an expression that denotes a record."""
    if isinstance(record.type, Reference):
        return record.type.model
    raise TypeError("the expression doesn't denote a record")


def within(expr: n.Expr) -> tuple[n.Expr, ...]:
    """Return the expressions directly within `expr`."""
    find = _WITHIN.get(type(expr))
    return find(expr) if find else ()


def conjuncts(condition: n.Expr) -> list[n.Expr]:
    """Return the conditions that must all hold for a condition to hold, in the order written."""
    found: list[n.Expr] = []
    waiting = [condition]
    while waiting:
        current = waiting.pop()
        if isinstance(current, n.And):
            waiting.extend(reversed(current.conditions))
        else:
            found.append(current)
    return found


def _aggregate(expr: Any) -> tuple[n.Expr, ...]:
    source = expr.source
    inner = getattr(expr, "value", None) or getattr(expr, "condition", None)
    return tuple(part for part in (source.of, source.where, inner) if part is not None)


def _case(expr: n.Case) -> tuple[n.Expr, ...]:
    rows = tuple(part for row in expr.rows for part in row)
    return rows if expr.otherwise is None else (*rows, expr.otherwise)


_WITHIN: dict[type, Callable[[Any], tuple[n.Expr, ...]]] = {
    n.Ask: lambda e: e.fields,
    n.Parameter: lambda e: e.keys,
    n.Field: lambda e: (e.of,),
    n.Follow: lambda e: (e.reference,),
    n.Part: lambda e: (e.of,),
    n.Ref: lambda e: (e.of,),
    n.Arithmetic: lambda e: (e.left, e.right),
    n.Shift: lambda e: (e.start, e.amount),
    n.DayOf: lambda e: (e.moment,),
    n.At: lambda e: (e.time, e.day),
    n.FullUnits: lambda e: (e.start, e.end),
    n.PeriodStart: lambda e: (e.day,),
    n.Else: lambda e: (e.first, e.second),
    n.Pick: lambda e: e.items,
    n.Case: _case,
    n.Call: lambda e: e.arguments,
    n.Join: lambda e: e.parts,
    n.Compare: lambda e: (e.left, e.right),
    n.Among: lambda e: (e.item, *e.options),
    n.Within: lambda e: (e.item, e.low, e.high),
    n.Has: lambda e: (e.items, e.item),
    n.Truth: lambda e: (e.value,),
    n.IsKnown: lambda e: (e.value,),
    n.ThereIs: lambda e: (e.value,),
    n.Holds: lambda e: (e.condition,),
    n.Sampled: lambda e: (e.item, e.share),
    n.Not: lambda e: (e.condition,),
    n.And: lambda e: e.conditions,
    n.Or: lambda e: e.conditions,
    n.AtLeast: lambda e: e.conditions,
    **dict.fromkeys(AGGREGATES, _aggregate),
}


def upwards(expr: n.Expr, done: Callable[[n.Expr], bool]) -> Iterator[n.Expr]:
    """Yield what is within `expr`, and then it, each after what is within it; skip what is done."""
    waiting: list[tuple[n.Expr, bool]] = [(expr, False)]
    while waiting:
        current, entered = waiting.pop()
        if done(current):
            continue
        if entered:
            yield current
            continue
        waiting.append((current, True))
        waiting.extend((inner, False) for inner in reversed(within(current)))


class Analysis:
    """The facts of all expressions of a plan.

    `trusting`: what depends on the as-of moment alone is taken as known by what reads it; the
    generated code is then used only for moments where that holds.
    """

    def __init__(self, plan: n.Plan, *, trusting: bool) -> None:
        self.plan = plan
        self.trusting = trusting
        self.decisions: dict[Key, DecisionFact] = {}
        self._facts: dict[int, Fact] = {}
        self._numbers: dict[tuple[Any, ...], int] = {}
        for decision in plan.decisions:
            self._study_decision(decision)
        for emission in plan.emissions:
            for expr in expressions_of(emission):
                self.study(expr)

    def fact(self, expr: n.Expr) -> Fact:
        """Return what is known of an expression of the plan."""
        return self._facts[id(expr)]

    def kinds(self, expr: n.Expr, *, doubted: bool) -> int:
        """Return the bits of what the expression can be, as seen by what reads it."""
        fact = self._facts[id(expr)]
        if self.trusting and not fact.depends:
            return 0
        return fact.doubted if doubted else fact.kinds

    def study(self, expr: n.Expr) -> Fact:
        """Find the facts of an expression, after those within it, and return its own."""
        for current in upwards(expr, lambda e: id(e) in self._facts):
            self._facts[id(current)] = self._study(current)
        return self._facts[id(expr)]

    def _study_decision(self, decision: n.Decision) -> None:
        conditions = [self.study(row.condition) for row in decision.rows if row.condition]
        values = [self.study(row.value) for row in decision.rows]
        fallback = self.study(decision.fallback)
        kinds = 0
        for fact in values + ([fallback] if falls_back(decision) else []):
            kinds |= 0 if self.trusting and fact.hoistable else fact.kinds
        if not takes_one(decision):
            kinds &= MISSING
        parts = [*conditions, *values, fallback]
        doubtful = any(self._can_doubt(fact) or fact.reads for fact in parts)
        is_record = takes_one(decision) and any(fact.is_record for fact in values)
        self.decisions[decision.name, decision.subject] = DecisionFact(kinds, doubtful, is_record)

    def _can_doubt(self, fact: Fact) -> bool:
        return bool(fact.doubted & MISSING) and not (self.trusting and fact.hoistable)

    def _study(self, expr: n.Expr) -> Fact:
        inner = [self._facts[id(part)] for part in within(expr)]
        depends = _depends(expr, inner)
        seen = [
            (0, 0) if self.trusting and depends and fact.hoistable else (fact.kinds, fact.doubted)
            for fact in inner
        ]
        kinds = self._kinds(expr, [first for first, _ in seen])
        doubted = self._kinds(expr, [second for _, second in seen])
        reads = any(fact.reads for fact in inner)
        if isinstance(expr, n.Ref) and self.decisions[key_of(expr)].uncertain:
            doubted, reads = doubted | MISSING, True
        flat = isinstance(expr, AGGREGATES)
        height = 0 if not inner or flat else 1 + max(fact.height for fact in inner)
        number = self._number(expr, inner)
        is_record = self._is_record(expr, inner)
        return Fact(number, height, depends, kinds, doubted, reads, is_record)

    def _is_record(self, expr: n.Expr, inner: list[Fact]) -> bool:
        if isinstance(expr, n.Ref):
            return self.decisions[key_of(expr)].is_record
        if isinstance(expr, n.Else):
            return any(fact.is_record for fact in inner)
        if isinstance(expr, n.Case):
            return any(self._facts[id(value)].is_record for _, value in expr.rows)
        return isinstance(expr, _RECORDS)

    def _number(self, expr: n.Expr, inner: list[Fact]) -> int:
        key = (type(expr), tuple(fact.number for fact in inner), _own(expr))
        return self._numbers.setdefault(key, len(self._numbers))

    def _kinds(self, expr: n.Expr, inner: list[int]) -> int:  # noqa: C901, PLR0912 - a table
        match expr:
            case n.NoValue():
                return NONE
            case n.Ask():
                return MISSING
            case n.Parameter():
                return _union(inner) | self._unset(expr)
            case n.Field():
                return _union(inner) | _ABSENT[expr.absence]
            case n.Follow() | n.Part() | n.Call():
                return _union(inner) | NONE
            case n.Ref():
                return _union(inner) | self.decisions[key_of(expr)].kinds
            case n.Arithmetic(operator=n.Operator.DIVIDE) | n.Shift():
                return _union(inner) | MISSING
            case n.Else():
                return inner[1] if inner[0] else 0
            case n.Pick():
                return _union(inner) if all(inner) else 0
            case n.Case():
                return _union(inner[1::2]) | _otherwise(expr, inner)
            case n.Average() | n.Best() | n.BestRecord():
                return NONE | (_union(inner) & MISSING)
            case n.IsKnown() | n.ThereIs() | n.Holds():
                return 0
            case n.Exists() | n.Every() | n.Count() | n.Sum():
                return _union(inner) & MISSING
            case _ if type(expr) in TRUTHS:
                return _union(inner) & MISSING
            case _:
                return _union(inner)

    def _unset(self, expr: n.Parameter) -> int:
        """Return the bit of what the parameter is without a value, 0 if it always has one."""
        table = self.plan.parameters[expr.name]
        if is_whole(table):
            return 0
        return MISSING if table.required else NONE


def is_whole(table: n.ParameterTable) -> bool:
    """Return whether a parameter has a value on every day for all keys there are."""
    if not all(isinstance(kind, Symbol) and not kind.open for kind in table.key_types):
        return False
    names = (kind.values for kind in table.key_types if isinstance(kind, Symbol))
    return all(always_set(table.values.get(key, ())) for key in product(*names))


def always_set(values: Iterable[n.DatedValue]) -> bool:
    """Return whether one of the values is in force on every day."""
    return any(
        dated.first_on is None and dated.last_on is None and dated.value is not None
        for dated in values
    ) and all(dated.value is not None for dated in values)


def falls_back(decision: n.Decision) -> bool:
    """Return whether the fallback of a decision can be its value."""
    return takes_one(decision) and all(row.condition is not None for row in decision.rows)


def takes_one(decision: n.Decision) -> bool:
    """Return whether the value of a decision is that of one of its rows."""
    return decision.hit in {n.HitPolicy.FIRST, n.HitPolicy.UNIQUE}


def expressions_of(emission: n.Emission) -> Iterator[n.Expr]:
    """Yield the expressions of an emission."""
    yield emission.condition
    yield from (value for _, value in emission.fields)
    yield from emission.asks
    if emission.occurrence is not None:
        yield emission.occurrence
    if emission.per is not None:
        yield from series_parts(emission.per)


def series_parts(series: n.Series) -> Iterator[n.Expr]:
    """Yield the expressions of a series."""
    yield series.first
    yield from (series.opens, series.closes, series.done)
    yield from (end for end in (series.last, series.left_out) if end is not None)


def _union(kinds: Iterable[int]) -> int:
    result = 0
    for each in kinds:
        result |= each
    return result


def _otherwise(expr: n.Case, inner: list[int]) -> int:
    return NONE if expr.otherwise is None else inner[-1]


def _depends(expr: n.Expr, inner: list[Fact]) -> frozenset[int]:
    match expr:
        case n.Subject() | n.Root() | n.Ref() | n.Call() | n.NoValue():
            own = _SUBJECT
        case n.Element(variable=variable) | n.Ordinal(variable=variable):
            own = frozenset({variable})
        case _:
            own = _NOTHING
    result = own.union(*(fact.depends for fact in inner))
    return result - {expr.source.variable} if isinstance(expr, AGGREGATES) else result


def _own(expr: n.Expr) -> tuple[Any, ...]:
    """Return what makes an expression, beside the expressions within it."""
    if isinstance(expr, AGGREGATES):
        source = expr.source
        greatest = getattr(expr, "greatest", None)
        return (source.variable, source.name, source.model, source.where is None, greatest)
    if isinstance(expr, n.Case):
        return (len(expr.rows), expr.otherwise is None, expr.type)
    names = _OWN_NAMES[type(expr)]
    return tuple(getattr(expr, name) for name in names)


_PLAIN = frozenset(
    {"type", "name", "model", "absence", "variable", "decision", "operator", "relation"}
    | {"forward", "unit", "greatest", "function", "number"}
)
_OWN_NAMES: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name in _PLAIN)
    for kind in get_args(n.Expr)
} | {n.Const: ("value", "type")}
