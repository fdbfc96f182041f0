"""What the rows of horizons hold, segment by segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import expressions_of, key_of
from forecourt.core.engines.record.horizons.passes import ahead_of
from forecourt.core.engines.record.stages import Statement, is_same_record, parts_of, refs
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.engines.record.horizons.forms import Forms
    from forecourt.core.engines.record.scope import Given
    from forecourt.core.engines.record.stages import Arrangement, Segment


@dataclass(frozen=True, slots=True)
class Layout:
    """The statements of a segment that time can change, and where their horizons stand in a row.

    `late` are decisions that are worked out only where an emission shows them. What isn't here
    stays for ever.
    """

    decisions: tuple[n.Decision, ...]
    late: tuple[n.Decision, ...]
    emissions: tuple[n.Emission, ...]
    slots: Mapping[Given, int] = field(default_factory=dict)

    @property
    def needs_both(self) -> bool:
        """Return whether the horizon of a decision's both passes stands in the row."""
        return any(slot[:2] == ("ahead", "both") for slot in self.slots)


def layouts_of(arrangement: Arrangement, forms: Forms) -> tuple[Layout, ...]:
    """Return what the rows of each segment hold."""
    read = _read_elsewhere(arrangement)
    return tuple(_layout(segment, arrangement, forms, read) for segment in arrangement.segments)


def _layout(
    segment: Segment, arrangement: Arrangement, forms: Forms, read: frozenset[tuple[str, str]]
) -> Layout:
    moving = [d for d in segment.decisions if not forms.is_still_decision((d.name, d.subject))]
    late = tuple(d for d in moving if (d.name, d.subject) in arrangement.late)
    early = tuple(d for d in moving if (d.name, d.subject) not in arrangement.late)
    emissions = tuple(
        e
        for e in segment.emissions
        if e.per is not None or not all(map(forms.is_still, expressions_of(e)))
    )
    slots: dict[Given, int] = {}
    for decision in early:
        is_read = (decision.name, decision.subject) in read
        if decision.reported or is_read:
            slots.setdefault(ahead_of("both", decision), len(slots))
        if is_read or (decision.hit is n.HitPolicy.UNIQUE and not decision.reported):
            slots.setdefault(ahead_of("value", decision), len(slots))
    for emission in emissions:
        slots["emission", id(emission)] = len(slots)
    return Layout(early, late, emissions, slots)


def _read_elsewhere(arrangement: Arrangement) -> frozenset[tuple[str, str]]:
    """Return the decisions that are read of another record, or in another segment."""
    found = set()
    for segment in arrangement.segments:
        statements: tuple[Statement, ...] = (*segment.decisions, *segment.emissions)
        for statement in statements:
            for ref in refs(parts_of(statement)):
                place = arrangement.places[key_of(ref)]
                if place[0] != segment.index or not is_same_record(ref, segment.model):
                    found.add(key_of(ref))
    return frozenset(found)


def doubts_below(arrangement: Arrangement) -> dict[int, frozenset[int]]:
    """Return for each segment those whose doubts can be seen in it: itself, and what it reads."""
    found: dict[int, frozenset[int]] = {}
    for segment in arrangement.segments:
        read = {
            arrangement.places[key_of(ref)][0]
            for decision in segment.decisions
            for ref in refs(parts_of(decision))
        }
        others = (found[index] for index in read if index != segment.index)
        found[segment.index] = frozenset({segment.index}).union(*others)
    return found
