"""What the rows of a base are put through: a database in this process, or Spark on a cluster.

All queries over a base are written once, in DuckDB's dialect; a database of another one puts them
into its own (see `dialects`).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from forecourt.core.bases.reading import quoted, text_in_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits


@dataclass(frozen=True)
class Source:
    """The rows of a model: what a query reads them from, and the types of their columns."""

    relation: str
    columns: Mapping[str, str]
    """By name, as DuckDB calls types."""


class Database(Protocol):
    """Runs queries that are written in DuckDB's dialect."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised where a query cannot be run."""

    def source_of(self, base: Base, model: str) -> Source | None:
        """Return the rows of a model as the database sees them, or None if the base has none."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query gives, which is little."""

    def each_row(self, queries: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the single row that each query gives; all have the same columns."""

    def show(self, name: str, sql: str) -> None:
        """Let queries read what a query gives as a table; it is worked out where it is read."""

    def keep(self, name: str, sql: str) -> None:
        """Let queries read what a query gives as a table; it is worked out now."""


def number(database: Database, sql: str) -> int:
    """Return the one number that a query gives."""
    ((found,),) = database.rows(sql)
    return int(found)


@dataclass(frozen=True)
class InDuckdb:
    """A database of DuckDB's, inside this process."""

    connection: duckdb.DuckDBPyConnection
    failures: tuple[type[Exception], ...] = (duckdb.Error, OSError)

    def source_of(self, base: Base, model: str) -> Source | None:
        """Return the rows of a model as the database sees them, or None if the base has none."""
        files = base.files(model)
        if model in base.tables:
            name = f"rows of {model}"
            relation = quoted(name)
            self.add(name, base.tables[model])
        elif files:
            listed = ", ".join(text_in_sql(str(one)) for one in files)
            relation = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        else:
            return None
        described = self.rows(f"DESCRIBE SELECT * FROM {relation}")
        return Source(relation, {name: kind for name, kind, *_ in described})

    def add(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table into the database, where all its cursors see it."""
        self.connection.register("rows to copy", table)
        self.connection.execute(f'CREATE TABLE {quoted(name)} AS SELECT * FROM "rows to copy"')
        self.connection.unregister("rows to copy")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query gives, which is little."""
        return self.connection.execute(sql).fetchall()

    def each_row(self, queries: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the single row that each query gives, one after the other."""
        return [row for sql in queries for row in self.rows(sql)]

    def show(self, name: str, sql: str) -> None:
        """Let queries read what a query gives as a view."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        """Let queries read what a query gives, which goes into a table."""
        kept = quoted(f"kept {name}")
        self.connection.execute(f"CREATE OR REPLACE TABLE {kept} AS {sql}")
        self.show(name, f"SELECT * FROM {kept}")

    def write(self, sql: str, file: Path) -> int:
        """Write what a query gives to a Parquet file; return how many rows that is."""
        file.parent.mkdir(exist_ok=True)
        copied = self.rows(f"COPY ({sql}) TO {text_in_sql(str(file))} (FORMAT parquet)")
        return int(copied[0][0])


@contextmanager
def connected(file: Path, limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to a database in a file, so that all of it may go to the disk."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(file.with_name("spilled")),
        "preserve_insertion_order": False,
    }
    if limits.memory is not None:
        settings["memory_limit"] = f"{limits.memory}B"
    if limits.threads is not None:
        settings["threads"] = limits.threads
    with duckdb.connect(str(file), config=settings) as connection:
        yield connection
