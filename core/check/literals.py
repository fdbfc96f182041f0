"""Literals of rule text in normal form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import Unfitting, UnknownUnit, UnknownValue
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.reading import Unfit, literal_number
from forecourt.core.values.types import (
    DURATION_UNITS,
    Day,
    Duration,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Symbol,
    Text,
    TimeOfDay,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.values.types import Type

Literal = (
    syntax.NumberLiteral
    | syntax.QuantityLiteral
    | syntax.TextLiteral
    | syntax.Label
    | syntax.DayLiteral
    | syntax.MomentLiteral
    | syntax.TimeLiteral
    | syntax.YesNoLiteral
)

_CURRENCY = re.compile(r"[A-Z]{3}")


def literal(node: Literal, context: Context, expected: Type | None) -> plan.Const:
    """Return a literal as a constant; a bare number takes the plain number type expected."""
    match node:
        case syntax.NumberLiteral():
            return _number(node, context, expected)
        case syntax.QuantityLiteral():
            return _quantity(node, context)
        case syntax.TextLiteral(text=text) | syntax.Label(text=text):
            return _text(text, node.place, context, expected)
        case syntax.DayLiteral(value=day):
            return plan.Const(day, Day())
        case syntax.MomentLiteral(value=moment):
            return plan.Const(moment, Moment())
        case syntax.TimeLiteral(value=time):
            return plan.Const(time, TimeOfDay())
        case syntax.YesNoLiteral(value=answer):
            return plan.Const(answer, YesNo())


def listed_words(node: syntax.Expression, context: Context) -> tuple[str, ...] | None:
    """Return the words of a parameter that lists names, as in `at least 3 of criteria[H]`.

    None if it is no such parameter. The words are those in force without a date.
    """
    match node:
        case syntax.Name(text=name):
            keys: tuple[str, ...] = ()
        case syntax.Index(of=syntax.Name(text=name), keys=written):
            keys = tuple(key.text for key in written if isinstance(key, syntax.Name))
        case _:
            return None
    table = context.assembly.parameters.get(name)
    if table is None or not isinstance(table.type, Many):
        return None
    values = table.values.get(keys)
    if not values:
        if table.key_types and keys:
            known = tuple(key[0] for key in table.values)
            context.fail(UnknownValue(node.place, ", ".join(keys), name, known))
        return ()
    words: tuple[str, ...] = values[-1].value
    return words


def _number(node: syntax.NumberLiteral, context: Context, expected: Type | None) -> plan.Const:
    plain = Whole() if "." not in node.text else Number()
    of = expected if isinstance(expected, (Whole, Number)) else plain
    return _exact(node.text, node.text, of, node.place, context)


def _quantity(node: syntax.QuantityLiteral, context: Context) -> plan.Const:
    of = unit_type(node.unit, node.place, context)
    written = f"{node.number} {node.unit}"
    found = _exact(node.number, written, of, node.place, context)
    if isinstance(of, Duration):
        return plan.Const(found.value * DURATION_UNITS[node.unit].size, of)
    return found


def unit_type(unit: str, place: Place, context: Context) -> Type:
    """Return the type of a number that carries `unit`."""
    if unit == "%":
        return Percent()
    if unit in DURATION_UNITS:
        return Duration(DURATION_UNITS[unit].family)
    if unit in context.assembly.vocabulary.units:
        return Quantity(unit)
    if _CURRENCY.fullmatch(unit):
        return Money(unit)
    known = ("%", *DURATION_UNITS, *context.assembly.vocabulary.units)
    context.fail(UnknownUnit(place, unit, known))


def _exact(text: str, written: str, of: Type, place: Place, context: Context) -> plan.Const:
    try:
        return plan.Const(literal_number(text, of), of)
    except Unfit as unfit:
        context.fail(Unfitting(place, written, unfit.expected))


def _text(text: str, place: Place, context: Context, expected: Type | None) -> plan.Const:
    if isinstance(expected, Symbol):
        if text in expected.values or expected.open:
            return plan.Const(text, expected)
        context.fail(UnknownValue(place, text, expected.name, expected.values))
    return plan.Const(text, Text())
