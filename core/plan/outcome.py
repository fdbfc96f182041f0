"""What an engine returns for one file at one as-of moment: values, certainty, blame.

This is the lean form, in normal form and without labels or places; `forecourt.core.engines.report`
makes the full JSON shape of it. Two engines agree iff their outcomes are equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


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

    A decision with more than one true row under hit policy unique adds an `Emitted` of kind
    `violation`, named as the decision, without occurrence and with empty fields.
    """

    root: str
    root_id: str
    decisions: tuple[Decided, ...]
    emissions: tuple[Emitted, ...]
    missing: tuple[Missing, ...]
