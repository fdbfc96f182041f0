"""A base run in DuckDB, inside this process: the default for a whole base on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.bases.databases import InDuckdb, connected
from forecourt.core.bases.order import WORK, Summary
from forecourt.core.bases.progress import Steps
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.results import Result, result_queries, staged
from forecourt.core.bases.rows_apart import REJECTS
from forecourt.core.bases.sources import in_currency, sources
from forecourt.core.bases.store_record import record_of
from forecourt.core.bases.tables import make_tables
from forecourt.core.engines.columns.functions import DUCKDB
from forecourt.core.engines.columns.in_duckdb import functions_known, load_calendars
from forecourt.core.engines.columns.program import compile_plan

if TYPE_CHECKING:
    from pathlib import Path

    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits, Order
    from forecourt.core.bases.progress import Tell
    from forecourt.core.engines.columns.program import Program
    from forecourt.core.records.records import Records

ENGINE = "duckdb"

REJECTED = "rejects"


def run(
    order: Order, base: Base, records: Records, out: Path, limits: Limits, tell: Tell
) -> Summary:
    """Run rules on a base; write the results to the folder `out`, which is there and empty.

    What it works with stands in a folder `WORK` in it, which is there, and the caller takes away.

    Raises:
        forecourt.core.bases.sources.BaseUnfit: the base cannot be run.
        forecourt.core.engines.columns.failures.CannotSay: part of the plan has no SQL.
        forecourt.core.plan.failures.FunctionFailed: a plugin's function raised.
        duckdb.Error: the disk is full, or the memory too small.
    """
    work = out / WORK
    schema = in_currency(order.plan.schema, order.plan.currency)
    with connected(work / "base.duckdb", limits) as connection:
        database = InDuckdb(connection)
        found, warnings = sources(database, base, schema)
        steps = Steps(lambda: connection.query_progress() / 100, tell)
        with steps.under("check the rows"):
            tables = make_tables(database, found, schema, order.plan.zone)
        with steps.under("read the rules"):
            calendar = order.calendar_of(record_of(connection, records, schema))
            program = compile_plan(
                order.plan, order.now, dialect=DUCKDB,
                has_calendar=calendar is not None, next_change=order.next_change,
            )  # fmt: skip
            load_calendars(connection, order.plan.zone, calendar, program.tables)
        with functions_known(connection, program.called, order.functions):
            written = _results(database, program, work, out, steps)
    return Summary(ENGINE, tables.counts, tables.rejected, written, warnings, steps.seconds)


def _results(
    database: InDuckdb, program: Program, work: Path, out: Path, steps: Steps
) -> dict[str, int]:
    """Run the queries of a program; return how many rows each result has."""
    wanted = result_queries(program)
    steps.expect(len(program.queries) * QUERY_WEIGHT + len(wanted) + 1)
    for place, (query, select) in enumerate(program.queries):
        with steps.under(f"decide for each {query.model}", QUERY_WEIGHT):
            file = _file(work, staged(place))
            database.write(select.sql(DUCKDB, identify=True), file)
        _show(database, file, staged(place))
    written = {}
    for result in (*wanted, Result(REJECTED, f"SELECT * FROM {quoted(REJECTS)}")):
        with steps.under(f"write {result.name}"):
            file = _file(out if result.kept else work, result.name)
            rows = database.write(result.sql, file)
        if result.kept:
            written[result.name] = rows
        else:
            _show(database, file, result.name)
    return written


QUERY_WEIGHT = 4
"""How long a query of a program takes, against a result: a guess."""


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def _show(database: InDuckdb, file: Path, name: str) -> None:
    database.show(name, f"SELECT * FROM read_parquet({text_in_sql(str(file))})")
