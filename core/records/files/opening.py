"""Opening a file of rows by its format."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import FileEmpty, FileNotRead
from forecourt.core.records.files.csv_rows import csv_table
from forecourt.core.records.files.json_rows import json_table
from forecourt.core.records.files.xlsx_rows import xlsx_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from forecourt.core.records.files.table import Layout, Table

    Opener = Callable[[Path, str, Layout], AbstractContextManager[Table | Diagnostic]]

FORMATS = ("csv", "xlsx", "json")

ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}

OPENERS: dict[str, Opener] = {"csv": csv_table, "xlsx": xlsx_table, "json": json_table}


@contextmanager
def open_table(path: Path, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Open `path` and give its table, or the diagnostic that says why it cannot be read.

    The file is closed when the context ends; rows are read as they are asked for.
    """
    problem = unreadable(path)
    form = layout.format or ENDINGS.get(path.suffix.lower())
    if problem is None and form is None:
        problem = FileNotRead(
            Place(path.name, 1),
            f"its ending `{path.suffix}` tells no format",
            "state its `format` in the mapping: `csv`, `xlsx` or `json`",
        )
    if problem is not None or form is None:
        yield problem or FileEmpty(Place(path.name, 1))
        return
    with OPENERS[form](path, path.name, layout) as table:
        yield table


def unreadable(path: Path) -> Diagnostic | None:
    """Return why a file cannot be read at all, or None."""
    place = Place(path.name, 1)
    try:
        with path.open("rb") as stream:
            return None if stream.read(1) else FileEmpty(place)
    except FileNotFoundError:
        return FileNotRead(place, "there is no such file", "check the name")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one that a file can have"
        return FileNotRead(place, reason.lower(), "a file that may be read")
