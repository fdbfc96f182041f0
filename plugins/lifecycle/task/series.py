"""Calendars: series of days on which a task is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Operator
from forecourt.core.values.types import Whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.plan.nodes import Expr

ONE = plan.Const(1, Whole())


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days with the ordinals from `first` to `last` (None: without end).

    The days do not decrease with the ordinal; one that is none or missing is followed by no other.
    """

    first: Expr
    last: Expr | None
    at: Callable[[Expr], Expr]
    """The day with an ordinal."""
    following: Callable[[Expr], Expr]
    """The day after the one with an ordinal; none after the last."""
    occurrence: Callable[[Expr], Expr]
    """What tells the occurrence on that day from others, and stays the same."""
    left_out: Callable[[Expr], Expr] | None = None
    """The condition that a day is not there, though it has an ordinal."""
    when: Expr | None = None
    """What must be known before anything can be said of the days."""
    asks: tuple[Expr, ...] = ()
    """What it would be good to know, though some days are known without it."""


def regular(first: Expr, at: Callable[[Expr], Expr]) -> Calendar:
    """Return the calendar without end whose days go by their ordinals."""
    return Calendar(first, None, at, lambda n: at(next_ordinal(n)), lambda n: n)


def next_ordinal(ordinal: Expr) -> Expr:
    """Return the ordinal after this one."""
    return plan.Arithmetic(Operator.ADD, ordinal, ONE, Whole())
