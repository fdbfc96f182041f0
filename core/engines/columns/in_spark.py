"""A program's queries run by Spark, on this machine or on a cluster.

Nothing is collected here but in `decide_all`, which is for comparing: Spark reads the tables, works
out the queries and writes their rows, each stage of a query (see `stages`) as Parquet of its own.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.calendars import (
    COLUMNS,
    INSTANT_DAYS,
    WALL_DAYS,
    clock_rows,
    working_day_rows,
)
from forecourt.core.engines.columns.functions import SPARK, type_of
from forecourt.core.engines.columns.horizons.gathered import horizons
from forecourt.core.engines.columns.inputs import empty_root, rows_of, table_columns
from forecourt.core.engines.columns.outcomes import outcomes
from forecourt.core.engines.columns.plugin_functions import vectorised
from forecourt.core.engines.columns.program import compile_plan
from forecourt.core.engines.columns.sql import DAY, PLUGIN, WHOLE, column_type
from forecourt.core.engines.columns.stages import stages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp

    from forecourt.core.engines.columns.program import Program, SubjectQuery
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Horizon, Outcome
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.calendar import WorkingDays

SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.variable.substitute": "false",
    "spark.sql.caseSensitive": "true",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.analyzer.maxIterations": "1000",
    "spark.sql.optimizer.maxIterations": "1000",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.timeType.enabled": "true",
}
"""What a session must have for queries to mean what they say; nothing of it is left to a site."""

_ON_THIS_MACHINE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}
UNFINISHED = ".unfinished"
"""Ends the name of the folder that is written to, until it is whole."""


class AlreadyThere(Exception):  # noqa: N818 - it says what is the matter
    """There is something where the results are to be; the text says where."""


def open_session(master: str, settings: Mapping[str, str] | None = None) -> SparkSession:
    """Return a session on a cluster, or on this machine if `master` is `local[...]`.

    Raises:
        ImportError: pyspark, the extra `spark`, is not installed.
    """
    from pyspark.sql import SparkSession  # noqa: PLC0415 - the extra `spark` may not be there

    here = {}
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        here = _ON_THIS_MACHINE
    builder = SparkSession.builder.master(master).appName("forecourt")
    for name, value in {**here, **SETTINGS, **(settings or {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def run_spark(
    program: Program,
    inputs: str,
    outputs: str,
    *,
    session: SparkSession,
    calendar: WorkingDays | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
    broadcast: Collection[str] = (),
) -> None:
    """Work out the queries of a program made for Spark, and write what each gives.

    `inputs` is a folder with a folder of Parquet for each model, as tables in normal form (see
    `inputs`); a model without one has no rows. `outputs` will have a folder of Parquet for each
    query, `staged_0` and so on in the order of the program's queries. Both are what Spark takes for
    a path, and every worker sees. `broadcast` are models with few rows, sent to every worker.

    There is nothing at `outputs` before all is written; what an earlier run left unfinished beside
    it is taken away.

    Raises:
        AlreadyThere: there is something at `outputs`.
        pyspark.errors.PySparkException: the cluster could not finish it.
    """
    with _written_whole(session, outputs) as target:
        show_tables(session, program, inputs, broadcast)
        show_calendars(session, program, calendar, f"{target}/_work/calendars")
        register_functions(session, program, functions or {})
        for number, (_, select) in enumerate(program.queries):
            work = f"{target}/_work/{number}"
            result = last_stage(session, select, work)
            result.write.parquet(f"{target}/staged_{number}")
            _delete(session, work)
        _delete(session, f"{target}/_work")


def last_stage(session: SparkSession, select: exp.Select, work: str) -> DataFrame:
    """Return a query's rows as they will be worked out.

    Each step is a view of its own, as Spark analyses a query of many steps again for each of them;
    what several steps read is written to the folder `work` now, and read from there.
    """
    for place, stage in enumerate(stages(select)):
        rows = session.sql(stage.query.sql(SPARK, identify=True))
        if not stage.name:
            break
        if stage.read > 1:
            rows.write.parquet(f"{work}/{place}")
            rows = session.read.schema(rows.schema).parquet(f"{work}/{place}")
        _show(rows, stage.name)
    return rows


def _show(rows: DataFrame, name: str) -> None:
    """Let queries read rows as a table; names have spaces."""
    rows.createOrReplaceTempView(f"`{name}`")


# What queries read -------------------------------------------------------------------------


def show_tables(
    session: SparkSession, program: Program, inputs: str, broadcast: Collection[str] = ()
) -> None:
    """Let queries read the tables of the models that they name."""
    schema = program.plan.schema
    for model in sorted(program.tables & schema.models.keys()):
        rows = _table(session, model, inputs, schema)
        _show(rows.hint("broadcast") if model in broadcast else rows, model)


def _table(session: SparkSession, model: str, inputs: str, schema: Schema) -> DataFrame:
    columns = _columns(model, schema)
    folder = f"{inputs}/{model}"
    if _is_there(session, folder):
        return session.read.schema(columns).parquet(folder)
    absent = [empty_root(model, schema)] if model in schema.roots else []
    return session.createDataFrame(_in_order(absent, model, schema), columns)


def _columns(model: str, schema: Schema) -> str:
    return ", ".join(
        f"`{name}` {type_of(kind, SPARK).sql(SPARK)}"
        for name, kind in table_columns(model, schema).items()
    )


def _in_order(
    rows: Sequence[Mapping[str, Any]], model: str, schema: Schema
) -> list[tuple[Any, ...]]:
    names = table_columns(model, schema)
    return [tuple(row.get(name) for name in names) for row in rows]


def show_calendars(
    session: SparkSession, program: Program, calendar: WorkingDays | None, work: str
) -> None:
    """Let queries read the tables of days that they name, which every worker is sent whole."""
    for table in sorted(program.tables & COLUMNS.keys()):
        if table in (WALL_DAYS, INSTANT_DAYS):
            rows = clock_rows(table, program.plan.zone)
        else:
            rows = working_day_rows(table, calendar)
        columns = ", ".join(
            f"`{name}` {DAY if name == 'day' else WHOLE}" for name in COLUMNS[table]
        )
        folder = f"{work}/{table.replace(' ', '_')}"
        session.createDataFrame(rows, columns).coalesce(1).write.parquet(folder)
        _show(session.read.schema(columns).parquet(folder).hint("broadcast"), table)


def register_functions(
    session: SparkSession, program: Program, functions: Mapping[str, Callable[..., Any]]
) -> None:
    """Make the functions of plugins that a program calls known, as functions of Arrow arrays."""
    from pyspark.sql.pandas.functions import arrow_udf  # noqa: PLC0415 - the extra may not be there

    of_types: Callable[..., Any] = arrow_udf  # its stub wants a number in place of the types
    for one in program.called:
        kind = type_of(column_type(one.returns), SPARK).sql(SPARK)
        made = of_types(_of_arrays(vectorised(functions[one.name], one, [])), kind)
        session.udf.register(f"{PLUGIN}{one.name}", made)


def _of_arrays(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with the types that Spark tells functions of Arrow arrays by."""
    import pyarrow as pa  # noqa: PLC0415 - only who runs queries needs it

    def called(*arrays: Any) -> Any:
        return function(*arrays)

    called.__annotations__ = {"arrays": pa.Array, "return": pa.Array}
    return called


