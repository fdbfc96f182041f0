"""The rows of a base put through Spark, on this machine or on a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from forecourt.core.bases.databases import InDuckdb, Source
from forecourt.core.bases.dialects import in_spark
from forecourt.core.bases.layout import SUFFIX
from forecourt.core.bases.reading import ZONED, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from forecourt.core.bases.layout import Base

GIVES_UP: tuple[type[Exception], ...] = (PySparkException, Py4JError)
"""What is raised where Spark cannot go on."""

_TYPES = {
    "VARCHAR": "STRING",
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INT",
    "UINTEGER": "BIGINT",
    "UBIGINT": "DECIMAL(20, 0)",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "TIMESTAMP_S": "TIMESTAMP_NTZ",
    "TIMESTAMP_MS": "TIMESTAMP_NTZ",
    "TIMESTAMP_NS": "TIMESTAMP_NTZ",
    ZONED: "TIMESTAMP",
    "TIME": "TIME(6)",
    "TIME_NS": "TIME(6)",
    '"NULL"': "INT",
    "NULL": "INT",
}
"""What Spark calls DuckDB's types, where it calls them otherwise."""


@dataclass(frozen=True)
class InSpark:
    """A session of Spark's; what is kept goes to the folder `work`, which all workers see."""

    session: SparkSession
    work: Path
    failures: tuple[type[Exception], ...] = (*GIVES_UP, duckdb.Error, OSError)

    def source_of(self, base: Base, model: str) -> Source | None:
        """Return the rows of a model, or None if the base has none.

        What their columns are is read here and now, of the ends of the files, so that it takes no
        job; Spark is told.
        """
        paths = list(map(str, base.paths(model)))
        with duckdb.connect() as connection:
            described = InDuckdb(connection).source_of(base, model)
        if described is None:
            return None
        if model in base.tables:
            paths = [self._copy(model, base.tables[model])]
        columns = ", ".join(f"`{name}` {_type(of)}" for name, of in described.columns.items())
        everywhere = {"recursiveFileLookup": "true", "pathGlobFilter": f"*{SUFFIX}"}
        name = f"rows of {model}"
        _show(self.session.read.schema(columns).options(**everywhere).parquet(*paths), name)
        return Source(quoted(name), described.columns)

    def _copy(self, model: str, table: pa.Table) -> str:
        file = self.work / f"rows of {model}{SUFFIX}"
        pq.write_table(table, file)
        return str(file)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query gives, which is little."""
        return list(map(tuple, self.session.sql(in_spark(sql)).collect()))

    def each_row(self, queries: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the single row that each query gives; it is one job for all."""
        together = " UNION ALL ".join(
            f"SELECT {place} AS place, * FROM ({sql}) AS q" for place, sql in enumerate(queries)
        )
        if not queries:
            return []
        with self._planned_once():
            found = self.rows(together)
        return [row[1:] for row in sorted(found, key=itemgetter(0))]

    @contextmanager
    def _planned_once(self) -> Iterator[None]:
        """Have queries not planned anew after each of their parts, of which they have very many."""
        settings = {
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.shuffle.partitions": str(self.session.sparkContext.defaultParallelism),
        }
        before = {name: str(self.session.conf.get(name)) for name in settings}
        for name, value in settings.items():
            self.session.conf.set(name, value)
        try:
            yield
        finally:
            for name, value in before.items():
                self.session.conf.set(name, value)

    def show(self, name: str, sql: str) -> None:
        """Let queries read what a query gives as a view."""
        _show(self.session.sql(in_spark(sql)), name)

    def keep(self, name: str, sql: str) -> None:
        """Let queries read what a query gives, which is written as Parquet."""
        folder = self.work / f"kept {name}"
        self.write(sql, folder)
        self.show_files(name, folder)

    def show_files(self, name: str, folder: Path) -> None:
        """Let queries read a folder of Parquet that Spark has written."""
        _show(self.session.read.parquet(str(folder)), name)

    def send_whole(self, name: str) -> None:
        """Let each worker have all of a table, which has few rows."""
        _show(self.session.table(f"`{name}`").hint("broadcast"), name)

    def write(self, sql: str, folder: Path) -> int:
        """Write what a query gives to a folder of Parquet; return how many rows that is."""
        self.session.sql(in_spark(sql)).write.parquet(str(folder))
        return int(self.session.read.parquet(str(folder)).count())

    def share_done(self) -> float:
        """Return how much of what runs now is done, from 0 to 1."""
        try:
            tracker = self.session.sparkContext.statusTracker()
            stages = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
        except GIVES_UP:
            return 0.0
        there = [one for one in stages if one is not None]
        tasks = sum(one.numTasks for one in there)
        return sum(one.numCompletedTasks for one in there) / tasks if tasks else 0.0

    def fetched(self, name: str) -> pa.Table:
        """Return a table with few rows."""
        return self.session.table(f"`{name}`").toArrow()


def _show(rows: DataFrame, name: str) -> None:
    rows.createOrReplaceTempView(f"`{name}`")


def _type(found: str) -> str:
    """Return what Spark calls a type of DuckDB's, as it reads it of a file."""
    if found.endswith("[]"):
        return f"ARRAY<{_type(found.removesuffix('[]'))}>"
    if found.startswith("ENUM"):
        return "STRING"
    return _TYPES.get(found, found)
