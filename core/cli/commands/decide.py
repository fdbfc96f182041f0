"""`forecourt decide`: what the rules of a pack say of a record file."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from forecourt.core.cli.documents import ask_for_lines, write_findings, write_json
from forecourt.core.cli.evaluating import ENGINES, RECORD_ENGINE, Setting, setting
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import read_moment
from forecourt.core.cli.options import AS_OF_HELP, JsonFlag
from forecourt.core.cli.outcomes import write_outcome
from forecourt.core.cli.output import give_up, refuse, show, write
from forecourt.core.cli.reason_texts import write_reasons
from forecourt.core.cli.reasons import reasons
from forecourt.core.cli.record_files import RecordFile, read_store_file, read_text
from forecourt.core.cli.statuses import Status
from forecourt.core.cli.workspace import STORE_ROOT, record_root, registry_for, usable_policy
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.importing.files import FileEmpty
from forecourt.core.diagnostics.usage import ArgumentMissing, WordUnknown
from forecourt.core.records.records import Records

EXAMPLES = (
    "forecourt decide RECORD.json --pack demo_store --as-of 2026-03-01T09:00",
    "forecourt decide RECORD.json --pack demo_store --as-of 2026-03-01 --store STORE.json",
    "forecourt decide RECORD.json --pack demo_store --as-of 2026-03-01 --explain --json",
    "forecourt decide --store STORE.json --pack demo_store --as-of 2026-03-01",
)


def decide(
    record: Annotated[
        str | None,
        typer.Argument(
            metavar="RECORD.json",
            help="A record file: one record, a list of records, or one on each line; "
            "`-` reads the standard input. Without it, the store file itself.",
        ),
    ] = None,
    *,
    pack: Annotated[
        str,
        typer.Option(
            "--pack", metavar="PACK", help="An installed pack, a folder, or a `.rules` file."
        ),
    ],
    as_of: Annotated[str, typer.Option("--as-of", metavar="MOMENT", help=AS_OF_HELP)],
    store: Annotated[
        str | None,
        typer.Option(
            "--store", metavar="STORE.json", help="The store file, which rules may read as well."
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, too.")] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help=f"The engine to ask: {' or '.join(ENGINES)}; both say the same.",
        ),
    ] = RECORD_ENGINE,
    as_document: JsonFlag = False,
) -> None:
    """Show what the rules of a pack say of a record file.

    With `--json`, a file with one record gives one JSON object; a list of records, or a file with
    one on each line, gives one object on each line. Moments without an offset are in the time
    zone of the store file, without one in UTC. A record that cannot be read is reported, with
    `--json` as an object with `findings`; the others go on, and the exit status is 1.
    """
    if record is None and store is None:
        refuse(ArgumentMissing(COMMAND_LINE, "a record file, or a store file with `--store`"))
    if engine not in ENGINES:
        refuse(WordUnknown(COMMAND_LINE, "engine", engine, ENGINES))
    registry = registry_for(None)
    store_file = read_store_file(store) if store is not None else None
    zone, currency = (store_file.zone, store_file.currency) if store_file else ("UTC", None)
    now = read_moment(as_of, zone)
    policy, plan = usable_policy(pack, registry, zone=zone, currency=currency)
    store_record = store_file.record(registry.records, plan.currency) if store_file else None
    decider = setting(plan, registry, store_record, now, engine)
    write_one = partial(
        _write, decider=decider, texts=policy.texts, explained=explain, as_document=as_document
    )
    if record is None:
        write_one(STORE_ROOT, store_record)
        return
    root = record_root(plan.schema)
    file = RecordFile(read_text(record), root, zone, plan.currency)
    if as_document and not file.is_single:
        ask_for_lines()
    _write_all(file, registry.records, partial(write_one, root))


def _write_all(file: RecordFile, records: Records, write_one: Callable[[Any], None]) -> None:
    """Write what the rules say of each record of a file, or why it is none."""
    found = refused = 0
    for one, problems in file.records(records):
        found += 1
        show(problems)
        if one is None:
            refused += 1
            write_findings(problems)
        else:
            write_one(one)
    if not found:
        place = Place(file.file.name, 1)
        give_up([FileEmpty(place, f"`{file.file.name}`", "at least one record")])
    if refused:
        raise typer.Exit(Status.FOUND)


def _write(
    root: str, record: Any, *, decider: Setting, texts: Any, explained: bool, as_document: bool
) -> None:
    """Write what the rules say of a record."""
    outcome = decider.decide(root, record)
    outcome["next_change"] = decider.next_change(root, record)
    if explained:
        outcome["reasons"] = reasons(decider.explain(root, record), decider.plan, texts)
    if as_document:
        write_json(outcome)
        return
    write_outcome(outcome)
    if explained:
        write_reasons(
            one for one in outcome["reasons"] if one.get("reported") or one.get("emitted")
        )
    write()
