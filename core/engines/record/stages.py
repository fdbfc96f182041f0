"""Which functions a plan becomes for a root: one for each model, more where order asks for it.

A decision that reads another record's decision has to wait until that is made for all records of
its model. So decisions and emissions fall into stages; those of one model and stage make a
segment, in the order written, divided where it would be a very long function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import (
    expressions_of,
    key_of,
    within,
)
from forecourt.core.engines.record.below import empty_record
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.engines.record.analysis import Key

Statement = n.Decision | n.Emission

HEAVY = 4_000
"""How many expressions one function is made of, at most if its first statement isn't more."""


@dataclass(slots=True)
class Segment:
    """What one function decides and emits for each record of a model."""

    index: int
    model: str
    decisions: list[n.Decision] = field(default_factory=list)
    emissions: list[n.Emission] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The segments for the files of a root, in the order in which they run.

    `places` says of each decision in which segment it is, and where in it; `late` are those that
    are worked out only where an emission shows them. `empty_store` is the one record that stands
    for a store that isn't given; None where there is no root beside this one.
    """

    root: str
    segments: tuple[Segment, ...]
    places: dict[Key, tuple[int, int]]
    late: frozenset[Key] = frozenset()
    empty_store: Any = None


def arrange(plan: n.Plan, root: str) -> Arrangement:
    """Return the functions that a plan becomes for the files of a root."""
    statements: tuple[Statement, ...] = (*_needed(plan, root), *_emissions(plan, root))
    stages = _stages(statements)
    segments: list[Segment] = []
    for stage, model in sorted({(stages[id(each)], each.subject) for each in statements}):
        of_stage = [e for e in statements if stages[id(e)] == stage and e.subject == model]
        segments.extend(_divided(of_stage, model, len(segments)))
    places = {
        (decision.name, decision.subject): (segment.index, position)
        for segment in segments
        for position, decision in enumerate(segment.decisions)
    }
    others = [model for model in plan.schema.roots if model != root]
    empty_store = empty_record(plan.schema.models[others[0]]) if others else None
    return Arrangement(root, tuple(segments), places, empty_store=empty_store)


def is_same_record(ref: n.Ref, subject: str) -> bool:
    """Return whether a decision is read of the subject itself, whose model is `subject`."""
    return isinstance(ref.of, n.Subject) or (isinstance(ref.of, n.Root) and ref.of.model == subject)


def refs(exprs: Iterable[n.Expr]) -> Iterator[n.Ref]:
    """Yield all that read a decision, anywhere within the expressions."""
    waiting = list(exprs)
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, n.Ref):
            yield expr
        waiting.extend(within(expr))


def parts_of(statement: Statement) -> Iterator[n.Expr]:
    """Yield the expressions of a decision or emission."""
    if isinstance(statement, n.Emission):
        yield from expressions_of(statement)
        return
    for row in statement.rows:
        if row.condition is not None:
            yield row.condition
        yield row.value
    yield statement.fallback


def _needed(plan: n.Plan, root: str) -> tuple[n.Decision, ...]:
    """Return the decisions of a root's statements, and those of another root that these read."""
    by_key = {(decision.name, decision.subject): decision for decision in plan.decisions}
    own = [d for d in plan.decisions if plan.schema.root_of(d.subject) == root]
    wanted = {(d.name, d.subject) for d in own}
    waiting: list[Statement] = [*own, *_emissions(plan, root)]
    while waiting:
        for ref in refs(parts_of(waiting.pop())):
            if key_of(ref) not in wanted:
                wanted.add(key_of(ref))
                waiting.append(by_key[key_of(ref)])
    return tuple(decision for key, decision in by_key.items() if key in wanted)


def _emissions(plan: n.Plan, root: str) -> tuple[n.Emission, ...]:
    return tuple(e for e in plan.emissions if plan.schema.root_of(e.subject) == root)


def _stages(statements: Iterable[Statement]) -> dict[int, int]:
    stages: dict[int, int] = {}
    of_decision: dict[Key, int] = {}
    for statement in statements:
        stage = max(
            (
                of_decision[key_of(ref)] + (not is_same_record(ref, statement.subject))
                for ref in refs(parts_of(statement))
            ),
            default=0,
        )
        stages[id(statement)] = stage
        if isinstance(statement, n.Decision):
            of_decision[statement.name, statement.subject] = stage
    return stages


def _divided(statements: Iterable[Statement], model: str, first: int) -> list[Segment]:
    segments = [Segment(first, model)]
    weight = 0
    for statement in statements:
        own = _weight(statement)
        if weight and weight + own > HEAVY:
            segments.append(Segment(first + len(segments), model))
            weight = 0
        weight += own
        if isinstance(statement, n.Decision):
            segments[-1].decisions.append(statement)
        else:
            segments[-1].emissions.append(statement)
    return segments


def _weight(statement: Statement) -> int:
    waiting = list(parts_of(statement))
    count = 0
    while waiting:
        count += 1
        waiting.extend(within(waiting.pop()))
    return count
