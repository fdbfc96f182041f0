"""What an engine returns for one file at one as-of moment: values, certainty, blame.

This is the lean form, in normal form and without labels or places; `forecourt.core.engines.report`
makes the full JSON shape of it. Two engines agree iff their outcomes are equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Blame(NamedTuple):
    """Something to ask for: a field (`loan:L1.due_on`), or a parameter to set."""

    kind: str
    """`field`, `parameter` or `calendar`."""
    text: str


class Decided(NamedTuple):
    """A reported decision. `value` None is none or missing; a record's value is its id."""

    name: str
    model: str
    id: str
    value: Any
    certain: bool
    row: int | None = None
    """The row taken, counted from 0; None where none was, or the hit policy is ALL or SUM."""


class Emitted(NamedTuple):
    """An emission. `fields` holds values in the order of `Emission.fields`, None where absent."""

    kind: str
    name: str
    model: str
    id: str
    occurrence: str | None
    fields: tuple[Any, ...]


class Missing(NamedTuple):
    """What to ask for, and the statements that it matters to, in plan order."""

    blame: Blame
    matters_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Decisions and emissions by statement in plan order, then by subject id; missing sorted.

    Subjects of one id, in the lists of several records, come by the ids of those, from the root on.
    A decision with more than one true row under hit policy unique adds an `Emitted` of kind
    `violation`, named as the decision, without occurrence and with empty fields.
    """

    root: str
    root_id: str
    decisions: tuple[Decided, ...]
    emissions: tuple[Emitted, ...]
    missing: tuple[Missing, ...]


class Horizon(NamedTuple):
    """Until when a statement goes on saying the same of a record, as long as no record changes.

    From the as-of moment up to `at`, a moment on the store's wall clock, the statement's part of
    the outcome stays as it is. `at` may come early, never late; None: it always stays.
    """

    kind: str
    """`decision`, or the kind of the emission: `task`, `approval`, `violation`, ..."""
    name: str
    model: str
    id: str
    at: datetime | None


class NextChange(NamedTuple):
    """The earliest moment at which an outcome can change by itself, and what can change then."""

    at: datetime
    what: tuple[Horizon, ...]


def next_change(horizons: Iterable[Horizon]) -> NextChange | None:
    """Return the least of the horizons of an outcome's statements; None if there is none."""
    there = [(one.at, one) for one in horizons if one.at is not None]
    if not there:
        return None
    least = min(at for at, _ in there)
    return NextChange(least, tuple(one for at, one in there if at == least))
