"""How something moves with the clock, in one direction only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.horizons.clock import SECOND, later
from forecourt.core.plan.horizons import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Moving:
    """A known day, moment or whole number that nothing but the clock moves, for a while.

    `step` is the least by which it moves, negative if it falls; `reach` gives when it will have
    come to a bound that it hasn't come to yet. All of that holds `until` a moment, not beyond.
    """

    value: Any
    step: Any
    reach: Callable[[Any], datetime]
    until: datetime

    @property
    def rises(self) -> bool:
        """Whether it moves to what is later or more."""
        return bool(self.step > type(self.step)())

    def comes_to(self, bound: Any, *, beyond: int = 0) -> datetime:
        """Return when it comes to a bound, or so many steps beyond; never, if it is there."""
        try:
            aim = bound + beyond * self.step
        except OverflowError:
            return NEVER
        is_ahead = aim > self.value if self.rises else aim < self.value
        return self.reach(aim) if is_ahead else NEVER

    def moves_on(self) -> datetime:
        """Return when it is another value, or moves otherwise."""
        return min(self.until, self.comes_to(self.value, beyond=1))


def running(value: datetime, now: datetime, until: datetime) -> Moving:
    """Return a moment that runs with the clock, second for second."""
    return Moving(value, SECOND, lambda bound: later(now, bound - value), until)


def seconds(count: int) -> timedelta:
    """Return a time of so many seconds, the longest there is if they are too many."""
    return timedelta.max if count > timedelta.max // SECOND else timedelta(seconds=count)
