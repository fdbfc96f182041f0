"""The scanner: from the characters of a line to tokens.

It settles everything that depends on the words around: which `after` is an operator and which a
mark, whether a minus is a sign, which comma belongs to `the later of a, b`. What it cannot read
it reports, and it goes on with the rest of the line, so that one look finds all mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import name as character_name

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import (
    BracketApart,
    ForeignOperator,
    ForeignSign,
    ForeignWord,
    IsWithoutKnown,
    MinusSpacing,
    MixedScripts,
    TooDeep,
    UnclosedBracket,
    UnclosedText,
    UnexpectedCharacter,
    UnopenedBracket,
    WrongQuote,
)
from forecourt.core.syntax import confusions
from forecourt.core.syntax.lexicon import TOKEN
from forecourt.core.syntax.literals import (
    FIXED_PHRASES,
    Unreadable,
    bad_date,
    bad_number,
    composed,
    read_day,
    read_moment,
    read_quantity,
    read_text,
    read_time,
)
from forecourt.core.syntax.marks import MARKS
from forecourt.core.syntax.tokens import OPERAND_ENDS, Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.diagnostics import Diagnostic

BRACKET_LIMIT = 64
"""How many brackets may be open at once."""

CLOSING = {"(": ")", "[": "]"}
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
LOOKALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


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

    def begin(self, *, is_row: bool) -> None:
        """Start a logical line; in a row without a head `< 60 points` may stand alone."""
        self.tokens: list[Token] = []
        self.openings: list[Token] = []
        self.awaited = [Awaited()]
        self.broken = False
        self.is_row = is_row
        self.line = ""

    def scan(self, line: str, number: int, start: int) -> None:
        """Add the tokens of a physical line from the column `start` (from 0) on."""
        self.line = line
        file = self.file
        for match in TOKEN.finditer(line, start):
            group = match.lastgroup or ""
            if group == "comment":
                break
            text = match[group]
            place = Place(file, number, match.start(group) + 1, len(text))
            if HANDLERS[group](self, text, place) is STOP:
                break

    def finish(self) -> None:
        """End the logical line: brackets still open are reported."""
        for opening in self.openings:
            bracket = "[" if opening.type == "LSQB" else "("
            self.report(UnclosedBracket(opening.place, bracket))
        self.openings = []

    def report(self, finding: Diagnostic) -> None:
        """Note a finding that makes the logical line unreadable."""
        self.findings.append(finding)
        self.broken = True

    def add(self, type_: str, text: str, place: Place, value: object = None) -> None:
        """Add a token."""
        self.tokens.append(Token(type_, text, place, value))

    def follows_operand(self) -> bool:
        """Tell whether an operator could stand next."""
        return bool(self.tokens) and self.tokens[-1].type in OPERAND_ENDS

    def note_scripts(self, word: str, place: Place) -> None:
        """Warn of a word that looks like another because it mixes scripts."""
        if word in self._seen_words:
            return
        self._seen_words.add(word)
        for piece in word.split("_"):
            scripts = _scripts(piece)
            if len(scripts) > 1:
                self.findings.append(MixedScripts(place, word, " and ".join(scripts)))
                return


def _scripts(piece: str) -> tuple[str, ...]:
    names = [character_name(character, "") for character in piece]
    return tuple(
        script.capitalize()
        for script in LOOKALIKE_SCRIPTS
        if any(name.startswith(script) for name in names)
    )


Handler = "Callable[[Scanner, str, Place], object]"
STOP = object()
"""What a handler returns to leave the rest of the line unread."""

# Words -------------------------------------------------------------------------------------


def scan_word(scanner: Scanner, text: str, place: Place) -> None:
    """A word, of which some have a meaning of their own."""
    if not text.isascii():
        text = composed(text)
        scanner.note_scripts(text, place)
    special = WORDS.get(text)
    if special:
        special(scanner, text, place)
    elif text.lower() in confusions.WORDS:
        scanner.report(ForeignWord(place, text, confusions.WORDS[text.lower()]))
    else:
        scanner.tokens.append(Token("NAME", text, place))


def _as(type_: str) -> Callable[[Scanner, str, Place], None]:
    """Return a handler that makes a token of one type, with one space between its words."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        scanner.add(type_, " ".join(text.split()) if " " in text else text, place)

    return handle


