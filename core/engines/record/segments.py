"""The hot function of a segment: values and emissions of one record, in a straight line.

What may be in doubt is looked at afterwards, and only where one of a few cheap tests says so.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import key_of
from forecourt.core.engines.record.certainty import (
    doubted_refs,
    doubted_segments,
    reads_doubtful,
    write_asking,
    write_read,
    write_test,
)
from forecourt.core.engines.record.code import any_of
from forecourt.core.engines.record.decided import keeps_row, row_given, value_of, write_decision
from forecourt.core.engines.record.emitted import write_emissions
from forecourt.core.engines.record.grouping import provide_groups
from forecourt.core.engines.record.records import subject_identity
from forecourt.core.engines.record.scope import SECOND, SUBJECT, Reading, Scope
from forecourt.core.engines.record.stages import parts_of

if TYPE_CHECKING:
    from forecourt.core.engines.record.emitted import Gate
    from forecourt.core.engines.record.scope import Function
    from forecourt.core.engines.record.source import Source
    from forecourt.core.engines.record.stages import Segment
    from forecourt.core.plan import nodes as n


def write_segment(source: Source, segment: Segment) -> Function:
    """Write the function of a segment; it takes a record, and gives its row."""
    scope = Scope(source, Reading.PLAIN, segment=segment.index)
    subject = scope.fresh(segment.model)
    scope.provide(SUBJECT, subject)
    if segment.model == source.root:
        scope.provide(("root",), subject)
    early = [d for d in segment.decisions if (d.name, d.subject) not in source.arrangement.late]
    for decision in segment.decisions:
        if decision not in early:
            scope.provide_late(value_of(decision), partial(_write_late, decision))
    provide_groups(scope, (part for decision in early for part in parts_of(decision)))
    triggers = [(decision, write_decision(scope, decision)) for decision in early]
    gates: list[Gate] = []
    emitted = write_emissions(scope, segment, gates)
    doubts = _write_doubts(scope, segment, triggers, gates)
    values = "".join(f"{_kept(scope, d)}, " for d in segment.decisions)
    rows = "".join(f"{scope.given(row_given(d))}, " for d in segment.decisions if keeps_row(d))
    identity = subject_identity(scope, segment.model)
    scope.write(f"return {identity}, ({values.rstrip()}), {emitted}, {doubts}, ({rows.rstrip()})")
    name = source.names.whole(f"decide_{segment.model}")
    return source.finish(("segment", segment.index), name, scope, subject)


def _write_late(decision: n.Decision, scope: Scope) -> None:
    write_decision(scope, decision)


def _kept(scope: Scope, decision: n.Decision) -> str:
    """Return the code for the value of a decision in the row, None if it is worked out late."""
    is_late = (decision.name, decision.subject) in scope.source.arrangement.late
    return "None" if is_late else scope.given(value_of(decision))


# What may be in doubt ---------------------------------------------------------------------


def _write_doubts(
    scope: Scope,
    segment: Segment,
    triggers_of: list[tuple[n.Decision, tuple[str, ...]]],
    gates: list[Gate],
) -> str:
    """Write, behind a test that something may be in doubt, what is; return the code for it."""
    source = scope.source
    decisions = [
        (decision, triggers)
        for decision, triggers in triggers_of
        if source.analysis.decisions[decision.name, decision.subject].uncertain
    ]
    emissions = [(i, e, triggers) for i, e, triggers in gates if triggers]
    if not decisions and not emissions:
        return "()"
    tests = [t for _, triggers in decisions for t in triggers]
    tests += [t for _, _, triggers in emissions for t in triggers]
    for decision, _ in decisions:
        tests += _elsewhere(scope, decision, segment)
    doubts = scope.fresh("doubts")
    scope.write(f"{doubts} = ()")
    with scope.block(f"if {any_of(tests) or 'False'}:"):
        found = scope.fresh("found")
        scope.write(f"{found} = []")
        for decision, triggers in decisions:
            _write_doubt(scope, segment, decision, triggers, found)
        for number, emission, triggers in emissions:
            _write_asking(scope, segment, number, emission, triggers, found)
        scope.write(f"{doubts} = tuple({found})")
    return doubts


def _elsewhere(scope: Scope, decision: n.Decision, segment: Segment) -> list[str]:
    segments = doubted_segments(scope.source, decision, segment)
    return [scope.given(("doubtful", index)) for index in segments]


def _write_doubt(
    scope: Scope, segment: Segment, decision: n.Decision, triggers: tuple[str, ...], found: str
) -> None:
    """Write the doubt of a decision, in a variable that those that read it have."""
    source = scope.source
    refs = doubted_refs(source, decision, segment)
    reading = [f"{scope.given(('doubt', *key_of(ref)))} is not None" for ref in refs]
    reading += _elsewhere(scope, decision, segment)
    doubt = scope.fresh(f"doubt_of_{decision.name}")
    scope.provide(("doubt", decision.name, decision.subject), doubt)
    scope.write(f"{doubt} = None")
    test = any_of((*triggers, *reading))
    if not test:
        return
    function = write_test(source, segment, decision)
    position = segment.decisions.index(decision)
    with scope.block(f"if {test}:"):
        if reads_doubtful(source, decision):
            reading = reading if triggers else []
            _write_passes(scope, segment, decision, function, doubt, any_of(reading))
        else:
            scope.write(f"{doubt} = {scope.call(function)}")
        with scope.block(f"if {doubt} is not None:"):
            scope.write(f"{found}.append(({position}, *{doubt}))")


def _write_passes(
    scope: Scope,
    segment: Segment,
    decision: n.Decision,
    function: Function,
    doubt: str,
    reading: str,
) -> None:
    first = scope.fresh("first")
    scope.provide(SECOND, "False")
    scope.write(f"{first} = {scope.call(function)}")
    with scope.block(f"if {reading}:") if reading else nullcontext():
        read = write_read(scope.source, segment, decision)
        scope.provide(SECOND, "True")
        arguments = [first, scope.call(function), read.name, *map(scope.supply, read.requests)]
        scope.write(f"{doubt} = settle_passes({', '.join(arguments)})")
    if reading:
        with scope.block("else:"):
            scope.write(f"{doubt} = alone({first})")


def _write_asking(
    scope: Scope,
    segment: Segment,
    number: int,
    emission: n.Emission,
    triggers: tuple[str, ...],
    found: str,
) -> None:
    function = write_asking(scope.source, segment, emission)
    asked = scope.fresh("asked")
    with scope.block(f"if {any_of(triggers) or 'False'}:"):
        scope.write(f"{asked} = {scope.call(function)}")
        with scope.block(f"if {asked}:"):
            scope.write(f"{found}.append(({len(segment.decisions) + number}, {asked}))")
