"""The layout: from physical lines to logical ones, with their depth and their tokens.

A logical line is a head (its first word) and what follows, possibly over several physical lines.
Depth 0 are the lines of statements, 1 their clauses and rows, 2 and more what is nested below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import (
    FileTooLarge,
    ForeignWord,
    LineTooLong,
    OddIndentation,
    StatementIndented,
    StatementTooLong,
    TabFound,
    TooDeep,
    WordExpected,
)
from forecourt.core.syntax import confusions
from forecourt.core.syntax.lexicon import (
    CLAUSE_CONTINUATION,
    CONTINUATION,
    EXPRESSION_ROW,
    HEAD,
    LIMITED,
)
from forecourt.core.syntax.literals import composed
from forecourt.core.syntax.nodes import Word
from forecourt.core.syntax.scanner import Scanner

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.syntax.tokens import Token

FILE_LIMIT = 4 * 1024 * 1024
"""Bytes in UTF-8."""
LINE_LIMIT = 2_000
"""Characters of a physical line."""
TOKEN_LIMIT = 4_000
"""Tokens of a statement."""
DEPTH_LIMIT = 16
"""Levels of nested lines."""

_CARRIES_ON = frozenset({"INFIX", "PREFIX", "COMMA", "BOUND"})


@dataclass(slots=True)
class LogicalLine:
    """A head and the tokens of its body; a broken one is not fit to be parsed."""

    depth: int
    head: Word | None
    place: Place
    tokens: list[Token]
    broken: bool = False


def read_layout(text: str, file: str) -> tuple[list[LogicalLine], list[Diagnostic]]:
    """Return the logical lines of a text and what is wrong with them."""
    if _is_too_large(text):
        return [], [FileTooLarge(Place(file, 1), FILE_LIMIT // 1024 // 1024)]
    layout = _Layout(file)
    for number, line in enumerate(physical_lines(text), 1):
        layout.take(number, line)
    layout.end_line()
    return layout.lines, layout.scanner.findings


def physical_lines(text: str) -> list[str]:
    """Return the lines of a text, without their ends and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def _is_too_large(text: str) -> bool:
    if len(text) > FILE_LIMIT:
        return True
    return not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > FILE_LIMIT


def _begins_expression(line: str, indent: int) -> bool:
    if LIMITED.match(line, indent):
        return False
    return EXPRESSION_ROW.match(line, indent) is not None


