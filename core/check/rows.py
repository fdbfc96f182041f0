"""Rows: lines that begin with a value instead of the word of a clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check.clauses import single, split_at_marks
from forecourt.core.check.wording import misplaced
from forecourt.core.diagnostics.checking import Misplaced
from forecourt.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from forecourt.core.check.context import Context


@dataclass(frozen=True, slots=True)
class ValueRow:
    """`VALUE when CONDITION`, `VALUE otherwise`, or a bare `VALUE`."""

    value: syntax.Expression
    condition: syntax.Expression | None
    otherwise: bool
    line: syntax.Line


def parts_of(line: syntax.Line) -> tuple[tuple[syntax.Part, ...], ...]:
    """Return the whole line as parts, its first word too."""
    if line.head is None:
        return line.body.sequences
    first = _as_expression(line.head)
    if not line.body.sequences:
        return ((first,),)
    return ((first, *line.body.sequences[0]), *line.body.sequences[1:])


def _as_expression(word: syntax.Word) -> syntax.Expression:
    if word.text in ("yes", "no"):
        return syntax.YesNoLiteral(word.text == "yes", word.place)
    return syntax.Name(word.text, word.place)


def value_row(line: syntax.Line, context: Context) -> ValueRow:
    """Read a row of a decision."""
    expected = "`VALUE when CONDITION` or `VALUE otherwise`"
    sequences = parts_of(line)
    if len(sequences) > 1:
        context.fail(misplaced(sequences[1][0], expected))
    before, after = split_at_marks(sequences[0])
    value = single(before, line, context, expected)
    if not after:
        return ValueRow(value, None, False, line)
    if set(after) == {"when"}:
        return ValueRow(value, single(after["when"], line, context, "a condition"), False, line)
    if set(after) == {"otherwise"} and not after["otherwise"]:
        return ValueRow(value, None, True, line)
    context.fail(Misplaced(line.place, "this row", expected))
