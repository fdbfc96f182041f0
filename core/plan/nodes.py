"""The plan: what a resolved policy computes, said without the language and without an engine.

A plan is pure data: immutable, comparable, printable. Engines, analyses and documentation read it
and nothing else. Every expression knows its `type`; a condition is an expression of type `YesNo`.

**Values.** An expression has one of: a known value in normal form; *none* (there is none);
*missing* (not known, with the fields that would have to be asked for, its blame). A condition is
true, false or *unknown* (with blame).

**Strictness.** Unless a node says otherwise, a value node with any none operand is none, else
with any missing operand missing (blame: union of its missing operands' blame). An atom (`Compare`,
`Among`, `Within`, `Has`, `Truth`, `Sampled`) is false if any operand is none, else unknown if any
is missing.

**Conditions and values.** A condition may stand where a value of type `YesNo` is expected (the
value of a row, a field of an emission): true is yes, false is no, unknown is missing with its
blame. The other way round a yes/no value becomes a condition through `Truth` only.

**Records.** Some expressions denote a record (`type` is `Reference`): `Subject`, `Root`,
`Element`, `Follow`, `Part`, `BestRecord`, or a `Ref` to a decision whose value is a record. They
are a record, none, or missing. As an operand of an atom, of `Call`, `Join` or `IsKnown`, and as a
key of `Parameter`, a record stands for its id. A `Field` of a record that is none is none; of one
that is missing, missing with that record's blame.

**Horizons.** Until when each of these stays as it is, if no record changes, is defined in
`forecourt.core.plan.horizons`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forecourt.core.diagnostics import Place
    from forecourt.core.records.schema import Absence, Schema
    from forecourt.core.values.types import Type


# Values ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A known value in normal form."""

    value: Any
    type: Type


@dataclass(frozen=True, slots=True)
class NoValue:
    """None, of a type."""

    type: Type


