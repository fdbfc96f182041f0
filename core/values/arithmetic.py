"""The one division, and with it the one rounding, that every engine uses; the scales of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.values.types import MILLION, Number, Percent, Quantity

if TYPE_CHECKING:
    from forecourt.core.values.types import Type


def div(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, half away from zero.

    Raises:
        ValueError: `denominator` is zero.
    """
    if denominator == 0:
        raise ValueError("division by zero")
    magnitude = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return magnitude if (numerator < 0) == (denominator < 0) else -magnitude


def scale(kind: Type) -> int:
    """Return how many of the units in which a type is kept make one; a percent is a fraction."""
    return MILLION if isinstance(kind, Number | Percent | Quantity) else 1
