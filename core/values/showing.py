"""One value in normal form, written out: for record files, and for people."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.values import clock
from forecourt.core.values.exact import unscaled
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import (
    DURATION_UNITS,
    Duration,
    Family,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Type,
    YesNo,
)

if TYPE_CHECKING:
    from decimal import Decimal

_WRITTEN_UNITS = {
    Family.ELAPSED: ("hour", "minute", "second"),
    Family.DAYS: ("day",),
    Family.WORKING_DAYS: ("working day",),
    Family.MONTHS: ("year", "month"),
}
"""The units in which durations are written, the largest first."""


def to_json(value: Any, kind: Type, zone: str) -> Any:
    """Return a value in normal form as record files hold it.

    `from_json` of the result is the value again. Moments carry the offset that `zone`, an IANA
    name, has at them; money carries its currency, if the type has one.
    """
    match kind:
        case Number() | Percent() | Quantity():
            return plain_number(value, kind)
        case Money(currency):
            amount = plain_number(value, kind)
            return {"amount": amount, "currency": currency} if currency else amount
        case Duration():
            return _duration(value, kind)
        case Moment():
            return clock.aware(value, zone).isoformat()
        case Many(element):
            return [to_json(each, element, zone) for each in value]
        case _:
            return value.isoformat() if isinstance(value, date | time) else value


def show(value: Any, kind: Type) -> str:
    """Return a value in normal form as people read it: `2.5 %`, `12 kg`, `7 days`, `H`."""
    match kind:
        case YesNo():
            return "yes" if value else "no"
        case Number():
            return f"{_decimal(value, kind):f}"
        case Percent():
            return f"{_decimal(value, kind):f} %"
        case Quantity(unit):
            return f"{_decimal(value, kind):f} {unit}"
        case Money(currency):
            amount = f"{unscaled(value, decimals_kept(kind)):f}"
            return f"{amount} {currency}" if currency else amount
        case Duration():
            return _duration(value, kind)
        case Many(element):
            return ", ".join(show(each, element) for each in value)
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    """Return a text, name, whole number, date, or a time without seconds that are zero."""
    if isinstance(value, datetime):
        return f"{value.date().isoformat()} {_plain(value.time())}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _decimal(value: int, kind: Type) -> Decimal:
    """Return a number as it is written, without zeros at the end of its decimals."""
    number = unscaled(value, decimals_kept(kind))
    return (
        number.to_integral_value() if number == number.to_integral_value() else number.normalize()
    )


def plain_number(value: int, kind: Type) -> int | float:
    """Return a number for JSON, without its unit; exact, since all are kept in 15 digits."""
    number = _decimal(value, kind)
    return int(number) if number == int(number) else float(number)


def _duration(value: int, kind: Duration) -> str:
    """Return a duration in the largest unit that says it in a whole number; never in weeks."""
    units = _WRITTEN_UNITS[kind.family]
    unit = next((unit for unit in units if value and value % _size(unit) == 0), units[-1])
    count = value // _size(unit)
    return f"{count} {unit if abs(count) == 1 else unit + 's'}"


def _size(unit: str) -> int:
    return DURATION_UNITS[unit].size
