"""Rows of delimited text."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import FileEmpty, RowBytesUnfit, RowNotRead
from forecourt.core.records.files.encoding import settled_encoding, undecoded
from forecourt.core.records.files.headers import column_names, repeated_names, row_of
from forecourt.core.records.files.table import Layout, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Numbered = tuple[int, list[str] | str]

DELIMITERS = ",;\t|"


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
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        skipped = sum(1 for _ in islice(stream, layout.header - 1))
        header = stream.readline()
        if not header.strip():
            yield FileEmpty(Place(name, layout.header))
            return
        delimiter = layout.delimiter or max(DELIMITERS, key=header.count)
        number, names = next(_cells([header], delimiter, layout.quote, skipped))
        if isinstance(names, str):
            yield _broken(name, number, names)
            return
        columns = column_names(names)
        numbered = _cells(stream, delimiter, layout.quote, skipped + 1)
        rows = _rows(name, encoding, columns, numbered)
        yield Table(name, columns, rows, repeated_names(columns), layout.header)


def _cells(
    lines: Iterator[str] | list[str], delimiter: str, quote: str, before: int = 0
) -> Iterator[Numbered]:
    """Yield the first line's number and the cells of each row, or why they can't be told."""
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, str(error)


def _rows(
    file: str, encoding: str, columns: Sequence[str], numbered: Iterator[Numbered]
) -> Iterator[Row | Diagnostic]:
    for number, cells in numbered:
        row = (
            _broken(file, number, cells)
            if isinstance(cells, str)
            else _offence(file, number, columns, cells, encoding)
            or row_of(file, number, columns, cells)
        )
        if row is not None:
            yield row


def _broken(file: str, number: int, reason: str) -> Diagnostic:
    words = {
        "unexpected end of data": "a quotation mark is never closed",
        "field larger than field limit (131072)": "a quotation mark is never closed",
    }
    if "expected after" in reason:
        words[reason] = "text follows a closing quotation mark"
    return RowNotRead(
        Place(file, number),
        number,
        words.get(reason, reason),
        "a quotation mark within a quoted value is written twice",
    )


def _offence(
    file: str, number: int, columns: Sequence[str], cells: list[str], encoding: str
) -> Diagnostic | None:
    """Return what is wrong with the characters of a row, if anything is."""
    for index, cell in enumerate(cells):
        if cell.isascii() and "\0" not in cell:
            continue
        column = columns[index] if index < len(columns) else str(index + 1)
        if "\0" in cell:
            reason = f"column `{column}` holds a NUL character"
            return RowNotRead(Place(file, number), number, reason, "text without NUL characters")
        bad = undecoded(cell)
        if bad:
            position, byte = bad
            place = Place(file, number)
            return RowBytesUnfit(place, number, column, f"{byte:02x}", position, encoding)
    return None
