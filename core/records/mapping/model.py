"""A mapping that has been checked: every name in it exists, every format is understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping as Table
    from datetime import time

    from forecourt.core.diagnostics import Place
    from forecourt.core.records.files import Layout
    from forecourt.core.records.mapping.dates import DateFormat
    from forecourt.core.records.mapping.numbers import NumberStyle
    from forecourt.core.records.mapping.templates import Template
    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Condition:
    """A column that must hold one of some values."""

    column: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a cell is read as a value."""

    dates: tuple[DateFormat, ...]
    numbers: NumberStyle
    time: time | None = None
    """The time of day of a moment whose column holds a date alone."""
    fraction: bool = False
    """Whether a percentage is written as a fraction of one (0.05)."""
    split: str | None = None
    """What stands between the values of a list."""


@dataclass(frozen=True, slots=True)
class Search:
    """A look-up of a cell's text in another file."""

    name: str
    required: bool
    """Whether a row whose value is not found is refused, or kept without the field."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one field's value comes from.

    `source` None means that every row has `constant`, a value in the form of record files.
    """

    path: tuple[str, ...]
    type: Type
    personal: bool
    required: bool
    absent: Any
    """What a record file without the field says: its default, else None."""
    source: Template | None
    constant: Any
    values: Table[str, Any]
    reading: Reading
    search: Search | None
    only: tuple[Condition, ...]

    @property
    def name(self) -> str:
        """The path as written."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Step:
    """One level of where a record stands: the list in the level above, and the id.

    The first of `ids` whose columns all have a value is the id; the root's `list` is empty.
    """

    model: str
    list: str
    ids: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class RecordRule:
    """One record that a row becomes, or adds to."""

    model: str
    steps: tuple[Step, ...]
    """From the root down to the record. A root without ids is the only one of its model."""
    fields: tuple[FieldRule, ...]
    repeats: bool
    only: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class FileRule:
    """What becomes of one file, or of all files whose name fits the pattern."""

    name: str
    layout: Layout
    empty: frozenset[str]
    ignore: frozenset[str]
    only: tuple[Condition, ...]
    records: tuple[RecordRule, ...]
    columns: Table[str, Place]
    """The columns read, each with where the mapping first names it."""
    personal: frozenset[str]
    """The columns read whose cells may identify somebody."""


@dataclass(frozen=True, slots=True)
class LookupRule:
    """A file in which values are looked up by a key."""

    name: str
    file: str
    layout: Layout
    key: str
    value: Template
    place: Place
    personal: bool = True
    """Whether its keys may identify somebody."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file."""

    name: str
    files: tuple[FileRule, ...]
    lookups: Table[str, LookupRule] = field(default_factory=dict)
