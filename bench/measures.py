"""What is measured: the modules, what is shown of their figures, and what is promised of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.peers.peer import PEERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WAYS = {
    "codes_in_sql": "DuckDB SQL by hand, codes and bits",
    "names_in_sql": "DuckDB SQL by hand, names",
    "names_in_polars": "Polars by hand, names",
    "values_by_engine": "column engine, the same columns",
    "whole_by_engine": "column engine, with certainty and what is missing",
    "next_change_by_engine": "column engine, with next change too",
    "by_run": "the whole run: rows checked, results readable",
}
"""The ways to decide a base, as the page calls them."""
SIZES = {"100k": "100,000 rows", "1m": "1 million rows", "10m": "10 million rows"}
FEW_ROWS = (1_000, 10_000)
STEPS = {
    "plan": "from text to plan",
    "record_engine": "from plan to record engine",
    "sql": "from plan to SQL",
    "deciding": "deciding a customer",
}
STATEMENTS = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a measure gives under `key`, and what it may be at most."""

    key: str
    what: str
    unit: str = ""
    at_most: float | None = None

    def is_met(self, figure: float) -> bool | None:
        """Return whether the figure is within its bound; None if it has none."""
        return None if self.at_most is None else figure <= self.at_most

    def bound(self) -> str:
        """Return the bound in words, nothing where there is none."""
        return "" if self.at_most is None else f"at most {self.at_most:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of one run, beside its target."""

    measure: str
    what: str
    figure: float
    unit: str
    target: str
    met: bool | None