@dataclass(frozen=True, slots=True)
class Ask:
    """Missing, to be blamed on `fields`, whatever those hold (a past date is not usable).

    Its blame holds each field's own name, as if it were absent; for a field of a record that is
    none or missing, nothing or that record's blame.
    """

    fields: tuple[Field, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Today:
    """The date of the as-of moment on the store's wall clock."""

    type: Type


@dataclass(frozen=True, slots=True)
class Now:
    """The as-of moment on the store's wall clock."""

    type: Type


@dataclass(frozen=True, slots=True)
class Parameter:
    """The value in force at the as-of date of `Plan.parameters[name]`, at `keys`.

    A key that is none or missing makes it none or missing. No value for the keys: missing, blamed
    on the parameter, if the parameter is required; else none.
    """

    name: str
    keys: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that the statement speaks about."""

    model: str
    type: Type


@dataclass(frozen=True, slots=True)
class Root:
    """The root record: that of the file, or that of the store.

    Where no store file is given, engines are handed an empty one.
    """

    model: str
    type: Type


@dataclass(frozen=True, slots=True)
class Element:
    """The element of the source that binds `variable`."""

    variable: int
    model: str
    type: Type


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The ordinal of the occurrence of the series that binds `variable`, a whole number."""

    variable: int
    type: Type


@dataclass(frozen=True, slots=True)
class Field:
    """A stored field of a record.

    Absent, it is none or missing as `absence` says. Missing, its blame is `model:id.name`; where
    `of` points to an `Element`, `owner_model:owner_id.list.path` (see `Source`). The field `id` is
    the text by which a record goes; every model has it, and it is never absent.
    """

    of: Expr
    model: str
    name: str
    absence: Absence
    type: Type


@dataclass(frozen=True, slots=True)
class Follow:
    """The record of `model` whose id a reference field holds.

    It is searched in the list of its root that holds the model; a reference to a record that
    isn't there is none, like a record that isn't there.
    """

    reference: Expr
    model: str
    type: Type


@dataclass(frozen=True, slots=True)
class Part:
    """The single record embedded in `of` under `name`; none where it is absent."""

    of: Expr
    name: str
    model: str
    type: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of the decision `decision`, made for the record `of`.

    In the value pass it is that value. In the certainty pass of the decision that reads it, it is
    missing, with that decision's blame, if that decision is uncertain.
    """

    decision: str
    of: Expr
    type: Type


class Operator(Enum):
    """Arithmetic on matching types."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Arithmetic on integers in normal form; `type` and the operands' types say the scales.

    `+ -` on equal types. `*`: one side's scale is divided out: `div(l * r, scale)` with the scale
    of the operand whose unit vanishes (number: 10^6; percent: 10^6, since 2 % is 20000; whole and
    a duration's count: 1). `/` gives `div(l * s, r)` with s such that the result is in `type`'s
    scale; division by zero is missing with empty blame. `div` rounds half away from zero. Whole /
    whole is a `Number`; like / like is a `Number`; anything / whole or number keeps its type.
    A percent of money, `p * m`, rounds once.
    """

    operator: Operator
    left: Expr
    right: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Shift:
    """A day or moment moved by a duration, forwards or backwards.

    Days, working days and months move the date and keep the time of day; months clamp to the last
    day of the month; elapsed time is exact through the store's zone. A working day outside the
    calendar is missing, blamed on the calendar. A `Day` is never moved by elapsed time.
    """

    start: Expr
    amount: Expr
    forward: bool
    type: Type


@dataclass(frozen=True, slots=True)
class DayOf:
    """The date of a moment."""

    moment: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class At:
    """The moment at a time of day on a date; a wall clock time skipped moves on by the gap."""

    time: Expr
    day: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class FullUnits:
    """The largest whole n with `start + n units <= end`; negative if end lies before start.

    Years and months are clamped months, compared as written; but years are completed only on the
    day itself: 29 February completes its years on 1 March where there is none (`crosses_month`).
    """

    unit: Literal["years", "months", "weeks", "days", "hours", "minutes"]
    start: Expr
    end: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class PeriodStart:
    """The first day of the week, month, quarter or year in which the date `day` lies; strict.

    Weeks begin on Monday, quarters in January, April, July and October. It is never later than
    `day`, never decreases with it, and always lies within the calendar.
    """

    unit: Literal["week", "month", "quarter", "year"]
    day: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Else:
    """`first` if it is known, else `second`; both missing: missing, with the blame of both."""

    first: Expr
    second: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Pick:
    """The least or greatest of several values, those that are none or missing left out.

    None known: missing if any is missing (union of blame), else none. Symbols by rank.
    """

    greatest: bool
    items: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first row whose condition is true; `otherwise` if there is none.

    Rows that are unknown are passed over. Without `otherwise`, none.
    """

    rows: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr | None
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """A plugin's function; strict. The engine is given the functions by name."""

    function: str
    arguments: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Join:
    """Texts one after the other, nothing between them; strict. Of no texts, the empty one."""

    parts: tuple[Expr, ...]
    type: Type


# Aggregates --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """The elements of the list `name` of the record `of`, those for which `where` holds.

    `where` None takes all. A list of a record that is none is empty; of a record that is missing,
    the aggregate is missing (a quantifier unknown), with that record's blame. Inside `where` and
    the aggregated expression the element is `Element(variable)`. A field of the element that is
    missing is blamed as `owner_model:owner_id.name.path`, path being the fields from the element
    on (`reader:R1.loans.lent_at`); the id of the element doesn't appear.
    """

    variable: int
    of: Expr
    name: str
    model: str
    where: Expr | None


@dataclass(frozen=True, slots=True)
class Exists:
    """True if `where` is true for any element; `or` over the elements, so possibly unknown."""

    source: Source
    type: Type


@dataclass(frozen=True, slots=True)
class Every:
    """True if `condition` is true for every element that satisfies `source.where`.

    It is `and` over the elements of `not where or condition`.
    """

    source: Source
    condition: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Count:
    """How many elements; missing if any element is unknown, with those elements' blame.

    In a `Compare`, `Within` or `Among` with known other operands the interval [true, true +
    unknown] decides: the atom is unknown only if not all of the interval agrees.
    """

    source: Source
    type: Type


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of `value`; zero of nothing; an element whose value is none adds nothing.

    Missing if an element is unknown or the value of one that counts is missing; the blame is of
    those.
    """

    source: Source
    value: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Average:
    """`div(sum, count of those whose value is known)`; none of nothing; missing as `Sum`."""

    source: Source
    value: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Best:
    """The greatest (or least) value among the elements; none of nothing.

    Elements whose value is none are left out. It is missing if a counted element's value is
    missing, or an unknown element's value is missing or greater (less) than the best: blame of
    those elements (of the unknown condition, and of the missing value).
    """

    source: Source
    value: Expr
    greatest: bool
    type: Type


@dataclass(frozen=True, slots=True)
class BestRecord:
    """The element with the greatest (or least) (value, id); none of nothing; missing as `Best`.

    `value` is the model's declared time unless the statement says otherwise. Ties are settled by
    id in code point order, the greatest id winning in both directions.
    """

    source: Source
    value: Expr
    greatest: bool
    type: Type


# Conditions --------------------------------------------------------------------------------


class Relation(Enum):
    """How two values of one type compare."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Compare:
    """An atom. `!=` is `Not(Compare(EQUAL))`.

    Levels: at least = the same or written earlier. Stages: the same or written later.
    """

    relation: Relation
    left: Expr
    right: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Among:
    """An atom: the item equals one of the options. An option that is none is left out."""

    item: Expr
    options: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Within:
    """An atom: low <= item <= high, both ends counting."""

    item: Expr
    low: Expr
    high: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Has:
    """An atom: the list of plain values holds the item."""

    items: Expr
    item: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Truth:
    """An atom: a yes/no value as a condition."""

    value: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class IsKnown:
    """True iff the value is known; never unknown, never blamed."""

    value: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class ThereIs:
    """True unless the value is none: it is known, or missing; never unknown, never blamed.

    What has not happened is thereby told from what nobody has written down yet.
    """

    value: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Holds:
    """True iff the condition is true; never unknown, never blamed."""

    condition: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Sampled:
    """An atom: the text `item` falls into the part `share` (a percent) of a stable sample.

    With h the first eight hex digits of `md5(name + "/" + item)` in UTF-8, as a number: true iff
    `h modulo 10000 < 100 * share`, the share in percent points and exact. The same `name` always
    picks the same records.
    """

    name: str
    item: Expr
    share: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene's not."""

    condition: Expr
    type: Type


@dataclass(frozen=True, slots=True)
class And:
    """Kleene's and; of nothing, true. Unknown: blame of the unknown operands."""

    conditions: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene's or; of nothing, false. Unknown: blame of the unknown operands."""

    conditions: tuple[Expr, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class AtLeast:
    """With t true and u unknown of the conditions: true iff t >= n, false iff t + u < n."""

    number: int
    conditions: tuple[Expr, ...]
    type: Type


Expr = (
    Const
    | NoValue
    | Ask
    | Today
    | Now
    | Parameter
    | Subject
    | Root
    | Element
    | Ordinal
    | Field
    | Follow
    | Part
    | Ref
    | Arithmetic
    | Shift
    | DayOf
    | At
    | FullUnits
    | PeriodStart
    | Else
    | Pick
    | Case
    | Call
    | Join
    | Exists
    | Every
    | Count
    | Sum
    | Average
    | Best
    | BestRecord
    | Compare
    | Among
    | Within
    | Has
    | Truth
    | IsKnown
    | ThereIs
    | Holds
    | Sampled
    | Not
    | And
    | Or
    | AtLeast
)


# Statements --------------------------------------------------------------------------------


class HitPolicy(Enum):
    """Which of the rows that hold gives the value."""

    FIRST = "first"
    """The first one written."""
    UNIQUE = "unique"
    """The only one; a second true row is a violation, and the first is taken."""
    ALL = "all"
    """All, a list in the order written; a value that is none is left out."""
    SUM = "sum"
    """The sum of the values (points) of the rows that hold; a value that is none adds nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision. `condition` None is `otherwise`: it holds where no other row does.

    Under FIRST, where no row above it does: the rows below it are never reached. Under the other
    hit policies, where the condition of no row is true, wherever it stands; it is never unknown.
    A row that always holds beside others has a condition that is true.
    """

    condition: Expr | None
    value: Expr
    at: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """A named value of a subject: a `decide`, a `score`, a `define`, or what a kind adds.

    **Value pass.** Rows are taken in the order written; the first whose condition is true gives
    the value. No row: `fallback`, evaluated (`NoValue`, or `Ask`), or for SUM and ALL what was
    collected.

    **Certainty.** Certain iff no row above the taken one (any row, if none is taken or the hit
    policy is ALL, SUM or UNIQUE) is unknown, and the value is not missing, and the certainty
    pass - the same with every uncertain decision it reads replaced by missing - meets the same
    test, takes the same row (for ALL and SUM: the same rows) and comes to the same value: both
    none, or both known and equal. A record is the same if its id is.

    **Blame.** Of an uncertain decision: in the value pass, of the unknown rows that count and of
    a missing value; and the same of the certainty pass. Where the certainty pass fails without
    any blame (an `is known` flipped, an `else` gave another value), the blame of all uncertain
    decisions that its rows and its fallback read.

    Within one pass, and for one record, a decision is evaluated once.
    """

    name: str
    subject: str
    hit: HitPolicy
    rows: tuple[Row, ...]
    fallback: Expr
    type: Type
    reported: bool
    """Whether it appears in outcomes; a definition does not."""
    at: Place
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """The occurrences of a statement on the fixed calendar of an anchor: n = first, first + 1, ...

    Inside, `Ordinal(variable)` is n. `last` None or none: without end. A `first` that is none
    emits nothing; a `first` or `last` that is missing, nothing, and blames.

    **What has opened.** n has opened if `opens` (a day or moment) is known and `opens <= now`, or
    `<= today` for a day. What makes a plan sees to it that `opens` is known up to some n and not
    from there on, that it never decreases with n while it is known, and that the same is true of
    `closes`. So the latest n that has opened is found by doubling and bisection, and there is no
    bound but the end of the calendar. The series ends before the first n whose `opens` isn't
    known; if all before it have opened and that one is missing, it blames.

    **What is emitted.** The latest n that has opened, or the first if none has and its `opens` is
    known. And, going back from the latest, each n as long as `closes` is known and not past
    (`closes >= now`, `>= today`) for which `done` is not true. An earlier n whose `closes` is
    missing ends that, and blames. An n for which `left_out` is true is not emitted, and no other
    in its place. Occurrences are emitted in the order of n.

    **What doesn't move on.** The calendar has fewer than 2^40 seconds. So where there is no end
    and even `first + 2^40` has opened, there is no latest, and nothing is emitted.
    """

    variable: int
    first: Expr
    last: Expr | None
    opens: Expr
    closes: Expr
    done: Expr
    left_out: Expr | None = None
    """Occurrences for which this is true are not emitted; it may change from n to n as it likes."""


@dataclass(frozen=True, slots=True)
class Emission:
    """Something an outcome lists for a subject: a task, an approval, a violation, ...

    It is emitted if `condition` is true, once for each occurrence of `per` if there is one; the
    condition stands outside the series and knows no ordinal, fields and `asks` do. What is
    unknown emits nothing and blames. If emitted, the fields are evaluated (value pass); missing
    fields named in `blamed` blame, and so do the conditions and values in `asks`.
    """

    kind: str
    """Which list of the outcome it belongs to: `task`, `approval`, `violation`, ..."""
    name: str
    subject: str
    condition: Expr
    fields: tuple[tuple[str, Expr], ...]
    at: Place
    constants: Mapping[str, Any] = field(default_factory=dict)
    """What doesn't depend on the record, as JSON: labels, obligation, severity, ..."""
    occurrence: Expr | None = None
    """Text or whole number; None: the statement occurs once for its subject."""
    per: Series | None = None
    blamed: tuple[str, ...] = ()
    asks: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of a parameter with its first and last day in force (None: open), and its place."""

    value: Any
    first_on: date | None
    last_on: date | None
    at: Place


@dataclass(frozen=True, slots=True)
class ParameterTable:
    """The values of a parameter by its keys; of several in force the last one listed counts."""

    name: str
    type: Type
    key_types: tuple[Type, ...]
    values: Mapping[tuple[Any, ...], tuple[DatedValue, ...]]
    required: bool
    at: Place
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackIdentity:
    """Which policy a plan was made from; the digest covers its text and all layers below it."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A resolved policy, ready for any engine.

    `decisions` are in an order in which each reads only decisions before it, over all subjects,
    ties as written. `emissions` are in the order written. `statements` is the plan order of all
    reported names, by which `matters_to` is sorted.
    """

    pack: PackIdentity
    schema: Schema
    parameters: Mapping[str, ParameterTable]
    decisions: tuple[Decision, ...]
    emissions: tuple[Emission, ...]
    statements: tuple[str, ...]
    zone: str = "UTC"
    """The IANA name of the store's time zone."""
    currency: str | None = None
