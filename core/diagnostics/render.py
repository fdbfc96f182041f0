"""Findings for people, with the line they are about, and for programs.

The look is that of compilers people know: what is wrong, where, the line with the span
underlined, and beside the underline what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

from forecourt.core.diagnostics.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.diagnostics.diagnostic import Diagnostic
    from forecourt.core.diagnostics.place import Place

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}
_BOLD = "1"
_QUIET = "34"
_CUT = "..."
_SMALLEST_WINDOW = 20
_AHEAD = 8
"""Columns shown before the span in a line that is cut."""


def render(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    *,
    colour: bool = False,
    width: int | None = None,
) -> str:
    """Return findings as text, an empty line between two, "" if there are none.

    Args:
        diagnostics: what to show, in this order.
        sources: the texts by the names of their files; a finding in a file that is not among
            them, or past its end, is shown without its line.
        colour: whether to colour for a terminal.
        width: columns to keep to; longer lines of text are cut around the span. None: no limit.
    """
    lines = {file: _lines(text) for file, text in sources.items()}
    return "\n\n".join(_finding(each, lines, colour, width) for each in diagnostics)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return findings as JSON values: code, severity, message, help, place and related places."""
    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "message": each.message,
            "help": each.help,
            "place": _place_as_json(each.place),
            "related": [
                {"place": _place_as_json(place), "message": word} for place, word in each.related
            ],
        }
        for each in diagnostics
    ]


def _place_as_json(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
    }


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


@dataclass(frozen=True, slots=True)
class _Page:
    """What all blocks of a finding share."""

    lines: Mapping[str, list[str]]
    margin: int
    """Columns that line numbers take."""
    colour: bool
    width: int | None

    def painted(self, text: str, ink: str) -> str:
        return f"\x1b[{ink}m{text}\x1b[0m" if self.colour else text


def _finding(
    finding: Diagnostic, lines: Mapping[str, list[str]], colour: bool, width: int | None
) -> str:
    places = [finding.place, *(place for place, _ in finding.related)]
    margin = max(len(str(place.line)) for place in places)
    page = _Page(lines, margin, colour, width)
    ink = _COLOURS[finding.severity]
    kind = page.painted(f"{finding.severity.value}[{finding.code}]", ink)
    blocks = [f"{kind}: {page.painted(finding.message, _BOLD)}"]
    blocks += _block(page, "-->", finding.place, finding.help, ink)
    for place, word in finding.related:
        blocks += _block(page, ":::", place, word, _QUIET)
    return "\n".join(blocks)


def _block(page: _Page, arrow: str, place: Place, word: str | None, ink: str) -> list[str]:
    """Return the place, and below it its line with the span underlined and the word beside."""
    indent = " " * page.margin
    head = f"{indent}{page.painted(arrow, _QUIET)} {place.file}:{place.line}:{place.column}"
    source = _source_line(place, page.lines)
    if source is None:
        return [head, f"{indent} = {word}"] if word else [head]
    room = None if page.width is None else max(page.width - page.margin - 3, _SMALLEST_WINDOW)
    shown, start, length = _window(source, place, room)
    underline = "^" * length + (f" {word}" if word else "")
    bar = page.painted("|", _QUIET)
    number = page.painted(f"{place.line:>{page.margin}}", _QUIET)
    return [
        head,
        f"{indent} {bar}",
        f"{number} {bar} {shown}".rstrip(),
        f"{indent} {bar} {' ' * start}{page.painted(underline, ink)}",
    ]


def _source_line(place: Place, lines: Mapping[str, list[str]]) -> str | None:
    of_file = lines.get(place.file, [])
    return of_file[place.line - 1] if 1 <= place.line <= len(of_file) else None


def _window(line: str, place: Place, room: int | None) -> tuple[str, int, int]:
    """Return what to show of a line, and where the span begins in it and how wide it is.

    Both count in columns of a terminal. A line wider than `room` is cut, the span's beginning
    being kept in sight.
    """
    cells = [_visible(character) for character in line]
    first = min(place.column - 1, len(cells))
    last = min(first + place.length, len(cells))
    begin, end = _cut(cells, first, room)
    shown = "".join(cells[begin:end])
    ahead = _CUT if begin else ""
    after = _CUT if end < len(cells) else ""
    start = len(ahead) + _width(cells[begin:first])
    length = max(_width(cells[first : min(last, end)]), 1)
    return f"{ahead}{shown}{after}", start, length


def _cut(cells: list[str], first: int, room: int | None) -> tuple[int, int]:
    """Return from where to where the cells of a line fit into `room`, with `first` among them."""
    if room is None or _width(cells) <= room:
        return 0, len(cells)
    begin = 0
    room -= len(_CUT)
    if _width(cells[:first]) + _AHEAD > room:
        room -= len(_CUT)
        begin = max(first - _AHEAD, 0)
    end = begin
    while end < len(cells) and room >= _width(cells[end : end + 1]):
        room -= _width(cells[end : end + 1])
        end += 1
    return begin, max(end, first)


def _visible(character: str) -> str:
    """Return what to show of a character: tabs and what cannot be printed as one column."""
    if character == "\t":
        return " "
    if character.isprintable() or category(character) == "Mn":
        return character
    return "\N{REPLACEMENT CHARACTER}"


def _width(cells: list[str]) -> int:
    return sum(_columns(cell) for cell in cells)


def _columns(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
