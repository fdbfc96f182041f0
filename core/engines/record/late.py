"""Decisions that only what an emission shows depends on: worked out once there is the emission.

Nobody reports them, nothing is certain or blamed by them, and no other function reads them; so
whether they were worked out for other records can't be seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import key_of, series_parts
from forecourt.core.engines.record.stages import is_same_record, parts_of, refs
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.engines.record.analysis import Key
    from forecourt.core.engines.record.stages import Arrangement, Segment


def with_late(arrangement: Arrangement) -> Arrangement:
    """Return the arrangement with the decisions named that are worked out late."""
    early = {
        key_of(ref)
        for segment in arrangement.segments
        for ref in (*_read_by_emissions(segment), *_read_elsewhere(segment, arrangement))
    }
    late: set[Key] = set()
    for segment in reversed(arrangement.segments):
        for decision in reversed(segment.decisions):
            key = (decision.name, decision.subject)
            if decision.reported or key in early or decision.hit is not n.HitPolicy.FIRST:
                early.update(key_of(ref) for ref in refs(parts_of(decision)))
            else:
                late.add(key)
    return replace(arrangement, late=frozenset(late))


def _read_by_emissions(segment: Segment) -> Iterator[n.Ref]:
    """Yield what emissions read for anything but the fields that they only show."""
    for emission in segment.emissions:
        parts: list[n.Expr] = [emission.condition, *emission.asks]
        parts += [expr for name, expr in emission.fields if name in emission.blamed]
        if emission.occurrence is not None:
            parts.append(emission.occurrence)
        if emission.per is not None:
            parts += series_parts(emission.per)
        yield from refs(parts)


def _read_elsewhere(segment: Segment, arrangement: Arrangement) -> Iterator[n.Ref]:
    """Yield what reads a decision of another segment, or of another record."""
    statements: Iterable[n.Decision | n.Emission] = (*segment.decisions, *segment.emissions)
    for statement in statements:
        for ref in refs(parts_of(statement)):
            place = arrangement.places[key_of(ref)]
            if place[0] != segment.index or not is_same_record(ref, segment.model):
                yield ref
