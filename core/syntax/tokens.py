"""Tokens: what the scanner makes of characters, and all that the parser sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Place

OPERAND_STARTS = frozenset(
    {"NAME", "NUMBER", "QUANTITY", "TEXT", "DAY", "MOMENT", "TIME", "YESNO"}
    | {"FIXED", "CALL", "LPAR", "PREFIX"}
)
"""The types that can begin an operand of an expression."""

OPERAND_ENDS = frozenset(
    {"NAME", "NUMBER", "QUANTITY", "TEXT", "DAY", "MOMENT", "TIME", "YESNO"}
    | {"FIXED", "FIELD", "RPAR", "RSQB", "POSTFIX"}
)
"""The types that can end an operand, after which an operator may follow."""


class Token:
    """A piece of a line.

    `type` is the terminal's name in the grammar; `text` is what was written, in its one spelling
    (an operator of two words has one space); `value` is the parsed value of a literal, or None.
    The class is slim because a large pack has a million of them, and is never changed once made.
    """

    __slots__ = ("place", "text", "type", "value")

    line = column = end_line = end_column = start_pos = end_pos = None
    """What the parser library asks of a token to place the end of the text; places are ours."""

    text: Any
    """A `str`; where a node takes one of a few words, the token pattern lets no other through."""

    def __init__(self, terminal: str, text: str, place: Place, value: Any = None) -> None:
        self.type = terminal
        self.text = text
        self.place = place
        self.value = value

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r})"
