"""`python -m bench.page FOLDER`: draws `benchmarks.md` from the figures kept in a folder.

Every number on the page is from a run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.kept import kept
from bench.measures import MEASURES, SIZES, STATEMENTS, STEPS, WAYS, found_by, shown
from bench.peers.peer import PEERS
from bench.plots import plot_engines, plot_rows, plot_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bench.kept import Run
    from bench.measures import Found

    Runs = Mapping[str, Run]

SHORT = (
    "textbook",
    "next_change",
    "nightly",
    "nightly_base",
    "startup",
    "reading",
    "checking",
)
"""Measures without a part of their own on the page."""
BUSY = 2.5
"""Load from which a machine of two cores counts as busy: a measure itself makes up to two."""

HEAD = """\
<!-- Made by `python -m bench --write docs` from figures of runs; do not edit. -->
# Benchmarks

What a decision costs, beside the same written by hand and beside other engines that one can call
from Python. Every figure is from a run on the machine named below: medians of the clock's time, or
in the first table and for the textbook the least of several. Compare figures of one table, which
were taken in turns: from run to run they move by a tenth, and on a busy machine by a half.
`bench/README.md` says what each measure does.
"""
ONE = """\
## One record, beside the function by hand

The reference decision, from one flat record of twenty fields: four decisions and six chores, with
dates, counts and values that may be missing. By hand it is one Python function. The engine gives
the same answers, and besides whether each is certain and what is missing for it; this is its lean
result. Reading starts from parsed JSON, and checks every value; by hand nothing is checked.
"""
OTHERS = """\
## One record, beside other engines

From data to answer, in one process, in turns. What an engine can't say itself is done in Python
around it, and timed with it. All answers were compared with those by hand first. Gaps of less than
a tenth are ties. Forecourt's time is with reading, where every value is checked; as used here, no
other engine checks its data, tells what is certain, or what is missing. Start-up is from a Python
that has loaded nothing to the first answer; Forecourt's includes reading and checking the rules,
which are text.
"""
MANY = """\
## Many records

The same decision over a file of deals, Parquet to Parquet, by columns. By hand it is SQL or Polars
that gives values alone: as small codes and bits, or by their names, as the column engine gives
them. The whole run is what `forecourt run` does: every row checked, results with places, and lists
of what is missing.
"""
GROWTH = """\
## As a pack grows

Made-up packs whose statements read each other. The record engine is the generated Python, ready
for a moment; SQL is the text of all queries. Whoever is decided has leads that all statements are
about.
"""
AGAIN = """\
## Measure again

    make bench                                    everything, as a table
    .venv/bin/python -m bench --write docs        the same, and this page
    .venv/bin/python -m bench columns --write docs    one measure; the others' figures stay
    .venv/bin/python -m bench.page docs           draw the page again from the figures kept

The figures are in `benchmarks/figures.json`.
"""


def main(folder: Path) -> None:
    """Write the page and its plots."""
    runs = kept(folder)
    _draw(runs, folder / "benchmarks")
    parts = [HEAD, *_busy(runs), *_promised(runs)]
    for measure, part in (
        ("reference", _one),
        ("other_engines", _others),
        ("columns", _many),
        ("growth", _growth),
    ):
        if measure in runs:
            parts += part(runs)
    parts += [*_rest(runs), AGAIN, *_machines(runs)]
    text = "\n".join(part.rstrip() + "\n" for part in parts)
    (folder / "benchmarks.md").write_text(text, encoding="utf-8")


def _draw(runs: Runs, folder: Path) -> None:
    plots = {"other_engines": plot_engines, "columns": plot_rows, "growth": plot_statements}
    for measure, plot in plots.items():
        if measure in runs:
            figures = dict(runs[measure].figures)
            if measure == "columns" and "rows" in runs:
                figures |= runs["rows"].figures
            plot(figures, folder / f"{measure}.svg")


def _busy(runs: Runs) -> Iterator[str]:
    """Yield that the machine had other work, if it had."""
    busy = [name for name, run in runs.items() if run.load > BUSY]
    if busy:
        yield f"**The machine had other work** during {', '.join(busy)}: see the load at the end."


def _promised(runs: Runs) -> Iterator[str]:
    """Yield what is promised and what is so, and what isn't met in a sentence of its own."""
    found = [
        one
        for name in MEASURES
        if name in runs
        for one in found_by(name, runs[name].figures)
        if one.met is not None
    ]
    yield "## What is promised, and what is so\n"
    rows = [
        (one.measure, one.what, _with_unit(one), one.target, "yes" if one.met else "**no**")
        for one in found
    ]
    yield _table(("measure", "what", "figure", "promised", "met"), rows, right=(2,))
    missed = [f"{one.what} ({one.measure}): {_with_unit(one)}" for one in found if not one.met]
    yield f"Not met: {'; '.join(missed)}." if missed else "All are met."


