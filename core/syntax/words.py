"""Words: what the scanner makes of them, which depends on the words around.

A handler takes the scanner, what was matched and its place, and adds a token or a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.reading import ForeignWord, IsWithoutKnown
from forecourt.core.syntax import confusions
from forecourt.core.syntax.literals import FIXED_PHRASES, composed
from forecourt.core.syntax.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.diagnostics import Place
    from forecourt.core.syntax.scanner import Scanner

    Handler = Callable[[Scanner, str, Place], None]


def plain(terminal: str, value: object = None) -> Handler:
    """Return a handler for a token of one type, with one space between its words."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        scanner.add(terminal, " ".join(text.split()) if " " in text else text, place, value)

    return handle


def scan_word(scanner: Scanner, text: str, place: Place) -> None:
    """A single word, of which some have a meaning of their own."""
    if not text.isascii():
        text = composed(text)
        scanner.note_scripts(text, place)
    reserved = RESERVED_WORDS.get(text)
    if reserved:
        reserved(scanner, text, place)
    elif text.lower() in confusions.WORDS:
        scanner.report(ForeignWord(place, text, confusions.WORDS[text.lower()]))
    else:
        scanner.add("NAME", text, place)


# Reserved words ----------------------------------------------------------------------------


def scan_or(scanner: Scanner, _text: str, place: Place) -> None:
    """`or`; after a comma it is the `or` of `a, or b, whichever first`."""
    scanner.add("INFIX", ", or" if scanner.drop_comma() else "or", place)


def scan_else(scanner: Scanner, text: str, place: Place) -> None:
    """`else`; a comma before it is dropped."""
    scanner.drop_comma()
    scanner.add("INFIX", text, place)


def scan_where(scanner: Scanner, text: str, place: Place) -> None:
    """`where`: of an aggregate that has none yet, else a mark."""
    scanner.add("INFIX" if scanner.awaited.where else "MARK", text, place)
    scanner.awaited.where = max(0, scanner.awaited.where - 1)


def scan_to(scanner: Scanner, text: str, place: Place) -> None:
    """`to`: of `full years from a to b`, else a mark."""
    scanner.add("INFIX" if scanner.awaited.to else "MARK", text, place)
    scanner.awaited.to = max(0, scanner.awaited.to - 1)


def _shifting(literal: str) -> Handler:
    """Return a handler for a mark that is an operator directly after one type of literal."""

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        scanner.add("INFIX" if scanner.follows(literal) else "MARK", text, place)

    return handle


RESERVED_WORDS: dict[str, Handler] = {
    **{mark: plain("MARK") for mark in MARKS if mark.isalpha()},
    "and": plain("INFIX"),
    "in": plain("INFIX"),
    "not": plain("PREFIX", "not"),
    "or": scan_or,
    "else": scan_else,
    "yes": plain("YESNO", value=True),
    "no": plain("YESNO", value=False),
    "where": scan_where,
    "to": scan_to,
    "after": _shifting("QUANTITY"),
    "before": _shifting("QUANTITY"),
    "on": _shifting("TIME"),
}
"""Words that are more than names."""

# Words that are operators only before what they need ---------------------------------------


def scan_linking(scanner: Scanner, text: str, place: Place) -> None:
    """`has` and `reaches`: operators after an operand, names elsewhere."""
    terminal = "INFIX" if scanner.follows_operand() else "NAME"
    scanner.add(terminal, " ".join(text.split()), place)


def scan_is_in(scanner: Scanner, _text: str, place: Place) -> None:
    """`is` before a period (`day is this day`): the period is what it lies in."""
    scanner.add("INFIX", "in", place)


def scan_is_other(scanner: Scanner, text: str, place: Place) -> None:
    """`is` before anything that it does not go with."""
    scanner.report(IsWithoutKnown(place, " ".join(text.split())))


def scan_finish(scanner: Scanner, text: str, place: Place) -> None:
    """`whichever first`; the comma before it belongs to it."""
    scanner.drop_comma()
    scanner.add("POSTFIX", " ".join(text.split()), place)


def scan_aggregate(scanner: Scanner, text: str, place: Place) -> None:
    """`latest`, `count of`, `any other`: an aggregate, which may have a `where`."""
    scanner.awaited.where += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "aggregate")


def scan_later_of(scanner: Scanner, text: str, place: Place) -> None:
    """`the later of`: the next comma is its own."""
    scanner.awaited.comma += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "whichever")


def scan_full(scanner: Scanner, text: str, place: Place) -> None:
    """`full years from`: the next `to` is its own."""
    scanner.awaited.to += 1
    scanner.add("PREFIX", " ".join(text.split()), place, "full")


def _phrase(group: str) -> Handler:
    """Return a handler for a fixed phrase."""
    read = FIXED_PHRASES[group]

    def handle(scanner: Scanner, text: str, place: Place) -> None:
        scanner.add("FIXED", text, place, read(composed(text).replace("%", " ").split(), place))

    return handle


WORDS: dict[str, Handler] = {
    "word": scan_word,
    "known": plain("POSTFIX"),
    "not_in": plain("INFIX"),
    "is_in": scan_is_in,
    "is_other": scan_is_other,
    "twofold": plain("MARK"),
    "finish": scan_finish,
    "aggregate": scan_aggregate,
    "share": plain("PREFIX", "share"),
    "whichever": scan_later_of,
    "full": scan_full,
    "date_of": plain("PREFIX", "date of"),
    "linking": scan_linking,
    "if_present": plain("NAME"),
    **{group: _phrase(group) for group in FIXED_PHRASES},
}
"""What to do with each group of the token pattern that is of words."""
