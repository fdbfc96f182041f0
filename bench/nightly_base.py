"""A night of a Parquet base with one customer in a hundred due, beside a run on everything.

The base is that of `bench.base`, the policy `rules/demo_store`, the engine DuckDB. The moment of
the night is the one by which a hundredth of the customers can have changed. The night goes on from
the results of a run before; it comes to the same results as a run on everything, or there is no
figure.

`python -m bench.nightly_base --customers 100000` measures a base of another size.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import duckdb
from bench.base import make_base

from forecourt.core.bases.running import run_base
from forecourt.core.bases.since import Since
from forecourt.core.cli.base_runs import base_run

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.bases.order import Summary
    from forecourt.core.cli.base_runs import BaseRun

CUSTOMERS = 20_000
DUE_OF = 100
PACK, NOW = "demo_store", "2026-11-02T09:00"


def measure(customers: int = CUSTOMERS) -> dict[str, float]:
    """Return the seconds of a run on everything, of a night, and of one in which nobody is due.

    All tell next changes. `share_percent` is the night's part of the time of the run on everything.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        number = make_base(folder / "base", customers)
        made = base_run(folder / "base", PACK, NOW)
        made = made._replace(order=replace(made.order, next_change=True))
        _timed(made, folder / "last")
        made = made._replace(order=replace(made.order, now=_due(folder / "last", number)))
        _, whole_s = _timed(made, folder / "whole")
        night, night_s = _timed(made, folder / "night", folder / "last")
        _see_that_same(folder / "whole", folder / "night")
        _, nobody_s = _timed(made, folder / "nobody", folder / "night")
        assert night.since is not None
        return {
            "customers": number,
            "due": night.since["evaluated"],
            "whole_s": round(whole_s, 2),
            "night_s": round(night_s, 2),
            "nobody_s": round(nobody_s, 2),
            "share_percent": round(100 * night_s / whole_s, 1),
        }


def _timed(made: BaseRun, results: Path, last: Path | None = None) -> tuple[Summary, float]:
    """Run the rules, from earlier results on if some are named; return the seconds, too."""
    order = made.order if last is None else replace(made.order, since=Since(last))
    start = perf_counter()
    summary = run_base(order, made.base, made.records, results)
    return summary, perf_counter() - start


def _due(results: Path, customers: int) -> datetime:
    """Return the moment by which a hundredth of the customers can have changed."""
    rows = f'\'{results / "next_change.parquet"}\' WHERE "at" IS NOT NULL ORDER BY "at"'
    place = customers // DUE_OF - 1
    ((moment,),) = _rows(f'SELECT "at" FROM {rows} LIMIT 1 OFFSET {place}')  # noqa: S608 - names
    found: datetime = moment
    return found


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def _see_that_same(first: Path, second: Path) -> None:
    for file in first.rglob("*.parquet"):
        other = second / file.relative_to(first)
        for one, two in ((file, other), (other, file)):
            further = f"SELECT count(*) FROM (FROM '{one}' EXCEPT ALL FROM '{two}')"  # noqa: S608 - names
            if _rows(further) != [(0,)]:
                raise ValueError(f"a night comes to another {file.name} than a run on everything")


def main() -> None:
    """Measure a base of the size that the arguments name."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--customers", type=int, default=CUSTOMERS)
    print(json.dumps(measure(arguments.parse_args().customers), indent=1))


if __name__ == "__main__":
    main()
