"""Formats of dates and times, as `M/D/YYYY` or as `%d.%m.%Y`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short_year>\d{2})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{2})",
    "H": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
}

DIRECTIVES = {"Y": "YYYY", "y": "YY", "m": "M", "d": "D", "H": "H", "M": "mm", "S": "ss"}
"""What the percent letters stand for; those that depend on a language are not among them."""

TOKEN = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))

CENTURY_TURN = 69
"""Two-digit years from here on are of the twentieth century, as is usual."""


class FormatError(ValueError):
    """A format cannot be read; its text says what was expected."""


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A format: as written, and what it matches."""

    text: str
    pattern: re.Pattern[str]

    @property
    def has_date(self) -> bool:
        """Whether it holds a whole date."""
        names = self.pattern.groupindex
        return "day" in names and "month" in names and bool({"year", "short_year"} & set(names))

    @property
    def has_time(self) -> bool:
        """Whether it holds a time of day."""
        return "hour" in self.pattern.groupindex


def read_date_format(text: str) -> DateFormat:
    """Return the format written as `text`.

    Raises:
        FormatError: it holds neither a date nor a time, names a part twice, or uses a percent
            letter that is not understood.
    """
    tokens = _tokens(text)
    pattern = TOKEN.sub(lambda match: PARTS[match[0]], re.escape(tokens))
    try:
        form = DateFormat(text, re.compile(pattern))
    except re.error:
        raise FormatError("a format that names each part of a date once") from None
    if not form.has_date and not form.has_time:
        raise FormatError("a format such as `M/D/YYYY`, `DD.MM.YYYY HH:mm` or `%d.%m.%Y`")
    return form


def parsed(text: str, form: DateFormat) -> date | datetime | time | None:
    """Return what `text` says by a format, or None if it is not of it or no such day exists."""
    match = form.pattern.fullmatch(text)
    if not match:
        return None
    part = {name: int(digits) for name, digits in match.groupdict().items()}
    try:
        return _built(part, form)
    except ValueError:
        return None


def _built(part: dict[str, int], form: DateFormat) -> date | datetime | time:
    clock = time(part.get("hour", 0), part.get("minute", 0), part.get("second", 0))
    if not form.has_date:
        return clock
    day = date(_year(part), part["month"], part["day"])
    return datetime.combine(day, clock) if form.has_time else day


def _year(part: dict[str, int]) -> int:
    if "year" in part:
        return part["year"]
    short = part["short_year"]
    return short + (1900 if short >= CENTURY_TURN else 2000)


def _tokens(text: str) -> str:
    if "%" not in text:
        return text

    def token(match: re.Match[str]) -> str:
        if match[1] not in DIRECTIVES:
            raise FormatError(f"one of {', '.join('%' + letter for letter in DIRECTIVES)}")
        return DIRECTIVES[match[1]]

    return re.sub(r"%(.?)", token, text)