class _Layout:
    """The state of reading: the logical line that is open and the levels of those above it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.scanner = Scanner(file)
        self.lines: list[LogicalLine] = []
        self.open: LogicalLine | None = None
        self.indent = 0
        self.levels: list[int] = []
        self.token_count = 0
        self.statement_at = 0
        self.skips = False
        self.faults: list[Diagnostic] = []

    def take(self, number: int, line: str) -> None:
        """Take the next physical line."""
        line = line.rstrip(" \t")
        spaced = line.replace("\t", " ")
        indent = len(spaced) - len(spaced.lstrip(" "))
        if indent == len(spaced) or spaced[indent] == "#" or (self.skips and indent):
            return
        self.skips = False
        start = indent
        if indent and self._continues(spaced, indent):
            self._take_in_head(spaced[indent:])
        else:
            self.end_line()
            is_tabbed = "\t" in line[:indent]
            depth = self._depth(number, self._level_of_tabs() if is_tabbed else indent)
            start = self._start(number, spaced, indent, depth)
        self._scan(number, line, spaced, start)

    def end_line(self) -> None:
        """End the logical line that is open, if any."""
        self.scanner.finish()
        if self.open:
            self.open.broken = self.scanner.broken
        self.open = None

    def _continues(self, line: str, indent: int) -> bool:
        """Tell whether an indented line carries on with the logical line that is open."""
        if self.open is None:
            return False
        if self.scanner.openings:
            return indent > self.indent or line[indent] in ")]"
        if indent <= self.indent:
            return False
        last = self.scanner.tokens[-1] if self.scanner.tokens else None
        if last and (last.type in _CARRIES_ON or last.text == "→"):
            return True
        if CONTINUATION.match(line, indent):
            return True
        return self.open.depth > 0 and CLAUSE_CONTINUATION.match(line, indent) is not None

    def _take_in_head(self, rest: str) -> None:
        """Take a head that stands alone into the body, where it would be in one line with `rest`.

        A word that an operator follows on the next line is the operator's left side.
        """
        line = self.open
        if line is None or line.head is None or line.depth == 0 or line.tokens:
            return
        joined = f"{line.head.text} {rest}"
        is_limited = LIMITED.match(joined) is not None
        if is_limited or EXPRESSION_ROW.match(joined):
            self.scanner.add("NAME", line.head.text, line.head.place)
            line.head = line.head if is_limited else None

    def _level_of_tabs(self) -> int:
        """Return an indentation for a line whose own is made of tabs: that of the line above."""
        return max(self.levels[-1], 1) if self.levels else 1

    def _depth(self, number: int, indent: int) -> int:
        """Return the depth of a new logical line, noting what is wrong with it in `faults`."""
        self.faults = []
        place = Place(self.file, number, 1, max(indent, 1))
        if indent == 0:
            self.levels = [0]
            return 0
        if not self.levels:
            self.faults.append(StatementIndented(place))
            self.levels = [0]
        above = tuple(level for level in self.levels if level)
        while self.levels[-1] > indent:
            self.levels.pop()
        if self.levels[-1] < indent and above and indent < above[-1]:
            self.faults.append(OddIndentation(place, indent, " or ".join(map(str, above))))
        elif self.levels[-1] < indent:
            self.levels.append(indent)
        if len(self.levels) == DEPTH_LIMIT + 2:
            self.faults.append(TooDeep(place, "lines", DEPTH_LIMIT))
        return len(self.levels) - 1

    def _start(self, number: int, line: str, indent: int, depth: int) -> int:
        """Open a logical line and return the column (from 0) at which its body begins."""
        head = self._head(number, line, indent, depth)
        place = head.place if head else Place(self.file, number, indent + 1)
        self.scanner.begin(is_row=head is None and depth > 0)
        self.indent = indent
        self.open = LogicalLine(depth, head, place, self.scanner.tokens)
        if depth == 0:
            self.statement_at = len(self.lines)
            self.token_count = 0
        self.lines.append(self.open)
        for fault in self.faults:
            self.scanner.report(fault)
        self._check_head(line, place, head, depth)
        if head is None or LIMITED.match(line, indent):
            return indent
        return indent + head.place.length

    def _head(self, number: int, line: str, indent: int, depth: int) -> Word | None:
        match = HEAD.match(line, indent)
        if match is None or (depth > 0 and _begins_expression(line, indent)):
            return None
        return Word(composed(match[0]), Place(self.file, number, indent + 1, len(match[0])))

    def _check_head(self, line: str, place: Place, head: Word | None, depth: int) -> None:
        if head is None:
            if depth == 0:
                self.scanner.report(WordExpected(place, line[0]))
            return
        if head.text.lower() in confusions.WORDS:
            advice = confusions.WORDS[head.text.lower()]
            self.scanner.report(ForeignWord(place, head.text, advice))
        if not head.text.isascii():
            self.scanner.note_scripts(head.text, place)

    def _scan(self, number: int, line: str, spaced: str, start: int) -> None:
        """Make tokens of a physical line, unless it is too long to be looked at."""
        if "\t" in line:
            self.scanner.report(TabFound(Place(self.file, number, line.index("\t") + 1)))
        if len(line) > LINE_LIMIT:
            place = Place(self.file, number, LINE_LIMIT + 1, len(line) - LINE_LIMIT)
            self.scanner.report(LineTooLong(place, len(line), LINE_LIMIT))
            return
        known = len(self.scanner.tokens)
        self.scanner.scan(spaced, number, start)
        self.token_count += len(self.scanner.tokens) - known
        if self.token_count > TOKEN_LIMIT:
            self._skip_statement(number, start)

    def _skip_statement(self, number: int, start: int) -> None:
        """Drop a statement that is too long, with whatever of it is still to come."""
        place = Place(self.file, number, start + 1)
        self.scanner.report(StatementTooLong(place, TOKEN_LIMIT))
        self.scanner.openings = []
        self.end_line()
        del self.lines[self.statement_at :]
        self.skips = True
