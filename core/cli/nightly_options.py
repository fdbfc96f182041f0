"""The part of `forecourt run` that works in a store: its options, and what it writes."""

from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.nightly import STANDARD_OUTPUT, nightly, write_night
from forecourt.core.cli.output import refuse, tell, write
from forecourt.core.cli.workspace import StoreFolder
from forecourt.core.diagnostics.usage import ArgumentMissing, OptionUnfit

WholeFlag = Annotated[
    bool,
    typer.Option("--whole", help="Evaluate all records of the store, whatever was kept."),
]
ChangesOption = Annotated[
    str | None,
    typer.Option(
        "--changes",
        metavar="FILE",
        help="Add what changed to a file, a JSON document on each line; `-` writes it to the "
        "standard output.",
    ),
]


def only_with_results(**given: str | Path | bool | None) -> None:
    """Refuse options that speak of how results are made, where there are to be none."""
    for name, value in given.items():
        if value not in (None, False):
            option = f"--{name.replace('_', '-')}"
            advice = "name a folder for them: `forecourt run BASE RESULTS`"
            refuse(OptionUnfit(COMMAND_LINE, option, "without a folder for results", advice))


def only_without_results(*, whole: bool, changes: str | None) -> None:
    """Refuse options that speak of the store's own outcomes, where these aren't meant."""
    case, advice = "with a folder for results", "leave the folder out: `forecourt run STORE`"
    if whole:
        refuse(OptionUnfit(COMMAND_LINE, "--whole", case, advice))
    if changes is not None:
        advice += ", or name the results of an earlier run: `--since RESULTS`"
        refuse(OptionUnfit(COMMAND_LINE, "--changes", case, advice))


def see_that_stdout_is_free(*, changes: str | None, as_document: bool) -> None:
    """Refuse to write changes and a document to the same place."""
    if changes == STANDARD_OUTPUT and as_document:
        advice = "name a file: `--changes FILE`"
        refuse(OptionUnfit(COMMAND_LINE, "--json", "where stdout has the changes", advice))


def run_nightly(
    source: Path, as_of: str | None, *, whole: bool, changes: str | None, as_document: bool
) -> None:
    """Bring a store up to date, and write what that came to."""
    place = StoreFolder(source)
    if not place.database.is_file():
        refuse(ArgumentMissing(COMMAND_LINE, "a folder for the results, or the folder of a store"))
    see_that_stdout_is_free(changes=changes, as_document=as_document)
    night = nightly(place, as_of, whole=whole, file=changes)
    if as_document:
        write_json(night.as_json())
    else:
        write_night(night, place, tell if changes == STANDARD_OUTPUT else write)
