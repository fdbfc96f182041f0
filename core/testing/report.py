"""What running a pack's tests comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test: its title, where it stands, and what is wrong; nothing is if it passed."""

    __test__ = False

    title: str
    place: Place
    findings: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Tell whether all that is expected was found."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class TestReport:
    """The tests of one pack, in the order written."""

    __test__ = False

    results: tuple[TestResult, ...]

    @property
    def failed(self) -> tuple[TestResult, ...]:
        """Return the tests that did not pass."""
        return tuple(one for one in self.results if not one.passed)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong, test by test."""
        return tuple(finding for one in self.results for finding in one.findings)
