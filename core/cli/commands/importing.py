"""`forecourt import`: files into a store."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import (
    COMMAND_LINE,
    FOUND,
    give_up,
    progress,
    refuse,
    results,
    show,
    tell,
    write_json,
)
from forecourt.core.cli.workspace import folder, opened, registry_for
from forecourt.core.diagnostics.render import as_json, render
from forecourt.core.diagnostics.usage import FileNotOpened
from forecourt.core.records.mapping import read_mapping
from forecourt.core.store.importing import ImportReport, import_files

EXAMPLES = (
    "forecourt import records.json",
    "forecourt import people.csv deals.csv --mapping my_mapping.toml",
    "forecourt import exported_files --mapping my_mapping.toml --errors refused.txt",
)

SHOWN = 20
"""How many findings are shown; all of them are with `--json` or `--errors`."""


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files, or folders of files."),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="MAPPING.toml",
            help="What becomes of the files' columns; record files need none.",
        ),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Write all that was refused, and why, here."),
    ] = None,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Read records from CSV, XLSX and JSON files into a store.

    Rows that do not fit are reported with file, row, column and reason, the others are kept; the
    exit status is then 1. Importing the same files again changes nothing. An import that was
    interrupted is finished by the same command.
    """
    place = folder(store)
    if errors is not None and errors.exists():
        refuse(FileNotOpened(COMMAND_LINE, str(errors), "it is there already; name a new file"))
    registry = registry_for(place)
    with opened(place, registry) as kept:
        rules = None
        if mapping is not None:
            rules, problems = read_mapping(
                mapping, kept.records.schema, zone=kept.zone, currency=kept.currency
            )
            if rules is None:
                give_up(problems, _texts(mapping))
            show(problems, _texts(mapping))
        with progress("reading") as advance:
            report = import_files(kept, rules, files, progress=lambda _, rows: advance(rows))
    if errors is not None:
        _write_errors(errors, report)
    if as_document:
        write_json(_as_json(report))
    else:
        _write(report, whole=errors is not None)
    if report.refused or report.diagnostics:
        raise typer.Exit(FOUND)


def _texts(mapping: Path) -> dict[str, str]:
    try:
        return {mapping.name: mapping.read_text("utf-8-sig")}
    except (OSError, UnicodeDecodeError):
        return {}


def _write_errors(path: Path, report: ImportReport) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(render(report.diagnostics, {}) + "\n")
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        refuse(FileNotOpened(COMMAND_LINE, str(path), reason))


def _write(report: ImportReport, *, whole: bool) -> None:
    show(report.notes)
    show(report.diagnostics[: 0 if whole else SHOWN])
    more = len(report.diagnostics) - SHOWN
    if more > 0 and not whole:
        tell(f"and {more} more: `--errors FILE` writes all of them")
    for file in report.files:
        results().print(
            f"{file.file}: {file.read} rows read, {file.kept} kept, {file.refused} refused",
            soft_wrap=True,
        )
    results().print(
        f"records: {report.inserted} inserted, {report.changed} changed, "
        f"{report.unchanged} unchanged",
        style="bold",
        soft_wrap=True,
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
        "diagnostics": as_json(report.diagnostics),
    }
