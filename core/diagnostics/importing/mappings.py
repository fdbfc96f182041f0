"""Findings about mapping files, before any row is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

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
    says: ClassVar[str] = "`{model}` has no field `{word}`"
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
    says: ClassVar[str] = "records of `{model}` do not stand in those of `{word}`"
    advises: ClassVar[str | None] = "`of` may name {known}"
    word: str
    model: str
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
