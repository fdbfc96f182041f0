"""Findings about whole files: which are given, and whether they can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


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
    """A file or sheet holds nothing.

    What it means:
        There is no row and no record in it, at most blank lines.

    Why it matters:
        An export that went wrong looks like this.

    Example:
        (a file of no bytes)

    Instead:
        isbn,title
        1,Emma
    """

    code: ClassVar[str] = "FC343"
    says: ClassVar[str] = "{where} is empty"
    advises: ClassVar[str | None] = "expected {expected}"
    where: str
    expected: str


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
    advises: ClassVar[str | None] = (
        "save it as UTF-8, or state its `encoding` in the mapping; it may be {likely}"
    )
    byte: str
    position: int
    likely: tuple[str, ...]

    @property
    def help(self) -> str | None:
        """What to do; which encodings are likely, if any is."""
        advice = super().help
        return advice if self.likely or advice is None else advice.partition(";")[0]


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
class JsonListWrapped(Worded):
    """A JSON file holds its list within an object.

    What it means:
        The objects that could be rows or records stand one level below, under the name given.

    Why it matters:
        The object around them would be taken for a single record.

    Example:
        {"books": [{"isbn": "1"}, {"isbn": "2"}]}

    Instead:
        [{"isbn": "1"}, {"isbn": "2"}]
    """

    code: ClassVar[str] = "FC362"
    says: ClassVar[str] = "element {row} is an object around a list, `{key}`"
    advises: ClassVar[str | None] = (
        "give the list alone, as `[{{...}}, {{...}}]`, or one object on each line"
    )
    row: int
    key: str
