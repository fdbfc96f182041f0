"""The tables of a mapping file as they are written, before names are looked at."""

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from forecourt.core.records.files.encoding import known_encoding
from forecourt.core.records.mapping.dates import DateFormat, FormatError, read_date_format
from forecourt.core.records.mapping.numbers import STYLES
from forecourt.core.records.mapping.templates import Template, TemplateError, read_template


def _template(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return read_template(text)
    except TemplateError as unfit:
        raise ValueError(str(unfit)) from None


def _date_format(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return read_date_format(text)
    except FormatError as unfit:
        raise ValueError(str(unfit)) from None


def _time(text: object) -> object:
    try:
        return datetime.time.fromisoformat(text) if isinstance(text, str) else text
    except ValueError:
        raise ValueError("a time of day such as `09:00`") from None


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
Encoding = Annotated[str, AfterValidator(_encoding)]
Only = dict[str, Annotated[list[str], BeforeValidator(_listed)]]


class Written(BaseModel):
    """A table, which has no keys but those below."""

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

    format: Literal["csv", "xlsx", "json"] | None = None
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

    model: str
    id: Sources | None = None
    of: dict[str, Sources] = {}
    repeats: bool = False
    only: Only = {}
    fields: dict[str, Any] = {}


class FileTable(LayoutKeys, FormatKeys):
    """A file of rows."""

    name: str
    empty: list[str] = []
    ignore: list[str] = []
    only: Only = {}
    record: Annotated[list[RecordTable], Field(min_length=1)]


class LookupTable(LayoutKeys):
    """A file in which values are looked up."""

    file: str
    key: str
    value: Source


class MappingTable(Written):
    """The whole file."""

    name: str
    title: str = ""
    about: str = ""
    file: Annotated[list[FileTable], Field(min_length=1)]
    lookup: dict[str, LookupTable] = {}
