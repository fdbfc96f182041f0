"""Times the ways over bases of several sizes, and how much memory each takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import duckdb
from bench.columns.engine import (
    by_run,
    next_change_by_engine,
    values_by_engine,
    whole_by_engine,
)
from bench.columns.in_polars import names_in_polars
from bench.columns.made import write_deals
from bench.columns.sql import CHORES, VALUES, codes_in_sql, names_in_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WAYS: Mapping[str, Callable[[Path, Path], None]] = {
    "codes_in_sql": codes_in_sql,
    "names_in_sql": names_in_sql,
    "names_in_polars": names_in_polars,
    "values_by_engine": values_by_engine,
    "whole_by_engine": whole_by_engine,
    "next_change_by_engine": next_change_by_engine,
    "by_run": by_run,
}
SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
REPEATS = {"100k": 5, "1m": 5, "10m": 2}
SAME = ("names_in_sql", "names_in_polars", "values_by_engine")
"""The ways that write the same columns."""


def measure() -> dict[str, float]:
    """Return seconds, rows a second, and ratios to the SQL by hand, for each size and way."""
    figures: dict[str, float] = {}
    for size, rows in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "deals.parquet"
            write_deals(file, rows)
            _see_that_same(file)
            figures |= _figures(size, rows, _timed(file, REPEATS[size]))
            if size == max(SIZES, key=lambda one: SIZES[one]):
                figures |= {f"{way}_mib": _memory(way, file) for way in WAYS}
    return figures


def _see_that_same(file: Path) -> None:
    """Raise ValueError unless all say the same of every deal."""
    outs = {way: file.with_name(f"{way}.parquet") for way in SAME}
    for way, out in outs.items():
        WAYS[way](file, out)
    listed = ", ".join(("id", *VALUES, *CHORES))
    first, *others = (f"SELECT {listed} FROM '{out}'" for out in outs.values())
    for way, other in zip(SAME[1:], others, strict=True):
        sql = f"SELECT count(*) FROM (({first} EXCEPT {other}) UNION ALL ({other} EXCEPT {first}))"
        ((different,),) = duckdb.sql(sql).fetchall()
        if different:
            raise ValueError(f"{way} and {SAME[0]} say different things of {different} deals")


def _timed(file: Path, repeats: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {way: [] for way in WAYS}
    out = file.with_name("out.parquet")
    for _ in range(repeats):
        for way, run in WAYS.items():
            begun = perf_counter()
            run(file, out)
            took[way].append(perf_counter() - begun)
    return took


def _figures(size: str, rows: int, took: Mapping[str, list[float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for way, seconds in took.items():
        found[f"{way}_{size}_s"] = median(seconds)
        found[f"{way}_{size}_rows_per_s"] = rows / median(seconds)
        for by_hand in ("codes_in_sql", "names_in_sql"):
            pairs = zip(seconds, took[by_hand], strict=True)
            found[f"{way}_{size}_to_{by_hand}"] = median(ours / theirs for ours, theirs in pairs)
    return found


def _memory(way: str, file: Path) -> float:
    """Return the most memory that a process takes which goes one way once, in MiB."""
    code = (
        "import sys; from pathlib import Path; from bench.columns.measuring import WAYS;"
        f" WAYS[{way!r}](Path(sys.argv[1]), Path(sys.argv[2]));"
        " print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    out = file.with_name("out.parquet")
    arguments = (sys.executable, "-c", code, str(file), str(out))
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, env=os.environ)
    return float(done.stdout.splitlines()[-1]) / 1024  # a database shows its progress before
