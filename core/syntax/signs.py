"""Signs and literals: what the scanner makes of them, and what it says of those it can't read.

A handler takes the scanner, what was matched and its place, and adds a token or a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import (
    BracketApart,
    ForeignOperator,
    ForeignSign,
    MinusSpacing,
    UnclosedText,
    UnexpectedCharacter,
    UnopenedBracket,
    WrongQuote,
)
from forecourt.core.syntax import confusions
from forecourt.core.syntax.lexicon import TOKEN
from forecourt.core.syntax.literals import (
    ReadingError,
    bad_date,
    bad_number,
    composed,
    read_day,
    read_moment,
    read_quantity,
    read_text,
    read_time,
)
from forecourt.core.syntax.tokens import Token
from forecourt.core.syntax.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.syntax.scanner import Scanner
    from forecourt.core.syntax.words import Handler

_CLOSING = {"(": ")", "[": "]"}
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

# Operators ---------------------------------------------------------------------------------


def scan_comma(scanner: Scanner, text: str, place: Place) -> None:
    """A comma: of `the later of a, b`, else between two sequences or items."""
    if scanner.awaited.comma:
        scanner.awaited.comma -= 1
        scanner.add("INFIX", text, place)
    else:
        scanner.end_sequence()
        scanner.add("COMMA", text, place)


def scan_operator(scanner: Scanner, text: str, place: Place) -> None:
    """An operator of signs; in a row a comparison may begin a value."""
    begins = scanner.is_row and not scanner.openings and not scanner.follows_operand()
    scanner.add("BOUND" if begins and text in _COMPARISONS else "INFIX", text, place)


def scan_minus(scanner: Scanner, text: str, place: Place) -> None:
    """A minus: subtraction with a space on both sides or on none, else a sign."""
    space_after = scanner.line[place.column : place.column + 1] in {"", " "}
    if scanner.follows_operand():
        if scanner.follows_space(place) != space_after:
            right = TOKEN.match(scanner.line, place.column)
            shown = right[0].strip() if right else ""
            scanner.report(MinusSpacing(place, scanner.tokens[-1].text, shown))
        scanner.add("INFIX", text, place)
    elif space_after:
        scanner.add("INFIX", text, place)
    else:
        scanner.add("PREFIX", text, place, "negative")


def scan_arrow(scanner: Scanner, _text: str, place: Place) -> None:
    """`→`, which may be written `->`."""
    scanner.add("MARK", "→", place)


# Brackets ----------------------------------------------------------------------------------


def scan_opening(scanner: Scanner, text: str, place: Place) -> None:
    """`(` that groups, or `[` of an index, which stands close to its name."""
    stands_close = scanner.follows_operand() and not scanner.follows_space(place)
    if stands_close != (text == "["):
        scanner.report(BracketApart(place, text))
    scanner.open_bracket(Token("LPAR" if text == "(" else "LSQB", text, place))


def scan_call(scanner: Scanner, text: str, place: Place) -> None:
    """`f(`: a function's name with the bracket of its arguments."""
    at = Place(place.file, place.line, place.column, place.length - 1)
    scanner.open_bracket(Token("CALL", text, at, composed(text[:-1])))


def scan_closing(scanner: Scanner, text: str, place: Place) -> None:
    """`)` or `]`, which closes what was opened last."""
    opening = scanner.close_bracket()
    if opening is None:
        scanner.report(UnopenedBracket(place, text, None, None))
        return
    bracket = "[" if opening.type == "LSQB" else "("
    if _CLOSING[bracket] != text:
        scanner.report(UnopenedBracket(place, text, bracket, opening.place))
    scanner.add("RPAR" if text == ")" else "RSQB", text, place)


# Literals ----------------------------------------------------------------------------------


def _literal(terminal: str, read: Callable[[str, Place], object]) -> Handler:
    """Return a handler for a literal."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        try:
            scanner.add(terminal, text, place, read(text, place))
        except ReadingError as error:
            scanner.report(error.finding)

    return handle


def _read_label(text: str, place: Place) -> tuple[str, str]:
    """Return the language and the text of `en "text"`."""
    language = text.partition('"')[0]
    return language.rstrip(), read_text(text[len(language) :], _behind(place, len(language)))


def _behind(place: Place, columns: int) -> Place:
    """Return a place without its first columns."""
    return Place(place.file, place.line, place.column + columns, place.length - columns)


def scan_field(scanner: Scanner, text: str, place: Place) -> None:
    """`.name`, directly after what it is a field of."""
    if scanner.follows_space(place) or not scanner.follows_operand():
        scanner.report(UnexpectedCharacter(place, ".", confusions.CHARACTERS["."]))
    scanner.add("FIELD", composed(text[1:]), _behind(place, 1))


# What cannot be read -----------------------------------------------------------------------


def scan_foreign(scanner: Scanner, text: str, place: Place) -> None:
    """An operator, or the beginning of a comment, of another language."""
    if text in confusions.COMMENTS:
        scanner.report(ForeignSign(place, text, "a comment begins with `#`"))
        scanner.skip_rest()
    else:
        scanner.report(ForeignOperator(place, text, confusions.OPERATORS[text]))
        scanner.add("INFIX", text, place)


def scan_unclosed(scanner: Scanner, _text: str, place: Place) -> None:
    """A text that does not end on its line."""
    length = len(scanner.line) - place.column + 1
    scanner.report(UnclosedText(Place(place.file, place.line, place.column, length)))
    scanner.skip_rest()


def scan_quote(scanner: Scanner, text: str, place: Place) -> None:
    """A text in quotes of another kind."""
    scanner.report(WrongQuote(place, text))
    scanner.skip_rest()


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


SIGNS: dict[str, Handler] = {
    "label": _literal("LABEL", _read_label),
    "text": _literal("TEXT", read_text),
    "moment": _literal("MOMENT", read_moment),
    "day": _literal("DAY", read_day),
    "time": _literal("TIME", read_time),
    "quantity": _literal("QUANTITY", read_quantity),
    "number": plain("NUMBER"),
    "misdated": scan_misdated,
    "thousands": scan_malformed,
    "malformed": scan_malformed,
    "call": scan_call,
    "field": scan_field,
    "comma": scan_comma,
    "opening": scan_opening,
    "closing": scan_closing,
    "foreign": scan_foreign,
    "arrow": scan_arrow,
    "operator": scan_operator,
    "minus": scan_minus,
    "bar": plain("MARK"),
    "unclosed": scan_unclosed,
    "quote": scan_quote,
    "stray": scan_stray,
}
"""What to do with each group of the token pattern that is not of words."""
