"""What the rows of one file have said of which records, so that rows that disagree are noticed.

The first row counts. Were it the last, every import of the same file would change a record back
and forth, and what is right could be told no better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.importing import RowConflicts, RowRepeats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.mapping.fragments import Filling, Fragment
    from forecourt.core.records.mapping.model import FileRule

    Key = tuple[Any, ...]
    FieldPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: where it stands, and what it says."""

    number: int
    place: Place
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A row held against those before it: what of it counts, if anything, and what is wrong.

    `leans_on` are the rows without which it might have come out otherwise.
    """

    row: ReadRow
    counts: ReadRow | None
    findings: tuple[Diagnostic, ...]
    leans_on: frozenset[int]


class Statements:
    """What has been said in one file, by record, and in which row first."""

    def __init__(self, rule: FileRule) -> None:
        self._repeating = {one.model for one in rule.records if one.repeats}
        self._makers: dict[Key, int] = {}
        self._values: dict[Key, dict[FieldPath, tuple[int, Any]]] = {}

    def hear(self, row: ReadRow) -> Heard:
        """Return what counts of a row, and note that it was said."""
        single = [one for one in row.fragments if not one.repeats]
        for one in single:
            first = self._makers.get(one.key, row.number)
            if first != row.number:
                again = RowRepeats(row.place, row.number, one.model, one.id, first)
                return Heard(row, None, (again,), frozenset({first}))
        self._makers.update((one.key, row.number) for one in single)
        return self._agreed(row)

    def forget(self, numbers: Iterable[int]) -> None:
        """Let other rows say what rows that were refused would have said."""
        gone = frozenset(numbers)
        if not gone:
            return
        self._makers = {key: row for key, row in self._makers.items() if row not in gone}
        for key, values in self._values.items():
            self._values[key] = {path: said for path, said in values.items() if said[0] not in gone}

    def _agreed(self, row: ReadRow) -> Heard:
        """Return a row without the fields of which another row said something else before."""
        findings: list[Diagnostic] = []
        leans_on: set[int] = set()
        fragments: list[Fragment] = []
        for fragment in row.fragments:
            kept: list[Filling] = []
            for filling in fragment.fillings:
                first, value = self._first(row.number, fragment, filling)
                leans_on.add(first)
                if value == filling.value:
                    kept.append(filling)
                else:
                    findings.append(_conflict(row, fragment, filling, first))
            whole = len(kept) == len(fragment.fillings)
            fragments.append(fragment if whole else replace(fragment, fillings=tuple(kept)))
        counts = replace(row, fragments=tuple(fragments)) if findings else row
        return Heard(row, counts, tuple(findings), frozenset(leans_on - {row.number}))

    def _first(self, number: int, fragment: Fragment, filling: Filling) -> tuple[int, Any]:
        """Return which row first filled a field of a record, and with what."""
        here = (number, filling.value)
        if fragment.model not in self._repeating:
            return here
        return self._values.setdefault(fragment.key, {}).setdefault(filling.path, here)


def _conflict(row: ReadRow, fragment: Fragment, filling: Filling, first: int) -> Diagnostic:
    where = f"row {first}" if first != row.number else "it did before"
    field = ".".join(filling.path)
    return RowConflicts(row.place, row.number, field, fragment.model, fragment.id, where)
