"""`forecourt run`: the rules on a whole base of records."""

from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.bases.order import Limits, Summary
from forecourt.core.bases.running import DEFAULT_ENGINE, ENGINES, run_base
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.cli.base_runs import BaseRun, base_run, memory, shown_progress
from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import shown
from forecourt.core.cli.options import AsOfOption, JsonFlag
from forecourt.core.cli.output import give_up, refuse, show, tell, write, write_rows
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.usage import WordUnknown

EXAMPLES = (
    "forecourt run my_store results --as-of 2026-11-02T09:00",
    "forecourt run base results --pack PACK --memory 3GB",
    "forecourt run base results --pack PACK --engine record --json",
)


def run(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="BASE",
            readable=False,
            help="A folder with a Parquet file, or a folder of them, for each record model; or the "
            "folder of a store.",
        ),
    ],
    results: Annotated[
        Path,
        typer.Argument(
            metavar="RESULTS",
            readable=False,
            help="The folder for the results: new, empty, or with those of an earlier run, which "
            "are replaced.",
        ),
    ],
    pack: Annotated[
        str | None,
        typer.Option(
            "--pack",
            metavar="PACK",
            help="The name of an installed pack, a folder with rule files, or a `.rules` file; "
            "without it the store's policy.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="ENGINE", help="What runs it: " + ", ".join(ENGINES)),
    ] = DEFAULT_ENGINE,
    memory_limit: Annotated[
        str | None,
        typer.Option(
            "--memory",
            metavar="AMOUNT",
            help="How much memory it may use (`3GB`), beyond which it works on the disk; without "
            "it half of the machine's.",
        ),
    ] = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Run the rules on a whole base of records.

    What they say is written as Parquet. Rows that cannot be used are listed in `rejects.parquet`,
    the rest goes on. The results are there whole or not at all. Without `--as-of` the moment is
    now.
    """
    if engine not in ENGINES:
        refuse(WordUnknown(COMMAND_LINE, "engine", engine, tuple(ENGINES)))
    limits = Limits(memory=memory(memory_limit))
    made = base_run(source, pack, as_of)
    try:
        with shown_progress() as told:
            found = run_base(
                made.order, made.base, made.records, results,
                engine=engine, limits=limits, tell=told,
            )  # fmt: skip
    except BaseUnfit as unfit:
        give_up(unfit.findings, status=Status.USED_WRONGLY)
    _report(found, made, results, as_document=as_document)
    if found.rejected:
        raise typer.Exit(Status.FOUND)


def _report(found: Summary, made: BaseRun, results: Path, *, as_document: bool) -> None:
    show(found.warnings)
    if as_document:
        write_json(found.as_json(made.order))
        return
    order = made.order
    pack = order.plan.pack
    moment = shown(order.now, order.plan.zone)
    write(f"{results}: {pack.name} {pack.version} at {moment}")
    write()
    write_rows([(str(number), name) for name, number in found.written.items()])
    for (model, column, reason), number in found.rejected.items():
        tell(f"{number} rows of `{model}` set apart: `{column}` {reason}")
