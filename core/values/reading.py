"""One value, as record files and rules write it, brought to normal form.

Nothing is rounded, trimmed or guessed: what does not fit exactly is `Unfit`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import nearest
from forecourt.core.diagnostics.articles import with_article
from forecourt.core.values import clock
from forecourt.core.values.currencies import decimals_of
from forecourt.core.values.exact import (
    InexactError,
    RangeError,
    json_number,
    scaled,
    written_number,
    written_size,
)
from forecourt.core.values.ranges import KEPT
from forecourt.core.values.types import (
    DURATION_UNITS,
    Day,
    Duration,
    Family,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Type,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from forecourt.core.values.ranges import Interval

NUMBER_DECIMALS = 6
PERCENT_DECIMALS = 4

EXAMPLES = {
    Family.ELAPSED: "30 minutes",
    Family.DAYS: "7 days",
    Family.WORKING_DAYS: "2 working days",
    Family.MONTHS: "3 months",
}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_TIME_OF_DAY = re.compile(_TIME)
_MOMENT = re.compile(
    rf"({_DAY.pattern}[T ]{_TIME})(?:\.0+)?(Z|[+-][0-9]{{2}}:?[0-9]{{2}}(?::[0-9]{{2}})?)?"
)
_NUMBER_AND_UNIT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?(\D.*)")


class Unfit(ValueError):  # noqa: N818 - it says what is the matter with the value
    """A value that is not of the type it should be.

    `expected` says in plain words what would be right (`a date like 2026-03-01`); `nearest` is
    the right name most like a wrong one; `index` the place in a list, from 0.
    """

    def __init__(
        self, expected: str, *, nearest: str | None = None, index: int | None = None
    ) -> None:
        super().__init__(expected)
        self.expected = expected
        self.nearest = nearest
        self.index = index


class TooFar(Unfit):
    """A number that lies outside what its type can hold at all."""


class NoSuchTime(Unfit):
    """A date or moment in the right form that does not exist, such as 30 February."""


def from_json(value: Any, kind: Type, zone: str, limits: Interval = KEPT) -> Any:
    """Return the normal form of a value of a JSON document.

    Moments with an offset become wall clock time in `zone`, an IANA name; a wall clock time that
    the zone skips moves on by the gap. Money without a currency of its own takes plain numbers.
    `limits` are those of a number.

    Raises:
        Unfit: it is no value of the type, or a number that lies outside `limits`.
        forecourt.core.values.clock.UnknownZone: there is no such zone.
    """
    if limits is KEPT:
        return _READERS[type(kind)](value, kind, zone)
    try:
        number: int | None = _READERS[type(kind)](value, kind, zone)
    except TooFar:
        number = None
    if number is None or number not in limits:
        raise Unfit(_between(kind, limits))
    return number


def literal_number(text: str, kind: Type, *, size: int = 1) -> int:
    """Return the normal form of a number's digits in rule text, its unit read already.

    `size` is how many of the type's base unit one of the written unit is: "1.5" hours is
    `literal_number("1.5", Duration(Family.ELAPSED), size=3600)`.

    Raises:
        Unfit: the digits are not those of such a value, or are too many.
    """
    number = written_number(text)
    if number is None:
        raise Unfit("a number like 12 or 2.5")
    return _kept(number * size, kind)


def _kept(number: Decimal, kind: Type) -> int:
    """Return a number in the unit in which the type keeps it."""
    decimals = decimals_kept(kind)
    try:
        return scaled(number, decimals)
    except InexactError:
        plural = "" if decimals == 1 else "s"
        limit = f"at most {decimals} decimal{plural}" if decimals else "no decimals"
        raise Unfit(f"{_called(kind)} with {limit}") from None
    except RangeError:
        raise TooFar(_between(kind, KEPT)) from None


def _between(kind: Type, limits: Interval) -> str:
    low, high = (written_size(end, decimals_kept(kind)) for end in (limits.low, limits.high))
    return f"{_called(kind)} between {low} and {high}"


def decimals_kept(kind: Type) -> int:
    """Return with how many decimals numbers of a type are kept."""
    match kind:
        case Number() | Quantity():
            return NUMBER_DECIMALS
        case Percent():
            return PERCENT_DECIMALS
        case Money(currency):
            return decimals_of(currency)
        case _:
            return 0


def _called(kind: Type) -> str:
    match kind:
        case Percent():
            return "a percentage"
        case Money(currency):
            return f"an amount in {currency}" if currency else "an amount"
        case Quantity(unit):
            return f"a number of {unit}"
        case Duration(family):
            return f"a duration in {family.value}"
        case _:
            return with_article(str(kind))


# Numbers -----------------------------------------------------------------------------------


def _yes_no(value: Any, kind: YesNo, zone: str) -> bool:
    if isinstance(value, bool):
        return value
    raise Unfit("true or false")


def _number(value: Any, kind: Whole | Number, zone: str) -> int:
    number = json_number(value)
    if number is None:
        raise Unfit("a whole number" if isinstance(kind, Whole) else "a number like 2.5")
    return _kept(number, kind)


def _percent(value: Any, kind: Percent, zone: str) -> int:
    number = json_number(value)
    if number is None and isinstance(value, str):
        number = _number_of(value, "%")
    if number is None:
        raise Unfit("a percentage like 2.5 or `2.5 %`")
    return _kept(number, kind)


def _quantity(value: Any, kind: Quantity, zone: str) -> int:
    number = json_number(value)
    if number is None and isinstance(value, str):
        number = _number_of(value, kind.unit)
    if number is None and _is_pair(value, "value", "unit") and value["unit"] == kind.unit:
        number = json_number(value["value"])
    if number is None:
        raise Unfit(f"a number of {kind.unit} like 120 or `120 {kind.unit}`")
    return _kept(number, kind)


def _money(value: Any, kind: Money, zone: str) -> int:
    number = json_number(value)
    if number is None and kind.currency is None:
        raise Unfit("an amount as a number, because no currency is known here")
    if number is None and isinstance(value, str):
        number = _number_of(value, str(kind.currency))
    if number is None and _is_pair(value, "amount", "currency"):
        number = _amount(value, kind)
    if number is None:
        raise Unfit(f"an amount in {kind.currency} like 12.5 or `12.50 {kind.currency}`")
    return _kept(number, kind)


def _amount(value: dict[str, Any], kind: Money) -> Decimal | None:
    return json_number(value["amount"]) if value["currency"] == kind.currency else None


def _is_pair(value: Any, first: str, second: str) -> bool:
    return isinstance(value, dict) and value.keys() == {first, second}


def _number_of(text: str, unit: str) -> Decimal | None:
    """Return the number of a text such as `2.5 %`, if that is its unit."""
    found = _NUMBER_AND_UNIT.fullmatch(text)
    return written_number(found[1]) if found and found[2] == unit else None


def _duration(value: Any, kind: Duration, zone: str) -> int:
    found = _NUMBER_AND_UNIT.fullmatch(value) if isinstance(value, str) else None
    unit = DURATION_UNITS.get(found[2]) if found else None
    number = written_number(found[1]) if found else None
    if unit is None or number is None or unit.family is not kind.family:
        raise Unfit(f"a duration in {kind.family.value} like `{EXAMPLES[kind.family]}`")
    return _kept(number * unit.size, kind)


# Texts and names ---------------------------------------------------------------------------


def _text(value: Any, kind: Text, zone: str) -> str:
    if not isinstance(value, str):
        raise Unfit("a text")
    return _proper(value)


def _proper(text: str) -> str:
    """Return a text in NFC that every part of the system can keep."""
    if text.isascii():
        if "\0" in text:
            raise Unfit("a text without the character NUL")
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unfit("a text of whole Unicode characters") from None
    if "\0" in text:
        raise Unfit("a text without the character NUL")
    return unicodedata.normalize("NFC", text)


def _reference(value: Any, kind: Reference, zone: str) -> str:
    if not isinstance(value, str) or not value:
        raise Unfit(f"the id of {with_article(kind.model)} as text")
    return _proper(value)


def _symbol(value: Any, kind: Symbol, zone: str) -> str:
    if isinstance(value, str) and value in kind.values:
        return value
    if isinstance(value, str) and value and kind.open:
        return _proper(value)
    near = nearest(value, kind.values) if isinstance(value, str) else None
    listed = ", ".join(f"`{name}`" for name in kind.values)
    more = " or another name" if kind.open else ""
    raise Unfit(f"one of {listed}{more}" if listed else "a name", nearest=near)


# Dates and times ---------------------------------------------------------------------------


def _day(value: Any, kind: Day, zone: str) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise NoSuchTime("a day that exists in the calendar") from None
    raise Unfit("a date like 2026-03-01")


def _time_of_day(value: Any, kind: TimeOfDay, zone: str) -> time:
    if isinstance(value, str) and _TIME_OF_DAY.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            raise Unfit("a time between 00:00 and 23:59:59") from None
    raise Unfit("a time like 09:30")


def _moment(value: Any, kind: Moment, zone: str) -> datetime:
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit("a moment like 2026-03-01T09:00 or 2026-03-01T09:00:00+01:00, whole seconds")
    try:
        written = datetime.fromisoformat(found[1] + (found[2] or ""))
        return clock.to_wall(written, zone) if found[2] else clock.settle(written, zone)
    except clock.UnknownZone:
        raise
    except (ValueError, OverflowError):
        raise NoSuchTime("a day and time that exist in the calendar") from None


# Lists -------------------------------------------------------------------------------------


def _many(value: Any, kind: Many, zone: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise Unfit(f"a list, each {with_article(str(kind.element))}")
    read = _READERS[type(kind.element)]
    return tuple(_at(index, read, each, kind.element, zone) for index, each in enumerate(value))


def _at(index: int, read: Callable[[Any, Any, str], Any], value: Any, kind: Type, zone: str) -> Any:
    try:
        return read(value, kind, zone)
    except Unfit as unfit:
        raise Unfit(unfit.expected, nearest=unfit.nearest, index=index) from None


_READERS: dict[type, Callable[[Any, Any, str], Any]] = {
    YesNo: _yes_no,
    Whole: _number,
    Number: _number,
    Percent: _percent,
    Money: _money,
    Quantity: _quantity,
    Duration: _duration,
    Text: _text,
    Reference: _reference,
    Symbol: _symbol,
    Day: _day,
    Moment: _moment,
    TimeOfDay: _time_of_day,
    Many: _many,
}
