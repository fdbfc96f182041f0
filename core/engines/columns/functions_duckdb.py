"""The functions of the closed list as DuckDB has them."""

from __future__ import annotations

from sqlglot import exp

from forecourt.core.engines.columns.functions_common import (
    DUCKDB,
    Builder,
    Built,
    best_of,
    cast,
    common,
    filtered,
    in_parens,
    later,
    named,
    number,
    operand,
    rounded,
    string,
    units,
)


def _struct(*fields: Built) -> Built:
    return exp.Struct(
        expressions=[
            exp.PropertyEQ(this=exp.to_identifier(name.name, quoted=True), expression=value)
            for name, value in zip(fields[::2], fields[1::2], strict=True)
        ]
    )


def _days_later(day: Built, amount: Built) -> Built:
    return in_parens(later(day, cast(amount, "INT", DUCKDB)))


def _months_later(day: Built, amount: Built) -> Built:
    """A day and an interval make a moment."""
    return cast(later(day, units(cast(amount, "INT", DUCKDB), "MONTH")), "DATE", DUCKDB)


def _start_of(unit: str) -> Builder:
    """Weeks begin on Monday."""
    return lambda day: cast(named("DATE_TRUNC")(string(unit), day), "DATE", DUCKDB)


def _quotient(above: Built, below: Built) -> Built:
    return in_parens(exp.IntDiv(this=above, expression=below))


def _floor_quotient(value: Built, by: Built) -> Built:
    return cast(exp.Floor(this=in_parens(exp.Div(this=value, expression=by))), "BIGINT", DUCKDB)


def _seconds_of_day(moment: Built) -> Built:
    clock = exp.cast(moment, "TIME")
    return cast(named("DATE_PART")(string("epoch"), clock), "BIGINT", DUCKDB)


def _day_number(day: Built) -> Built:
    return named("DATE_DIFF")(string("day"), cast(string("1970-01-01"), "DATE", DUCKDB), day)


def _second_number(moment: Built) -> Built:
    return cast(named("EPOCH")(moment), "BIGINT", DUCKDB)


def _moment_of_number(seconds: Built) -> Built:
    micros = exp.Mul(this=operand(seconds), expression=number(1_000_000))
    return cast(named("MAKE_TIMESTAMP")(micros), "TIMESTAMP", DUCKDB)


def _md5_number(text: Built) -> Built:
    """The first eight digits of the sum, which DuckDB reads as a number."""
    digits = named("LEFT")(named("MD5")(text), number(8))
    return cast(in_parens(exp.DPipe(this=string("0x"), expression=digits)), "BIGINT", DUCKDB)


def _lists_joined(*lists: Built) -> Built:
    """A null counts as empty."""
    first, *others = lists
    found = first
    for other in others:
        found = named("LIST_CONCAT")(found, other)
    return found


def _empty_list(null: Built) -> Built:
    return exp.Coalesce(this=null, expressions=[exp.Array(expressions=[])])


def _no_texts(texts: Built) -> Built:
    many = named("COALESCE")(named("LEN")(texts), number(0))
    return in_parens(exp.EQ(this=many, expression=number(0)))


def _all_texts(texts: Built) -> Built:
    there = in_parens(exp.Is(this=texts.copy(), expression=exp.null()).not_())
    return named("FLATTEN")(filtered(named("LIST")(texts), there))


def _nth_least(place: Built, *values: Built) -> Built:
    """Null where there aren't so many."""
    return named("LIST_EXTRACT")(named("LIST_SORT")(exp.Array(expressions=list(values))), place)


def ordinals(low: Built, high: Built) -> Built:
    """Return what makes a row for each whole number from one to another."""
    return named("UNNEST")(named("GENERATE_SERIES")(low, high))


FUNCTIONS: dict[str, Builder] = {
    **common(DUCKDB),
    "quotient": _quotient,
    "rounded quotient": rounded(_quotient),
    "floor quotient": _floor_quotient,
    "week start": _start_of("week"),
    "month start": _start_of("month"),
    "quarter start": _start_of("quarter"),
    "year start": _start_of("year"),
    "day + days": _days_later,
    "day + months": _months_later,
    "seconds of day": _seconds_of_day,
    "day number": _day_number,
    "second number": _second_number,
    "moment of number": _moment_of_number,
    "list": lambda *items: exp.Array(expressions=list(items)),
    "texts joined": _lists_joined,
    "lists joined": _lists_joined,
    "empty list": _empty_list,
    "no texts": _no_texts,
    "all texts": _all_texts,
    "nth least": _nth_least,
    "md5 number": _md5_number,
    "best of": best_of(_struct),
}
