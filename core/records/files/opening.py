"""Opening a file of rows by its format."""

from __future__ import annotations

import errno
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
    from typing import BinaryIO

    from forecourt.core.records.files.table import Layout, Table

    Opener = Callable[[Path, str, Layout], AbstractContextManager[Table | Diagnostic]]

OPENERS: dict[str, Opener] = {"csv": csv_table, "xlsx": xlsx_table, "json": json_table}
"""The formats there are, each with what opens a file of it: all that a further format needs
besides its endings. An opener gives the table with its rows still unread, and closes the file."""

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

HEADED = "a header, and rows below it"
CONTENTS = {"json": "an array of objects, or one object on each line"}
"""What files of a format hold, where it is not a header and rows."""

REASONS = {
    errno.ENOENT: ("there is no such file", "check its name and folder"),
    errno.ENOTDIR: ("there is no such folder", "check its name and folder"),
    errno.EISDIR: ("it is a folder", "name the files in it"),
    errno.EACCES: ("reading it is not allowed", "a file that you may read"),
    errno.EPERM: ("reading it is not allowed", "a file that you may read"),
    errno.ENAMETOOLONG: ("its name is longer than a name may be", "check its name"),
    errno.ELOOP: ("its links go round in a circle", "name the file itself"),
}
"""Why a file cannot be read, and what to do, by the system's number of the error."""

BLANKS = 1 << 16


@contextmanager
def open_table(path: Path, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Open `path` and give its table, or the diagnostic that says why it cannot be read.

    The file is closed when the context ends; rows are read as they are asked for.
    """
    form = layout.format or ENDINGS.get(path.suffix.lower())
    problem = unreadable(path, form)
    if problem is not None:
        yield problem
    elif form is None:
        yield _unknown_format(path)
    else:
        with OPENERS[form](path, path.name, layout) as table:
            yield table


def _unknown_format(path: Path) -> Diagnostic:
    formats = ", ".join(f"`{form}`" for form in OPENERS)
    reason = f"its ending `{path.suffix}` tells no format"
    expected = f"state its `format` in the mapping, one of {formats}"
    return FileNotRead(Place(path.name, 1), reason, expected)


def unreadable(path: Path, form: str | None = None) -> Diagnostic | None:
    """Return why a file cannot be read at all or holds nothing, or None.

    `form` is its format, if the ending of its name does not tell it.
    """
    place = Place(path.name or str(path), 1)
    try:
        with path.open("rb") as stream:
            blank = _blank(stream)
    except (OSError, ValueError) as error:
        return FileNotRead(place, *why_unread(error))
    form = form or ENDINGS.get(path.suffix.lower(), "csv")
    return FileEmpty(place, "the file", CONTENTS.get(form, HEADED)) if blank else None


def why_unread(error: OSError | ValueError) -> tuple[str, str]:
    """Return why a file could not be opened, and what to do about it, in plain words."""
    if not isinstance(error, OSError):
        return "its name is not one that a file can have", "check its name"
    unknown = ("the system cannot open it", "a file that you may read")
    return REASONS.get(error.errno or 0, unknown)


def _blank(stream: BinaryIO) -> bool:
    """Return whether nothing but blanks and line ends stands in a file."""
    while chunk := stream.read(BLANKS):
        if chunk.strip():
            return False
    return True
