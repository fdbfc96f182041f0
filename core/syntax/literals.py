"""Literals and fixed phrases: from what was written to what it stands for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.reading import (
    BadDate,
    BadNumber,
    NoSuchDay,
    UnknownEscape,
)
from forecourt.core.syntax.nodes import Period, Phrase, QuantityLiteral, RoleIs, Sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.syntax.nodes import Expression


class ReadingError(Exception):
    """A piece of text cannot be read; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


# Texts -------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}


def composed(text: str) -> str:
    """Return a text in Unicode normal form C."""
    return text if text.isascii() else normalize("NFC", text)


def read_text(quoted: str, place: Place) -> str:
    """Return what stands between the quotes, escapes resolved, in normal form C.

    Raises:
        ReadingError: a backslash is followed by something that has no meaning.
    """
    inner = quoted[1:-1]
    if "\\" not in inner:
        return composed(inner)
    for escape in _ESCAPE.finditer(inner):
        if escape[1] not in _ESCAPES:
            column = place.column + 1 + escape.start()
            raise ReadingError(UnknownEscape(Place(place.file, place.line, column, 2), escape[0]))
    return composed(_ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], inner))


# Numbers -----------------------------------------------------------------------------------

_NUMBER_FORM = "a number has digits and one point, and a space before its unit: `2.5 hours`"
_QUANTITY = re.compile(r"(-?[0-9.]+)[ ]*(.+)")
_NUMBER_AND_UNIT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([^\W\d]\w*)")


def read_quantity(written: str, place: Place) -> QuantityLiteral:
    """Return a number with its unit; a unit of two words has one space."""
    match = _QUANTITY.fullmatch(written)
    assert match, "the token pattern makes sure"
    return QuantityLiteral(match[1], composed(" ".join(match[2].split())), place)


def bad_number(written: str, place: Place) -> BadNumber:
    """Return what to say of digits that are no number."""
    right = _right_number(written)
    return BadNumber(place, written, f"write `{right}`" if right else _NUMBER_FORM)


def _right_number(written: str) -> str | None:
    plain = written.replace("_", "").replace(",", "")
    if plain.isdigit():
        return plain
    unit = _NUMBER_AND_UNIT.fullmatch(written)
    return f"{unit[1]} {unit[2]}" if unit else None


# Dates and times ---------------------------------------------------------------------------

_DATE_FORM = "write `2026-03-01`, `2026-03-01 09:30` or `09:30`, without a zone"
_LOOSE_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_REVERSED_DAY = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_LOOSE_TIME = re.compile(r"([0-9]{1,2}):([0-9]{1,2})")


def read_day(written: str, place: Place) -> date:
    """Return a date.

    Raises:
        ReadingError: the calendar has no such day.
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ReadingError(NoSuchDay(place, written, _why_no_day(written))) from None


def read_time(written: str, place: Place) -> time:
    """Return a time of day.

    Raises:
        ReadingError: the day has no such time.
    """
    try:
        return time.fromisoformat(written)
    except ValueError:
        reason = "a day goes from 00:00 to 23:59:59"
        raise ReadingError(NoSuchDay(place, written, reason)) from None


def read_moment(written: str, place: Place) -> datetime:
    """Return a date with a time of day.

    Raises:
        ReadingError: there is no such day or time.
    """
    day, clock = written[:10], written[10:].lstrip(" T")
    return datetime.combine(read_day(day, place), read_time(clock, place))


def _why_no_day(written: str) -> str:
    year, month = int(written[:4]), int(written[5:7])
    if month not in range(1, 13):
        return "months go from 01 to 12"
    if year == 0:
        return "years begin with 0001"
    return f"that month goes from 01 to {monthrange(year, month)[1]}"


def bad_date(written: str, place: Place) -> BadDate:
    """Return what to say of something that looks like a date or a time."""
    right = _right_date(written)
    return BadDate(place, written, f"write `{right}`" if right else _DATE_FORM)


def _right_date(written: str) -> str | None:
    if day := _LOOSE_DAY.fullmatch(written):
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    if clock := _LOOSE_TIME.fullmatch(written):
        return f"{int(clock[1]):02}:{int(clock[2]):02}"
    if (day := _REVERSED_DAY.fullmatch(written)) and day[1] == day[3]:
        return f"{day[4]}-{int(day[1]):02}-{int(day[3]):02}"
    return None


# Fixed phrases -----------------------------------------------------------------------------


def read_role_is(words: list[Any], place: Place) -> Expression:
    """`role X is present`."""
    _, role, _, state = words
    return RoleIs(role, "present" if state == "present" else "available", place)


def read_step_is(words: list[Any], place: Place) -> Expression:
    """`step X is done`."""
    return Phrase("step is", (words[1], words[3]), place)


def read_step_result(words: list[Any], place: Place) -> Expression:
    """`step X has result Y`."""
    return Phrase("step has result", (words[1], words[4]), place)


def read_has_role(words: list[Any], place: Place) -> Expression:
    """`has role X`."""
    return Phrase("has role", (words[2],), place)


def read_period(words: list[Any], place: Place) -> Expression:
    """`last month`."""
    which, unit = words
    return Period(which, unit, place)


def read_sample(words: list[Any], place: Place) -> Expression:
    """`sample 30 % by id`."""
    share = "".join(words[1:-2]).rstrip("%")
    return Sample(QuantityLiteral(share, "%", place), words[-1], place)


FIXED_PHRASES: dict[str, Callable[[list[Any], Place], Expression]] = {
    "role_is": read_role_is,
    "step_is": read_step_is,
    "step_result": read_step_result,
    "has_role": read_has_role,
    "period": read_period,
    "sample": read_sample,
}
"""What reads each fixed phrase, by its group in the token pattern."""
