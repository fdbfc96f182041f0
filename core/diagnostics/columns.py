"""Findings about what the whole base cannot be asked in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class NotInColumns(Worded):
    """A statement has no SQL, so that it cannot be decided for a whole base at once.

    What it means:
        What a plugin made of the statement holds something that databases are not told: a series
        whose occurrences do not lie a fixed step apart.

    Why it matters:
        The same rules are to mean the same for one file and for a million. A statement that were
        left out of the whole base would be missed by nobody.

    Example:
        (a plugin's statement whose due days are squares of the ordinal: 1, 4, 9 days later)

    Instead:
        (one whose due days are 7, 14, 21 days later)
    """

    code: ClassVar[str] = "FC215"
    says: ClassVar[str] = "`{statement}` cannot be decided for a whole base: no SQL for {reason}"
    statement: str
    reason: str
