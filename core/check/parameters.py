"""The kind `parameter`: a figure that a policy states, and how far layers may change it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.check import clauses, expressions
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.context import Context
from forecourt.core.check.naming import RESERVED
from forecourt.core.check.rows import parts_of
from forecourt.core.check.typing import AMOUNTS, is_ordered, same
from forecourt.core.check.wording import misplaced
from forecourt.core.diagnostics.checking import (
    DeclaredTwice,
    Misplaced,
    ReservedName,
    UnknownValue,
    WrongType,
)
from forecourt.core.diagnostics.policies import OutOfBounds, SetTwice
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.ranges import Interval
from forecourt.core.values.showing import show
from forecourt.core.values.types import Many, Symbol, Text, Type

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Assembly
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
class Parameter:
    """A parameter while layers are put together: its table, and the bounds of its rows.

    Bounds under the key `()` hold for every row that has none of its own.
    """

    table: plan.ParameterTable
    bounds: dict[Key, Bounds] = field(default_factory=dict)

    def bounds_for(self, key: Key) -> Bounds:
        """Return the bounds of a row."""
        return self.bounds.get(key) or self.bounds.get(()) or Bounds()


@dataclass(frozen=True, slots=True)
class _Row:
    key: Key
    required: bool
    value: Any
    type: Type | None
    bounds: Bounds
    at: Place


def declare_parameter(
    statement: syntax.Statement, assembly: Assembly, language: str
) -> Parameter | None:
    """Read a `parameter` statement and make it known; None if it is wrong, which was reported."""
    context = Context(assembly, None)
    try:
        found = _parameter(statement, context, language)
    except Rejected:
        match statement.body.sequences:
            case ((syntax.Name(text=name), *_), *_):
                assembly.broken.add(name)
        return None
    known = assembly.parameters.get(found.table.name)
    if found.table.name in RESERVED:
        context.report(ReservedName(found.table.at, found.table.name))
        return None
    if known is not None:
        context.report(DeclaredTwice(found.table.at, known.name, known.at))
        return None
    assembly.parameters[found.table.name] = found.table
    if stated := _stated_range(found):
        assembly.stated_ranges[found.table.name] = stated
    return found


def _stated_range(parameter: Parameter) -> Interval | None:
    """Return between what the bounds of a parameter of numbers keep all of its rows, if they do."""
    if not isinstance(parameter.table.type, AMOUNTS):
        return None
    rows = [parameter.bounds_for(key) for key in {*parameter.table.values, *parameter.bounds}]
    if not rows or any(row.at is None for row in rows):
        return None
    return Interval(min(row.low for row in rows), max(row.high for row in rows))


def _parameter(statement: syntax.Statement, context: Context, language: str) -> Parameter:
    name, keys, labels, first = _header(statement, context, language)
    key_symbols = [_key_symbol(key, context) for key in keys]
    rows = _rows(statement, first, key_symbols, context)
    of = _type(rows, statement.place, context)
    values = {
        row.key: (plan.DatedValue(row.value, None, None, row.at),)
        for row in rows
        if row.value is not None
    }
    required = any(row.required for row in rows)
    _check_rows(name.text, rows, context)
    table = plan.ParameterTable(
        name.text, of, tuple(key_symbols), values, required, name.place, labels
    )
    bounds = {row.key: row.bounds for row in rows if row.bounds != Bounds()}
    for row in rows:
        if row.value is not None:
            with suppress(Rejected):  # it was reported; what uses the parameter is looked at
                check_bounds(table, row.value, row.bounds, row.at, context)
    return Parameter(table, bounds)


def _header(
    statement: syntax.Statement, context: Context, language: str
) -> tuple[syntax.Name, list[syntax.Name], dict[str, str], tuple[Parts, ...]]:
    """Return the name, the key types, the labels, and the value where it stands on the line."""
    labels: dict[str, str] = {}
    sequences: list[Parts] = []
    for sequence in statement.body.sequences:
        kept = []
        for part in sequence:
            match part:
                case syntax.Label(language=other, text=text):
                    labels[other or language] = text
                case syntax.TextLiteral(text=text):
                    labels[language] = text
                case _:
                    kept.append(part)
        if kept:
            sequences.append(tuple(kept))
    if not sequences or not isinstance(sequences[0][0], syntax.Name):
        expected = '`parameter NAME [by LEVELS] "label"`'
        context.fail(Misplaced(statement.kind.place, "a `parameter` without a name", expected))
    name, *rest = sequences[0]
    assert isinstance(name, syntax.Name)
    keys: list[syntax.Name] = []
    match rest:
        case [syntax.Mark(word="by"), syntax.Name() as key, *left]:
            keys.append(key)
            rest = left
    first = ((tuple(rest),) if rest else ()) + tuple(sequences[1:])
    return name, keys, labels, first


def _key_symbol(key: syntax.Name, context: Context) -> Symbol:
    symbols = context.assembly.symbols
    if key.text not in symbols:
        context.fail(
            UnknownValue(key.place, key.text, "levels, stages and choices", tuple(symbols))
        )
    return symbols[key.text]


def _rows(
    statement: syntax.Statement,
    first: tuple[Parts, ...],
    keys: list[Symbol],
    context: Context,
) -> list[_Row]:
    lines = [
        line for line in statement.lines if line.head is None or line.head.text not in DESCRIPTION
    ]
    found = [_row(first, statement.place, (), context)] if first else []
    rejected = False
    for line in lines:
        try:
            found.append(_row_of_line(line, keys, context))
        except Rejected:
            rejected = True
    if rejected:
        raise Rejected
    if not found:
        expected = "a line with its value, or `required` where a layer must give it"
        context.fail(Misplaced(statement.place, "this `parameter`", expected))
    return found


def _row_of_line(line: syntax.Line, keys: list[Symbol], context: Context) -> _Row:
    if line.head is not None and line.head.text == "required":
        return _required_row(line, context)
    if not keys:
        return _row(parts_of(line), line.place, (), context)
    if line.head is None:
        expected = f"a value of `{keys[0].name}` at the start of the line"
        context.fail(Misplaced(line.place, "this row", expected))
    if line.head.text not in keys[0].values and not keys[0].open:
        unknown = UnknownValue(line.head.place, line.head.text, keys[0].name, keys[0].values)
        context.fail(unknown)
    return _row(line.body.sequences, line.place, (line.head.text,), context)


def _required_row(line: syntax.Line, context: Context) -> _Row:
    """Read `required`, `required in a .. b`, or `required TYPE`."""
    sequences = line.body.sequences
    if not sequences:
        return _Row((), True, None, None, Bounds(), line.place)
    bounds, of = _limits(sequences[0], None, context)
    bounds = replace(bounds, tighten_at=_tightens(sequences[1:], context))
    return _Row((), True, None, of, bounds, line.place)


def _row(sequences: tuple[Parts, ...], place: Place, key: Key, context: Context) -> _Row:
    """Read `VALUE [in a .. b][, tighten only]`, or a list of names."""
    if not sequences or not sequences[0]:
        context.fail(Misplaced(place, "this row", "a value"))
    if _is_list(sequences):
        words = tuple(clauses.dotted_name(part, context) for one in sequences for part in one)
        return _Row(key, False, words, Many(Text()), Bounds(), place)
    value, limits = _value_and_limits(sequences[0], context)
    found = constant(value, context)
    bounds, _ = _limits(limits, found.type, context)
    bounds = replace(bounds, tighten_at=_tightens(sequences[1:], context))
    return _Row(key, False, found.value, found.type, bounds, place)


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


def _limits(parts: Parts, of: Type | None, context: Context) -> tuple[Bounds, Type | None]:
    """Return the bounds that the parts state, and the type of their ends."""
    if not parts:
        return Bounds(), of
    match parts:
        case (syntax.Range() as span,) | (syntax.In(options=(syntax.Range() as span,)),):
            low = constant(span.low, context)
            high = constant(span.high, context)
        case (syntax.Name(text=word),) if word in _NAMED_TYPES:
            return Bounds(), _NAMED_TYPES[word]
        case _:
            context.fail(misplaced(parts[0], "`in LOW .. HIGH`"))
    currency = context.assembly.currency
    if not same(low.type, high.type, currency) or not is_ordered(low.type):
        expected = expressions.describe_type(low.type)
        context.fail(WrongType(span.place, expected, expressions.describe_type(high.type)))
    if not _in_order(low.type, low.value, low.value, high.value):
        context.fail(Misplaced(span.place, "this range", "the lower end first"))
    if of is not None and not same(of, low.type, currency):
        found = expressions.describe_type(low.type)
        context.fail(WrongType(span.place, expressions.describe_type(of), found))
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


def constant(node: syntax.Part, context: Context, of: Type | None = None) -> plan.Const:
    """Return a value that is written out, and not worked out."""
    found = expressions.value(node, context, of)
    if not isinstance(found, plan.Const):
        context.fail(misplaced(node, "a value written out"))
    return found


def _type(rows: list[_Row], place: Place, context: Context) -> Type:
    typed = [row for row in rows if row.type is not None]
    if not typed:
        expected = "`required in LOW .. HIGH`, which also says what kind of value it is"
        context.fail(Misplaced(place, "`required` alone", expected))
    first = typed[0].type
    assert first is not None
    for row in typed[1:]:
        assert row.type is not None
        if not same(row.type, first, context.assembly.currency):
            expected = expressions.describe_type(first)
            context.fail(WrongType(row.at, expected, expressions.describe_type(row.type)))
    return first


def _check_rows(name: str, rows: list[_Row], context: Context) -> None:
    seen: dict[Key, Place] = {}
    for row in rows:
        if row.key in seen and not row.required:
            context.fail(SetTwice(row.at, _written(name, row.key), seen[row.key]))
        if not row.required:
            seen[row.key] = row.at


def _written(name: str, key: Key) -> str:
    return f"{name}[{', '.join(key)}]" if key else name


def check_bounds(
    table: plan.ParameterTable, value: Any, bounds: Bounds, at: Place, context: Context
) -> None:
    """Report a value of the parameter that lies outside its bounds, and reject it."""
    if bounds.low is None or bounds.at is None:
        return
    if not _in_order(table.type, bounds.low, value, bounds.high):
        found, low, high = (show(one, table.type) for one in (value, bounds.low, bounds.high))
        context.fail(OutOfBounds(at, table.name, found, low, high, bounds.at))


def _in_order(of: Type, low: Any, value: Any, high: Any) -> bool:
    if isinstance(of, Symbol):
        low, value, high = (of.values.index(one) for one in (low, value, high))
    inside: bool = low <= value <= high
    return inside
