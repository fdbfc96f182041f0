"""What every file of rows is read into, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.diagnostics import Diagnostic

Cell = str | bool | int | Decimal | datetime | date | time | tuple[str, ...] | None
"""What one cell holds. Text files hold text only; None is an empty cell."""


class Objects(tuple[str, ...]):
    """A cell that holds a list of objects or lists, each as its JSON text; no field takes it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column.

    `number` is what a person finds it by: the line of a text file (the first of several), the
    row of a sheet, the position of an element; `line` is where an editor finds it.
    """

    number: int
    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written; None means that the file itself tells."""

    format: str | None = None
    """One of those that `opening.OPENERS` lists; otherwise the ending of the file's name."""
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    sheet: str | None = None
    header: int = 1
    """The row that names the columns, counted from 1."""


@dataclass(frozen=True, slots=True)
class Table:
    """An open file: its columns, and its rows as they are read.

    `columns` is None where rows name their own cells (JSON). `repeated` are the columns that the
    header names more than once. Rows that cannot be read come as diagnostics.
    """

    file: str
    columns: tuple[str, ...] | None
    rows: Iterator[Row | Diagnostic]
    repeated: frozenset[str] = frozenset()
    header_row: int = 1
