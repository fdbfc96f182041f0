"""Horizons of several put together to one, after Kleene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.values import Truth
from forecourt.core.plan.horizons import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Judged = tuple[Truth, "datetime"]
"""What a condition comes to, and until when it does."""


def least(horizons: Iterable[datetime]) -> datetime:
    """Return the least of several horizons; of none, never."""
    return min(horizons, default=NEVER)


def conjunction(parts: Iterable[Judged]) -> datetime:
    """Return the horizon of `and`: false, the last of the false ones; else the least of all."""
    return _settled_by(False, parts)


def disjunction(parts: Iterable[Judged]) -> datetime:
    """Return the horizon of `or`: true, the last of the true ones; else the least of all."""
    return _settled_by(True, parts)


def _settled_by(decisive: bool, parts: Iterable[Judged]) -> datetime:
    judged = list(parts)
    deciding = [until for truth, until in judged if truth is decisive]
    return max(deciding) if deciding else least(until for _, until in judged)


def at_least(number: int, parts: Iterable[Judged]) -> datetime:
    """Return the horizon of `at least`: until so many are gone of those that settle it.

    True with t true: the (t - n + 1)-th of the true ones. False with f false of m: the
    (f - (m - n + 1) + 1)-th of the false ones. Unknown: the least of all.
    """
    judged = list(parts)
    true = sorted(until for truth, until in judged if truth is True)
    false = sorted(until for truth, until in judged if truth is False)
    if len(true) >= number:
        return _after(len(true) - number, true)
    if len(judged) - len(false) < number:
        return _after(len(false) - (len(judged) - number + 1), false)
    return least(until for _, until in judged)


def _after(spare: int, horizons: list[datetime]) -> datetime:
    """Return when more than the spare ones are gone, the horizons being in order."""
    return horizons[spare] if spare < len(horizons) else NEVER
