"""The counts and findings of an import while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.merging import Change

Key = tuple[Any, ...]


@dataclass(slots=True)
class FileReport:
    """How many rows of a file were read, kept and refused."""

    file: str
    read: int = 0
    kept: int = 0
    refused: int = 0


class Tally:
    """Gathers what the files of an import come to.

    A record that several rows speak of counts once, by what became of it from the beginning of
    the import to the end: one that is changed and changed back counts as unchanged.
    """

    def __init__(self, progress: Callable[[str, int], None] | None = None) -> None:
        self.files: dict[str, FileReport] = {}
        self._findings: dict[Diagnostic, None] = {}
        self._whole = (0, 0, 0)
        self._inserted: set[Key] = set()
        self._found: set[Key] = set()
        self._changes: dict[Key, Change] = {}
        self._progress = progress

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was noted, in order."""
        return tuple(self._findings)

    def add(self, *findings: Diagnostic) -> None:
        """Note findings, each once: a file that serves two purposes is read twice."""
        self._findings |= dict.fromkeys(findings)

    def begin(self, file: str) -> None:
        """Note that a file is read, so that it is listed even if it has no rows."""
        self.files.setdefault(file, FileReport(file))

    def count(self, file: str, *, read: int = 0, kept: int = 0, refused: int = 0) -> None:
        """Count rows of a file, and tell how far it has been read."""
        self.begin(file)
        report = self.files[file]
        report.read += read
        report.kept += kept
        report.refused += refused
        if self._progress:
            self._progress(file, report.read)

    def count_records(self, changes: Mapping[Key, Change]) -> None:
        """Count what happened to records."""
        for key, change in changes.items():
            if change.inserted:
                self._inserted.add(key)
            elif key not in self._inserted:
                self._found.add(key)
                if change.fields:
                    self._changes.setdefault(key, type(change)()).then(change)

    def count_whole(self, *, inserted: int, changed: int, unchanged: int) -> None:
        """Count what happened to whole records."""
        before = self._whole
        self._whole = (before[0] + inserted, before[1] + changed, before[2] + unchanged)

    def rows(self) -> tuple[int, int, int]:
        """Return how many rows were read, kept and refused."""
        reports = self.files.values()
        return (
            sum(one.read for one in reports),
            sum(one.kept for one in reports),
            sum(one.refused for one in reports),
        )

    def records(self) -> tuple[int, int, int]:
        """Return how many records were inserted, changed and left unchanged."""
        inserted, changed, unchanged = self._whole
        otherwise = sum(map(bool, self._changes.values()))
        return (
            inserted + len(self._inserted),
            changed + otherwise,
            unchanged + len(self._found) - otherwise,
        )
