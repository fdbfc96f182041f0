"""Findings about the lines of a statement and what stands below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class NestedLine(Diagnostic):
    """A line stands below a line that has none below it.

    What it means:
        The line is indented more deeply than the one above it, so it belongs to that line. But this
        kind of statement has no lines below its lines.

    Why it matters:
        What it says would be left out, and nobody would notice.

    Example:
        require arrival for visit
            that       arrived_at is known
                message    "Note when the visit began"

    Instead:
        require arrival for visit
            that       arrived_at is known
            message    "Note when the visit began"
    """

    code: ClassVar[str] = "FC136"
    above: str | None
    """The word that the line above begins with; None for a row."""
    first: Place

    @property
    def message(self) -> str:
        above = f"`{self.above}`" if self.above else "a row"
        return f"there are no lines below {above} here"

    @property
    def help(self) -> str | None:
        return "indent it as far as the line above, or begin it with `and`, `or` or a sign"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "it stands below this line"),)
