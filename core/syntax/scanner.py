"""The scanner: from the characters of a line to tokens.

What it cannot read it reports, and it goes on with the rest of the line, so that one look finds
all mistakes. What each group of the token pattern becomes is in `words` and `signs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import MixedScripts, TooDeep, UnclosedBracket
from forecourt.core.syntax.lexicon import TOKEN
from forecourt.core.syntax.scripts import mixed_scripts
from forecourt.core.syntax.signs import SIGNS
from forecourt.core.syntax.tokens import OPERAND_ENDS, Token
from forecourt.core.syntax.words import WORDS

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Diagnostic

BRACKET_LIMIT = 64
"""How many brackets may be open at once."""

_HANDLERS = WORDS | SIGNS


@dataclass(slots=True)
class Awaited:
    """What within one bracket is still to come and changes the meaning of a word."""

    where: int = 0
    """Aggregates that have no `where` yet."""
    to: int = 0
    """`full years from` that have no `to` yet."""
    comma: int = 0
    """`the later of` that have no comma yet."""


class Scanner:
    """Makes tokens, line by line, and gathers findings.

    `begin` starts a logical line, `scan` adds a physical line to it, `finish` ends it. In between
    `tokens`, `openings` (the brackets open so far) and `broken` tell how it stands.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Diagnostic] = []
        self._seen_words: set[str] = set()
        self.begin(is_row=False)

    # For whoever has lines -----------------------------------------------------------------

    def begin(self, *, is_row: bool) -> None:
        """Start a logical line; in a row without a head `< 60 points` may stand alone."""
        self.tokens: list[Token] = []
        self.openings: list[Token] = []
        self._awaited = [Awaited()]
        self.broken = False
        self.is_row = is_row
        self.line = ""

    def scan(self, line: str, number: int, start: int) -> None:
        """Add the tokens of a physical line from the column `start` (from 0) on."""
        self.line = line
        self._at_end = False
        file = self.file
        for match in TOKEN.finditer(line, start):
            group = match.lastgroup or ""
            if group == "comment":
                break
            text = match[group]
            _HANDLERS[group](self, text, Place(file, number, match.start(group) + 1, len(text)))
            if self._at_end:
                break

    def finish(self) -> None:
        """End the logical line: brackets still open are reported."""
        for opening in self.openings:
            bracket = "[" if opening.type == "LSQB" else "("
            self.report(UnclosedBracket(opening.place, bracket))
        self.forget_brackets()

    # For the handlers ----------------------------------------------------------------------

    def report(self, finding: Diagnostic) -> None:
        """Note a finding that makes the logical line unreadable."""
        self.findings.append(finding)
        self.broken = True

    def add(self, terminal: str, text: str, place: Place, value: Any = None) -> None:
        """Add a token."""
        self.tokens.append(Token(terminal, text, place, value))

    def drop_comma(self) -> bool:
        """Take back a comma just added, and tell whether there was one."""
        if self.tokens and self.tokens[-1].type == "COMMA":
            self.tokens.pop()
            return True
        return False

    def follows(self, terminal: str) -> bool:
        """Tell whether the last token is of a type."""
        return bool(self.tokens) and self.tokens[-1].type == terminal

    def follows_operand(self) -> bool:
        """Tell whether an operator could stand next."""
        return bool(self.tokens) and self.tokens[-1].type in OPERAND_ENDS

    def follows_space(self, place: Place) -> bool:
        """Tell whether a place is at the beginning of its line or behind a space."""
        return place.column == 1 or self.line[place.column - 2] == " "

    def skip_rest(self) -> None:
        """Leave the rest of the line unread, and forget brackets that it would have closed."""
        self._at_end = True
        self.forget_brackets()

    def note_scripts(self, word: str, place: Place) -> None:
        """Warn of a word, once, that looks like another because it mixes scripts."""
        if word in self._seen_words:
            return
        self._seen_words.add(word)
        if scripts := mixed_scripts(word):
            self.findings.append(MixedScripts(place, word, " and ".join(scripts)))

    # Brackets, and what is awaited in each

    @property
    def awaited(self) -> Awaited:
        """What is still to come within the innermost bracket."""
        return self._awaited[-1]

    def end_sequence(self) -> None:
        """Await nothing any more, for a comma has parted what came from what comes."""
        self._awaited[-1] = Awaited()

    def open_bracket(self, token: Token) -> None:
        """Add an opening bracket."""
        self.tokens.append(token)
        self.openings.append(token)
        self._awaited.append(Awaited())
        if len(self.openings) == BRACKET_LIMIT + 1:
            self.report(TooDeep(token.place, "brackets", BRACKET_LIMIT))

    def close_bracket(self) -> Token | None:
        """Return the bracket that was opened last, which is closed now; None if there is none."""
        if not self.openings:
            return None
        self._awaited.pop()
        return self.openings.pop()

    def forget_brackets(self) -> None:
        """Take no bracket for open."""
        self.openings = []
        self._awaited = [Awaited()]
