"""The ids of root records that were added, changed or deleted, read from a file.

Parquet and CSV files are told by their names and have a column `id`; any other text has an id on
each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.sources import BaseUnfit, first_line
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import TouchedUnfit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ID = "id"
TABLES = {
    ".parquet": "read_parquet([{file}], hive_partitioning = false)",
    ".csv": "read_csv([{file}], header = true, all_varchar = true, hive_partitioning = false)",
}
"""What reads a file with columns, by the ending of its name."""


def ids_in(lines: Iterable[str] = ()) -> pa.Table:
    """Return the ids of a text with one on each line, as a table; empty lines are passed over."""
    found = (line.strip() for line in lines)
    return pa.table({ID: pa.array([one for one in found if one], pa.string())})


def ids_in_file(file: Path) -> pa.Table:
    """Return the ids of a file, as a table.

    Raises:
        BaseUnfit: there are none to be read, whether or not there are any.
        OSError: it cannot be opened.
    """
    with file.open("rb"):
        reader = TABLES.get(file.suffix.lower())
    try:
        if reader is None:
            return ids_in(file.read_text("utf-8-sig").splitlines())
        return _column(reader.format(file=text_in_sql(str(file))))
    except UnicodeDecodeError as error:
        raise _unfit(file, "it is no text in UTF-8") from error
    except duckdb.BinderException as error:
        raise _unfit(file, f"it has no column `{ID}`") from error
    except duckdb.Error as error:
        raise _unfit(file, first_line(error)) from error


def _column(relation: str) -> pa.Table:
    value = f"CAST({quoted(ID)} AS VARCHAR)"
    sql = f"SELECT {value} AS {quoted(ID)} FROM {relation} WHERE {value} <> ''"
    with duckdb.connect() as connection:
        return connection.sql(sql).to_arrow_table()


def _unfit(file: Path, reason: str) -> BaseUnfit:
    return BaseUnfit(TouchedUnfit(Place(file.name, 1), file.name, reason))
