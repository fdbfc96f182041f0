"""Findings about values looked up in other files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class LookupUnmatched(Worded):
    """A value was not found in the file in which it should be looked up.

    What it means:
        No row of that file has this key; the row is left out. The value is shown if the mapping
        tells that it identifies nobody.

    Why it matters:
        The two files speak of the same thing by two names.

    Example:
        fields.price = { column = "Title", lookup = "prices" }

    Instead:
        fields.price = { column = "Title", lookup = "prices", values = { "Emma." = "Emma" } }
    """

    code: ClassVar[str] = "FC353"
    says: ClassVar[str] = (
        "row {row}, column `{column}`: {value} is not in look-up `{lookup}` "
        "(column `{key}` of `{table}`)"
    )
    advises: ClassVar[str | None] = (
        'correct it, translate it under `values`, or say `unmatched = "leave out"`'
    )
    row: int
    column: str
    value: str
    lookup: str
    table: str
    key: str
    word: str = ""
    """The value, if it may be shown, to find the key that is nearest to it."""
    known: tuple[str, ...] = field(default=(), compare=False)


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
        "row {row}, column `{column}`: {value} is not in look-up `{lookup}` "
        "(column `{key}` of `{table}`); the field is left out"
    )


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
    says: ClassVar[str] = "row {row} gives {key} another value in look-up `{lookup}`"
    advises: ClassVar[str | None] = "leave one row for each key"
    row: int
    key: str
    lookup: str
