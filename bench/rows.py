"""A base of few rows, by the ways of `columns`: what of their cost doesn't come from rows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.columns.made import write_deals
from bench.columns.measuring import WAYS
from bench.measures import FEW_ROWS

REPEATS = 5


def measure() -> dict[str, float]:
    """Return the median seconds of each way for each number of rows; the ways take turns."""
    figures: dict[str, float] = {}
    for rows in FEW_ROWS:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "deals.parquet"
            write_deals(file, rows)
            took = [_round(file) for _ in range(REPEATS)]
        for way in WAYS:
            figures[f"{way}_{rows}_s"] = round(median(one[way] for one in took), 4)
    return figures


def _round(file: Path) -> dict[str, float]:
    took: dict[str, float] = {}
    out = file.with_name("out.parquet")
    for way, run in WAYS.items():
        start = perf_counter()
        run(file, out)
        took[way] = perf_counter() - start
    return took
