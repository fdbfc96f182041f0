"""What a test expects, and whether it was found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from forecourt.core.testing.found import emission_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.testing.found import Found, FoundItem, FoundValue
    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Expectation(ABC):
    """One `expect` line.

    `words` is what it expects as written; `subject` the id of the record that it is about, None
    if any record may meet it.
    """

    place: Place
    words: str
    subject: str | None

    @abstractmethod
    def unmet(self, found: Found) -> str | None:
        """Return what was found instead, None if the expectation is met."""

    def concerns(self, subject: str) -> bool:
        """Tell whether a record (`model:id`) is one that the line is about."""
        return self.subject is None or subject.partition(":")[2] == self.subject


@dataclass(frozen=True, slots=True)
class ExpectedValue(Expectation):
    """`expect NAME VALUE [uncertain]`: some record has it; `value` None stands for none.

    `decisions` are those that the name may mean, all of `type`.
    """

    name: str
    decisions: tuple[str, ...]
    type: Type
    value: Any
    certain: bool

    def unmet(self, found: Found) -> str | None:
        """Return the values that were found."""
        values = [one for one in found.values(self.decisions) if self.concerns(one.subject)]
        if any((one.value, one.certain) == (self.value, self.certain) for one in values):
            return None
        return _listed(self._said(one) for one in values) or f"no record with `{self.name}`"

    def _said(self, one: FoundValue) -> str:
        value = f"`{shown(one.value, self.type)}` for {one.subject}"
        if one.certain:
            return value
        asked = ", ".join(f"`{blame.text}`" for blame in sorted(one.blame))
        return f"{value}, uncertain without {asked}" if asked else f"{value}, uncertain"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a field of an emission must hold; a day is met by any moment on it."""

    field: str
    value: Any

    def is_met(self, one: FoundItem) -> bool:
        """Tell whether an emission has it."""
        value = one.fields.get(self.field)
        if isinstance(value, datetime) and not isinstance(self.value, datetime):
            return isinstance(self.value, date) and value.date() == self.value
        return bool(value == self.value)


@dataclass(frozen=True, slots=True)
class ExpectedItem(Expectation):
    """`expect [no] KIND NAME ...`: there is one that meets all demands, or none that does."""

    kind: str
    name: str
    demands: tuple[Demand, ...]
    negated: bool

    def unmet(self, found: Found) -> str | None:
        """Return the emissions of the name that were found."""
        items = [one for one in found.items(self.kind, self.name) if self.concerns(one.subject)]
        meeting = [one for one in items if all(demand.is_met(one) for demand in self.demands)]
        if bool(meeting) is not self.negated:
            return None
        told = meeting if self.negated else items
        return _listed(self._said(one, found.plan) for one in told) or f"no {self.kind} of the name"

    def _said(self, one: FoundItem, plan: Plan) -> str:
        told = dict.fromkeys(demand.field for demand in self.demands)
        types = types_of(plan, self.kind, self.name)
        values = [f"{name} `{shown(one.fields.get(name), types.get(name))}`" for name in told]
        return ", ".join([f"one for {one.subject}", *values])


@dataclass(frozen=True, slots=True)
class ExpectedGap(Expectation):
    """`expect [no] missing FIELD` and `expect [no] not_configured PARAMETER`."""

    kind: str
    name: str
    negated: bool

    def unmet(self, found: Found) -> str | None:
        """Return what is missing."""
        gaps = found.missing(self.kind)
        if any(self._is_meant(text) for text in gaps) is not self.negated:
            return None
        return _listed(f"`{text}`" for text in gaps) or "nothing missing"

    def _is_meant(self, text: str) -> bool:
        """Tell whether a gap such as `model:id.field` is of the name, with or without model."""
        if self.kind != "field":
            return text == self.name
        record, _, field = text.partition(".")
        model, _, id_ = record.partition(":")
        concerned = self.subject is None or id_ == self.subject
        return concerned and self.name in (field, f"{model}.{field}")


def types_of(plan: Plan, kind: str, name: str) -> dict[str, Type]:
    """Return the types of the fields of an emission; of its constants they are not known."""
    emission = emission_of(plan, kind, name)
    return {} if emission is None else {field: expr.type for field, expr in emission.fields}


def _listed(said: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(said))
