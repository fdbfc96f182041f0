"""Values as tests write them, read by the type that is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.check import wording
from forecourt.core.diagnostics.checking import Unfitting, UnknownValue
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.exact import written_number
from forecourt.core.values.reading import Unfit, from_json
from forecourt.core.values.types import Moment, Symbol, Type, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.diagnostics import Diagnostic


_IN_RULES: dict[type[Type], str] = {
    YesNo: "`yes` or `no`",
    Moment: "a moment such as `2026-03-01 09:00`",
}
"""What is expected of a value where rule text writes it otherwise than record files do."""


class WrongTest(Exception):  # noqa: N818 - it says what is the matter, as its catchers report it
    """Gives up on a line of a test; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Written(NamedTuple):
    """A value as record files hold it, and in normal form."""

    json: Any
    normal: Any


def written(part: syntax.Part, of: Type, zone: str) -> Written:
    """Return what a part of a line says as a value of a type.

    Raises:
        WrongTest: it is no value of the type.
    """
    json = _json(part)
    try:
        return Written(json, from_json(json, of, zone))
    except Unfit as unfit:
        if isinstance(of, Symbol) and isinstance(json, str) and not of.open:
            raise WrongTest(UnknownValue(part.place, json, of.name, of.values)) from None
        expected = _IN_RULES.get(type(of), unfit.expected)
        raise WrongTest(Unfitting(part.place, _shown(part), expected)) from None


def _json(part: syntax.Part) -> Any:
    """Return a literal or a bare name as record files hold it; None for anything else."""
    match part:
        case syntax.Name(text=text) | syntax.TextLiteral(text=text) | syntax.Label(text=text):
            return text
        case syntax.NumberLiteral(text=text):
            return written_number(text)
        case syntax.QuantityLiteral(number=number, unit=unit):
            return f"{number} {unit}"
        case syntax.DayLiteral(value=value):
            return value.isoformat()
        case syntax.MomentLiteral(value=value) | syntax.TimeLiteral(value=value):
            return value.isoformat()
        case syntax.YesNoLiteral(value=answer):
            return answer
        case _:
            return None


def _shown(part: syntax.Part) -> str:
    json = _json(part)
    if isinstance(json, bool):
        return "yes" if json else "no"
    return "this" if json is None else str(json)


def items(parts: list[syntax.Part]) -> Iterator[syntax.Part]:
    """Yield the parts of a list, written one after the other or in brackets."""
    for part in parts:
        if isinstance(part, syntax.Listing):
            yield from part.items
        else:
            yield part


def parts_of(line: syntax.Line) -> list[syntax.Part]:
    """Return all parts of a line, whatever commas stand between them."""
    return [part for sequence in line.body.sequences for part in sequence]


def dotted(part: syntax.Part) -> str | None:
    """Return a name with its dots as written; None if it is no name."""
    match part:
        case syntax.Name(text=text):
            return text
        case syntax.Attribute(of=of, name=name):
            before = dotted(of)
            return None if before is None else f"{before}.{name}"
        case _:
            return None


def misplaced(part: syntax.Part, expected: str) -> WrongTest:
    """Return what to raise where a part is something else than what is expected."""
    return WrongTest(wording.misplaced(part, expected))


def misplaced_line(line: syntax.Line, expected: str) -> WrongTest:
    """Return what to raise where a line is not in the form that is expected."""
    return WrongTest(wording.misplaced_line(line, expected))