# Files -------------------------------------------------------------------------------------


@contextmanager
def _written_whole(session: SparkSession, outputs: str) -> Iterator[str]:
    """Give a folder beside the one wanted, which takes its name once all is written."""
    target = outputs.rstrip("/") + UNFINISHED
    if _is_there(session, outputs):
        raise AlreadyThere(outputs)
    _delete(session, target)
    yield target
    files, path = _at(session, target)
    _, wanted = _at(session, outputs)
    if not files.rename(path, wanted):
        raise AlreadyThere(outputs)


def _at(session: SparkSession, path: str) -> tuple[Any, Any]:
    """Return the file system that a path is of, and the path, as Hadoop has them."""
    assert session._jvm is not None
    context = session.sparkContext
    found = session._jvm.org.apache.hadoop.fs.Path(path)
    return found.getFileSystem(context._jsc.hadoopConfiguration()), found


def _is_there(session: SparkSession, path: str) -> bool:
    files, found = _at(session, path)
    return bool(files.exists(found))


def _delete(session: SparkSession, path: str) -> None:
    files, found = _at(session, path)
    files.delete(found, True)


# For comparing -----------------------------------------------------------------------------


def decide_all(
    plan: Plan,
    facts: Sequence[Facts],
    *,
    session: SparkSession,
    work: str,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> dict[str, Outcome]:
    """Return the outcomes of several files that share store, moment and calendar, by their id.

    `work` is a folder, not there yet, for what is kept on the way.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    first = facts[0]
    program = compile_plan(plan, first.now, dialect=SPARK, has_calendar=first.calendar is not None)
    return outcomes(program, first.model, _collected(program, facts, session, work, functions))


def horizons_of_all(
    plan: Plan,
    facts: Sequence[Facts],
    *,
    session: SparkSession,
    work: str,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> dict[str, tuple[Horizon, ...]]:
    """Return the horizons of several files, as `decide_all` their outcomes.

    A file about which the plan says nothing has no entry.
    """
    first = facts[0]
    program = compile_plan(
        plan,
        first.now,
        dialect=SPARK,
        has_calendar=first.calendar is not None,
        next_change=True,
    )
    return horizons(program, _collected(program, facts, session, work, functions))


def _collected(
    program: Program,
    facts: Sequence[Facts],
    session: SparkSession,
    work: str,
    functions: Mapping[str, Callable[..., Any]] | None,
) -> list[tuple[SubjectQuery, list[Mapping[str, Any]]]]:
    """Return the rows that each query of a program gives for some files."""
    _show_files(session, program, facts)
    show_calendars(session, program, facts[0].calendar, f"{work}/calendars")
    register_functions(session, program, functions or {})
    results: list[tuple[SubjectQuery, list[Mapping[str, Any]]]] = []
    for number, (query, select) in enumerate(program.queries):
        rows = last_stage(session, select, f"{work}/{number}").collect()
        results.append((query, [row.asDict() for row in rows]))
    return results


def _show_files(session: SparkSession, program: Program, facts: Sequence[Facts]) -> None:
    schema, first = program.plan.schema, facts[0]
    held: dict[str, list[Mapping[str, Any]]] = {model: [] for model in schema.models}
    roots = [(one.model, one.root) for one in facts]
    roots += [(root, first.store) for root in schema.roots if root != first.model]
    for root, record in roots:
        if record is None:
            held[root].append(empty_root(root, schema))
        else:
            for model, row in rows_of(record, root, schema):
                held[model].append(row)
    for model in program.tables & held.keys():
        rows = _in_order(held[model], model, schema)
        _show(session.createDataFrame(rows, _columns(model, schema)), model)
