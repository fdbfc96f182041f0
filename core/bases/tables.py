"""The tables that queries read, made of a base's rows; rows that cannot be used are set apart.

A model whose rows are all right is a view: nothing is copied. One with rows that are not is a
table of the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.bases.checks import Check, Reason, row_checks
from forecourt.core.bases.layout import is_part, keys, models_in_order
from forecourt.core.bases.reading import (
    quoted,
    reading,
    span_of,
    text_in_sql,
    types_of,
    unlike,
)
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import SeveralStores
from forecourt.core.engines.columns.functions import DUCKDB, lowered, type_of
from forecourt.core.engines.columns.inputs import empty_root, table_columns
from forecourt.core.engines.columns.sql import Literal, op

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from forecourt.core.bases.sources import Source
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.types import Type

REJECTS = "rows set apart"
"""The table of what is wrong with rows: model, ids from the root's on, column, reason."""


class Count(NamedTuple):
    """How many rows of a model were read, and how many of these were set apart."""

    read: int
    rejected: int


@dataclass
class Tables:
    """What was made of a base's rows."""

    counts: dict[str, Count] = field(default_factory=dict)
    rejected: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Rows by model, column and reason."""


def make_tables(
    connection: duckdb.DuckDBPyConnection,
    found: Mapping[str, Source],
    schema: Schema,
    zone: str,
) -> Tables:
    """Make a table or view for each model, named as it.

    Raises:
        BaseUnfit: there is more than one store.
    """
    connection.execute(
        f"CREATE TABLE {quoted(REJECTS)}"
        ' ("model" VARCHAR, "ids" VARCHAR[], "column" VARCHAR, "reason" VARCHAR)'
    )
    made = Tables()
    for model in models_in_order(schema):
        if model in found:
            _of_source(connection, model, found[model], schema, zone, made)
        else:
            _of_nothing(connection, model, schema)
    for root in schema.roots[1:]:
        _one_at_most(connection, root, schema)
    return made


def _of_nothing(connection: duckdb.DuckDBPyConnection, model: str, schema: Schema) -> None:
    columns = ", ".join(
        f"{quoted(name)} {type_of(kind, DUCKDB).sql(DUCKDB)}"
        for name, kind in table_columns(model, schema).items()
    )
    connection.execute(f"CREATE TABLE {quoted(model)} ({columns})")


def _one_at_most(connection: duckdb.DuckDBPyConnection, root: str, schema: Schema) -> None:
    """See that a root beside the first has one row: where there is none, an empty record."""
    number = _number(connection, f"SELECT count(*) FROM {quoted(root)}")
    if number > 1:
        raise BaseUnfit(SeveralStores(Place(root, 1), root, number))
    if number == 0:
        connection.execute(f"DROP {_kind_of(connection, root)} {quoted(root)}")
        row = empty_root(root, schema)
        values = ", ".join(
            f"{_constant(row[name], kind)} AS {quoted(name)}"
            for name, kind in table_columns(root, schema).items()
        )
        connection.execute(f"CREATE TABLE {quoted(root)} AS SELECT {values}")


def _constant(value: Any, kind: str) -> str:
    if isinstance(value, list):
        items = [Literal(one, kind.removesuffix("[]")) for one in value]
        listed = lowered(op("list", *items), DUCKDB).sql(DUCKDB)
    else:
        listed = lowered(Literal(value, kind), DUCKDB).sql(DUCKDB)
    return f"CAST({listed} AS {type_of(kind, DUCKDB).sql(DUCKDB)})"


def _kind_of(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    found = connection.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]
    ).fetchall()
    return "VIEW" if found == [("VIEW",)] else "TABLE"


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    ((number,),) = connection.execute(sql).fetchall()
    return int(number)


# Rows that are there -------------------------------------------------------------------------


def _of_source(
    connection: duckdb.DuckDBPyConnection,
    model: str,
    source: Source,
    schema: Schema,
    zone: str,
    made: Tables,
) -> None:
    types = types_of(model, schema)
    columns = {name: kind for name, kind in source.columns.items() if name in types}
    total, failed = _failed(connection, source, row_checks(model, schema, columns))
    for check in failed:
        _reject(connection, model, schema, source, check, f"WHERE {check.bad}")
    otherwise = _unlike(connection, source, columns, types, zone)
    _reject_doubled(connection, model, schema, source)
    _reject_without_owner(connection, model, schema, source, otherwise)
    tally = _tally(connection, model)
    kept = _kept(model, schema, failed, otherwise) if tally else ""
    read = reading(model, schema, columns, zone, otherwise)
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in read.items())
    kind = "TABLE" if otherwise or kept else "VIEW"
    connection.execute(
        f"CREATE {kind} {quoted(model)} AS SELECT {listed} FROM {source.relation} AS r {kept}"
    )
    left = _number(connection, f"SELECT count(*) FROM {quoted(model)}") if kept else total
    made.counts[model] = Count(total, total - left)
    made.rejected |= tally


def _failed(
    connection: duckdb.DuckDBPyConnection, source: Source, checks: Sequence[Check]
) -> tuple[int, list[Check]]:
    """Return how many rows there are, and the checks that some of them fail."""
    total, *numbers = _counted(connection, source, [check.bad for check in checks])
    return total, [check for check, number in zip(checks, numbers, strict=True) if number]


def _unlike(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    columns: Mapping[str, str],
    types: Mapping[str, Type],
    zone: str,
) -> frozenset[str]:
    """Return the columns with values that cannot be read as they are."""
    spans = _spans(connection, source, columns, types)
    said = {
        name: unlike(types[name], found, quoted(name), zone, spans.get(name, _NO_SPAN))
        for name, found in columns.items()
    }
    conditions = {name: condition for name, condition in said.items() if condition}
    _, *numbers = _counted(connection, source, conditions.values())
    return frozenset(name for name, number in zip(conditions, numbers, strict=True) if number)


_NO_SPAN = (datetime(9999, 12, 31), datetime(1, 1, 1))


def _spans(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    columns: Mapping[str, str],
    types: Mapping[str, Type],
) -> dict[str, tuple[datetime, datetime]]:
    """Return the least and the latest moment of each column of moments that has some."""
    said = {name: span_of(types[name], of, quoted(name)) for name, of in columns.items()}
    ends = {name: of for name, of in said.items() if of}
    if not ends:
        return {}
    listed = ", ".join(f"[{least}, {latest}]" for least, latest in ends.values())
    (found,) = connection.execute(f"SELECT {listed} FROM {source.relation}").fetchall()
    together = zip(ends, found, strict=True)
    return {name: (least, latest) for name, (least, latest) in together if least is not None}


def _counted(
    connection: duckdb.DuckDBPyConnection, source: Source, conditions: Iterable[str]
) -> tuple[int, ...]:
    """Return the number of all rows, and of those for which each condition is true."""
    counted = ", ".join(["count(*)", *(f"count_if({one})" for one in conditions)])
    (numbers,) = connection.execute(f"SELECT {counted} FROM {source.relation}").fetchall()
    return tuple(numbers)


def _ids(model: str, schema: Schema, source: Source, alias: str = "") -> str:
    """Return the list of a row's ids; that of a part without its own ends with its owner's."""
    there = [quoted(key) for key in keys(model, schema) if key in source.columns]
    return "[" + ", ".join(f"CAST({alias}{key} AS VARCHAR)" for key in there) + "]"


def _naming(model: str, schema: Schema) -> list[str]:
    """Return the columns that no two rows have alike; of a part there is one to an owner."""
    found = [quoted(key) for key in keys(model, schema)]
    return found[:-1] if is_part(model, schema) else found


def _reject(
    connection: duckdb.DuckDBPyConnection,
    model: str,
    schema: Schema,
    source: Source,
    check: Check,
    where: str,
) -> None:
    connection.execute(
        f"INSERT INTO {quoted(REJECTS)} SELECT {text_in_sql(model)},"
        f" {_ids(model, schema, source, 'r.')}, {text_in_sql(check.column)},"
        f" {text_in_sql(check.reason)} FROM {source.relation} AS r {where}"
    )


def _doubled(model: str) -> str:
    return quoted(f"doubled {model}")


def _reject_doubled(
    connection: duckdb.DuckDBPyConnection, model: str, schema: Schema, source: Source
) -> None:
    """Set apart all rows whose ids are there twice: which of them is right, nobody knows.

    Where there are as many sums of ids as rows, none is; that is known with less work.
    """
    naming = ", ".join(_naming(model, schema))
    sums = f"SELECT count(*) - count(DISTINCT hash({naming})) FROM {source.relation}"
    where = "" if _number(connection, sums) else "WHERE false"
    connection.execute(
        f"CREATE TEMP TABLE {_doubled(model)} AS SELECT {naming} FROM {source.relation} {where}"
        " GROUP BY ALL HAVING count(*) > 1"
    )
    if _number(connection, f"SELECT count(*) FROM {_doubled(model)}"):
        check = Check("id", Reason.TWICE, "")
        _reject(connection, model, schema, source, check, _of_doubled("SEMI", model, schema))


def _of_doubled(join: str, model: str, schema: Schema) -> str:
    on = " AND ".join(f"r.{one} = d.{one}" for one in _naming(model, schema))
    return f"{join} JOIN {_doubled(model)} AS d ON {on}"


def _reject_without_owner(
    connection: duckdb.DuckDBPyConnection,
    model: str,
    schema: Schema,
    source: Source,
    otherwise: frozenset[str],
) -> None:
    owned = _of_owner("ANTI", model, schema, otherwise)
    if owned:
        above = keys(model, schema)[-2]
        check = Check(above, Reason.NO_OWNER, "")
        there = f"WHERE r.{quoted(above)} IS NOT NULL"
        _reject(connection, model, schema, source, check, f"{owned} {there}")


def _of_owner(join: str, model: str, schema: Schema, otherwise: frozenset[str]) -> str:
    owner = schema.models[model].owner
    if owner is None:
        return ""
    *above, own = keys(model, schema)[:-1]
    pairs = [*((one, one) for one in above), (own, "id")]
    on = " AND ".join(
        f"{_id(ours, as_is=ours not in otherwise)} = o.{quoted(theirs)}" for ours, theirs in pairs
    )
    return f"{join} JOIN {quoted(owner)} AS o ON {on}"


def _id(column: str, *, as_is: bool) -> str:
    value = f"CAST(r.{quoted(column)} AS VARCHAR)"
    return value if as_is else f"nfc_normalize({value})"


def _kept(model: str, schema: Schema, failed: list[Check], otherwise: frozenset[str]) -> str:
    """Return what keeps the rows with which nothing is wrong."""
    right = " AND ".join(["true", *(f"({check.bad}) IS NOT TRUE" for check in failed)])
    owned = _of_owner("SEMI", model, schema, otherwise)
    return f"{owned} {_of_doubled('ANTI', model, schema)} WHERE {right}"


def _tally(connection: duckdb.DuckDBPyConnection, model: str) -> dict[tuple[str, str, str], int]:
    rows = connection.execute(
        f'SELECT "column", "reason", count(*) FROM {quoted(REJECTS)} WHERE "model" = ?'
        " GROUP BY ALL ORDER BY ALL",
        [model],
    ).fetchall()
    return {(model, column, reason): number for column, reason, number in rows}
