"""What the rules say of the records that a test gives, from both engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.engines.explain.emissions import given as plain_value
from forecourt.core.values.showing import show

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forecourt.core.engines.explain import Explanation
    from forecourt.core.plan.nodes import Emission, Plan
    from forecourt.core.plan.outcome import Blame, Emitted
    from forecourt.core.values.types import Type


class FoundValue(NamedTuple):
    """A decision for one record; `value` None where there is none or it is missing."""

    subject: str
    value: Any
    certain: bool
    blame: frozenset[Blame]


class FoundItem(NamedTuple):
    """An emission for one record, with its fields and constants by name."""

    subject: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """All that a test's records come to: one explanation for each root that is given."""

    plan: Plan
    explanations: tuple[Explanation, ...]

    def values(self, names: Collection[str]) -> Iterator[FoundValue]:
        """Yield what decisions, reported or not, come to for each record."""
        for explanation in self.explanations:
            for one in explanation.decisions:
                if one.name in names:
                    subject = f"{one.model}:{one.id}"
                    yield FoundValue(subject, plain_value(one.value), one.certain, one.blame)

    def items(self, kind: str, name: str) -> Iterator[FoundItem]:
        """Yield the emissions of a kind and name."""
        for explanation in self.explanations:
            for one in explanation.outcome.emissions:
                if (one.kind, one.name) == (kind, name):
                    yield FoundItem(f"{one.model}:{one.id}", self._fields(one))

    def missing(self, kind: str) -> tuple[str, ...]:
        """Return what would have to be asked (`field`) or set (`parameter`)."""
        return tuple(
            one.blame.text
            for explanation in self.explanations
            for one in explanation.outcome.missing
            if one.blame.kind == kind
        )

    def _fields(self, one: Emitted) -> dict[str, Any]:
        emission = emission_of(self.plan, one.kind, one.name)
        if emission is None:
            return {}
        names = (name for name, _ in emission.fields)
        return {**emission.constants, **dict(zip(names, one.fields, strict=True))}


def emission_of(plan: Plan, kind: str, name: str) -> Emission | None:
    """Return the emission of a kind and name; None if the plan has none."""
    return next((one for one in plan.emissions if (one.kind, one.name) == (kind, name)), None)


def shown(value: Any, of: Type | None) -> str:
    """Return a value as people read it, `none` where there is none."""
    if value is None:
        return "none"
    if isinstance(value, list | tuple) and of is None:
        return ", ".join(map(str, value))
    return str(value) if of is None else show(value, of)
