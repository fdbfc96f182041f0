"""Findings about the columns of a file, held against those that a mapping reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class ColumnMissing(Worded):
    """A mapping reads a column that the file does not have.

    What it means:
        The header of the file holds no such name.

    Why it matters:
        Every row would lack the value; the whole file is left out.

    Example:
        fields.title = "Titel"

    Instead:
        fields.title = "Title"
    """

    code: ClassVar[str] = "FC337"
    says: ClassVar[str] = "the file has no column `{word}`, which the mapping reads"
    advises: ClassVar[str | None] = "its columns are {known}"
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class HeaderMissing(Worded):
    """The row that should name the columns does not.

    What it means:
        None of the columns that the mapping reads stands in the header row.

    Why it matters:
        Without names, values would go to the wrong fields.

    Example:
        1,Emma
        2,Persuasion

    Instead:
        isbn,title
        1,Emma
        2,Persuasion
    """

    code: ClassVar[str] = "FC344"
    says: ClassVar[str] = "row {row} is not a header: it names none of the columns {columns}"
    advises: ClassVar[str | None] = (
        "put a header above the rows, or state its row as `header`, and check the `delimiter`"
    )
    row: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class HeaderNotFound(Worded):
    """The row that should name the columns is blank, or is not there.

    What it means:
        The header is expected in the row named, the first one if the mapping states no other.

    Why it matters:
        Taking the next row that holds something would be a guess; it may be a title.

    Example:
        (a blank line)
        isbn,title
        1,Emma

    Instead:
        [[file]]
        name = "books.csv"
        header = 2
    """

    code: ClassVar[str] = "FC361"
    says: ClassVar[str] = "row {row} should be the header, {reason}"
    advises: ClassVar[str | None] = "state the header's row as `header` in the mapping; {expected}"
    row: int
    reason: str
    expected: str


@dataclass(frozen=True)
class ColumnRepeated(Worded):
    """A column that the mapping reads stands twice in the header.

    What it means:
        Two columns have this name, and either could be meant.

    Why it matters:
        Choosing one would be a guess; the file is left out.

    Example:
        isbn,title,title

    Instead:
        isbn,title,subtitle
    """

    code: ClassVar[str] = "FC345"
    says: ClassVar[str] = "the header names the column `{column}` more than once"
    advises: ClassVar[str | None] = "give each column that the mapping reads its own name"
    column: str


@dataclass(frozen=True)
class ColumnsNotMapped(Worded):
    """A file has columns that the mapping does not read.

    What it means:
        Their values are not imported.

    Why it matters:
        Nothing may be wrong; or a column was forgotten.

    Example:
        isbn,title,shelf    (and a mapping that reads isbn and title)

    Instead:
        ignore = ["shelf"]
    """

    code: ClassVar[str] = "FC357"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = "columns not imported: {columns}"
    advises: ClassVar[str | None] = "list under `ignore` those that nobody needs"
    columns: tuple[str, ...]
