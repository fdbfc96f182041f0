"""Names of columns, and rows of cells held against them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import HeaderNotFound, RowRagged
from forecourt.core.records.files.table import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence


def column_names(cells: Sequence[object]) -> tuple[str, ...]:
    """Return the names of a header row, trimmed; unnamed columns at the end are dropped."""
    names = [unicodedata.normalize("NFC", str(cell)).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def repeated_names(columns: Sequence[str]) -> frozenset[str]:
    """Return the names that stand more than once."""
    return frozenset(name for name, times in Counter(columns).items() if name and times > 1)


def header_not_found(file: str, row: int, *, first: int | None, last: int) -> Diagnostic:
    """Return the finding that a header's row is blank or not there.

    `first` is the first row that holds something from there on, `last` the last row of all.
    """
    place = Place.of_row(file, row)
    if first is None:
        rows = f"{last} row" if last == 1 else f"{last} rows"
        return HeaderNotFound(place, row, "and there is no such row", f"there are {rows}")
    expected = f"the first row that is not blank is {first}"
    return HeaderNotFound(place, row, "and is blank", expected)


def row_of(
    file: str, number: int, columns: Sequence[str], cells: Sequence[Cell]
) -> Row | Diagnostic | None:
    """Return the row, None if it is blank, or a diagnostic if it does not fit the header."""
    if not any(cell not in (None, "") for cell in cells):
        return None
    surplus = cells[len(columns) :]
    if len(cells) < len(columns) or any(cell not in (None, "") for cell in surplus):
        return RowRagged(Place.of_row(file, number), number, len(cells), len(columns))
    return Row(number, number, dict(zip(columns, cells, strict=False)))
