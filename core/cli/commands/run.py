"""`forecourt run`: the rules on a whole base of records, or each night on a store."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.bases.order import Limits, Order, Summary
from forecourt.core.bases.running import DEFAULT_ENGINE, ENGINES, run_base
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.cli.base_runs import (
    MasterOption,
    NextChangeFlag,
    base_run,
    memory,
    only_for_spark,
    shown_progress,
)
from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import shown
from forecourt.core.cli.nightly_options import (
    ChangesOption,
    WholeFlag,
    only_with_results,
    only_without_results,
    run_nightly,
    see_that_stdout_is_free,
)
from forecourt.core.cli.options import AsOfOption, JsonFlag
from forecourt.core.cli.output import give_up, refuse, show, tell, write, write_rows
from forecourt.core.cli.since_options import (
    SinceOption,
    TouchedOption,
    changes_added,
    on_stdout,
    since_of,
    write_since,
)
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.usage import WordUnknown

EXAMPLES = (
    "forecourt run my_store",
    "forecourt run my_store --changes changes.jsonl",
    "forecourt run my_store results --as-of 2026-11-02T09:00",
    "forecourt run base results --pack PACK --memory 3GB --next-change",
    "forecourt run base results --pack PACK --since results --touched ids.csv",
    "forecourt run base results --pack PACK --engine record --json",
    "forecourt run base results --pack PACK --engine spark --master spark://HOST:7077",
)


def run(  # noqa: PLR0913, PLR0917 - one for each option
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
        Path | None,
        typer.Argument(
            metavar="RESULTS",
            readable=False,
            help="The folder for the results: new, empty, or with those of an earlier run, which "
            "are replaced. Without it the outcomes are kept in the store.",
        ),
    ] = None,
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
        str | None,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help=f"What runs it: {', '.join(ENGINES)}; without it {DEFAULT_ENGINE}.",
        ),
    ] = None,
    memory_limit: Annotated[
        str | None,
        typer.Option(
            "--memory",
            metavar="AMOUNT",
            help="How much memory it may use (`3GB`), beyond which it works on the disk; without "
            "it half of the machine's.",
        ),
    ] = None,
    master: MasterOption = None,
    since: SinceOption = None,
    touched: TouchedOption = None,
    *,
    next_change: NextChangeFlag = False,
    whole: WholeFlag = False,
    changes: ChangesOption = None,
    as_document: JsonFlag = False,
) -> None:
    """Run the rules on a whole base of records, or bring a store up to date.

    With RESULTS what they say is written as Parquet. Rows that cannot be used are listed in
    `rejects.parquet`, the rest goes on. The results are there whole or not at all.

    With `--since` only those are evaluated whose outcome can be another one since an earlier run;
    all others keep theirs. `changes.parquet` says what changed.

    Without RESULTS, for each night: the store evaluates those whose outcome can be another one
    since it was made, keeps and logs what the rules say, and tells what changed. Stopped in the
    middle, the same command goes on.

    Without `--as-of` the moment is now.
    """
    if results is None:
        only_with_results(
            pack=pack, engine=engine, memory=memory_limit, master=master, next_change=next_change,
            since=since, touched=touched,
        )  # fmt: skip
        run_nightly(source, as_of, whole=whole, changes=changes, as_document=as_document)
        return
    only_without_results(whole=whole, changes=None if since else changes)
    see_that_stdout_is_free(changes=changes, as_document=as_document)
    engine = engine or DEFAULT_ENGINE
    if engine not in ENGINES:
        refuse(WordUnknown(COMMAND_LINE, "engine", engine, tuple(ENGINES)))
    only_for_spark(master, engine)
    limits = Limits(memory=memory(memory_limit), master=master)
    going_on = since_of(since, touched)
    made = base_run(source, pack, as_of)
    order = replace(made.order, next_change=next_change, since=going_on)
    try:
        with changes_added(changes, results), shown_progress() as told:
            found = run_base(
                order, made.base, made.records, results, engine=engine, limits=limits, tell=told
            )
    except BaseUnfit as unfit:
        give_up(unfit.findings, status=Status.USED_WRONGLY)
    _report(found, order, results, as_document=as_document, on_stdout=on_stdout(changes))
    if found.rejected:
        raise typer.Exit(Status.FOUND)


def _report(
    found: Summary, order: Order, results: Path, *, as_document: bool, on_stdout: bool
) -> None:
    show(found.warnings)
    if as_document:
        write_json(found.as_json(order))
        return
    pack = order.plan.pack
    say = tell if on_stdout else write
    say(f"{results}: {pack.name} {pack.version} at {shown(order.now, order.plan.zone)}")
    if found.since is not None:
        write_since(found.since, results, say)
    if not on_stdout:
        write()
        write_rows([(str(number), name) for name, number in found.written.items()])
    for (model, column, reason), number in found.rejected.items():
        tell(f"{number} rows of `{model}` set apart: `{column}` {reason}")
