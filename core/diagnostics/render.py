r"""Findings for people, with the line they are about, and for programs.

The look is that of compilers people know: what is wrong, where, the line with the span
underlined, and beside the underline what to do. What stands in a file is shown so that it can be
seen and changes nothing on the screen: control characters, signs that turn the direction of
writing and other invisible ones are written out, as `\u202e`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from unicodedata import category, east_asian_width

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.diagnostics.diagnostic import Diagnostic
    from forecourt.core.diagnostics.place import Place

_Lines = Callable[[str], list[str]]
"""The lines of a file by its name; none of a file that is not there."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}
_BOLD = "1"
_QUIET = "34"
_CUT = "..."
_SMALLEST_WINDOW = 20
_WIDEST = 160
"""Columns to keep to where nobody says how many there are."""
_AHEAD = 8
"""Columns shown before the span in a line that is cut."""
_DENSEST = 4
"""Characters looked at for each column; several stand in one where marks are combined."""


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
        width: columns to keep to. Longer lines of rule text are cut around the span, to 160 if
            nothing is said; messages are wrapped only if it is.
    """

    @cache
    def lines(file: str) -> list[str]:
        return _lines(sources[file]) if file in sources else []

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
        "column": place.column or None,
        "length": place.length,
    }


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


@dataclass(frozen=True, slots=True)
class _Page:
    """What all blocks of a finding share."""

    lines: _Lines
    margin: int
    """Columns that line numbers take."""
    colour: bool
    width: int | None

    @property
    def room(self) -> int:
        """Columns that a line of text may take beside its number."""
        wide = _WIDEST if self.width is None else self.width
        return max(wide - self.margin - 3, _SMALLEST_WINDOW)

    def wrapped(self, text: str, begun: int, indent: str) -> str:
        """Return a text in lines that fit: the first goes on a line of which some is written."""
        if self.width is None:
            return text
        room = max(self.width, begun + _SMALLEST_WINDOW)
        lines = wrap(
            text,
            room,
            initial_indent=" " * begun,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return "\n".join(lines)[begun:]

    def painted(self, text: str, ink: str) -> str:
        return f"\x1b[{ink}m{text}\x1b[0m" if self.colour else text


def _finding(finding: Diagnostic, lines: _Lines, colour: bool, width: int | None) -> str:
    places = [finding.place, *(place for place, _ in finding.related)]
    margin = max(len(str(place.line)) for place in places)
    page = _Page(lines, margin, colour, width)
    ink = _COLOURS[finding.severity]
    kind = f"{finding.severity.value}[{finding.code}]"
    message = page.wrapped(printable(finding.message), len(kind) + 2, "  ")
    blocks = [f"{page.painted(kind, ink)}: {page.painted(message, _BOLD)}"]
    blocks += _block(page, "-->", finding.place, finding.help, ink)
    for place, word in finding.related:
        blocks += _block(page, ":::", place, word, _QUIET)
    return "\n".join(blocks)


def _block(page: _Page, arrow: str, place: Place, word: str | None, ink: str) -> list[str]:
    """Return the place, and below it its line with the span underlined and the word beside."""
    indent = " " * page.margin
    file = printable(place.file)
    column = f":{place.column}" if place.column else ""
    head = f"{indent}{page.painted(arrow, _QUIET)} {file}:{place.line}{column}"
    word = printable(word) if word else None
    source = _source_line(place, page.lines)
    if source is None:
        return [head, *_below(page, word)]
    shown, start, length = _window(source, place, page.room)
    fits = page.width is None or start + length + 1 + _width(list(word or "")) <= page.room
    underline = "^" * length + (f" {word}" if word and fits else "")
    bar = page.painted("|", _QUIET)
    number = page.painted(f"{place.line:>{page.margin}}", _QUIET)
    return [
        head,
        f"{indent} {bar}",
        f"{number} {bar} {shown}".rstrip(),
        f"{indent} {bar} {' ' * start}{page.painted(underline, ink)}",
        *([] if fits else _below(page, word)),
    ]


def _below(page: _Page, word: str | None) -> list[str]:
    """Return what to do on lines of its own, none if nothing is advised."""
    start = f"{' ' * page.margin} = "
    return [start + page.wrapped(word, len(start), " " * len(start))] if word else []


def _source_line(place: Place, lines: _Lines) -> str | None:
    of_file = lines(place.file)
    return of_file[place.line - 1] if 1 <= place.line <= len(of_file) else None


def _window(line: str, place: Place, room: int) -> tuple[str, int, int]:
    """Return what to show of a line, and where the span begins in it and how wide it is.

    Both count in columns of a terminal. A line wider than `room` is cut, the span's beginning
    being kept in sight.
    """
    first = min(max(place.column - 1, 0), len(line))
    last = min(first + place.length, len(line))
    near = max(first - room, 0)
    cells = [_visible(character) for character in line[near : first + _DENSEST * room]]
    before, after = cells[: first - near], cells[first - near :]
    tail = near + len(cells) < len(line)
    if not near and not tail and _width(cells) <= room:
        ahead = behind = ""
    else:
        before, ahead = _end_of(before, room, is_cut=near > 0)
        after, behind = _beginning_of(after, room - len(ahead) - _width(before), is_cut=tail)
    start = len(ahead) + _width(before)
    length = max(_width(after[: last - first]), 1)
    return "".join([ahead, *before, *after, behind]), start, length


def _end_of(before: list[str], room: int, *, is_cut: bool) -> tuple[list[str], str]:
    """Return the cells to show before the span, and the sign that some are left out.

    All are shown if they leave room for some of the span.
    """
    if not is_cut and _width(before) + _AHEAD + len(_CUT) <= room:
        return before, ""
    return before[len(before) - _fitting(before[::-1], _AHEAD) :], _CUT


def _beginning_of(after: list[str], room: int, *, is_cut: bool) -> tuple[list[str], str]:
    """Return the cells to show from the span on, and the sign that some are left out."""
    if not is_cut and _width(after) <= room:
        return after, ""
    return after[: _fitting(after, room - len(_CUT))], _CUT


def _fitting(cells: list[str], room: int) -> int:
    """Return how many of the first cells fit into some columns."""
    ends = accumulate(_width([cell]) for cell in cells)
    return sum(1 for _ in takewhile(lambda end: end <= room, ends))


def _visible(character: str) -> str:
    """Return what to show of a character: a tab as a space, written out what cannot be printed."""
    return " " if character == "\t" else printable(character)


def _width(cells: list[str]) -> int:
    return sum(_columns(character) for cell in cells for character in cell)


def _columns(character: str) -> int:
    """Return how many columns of a terminal a printable character takes."""
    if category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
