"""The one division, and with it the one rounding, that every engine uses."""

from __future__ import annotations


def div(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, half away from zero.

    Raises:
        ValueError: `denominator` is zero.
    """
    if denominator == 0:
        raise ValueError("division by zero")
    magnitude = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return magnitude if (numerator < 0) == (denominator < 0) else -magnitude
