"""How column expressions are built with sqlglot where the databases mean the same by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlglot import exp

Built = exp.Expr
Builder = Callable[..., Built]

DUCKDB, SPARK = "duckdb", "spark"

_TYPES = {
    DUCKDB: {"WIDE": "HUGEINT", "TIMESTAMP": "TIMESTAMP"},
    SPARK: {"WIDE": "DECIMAL(38, 0)", "TIMESTAMP": "TIMESTAMP_NTZ", "TEXT": "STRING"},
}


def type_of(kind: str, dialect: str) -> exp.DataType:
    """Return a column type as a database calls it."""
    if kind.endswith("[]"):
        element = type_of(kind[:-2], dialect)
        return exp.DataType(this=exp.DataType.Type.ARRAY, expressions=[element], nested=True)
    return _plain_type(kind, dialect).copy()


@cache
def _plain_type(kind: str, dialect: str) -> exp.DataType:
    return exp.DataType.build(_TYPES[dialect].get(kind, kind), dialect=dialect)


def cast(value: Built, kind: str, dialect: str) -> Built:
    """Return a value as one of a column type."""
    return exp.Cast(this=value, to=type_of(kind, dialect))


def named(name: str) -> Builder:
    """Return what calls a function of the database by its name."""
    return lambda *arguments: exp.Anonymous(this=name, expressions=list(arguments))


def number(value: int) -> Built:
    """Return a whole number that is not negative as a constant."""
    return exp.Literal.number(value)


def string(value: str) -> Built:
    """Return a text as a constant."""
    return exp.Literal.string(value)


def in_parens(value: Built) -> Built:
    """Return an expression in parentheses."""
    return exp.Paren(this=value)


def operand(value: Built) -> Built:
    """Return an expression as one that an operator can stand beside."""
    return value if isinstance(value, exp.Column | exp.Literal | exp.Func) else in_parens(value)


def binary(kind: type[exp.Binary]) -> Builder:
    """Return what applies an operator to two operands."""
    return lambda left, right: in_parens(kind(this=operand(left), expression=operand(right)))


def chain(kind: type[exp.Binary]) -> Builder:
    """Return what applies an operator between any number of operands."""

    def built(*items: Built) -> Built:
        first, *others = items
        found = operand(first)
        for item in others:
            found = kind(this=found, expression=operand(item))
        return in_parens(found)

    return built


def filtered(aggregate: Built, condition: Built) -> Built:
    """Return an aggregate over those rows of a group for which a condition is true."""
    if isinstance(condition, exp.Boolean) and condition.this:
        return aggregate
    return exp.Filter(this=aggregate, expression=exp.Where(this=condition))


def units(amount: Built, unit: str) -> Built:
    """Return so many units of time, as an interval."""
    one = exp.Interval(this=string("1"), unit=exp.var(unit))
    return in_parens(exp.Mul(this=operand(amount), expression=one))


def later(start: Built, interval: Built) -> Built:
    """Return a day or moment moved on by an interval."""
    return exp.Add(this=operand(start), expression=interval)


def best_of(struct: Builder) -> Builder:
    """Return what gives the greatest structure: its fields compare in the order they stand in."""

    def built(condition: Built, *fields: Built) -> Built:
        return filtered(named("MAX")(struct(*fields)), condition)

    return built


def rounded(quotient: Builder) -> Builder:
    """Return what rounds a quotient half up: (2 n + d) div (2 d), of numbers not negative."""

    def built(above: Built, below: Built) -> Built:
        twice = [
            in_parens(exp.Mul(this=operand(one), expression=number(2))) for one in (above, below)
        ]
        whole = in_parens(exp.Add(this=twice[0], expression=operand(below.copy())))
        return quotient(whole, twice[1])

    return built


def _cast_to(kind: str, dialect: str) -> Builder:
    return lambda value: cast(value, kind, dialect)


def _case(*arguments: Built) -> Built:
    *rows, otherwise = arguments
    found = exp.Case()
    for condition, value in zip(rows[::2], rows[1::2], strict=True):
        found = found.when(condition, value, copy=False)
    return found.else_(otherwise, copy=False)


def _is(kind: Callable[[], Built]) -> Builder:
    return lambda value: in_parens(exp.Is(this=operand(value), expression=kind()))


def _only_if(condition: Built, value: Built) -> Built:
    return exp.Case().when(condition, value, copy=False)


def _null_of(value: Built) -> Built:
    return exp.Case().when(exp.false(), value, copy=False)


def _filtered_call(name: str) -> Builder:
    return lambda condition, value: filtered(named(name)(value), condition)


def _count(condition: Built) -> Built:
    return filtered(exp.Count(this=exp.Star()), condition)


def _sum(dialect: str) -> Builder:
    return lambda condition, value: filtered(exp.Sum(this=cast(value, "WIDE", dialect)), condition)


def _part(struct: Built, name: Built) -> Built:
    return exp.Dot(this=operand(struct), expression=exp.to_identifier(name.name, quoted=True))


def _extracted(unit: str) -> Builder:
    return lambda value: exp.Extract(this=exp.var(unit), expression=value)


def _has_bit(mask: Built, bit: Built) -> Built:
    held = in_parens(exp.BitwiseAnd(this=operand(mask), expression=bit))
    return in_parens(exp.NEQ(this=held, expression=number(0)))


def _moment_moved(unit: str, dialect: str) -> Builder:
    """Both databases move a moment on alike, and both clamp months at the month's end."""
    return lambda moment, amount: cast(
        later(moment, units(cast(amount, "BIGINT", dialect), unit)), "TIMESTAMP", dialect
    )


