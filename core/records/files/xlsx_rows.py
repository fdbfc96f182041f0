"""Rows of a sheet of a workbook."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Place, nearest
from forecourt.core.diagnostics.importing import FileEmpty, FileNotRead
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.files.contents import SAVE_AGAIN, not_a_workbook
from forecourt.core.records.files.headers import (
    column_names,
    header_not_found,
    repeated_names,
    row_of,
)
from forecourt.core.records.files.table import Cell, Layout, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

WITH_ROWS = "a sheet with a header, and rows below it"

HALF_SECOND = timedelta(microseconds=500_000)
NOISE = timedelta(milliseconds=1)
"""Workbooks keep moments as fractions of a day, which miss whole seconds by less than this."""


@contextmanager
def xlsx_table(path: Path, name: str, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Give the table of a sheet: the one stated, else the first."""
    sheet = _sheet(path, name, layout.sheet)
    yield sheet if isinstance(sheet, Diagnostic) else _table(sheet, name, layout.header)


def _table(sheet: CalamineSheet, name: str, row: int) -> Table | Diagnostic:
    numbered = _numbered(sheet)
    number, header = _next_filled(numbered, row)
    if header is None and row == 1:
        return FileEmpty(Place(name, row), f"the sheet `{shown(sheet.name)}`", WITH_ROWS)
    if header is None or number != row:
        first = None if header is None else number
        return header_not_found(name, row, first=first, last=sheet.total_height)
    columns = column_names(["" if cell is None else cell for cell in header])
    return Table(name, columns, _rows(name, columns, numbered), repeated_names(columns), row)


def _next_filled(
    numbered: Iterator[tuple[int, list[Cell]]], start: int
) -> tuple[int, list[Cell] | None]:
    """Return the first row from `start` on that is not blank, with its number."""
    for number, cells in numbered:
        if number >= start and any(cell is not None for cell in cells):
            return number, cells
    return 0, None


def _sheet(path: Path, name: str, wanted: str | None) -> CalamineSheet | Diagnostic:
    """Return the sheet, or why there is none."""
    place = Place(name, 1)
    workbook = _workbook(path)
    if workbook is None:
        return not_a_workbook(path, name)
    names = workbook.sheet_names
    if not names:
        return FileNotRead(place, "it has no sheet", WITH_ROWS)
    if wanted is not None and wanted not in names:
        near = nearest(wanted, names)
        listed = ", ".join(f"`{shown(one)}`" for one in names)
        expected = f"did you mean `{shown(near)}`?" if near else f"its sheets are {listed}"
        return FileNotRead(place, f"it has no sheet `{shown(wanted)}`", expected)
    sheet = _guarded(workbook.get_sheet_by_name, wanted or names[0])
    if sheet is None:
        return FileNotRead(place, f"its sheet `{shown(wanted or names[0])}` is damaged", SAVE_AGAIN)
    found: CalamineSheet = sheet
    return found


def _workbook(path: Path) -> CalamineWorkbook | None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only who reads one loads it

    workbook: CalamineWorkbook | None = _guarded(CalamineWorkbook.from_path, path)
    return workbook


def _guarded(function: Any, argument: Any) -> Any:
    """Call into the reader's Rust code; None if the file breaks it.

    A Rust panic arrives as a BaseException of its own, which no `except Exception` catches.
    """
    try:
        return function(argument)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        return None


def _numbered(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of the sheet with their numbers in it."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [_cell(cell) for cell in cells]


def _rows(
    file: str, columns: Sequence[str], numbered: Iterator[tuple[int, list[Cell]]]
) -> Iterator[Row | Diagnostic]:
    for number, cells in numbered:
        padded = [*cells, *[None] * (len(columns) - len(cells))]
        row = row_of(file, number, columns, padded)
        if row is not None:
            yield row


def _cell(value: object) -> Cell:
    """Return a cell as kept: exact numbers, whole seconds, None for an empty one."""
    match value:
        case bool() | int():
            return value
        case float():
            exact = Decimal(repr(value))
            return int(exact) if exact == exact.to_integral_value() else exact
        case datetime():
            return _whole_second(value)
        case date() | time():
            return value
        case timedelta():
            return str(value)
        case _:
            return str(value) or None


def _whole_second(moment: datetime) -> datetime:
    nearest_second = (moment + HALF_SECOND).replace(microsecond=0)
    return nearest_second if abs(nearest_second - moment) < NOISE else moment
