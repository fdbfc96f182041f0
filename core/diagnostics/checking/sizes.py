"""Findings about numbers that may grow too large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class ExampleBounds:
    """Bounds that a parameter could have, as it would write them: `in 0 .. 100`."""

    parameter: str
    bounds: str
    at: Place


@dataclass(frozen=True)
class TooLarge(Diagnostic):
    """What is worked out can be larger than a number may be.

    What it means:
        Each field of a record holds numbers of a certain range, and so does each parameter: that of
        its bounds. With the largest of them the result goes beyond 10^18 of the unit in which it is
        kept, which for amounts is a cent, for decimals a millionth.

    Why it matters:
        Computers keep numbers in so many digits. Where they run out, one breaks off, another counts
        on with a wrong number; here nothing is let in that could come to that.

    Example:
        parameter worth "What a point is worth"
            5

        decide valued for membership
            yes        when points * worth > 5000
            no         otherwise

    Instead:
        parameter worth "What a point is worth"
            5 in 0 .. 100

        decide valued for membership
            yes        when points * worth > 5000
            no         otherwise
    """

    code: ClassVar[str] = "FC129"
    written: str
    reach: str
    most: str
    example: ExampleBounds | None = None
    field: str | None = None

    @property
    def message(self) -> str:
        return f"`{self.written}` can come to {self.reach} here, {self.most} is the most"

    @property
    def help(self) -> str | None:
        if self.example:
            name, bounds = self.example.parameter, self.example.bounds
            return f"give the parameter `{name}` bounds, as in `{bounds}`"
        if self.field:
            return f"the model can state how large `{self.field}` is at most"
        if self.written == "/":
            return "compare with a product instead: `a >= b * 2`, not `a / b >= 2`"
        return "work with smaller numbers, or divide before you multiply"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.example.at, "it has no bounds here"),) if self.example else ()
