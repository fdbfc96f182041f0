"""`python -m bench [NAME ...] [--json] [--write FOLDER]`: measure, and say what is met.

Each measure runs in a process of its own, one after another. With `--write docs` the figures are
kept in `docs/benchmarks/` as they come, in the place of earlier ones of the same measure, and
`docs/benchmarks.md` is drawn from all that are kept. The exit status is 0 if every target is met,
1 if one isn't or a measure fails, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bench.kept import keep
from bench.measures import MEASURES, found_by, shown
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.measures import Found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measures that are named, all by default; return the exit status."""
    given = _asked(arguments)
    found: list[Found] = []
    failed = []
    for name in given.names or MEASURES:
        figures = _measured(name)
        if figures is None:
            failed.append(name)
            continue
        found += found_by(name, figures)
        if given.write:
            keep(given.write, name, figures)
    _show(found, as_json=given.json)
    if given.write:
        subprocess.run((sys.executable, "-m", "bench.page", str(given.write)), check=True)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed or any(each.met is False for each in found) else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Forecourt.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="keep the figures, and draw the page of them"
    )
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in MEASURES]
    if unknown:
        parser.error(f"no measure `{unknown[0]}`; there are: {', '.join(MEASURES)}")
    return given


def _measured(name: str) -> dict[str, float] | None:
    """Return the figures of a measure, None if it failed."""
    print(f"measuring {name} ...", file=sys.stderr)
    code = f"import json; from bench.{name} import measure; print(json.dumps(measure()))"
    done = subprocess.run(
        (sys.executable, "-c", code), check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        return None
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _show(found: Iterable[Found], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
    else:
        Console().print(_table(found))


def _table(found: Iterable[Found]) -> Table:
    table = Table("measure", "what")
    table.add_column("figure", justify="right")
    table.add_column("target")
    table.add_column("met")
    words = {True: "yes", False: "[bold red]no[/]", None: ""}
    for each in found:
        figure = f"{shown(each.figure)} {each.unit}".rstrip()
        table.add_row(each.measure, each.what, figure, each.target, words[each.met])
    return table


if __name__ == "__main__":
    sys.exit(main())
