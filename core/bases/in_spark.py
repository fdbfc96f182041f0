"""A base run by Spark, on this machine or on a cluster: for what one machine is too small for.

The base and the results stand where the one that starts the run and all workers see them under the
same path. Results are folders of Parquet.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from os import environ
from typing import TYPE_CHECKING, Any

import duckdb

from forecourt.core.bases.databases import InDuckdb
from forecourt.core.bases.order import WORK, Summary
from forecourt.core.bases.progress import Steps
from forecourt.core.bases.reading import quoted
from forecourt.core.bases.results import Result, result_queries, staged
from forecourt.core.bases.rows_apart import REJECTS
from forecourt.core.bases.sources import BaseUnfit, first_line, in_currency, sources
from forecourt.core.bases.store_record import record_of
from forecourt.core.bases.tables import make_tables
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import DatabaseGaveUp, SparkLacking
from forecourt.core.engines.columns.functions import SPARK
from forecourt.core.engines.columns.in_spark import (
    last_stage,
    open_session,
    register_functions,
    show_calendars,
)
from forecourt.core.engines.columns.program import compile_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyspark.sql import SparkSession

    from forecourt.core.bases.databases_spark import InSpark
    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits, Order
    from forecourt.core.bases.progress import Tell
    from forecourt.core.engines.columns.program import Program
    from forecourt.core.records.records import Records
    from forecourt.core.records.schema import Schema

ENGINE = "spark"
THIS_MACHINE = "local[*]"
REJECTED = "rejects"

LOOK_AGAIN = 3.0
"""Seconds between two looks at how far it is: Spark has work to tell it."""

QUERY_WEIGHT = 4
"""How long a query of a program takes, against a result: a guess."""

_LITTLE_COMPILED = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -XX:+UseParallelGC"
"""Planning runs through much code, little of it often: compiling that well takes half the time."""

_RUN = Place("run", 1)


def run(
    order: Order, base: Base, records: Records, out: Path, limits: Limits, tell: Tell
) -> Summary:
    """Run rules on a base as `in_duckdb.run` does; each result is a folder of Parquet.

    Raises:
        forecourt.core.bases.sources.BaseUnfit: the base cannot be run, Spark is not there, or it
            could not finish.
        forecourt.core.engines.columns.failures.CannotSay: part of the plan has no SQL.
    """
    _see_that_there()
    spark: Any = import_module("forecourt.core.bases.databases_spark")  # it needs the extra
    with _told_plainly(spark.GIVES_UP), _session(limits) as session:
        return _run(order, base, records, out, spark.InSpark(session, out / WORK), tell)


def _run(
    order: Order, base: Base, records: Records, out: Path, database: InSpark, tell: Tell
) -> Summary:
    session, schema = database.session, in_currency(order.plan.schema, order.plan.currency)
    found, warnings = sources(database, base, schema)
    steps = Steps(database.share_done, tell, LOOK_AGAIN)
    with steps.under("check the rows"):
        tables = make_tables(database, found, schema, order.plan.zone)
    with steps.under("read the rules"):
        calendar = order.calendar_of(_store_of(database, records, schema))
        program = compile_plan(
            order.plan, order.now, dialect=SPARK,
            has_calendar=calendar is not None, next_change=order.next_change,
        )  # fmt: skip
        show_calendars(session, program, calendar, str(database.work / "calendars"))
        register_functions(session, program, order.functions)
    written = _results(database, program, out, steps)
    return Summary(ENGINE, tables.counts, tables.rejected, written, warnings, steps.seconds)


def _store_of(database: InSpark, records: Records, schema: Schema) -> Any | None:
    """Return the store's own record, whose few rows each worker is sent as a whole."""
    own = [model for model in schema.models if schema.root_of(model) != schema.roots[0]]
    with duckdb.connect() as connection:
        here = InDuckdb(connection)
        for model in own:
            here.add(model, database.fetched(model))
            database.send_whole(model)
        return record_of(connection, records, schema)


def _results(database: InSpark, program: Program, out: Path, steps: Steps) -> Mapping[str, int]:
    """Run the queries of a program; return how many rows each result has."""
    wanted = (*result_queries(program), Result(REJECTED, f"SELECT * FROM {quoted(REJECTS)}"))
    steps.expect(len(program.queries) * QUERY_WEIGHT + len(wanted))
    for place, (query, select) in enumerate(program.queries):
        with steps.under(f"decide for each {query.model}", QUERY_WEIGHT):
            folder, kept = database.work / staged(place), database.work / f"steps {place}"
            last_stage(database.session, select, str(kept)).write.parquet(str(folder))
            shutil.rmtree(kept, ignore_errors=True)
        database.show_files(staged(place), folder)
    written = {}
    for result in wanted:
        with steps.under(f"write {result.name}"):
            folder = (out if result.kept else database.work) / result.name
            rows = database.write(result.sql, folder)
        if result.kept:
            written[result.name] = rows
        else:
            database.show_files(result.name, folder)
    return written


# Sessions ----------------------------------------------------------------------------------


def _see_that_there() -> None:
    if find_spec("pyspark") is None:
        raise BaseUnfit(SparkLacking(_RUN, "pyspark", "install `forecourt[spark]`"))
    if shutil.which("java") is None and "JAVA_HOME" not in environ:
        advice = "install Java 17, or name its folder in `JAVA_HOME`"
        raise BaseUnfit(SparkLacking(_RUN, "Java", advice))


@contextmanager
def _session(limits: Limits) -> Iterator[SparkSession]:
    """Give a session, which ends with the run; one that was there before is used and goes on."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - the extra `spark` may not be there

    before = SparkSession.getActiveSession()
    session = open_session(limits.master or THIS_MACHINE, _settings(limits))
    try:
        yield session
    finally:
        if before is None:
            session.stop()


def _settings(limits: Limits) -> dict[str, str]:
    """Return what the one that starts the run may use; what workers may is for their cluster."""
    settings = {"spark.driver.extraJavaOptions": _LITTLE_COMPILED, "spark.log.level": "ERROR"}
    if limits.memory is not None and (limits.master or THIS_MACHINE).startswith("local"):
        settings["spark.driver.memory"] = f"{limits.memory // 2**20}m"
    return settings


@contextmanager
def _told_plainly(failures: tuple[type[Exception], ...]) -> Iterator[None]:
    try:
        yield
    except failures as error:
        try:
            said = _at_the_bottom(error)
        except failures:  # Java, which is asked, is gone itself
            said = str(error)
        raise BaseUnfit(DatabaseGaveUp(_RUN, _on_one_line(said))) from error


def _at_the_bottom(error: Exception) -> str:
    """Return what the cause of all says, in Java if it is from there."""
    cause = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    while cause is not None and cause.getCause() is not None:
        cause = cause.getCause()
    return str(error if cause is None else cause.toString())


def _on_one_line(said: str) -> str:
    """Return the line of an error that says most: of one in Python the last."""
    lines = said.strip().splitlines() or [""]
    return first_line(Exception(lines[-1] if "Traceback (" in said else lines[0]))
