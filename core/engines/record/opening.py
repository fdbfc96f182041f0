"""Up to where the occurrences of a series have opened; their times never go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = tuple[int | None, int | None]
"""The last ordinal of a series that has opened, and the one after it; each None if there is none.

Neither is there if the series has no ordinals, or doesn't move on.
"""
BEYOND_THE_CALENDAR = 2**40
"""More than the seconds that there are, so that no series that moves on has as many ordinals."""


def opened(
    opens: Callable[..., Any], present: Any, first: int, last: int | None, *arguments: Any
) -> Opened:
    """Return up to where a series has opened; `opens` says of an ordinal when, None if unknown."""

    def has_come(ordinal: int) -> bool:
        moment = opens(ordinal, *arguments)
        return moment is not None and moment <= present

    end = first + BEYOND_THE_CALENDAR if last is None else last
    if end < first:
        return None, None
    if not has_come(first):
        return None, first
    step, low, high = 1, first, min(first + 1, end)
    while low < high and has_come(high):
        step *= 2
        low, high = high, min(high + step, end)
    if low == high:
        return last, None
    while high - low > 1:
        middle = (low + high) // 2
        if has_come(middle):
            low = middle
        else:
            high = middle
    return low, high


def counted(first: int, latest: int) -> Opened:
    """Return up to where a series has opened, `latest` being the last of all that could have."""
    return (latest, latest + 1) if latest >= first else (None, first)
