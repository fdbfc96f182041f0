"""Rows of delimited text."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import RowBytesUnfit, RowNotRead, RowRagged
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.files.encoding import MARKED, settled_encoding, undecoded
from forecourt.core.records.files.headers import (
    column_names,
    header_not_found,
    repeated_names,
    row_of,
)
from forecourt.core.records.files.lines import Broken, Lines, Written, written_rows
from forecourt.core.records.files.table import Layout, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DELIMITERS = ",;\t|"

WITHOUT_HEADER = "mend the header; without it the file is left out"


@contextmanager
def csv_table(path: Path, name: str, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Give the table of a delimited text file.

    Bytes that the encoding does not know stay marked in their cell, so that only their row is
    lost. Without a stated delimiter it is the one of `, ; tab |` most frequent in the header.
    """
    encoding = settled_encoding(path, name, layout.encoding)
    if isinstance(encoding, Diagnostic):
        yield encoding
        return
    with path.open(encoding=encoding, errors=MARKED, newline="") as stream:
        yield _table(Lines(stream), name, layout, encoding)


def _table(lines: Lines, name: str, layout: Layout, encoding: str) -> Table | Diagnostic:
    lines.skip(layout.header - 1)
    first = lines.peek()
    if not first.strip():
        return _no_header(lines, name, layout.header)
    candidates = DELIMITERS.replace(layout.quote, "")
    delimiter = layout.delimiter or max(candidates, key=first.count)
    written = written_rows(lines, delimiter, layout.quote)
    header = next(written)
    if isinstance(header, Broken):
        return _broken(name, replace(header, expected=WITHOUT_HEADER), ())
    columns = column_names(header.cells)
    rows = _rows(name, encoding, columns, written)
    return Table(name, columns, rows, repeated_names(columns), layout.header)


def _no_header(lines: Lines, name: str, row: int) -> Diagnostic:
    while (line := lines.peek()) and not line.strip():
        lines.skip(1)
    first = lines.passed + 1 if line else None
    return header_not_found(name, row, first=first, last=lines.passed)


def _rows(
    file: str, encoding: str, columns: Sequence[str], written: Iterator[Written | Broken]
) -> Iterator[Row | Diagnostic]:
    for one in written:
        row = (
            _broken(file, one, columns)
            if isinstance(one, Broken)
            else _offence(file, one.line, columns, one.cells, encoding)
            or row_of(file, one.line, columns, one.cells)
        )
        if isinstance(row, RowRagged) and one.last > one.line:
            row = replace(row, last=one.last)
        if row is not None:
            yield row


def _broken(file: str, row: Broken, columns: Sequence[str]) -> Diagnostic:
    reason = row.reason
    if row.cell is not None:
        reason = f"column `{shown(_column(columns, row.cell))}` {reason}"
    return RowNotRead(Place.of_row(file, row.line), row.line, reason, row.expected)


def _column(columns: Sequence[str], index: int) -> str:
    """Return the name of a column, or its number from 1 if the header does not name it."""
    return columns[index] if index < len(columns) else str(index + 1)


def _offence(
    file: str, number: int, columns: Sequence[str], cells: list[str], encoding: str
) -> Diagnostic | None:
    """Return what is wrong with the characters of a row, if anything is."""
    for index, cell in enumerate(cells):
        if cell.isascii() and "\0" not in cell:
            continue
        column = _column(columns, index)
        if "\0" in cell:
            reason = f"column `{shown(column)}` holds a NUL character"
            return RowNotRead(
                Place.of_row(file, number), number, reason, "text without NUL characters"
            )
        bad = undecoded(cell)
        if bad:
            position, byte = bad
            place = Place.of_row(file, number)
            return RowBytesUnfit(place, number, column, f"{byte:02x}", position, encoding)
    return None
