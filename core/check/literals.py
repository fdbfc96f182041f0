"""Literals of rule text in normal form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import Unfitting, UnknownUnit, UnknownValue
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.clock import settle
from forecourt.core.values.reading import Unfit, literal_number
from forecourt.core.values.types import (
    DURATION_UNITS,
    Day,
    Duration,
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
    """Return a literal as a constant.

    A bare number takes the plain number type expected; a moment that the store's clock skips moves
    on by the gap.
    """
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
            return plan.Const(settle(moment, context.assembly.zone), Moment())
        case syntax.TimeLiteral(value=time):
            return plan.Const(time, TimeOfDay())
        case syntax.YesNoLiteral(value=answer):
            return plan.Const(answer, YesNo())


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