def scan_yes_no(scanner: Scanner, text: str, place: Place) -> None:
    """`yes` and `no` as values."""
    scanner.add("YESNO", text, place, value=text == "yes")


def scan_or(scanner: Scanner, text: str, place: Place) -> None:
    """`or`; after a comma it is the `or` of `a, or b, whichever first`."""
    if scanner.tokens and scanner.tokens[-1].type == "COMMA":
        scanner.tokens.pop()
        text = ", or"
    scanner.add("INFIX", text, place)


def scan_else(scanner: Scanner, text: str, place: Place) -> None:
    """`else`; a comma before it is dropped."""
    if scanner.tokens and scanner.tokens[-1].type == "COMMA":
        scanner.tokens.pop()
    scanner.add("INFIX", text, place)


def scan_whichever(scanner: Scanner, text: str, place: Place) -> None:
    """`whichever first`; the comma before it belongs to it."""
    if scanner.tokens and scanner.tokens[-1].type == "COMMA":
        scanner.tokens.pop()
    scanner.add("POSTFIX", " ".join(text.split()), place)


def scan_where(scanner: Scanner, text: str, place: Place) -> None:
    """`where`: of the nearest aggregate that has none yet, else a mark."""
    awaited = scanner.awaited[-1]
    scanner.add("INFIX" if awaited.where else "MARK", text, place)
    awaited.where = max(0, awaited.where - 1)


def scan_to(scanner: Scanner, text: str, place: Place) -> None:
    """`to`: of `full years from a to b`, else a mark."""
    awaited = scanner.awaited[-1]
    scanner.add("INFIX" if awaited.to else "MARK", text, place)
    awaited.to = max(0, awaited.to - 1)


