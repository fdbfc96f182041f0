"""The functions of the closed list as Spark has them, in ANSI mode and whatever its time zone."""

from __future__ import annotations

from sqlglot import exp

from forecourt.core.engines.columns.functions_common import (
    SPARK,
    Builder,
    Built,
    best_of,
    cast,
    common,
    in_parens,
    later,
    named,
    number,
    operand,
    rounded,
    string,
    units,
)


def _epoch() -> Built:
    return cast(string("1970-01-01 00:00:00"), "TIMESTAMP", SPARK)


def _days_later(day: Built, amount: Built) -> Built:
    """A day and an interval would make a moment of the session's time zone."""
    return named("DATE_ADD")(day, cast(amount, "INT", SPARK))


def _months_later(day: Built, amount: Built) -> Built:
    return named("ADD_MONTHS")(day, cast(amount, "INT", SPARK))


def _start_of(unit: str) -> Builder:
    """Weeks begin on Monday."""
    return lambda day: named("TRUNC")(day, string(unit))


def _quotient(above: Built, below: Built) -> Built:
    """Of decimals too one of 64 bits, unchecked; what a plan comes to fits into that."""
    return in_parens(exp.IntDiv(this=operand(above), expression=operand(below)))


def _floor_quotient(value: Built, by: Built) -> Built:
    return named("FLOOR")(in_parens(exp.Div(this=operand(value), expression=operand(by))))


def _picked(name: str) -> Builder:
    """Of one value it is that one, for which Spark has no call."""
    return lambda *values: values[0] if len(values) == 1 else named(name)(*values)


def _seconds_of_day(moment: Built) -> Built:
    hours, minutes, seconds = (named(name)(moment.copy()) for name in ("HOUR", "MINUTE", "SECOND"))
    in_minutes = exp.Add(this=exp.Mul(this=hours, expression=number(60)), expression=minutes)
    in_seconds = exp.Mul(this=in_parens(in_minutes), expression=number(60))
    return cast(exp.Add(this=in_seconds, expression=seconds), "BIGINT", SPARK)


def _day_number(day: Built) -> Built:
    return cast(named("UNIX_DATE")(day), "BIGINT", SPARK)


def _second_number(moment: Built) -> Built:
    """`UNIX_SECONDS` would take the moment for one of the session's time zone."""
    days = exp.Mul(this=_day_number(cast(moment, "DATE", SPARK)), expression=number(86_400))
    return in_parens(exp.Add(this=days, expression=_seconds_of_day(moment)))


def _moment_of_number(seconds: Built) -> Built:
    return later(_epoch(), units(cast(seconds, "BIGINT", SPARK), "SECOND"))


def _md5_number(text: Built) -> Built:
    digits = named("LEFT")(named("MD5")(cast(text, "BINARY", SPARK)), number(8))
    return cast(named("CONV")(digits, number(16), number(10)), "BIGINT", SPARK)


def _lists_joined(*lists: Built) -> Built:
    """A null counts as empty."""
    return named("CONCAT")(*(_empty_list(one) for one in lists))


def _empty_list(null: Built) -> Built:
    return named("COALESCE")(null, exp.Array(expressions=[]))


def _no_texts(texts: Built) -> Built:
    many = named("COALESCE")(named("ARRAY_SIZE")(texts), number(0))
    return in_parens(exp.EQ(this=many, expression=number(0)))


def _all_texts(texts: Built) -> Built:
    """Nulls are not collected; of nothing there is to be a null, not an empty list."""
    found = named("COLLECT_LIST")(texts)
    return named("FLATTEN")(named("NULLIF")(found, exp.Array(expressions=[])))


def _nth_least(place: Built, *values: Built) -> Built:
    """Null where there aren't so many; places are counted from 0."""
    before = exp.Sub(this=cast(place, "INT", SPARK), expression=number(1))
    listed = named("ARRAY_SORT")(exp.Array(expressions=list(values)))
    return named("GET")(listed, before)


def ordinals(low: Built, high: Built) -> Built:
    """Return what makes a row for each whole number from one to another.

    A sequence runs downwards if its end lies before its start; there are to be none then.
    """
    upwards = exp.LTE(this=operand(low.copy()), expression=operand(high.copy()))
    return named("EXPLODE")(exp.Case().when(upwards, named("SEQUENCE")(low, high)))


FUNCTIONS: dict[str, Builder] = {
    **common(SPARK),
    "least": _picked("LEAST"),
    "greatest": _picked("GREATEST"),
    "quotient": _quotient,
    "rounded quotient": rounded(_quotient),
    "floor quotient": _floor_quotient,
    "week start": _start_of("WEEK"),
    "month start": _start_of("MONTH"),
    "quarter start": _start_of("QUARTER"),
    "year start": _start_of("YEAR"),
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
    "best of": best_of(named("NAMED_STRUCT")),
}
