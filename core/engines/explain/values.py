"""What an expression can come to, and how that carries on through operations.

A value is known, none (there is none) or missing (not known, with what would have to be asked
for). A condition is true, false or unknown, with the same blame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.plan.outcome import Blame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Blames = frozenset[Blame]


@dataclass(frozen=True, slots=True)
class Known:
    """A value in normal form, or the record (`Held`) that the expression denotes."""

    value: Any


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is none."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Not known; `blame` is what to ask for."""

    blame: Blames


@dataclass(frozen=True, slots=True)
class Unknown:
    """A condition neither true nor false; `blame` is what keeps it so."""

    blame: Blames


NONE = Nothing()
BLAMELESS = Missing(frozenset())
"""Missing with nothing to ask for: a division by zero, a day beyond the calendar's years."""

Value = Known | Nothing | Missing
Truth = bool | Unknown


def union(blames: Iterable[Blames]) -> Blames:
    """Return all that is blamed by any."""
    return frozenset[Blame]().union(*blames)


def lift(apply: Callable[..., Value], *operands: Value) -> Value:
    """Return `apply` of the operands' values if all are known.

    None if any operand is none, else missing if any is missing, with the blame of those.
    """
    if any(operand is NONE for operand in operands):
        return NONE
    if any(isinstance(operand, Missing) for operand in operands):
        return Missing(blame_of_values(operands))
    return apply(*(operand.value for operand in operands if isinstance(operand, Known)))


def blame_of_values(values: Iterable[Value]) -> Blames:
    """Return the blame of those values that are missing."""
    return union(value.blame for value in values if isinstance(value, Missing))


def blame_of_truths(truths: Iterable[Truth]) -> Blames:
    """Return the blame of those conditions that are unknown."""
    return union(truth.blame for truth in truths if isinstance(truth, Unknown))


def truth_as_value(truth: Truth) -> Value:
    """Return a condition where a value is expected: yes, no, or missing."""
    return Missing(truth.blame) if isinstance(truth, Unknown) else Known(truth)


def negation(truth: Truth) -> Truth:
    """Kleene's not."""
    return truth if isinstance(truth, Unknown) else not truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene's and; of nothing, true."""
    truths = tuple(truths)
    if any(truth is False for truth in truths):
        return False
    if any(isinstance(truth, Unknown) for truth in truths):
        return Unknown(blame_of_truths(truths))
    return True


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene's or; of nothing, false."""
    truths = tuple(truths)
    if any(truth is True for truth in truths):
        return True
    if any(isinstance(truth, Unknown) for truth in truths):
        return Unknown(blame_of_truths(truths))
    return False


def at_least(number: int, truths: Iterable[Truth]) -> Truth:
    """True if `number` of the conditions are true whatever the unknown ones turn out to be."""
    truths = tuple(truths)
    true = sum(truth is True for truth in truths)
    possible = true + sum(isinstance(truth, Unknown) for truth in truths)
    if true >= number:
        return True
    return False if possible < number else Unknown(blame_of_truths(truths))
