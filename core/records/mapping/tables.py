"""The tables of a mapping file as they are written, before names are looked at."""

import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from forecourt.core.records.files.encoding import known_encoding
from forecourt.core.records.files.opening import OPENERS
from forecourt.core.records.mapping.dates import DateFormat, FormatError, read_date_format
from forecourt.core.records.mapping.numbers import STYLES
from forecourt.core.records.mapping.templates import Template, TemplateError, read_template


def _text(value: object, expected: str) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(expected)


def _template(text: object) -> object:
    try:
        return read_template(_text(text, "a column, or a text with columns in braces"))
    except TemplateError as unfit:
        raise ValueError(str(unfit)) from None


def _date_format(text: object) -> object:
    try:
        return read_date_format(_text(text, "a format in quotation marks, such as `M/D/YYYY`"))
    except FormatError as unfit:
        raise ValueError(str(unfit)) from None


def _time(time: object) -> object:
    try:
        found = datetime.time.fromisoformat(time) if isinstance(time, str) else time
    except ValueError:
        found = None
    if not isinstance(found, datetime.time) or found.tzinfo is not None:
        raise ValueError("a time of day such as `09:00`")
    return found


def _format(name: str) -> str:
    if name not in OPENERS:
        raise ValueError("one of " + ", ".join(f"`{form}`" for form in OPENERS))
    return name


def _encoding(name: str) -> str:
    if not known_encoding(name):
        raise ValueError("an encoding such as `utf-8`, `cp1252` or `gb18030`")
    return name


def _style(example: str) -> str:
    if example not in STYLES:
        raise ValueError("one of " + ", ".join(f"`{style}`" for style in STYLES))
    return example


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _one_character(text: str) -> str:
    if len(text) != 1 or text in "\r\n\0":
        raise ValueError("one character")
    return text


Source = Annotated[Template, BeforeValidator(_template)]
Sources = Annotated[list[Source], BeforeValidator(_listed)]
DateFormats = Annotated[
    list[Annotated[DateFormat, BeforeValidator(_date_format)]], BeforeValidator(_listed)
]
Style = Annotated[str, AfterValidator(_style)]
Sign = Annotated[str, AfterValidator(_one_character)]
Format = Annotated[str, AfterValidator(_format)]
Encoding = Annotated[str, AfterValidator(_encoding)]
Only = dict[str, Annotated[list[str], BeforeValidator(_listed)]]


class Written(BaseModel):
    """A table, which has no keys but those below.

    Keys that it cannot do without are `needed`. They have a default all the same: where one is
    missing, the others are checked nevertheless.
    """

    needed: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True, defer_build=True
    )


class FormatKeys(Written):
    """How cells are written; a file states it for all its columns, a field for itself."""

    dates: DateFormats | None = None
    time: Annotated[datetime.time | None, BeforeValidator(_time)] = None
    numbers: Style | None = None
    signs: list[str] | None = None


class LayoutKeys(Written):
    """How a file is laid out."""

    format: Format | None = None
    encoding: Encoding | None = None
    delimiter: Sign | None = None
    quote: Sign = '"'
    sheet: str | None = None
    header: Annotated[int, Field(ge=1)] = 1


class FieldTable(FormatKeys):
    """What a field of a record is filled with."""

    column: str | None = None
    template: Source | None = None
    constant: Any = None
    values: dict[str, Any] = {}
    lookup: str | None = None
    unmatched: Literal["refuse", "leave out"] = "refuse"
    fraction: bool = False
    split: str | None = None
    only: Only = {}


class RecordTable(Written):
    """A record that each row becomes, or adds to."""

    needed = ("model",)

    model: str = ""
    id: Sources | None = None
    of: dict[str, Sources] = {}
    repeats: bool = False
    only: Only = {}
    fields: dict[str, Any] = {}


class FileTable(LayoutKeys, FormatKeys):
    """A file of rows; what each row becomes is read as `RecordTable`."""

    needed = ("name", "record")

    name: str = ""
    empty: list[str] = []
    ignore: list[str] = []
    only: Only = {}
    record: Annotated[list[Any], Field(min_length=1)] = []


class LookupTable(LayoutKeys):
    """A file in which values are looked up."""

    needed = ("file", "key", "value")

    file: str = ""
    key: str = ""
    value: Source = Template(())


class MappingTable(Written):
    """The whole file; what stands in it is read as `FileTable` and `LookupTable`."""

    needed = ("name", "file")

    name: str = ""
    title: str = ""
    about: str = ""
    file: Annotated[list[Any], Field(min_length=1)] = []
    lookup: dict[str, Any] = {}
