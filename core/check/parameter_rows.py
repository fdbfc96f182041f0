"""Rows of a `parameter`: a value each, and how far layers may change it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from forecourt.core.check import clauses, expressions
from forecourt.core.check.advice import on_bare_number
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.rows import parts_of
from forecourt.core.check.typing import describe_type, is_ordered, same
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.diagnostics.checking import Misplaced, UnknownValue, WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Many, Symbol, Text, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place

Key = tuple[str, ...]
Parts = tuple[syntax.Part, ...]

DESCRIPTION = ("source", "cites", "reading")
"""Clauses of a parameter that describe it; all its other lines are rows."""

_NAMED_TYPES: dict[str, Type] = {"text": Text()}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a layer may set: from `low` to `high`, and never more loosely than before."""

    low: Any = None
    high: Any = None
    at: Place | None = None
    """Where the ends are stated; None where there are none."""
    tighten_at: Place | None = None
    """Where `tighten only` is said; None where it isn't."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read: a value, or for `required` none and perhaps its type."""

    key: Key
    required: bool
    value: plan.Const | None
    type: Type | None
    bounds: Bounds
    at: Place
    value_at: Place


def read_rows(
    statement: syntax.Statement,
    first: tuple[Parts, ...],
    keys: list[Symbol],
    context: Context,
) -> tuple[list[Row], bool]:
    """Return the rows that can be read, and whether these are all; what is wrong is reported.

    `first` is what stands on the statement's own line.
    """
    lines = [
        line for line in statement.lines if line.head is None or line.head.text not in DESCRIPTION
    ]
    if not first and not lines:
        expected = "a line with its value, or `required` where a layer must give it"
        context.fail(Misplaced(statement.place, "this `parameter`", expected))
    readers: list[Callable[[], Row]] = []
    if first:
        readers.append(partial(_row, first, statement.place, (), context))
    readers += [partial(_row_of_line, line, keys, context) for line in lines]
    found = []
    for read in readers:
        with suppress(Rejected):
            found.append(read())
    return found, len(found) == len(readers)


def type_of_rows(rows: Sequence[Row], place: Place, context: Context) -> Type:
    """Return the type that most rows have, the first of several; rejected if none has one."""
    types = Counter(row.type for row in rows if row.type is not None)
    if not types:
        expected = "`required in LOW .. HIGH`, which also says what kind of value it is"
        context.fail(Misplaced(place, "`required` alone", expected))
    return types.most_common(1)[0][0]


def rows_of_type(rows: Sequence[Row], of: Type, context: Context) -> list[Row]:
    """Return the rows that have a type or leave it open; the others are reported."""
    fitting = []
    for row in rows:
        if row.type is None or same(row.type, of, context.assembly.currency):
            fitting.append(row)
        else:
            context.report(other_type(row.value_at, row.value, row.type, of, context))
    return fitting


def other_type(
    place: Place, value: plan.Const | None, found: Type, of: Type, context: Context
) -> WrongType:
    """Return the finding that a value is not of the type of the other rows, or of its bounds."""
    currency = context.assembly.currency
    advice = on_bare_number(value, of, currency) if value is not None else None
    return WrongType(place, describe_type(of), describe_type(found), advice)


def constant(node: syntax.Part, context: Context, of: Type | None = None) -> plan.Const:
    """Return a value that is written out, and not worked out."""
    found = expressions.value(node, context, of)
    if not isinstance(found, plan.Const):
        context.fail(misplaced(node, "a value written out"))
    return found


def is_in_order(of: Type, low: Any, value: Any, high: Any) -> bool:
    """Tell whether a value lies between two others."""
    if isinstance(of, Symbol):
        low, value, high = (of.values.index(one) for one in (low, value, high))
    inside: bool = low <= value <= high
    return inside


# One row -----------------------------------------------------------------------------------


