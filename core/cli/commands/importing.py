"""`forecourt import`: files into a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TextIO

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.given_files import as_given
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import give_up, progress, refuse, show, show_first, write
from forecourt.core.cli.sources import not_opened, sources, unopened
from forecourt.core.cli.statuses import Status
from forecourt.core.cli.workspace import folder, opened, registry_for
from forecourt.core.diagnostics.render import as_json, render
from forecourt.core.diagnostics.usage import FileNotOpened
from forecourt.core.records.mapping import Mapping, read_mapping
from forecourt.core.store import Store
from forecourt.core.store.importing import ImportReport, import_files

EXAMPLES = (
    "forecourt import records.json",
    "forecourt import people.csv deals.csv --mapping my_mapping.toml",
    "forecourt import exported_files --mapping my_mapping.toml --errors refused.txt",
)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", readable=False, help="Files, or folders of files."),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="MAPPING.toml",
            readable=False,
            help="What becomes of the files' columns; record files need none.",
        ),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            "--errors",
            metavar="FILE",
            readable=False,
            help="Write all that was refused, and why, here.",
        ),
    ] = None,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Read records from CSV, XLSX and JSON files into a store.

    Rows that do not fit are reported with file, row, column and reason, the others are kept; the
    exit status is then 1. Where a file that is named cannot be read at all, nothing is imported,
    and the exit status is 2. Importing the same files again changes nothing. An import that was
    interrupted is finished by the same command.
    """
    place = folder(store)
    unread = unopened(*files, *([mapping] if mapping else []))
    if unread:
        refuse(*unread)
    registry = registry_for(place)
    with opened(place, registry) as kept:
        rules = _mapping(mapping, kept) if mapping else None
        with _new_file(errors) as refused, progress("reading") as advance:
            report = import_files(kept, rules, files, progress=lambda _, rows: advance(rows))
            report = as_given(report, files)
            if refused:
                refused.write(render(report.diagnostics, {}) + "\n")
    if as_document:
        write_json(_as_json(report))
    else:
        _write(report, whole=errors is not None)
    if report.refused or report.diagnostics:
        raise typer.Exit(Status.FOUND)


def _mapping(path: Path, store: Store) -> Mapping:
    """Return a mapping; what is wrong with it ends the command."""
    rules, problems = read_mapping(
        path, store.records.schema, zone=store.zone, currency=store.currency
    )
    if rules is None:
        give_up(problems, sources(path))
    show(problems, sources(path))
    return rules


@contextmanager
def _new_file(path: Path | None) -> Iterator[TextIO | None]:
    """Give a new file to write to, made before there is anything to write."""
    if path is None:
        yield None
        return
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        refuse(FileNotOpened(COMMAND_LINE, str(path), "it is there already; name a new file"))
    except (OSError, ValueError) as error:
        refuse(not_opened(path, error))
    with file:
        yield file


def _write(report: ImportReport, *, whole: bool) -> None:
    show(report.notes)
    if not whole:
        show_first(report.diagnostics, more=": `--errors FILE` writes all of them")
    for file in report.files:
        write(f"{file.file}: {file.read} rows read, {file.kept} kept, {file.refused} refused")
    write(
        f"records: {report.inserted} inserted, {report.changed} changed, "
        f"{report.unchanged} unchanged",
        "bold",
    )


def _as_json(report: ImportReport) -> dict[str, object]:
    return {
        "read": report.read,
        "kept": report.kept,
        "refused": report.refused,
        "inserted": report.inserted,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "files": [asdict(file) for file in report.files],
        "notes": as_json(report.notes),
        "findings": as_json(report.diagnostics),
    }
