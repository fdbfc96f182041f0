"""Numbers as they are written, brought to whole numbers of a small unit without rounding."""

from __future__ import annotations

import re
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation
from typing import Any

from forecourt.core.values.types import WHOLE_LIMIT

_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])
_LONG = 7
"""From ten million on nobody counts the zeros."""
_LITERAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


class InexactError(ValueError):
    """A number has more decimals than can be kept."""


class RangeError(ValueError):
    """A number lies outside ±10^15 of the unit in which it is kept."""


def json_number(value: Any) -> Decimal | None:
    """Return a number of a JSON document, as it is written there; None if it is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    return value if isinstance(value, Decimal) else None


def written_number(text: str) -> Decimal | None:
    """Return a number written in digits with a decimal point; None if it is none."""
    return Decimal(text) if _LITERAL.fullmatch(text) else None


def scaled(number: Decimal, decimals: int) -> int:
    """Return `number` × 10^`decimals`, which must be a whole number.

    Raises:
        InexactError: the number has more decimals.
        RangeError: the result lies outside ±10^15, or the number is no finite one.
    """
    if not number.is_finite() or number.adjusted() + decimals > len(str(WHOLE_LIMIT)):
        raise RangeError
    try:
        whole = number.scaleb(decimals, _EXACT).to_integral_exact(context=_EXACT)
    except DecimalException:
        raise InexactError from None
    if abs(whole) > WHOLE_LIMIT:
        raise RangeError
    return int(whole)


def unscaled(whole: int, decimals: int) -> Decimal:
    """Return `whole` / 10^`decimals`."""
    return Decimal(whole).scaleb(-decimals, _EXACT)


def written_size(whole: int, decimals: int) -> str:
    """Return `whole` / 10^`decimals`; many zeros as a power of ten: `10^12`, `5*10^20`."""
    number = unscaled(whole, decimals)
    sign, (first, *others), _ = number.as_tuple()
    if number.adjusted() < _LONG or any(others):
        return f"{number.normalize(_EXACT):f}"
    times = "" if first == 1 else f"{first}*"
    return f"{'-' if sign else ''}{times}10^{number.adjusted()}"
