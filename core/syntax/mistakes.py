"""What to say where the parser stops: in words of the line, never of the grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.reading import (
    EmptyBrackets,
    MarkInExpression,
    MinusSpacing,
    MissingAfter,
    MissingBefore,
    MissingBetween,
    Unexpected,
)
from forecourt.core.syntax.literals import ReadingError
from forecourt.core.syntax.tokens import OPERAND_ENDS, OPERAND_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.syntax.tokens import Token

_NEEDS_MORE = frozenset({"INFIX", "PREFIX", "COMMA", "BOUND"})
_OPENINGS = frozenset({"LPAR", "LSQB", "CALL"})
_CLOSINGS = frozenset({"RPAR", "RSQB"})
_FOLLOWERS = frozenset({"INFIX", "POSTFIX", "COMMA", "FIELD", "LSQB"})


def mistake(tokens: Sequence[Token], stopped_at: object) -> ReadingError:
    """Return what is wrong where the parser stopped: at a token, or at the end of the line."""
    index = next((i for i, token in enumerate(tokens) if token is stopped_at), len(tokens))
    before = tokens[index - 1] if index else None
    token = tokens[index] if index < len(tokens) else None
    return ReadingError(_finding(before, token))


def _finding(before: Token | None, token: Token | None) -> Diagnostic:
    if before and before.type in _NEEDS_MORE:
        return MissingAfter(before.place, before.text)
    if token is None:
        assert before, "an empty body is no mistake"
        return MissingAfter(before.place, before.text)
    if token.type in _CLOSINGS and before:
        return EmptyBrackets(before.place, before.text + token.text)
    if token.type in _FOLLOWERS:
        return MissingBefore(token.place, token.text)
    if token.type == "MARK":
        return MarkInExpression(token.place, token.text)
    if before and before.type in OPERAND_ENDS and token.type in OPERAND_STARTS:
        return _side_by_side(before, token)
    return Unexpected(token.place, token.text)


def _side_by_side(before: Token, token: Token) -> Diagnostic:
    if token.text.startswith("-"):
        return MinusSpacing(token.place, before.text, token.text.lstrip("-"))
    return MissingBetween(token.place, before.text, token.text)
