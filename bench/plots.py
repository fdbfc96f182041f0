"""The plots of the page, from figures that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from bench.measures import FEW_ROWS, STATEMENTS, STEPS, WAYS, shown
from bench.peers.peer import PEERS
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matplotlib.axes import Axes

OURS = "#b3402a"
THEIRS = "#7d8790"
ROWS = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}

mpl.rcParams |= {"svg.hashsalt": "forecourt", "font.size": 9, "axes.spines.top": False}
mpl.rcParams |= {"axes.spines.right": False, "savefig.bbox": "tight"}


def plot_engines(figures: Mapping[str, float], file: Path) -> None:
    """Draw the time from data to answer of each engine."""
    names = {"by_hand": "by hand", "engine": "Forecourt", "full_json": "Forecourt, full JSON shape"}
    names |= {key: peer.name for key, peer in PEERS.items() if f"{key}_us" in figures}
    order = sorted(names, key=lambda name: -figures[f"{name}_us"])
    figure, axes = _axes(7.5, 4.2)
    medians = [figures[f"{name}_us"] for name in order]
    colours = [OURS if name in ("engine", "full_json") else THEIRS for name in order]
    axes.barh([names[name] for name in order], medians, color=colours)
    for row, each in enumerate(medians):
        axes.text(each * 1.08, row, shown(each), va="center")
    axes.set_xscale("log")
    axes.set_xlabel("µs a record, median: from data to answer")
    _save(figure, file)


def plot_rows(figures: Mapping[str, float], file: Path) -> None:
    """Draw how the time for a base grows with its rows, for each way."""
    figure, axes = _axes(5.5, 4)
    sizes = {str(rows): rows for rows in FEW_ROWS} | ROWS
    for way, said in WAYS.items():
        points = [
            (rows, figures[f"{way}_{size}_s"])
            for size, rows in sizes.items()
            if f"{way}_{size}_s" in figures
        ]
        if points:
            style = "--" if "hand" in said else "-"
            axes.plot(*zip(*points, strict=True), style, marker="o", markersize=3, label=said)
    _logarithmic(axes, "rows", "seconds, Parquet to Parquet")
    _save(figure, file)


def plot_statements(figures: Mapping[str, float], file: Path) -> None:
    """Draw how each step's time grows with the statements of a pack."""
    figure, axes = _axes(5.5, 4)
    for step, said in STEPS.items():
        times = [figures[f"{step}_{statements}_ms"] for statements in STATEMENTS]
        axes.plot(STATEMENTS, times, marker="o", markersize=3, label=said)
    _logarithmic(axes, "statements", "milliseconds")
    _save(figure, file)


def _axes(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def _logarithmic(axes: Axes, along: str, up: str) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(along)
    axes.set_ylabel(up)
    axes.grid(visible=True, alpha=0.2)
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))


def _save(figure: Figure, file: Path) -> None:
    figure.savefig(file, metadata={"Date": None})