def _shifting(after: str) -> Callable[[Scanner, str, Place], None]:
    """Return a handler for a mark that is an operator directly after one type of literal."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        shifts = bool(scanner.tokens) and scanner.tokens[-1].type == after
        scanner.add("INFIX" if shifts else "MARK", text, place)

    return handle


WORDS: dict[str, Callable[[Scanner, str, Place], None]] = {
    **{mark: _as("MARK") for mark in MARKS if mark.isalpha()},
    "and": _as("INFIX"),
    "in": _as("INFIX"),
    "not": _as("PREFIX"),
    "or": scan_or,
    "else": scan_else,
    "yes": scan_yes_no,
    "no": scan_yes_no,
    "where": scan_where,
    "to": scan_to,
    "after": _shifting("QUANTITY"),
    "before": _shifting("QUANTITY"),
    "on": _shifting("TIME"),
}
"""Words that are more than names."""


def scan_linking(scanner: Scanner, text: str, place: Place) -> None:
    """`has` and `reaches`: operators after an operand, names elsewhere."""
    type_ = "INFIX" if scanner.follows_operand() else "NAME"
    scanner.add(type_, " ".join(text.split()), place)


def scan_is_in(scanner: Scanner, _text: str, place: Place) -> None:
    """`is` before a period (`day is this day`): the period is what it lies in."""
    scanner.add("INFIX", "in", place)


def scan_is_other(scanner: Scanner, text: str, place: Place) -> None:
    """`is` before anything that it does not go with."""
    scanner.report(IsWithoutKnown(place, " ".join(text.split())))


def scan_phrase(group: str) -> Callable[[Scanner, str, Place], None]:
    """Return a handler for a fixed phrase."""
    read = FIXED_PHRASES[group]

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        scanner.add("FIXED", text, place, read(composed(text).replace("%", " ").split(), place))

    return handle


# Prefixes ----------------------------------------------------------------------------------


def scan_aggregate(scanner: Scanner, text: str, place: Place) -> None:
    """`latest`, `count of`, `any other`: an aggregate, which may have a `where`."""
    scanner.awaited[-1].where += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "aggregate")


def scan_share(scanner: Scanner, text: str, place: Place) -> None:
    """`at least 3 of`, `all of`."""
    scanner.add("PREFIX", " ".join(text.split()), place, "share")


def scan_later_of(scanner: Scanner, text: str, place: Place) -> None:
    """`the later of`: the next comma is its own."""
    scanner.awaited[-1].comma += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "whichever")


def scan_full(scanner: Scanner, text: str, place: Place) -> None:
    """`full years from`: the next `to` is its own."""
    scanner.awaited[-1].to += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "full")


def scan_date_of(scanner: Scanner, text: str, place: Place) -> None:
    """`date of`."""
    scanner.add("PREFIX", " ".join(text.split()), place, "date of")


# Signs -------------------------------------------------------------------------------------


def scan_comma(scanner: Scanner, text: str, place: Place) -> None:
    """A comma: of `the later of a, b`, else between two sequences or items."""
    awaited = scanner.awaited[-1]
    if awaited.comma:
        awaited.comma -= 1
        scanner.add("INFIX", text, place)
        return
    scanner.awaited[-1] = Awaited()
    scanner.add("COMMA", text, place)


def scan_operator(scanner: Scanner, text: str, place: Place) -> None:
    """An operator of signs; in a row a comparison may begin a value."""
    begins = scanner.is_row and not scanner.openings and not scanner.follows_operand()
    scanner.add("BOUND" if begins and text in COMPARISONS else "INFIX", text, place)


def scan_minus(scanner: Scanner, text: str, place: Place) -> None:
    """A minus: subtraction with a space on both sides or on none, else a sign."""
    before = scanner.line[place.column - 2 : place.column - 1]
    after = scanner.line[place.column : place.column + 1]
    if not scanner.follows_operand():
        is_sign = after not in {"", " "}
        scanner.add("PREFIX" if is_sign else "INFIX", text, place, "negative" if is_sign else None)
        return
    if (before == " ") != (after in {"", " "}):
        right = TOKEN.match(scanner.line, place.column)
        shown = right[0].strip() if right else ""
        scanner.report(MinusSpacing(place, scanner.tokens[-1].text, shown))
    scanner.add("INFIX", text, place)


def scan_opening(scanner: Scanner, text: str, place: Place) -> None:
    """`(` that groups, or `[` of an index."""
    stands_close = scanner.line[place.column - 2 : place.column - 1] not in {"", " "}
    if text == "[" and not (stands_close and scanner.follows_operand()):
        scanner.report(BracketApart(place, text))
    if text == "(" and stands_close and scanner.follows_operand():
        scanner.report(BracketApart(place, text))
    _open(scanner, Token("LPAR" if text == "(" else "LSQB", text, place))


def scan_call(scanner: Scanner, text: str, place: Place) -> None:
    """`f(`: a function's name with the bracket of its arguments."""
    name = composed(text[:-1])
    _open(
        scanner, Token("CALL", text, Place(place.file, place.line, place.column, len(name)), name)
    )


def _open(scanner: Scanner, token: Token) -> None:
    scanner.tokens.append(token)
    scanner.openings.append(token)
    scanner.awaited.append(Awaited())
    if len(scanner.openings) == BRACKET_LIMIT + 1:
        scanner.report(TooDeep(token.place, "brackets", BRACKET_LIMIT))


def scan_closing(scanner: Scanner, text: str, place: Place) -> None:
    """`)` or `]`, which closes what was opened last."""
    if not scanner.openings:
        scanner.report(UnopenedBracket(place, text, None, None))
        return
    opening = scanner.openings.pop()
    scanner.awaited.pop()
    bracket = "[" if opening.type == "LSQB" else "("
    if CLOSING[bracket] != text:
        scanner.report(UnopenedBracket(place, text, bracket, opening.place))
    scanner.add("RPAR" if text == ")" else "RSQB", text, place)


def scan_arrow(scanner: Scanner, _text: str, place: Place) -> None:
    """`→`, which may be written `->`."""
    scanner.add("MARK", "→", place)


# Literals ----------------------------------------------------------------------------------


