"""Queries over a base in the dialect of Spark, from that in which they are written, DuckDB's.

Most words are sqlglot's to translate. Those that it does not know, or that mean something else on
the other side, stand in `_CALLED` and `_RESAID`; tests run what they say on both.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from forecourt.core.engines.columns.functions import DUCKDB, SPARK

if TYPE_CHECKING:
    from collections.abc import Callable

Built = exp.Expr

_BEYOND_LATIN = "[^\\u0000-\\u02ff]"
"""A character that may stand otherwise in Unicode NFC."""


@cache
def in_spark(sql: str) -> str:
    """Return a query in DuckDB's dialect as one in Spark's."""
    said = parse_one(sql, read=DUCKDB)
    for node in reversed(list(said.walk())):  # what stands inside comes first
        resaid = _resaid(node)
        if resaid is not node:
            node.replace(resaid)
    return str(said.sql(SPARK, identify=True))


def _resaid(node: Built) -> Built:
    if isinstance(node, exp.Anonymous):
        say = _CALLED.get(node.name.lower())
        return say(*node.expressions) if say else node
    resay = _RESAID.get(type(node))
    return resay(node) if resay else node


def _named(name: str, *arguments: Built) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))


# By what DuckDB calls a function -----------------------------------------------------------


def _sum(*values: Built) -> Built:
    """What `HASH` gives on Spark has 32 bits only."""
    return _named("XXHASH64", *values)


def _in_nfc(text: Built) -> Built:
    """By what Spark brings for its collations; texts that are sure to be in NFC are left alone."""
    further = exp.RegexpLike(this=text.copy(), expression=exp.Literal.string(_BEYOND_LATIN))
    names = (exp.Literal.string(one) for one in ("com.ibm.icu.text.Normalizer", "compose"))
    composed = _named("REFLECT", *names, text.copy(), exp.false())
    return exp.Case().when(further, composed).else_(text)


def _seconds(number: Built) -> Built:
    zeros = (exp.Literal.number(0) for _ in range(3))
    return _named("MAKE_DT_INTERVAL", *zeros, number)


def _seconds_of_day(_unit: Built, time: Built) -> Built:
    """Of a time of day nothing else is ever asked for."""
    hours, minutes, seconds = (_named(one, time.copy()) for one in ("HOUR", "MINUTE", "SECOND"))
    return exp.paren(hours * 3600 + minutes * 60 + seconds)


_CALLED: dict[str, Callable[..., Built]] = {
    "hash": _sum,
    "nfc_normalize": _in_nfc,
    "to_seconds": _seconds,
    "date_part": _seconds_of_day,
}


# By what sqlglot makes of it ---------------------------------------------------------------


def _items(length: exp.Length) -> Built:
    """Texts are never measured."""
    return _named("ARRAY_SIZE", length.this)


def _whole_seconds(truncated: exp.TimestampTrunc) -> Built:
    """What Spark truncates becomes a moment of the session's zone, universal time."""
    return _naive(_named("DATE_TRUNC", exp.Literal.string("SECOND"), truncated.this))


def _universal(made: exp.UnixToTime) -> Built:
    """`make_timestamp(epoch_us(x))` is the wall clock of universal time, as the session's is."""
    return _naive(made.this.expressions[0])


def _naive(moment: Built) -> Built:
    return exp.cast(moment, exp.DataType.Type.TIMESTAMPNTZ)


def _time_made(parts: exp.TimeFromParts) -> Built:
    hour, minute = (exp.cast(parts.args[one], "INT") for one in ("hour", "min"))
    second = exp.cast(parts.args["sec"], "DECIMAL(16, 6)")
    return _named("MAKE_TIME", hour, minute, second)


def _cast(node: exp.Cast) -> Built:
    """What is cast to a time of day is one already; Spark's are not known to sqlglot."""
    return node.this if node.to.is_type(exp.DataType.Type.TIME) else node


_RESAID: dict[type[Built], Callable[..., Built]] = {
    exp.Length: _items,
    exp.TimestampTrunc: _whole_seconds,
    exp.UnixToTime: _universal,
    exp.TimeFromParts: _time_made,
    exp.Cast: _cast,
}
