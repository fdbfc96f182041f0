"""Findings about rows and elements: what cannot be read, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class RowBytesUnfit(Worded):
    """A row holds bytes that mean nothing in the file's encoding.

    What it means:
        The cell named cannot be decoded.

    Why it matters:
        Replacing the bytes would store a damaged value; the row is left out.

    Example:
        encoding = "utf-8"    (for a file written as cp1252)

    Instead:
        encoding = "cp1252"
    """

    code: ClassVar[str] = "FC348"
    says: ClassVar[str] = (
        "row {row}, column `{column}`: byte {byte} at character {position} is not {encoding}"
    )
    advises: ClassVar[str | None] = "correct the `encoding` of the file in the mapping, or the row"
    row: int
    column: str
    byte: str
    position: int
    encoding: str


@dataclass(frozen=True)
class RowRagged(Worded):
    """A row has more or fewer cells than the header.

    What it means:
        A delimiter is missing, or stands unquoted within a value.

    Why it matters:
        Every value after that place would be taken for another column's.

    Example:
        isbn,title
        1,Pride, and Prejudice

    Instead:
        isbn,title
        1,"Pride, and Prejudice"
    """

    code: ClassVar[str] = "FC349"
    says: ClassVar[str] = "row {row} has {cells} cells, the header has {columns}"
    advises: ClassVar[str | None] = "a value that holds the delimiter must stand in quotation marks"
    row: int
    cells: int
    columns: int
    last: int | None = None
    """The line on which the row ends, if it is not the one on which it begins."""

    @property
    def help(self) -> str | None:
        """What to look at: the delimiter, and in a row of several lines the quotation marks."""
        if self.last is None:
            return super().help
        return f"it goes on to line {self.last}; check its quotation marks"


@dataclass(frozen=True)
class RowNotRead(Worded):
    """A row cannot be taken apart into cells.

    What it means:
        A quotation mark is not closed, or the row holds characters that no text holds.

    Why it matters:
        Where one cell ends and the next begins would be a guess.

    Example:
        isbn,title
        1,"Emma

    Instead:
        isbn,title
        1,"Emma"
    """

    code: ClassVar[str] = "FC350"
    says: ClassVar[str] = "row {row} cannot be read: {reason}"
    advises: ClassVar[str | None] = "{expected}"
    row: int
    reason: str
    expected: str


@dataclass(frozen=True)
class CellUnfit(Worded):
    """A cell does not fit the field that it is for.

    What it means:
        The value cannot be read as what the field holds; the row is left out.

    Why it matters:
        A wrong date or amount is worse than a missing row.

    Example:
        isbn,lent_on
        1,31.02.2026

    Instead:
        isbn,lent_on
        1,28.02.2026
    """

    code: ClassVar[str] = "FC351"
    says: ClassVar[str] = "row {row}, column `{column}`: {value} does not fit `{field}`"
    advises: ClassVar[str | None] = "expected {expected}"
    row: int
    column: str
    value: str
    field: str
    expected: str
    near: str | None = None

    @property
    def help(self) -> str | None:
        """What was expected, and the right name that is near."""
        expected = super().help
        return f"{expected}; did you mean `{self.near}`?" if self.near else expected


@dataclass(frozen=True)
class CellMissing(Worded):
    """A row lacks a value that its record cannot do without.

    What it means:
        The column from which the record's id or a required field is made is empty.

    Why it matters:
        Without an id the record could not be found again, and would be doubled.

    Example:
        isbn,title
        ,Emma

    Instead:
        isbn,title
        1,Emma
    """

    code: ClassVar[str] = "FC352"
    says: ClassVar[str] = "row {row}, column `{column}` is empty, and `{field}` needs it"
    row: int
    column: str
    field: str


@dataclass(frozen=True)
class RowRepeats(Worded):
    """Two rows of one file make the same record.

    What it means:
        Both have the same id; the first was kept.

    Why it matters:
        One would overwrite the other, and which is right cannot be told.

    Example:
        isbn,title
        1,Emma
        1,Persuasion

    Instead:
        isbn,title
        1,Emma
        2,Persuasion
    """

    code: ClassVar[str] = "FC355"
    says: ClassVar[str] = "row {row} makes {model} `{id}` again, as row {first} did"
    advises: ClassVar[str | None] = (
        "give each its own id, or say `repeats = true` if several rows may make one record"
    )
    row: int
    model: str
    id: str
    first: int


@dataclass(frozen=True)
class RowUnfit(Worded):
    """A row's values fit one by one, but not the record that they make.

    What it means:
        The record as a whole was refused for the reason given; the row is left out.

    Why it matters:
        The store holds only records that fit their models.

    Example:
        isbn,title
        1,

    Instead:
        isbn,title
        1,Emma
    """

    code: ClassVar[str] = "FC356"
    says: ClassVar[str] = "row {row}: {reason}"
    advises: ClassVar[str | None] = "{expected}"
    row: int
    reason: str
    expected: str


@dataclass(frozen=True)
class RecordFileUnfit(Worded):
    """An element of a JSON file is no record.

    What it means:
        Without a mapping a JSON file holds whole records, each an object with its id.

    Why it matters:
        Anything else needs a mapping that says what it is.

    Example:
        ["Emma", "Persuasion"]

    Instead:
        [{"id": "1", "title": "Emma"}]
    """

    code: ClassVar[str] = "FC359"
    says: ClassVar[str] = "element {row} is not a record: {reason}"
    advises: ClassVar[str | None] = (
        "`forecourt reference record` shows the form; anything else needs a mapping"
    )
    row: int
    reason: str


@dataclass(frozen=True)
class ElementUnfit(Worded):
    """An element of a JSON file is no row of the mapping.

    What it means:
        With a mapping each element is an object, whose names are the columns of a row.

    Why it matters:
        An element that names none of the columns would become an empty record, or none.

    Example:
        {"1": {"title": "Emma"}, "2": {"title": "Persuasion"}}

    Instead:
        [{"isbn": "1", "title": "Emma"}, {"isbn": "2", "title": "Persuasion"}]
    """

    code: ClassVar[str] = "FC363"
    says: ClassVar[str] = "element {row} cannot be a row: {reason}"
    advises: ClassVar[str | None] = "expected an object with the columns that the mapping reads"
    row: int
    reason: str


@dataclass(frozen=True)
class RowConflicts(Worded):
    """Two rows of one file give a field of the same record different values.

    What it means:
        The mapping lets several rows speak of the record, and these do not agree. What the first
        of them says is kept; the later row is kept without this field.

    Why it matters:
        Which of the two is right cannot be told; taking turns would change the record each time.

    Example:
        loan,reader,reader_name
        1,R1,Ana
        2,R1,Anna

    Instead:
        loan,reader,reader_name
        1,R1,Ana
        2,R1,Ana
    """

    code: ClassVar[str] = "FC364"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = (
        "row {row} gives `{field}` of {model} `{id}` another value than {where}, which is kept"
    )
    advises: ClassVar[str | None] = "make the rows agree; the later one counts without the field"
    row: int
    field: str
    model: str
    id: str
    where: str
