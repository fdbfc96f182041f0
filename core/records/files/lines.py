"""Lines of delimited text put together to rows, because a quoted cell may hold line ends.

A quotation mark that is never closed would take all that follows into its cell. So a row that
cannot be read costs its first line only, and the lines below it are read as rows of their own.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100
"""Lines that a row may have; where more would be needed its quotation mark is not closed."""

TWICE = "a quotation mark within a quoted value is written twice"
GO_ON = "close it; the lines below are read as rows of their own"


@dataclass(frozen=True, slots=True)
class Written:
    """The cells of a row, and the lines on which it begins and ends, from 1."""

    line: int
    last: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be taken apart: its line, why, and what would be right.

    `cell` is the cell, counted from 0, that `reason` speaks of, if that is known.
    """

    line: int
    last: int
    reason: str
    expected: str
    cell: int | None = None


class Lines:
    """The lines of a file, of which those taken for a row can be given back."""

    def __init__(self, source: Iterator[str]) -> None:
        self.passed = 0
        """How many lines are done with."""
        self.taken: list[str] = []
        """The lines of the row that is being read."""
        self._source = source
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line of the row, unless it is longer than a row may be."""
        if len(self.taken) == LONGEST:
            raise StopIteration
        line = self._waiting.popleft() if self._waiting else next(self._source)
        self.taken.append(line)
        return line

    def skip(self, count: int) -> None:
        """Pass over lines, as far as there are any."""
        while count and self.peek():
            self._waiting.popleft()
            self.passed += 1
            count -= 1

    def peek(self) -> str:
        """Return the next line without taking it; empty at the end of the file."""
        if not self._waiting:
            self._waiting.extend(islice(self._source, 1))
        return self._waiting[0] if self._waiting else ""

    def begin(self) -> int:
        """Be done with the lines taken; return the number of the next one."""
        self.passed += len(self.taken)
        self.taken.clear()
        return self.passed + 1

    def give_back(self) -> None:
        """Give back all lines taken but the first."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def written_rows(lines: Lines, delimiter: str, mark: str) -> Iterator[Written | Broken]:
    """Yield the rows that the lines make, also those that cannot be read."""
    reader = csv.reader(lines, delimiter=delimiter, quotechar=mark, strict=True)
    while True:
        line = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row: Written | Broken = _broken(line, lines, delimiter, mark, str(error))
            lines.give_back()
        else:
            row = Written(line, lines.passed + len(lines.taken), cells)
        yield row


def _broken(line: int, lines: Lines, delimiter: str, mark: str, error: str) -> Broken:
    """Return what is wrong with the row that the lines taken begin."""
    last = line + len(lines.taken) - 1
    if "field limit" in error:
        reason = f"a cell has more than {csv.field_size_limit():,} characters"
        expected = "shorten it; if it is short, the quotation mark before it is not closed"
        return Broken(line, last, reason, expected)
    cell = _open_cell(lines.taken[0], delimiter, mark)
    if "end of data" in error:
        limit = f"within {LONGEST} lines" if last - line + 1 == LONGEST else "before the file ends"
        return Broken(line, last, f"opens a quotation mark that is not closed {limit}", GO_ON, cell)
    if last == line:
        return Broken(line, last, "text follows a closing quotation mark", TWICE)
    reason = f"opens a quotation mark, and text follows the one in line {last} that closes it"
    return Broken(line, last, reason, f"{GO_ON}; {TWICE}", cell)


def _open_cell(line: str, delimiter: str, mark: str) -> int | None:
    """Return which cell of a line, from 0, is quoted and goes on in the next line."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter, quotechar=mark), None)
    except csv.Error:
        return None
    return len(cells) - 1 if cells else None
