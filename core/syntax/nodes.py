"""The syntax tree of rule text.

A file is a sequence of statements; a statement is a line and its indented lines; a line is a head
(the word that names the kind or clause) and a body of parts, separated by commas. Parts are
expressions, marks (`by`, `from`, `until`, ...), labels and ranges. What a part means is for the
kind to say; the tree knows only the shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from forecourt.core.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Word:
    """A name as written, in NFC."""

    text: str
    place: Place


# Expressions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: `grade`, `answered_at`, `H`, `today`, `now`, `this`."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number; `text` as written, without the sign rule applied (`-5`, `2026.10`, `1.0.0`)."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class QuantityLiteral:
    """A number with its unit: `7 days`, `2 %`, `12 kg`, `500 EUR`, `2 working days`."""

    number: str
    unit: str
    place: Place


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A quoted text with escapes resolved; as a part of a line it is a label.

    Only where it begins a row it stays a text: a row begins with a value.
    """

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class DayLiteral:
    """A date: `2026-03-01`."""

    value: date
    place: Place


@dataclass(frozen=True, slots=True)
class MomentLiteral:
    """A date with a time: `2026-03-01 09:30` or `2026-03-01T09:30:00`."""

    value: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class TimeLiteral:
    """A time of day: `09:30`."""

    value: time
    place: Place


@dataclass(frozen=True, slots=True)
class YesNoLiteral:
    """`yes` or `no`."""

    value: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Attribute:
    """`of.name`."""

    of: Expression
    name: str
    place: Place
    """The place of the name."""


@dataclass(frozen=True, slots=True)
class Index:
    """`of[key, ...]`."""

    of: Expression
    keys: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """`function(argument, ...)`."""

    function: str
    arguments: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Negative:
    """`-x` of something that is not a literal."""

    operand: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left + right` and its like; `place` is the operator's."""

    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Shift:
    """`7 days after x`, `2 hours before x`."""

    amount: QuantityLiteral
    direction: Literal["after", "before"]
    anchor: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left <= right` and its like; comparisons do not chain."""

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Has:
    """`list has item`."""

    left: Expression
    item: Expression
    negated: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Range:
    """`low .. high`, both ends counting; `place` is that of the whole."""

    low: Expression
    high: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class In:
    """`item in (a, b)`, `item in a .. b`, or `item in list_parameter`.

    `options` holds the bracketed items; a range or a single expression stands in it alone.
    """

    item: Expression
    options: tuple[Expression | Range, ...]
    negated: bool
    place: Place


@dataclass(frozen=True, slots=True)
class IsKnown:
    """`x is known`, `x is not known`."""

    operand: Expression
    negated: bool
    place: Place


@dataclass(frozen=True, slots=True)
class RoleIs:
    """`role X is present`, `role X is available`."""

    role: str
    state: Literal["present", "available"]
    place: Place


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`."""

    operand: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c`, or the same with `or`."""

    operator: Literal["and", "or"]
    operands: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`at least n of (a, b, c)` or `at least n of list_parameter`; `all of (...)` has n None."""

    bound: Literal["at least", "at most", "all"]
    number: int | None
    items: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`latest reader.loan where lost`, `count of visit`, `any order`, `sum of lines.price`.

    `path` is the list with, after its last dot, the field to aggregate where there is one;
    the checker tells which. `other` marks `any other loan`: all but the subject.
    """

    operator: Literal[
        "any", "every", "no", "count", "sum", "average", "latest", "earliest", "largest", "smallest"
    ]
    path: Expression
    other: bool
    where: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Else:
    """`x else y`: y where x has no value."""

    first: Expression
    second: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Whichever:
    """`the later of a, b` (also `earlier`), and `a, or b, whichever first` (also `last`)."""

    which: Literal["later", "earlier"]
    operands: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FullUnits:
    """`full years from a to b`; also months, days, hours."""

    unit: Literal["years", "months", "weeks", "days", "hours", "minutes"]
    start: Expression
    end: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class DateOf:
    """`date of x`: the day of a moment."""

    operand: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class TimeOn:
    """`09:00 on x`: a time of day on a date."""

    time: Expression
    on: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase about something named, of which only the names change.

    `names` holds the words that change, in the order written: `("tour_offered", "done")` for
    `step tour_offered is done`, `("inspection", "defect")` for `step inspection has result
    defect`, `("porter",)` for `has role porter`.
    """

    form: Literal["step is", "step has result", "has role"]
    names: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Period:
    """`this day`, `last month`, `next year`: a stretch of the calendar seen from today."""

    which: Literal["this", "last", "next"]
    unit: Literal["day", "week", "month", "quarter", "year"]
    place: Place


@dataclass(frozen=True, slots=True)
class Reaches:
    """`x reaches 100 kg`: when it does."""

    left: Expression
    level: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Sample:
    """`sample 30 % by id`: whether the record is among a lasting share of all."""

    share: QuantityLiteral
    by: str
    place: Place


Expression = (
    Name
    | NumberLiteral
    | QuantityLiteral
    | TextLiteral
    | DayLiteral
    | MomentLiteral
    | TimeLiteral
    | YesNoLiteral
    | Attribute
    | Index
    | Call
    | Negative
    | Arithmetic
    | Shift
    | Comparison
    | Has
    | In
    | IsKnown
    | RoleIs
    | Not
    | Logic
    | AtLeast
    | Aggregate
    | Else
    | Whichever
    | FullUnits
    | DateOf
    | TimeOn
    | Phrase
    | Period
    | Reaches
    | Sample
)

# Lines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the fixed words that structure a body; see `marks.MARKS`."""

    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class Label:
    """`"text"`, or with its language `en "text"`; `language` None is the pack's first."""

    language: str | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Bound:
    """`< 60 points` without a left side: one end of a row or of a table cell."""

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    limit: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Listing:
    """`(a, b)` after the mark `of` or a name: the things to choose from, or a list's elements."""

    items: tuple[Expression | Range, ...]
    place: Place


Part = Expression | Mark | Label | Range | Bound | Listing


@dataclass(frozen=True, slots=True)
class Body:
    """What follows the head of a line: comma-separated sequences of parts."""

    sequences: tuple[tuple[Part, ...], ...]
    place: Place
    """From the first part to the last on the first line; the head's place where it is empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A clause or row: its head, its body, and the lines nested below it.

    `head` is None for a row that begins with something that isn't a word. The head of a row
    that begins with a word (`H when ...`, `otherwise`) is that word, unless the word is part of
    an expression or list (`a.b when ...`, `latest visit where ...`, `a, b`): then the body is the
    whole row.
    """

    head: Word | None
    body: Body
    nested: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """One block: `kind` is the first word, `body` the rest of the line, `lines` what is below."""

    kind: Word
    body: Body
    lines: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """The statements of one file, without those that could not be read."""

    file: str
    statements: tuple[Statement, ...]
