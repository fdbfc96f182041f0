"""Findings about statements that contradict themselves or have no end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.checking.wording import listed
from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class LinesClash(Diagnostic):
    """Two lines of a statement contradict each other.

    What it means:
        Each of the lines is right by itself, but both together cannot be: two say the same thing
        differently, or something would be over before it is due.

    Why it matters:
        Whichever of them were taken, the other one would have no effect, or the statement none.

    Example:
        task thanks for visit "Thank for the visit"
            due        by left_at + 3 hours
            until      left_at + 1 hour

    Instead:
        task thanks for visit "Thank for the visit"
            due        by left_at + 3 hours
            until      left_at + 1 day
    """

    code: ClassVar[str] = "FC137"
    what: str
    advice: str
    first: Place
    there: str
    """What is said at the first of the two places."""

    @property
    def message(self) -> str:
        return self.what

    @property
    def help(self) -> str | None:
        return self.advice

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, self.there),)


@dataclass(frozen=True)
class NeverEnds(Diagnostic):
    """Nothing says when a statement applies, and nothing that it is over.

    What it means:
        The statement is about every record of its subject, and has no line by which it could end.

    Why it matters:
        It would be listed for every record, old ones too, and for ever.

    Example:
        task thanks for visit "Thank for the visit"
            channel    phone

    Instead:
        task thanks for visit "Thank for the visit"
            channel    phone
            done       earliest contact where about has thanks
    """

    code: ClassVar[str] = "FC138"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: str
    name: str
    endings: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.kind} {self.name}` is there for every record and never ends"

    @property
    def help(self) -> str | None:
        return f"give it one of the lines {listed(self.endings, 30)}"
