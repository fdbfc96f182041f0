"""How messages name and point at what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import Misplaced
from forecourt.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.diagnostics import Place

SHORT = 30
"""So many characters of a quoted text are repeated."""

_FORMS: dict[type, str] = {
    syntax.Arithmetic: "a calculation",
    syntax.Negative: "a calculation",
    syntax.Comparison: "a comparison",
    syntax.In: "a condition with `in`",
    syntax.Has: "a condition with `has`",
    syntax.IsKnown: "a condition with `is known`",
    syntax.RoleIs: "a condition about a role",
    syntax.Not: "a condition",
    syntax.Logic: "a condition",
    syntax.AtLeast: "a condition",
    syntax.Else: "a value with `else`",
    syntax.Shift: "a date with `after` or `before`",
    syntax.TimeOn: "a time on a date",
    syntax.FullUnits: "a number of full units of time",
    syntax.Range: "a range with `..`",
    syntax.Listing: "a list in brackets",
}
"""Forms that are named by their sort."""


def misplaced(part: syntax.Part, expected: str) -> Misplaced:
    """Return the finding that a part of a line stands where something else is expected."""
    return Misplaced(place_of(part), written(part), expected)


def misplaced_line(line: syntax.Line, expected: str) -> Misplaced:
    """Return the finding that a whole line is not in the form that is expected."""
    if line.head is None:
        return Misplaced(line.place, "this row", expected)
    if not line.body.sequences:
        return Misplaced(line.place, f"`{line.head.text}` alone", expected)
    return Misplaced(line.place, f"this line `{line.head.text}`", expected)


def place_of(node: syntax.Part) -> Place:
    """Return where an expression stands, from its leftmost name or literal if that is known."""
    match node:
        case syntax.Attribute(of=of) | syntax.Index(of=of):
            start = place_of(of)
            return _spanning(start, node.place)
        case _:
            return node.place


def _spanning(start: Place, end: Place) -> Place:
    """Return the place from the start of one to the end of another on the same line."""
    if start.line != end.line or end.column < start.column:
        return start
    return type(start)(start.file, start.line, start.column, end.column + end.length - start.column)


def written(part: syntax.Part) -> str:
    """Return a part of a line as messages name it: as it was written if it is short."""
    if form := _FORMS.get(type(part)):
        return form
    return f"`{_text(part)}`"


def _text(part: syntax.Part) -> str:
    match part:
        case syntax.Attribute(of=of, name=name):
            return f"{_text(of)}.{name}"
        case syntax.Index(of=of):
            return f"{_text(of)}[...]"
        case syntax.Aggregate(operator=operator, path=path):
            word = " of" if operator in ("count", "sum", "average") else ""
            return f"{operator}{word} {_text(path)}"
        case syntax.Reaches(left=left):
            return f"{_text(left)} reaches ..."
        case _:
            text = _TEXTS.get(type(part))
            return text(part) if text else "..."


def _quoted(text: str) -> str:
    """Return a text on one line, the beginning of a long one."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= SHORT else f'"{line[:SHORT]}..."'


_TEXTS: dict[type, Callable[..., str]] = {
    syntax.Name: lambda part: part.text,
    syntax.NumberLiteral: lambda part: part.text,
    syntax.QuantityLiteral: lambda part: f"{part.number} {part.unit}",
    syntax.TextLiteral: lambda part: _quoted(part.text),
    syntax.Label: lambda part: _quoted(part.text),
    syntax.DayLiteral: lambda part: str(part.value),
    syntax.MomentLiteral: lambda part: str(part.value).removesuffix(":00"),
    syntax.TimeLiteral: lambda part: str(part.value).removesuffix(":00"),
    syntax.YesNoLiteral: lambda part: "yes" if part.value else "no",
    syntax.Call: lambda part: f"{part.function}(...)",
    syntax.Whichever: lambda part: f"the {part.which} of ...",
    syntax.Phrase: lambda part: part.form,
    syntax.Period: lambda part: f"{part.which} {part.unit}",
    syntax.DateOf: lambda _: "date of ...",
    syntax.Sample: lambda _: "sample ... by ...",
    syntax.Mark: lambda part: part.word,
    syntax.Bound: lambda part: f"{part.operator} ...",
}
"""What is short enough to be repeated."""
