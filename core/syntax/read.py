"""Reading: from rule text to statements, with everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import NotOneExpression, NotUtf8
from forecourt.core.syntax.collection import collection_paused
from forecourt.core.syntax.layout import read_layout
from forecourt.core.syntax.literals import ReadingError
from forecourt.core.syntax.nodes import (
    Body,
    Bound,
    Document,
    Label,
    Line,
    Listing,
    Mark,
    Range,
    Statement,
    TextLiteral,
    Word,
)
from forecourt.core.syntax.parser import parse_body
from forecourt.core.syntax.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.syntax.layout import LogicalLine
    from forecourt.core.syntax.nodes import Expression
    from forecourt.core.syntax.parser import Sequences


def decode(data: bytes, file: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a file; where it is not UTF-8, what can be read of it, and the finding."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        return before, (NotUtf8(Place(file, line, column)),)


def read_document(text: str, file: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the statements of a text that can be read, and all that is wrong, by place.

    `file` is the name to show. A line that cannot be read is left out with all that is nested
    below it, a statement whose own line cannot be read altogether.
    """
    with collection_paused():
        lines, findings = read_layout(text, file)
        drafts = [_draft(line, findings) for line in lines]
        document = Document(file, tuple(_statements(drafts)))
    return document, tuple(sorted(findings, key=lambda finding: (finding.place, finding.code)))


def read_expression(
    text: str, file: str, line: int = 1
) -> tuple[Expression | None, tuple[Diagnostic, ...]]:
    """Return the one expression that a line of text is, or None and what is wrong with it."""
    scanner = Scanner(file)
    scanner.scan(text, line, 0)
    scanner.finish()
    if scanner.broken:
        return None, tuple(scanner.findings)
    try:
        found = _only_expression(parse_body(scanner.tokens))
    except ReadingError as error:
        return None, (*scanner.findings, error.finding)
    if found is None:
        scanner.report(NotOneExpression(Place(file, line, 1, max(len(text), 1))))
    return found, tuple(scanner.findings)


def _only_expression(sequences: Sequences) -> Expression | None:
    """Return the one expression that a body is, or None."""
    match sequences:
        case ((Label(language=None, text=text, place=place),),):
            return TextLiteral(text, place)
        case ((part,),) if not isinstance(part, (Mark, Label, Range, Bound, Listing)):
            return part
        case _:
            return None


@dataclass(slots=True)
class _Draft:
    """A logical line with its parts, and the lines below it so far."""

    depth: int
    head: Word | None
    place: Place
    body: Body | None
    """None where the line cannot be read."""
    nested: list[_Draft] = field(default_factory=list)


def _draft(line: LogicalLine, findings: list[Diagnostic]) -> _Draft:
    if line.broken:
        return _Draft(line.depth, line.head, line.place, None)
    try:
        sequences = parse_body(line.tokens)
    except ReadingError as error:
        findings.append(error.finding)
        return _Draft(line.depth, line.head, line.place, None)
    if line.head is None:
        sequences = _beginning_with_value(sequences)
    return _Draft(line.depth, line.head, _whole(line), _body(line, sequences))


def _beginning_with_value(sequences: Sequences) -> Sequences:
    """Return the parts of a row, whose first is a value: a text there is no label."""
    match sequences:
        case ((Label(language=None, text=text, place=place), *more), *others):
            return ((TextLiteral(text, place), *more), *others)
        case _:
            return sequences


def _body(line: LogicalLine, sequences: Sequences) -> Body:
    if not line.tokens:
        return Body((), line.place)
    return Body(sequences, _until_end(line, line.tokens[0].place))


def _whole(line: LogicalLine) -> Place:
    return _until_end(line, line.place)


def _until_end(line: LogicalLine, start: Place) -> Place:
    """Return the place from `start` to the last token of the logical line's first line."""
    last = next((t.place for t in reversed(line.tokens) if t.place.line == start.line), start)
    return start.until(last)


def _statements(drafts: list[_Draft]) -> Iterator[Statement]:
    """Put the lines below the lines that they belong to."""
    for draft in _trees(drafts):
        if draft.head and draft.body:
            lines = tuple(_lines(draft.nested))
            yield Statement(draft.head, draft.body, lines, draft.place)


def _trees(drafts: list[_Draft]) -> list[_Draft]:
    statements: list[_Draft] = []
    above: list[_Draft] = []
    for draft in drafts:
        del above[draft.depth :]
        (above[-1].nested if above else statements).append(draft)
        above.append(draft)
    return [draft for draft in statements if draft.depth == 0]


def _lines(drafts: list[_Draft]) -> Iterator[Line]:
    for draft in drafts:
        if draft.body:
            yield Line(draft.head, draft.body, tuple(_lines(draft.nested)), draft.place)
