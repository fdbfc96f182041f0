"""Values in normal form, written as the rule language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.values.currencies import decimals_of
from forecourt.core.values.types import (
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
    Text,
    TimeOfDay,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from datetime import datetime, time

    from forecourt.core.values.types import Type

_UNITS = {
    Family.ELAPSED: ((3600, "hour"), (60, "minute"), (1, "second")),
    Family.DAYS: ((1, "day"),),
    Family.WORKING_DAYS: ((1, "working day"),),
    Family.MONTHS: ((12, "year"), (1, "month")),
}


def literal(value: Any, kind: Type, currency: str | None) -> str:
    """Return a value as rule text; `currency` is that of money that names none."""
    match kind:
        case YesNo():
            return "yes" if value else "no"
        case Number():
            return decimal(value, 6)
        case Percent():
            return f"{decimal(value, 4)} %"
        case Quantity():
            return f"{decimal(value, 6)} {kind.unit}"
        case Money():
            return _money(value, kind.currency or currency)
        case Duration():
            return _duration(value, kind.family)
        case Many():
            return f"({', '.join(literal(item, kind.element, currency) for item in value)})"
        case _:
            return _single(value, kind)


def _single(value: Any, kind: Type) -> str:
    match kind:
        case Whole():
            return str(value)
        case Text() | Reference():
            escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case Day():
            return f"{value:%Y-%m-%d}"
        case Moment():
            return f"{value:%Y-%m-%d} {_clock(value)}"
        case TimeOfDay():
            return _clock(value)
        case _:
            return str(value)


def decimal(value: int, decimals: int) -> str:
    """Return `value` / 10^`decimals`, exactly and without needless zeros."""
    whole, rest = divmod(abs(value), 10**decimals)
    digits = f"{rest:0{decimals}d}".rstrip("0") if rest else ""
    return f"{'-' if value < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def _money(value: int, currency: str | None) -> str:
    amount = decimal(value, decimals_of(currency))
    return f"{amount} {currency}" if currency else amount


def _duration(value: int, family: Family) -> str:
    """Return a duration in the largest unit that divides it."""
    size, unit = next(entry for entry in _UNITS[family] if value % entry[0] == 0)
    count = value // size
    if value == 0:
        unit = _UNITS[family][-1][1]
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _clock(value: datetime | time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
