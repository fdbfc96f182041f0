"""JSON texts: their data, on which line each value stands, and what is wrong, in plain words."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.records import NameTwice, NotJson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Location = tuple[int | str, ...]
"""The way from the top of a JSON text to a value: names, and places in lists from 0."""

REASONS = {
    "Expecting value": "a value is missing, or is none that JSON has",
    "Expecting property name": "a name in double quotation marks is missing",
    "Expecting ':'": "a colon is missing after a name",
    "Expecting ','": "a comma or a closing bracket is missing",
    "Illegal trailing comma": "a comma stands before a closing bracket",
    "Unterminated string": "a quotation mark is never closed",
    "Invalid control character": "a text holds a line end or another control character",
    "Invalid \\": "a backslash stands before something that needs none",
    "Extra data": "text follows where the value has ended",
}
"""What the reader of the standard library finds wrong, by how it begins to say so."""

MOST_DIGITS = 1000
"""Digits before the point, or after it, that a number may have."""

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


class Parsed(NamedTuple):
    """What a JSON text holds."""

    data: Any
    """None where the text is broken."""
    broken: NotJson | None
    twice: tuple[tuple[Location, NameTwice], ...]
    """Names that stand twice in one object, with the object; the last value of each counts."""


def parse_json(text: str, start: Place) -> Parsed:
    """Return the data of a JSON text that begins at `start`, and what is wrong with it.

    Numbers with a decimal point are read as `Decimal`, as written; `NaN` and `Infinity`, which
    JSON does not have, are refused, as are numbers of more than a thousand digits.
    """
    names, place = _Names(), _placing(text, start)
    try:
        data = json.loads(
            text,
            parse_int=_whole,
            parse_float=exact_number,
            parse_constant=_refused,
            object_pairs_hook=names.noted,
        )
    except json.JSONDecodeError as error:
        return Parsed(None, _broken(error, place(error.pos)), ())
    except NumberUnfit as unfit:
        where = place(_offset_of(unfit.written, text))
        return Parsed(None, NotJson(where, str(unfit)), ())
    except RecursionError:
        where = place(_deepest(text))
        return Parsed(None, NotJson(where, "its brackets are nested too deeply"), ())
    return Parsed(data, None, tuple(_twice(text, place)) if names.any_twice else ())


def _broken(error: json.JSONDecodeError, place: Place) -> NotJson:
    if error.msg.startswith("Extra data") and error.doc[error.pos] in "{[":
        advice = "put them into one list, `[..., ...]`, or each on a line of its own"
        return NotJson(place, "more than one value in the file", advice)
    return NotJson(place, reason_of(error))


def goes_on_below(text: str) -> bool:
    """Tell whether a text begins with a value of JSON that does not end on its first line."""
    first, _, _ = text.partition("\n")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return end > len(first)


def reason_of(error: json.JSONDecodeError) -> str:
    """Return what the standard library finds wrong with a text, in words of ours."""
    reasons = (reason for start, reason in REASONS.items() if error.msg.startswith(start))
    return next(reasons, "it is not written as JSON is")


def place_finder(text: str, start: Place) -> Callable[[Location], Place]:
    """Return what tells where a value of a valid JSON text stands, or the nearest above it.

    The text begins at `start`.
    """

    @cache
    def places() -> dict[Location, Place]:
        place = _placing(text, start)
        return {one.location: place(one.offset) for one in _steps(text) if not one.is_name}

    def place_of(location: Location) -> Place:
        while location not in places():
            location = location[:-1]
        return places()[location]

    return place_of


# Numbers -----------------------------------------------------------------------------------


class NumberUnfit(ValueError):  # noqa: N818 - it says what is the matter with the number
    """A number that cannot be kept: what is the matter, and how it is `written`."""

    def __init__(self, reason: str, written: str) -> None:
        super().__init__(reason)
        self.written = written


def exact_number(written: str) -> Decimal:
    """Return a number with a fraction as it is written.

    Raises:
        NumberUnfit: to write it out would take no end of digits.
    """
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise NumberUnfit("a number has too many digits", written) from None
    if abs(number.adjusted()) > MOST_DIGITS:
        raise NumberUnfit("a number has too many digits", written)
    return number


def _whole(written: str) -> int:
    if len(written) > MOST_DIGITS:
        raise NumberUnfit("a number has too many digits", written)
    return int(written)


def _refused(constant: str) -> NoReturn:
    raise NumberUnfit(f"`{constant}` is no number", constant)


def _offset_of(word: str, text: str) -> int:
    """Return where a bare word first stands, quoted texts left aside."""
    return next((match.start() for match in _WORD.finditer(text) if match[0] == word), 0)


# Names -------------------------------------------------------------------------------------


class _Names:
    """Tells whether any object of a text has a name twice."""

    any_twice = False

    def noted(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the data of an object."""
        data = dict(pairs)
        self.any_twice = self.any_twice or len(data) < len(pairs)
        return data


def _twice(text: str, place: Callable[[int], Place]) -> Iterator[tuple[Location, NameTwice]]:
    """Yield each name that stands in its object already, with the way to the object."""
    first: dict[Location, int] = {}
    for name in filter(_is_name, _steps(text)):
        before = first.setdefault(name.location, name.offset)
        if before != name.offset:
            *path, word = name.location
            found = NameTwice(place(name.offset), str(word), place(before))
            yield tuple(path), found


def _is_name(step: _Step) -> bool:
    return step.is_name


# Places ------------------------------------------------------------------------------------


class _Step(NamedTuple):
    """A value, or a name before one: the way to it, and at which character it begins."""

    location: Location
    offset: int
    is_name: bool = False


def _steps(text: str) -> Iterator[_Step]:
    """Yield the names and values of a valid JSON text in their order."""
    steps: list[int | str] = []
    in_object: list[bool] = []
    name_follows = False
    for match in _WORD.finditer(text):
        word = match[0]
        if word in "}]":
            in_object.pop()
            steps.pop()
            name_follows = False
        elif word == ",":
            name_follows = in_object[-1]
            if not name_follows:
                steps[-1] = int(steps[-1]) + 1
        elif word == ":":
            name_follows = False
        elif name_follows:
            steps[-1] = json.loads(word, strict=False)
            yield _Step(tuple(steps), match.start(), is_name=True)
        else:
            yield _Step(tuple(steps), match.start())
            if word in "{[":
                name_follows = word == "{"
                in_object.append(name_follows)
                steps.append("" if name_follows else 0)


def _placing(text: str, start: Place) -> Callable[[int], Place]:
    """Return what tells on which line and column a character of a text stands."""

    @cache
    def starts() -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", text))]

    def place(offset: int) -> Place:
        line = bisect_right(starts(), offset)
        column = offset - starts()[line - 1] + (start.column if line == 1 else 1)
        return Place(start.file, start.line + line - 1, column)

    return place


def _deepest(text: str) -> int:
    """Return at which character the first of the innermost brackets stands."""
    depth = deepest = offset = 0
    for match in _WORD.finditer(text):
        depth += (match[0] in "{[") - (match[0] in "}]")
        if depth > deepest:
            deepest, offset = depth, match.start()
    return offset
