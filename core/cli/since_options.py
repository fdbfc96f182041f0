"""The part of `forecourt run` that goes on from earlier results: options, and what it writes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forecourt.core.bases.change_files import each_change, tally_of
from forecourt.core.bases.since import Since
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.bases.touched import ids_in, ids_in_file
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.nightly import (
    STANDARD_OUTPUT,
    opened_to_add,
    told_evaluated,
    write_lines,
    write_tally,
)
from forecourt.core.cli.output import give_up, refuse
from forecourt.core.cli.sources import not_opened
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.usage import OptionUnfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pyarrow as pa

AT_ONCE = 1_000
"""Changes that are written to a file at a time."""

SinceOption = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="LAST",
        readable=False,
        help="The results of an earlier run with next change, which may stand in RESULTS: evaluate "
        "those whose outcome can be another one since, and write what changed.",
    ),
]
TouchedOption = Annotated[
    str | None,
    typer.Option(
        "--touched",
        metavar="FILE",
        help="The ids of the root records that were added, changed or deleted since: Parquet or "
        "CSV with a column `id`, or a text with an id on each line; `-` is the standard input.",
    ),
]


def since_of(folder: Path | None, touched: str | None) -> Since | None:
    """Return the results to go on from; what is wrong with the file of ids ends the command."""
    if folder is None:
        if touched is not None:
            advice = "name the results of an earlier run: `--since RESULTS`"
            refuse(OptionUnfit(COMMAND_LINE, "--touched", "without earlier results", advice))
        return None
    return Since(folder, ids_in() if touched is None else _ids(touched))


def _ids(file: str) -> pa.Table:
    try:
        return ids_in(sys.stdin) if file == STANDARD_OUTPUT else ids_in_file(Path(file))
    except BaseUnfit as unfit:
        give_up(unfit.findings, status=Status.USED_WRONGLY)
    except (OSError, ValueError) as error:
        refuse(not_opened(file, error))


def on_stdout(file: str | None) -> bool:
    """Return whether changes go to the standard output."""
    return file == STANDARD_OUTPUT


@contextmanager
def changes_added(file: str | None, results: Path) -> Iterator[None]:
    """Add the changes that a run has written with its results to a file, if one is named."""
    if file is None:
        yield
        return
    with opened_to_add(file) as stream:
        yield
        found = each_change(results)
        while some := list(islice(found, AT_ONCE)):
            write_lines(some, stream)


def write_since(told: Mapping[str, Any], results: Path, say: Callable[[str], None]) -> None:
    """Write who was evaluated in a run that goes on from another, and what changed, in short."""
    say(told_evaluated(told["because"], told["records"]))
    if told["gone"]:
        say(f"gone: {told['gone']}")
    if told["touched"]:
        unknown = f", {told['unknown']} of them not known" if told["unknown"] else ""
        say(f"touched: {told['touched']}{unknown}")
    if not write_tally(tally_of(results), say) and (told["evaluated"] or told["gone"]):
        say("nothing changed")
