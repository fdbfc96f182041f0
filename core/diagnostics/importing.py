"""Findings of importing: mapping files, files of rows, and rows that do not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class MappingNotRead(Worded):
    """A mapping file is not TOML, or cannot be opened.

    What it means:
        The file breaks off at the place named; nothing was imported.

    Why it matters:
        Half a mapping would fill half of each record.

    Example:
        [[file]
        name = "deals.csv"

    Instead:
        [[file]]
        name = "deals.csv"
    """

    code: ClassVar[str] = "FC330"
    says: ClassVar[str] = "the mapping cannot be read: {reason}"
    advises: ClassVar[str | None] = "a mapping is a TOML file; docs/importing.md shows one"
    reason: str


@dataclass(frozen=True)
class MappingKeyUnknown(Worded):
    """A mapping has a key that means nothing where it stands.

    What it means:
        The key is misspelt, or belongs to another table.

    Why it matters:
        A misspelt key would be passed over, and its column silently lost.

    Example:
        [[file]]
        name = "deals.csv"
        delimeter = ";"

    Instead:
        [[file]]
        name = "deals.csv"
        delimiter = ";"
    """

    code: ClassVar[str] = "FC331"
    says: ClassVar[str] = "{where} has no key `{word}`"
    advises: ClassVar[str | None] = "it may have {known}"
    word: str
    where: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class MappingKeyMissing(Worded):
    """A mapping lacks a key that it cannot do without.

    What it means:
        The table named needs this key.

    Why it matters:
        Without an id, say, a second import would double every record.

    Example:
        [[file.record]]
        model = "book"

    Instead:
        [[file.record]]
        model = "book"
        id = "isbn"
    """

    code: ClassVar[str] = "FC332"
    says: ClassVar[str] = "{where} lacks `{key}`"
    advises: ClassVar[str | None] = "{expected}"
    key: str
    where: str
    expected: str


@dataclass(frozen=True)
class MappingValueUnfit(Worded):
    """A key of a mapping has a value of the wrong form.

    What it means:
        The value was read, but this key takes another kind of value.

    Why it matters:
        A mapping is checked as a whole before the first row is read.

    Example:
        header = "first"

    Instead:
        header = 1
    """

    code: ClassVar[str] = "FC333"
    says: ClassVar[str] = "`{key}` of {where} cannot be `{value}`"
    advises: ClassVar[str | None] = "expected {expected}"
    key: str
    where: str
    value: str
    expected: str


@dataclass(frozen=True)
class MappedModelUnknown(Worded):
    """A mapping makes records of a model that does not exist.

    What it means:
        No plugin that is switched on brings a model of this name.

    Why it matters:
        The rows would have nowhere to go.

    Example:
        model = "boook"

    Instead:
        model = "book"
    """

    code: ClassVar[str] = "FC334"
    says: ClassVar[str] = "no record model is called `{word}`"
    advises: ClassVar[str | None] = "`forecourt reference record` shows the models there are"
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class MappedFieldUnknown(Worded):
    """A mapping fills a field that its model does not have.

    What it means:
        The field is misspelt, or belongs to another model.

    Why it matters:
        The column would be lost.

    Example:
        fields.titel = "Title"

    Instead:
        fields.title = "Title"
    """

    code: ClassVar[str] = "FC335"
    says: ClassVar[str] = "a `{model}` has no field `{word}`"
    advises: ClassVar[str | None] = "a field within a part is written `part.field`"
    word: str
    model: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class MappedOwnerUnfit(Worded):
    """A mapping does not say to which record a row's record belongs, or says it wrongly.

    What it means:
        `of` names the records above this one, each with its id.

    Why it matters:
        A record that stands in another's list cannot stand alone.

    Example:
        model = "book"
        of = { author = "author_no" }

    Instead:
        model = "book"
        of = { reader = "reader_no" }
    """

    code: ClassVar[str] = "FC336"
    says: ClassVar[str] = "a `{model}` does not stand in a `{word}`"
    advises: ClassVar[str | None] = "`of` may name {known}"
    word: str
    model: str
    known: tuple[str, ...]


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
class MappedValueUnfit(Worded):
    """A constant or a translation of a mapping does not fit the field that it is for.

    What it means:
        The field takes other values than the one written.

    Why it matters:
        Every row with this value would be refused.

    Example:
        fields.status = { column = "State", values = { out = "lend" } }

    Instead:
        fields.status = { column = "State", values = { out = "lent" } }
    """

    code: ClassVar[str] = "FC338"
    says: ClassVar[str] = "`{field}` cannot be `{value}`"
    advises: ClassVar[str | None] = "expected {expected}"
    field: str
    value: str
    expected: str


@dataclass(frozen=True)
class LookupUnknown(Worded):
    """A mapping uses a look-up that it does not describe.

    What it means:
        There is no table `[lookup.NAME]` of this name.

    Why it matters:
        The values of the column could not be found anywhere.

    Example:
        fields.price = { column = "Title", lookup = "price" }

    Instead:
        fields.price = { column = "Title", lookup = "prices" }
    """

    code: ClassVar[str] = "FC339"
    says: ClassVar[str] = "no look-up is called `{word}`"
    advises: ClassVar[str | None] = "a look-up is a table `[lookup.{word}]`"
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class FileNotMapped(Worded):
    """A file was given that the mapping says nothing of.

    What it means:
        Its name fits no `name` of the mapping; it was left out.

    Why it matters:
        It may be the wrong file, or the wrong mapping.

    Example:
        forecourt import notes.csv --mapping library.toml

    Instead:
        forecourt import books.csv --mapping library.toml
    """

    code: ClassVar[str] = "FC340"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = "the mapping has no entry for `{word}`; the file is left out"
    advises: ClassVar[str | None] = "it has entries for {known}"
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class FileNotGiven(Worded):
    """A look-up needs a file that was not given.

    What it means:
        None of the files given fits the name that the look-up states.

    Why it matters:
        Rows that use the look-up could not be completed; their file is left out.

    Example:
        forecourt import books.csv --mapping library.toml

    Instead:
        forecourt import books.csv prices.csv --mapping library.toml
    """

    code: ClassVar[str] = "FC341"
    says: ClassVar[str] = "look-up `{lookup}` needs a file `{name}`, which was not given"
    advises: ClassVar[str | None] = "give the file as well, or the folder that holds it"
    lookup: str
    name: str


@dataclass(frozen=True)
class FileNotRead(Worded):
    """A file cannot be read at all.

    What it means:
        It is missing, may not be read, or is not of the format it is said to be.

    Why it matters:
        Nothing of this file was imported; the other files were.

    Example:
        forecourt import boks.csv --mapping library.toml

    Instead:
        forecourt import books.csv --mapping library.toml
    """

    code: ClassVar[str] = "FC342"
    says: ClassVar[str] = "the file cannot be read: {reason}"
    advises: ClassVar[str | None] = "{expected}"
    reason: str
    expected: str


@dataclass(frozen=True)
class FileEmpty(Worded):
    """A file holds nothing.

    What it means:
        There is no header and no row in it.

    Why it matters:
        An export that went wrong looks like this.

    Example:
        (a file of no bytes)

    Instead:
        isbn,title
        1,Emma
    """

    code: ClassVar[str] = "FC343"
    says: ClassVar[str] = "the file is empty"
    advises: ClassVar[str | None] = "expected a header and rows below it"


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
class EncodingNotStated(Worded):
    """A text file is not UTF-8, and the mapping does not say what it is.

    What it means:
        The bytes at the place named are not UTF-8.

    Why it matters:
        With a guessed encoding names would turn to gibberish without anybody noticing.

    Example:
        [[file]]
        name = "books.csv"

    Instead:
        [[file]]
        name = "books.csv"
        encoding = "cp1252"
    """

    code: ClassVar[str] = "FC346"
    says: ClassVar[str] = "the file is not UTF-8: byte {byte} at position {position}"
    advises: ClassVar[str | None] = "state its `encoding` in the mapping; it may be {likely}"
    byte: str
    position: int
    likely: tuple[str, ...]


@dataclass(frozen=True)
class JsonNotRead(Worded):
    """A JSON file breaks off or goes wrong.

    What it means:
        From the place named on the text is not JSON; elements before it were kept.

    Why it matters:
        What comes after cannot be told apart.

    Example:
        [{"isbn": "1"}, {"isbn": ]

    Instead:
        [{"isbn": "1"}, {"isbn": "2"}]
    """

    code: ClassVar[str] = "FC347"
    says: ClassVar[str] = "not JSON: {reason}"
    advises: ClassVar[str | None] = (
        "expected one object, an array of objects, or one object on each line"
    )
    reason: str


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
class LookupUnmatched(Worded):
    """A value was not found in the file in which it should be looked up.

    What it means:
        No row of that file has this key; the row is left out.

    Why it matters:
        The two files speak of the same thing by two names.

    Example:
        fields.price = { column = "Title", lookup = "prices" }

    Instead:
        fields.price = { column = "Title", lookup = "prices", values = { "Emma." = "Emma" } }
    """

    code: ClassVar[str] = "FC353"
    says: ClassVar[str] = "row {row}, column `{column}`: `{word}` is not in look-up `{lookup}`"
    advises: ClassVar[str | None] = (
        'correct it, translate it under `values`, or say `unmatched = "leave out"`'
    )
    row: int
    column: str
    word: str
    lookup: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class LookupLeftOut(LookupUnmatched):
    """A value was not found in the file in which it should be looked up; the field is left out.

    What it means:
        The mapping says that such rows are kept without the field.

    Why it matters:
        What depends on the field is not known for these records.

    Example:
        fields.price = { column = "Title", lookup = "prices", unmatched = "leave out" }

    Instead:
        fields.price = { column = "Title", lookup = "prices", values = { "Emma." = "Emma" } }
    """

    code: ClassVar[str] = "FC354"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = (
        "row {row}, column `{column}`: `{word}` is not in look-up `{lookup}`; left out"
    )


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


@dataclass(frozen=True)
class LookupRepeats(Worded):
    """The file of a look-up has a key twice.

    What it means:
        Two rows have this key and different values; the first was kept.

    Why it matters:
        Which of the two is right cannot be told.

    Example:
        title,price
        Emma,5
        Emma,6

    Instead:
        title,price
        Emma,5
    """

    code: ClassVar[str] = "FC358"
    says: ClassVar[str] = "row {row} gives `{key}` another value in look-up `{lookup}`"
    advises: ClassVar[str | None] = "leave one row for each key"
    row: int
    key: str
    lookup: str


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
class MappingNotGiven(Worded):
    """A file of rows was given without a mapping.

    What it means:
        Only JSON files of whole records need none.

    Why it matters:
        Column names alone do not say what becomes of them.

    Example:
        forecourt import books.csv

    Instead:
        forecourt import books.csv --mapping library.toml
    """

    code: ClassVar[str] = "FC360"
    says: ClassVar[str] = "a file of rows needs a mapping, and none was given"
    advises: ClassVar[str | None] = "docs/importing.md shows how to write one"
