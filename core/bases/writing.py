"""Values in normal form as SQL that gives them in the natural types of a base."""

from __future__ import annotations

from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import Many, Money, Number, Percent, Quantity, TimeOfDay, Type

WORKED_OUT = 19
"""Digits of a number that rules come to: a little more than those that are kept."""


def natural(kind: Type, value: str, digits: int = WORKED_OUT) -> str:
    """Return what gives a value in its natural type."""
    match kind:
        case Number() | Percent() | Quantity() | Money():
            return _decimal(value, decimals_kept(kind), digits)
        case TimeOfDay():
            return f"make_time({value} // 3600, {value} // 60 % 60, CAST({value} % 60 AS DOUBLE))"
        case Many(element):
            each = natural(element, "x", digits)
            return value if each == "x" else f"list_transform({value}, lambda x: {each})"
        case _:
            return value


def _decimal(value: str, decimals: int, digits: int) -> str:
    unit = f"CAST({10**-decimals:.{decimals}f} AS DECIMAL({decimals + 1},{decimals}))"
    whole = f"CAST({value} AS DECIMAL({WORKED_OUT},0))"
    return f"CAST({whole} * {unit} AS DECIMAL({digits},{decimals}))"
