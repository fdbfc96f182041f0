"""The file that says what changed between two runs: written, counted, and read as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from forecourt.core.bases.concerned import CONCERNED
from forecourt.core.bases.earlier import CHANGES
from forecourt.core.bases.layout import SUFFIX
from forecourt.core.bases.reading import text_in_sql
from forecourt.core.changes import Change, Tally, conditions_of
from forecourt.core.changes.tally import DECISION
from forecourt.core.values.clock import aware

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forecourt.core.bases.databases import InDuckdb
    from forecourt.core.bases.order import Order
    from forecourt.core.plan.nodes import Plan

FETCHED = 2_000
"""Changes read at a time."""
TOLD_APART = 100
"""Ways in which a decision changed that are counted apart, the most frequent."""
CONDITIONS = "conditions"


def changes_file(folder: Path) -> Path:
    """Return the file of changes in a folder of results."""
    return folder / f"{CHANGES}{SUFFIX}"


def write_changes(database: InDuckdb, changed: str, order: Order, folder: Path) -> int:
    """Write what a query of `changed_rows` gives to a folder of results; return how many.

    Why a record was evaluated is in the table `CONCERNED`.
    """
    database.add(CONDITIONS, _conditions(order.plan))
    as_of = text_in_sql(aware(order.now, order.plan.zone).isoformat())
    sql = (
        f"SELECT {as_of} AS as_of, c.root, c.part, c.name, c.subject, c.ids, c.occurrence, c.what,"
        " c.before, c.after, coalesce(x.because, CAST([] AS VARCHAR[])) AS because, c.at, w.why"
        f" FROM ({changed}) AS c LEFT JOIN {CONCERNED} AS x ON c.root = x.root"
        f" LEFT JOIN {CONDITIONS} AS w ON c.name = w.name AND c.at = w.at"
    )
    return database.write(sql, changes_file(folder))


def _conditions(plan: Plan) -> pa.Table:
    rows = [(name, at, why) for (name, at), why in conditions_of(plan).items()]
    names = ("name", "at", "why")
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {name: pa.array(held, pa.string()) for name, held in zip(names, columns, strict=True)}
    )


def tally_of(folder: Path) -> Tally:
    """Return the changes of a folder of results, counted."""
    tally = Tally()
    with duckdb.connect() as connection:
        for row in connection.execute(_counted(_rows_of(folder))).fetchall():
            part, name, what, before, after, number = row
            tally.add_alike(_sample(part, name, what, _read(before), _read(after)), number)
    return tally


def _counted(rows: str) -> str:
    """Return the query that counts changes; the number of its rows has a bound, whatever they are.

    Values of decisions are told apart as long as there are few; fields to ask for by their names,
    not by the records that lack them.
    """
    named = "split_part(name, ':', 1) || '.' || regexp_extract(name, '[^.]*$')"
    turned = f"part = {text_in_sql(DECISION)} AND before IS NOT NULL AND after IS NOT NULL"
    sorts = (
        f"SELECT part, CASE WHEN part = 'missing' THEN {named} ELSE name END AS name, what,"
        f" CASE WHEN {turned} THEN before END AS before,"
        f" CASE WHEN {turned} THEN after END AS after, count(*) AS number FROM {rows} GROUP BY ALL"
    )
    placed = (
        "SELECT *, row_number() OVER (PARTITION BY part, name, what"
        f" ORDER BY number DESC, before, after) > {TOLD_APART} AS is_rare FROM ({sorts})"
    )
    return (
        "SELECT part, name, what, CASE WHEN NOT is_rare THEN before END AS before,"
        " CASE WHEN NOT is_rare THEN after END AS after, CAST(sum(number) AS BIGINT)"
        f" FROM ({placed}) GROUP BY ALL ORDER BY ALL"
    )


def _sample(part: str, name: str, what: str, before: Any, after: Any) -> Change:
    return Change("", "", part, name, None, None, what, before, after, (), None, None)


def each_change(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the changes of a folder of results as JSON, those of a root record together."""
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT * FROM {_rows_of(folder)} ORDER BY root, part, name, ids"
        )
        names = [one[0] for one in found.description or ()]
        while rows := found.fetchmany(FETCHED):
            for row in rows:
                change = dict(zip(names, row, strict=True))
                yield change | {side: _read(change[side]) for side in ("before", "after")}


def _rows_of(folder: Path) -> str:
    return f"read_parquet([{text_in_sql(str(changes_file(folder)))}], hive_partitioning = false)"


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
