"""Reading many values of one type: what JSON usually has for it is taken straight.

A function made here agrees with `from_json` on every value: what it does not know at a glance it
gives to that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from forecourt.core.values import clock
from forecourt.core.values.ranges import KEPT
from forecourt.core.values.reading import Unfit, decimals_kept, from_json
from forecourt.core.values.types import (
    Day,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Text,
    Type,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.values.ranges import Interval

Reader = Callable[[Any], Any]

_DAY_SIZE = 10
_MOMENT_SIZE = 19
_DAYS = 10_000
"""Of how many days offsets are remembered: some 27 years."""
_PAIR = {"amount", "currency"}


def reader(kind: Type, zone: str, limits: Interval = KEPT) -> Reader:
    """Return a function that does with a value what `from_json` does with it and all of these."""

    def thorough(value: Any) -> Any:
        return from_json(value, kind, zone, limits)

    match kind:
        case Whole() | Number() | Percent() | Quantity():
            return _number(kind, limits, thorough)
        case Money():
            return _money(kind, limits, thorough)
        case Symbol():
            return _symbol(frozenset(kind.values), thorough)
        case Moment():
            return _moment(zone, thorough)
        case _:
            make = _BY_FORM.get(type(kind))
            return make(thorough) if make else thorough


def _yes_no(thorough: Reader) -> Reader:
    def read(value: Any) -> Any:
        return value if value is True or value is False else thorough(value)

    return read


def _number(kind: Type, limits: Interval, otherwise: Reader) -> Reader:
    scale = 10 ** decimals_kept(kind)
    low, high = max(limits.low, KEPT.low), min(limits.high, KEPT.high)

    def read(value: Any) -> Any:
        if type(value) is int:
            number = value * scale
            if low <= number <= high:
                return number
        elif type(value) is float and low <= value * scale <= high:
            # Of all numbers with at most 15 digits only one becomes a given float, and the
            # shortest that does, which is how the float is written, is that one.
            number = round(value * scale)
            if number / scale == value:
                return number
        return otherwise(value)

    return read


def _money(kind: Money, limits: Interval, thorough: Reader) -> Reader:
    read_plain = _number(kind, limits, thorough)
    read_amount = _number(kind, limits, _not_read)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            return read_plain(value)
        if value.keys() == _PAIR and value["currency"] == kind.currency is not None:
            number = read_amount(value["amount"])
            if number is not None:
                return number
        return thorough(value)

    return read


def _not_read(value: Any) -> None:
    return None


def _text(thorough: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is str and value and value.isascii() and "\0" not in value:
            return value
        return thorough(value)

    return read


def _symbol(values: frozenset[str], thorough: Reader) -> Reader:
    def read(value: Any) -> Any:
        return value if type(value) is str and value in values else thorough(value)

    return read


# Of the forms that `fromisoformat` takes, only ours have these lengths and these marks in these
# places.


def _day(thorough: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is str and len(value) == _DAY_SIZE and value[4] == value[7] == "-":
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return thorough(value)

    return read


def _moment(zone: str, thorough: Reader) -> Reader:
    offset_on = _offsets(zone)

    def read(value: Any) -> Any:
        if type(value) is str and len(value) >= _MOMENT_SIZE:
            offset = offset_on(value[:_DAY_SIZE])
            if offset is not None and value[10] == "T" and value[13] == value[16] == ":":
                try:
                    if len(value) == _MOMENT_SIZE:
                        return datetime.fromisoformat(value)
                    if value[_MOMENT_SIZE:] == offset:
                        return datetime.fromisoformat(value[:_MOMENT_SIZE])
                except ValueError:
                    pass
        return thorough(value)

    return read


@cache
def _offsets(zone: str) -> Callable[[str], str | None]:
    """Return what says with which offset the moments of a day are written in a zone, all of them.

    On such a day a moment with that offset, or with none, is on the wall clock as it is written.
    """
    read_day = reader(Day(), zone)

    @lru_cache(_DAYS)
    def offset_on(text: str) -> str | None:
        try:
            day: date = read_day(text)
        except Unfit:
            return None
        if clock.offset_all_day(day, zone) is None:
            return None
        return clock.aware(datetime.combine(day, time()), zone).isoformat()[_MOMENT_SIZE:]

    return offset_on


_BY_FORM: dict[type, Callable[[Reader], Reader]] = {
    YesNo: _yes_no,
    Text: _text,
    Reference: _text,
    Day: _day,
}