def _one(runs: Runs) -> Iterator[str]:
    figures = runs["reference"].figures
    ways = {
        "by_hand": "by hand, from a record",
        "engine": "engine, lean",
        "next_change": "engine, with next change",
        "full_json": "engine, in the full JSON shape",
        "by_hand_data": "by hand, with reading, unchecked",
        "engine_data": "engine, with reading",
        "full_json_data": "engine, with reading, in the full JSON shape",
    }
    rows = [
        (
            said,
            *(
                shown(figures[f"{case}_{way}_{of}"])
                for case in ("nothing_missing", "some_missing")
                for of in ("us", "ratio")
            ),
        )
        for way, said in ways.items()
    ]
    yield ONE
    heads = ("way", "µs", "to by hand", "µs, 30 % with something missing", "to by hand")
    yield _table(heads, rows, right=(1, 2, 3, 4))
    yield "With reading, the ratio is to reading and deciding by hand."


def _others(runs: Runs) -> Iterator[str]:
    figures = runs["other_engines"].figures
    versions = runs["other_engines"].versions
    named = {"by_hand": ("by hand", ""), "engine": ("**Forecourt**", "")}
    named["full_json"] = ("Forecourt, full JSON shape", "")
    for key, peer in PEERS.items():
        if f"{key}_us" in figures:
            name = f"{peer.name} {versions.get(peer.distribution, '')}"
            named[key] = (name.strip(), peer.outside)
    rows = [
        (
            name,
            *(
                shown(figures[f"{key}_{of}"]) if f"{key}_{of}" in figures else ""
                for of in ("us", "p99_us", "ratio", "start_ms")
            ),
            outside,
        )
        for key, (name, outside) in sorted(named.items(), key=lambda one: figures[f"{one[0]}_us"])
    ]
    yield OTHERS
    heads = ("engine", "µs", "p99 µs", "to by hand", "start-up ms", "done in Python around it")
    yield _table(heads, rows, right=(1, 2, 3, 4))
    yield _differing(figures)
    yield "![From data to answer](benchmarks/other_engines.svg)"


def _differing(figures: Mapping[str, float]) -> str:
    differing = [
        f"{peer.name}: {figures[f'{key}_differences']:.0f}"
        for key, peer in PEERS.items()
        if figures.get(f"{key}_differences")
    ]
    if not differing:
        return "All gave the answers of the function by hand on 2,000 made-up deals."
    return f"Of 2,000 made-up deals, other answers than by hand: {'; '.join(differing)}."


def _many(runs: Runs) -> Iterator[str]:
    figures = runs["columns"].figures
    sizes = [size for size in SIZES if f"names_in_sql_{size}_s" in figures]
    rows = [
        (
            said,
            *(shown(figures[f"{way}_{size}_rows_per_s"] / 1e6) for size in sizes),
            *(shown(figures[f"{way}_{size}_to_names_in_sql"]) for size in sizes),
            shown(figures[f"{way}_mib"]) if f"{way}_mib" in figures else "",
        )
        for way, said in WAYS.items()
    ]
    heads = (
        "way",
        *(f"M rows/s, {SIZES[size]}" for size in sizes),
        *(f"to SQL by hand, {SIZES[size]}" for size in sizes),
        "most memory, MiB",
    )
    yield MANY
    yield _table(heads, rows, right=range(1, len(heads)))
    yield "The ratio is of times, to SQL by hand that gives names; memory is that at the most rows."
    yield "![How time grows with rows](benchmarks/columns.svg)"


def _growth(runs: Runs) -> Iterator[str]:
    figures = runs["growth"].figures
    rows = [
        (said, *(shown(figures[f"{step}_{number}_ms"]) for number in STATEMENTS))
        for step, said in STEPS.items()
    ]
    yield GROWTH
    heads = ("milliseconds", *(f"{number:,} statements" for number in STATEMENTS))
    yield _table(heads, rows, right=range(1, len(heads)))
    if "peak_mib" in figures:
        yield f"Most memory of the process at any time: {shown(figures['peak_mib'])} MiB."
    yield "![How time grows with statements](benchmarks/growth.svg)"


def _rest(runs: Runs) -> Iterator[str]:
    """Yield the measures that have no part of their own."""
    listed = [
        (one.measure, one.what, _with_unit(one), one.target)
        for name in SHORT
        if name in runs
        for one in found_by(name, runs[name].figures)
    ]
    if listed:
        yield "## The textbook, nights, start-up, and reading rules\n"
        yield _table(("measure", "what", "figure", "promised"), listed, right=(2,))


def _machines(runs: Runs) -> Iterator[str]:
    """Yield where and when each measure was taken, and with what."""
    yield "## Where these figures are from\n"
    rows = [
        (measure, runs[measure].on, runs[measure].machine, str(runs[measure].load))
        for measure in MEASURES
        if measure in runs
    ]
    yield _table(("measure", "date", "machine", "load when over"), rows, right=(3,))
    latest = max(runs.values(), key=lambda run: run.on)
    yield ", ".join(f"{name} {version}" for name, version in latest.versions.items()) + "."


def _with_unit(one: Found) -> str:
    return f"{shown(one.figure)} {one.unit}".rstrip()


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()
) -> str:
    """Return a table; `right` are the columns that stand to the right."""
    aligned = set(right)
    rule = ["--:" if number in aligned else "---" for number in range(len(heads))]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
