"""The horizons of an outcome's statements, made of rows of horizons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.horizons.passes import ahead_of
from forecourt.core.plan.horizons import FAR, NEVER
from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.plan.outcome import Horizon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from forecourt.core.engines.record.horizons.layout import Layout
    from forecourt.core.engines.record.stages import Arrangement, Segment
    from forecourt.core.plan.nodes import Plan


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that a horizon is told of: where it stands in the order, and in the rows.

    `slot` None: time cannot change it.
    """

    order: tuple[int, str, int]
    kind: str
    name: str
    slot: int | None


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What is told of the records of a segment, `index` being its place in the result."""

    index: int
    model: str
    statements: tuple[Told, ...]


def told_of(plan: Plan, arrangement: Arrangement, layouts: Sequence[Layout]) -> tuple[ToldOf, ...]:
    """Return what is told of the records of the file."""
    own = [s for s in arrangement.segments if plan.schema.root_of(s.model) == arrangement.root]
    return tuple(
        ToldOf(s.index, s.model, tuple(_statements(plan, s, layouts[s.index]))) for s in own
    )


def _statements(plan: Plan, segment: Segment, layout: Layout) -> Iterator[Told]:
    places = {name: place for place, name in enumerate(plan.statements)}
    written = {id(each): place for place, each in enumerate((*plan.decisions, *plan.emissions))}

    def order(statement: Any) -> tuple[int, str, int]:
        place = places.get(statement.name, len(places))
        return place, statement.name, written[id(statement)]

    for decision in segment.decisions:
        if decision.reported:
            slot = layout.slots.get(ahead_of("both", decision))
            yield Told(order(decision), "decision", decision.name, slot)
        elif decision.hit is HitPolicy.UNIQUE:
            slot = layout.slots.get(ahead_of("value", decision))
            yield Told(order(decision), "violation", decision.name, slot)
    for emission in segment.emissions:
        slot = layout.slots.get(("emission", id(emission)))
        yield Told(order(emission), emission.kind, emission.name, slot)


def make_horizons(
    told: Sequence[ToldOf],
    rows: Sequence[Sequence[tuple[Any, ...]]],
    aheads: Sequence[Sequence[tuple[datetime, ...]]],
) -> tuple[Horizon, ...]:
    """Return the horizons that rows, and the rows of horizons beside them, stand for."""
    found: list[tuple[int, str, str, int, Horizon]] = []
    for of in told:
        for row, ahead in zip(rows[of.index], aheads[of.index], strict=True):
            for each in of.statements:
                at = NEVER if each.slot is None else ahead[each.slot]
                place, name, written = each.order
                horizon = Horizon(each.kind, name, of.model, row[0], None if at >= FAR else at)
                found.append((place, name, row[0], written, horizon))
    found.sort(key=_by_order)
    return tuple([horizon for *_, horizon in found])


def _by_order(found: tuple[int, str, str, int, Horizon]) -> tuple[int, str, str, int]:
    return found[:4]
