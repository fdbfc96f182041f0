"""Where in a text something stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span on one line of one file.

    `file` is the name shown to people, relative to where packs are kept (`textbook/grading.rules`).
    `line` and `column` count from 1, columns in characters; `length` is at least 1. A `column` of 0
    stands for the whole line: which part of it is meant isn't known, or the row of a table is.
    """

    file: str
    line: int
    column: int = 1
    length: int = 1

    @classmethod
    def of_row(cls, file: str, line: int) -> Place:
        """Return the place of a row of a table, whose columns have names instead of numbers."""
        return cls(file, line, 0)

    def __str__(self) -> str:
        """`file:line`, the form that outcomes carry as `at`."""
        return f"{self.file}:{self.line}"

    def until(self, end: Place) -> Place:
        """Return the place from here to the end of another; only this one if that is elsewhere."""
        if (self.file, self.line) != (end.file, end.line) or end.column < self.column:
            return self
        return Place(self.file, self.line, self.column, end.column + end.length - self.column)
