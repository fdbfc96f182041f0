"""The counts and findings of an import while it goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.records.merging import Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.diagnostics import Diagnostic


@dataclass(slots=True)
class FileReport:
    """How many rows of a file were read, kept and refused."""

    file: str
    read: int = 0
    kept: int = 0
    refused: int = 0


class Tally:
    """Gathers what the files of an import come to.

    A record that several rows speak of counts once, by what first happened to it.
    """

    def __init__(self, progress: Callable[[str, int], None] | None = None) -> None:
        self.files: dict[str, FileReport] = {}
        self.findings: list[Diagnostic] = []
        self._effects: Counter[Effect] = Counter()
        self._counted: set[tuple[Any, ...]] = set()
        self._progress = progress

    def add(self, *findings: Diagnostic) -> None:
        """Note findings."""
        self.findings.extend(findings)

    def count(self, file: str, *, read: int = 0, kept: int = 0, refused: int = 0) -> None:
        """Count rows of a file, and tell how far it has been read."""
        report = self.files.setdefault(file, FileReport(file))
        report.read += read
        report.kept += kept
        report.refused += refused
        if self._progress:
            self._progress(file, report.read)

    def count_records(self, effects: Mapping[tuple[Any, ...], Effect]) -> None:
        """Count what happened to records, of those that come again only the first."""
        self._effects.update(effects[key] for key in effects.keys() - self._counted)
        self._counted |= effects.keys()

    def count_whole(self, *, inserted: int, changed: int, unchanged: int) -> None:
        """Count what happened to whole records."""
        self._effects[Effect.INSERTED] += inserted
        self._effects[Effect.CHANGED] += changed
        self._effects[Effect.UNCHANGED] += unchanged

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
        return (
            self._effects[Effect.INSERTED],
            self._effects[Effect.CHANGED],
            self._effects[Effect.UNCHANGED],
        )