MEASURES: Mapping[str, tuple[Target, ...]] = {
    "reference": (
        Target("nothing_missing_by_hand_us", "reference decision, by hand", "µs"),
        Target("nothing_missing_engine_us", "reference decision, engine", "µs"),
        Target("nothing_missing_engine_ratio", "nothing missing, to by hand", "x", at_most=1.5),
        Target(
            "some_missing_engine_ratio", "something missing in 30 %, to by hand", "x", at_most=1.5
        ),
        Target(
            "nothing_missing_next_change_ratio", "and with next change, nothing missing", "x", 2.4
        ),
        Target("some_missing_next_change_ratio", "and with it, something missing", "x"),
        Target("nothing_missing_full_json_us", "with the full JSON shape", "µs"),
        Target("nothing_missing_engine_data_us", "with reading the data", "µs"),
        Target("nothing_missing_by_hand_data_us", "by hand, with reading, unchecked", "µs"),
        Target("nothing_missing_full_json_data_us", "with reading and the JSON shape", "µs"),
    ),
    "other_engines": (
        Target("by_hand_us", "from data to answer, by hand", "µs"),
        Target("engine_us", "from data to answer, engine", "µs"),
        Target("engine_p99_us", "the same, 99 of 100", "µs"),
        *(Target(f"{name}_us", peer.name, "µs") for name, peer in PEERS.items()),
        Target("fastest_ratio", "engine, to the fastest of the others", "x", at_most=1),
        Target("engine_start_ms", "from nothing to the first answer, engine", "ms"),
        Target("differences", "answers of others that differ from those by hand", "", at_most=0),
    ),
    "columns": (
        *(
            Target(f"{way}_{size}_rows_per_s", f"{said}, {shown}", "rows/s")
            for size, shown in SIZES.items()
            for way, said in WAYS.items()
        ),
        *(
            Target(f"{way}_{size}_to_names_in_sql", f"{rows}, {what}, to SQL by hand", "x", most)
            for size, rows in (("1m", "1 million"), ("10m", "10 million"))
            for way, what, most in (
                ("whole_by_engine", "with certainty and what is missing", 1.3),
                ("next_change_by_engine", "and next change", 1.6),
            )
        ),
        *(Target(f"{way}_mib", f"most memory, {said}", "MiB") for way, said in WAYS.items()),
    ),
    "rows": tuple(
        Target(f"{way}_{rows}_s", f"{said}, {rows:,} rows", "s")
        for rows in FEW_ROWS
        for way, said in WAYS.items()
    ),
    "textbook": (
        Target("compared", "customers with equal answers"),
        Target("by_hand_us", "textbook policy, a customer, by hand", "µs"),
        Target("engine_us", "textbook policy, a customer, engine", "µs"),
        Target("engine_ratio", "lean result, to by hand", "x", at_most=1.5),
        Target("reading_us", "reading the customer's record", "µs"),
        Target("full_json_us", "lean result and the full JSON shape", "µs"),
        Target("full_json_ratio", "with the full JSON shape, to by hand", "x"),
    ),
    "next_change": (
        Target("customers", "customers, as made and with parts left out"),
        Target("with_next_change", "of these, with a next change"),
        Target("exact_percent", "whose outcome is another one then", "%"),
        Target("days_ahead", "how far ahead it is, median", "days"),
        Target("statements", "statements about a record, with a horizon"),
        Target("exact_statements_percent", "which say something else then", "%"),
        Target("explaining_ms", "explaining a customer", "ms"),
        Target("foreseeing_ms", "the horizons of a customer", "ms"),
        Target("by_hand_us", "a customer by hand, without next change", "µs"),
        Target("engine_us", "a customer, engine", "µs"),
        Target("engine_ahead_us", "a customer, engine, with all horizons", "µs"),
        Target("ratio", "the same, to by hand", "x"),
    ),
    "nightly": (
        Target("customers", "records of a store, all evaluated"),
        Target("due", "evaluated in a night with 1 % due"),
        Target("ready_s", "reading the policy and making it ready", "s"),
        Target("whole_s", "evaluating all, keeping and logging", "s"),
        Target("night_s", "the night", "s"),
        Target("nobody_s", "a night in which nobody is due", "s"),
        Target("share_percent", "the night, of evaluating all", "%", at_most=5),
    ),
    "nightly_base": (
        Target("customers", "customers of a base, all evaluated"),
        Target("due", "evaluated in a night with 1 % due"),
        Target("whole_s", "a run on everything, with next changes", "s"),
        Target("night_s", "the night, from the last results on", "s"),
        Target("nobody_s", "a night in which nobody is due", "s"),
        Target("share_percent", "the night, of the run on everything", "%"),
    ),
    "startup": (
        Target("python_seconds", "a Python that does nothing", "s"),
        Target("help_seconds", "`forecourt --help`", "s", at_most=0.3),
    ),
    "reading": (
        Target("lines", "made-up rule text", "lines"),
        Target("lines_per_second", "reading it", "lines/s"),
    ),
    "checking": (
        Target("whole_1000_s", "1,000 statements from text to plan", "s", at_most=1),
        Target("reading_10000_s", "10,000 statements, reading them", "s"),
        Target("whole_10000_s", "10,000 statements from text to plan", "s", at_most=10),
        Target("peak_mib", "most memory at any time", "MiB"),
    ),
    "growth": (
        *(
            Target(f"{step}_{statements}_ms", f"{statements:,} statements, {said}", "ms")
            for step, said in STEPS.items()
            for statements in STATEMENTS
        ),
        Target("peak_mib", "most memory at any time", "MiB"),
    ),
}
"""The modules that measure, each with a function `measure`, and what is shown of their figures."""


def found_by(measure: str, figures: Mapping[str, float]) -> Iterator[Found]:
    """Yield what is shown of a measure's figures; what it has no figure for is left out."""
    for target in MEASURES[measure]:
        figure = figures.get(target.key)
        if figure is not None:
            met = target.is_met(figure)
            yield Found(measure, target.what, figure, target.unit, target.bound(), met)


def shown(figure: float) -> str:
    """Return a figure with as many digits as it is worth."""
    return f"{figure:,.4g}" if abs(figure) < 1000 else f"{figure:,.0f}"