def _row_of_line(line: syntax.Line, keys: list[Symbol], context: Context) -> Row:
    if line.head is not None and line.head.text == "required":
        return _required_row(line, context)
    if not keys:
        return _row(parts_of(line), line.place, (), context)
    if line.head is None:
        expected = f"a value of `{keys[0].name}` at the start of the line"
        context.fail(Misplaced(line.place, "this row", expected))
    if line.head.text not in keys[0].values and not keys[0].open:
        context.report(UnknownValue(line.head.place, line.head.text, keys[0].name, keys[0].values))
        _row(line.body.sequences, line.place, (), context)
        raise Rejected
    return _row(line.body.sequences, line.place, (line.head.text,), context)


def _required_row(line: syntax.Line, context: Context) -> Row:
    """Read `required`, `required in a .. b`, or `required TYPE`."""
    sequences = line.body.sequences
    if not sequences:
        return Row((), True, None, None, Bounds(), line.place, line.place)
    bounds, of = _limits(sequences[0], context)
    bounds = replace(bounds, tighten_at=_tightens(sequences[1:], context))
    return Row((), True, None, of, bounds, line.place, line.place)


def _row(sequences: tuple[Parts, ...], place: Place, key: Key, context: Context) -> Row:
    """Read `VALUE [in a .. b][, tighten only]`, or a list of names."""
    if not sequences or not sequences[0]:
        context.fail(Misplaced(place, "this row", "a value"))
    if _is_list(sequences):
        words = tuple(clauses.dotted_name(part, context) for one in sequences for part in one)
        names = plan.Const(words, Many(Text()))
        return Row(key, False, names, names.type, Bounds(), place, place)
    value, limits = _value_and_limits(sequences[0], context)
    try:
        found = constant(value, context)
    except Rejected:
        _limits(limits, context)
        raise
    bounds, of = _limits(limits, context)
    at = place_of(value)
    if of is not None and not same(found.type, of, context.assembly.currency):
        context.fail(other_type(at, found, found.type, of, context))
    bounds = replace(bounds, tighten_at=_tightens(sequences[1:], context))
    return Row(key, False, found, found.type, bounds, place, at)


def _is_list(sequences: tuple[Parts, ...]) -> bool:
    """Tell whether a row lists names: criteria, causes, categories."""
    return all(
        len(sequence) == 1 and isinstance(sequence[0], (syntax.Name, syntax.Attribute))
        for sequence in sequences
    )


def _value_and_limits(sequence: Parts, context: Context) -> tuple[syntax.Part, Parts]:
    """Return the value and what follows it; `7 days in 3 days .. 10 days` reads as one `in`."""
    first = sequence[0]
    if isinstance(first, syntax.In) and len(sequence) == 1:
        return first.item, (first,)
    if len(sequence) > 1:
        context.fail(misplaced(sequence[1], "`VALUE in LOW .. HIGH`"))
    return first, ()


def _limits(parts: Parts, context: Context) -> tuple[Bounds, Type | None]:
    """Return the bounds that the parts state, and the type that these say."""
    if not parts:
        return Bounds(), None
    match parts:
        case (syntax.Range() as span,) | (syntax.In(options=(syntax.Range() as span,)),):
            low = constant(span.low, context)
            high = constant(span.high, context)
        case (syntax.Name(text=word),) if word in _NAMED_TYPES:
            return Bounds(), _NAMED_TYPES[word]
        case _:
            context.fail(misplaced(parts[0], "`in LOW .. HIGH`"))
    if not same(low.type, high.type, context.assembly.currency) or not is_ordered(low.type):
        context.fail(WrongType(span.place, describe_type(low.type), describe_type(high.type)))
    if not is_in_order(low.type, low.value, low.value, high.value):
        context.fail(Misplaced(span.place, "this range", "the lower end first"))
    return Bounds(low.value, high.value, span.place), low.type


def _tightens(sequences: tuple[Parts, ...], context: Context) -> Place | None:
    """Return where `tighten only` stands after the comma; None if it doesn't."""
    if not sequences:
        return None
    match sequences[0]:
        case (syntax.Name(text="tighten", place=first), syntax.Name(text="only", place=last)):
            return first.until(last)
        case parts:
            context.fail(misplaced(parts[0], "`tighten only`"))
