"""The closed list of functions that column expressions are made of, for each database.

Each entry makes a sqlglot expression of its arguments. Where the databases differ in what they
mean by the same words, each has its own. Nothing else reaches a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from forecourt.core.engines.columns import functions_duckdb, functions_spark
from forecourt.core.engines.columns.frames import ROWS
from forecourt.core.engines.columns.functions_common import (
    DUCKDB,
    SPARK,
    Builder,
    Built,
    cast,
    type_of,
)
from forecourt.core.engines.columns.sql import PLUGIN, Column, Literal, Op

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.engines.columns.frames import Ordinals
    from forecourt.core.engines.columns.sql import Sql

__all__ = ["DUCKDB", "FUNCTIONS", "ORDINALS", "SPARK", "lowered", "type_of", "unfolded"]

FUNCTIONS: Mapping[str, Mapping[str, Builder]] = {
    DUCKDB: functions_duckdb.FUNCTIONS,
    SPARK: functions_spark.FUNCTIONS,
}
"""By database and name."""

ORDINALS: Mapping[str, Builder] = {
    DUCKDB: functions_duckdb.ordinals,
    SPARK: functions_spark.ordinals,
}
"""What makes a row for each whole number from one to another."""


def lowered(sql: Sql, dialect: str) -> Built:
    """Return an expression as one of a database."""
    match sql:
        case Column():
            return exp.column(sql.name, table=sql.of, quoted=True)
        case Literal():
            return _literal(sql, dialect)
        case Op():
            arguments = [lowered(argument, dialect) for argument in sql.arguments]
            if sql.function.startswith(PLUGIN):
                return _of_plugin(sql.function, arguments)
            return FUNCTIONS[dialect][sql.function](*arguments)


def _of_plugin(name: str, arguments: list[Built]) -> Built:
    """A function that whoever runs the query has registered under that name."""
    return exp.Anonymous(this=exp.to_identifier(name, quoted=True), expressions=arguments)


def _literal(literal: Literal, dialect: str) -> Built:
    value = literal.value
    if value is None:
        return cast(exp.null(), literal.type, dialect)
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, int):
        shown: Built = exp.Literal.number(abs(value))
        return exp.Paren(this=exp.Neg(this=shown)) if value < 0 else shown
    if isinstance(value, str):
        return exp.Literal.string(value)
    return cast(exp.Literal.string(str(value)), literal.type, dialect)


def unfolded(columns: list[Built], outer: str, ordinals: Ordinals, dialect: str) -> exp.Select:
    """Return the rows of `outer`, each once for every ordinal, with columns of both."""
    low, high = lowered(ordinals.low, dialect), lowered(ordinals.high, dialect)
    each = ORDINALS[dialect](low, high)
    star = exp.Column(this=exp.Star(), table=exp.to_identifier("p"))
    inner = exp.Select(expressions=[star, exp.alias_(each, "n", quoted=True)])
    inner = inner.from_(exp.table_(outer, quoted=True, alias="p"), copy=False)
    selected = exp.Select(expressions=columns)
    return selected.from_(inner.subquery(ROWS), copy=False)
