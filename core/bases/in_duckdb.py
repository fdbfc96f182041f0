"""A base run in DuckDB, inside this process: the default for a whole base on one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

import duckdb

from forecourt.core.bases.order import WORK, Progress, Summary
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.results import Result, result_queries, staged
from forecourt.core.bases.sources import in_currency, sources
from forecourt.core.bases.store_record import record_of
from forecourt.core.bases.tables import REJECTS, make_tables
from forecourt.core.engines.columns.functions import DUCKDB
from forecourt.core.engines.columns.in_duckdb import functions_known, load_calendars
from forecourt.core.engines.columns.program import compile_plan

if TYPE_CHECKING:
    from pathlib import Path

    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits, Order
    from forecourt.core.engines.columns.program import Program
    from forecourt.core.records.records import Records

ENGINE = "duckdb"

LOOK_AGAIN = 0.25
"""Seconds between two looks at how far a query is."""

REJECTED = "rejects"

Tell = Callable[[Progress], None]


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
    with _connected(work, limits) as connection:
        found, warnings = sources(connection, base, schema)
        steps = Steps(connection, tell)
        with steps.under("check the rows"):
            tables = make_tables(connection, found, schema, order.plan.zone)
        with steps.under("read the rules"):
            calendar = order.calendar_of(record_of(connection, records, schema))
            has_calendar = calendar is not None
            program = compile_plan(order.plan, order.now, dialect=DUCKDB, has_calendar=has_calendar)
            load_calendars(connection, order.plan.zone, calendar, program.tables)
        with functions_known(connection, program.called, order.functions):
            written = _results(connection, program, work, out, steps)
    return Summary(ENGINE, tables.counts, tables.rejected, written, warnings, steps.seconds)


@contextmanager
def _connected(work: Path, limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to a new database in a file, so that all of it may go to the disk."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(work / "spilled"),
        "preserve_insertion_order": False,
    }
    if limits.memory is not None:
        settings["memory_limit"] = f"{limits.memory}B"
    if limits.threads is not None:
        settings["threads"] = limits.threads
    with duckdb.connect(str(work / "base.duckdb"), config=settings) as connection:
        yield connection


def _results(
    connection: duckdb.DuckDBPyConnection, program: Program, work: Path, out: Path, steps: Steps
) -> dict[str, int]:
    """Run the queries of a program; return how many rows each result has."""
    wanted = result_queries(program)
    steps.expect(len(program.queries) * QUERY_WEIGHT + len(wanted) + 1)
    for number, (query, select) in enumerate(program.queries):
        with steps.under(f"decide for each {query.model}", QUERY_WEIGHT):
            _copy(connection, select.sql(DUCKDB, identify=True), work, staged(number))
        _show(connection, work, staged(number))
    written = {}
    for result in (*wanted, Result(REJECTED, f"SELECT * FROM {quoted(REJECTS)}")):
        with steps.under(f"write {result.name}"):
            rows = _copy(connection, result.sql, out if result.kept else work, result.name)
        if result.kept:
            written[result.name] = rows
        else:
            _show(connection, work, result.name)
    return written


QUERY_WEIGHT = 4
"""How long a query of a program takes, against a result: a guess."""


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, folder: Path, name: str) -> int:
    """Write what a query gives to a Parquet file; return how many rows that is."""
    file = folder / f"{name}.parquet"
    file.parent.mkdir(exist_ok=True)
    copied = connection.execute(f"COPY ({sql}) TO {text_in_sql(str(file))} (FORMAT parquet)")
    ((rows,),) = copied.fetchall()
    return int(rows)


def _show(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    file = text_in_sql(str(folder / f"{name}.parquet"))
    connection.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM read_parquet({file})")


# How far it is -----------------------------------------------------------------------------


class Steps:
    """Measures the steps of a run, and tells how far it is while a query runs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tell: Tell) -> None:
        self.seconds: dict[str, float] = {}
        self._connection, self._tell = connection, tell
        self._begun = monotonic()
        self._done, self._total = 0.0, 0.0

    def expect(self, weight: float) -> None:
        """Say how much there is to do from now on."""
        self._begun, self._done, self._total = monotonic(), 0.0, weight

    @contextmanager
    def under(self, name: str, weight: float = 1) -> Iterator[None]:
        """Measure what is done inside under a name; meanwhile tell how far it is."""
        over = Event()
        watch = Thread(target=self._watch, args=(name, weight, over), daemon=True)
        begun = monotonic()
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
            self._done += weight
            self.seconds[name] = self.seconds.get(name, 0) + monotonic() - begun

    def _watch(self, name: str, weight: float, over: Event) -> None:
        while not over.wait(LOOK_AGAIN):
            share = max(0.0, self._connection.query_progress()) / 100
            self._tell(self._progress(name, self._done + weight * min(share, 1)))

    def _progress(self, name: str, done: float) -> Progress:
        if not self._total:
            return Progress(name, 0, None)
        part = min(done / self._total, 1)
        left = (monotonic() - self._begun) * (1 - part) / part if part else None
        return Progress(name, part, left)
