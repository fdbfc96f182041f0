"""Column expressions: what a plan is lowered to, before it is text for one database or another.

An expression is a column, a constant, or one of the closed list of functions (see `functions`)
applied to expressions. It is immutable and compared by value, so that what is the same is worked
out once. Conditions are BOOLEAN expressions, null where unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.values.types import Day, Many, Moment, Reference, Symbol, Text, Type, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

BOOLEAN, WHOLE, WIDE = "BOOLEAN", "BIGINT", "WIDE"
TEXT, DAY, MOMENT, TEXTS = "TEXT", "DATE", "TIMESTAMP", "TEXT[]"
"""Types of columns. `WIDE` holds 38 digits, for what is exact only before it is divided."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows at hand; with `of`, of what is joined under that alias."""

    name: str
    of: str = "p"


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant of a column type; None is a null of that type."""

    value: bool | int | str | date | datetime | None
    type: str


@dataclass(frozen=True, slots=True)
class Op:
    """A function of the closed list, applied."""

    function: str
    arguments: tuple[Sql, ...]


PLUGIN = "plugin_"
"""What the name of a plugin's function begins with, in an `Op` and in the database."""

Sql = Column | Literal | Op

TRUE, FALSE = Literal(value=True, type=BOOLEAN), Literal(value=False, type=BOOLEAN)
UNKNOWN = Literal(None, BOOLEAN)
ZERO, ONE = Literal(0, WHOLE), Literal(1, WHOLE)


def op(function: str, *arguments: Sql) -> Op:
    """Return a function applied to arguments."""
    return Op(function, arguments)


def number(value: int) -> Literal:
    """Return a whole number as a constant."""
    return Literal(value, WHOLE)


def text(value: str) -> Literal:
    """Return a text as a constant."""
    return Literal(value, TEXT)


def null(kind: str) -> Literal:
    """Return a null of a column type."""
    return Literal(None, kind)


def column_type(kind: Type) -> str:
    """Return the column type that holds values of a type of the plan.

    A time of day is the number of seconds since midnight.
    """
    match kind:
        case YesNo():
            return BOOLEAN
        case Day():
            return DAY
        case Moment():
            return MOMENT
        case Text() | Symbol() | Reference():
            return TEXT
        case Many(element):
            return f"{column_type(element)}[]"
        case _:
            return WHOLE


def columns_in(sql: Sql) -> Iterator[Column]:
    """Yield the columns that an expression reads, each as often as it does."""
    match sql:
        case Column():
            yield sql
        case Op():
            for argument in sql.arguments:
                yield from columns_in(argument)


def replaced(sql: Sql, columns: dict[Column, Sql]) -> Sql:
    """Return an expression with some of its columns replaced by expressions."""
    match sql:
        case Column():
            return columns.get(sql, sql)
        case Op():
            return Op(sql.function, tuple(replaced(one, columns) for one in sql.arguments))
        case _:
            return sql


def is_constant(sql: Sql) -> bool:
    """Return whether an expression reads no column."""
    return isinstance(sql, Literal) or next(columns_in(sql), None) is None


# Conditions, with what is known beforehand left out ----------------------------------------


def any_of(*conditions: Sql) -> Sql:
    """Return `or` of conditions."""
    there = tuple(dict.fromkeys(one for one in conditions if one != FALSE))
    if TRUE in there:
        return TRUE
    return FALSE if not there else there[0] if len(there) == 1 else Op("or", there)


def all_of(*conditions: Sql) -> Sql:
    """Return `and` of conditions."""
    there = tuple(dict.fromkeys(one for one in conditions if one != TRUE))
    if FALSE in there:
        return FALSE
    return TRUE if not there else there[0] if len(there) == 1 else Op("and", there)


def not_(condition: Sql) -> Sql:
    """Return the negation of a condition."""
    match condition:
        case Literal(value=bool(known)):
            return FALSE if known else TRUE
        case Op(function="not", arguments=(inner,)):
            return inner
        case _:
            return op("not", condition)


def is_null(value: Sql) -> Sql:
    """Return whether a value is null."""
    if isinstance(value, Literal):
        return TRUE if value.value is None else FALSE
    return op("is null", value)


def is_there(value: Sql) -> Sql:
    """Return whether a value is not null."""
    return not_(is_null(value))


def holds(condition: Sql) -> Sql:
    """Return whether a condition is true, unknown counting as not."""
    if isinstance(condition, Literal):
        return TRUE if condition.value else FALSE
    return op("is true", condition)


def same(left: Sql, right: Sql) -> Sql:
    """Return whether two values are equal, null if one is null."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        if left.value is None or right.value is None:
            return UNKNOWN
        return TRUE if left.value == right.value else FALSE
    return op("=", left, right)


def case(rows: Iterable[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """Return the value of the first row that is true, or else `otherwise`."""
    kept: list[Sql] = []
    for condition, value in rows:
        if condition == TRUE:
            otherwise = value
            break
        if condition not in (FALSE, UNKNOWN):
            kept += condition, value
    while kept and kept[-1] == otherwise:
        del kept[-2:]
    if kept[1:] == [TRUE] and otherwise == FALSE and is_definite(kept[0]):
        return kept[0]
    return Op("case", (*kept, otherwise)) if kept else otherwise


def is_definite(condition: Sql) -> bool:
    """Return whether it can be seen that a condition never is unknown."""
    match condition:
        case Literal(value=value):
            return value is not None
        case Op(function="is null" | "is true" | "same or both null"):
            return True
        case Op(function="not" | "and" | "or", arguments=conditions):
            return all(is_definite(one) for one in conditions)
        case _:
            return False


def or_else(value: Sql, default: Sql) -> Sql:
    """Return a value, or the default where it is null."""
    if isinstance(value, Literal):
        return default if value.value is None else value
    return op("coalesce", value, default)


def plus(left: Sql, right: Sql) -> Sql:
    """Return a sum of whole numbers."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        return number(_int(left) + _int(right))
    if ZERO in (left, right):
        return right if left == ZERO else left
    return op("+", left, right)


def minus(left: Sql, right: Sql) -> Sql:
    """Return a difference of whole numbers."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        return number(_int(left) - _int(right))
    return op("-", left, right)


def times(left: Sql, right: Sql) -> Sql:
    """Return a product of whole numbers."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        return number(_int(left) * _int(right))
    return op("*", left, right)


def _int(literal: Literal) -> int:
    assert isinstance(literal.value, int)
    return literal.value