def _literal(
    type_: str, read: Callable[[str, Place], object]
) -> Callable[[Scanner, str, Place], None]:
    """Return a handler for a literal."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        try:
            scanner.add(type_, text, place, read(text, place))
        except Unreadable as unreadable:
            scanner.report(unreadable.finding)

    return handle


def scan_label(scanner: Scanner, text: str, place: Place) -> None:
    """`en "text"`: a text with its language."""
    language, _, _ = text.partition('"')
    try:
        written = read_text(text[len(language) :], _later(place, len(language)))
    except Unreadable as unreadable:
        scanner.report(unreadable.finding)
    else:
        scanner.add("LABEL", text, place, (language.strip(), written))


def _later(place: Place, columns: int) -> Place:
    return Place(place.file, place.line, place.column + columns, place.length - columns)


def scan_field(scanner: Scanner, text: str, place: Place) -> None:
    """`.name`, directly after what it is a field of."""
    before = scanner.line[place.column - 2 : place.column - 1]
    if before in {"", " "} or not scanner.follows_operand():
        scanner.report(UnexpectedCharacter(place, ".", confusions.CHARACTERS["."]))
    scanner.add("FIELD", composed(text[1:]), _later(place, 1))


# What cannot be read -----------------------------------------------------------------------


def scan_foreign(scanner: Scanner, text: str, place: Place) -> object:
    """An operator, or the beginning of a comment, of another language."""
    if text in confusions.COMMENTS:
        scanner.report(ForeignSign(place, text, "a comment begins with `#`"))
        return STOP
    scanner.report(ForeignOperator(place, text, confusions.OPERATORS[text]))
    scanner.add("INFIX", text, place)
    return None


def scan_unclosed(scanner: Scanner, text: str, place: Place) -> object:
    """A text that does not end; whatever bracket it should have closed is forgotten."""
    length = len(scanner.line) - place.column + 1
    scanner.report(UnclosedText(Place(place.file, place.line, place.column, length)))
    scanner.openings = []
    scanner.awaited = [Awaited()]
    return STOP


def scan_quote(scanner: Scanner, text: str, place: Place) -> object:
    """A text in quotes of another kind."""
    scanner.report(WrongQuote(place, text))
    scanner.openings = []
    scanner.awaited = [Awaited()]
    return STOP


def scan_misdated(scanner: Scanner, text: str, place: Place) -> None:
    """Digits that look like a date."""
    scanner.report(bad_date(text, place))


def scan_malformed(scanner: Scanner, text: str, place: Place) -> None:
    """Digits that are no number."""
    scanner.report(bad_date(text, place) if ":" in text else bad_number(text, place))


def scan_stray(scanner: Scanner, text: str, place: Place) -> None:
    """A character that means nothing."""
    if text in confusions.SIGNS:
        scanner.report(ForeignSign(place, text, confusions.SIGNS[text]))
    else:
        scanner.report(UnexpectedCharacter(place, text, confusions.CHARACTERS.get(text)))


HANDLERS: dict[str, Callable[[Scanner, str, Place], object]] = {
    "label": scan_label,
    "text": _literal("TEXT", read_text),
    "moment": _literal("MOMENT", read_moment),
    "day": _literal("DAY", read_day),
    "time": _literal("TIME", read_time),
    "quantity": _literal("QUANTITY", read_quantity),
    "number": _as("NUMBER"),
    "misdated": scan_misdated,
    "thousands": scan_malformed,
    "malformed": scan_malformed,
    "known": _as("POSTFIX"),
    "not_in": _as("INFIX"),
    "is_in": scan_is_in,
    "is_other": scan_is_other,
    "twofold": _as("MARK"),
    "finish": scan_whichever,
    "aggregate": scan_aggregate,
    "share": scan_share,
    "whichever": scan_later_of,
    "full": scan_full,
    "date_of": scan_date_of,
    **{group: scan_phrase(group) for group in FIXED_PHRASES},
    "linking": scan_linking,
    "if_present": _as("NAME"),
    "call": scan_call,
    "word": scan_word,
    "field": scan_field,
    "comma": scan_comma,
    "opening": scan_opening,
    "closing": scan_closing,
    "foreign": scan_foreign,
    "arrow": scan_arrow,
    "operator": scan_operator,
    "minus": scan_minus,
    "bar": _as("MARK"),
    "unclosed": scan_unclosed,
    "quote": scan_quote,
    "stray": scan_stray,
}
"""What to do with each group of the token pattern."""
