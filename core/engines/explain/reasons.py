"""Why an outcome is what it is: pure data, for others to render."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.plan.nodes import HitPolicy

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Place
    from forecourt.core.engines.explain.values import Blames, Truth, Value
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.plan.outcome import Emitted, Outcome


@dataclass(frozen=True, slots=True)
class Operand:
    """What stood on one side of an atom; a record is given by its id."""

    expr: Expr
    value: Value


@dataclass(frozen=True, slots=True)
class ConditionReason:
    """A condition and what it came to.

    An atom has operands; `and`, `or`, `not`, `at least` and the quantifiers have conditions, a
    quantifier one for each element of its list, which then carry the element's id.
    """

    expr: Expr
    truth: Truth
    operands: tuple[Operand, ...] = ()
    conditions: tuple[ConditionReason, ...] = ()
    element: str | None = None


@dataclass(frozen=True, slots=True)
class RowReason:
    """A row that was looked at, and whether it holds; `condition` None for `otherwise`."""

    index: int
    condition: ConditionReason | None
    truth: Truth
    at: Place


@dataclass(frozen=True, slots=True)
class PassReason:
    """One evaluation of a decision's rows.

    `rows` are those looked at: up to the first that holds, or all, as the hit policy says.
    `taken` are the indices of those that gave the value, none if the fallback did. `blame` is of
    the unknown ones among the rows and of a missing value; `settled` says there was neither.
    """

    rows: tuple[RowReason, ...]
    taken: tuple[int, ...]
    value: Value
    settled: bool
    blame: Blames


@dataclass(frozen=True, slots=True)
class DecisionReason:
    """A decision for one record, reported or not.

    `certainty_pass` is None where no uncertain decision is read: it would be the same again.
    `doubts` are the uncertain decisions read, as (name, model, id).
    """

    name: str
    model: str
    id: str
    hit: HitPolicy
    reported: bool
    value: Value
    certain: bool
    blame: Blames
    value_pass: PassReason
    certainty_pass: PassReason | None
    doubts: tuple[tuple[str, str, str], ...]
    at: Place

    @property
    def row(self) -> int | None:
        """The index of the row taken; None if none was, or if several may be."""
        collects = self.hit in (HitPolicy.ALL, HitPolicy.SUM)
        return None if collects or not self.value_pass.taken else self.value_pass.taken[0]

    @property
    def ambiguous(self) -> bool:
        """Whether more than one row holds of which only one may."""
        holding = sum(row.truth is True for row in self.value_pass.rows)
        return self.hit is HitPolicy.UNIQUE and holding > 1


@dataclass(frozen=True, slots=True)
class OccurrenceReason:
    """One emission: the ordinal in its series, if it has one, and the values of its fields."""

    ordinal: int | None
    fields: tuple[tuple[str, Value], ...]
    emitted: Emitted


@dataclass(frozen=True, slots=True)
class EmissionReason:
    """An emission for one record: why it was made or not, and how often."""

    kind: str
    name: str
    model: str
    id: str
    condition: ConditionReason
    occurrences: tuple[OccurrenceReason, ...]
    blame: Blames
    at: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """An outcome with its reasons: of every decision evaluated and every emission considered.

    Both are in the order of the plan, then by subject id. Decisions include those that do not
    appear in the outcome, and those of the other root's records that were read.
    """

    outcome: Outcome
    decisions: tuple[DecisionReason, ...]
    emissions: tuple[EmissionReason, ...]
