"""Values made from values, in columns: arithmetic, choice, texts, functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import united, where
from forecourt.core.engines.columns.cells import Cell, rows_chosen, strict
from forecourt.core.engines.columns.plugin_functions import Called
from forecourt.core.engines.columns.sql import (
    FALSE,
    PLUGIN,
    TRUE,
    WHOLE,
    ZERO,
    Literal,
    Op,
    Sql,
    all_of,
    any_of,
    case,
    column_type,
    is_null,
    is_there,
    not_,
    null,
    number,
    op,
    or_else,
    text,
)
from forecourt.core.plan.nodes import Operator
from forecourt.core.values.arithmetic import scale
from forecourt.core.values.types import Order, Symbol, Type

if TYPE_CHECKING:
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.plan import nodes as n


def arithmetic(node: n.Arithmetic, scope: Scope) -> Cell:
    """The operation, exact, rounded once at its end."""
    left, right = scope.cell(node.left), scope.cell(node.right)
    of_left, of_right, of_both = scale(node.left.type), scale(node.right.type), scale(node.type)
    match node.operator:
        case Operator.ADD:
            return strict(op("+", left.value, right.value), left, right)
        case Operator.SUBTRACT:
            return strict(op("-", left.value, right.value), left, right)
        case Operator.MULTIPLY:
            product = times(wide(left.value), right.value, of_both)
            return strict(narrow(div(product, number(of_left * of_right), scope)), left, right)
    divisor = scope.frame.put(case([(op("=", right.value, ZERO), null(WHOLE))], right.value))
    dividend = times(wide(left.value), number(of_right), of_both)
    quotient = narrow(div(dividend, times(wide(divisor), number(of_left)), scope))
    return replace(strict(quotient, left, right), may_be_missing=True)


def wide(value: Sql) -> Sql:
    """Return a whole number with room for products."""
    return op("wide", value)


def narrow(value: Sql) -> Sql:
    """Return a wide number, which fits, as a whole number."""
    return op("narrow", value)


def times(value: Sql, *factors: Sql | int) -> Sql:
    """Return a wide product; a factor that is 1 is left out."""
    for one in factors:
        factor = number(one) if isinstance(one, int) else one
        if factor != number(1):
            value = op("*", value, factor if isinstance(factor, Literal) else wide(factor))
    return value


def div(numerator: Sql, denominator: Sql, scope: Scope) -> Sql:
    """Return a quotient of wide numbers, rounded half away from zero; null by zero.

    `div` of the values: sign(n d) ((2 |n| + |d|) div (2 |d|)), on numbers that are not negative.
    """
    if denominator == number(1):
        return numerator
    above, below = scope.frame.put(numerator), denominator
    if not isinstance(below, Literal):
        below = scope.frame.put(below)
    magnitude = scope.frame.put(op("rounded quotient", op("abs", above), op("abs", below)))
    negative = op("<", above, ZERO)
    if not isinstance(below, Literal):
        negative = op("differ", negative, op("<", below, ZERO))
    return case([(negative, op("negative", magnitude))], magnitude)


def fallback(node: n.Else, scope: Scope) -> Cell:
    """The first value if it is known, else the second."""
    return first_known(scope.cell(node.first), scope.cell(node.second))


def first_known(first: Cell, second: Cell) -> Cell:
    """Return the first value if it is known, else the second; both missing blame both."""
    value = or_else(first.value, second.value)
    unless = is_null(first.value)
    none = all_of(unless, second.none)
    if not second.may_be_missing:
        return Cell(value, none)
    lost = all_of(unless, second.missing)
    also = where(not_(first.none), first.blame)
    return Cell(value, none, where(lost, united(also, second.blame)), may_be_missing=True)


def pick(node: n.Pick, scope: Scope) -> Cell:
    """The least or greatest of those that are known."""
    items = [scope.cell(item) for item in node.items]
    value = scope.frame.put(_picked(node, [item.value for item in items], scope))
    lost = all_of(is_null(value), any_of(*(item.missing for item in items)))
    blame = where(lost, united(*(item.blame for item in items)))
    none = all_of(is_null(value), not_(lost))
    if all(item.none == FALSE and not item.may_be_missing for item in items):
        none = FALSE
    return Cell(value, none, blame, any(item.may_be_missing for item in items))


def _picked(node: n.Pick, values: list[Sql], scope: Scope) -> Sql:
    if not isinstance(node.type, Symbol):
        return Op("greatest" if node.greatest else "least", tuple(values))
    better = ">" if node.greatest else "<"
    best, *others = values
    for value in others:
        beaten = op(better, ranked(value, node.type), ranked(best, node.type))
        best = scope.frame.put(case([(is_null(best), value), (beaten, value)], best))
    return best


def ranked(value: Sql, kind: Type) -> Sql:
    """Return what to compare by order: of a symbol its rank, as levels fall and stages rise."""
    if not isinstance(kind, Symbol):
        return value
    step = -1 if kind.order is Order.LEVELS else 1
    if isinstance(value, Literal) and isinstance(value.value, str):
        place = kind.values.index(value.value) if value.value in kind.values else len(kind.values)
        return number(step * place)
    rows = [
        (op("=", value, Literal(name, column_type(kind))), number(step * place))
        for place, name in enumerate(kind.values)
    ]
    return case([(is_null(value), null(WHOLE)), *rows], number(step * len(kind.values)))


def case_of(node: n.Case, scope: Scope) -> Cell:
    """The value of the first row that holds; unknown rows are passed over."""
    rows = [(scope.truth(condition).truth, scope.cell(value)) for condition, value in node.rows]
    none = Cell(null(column_type(node.type)), TRUE)
    last = none if node.otherwise is None else scope.cell(node.otherwise)
    return rows_chosen(rows, last)


def join(node: n.Join, scope: Scope) -> Cell:
    """Texts one after the other."""
    parts = [scope.cell(part) for part in node.parts]
    return strict(Op("join", (text(""), *(part.value for part in parts))), *parts)


def call(node: n.Call, scope: Scope) -> Cell:
    """What a plugin's function returns, called for many rows at once; null where it gives none."""
    arguments = [scope.cell(argument) for argument in node.arguments]
    types = tuple(argument.type for argument in node.arguments)
    scope.session.called[node.function] = Called(node.function, types, node.type)
    given = all_of(*(is_there(argument.value) for argument in arguments))
    made = Op(f"{PLUGIN}{node.function}", tuple(argument.value for argument in arguments))
    value = scope.frame.put(case([(given, made)], null(column_type(node.type))))
    found = strict(value, *arguments)
    return replace(found, none=any_of(found.none, all_of(given, is_null(value))))
