"""Whole results, of rows of an earlier run that still hold and of those just worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.bases import next_changes, rows_apart
from forecourt.core.bases.concerned import REPLACED
from forecourt.core.bases.earlier import REJECTS, root_of
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.result_columns import result_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forecourt.core.bases.databases import InDuckdb, Source
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.records.schema import Schema


def columns_of(plan: Plan) -> dict[str, dict[str, str]]:
    """Return the columns of all results that go on to the next run, with their SQL types."""
    further = {next_changes.NAME: next_changes.COLUMNS, REJECTS: rows_apart.COLUMNS}
    return result_columns(plan) | further


def merge(
    database: InDuckdb,
    earlier: Mapping[str, Source],
    fresh: Mapping[str, Source],
    plan: Plan,
    folder: Path,
) -> dict[str, int]:
    """Write all results to a folder; return how many rows each has.

    Of the earlier rows those go on of which the table `REPLACED` does not name the root record.
    """
    written = {}
    for name, types in columns_of(plan).items():
        columns = ", ".join(
            f"CAST({quoted(one)} AS {of}) AS {quoted(one)}" for one, of in types.items()
        )
        root = _of_reject(plan.schema) if name == REJECTS else root_of(name, earlier[name])
        rows = f'(SELECT *, {root} AS "root of it" FROM {earlier[name].relation}) AS e'
        held = f'ANTI JOIN {REPLACED} AS r ON e."root of it" = r."root"'
        sql = (
            f'SELECT {columns} FROM {rows} {held} WHERE e."root of it" IS NOT NULL'
            f" UNION ALL SELECT {columns} FROM {fresh[name].relation}"
        )
        written[name] = database.write(sql, folder / f"{name}.parquet")
    return written


def _of_reject(schema: Schema) -> str:
    """Return the root record of a row set apart; null of rows that every run looks at."""
    first = schema.roots[0]
    models = ", ".join(text_in_sql(one) for one in schema.models if schema.root_of(one) == first)
    root = f'{text_in_sql(first + ":")} || nfc_normalize("ids"[1])'
    return f'CASE WHEN "model" IN ({models}) AND "ids"[1] <> \'\' THEN {root} END'


def rejected_rows(database: InDuckdb, rejects: Source) -> dict[tuple[str, str, str], int]:
    """Return how many rows are set apart, by model, column and reason."""
    rows = database.rows(
        f'SELECT "model", "column", "reason", count(*) FROM {rejects.relation} GROUP BY ALL'
    )
    return {(model, column, reason): many for model, column, reason, many in sorted(rows)}
