"""The kind `parameter`: a figure that a policy states, and how far layers may change it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecourt.core.check.assembly import Rejected
from forecourt.core.check.context import Context
from forecourt.core.check.naming import RESERVED
from forecourt.core.check.parameter_rows import (
    Bounds,
    Key,
    Parts,
    Row,
    is_in_order,
    read_rows,
    rows_of_type,
    type_of_rows,
)
from forecourt.core.check.typing import AMOUNTS
from forecourt.core.diagnostics.checking import (
    DeclaredTwice,
    Misplaced,
    ReservedName,
    UnknownValue,
)
from forecourt.core.diagnostics.policies import OutOfBounds, SetTwice
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.ranges import Interval
from forecourt.core.values.showing import show

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Assembly
    from forecourt.core.diagnostics import Place
    from forecourt.core.values.types import Symbol


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
    """Return a parameter; one of which any row is wrong is rejected once all were looked at."""
    name, keys, labels, first = _header(statement, context, language)
    key_symbols = [_key_symbol(key, context) for key in keys]
    read, whole = read_rows(statement, first, key_symbols, context)
    if not whole and all(row.type is None for row in read):
        raise Rejected
    of = type_of_rows(read, statement.place, context)
    rows = rows_of_type(read, of, context)
    values = {
        row.key: (plan.DatedValue(row.value.value, None, None, row.at),)
        for row in rows
        if row.value is not None
    }
    required = any(row.required for row in rows)
    table = plan.ParameterTable(
        name.text, of, tuple(key_symbols), values, required, name.place, labels
    )
    _check_bounds_of_rows(table, rows, context)
    if not _is_set_once(name.text, rows, context) or not whole or len(rows) < len(read):
        raise Rejected
    return Parameter(table, {row.key: row.bounds for row in rows if row.bounds != Bounds()})


def _check_bounds_of_rows(table: plan.ParameterTable, rows: list[Row], context: Context) -> None:
    for row in rows:
        if row.value is not None:
            with suppress(Rejected):  # it was reported; what uses the parameter is looked at
                check_bounds(table, row.value.value, row.bounds, row.at, context)


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


def _is_set_once(name: str, rows: list[Row], context: Context) -> bool:
    """Tell whether no row has the key of an earlier one; each that has is reported."""
    seen: dict[Key, Place] = {}
    once = True
    for row in rows:
        if row.required:
            continue
        if row.key in seen:
            context.report(SetTwice(row.at, _written(name, row.key), seen[row.key]))
            once = False
        seen.setdefault(row.key, row.at)
    return once


def _written(name: str, key: Key) -> str:
    return f"{name}[{', '.join(key)}]" if key else name


def check_bounds(
    table: plan.ParameterTable, value: Any, bounds: Bounds, at: Place, context: Context
) -> None:
    """Report a value of the parameter that lies outside its bounds, and reject it."""
    if bounds.low is None or bounds.at is None:
        return
    if not is_in_order(table.type, bounds.low, value, bounds.high):
        found, low, high = (show(one, table.type) for one in (value, bounds.low, bounds.high))
        context.fail(OutOfBounds(at, table.name, found, low, high, bounds.at))
