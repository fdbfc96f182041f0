"""How something moves with the clock, in one direction only, in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.horizons.clock import LAST_DAY, LAST_MOMENT, after
from forecourt.core.engines.columns.horizons.combining import NEVER, least, where
from forecourt.core.engines.columns.sql import (
    DAY,
    MOMENT,
    ONE,
    TRUE,
    WHOLE,
    Literal,
    all_of,
    is_null,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

_LAST = {DAY: LAST_DAY, MOMENT: LAST_MOMENT}
_ON = {DAY: "day + days", MOMENT: "moment + seconds", WHOLE: "+"}


@dataclass(frozen=True)
class Moving:
    """A day, moment or whole number that, where it is known, only the clock moves, for a while.

    Where it isn't known nothing of this is to be read. `reach` gives when it will have come to a
    bound that it hasn't come to yet. All of that holds `until` a moment, not beyond.
    """

    value: Sql
    kind: str
    """The type of its column."""
    reach: Callable[[Sql], Sql]
    until: Sql
    rises: bool = True

    def comes_to(self, bound: Sql) -> Sql:
        """Return when it comes to a bound; never, if it is there, or if that is null."""
        return where(op(">" if self.rises else "<", bound, self.value), self.reach(bound))

    def goes_beyond(self, bound: Sql) -> Sql:
        """Return when it comes to the first step beyond a bound; never, if it is there."""
        not_beyond = op(">=" if self.rises else "<=", bound, self.value)
        step = ONE if self.rises else Literal(-1, WHOLE)
        reached = self.reach(op(_ON[self.kind], bound, step))
        return where(all_of(not_beyond, self._has_next(bound)), reached)

    def _has_next(self, bound: Sql) -> Sql:
        """Return whether there is a step beyond a bound; true if it wouldn't be reached anyway."""
        last = _LAST.get(self.kind)
        if last is None or self.reach(last) == NEVER:
            return TRUE
        return op("<", bound, last)

    def moves_on(self) -> Sql:
        """Return when it is another value, or moves otherwise."""
        return least(self.until, self.goes_beyond(self.value))


def running(value: Sql, until: Sql, scope: Scope) -> Moving:
    """Return a moment that runs with the clock, second for second."""
    return Moving(value, MOMENT, lambda bound: after(value, bound, scope), until)


def reached(of: Moving, bound: Sql) -> Sql:
    """Return when something comes to a bound that is ahead; never, where there is no such."""
    return where(is_null(bound), NEVER, of.reach(bound))


def next_midnight(moment: Sql) -> Sql:
    """Return when the day after that of a moment begins."""
    return op("midnight of", op("day + days", op("day of", moment), ONE))
