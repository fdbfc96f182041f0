"""Queries run in DuckDB, inside this process."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DuckDBPyType

from forecourt.core.engines.columns.calendars import (
    COLUMNS,
    INSTANT_DAYS,
    WALL_DAYS,
    clock_rows,
    working_day_rows,
)
from forecourt.core.engines.columns.functions import DUCKDB, type_of
from forecourt.core.engines.columns.horizons.gathered import horizons
from forecourt.core.engines.columns.inputs import empty_root, rows_of, table_columns
from forecourt.core.engines.columns.outcomes import outcomes
from forecourt.core.engines.columns.plugin_functions import arrow_type, vectorised
from forecourt.core.engines.columns.program import compile_plan
from forecourt.core.engines.columns.sql import PLUGIN, column_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from forecourt.core.engines.columns.plugin_functions import Called
    from forecourt.core.engines.columns.program import Program, SubjectQuery
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.failures import FunctionFailed
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Horizon, Outcome
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.calendar import WorkingDays
    from forecourt.core.values.types import Type


def decide_all(
    plan: Plan, facts: Sequence[Facts], *, functions: Mapping[str, Callable[..., Any]] | None = None
) -> dict[str, Outcome]:
    """Return the outcomes of several files that share store, moment and calendar, by their id.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    program, results = _results(plan, facts, functions or {}, next_change=False)
    return outcomes(program, facts[0].model, results)


def horizons_of_all(
    plan: Plan, facts: Sequence[Facts], *, functions: Mapping[str, Callable[..., Any]] | None = None
) -> dict[str, tuple[Horizon, ...]]:
    """Return the horizons of several files that share store, moment and calendar, by their id.

    A file about which the plan says nothing has no entry.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    return horizons(*_results(plan, facts, functions or {}, next_change=True))


def _results(
    plan: Plan,
    facts: Sequence[Facts],
    functions: Mapping[str, Callable[..., Any]],
    *,
    next_change: bool,
) -> tuple[Program, list[tuple[SubjectQuery, Iterator[Mapping[str, Any]]]]]:
    first = facts[0]
    program = compile_plan(
        plan,
        first.now,
        dialect=DUCKDB,
        has_calendar=first.calendar is not None,
        next_change=next_change,
    )
    with duckdb.connect() as connection:
        _load(connection, plan.schema, facts)
        load_calendars(connection, plan.zone, first.calendar, program.tables)
        with functions_known(connection, program.called, functions):
            results = [(query, _fetched(connection, select)) for query, select in program.queries]
    return program, results


@contextmanager
def functions_known(
    connection: duckdb.DuckDBPyConnection,
    called: Iterable[Called],
    functions: Mapping[str, Callable[..., Any]],
) -> Iterator[None]:
    """Make the functions of plugins that a program calls known to a connection.

    Raises:
        FunctionFailed: one of them raised.
    """
    failed: list[FunctionFailed] = []
    for one in called:
        connection.create_function(
            f"{PLUGIN}{one.name}",
            vectorised(functions[one.name], one, failed),
            [_duckdb_type(of) for of in one.parameters],
            _duckdb_type(one.returns),
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )
    try:
        yield
    except duckdb.Error:
        if failed:
            raise failed[0] from failed[0].cause
        raise


def _duckdb_type(of: Type) -> DuckDBPyType:
    return DuckDBPyType(type_of(column_type(of), DUCKDB).sql(DUCKDB))


def _load(connection: duckdb.DuckDBPyConnection, schema: Schema, facts: Sequence[Facts]) -> None:
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in facts:
        for model, row in rows_of(one.root, one.model, schema):
            rows[model].append(row)
    for root in schema.roots:
        store = facts[0].store
        if root == facts[0].model:
            continue
        if store is None:
            rows[root].append(empty_root(root, schema))
        else:
            for model, row in rows_of(store, root, schema):
                rows[model].append(row)
    for model in schema.models:
        _create(connection, model, table_columns(model, schema), rows[model])


def _create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    types = ", ".join(
        f'"{column}" {type_of(kind, DUCKDB).sql(DUCKDB)}' for column, kind in columns.items()
    )
    connection.execute(f'CREATE TABLE "{name}" ({types})')
    held = list(rows)
    if held:
        values = {
            column: pa.array([row.get(column) for row in held], arrow_type(kind))
            for column, kind in columns.items()
        }
        connection.register("rows to copy", pa.table(values))
        connection.execute(f'INSERT INTO "{name}" FROM "rows to copy"')
        connection.unregister("rows to copy")


def load_calendars(
    connection: duckdb.DuckDBPyConnection,
    zone: str,
    calendar: WorkingDays | None,
    wanted: Iterable[str],
) -> None:
    """Make those tables that days are looked up in which are wanted."""
    for table in wanted:
        if table in (WALL_DAYS, INSTANT_DAYS):
            _create_from_arrow(connection, table, clock_table(table, zone))
        elif table in COLUMNS:
            rows = working_day_rows(table, calendar)
            _create_from_arrow(connection, table, as_arrow(table, rows))


def _create_from_arrow(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("rows to copy", rows)
    connection.execute(f'CREATE TABLE "{name}" AS FROM "rows to copy"')
    connection.unregister("rows to copy")


@cache
def clock_table(table: str, zone: str) -> pa.Table:
    """Return a table of the clock of a zone."""
    return as_arrow(table, clock_rows(table, zone))


def as_arrow(table: str, rows: Sequence[Sequence[object]]) -> pa.Table:
    """Return rows of a calendar's table as an Arrow table."""
    names = COLUMNS[table]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    types = [pa.date32() if name == "day" else pa.int64() for name in names]
    return pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})


def _fetched(connection: duckdb.DuckDBPyConnection, select: Any) -> Iterator[Mapping[str, Any]]:
    result = connection.execute(select.sql(DUCKDB, identify=True))
    names = [column[0] for column in result.description or ()]
    return iter([dict(zip(names, row, strict=True)) for row in result.fetchall()])
