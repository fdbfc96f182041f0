"""`python -m bench [NAME ...] [--json]`: measure, and say what is met and what isn't.

Each measure runs in a process of its own, one after another. The exit status is 0 if every target
is met, 1 if one isn't, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


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
        return "" if self.at_most is None else f"at most {self.at_most:g} {self.unit}"


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
        Target("nothing_missing_ratio", "nothing missing, to by hand", "x", at_most=1.5),
        Target("some_missing_ratio", "something missing in 30 %, to by hand", "x", at_most=1.5),
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
}
"""The modules that measure, each with a function `measure`, and what is shown of their figures."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measures that are named, all by default; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Forecourt.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in MEASURES]
    if unknown:
        parser.error(f"no measure `{unknown[0]}`; there are: {', '.join(MEASURES)}")
    found = [each for name in given.names or MEASURES for each in _measured(name)]
    if given.json:
        print(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
    else:
        Console().print(_table(found))
    return 1 if any(each.met is False for each in found) else 0


def _measured(name: str) -> Iterable[Found]:
    print(f"measuring {name} ...", file=sys.stderr)
    code = f"import json; from bench.{name} import measure; print(json.dumps(measure()))"
    done = subprocess.run(
        (sys.executable, "-c", code), check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    for target in MEASURES[name]:
        figure = figures[target.key]
        yield Found(name, target.what, figure, target.unit, target.bound(), target.is_met(figure))


def _table(found: Iterable[Found]) -> Table:
    table = Table("measure", "what")
    table.add_column("figure", justify="right")
    table.add_column("target")
    table.add_column("met")
    words = {True: "yes", False: "[bold red]no[/]", None: ""}
    for each in found:
        shown = f"{each.figure:,.4g}" if abs(each.figure) < 1000 else f"{each.figure:,.0f}"
        table.add_row(
            each.measure, each.what, f"{shown} {each.unit}".rstrip(), each.target, words[each.met]
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
