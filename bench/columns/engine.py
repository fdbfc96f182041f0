"""The reference decision over a file of deals, by the column engine, and by a whole run."""

from __future__ import annotations

import shutil
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

import duckdb
from bench.deals import deal_plan, deal_registry

from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Order
from forecourt.core.bases.running import run_base
from forecourt.core.engines.columns.functions import DUCKDB
from forecourt.core.engines.columns.in_duckdb import load_calendars
from forecourt.core.engines.columns.program import compile_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.engines.columns.program import Masks, SubjectQuery
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.registry import Registry

NOW = datetime(2026, 3, 1, 9)


@cache
def _registry() -> Registry:
    return deal_registry()


@cache
def _plan() -> Plan:
    return deal_plan(_registry())


def values(query: SubjectQuery) -> dict[str, str]:
    """Return the columns with what is decided, by what they are called in what is written."""
    found = {"id": query.keys[0]}
    found |= {one.decision.name: one.value for one in query.decisions}
    return found | {one.emission.name: one.there for one in query.emissions}


def whole(query: SubjectQuery) -> dict[str, str]:
    """Return the same with whether it is certain, and what is missing for it as bits."""
    found = values(query)
    for decided in query.decisions:
        name = decided.decision.name
        found[f"{name}__certain"] = decided.certain
        found |= _masks(name, decided.blame)
    for emitted in query.emissions:
        found |= _masks(emitted.emission.name, emitted.blame)
    return found


def _masks(name: str, masks: Masks | None) -> dict[str, str]:
    words = masks.words if masks else {}
    return {f"{name}__missing_{word}": column for word, column in words.items()}


def with_next_change(query: SubjectQuery) -> dict[str, str]:
    """Return all that, and until when each statement stays."""
    until = {one.decision.name: one.until for one in query.decisions}
    until |= {one.emission.name: one.until for one in query.emissions}
    return whole(query) | {f"{name}__until": column for name, column in until.items() if column}


def by_engine(columns: Callable[[SubjectQuery], dict[str, str]], file: Path, out: Path) -> None:
    """Write some columns of what the engine works out."""
    plan = _plan()
    program = compile_plan(plan, NOW, dialect=DUCKDB, next_change=columns is with_next_change)
    ((query, select),) = program.queries
    listed = ", ".join(f'"{column}" AS "{name}"' for name, column in columns(query).items())
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        load_calendars(connection, plan.zone, None, program.tables)
        connection.execute(
            f"CREATE VIEW deal AS SELECT * REPLACE ({_UNSCALED}) FROM read_parquet('{file}')"
        )
        sql = select.sql(DUCKDB, identify=True)
        connection.execute(f"COPY (SELECT {listed} FROM ({sql})) TO '{out}' (FORMAT parquet)")


_UNSCALED = (
    "CAST(requested_discount * 10000 AS BIGINT) AS requested_discount,"
    " CAST(vehicle_price * 100 AS BIGINT) AS vehicle_price"
)
"""Amounts as the engine keeps them, which the rows of a base are turned into."""

values_by_engine = partial(by_engine, values)
whole_by_engine = partial(by_engine, whole)
next_change_by_engine = partial(by_engine, with_next_change)


def by_run(file: Path, out: Path) -> None:
    """Run the rules as `forecourt run` does: rows checked, readable results, places, what lacks."""
    base = file.parent / "base"
    base.mkdir(exist_ok=True)
    linked = base / "deal.parquet"
    if not linked.exists():
        linked.symlink_to(file)
    results = out.with_suffix(".results")
    run_base(Order(_plan(), NOW), Base(base), _registry().records, results)
    shutil.rmtree(results)