_EACH_TRUTH: dict[str, Builder] = {
    "and": chain(exp.And),
    "or": chain(exp.Or),
    "not": lambda value: in_parens(exp.Not(this=operand(value))),
    "is null": _is(exp.null),
    "is true": _is(exp.true),
    "differ": binary(exp.NEQ),
    "same or both null": binary(exp.NullSafeEQ),
    "=": binary(exp.EQ),
    "<>": binary(exp.NEQ),
    "<": binary(exp.LT),
    "<=": binary(exp.LTE),
    ">": binary(exp.GT),
    ">=": binary(exp.GTE),
}

_EACH_CHOICE: dict[str, Builder] = {
    "case": _case,
    "coalesce": named("COALESCE"),
    "least": named("LEAST"),
    "greatest": named("GREATEST"),
    "only if": _only_if,
    "null of": _null_of,
}

_EACH_NUMBER: dict[str, Builder] = {
    "+": binary(exp.Add),
    "-": binary(exp.Sub),
    "*": binary(exp.Mul),
    "negative": lambda value: in_parens(exp.Neg(this=operand(value))),
    "abs": named("ABS"),
    "modulo": lambda value, by: in_parens(exp.Mod(this=operand(value), expression=by)),
    "bits or": chain(exp.BitwiseOr),
    "has bit": _has_bit,
}

_EACH_DAY: dict[str, Builder] = {
    "year": _extracted("YEAR"),
    "month": _extracted("MONTH"),
    "day of month": _extracted("DAY"),
    "month end": lambda day: exp.LastDay(this=day),
}

_EACH_GROUP: dict[str, Builder] = {
    "any": named("BOOL_OR"),
    "count": _count,
    "greatest of": _filtered_call("MAX"),
    "least of": _filtered_call("MIN"),
    "all bits": named("BIT_OR"),
}


def common(dialect: str) -> dict[str, Builder]:
    """Return the functions that are the same on every database but for the names of types."""
    return {
        **_EACH_TRUTH,
        **_EACH_CHOICE,
        **_EACH_NUMBER,
        **_EACH_DAY,
        **_EACH_GROUP,
        "wide": _cast_to("WIDE", dialect),
        "narrow": _cast_to("BIGINT", dialect),
        "day of": _cast_to("DATE", dialect),
        "midnight of": _cast_to("TIMESTAMP", dialect),
        "text of": _cast_to("TEXT", dialect),
        "one if": _cast_to("INT", dialect),
        "moment + days": _moment_moved("DAY", dialect),
        "moment + months": _moment_moved("MONTH", dialect),
        "moment + seconds": _moment_moved("SECOND", dialect),
        "join": chain(exp.DPipe),
        "part": _part,
        "list holds": named("ARRAY_CONTAINS"),
        "sum": _sum(dialect),
    }
