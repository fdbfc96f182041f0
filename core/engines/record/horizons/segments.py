"""The function of a segment: the horizons of all that it says of one record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forecourt.core.engines.record.decided import keeps_row, row_given, value_of, write_decision
from forecourt.core.engines.record.emitted import trust
from forecourt.core.engines.record.grouping import provide_groups
from forecourt.core.engines.record.horizons.ahead import Ahead, AheadSource
from forecourt.core.engines.record.horizons.emitted import write_emission
from forecourt.core.engines.record.horizons.passes import ahead_of, write_both, write_pass
from forecourt.core.engines.record.scope import SUBJECT, Reading, Scope
from forecourt.core.engines.record.stages import Statement, parts_of

if TYPE_CHECKING:
    from forecourt.core.engines.record.horizons.layout import Layout
    from forecourt.core.engines.record.scope import Function
    from forecourt.core.engines.record.stages import Segment
    from forecourt.core.plan import nodes as n


def write_ahead(source: AheadSource, segment: Segment, layout: Layout) -> Function:
    """Write the function that takes a record and its row, and gives its horizons."""
    scope = Ahead(source, Reading.PLAIN, segment=segment.index)
    subject, row = scope.fresh(segment.model), scope.fresh("row")
    _provide(scope, segment, subject, row)
    statements: tuple[Statement, ...] = (*layout.decisions, *layout.late, *layout.emissions)
    for statement in statements:
        for part in parts_of(statement):
            trust(scope, part)
    provide_groups(scope, (part for each in layout.decisions for part in parts_of(each)))
    for decision in layout.late:
        scope.provide_late(ahead_of("value", decision), partial(_write_value, decision))
    for decision in layout.decisions:
        _write_value(decision, scope)
    if layout.needs_both:
        _write_both(scope, segment, layout, row)
    codes = {("emission", id(each)): write_emission(scope, each) for each in layout.emissions}
    found = [codes[slot] if slot in codes else scope.given(slot) for slot in layout.slots]
    scope.write(f"return ({''.join(f'{code}, ' for code in found).rstrip()})")
    name = source.names.whole(f"foresee_{segment.model}")
    return source.finish(("ahead of segment", segment.index), name, scope, subject, row)


def _provide(scope: Ahead, segment: Segment, subject: str, row: str) -> None:
    """Say where the subject, its id and the values of its decisions are."""
    scope.provide(SUBJECT, subject)
    scope.provide(("identity",), f"{row}[0]")
    if segment.model == scope.source.root:
        scope.provide(("root",), subject)
    for place, decision in enumerate(filter(keeps_row, segment.decisions)):
        scope.provide(row_given(decision), f"{row}[4][{place}]")
    for number, decision in enumerate(segment.decisions):
        if (decision.name, decision.subject) in scope.source.arrangement.late:
            scope.provide_late(value_of(decision), partial(_write_late, decision))
        else:
            scope.provide_late(value_of(decision), partial(_write_read, decision, row, number))


def _write_late(decision: n.Decision, scope: Scope) -> None:
    write_decision(scope, decision)


def _write_read(decision: n.Decision, row: str, number: int, scope: Scope) -> None:
    name = scope.fresh(decision.name)
    scope.write(f"{name} = {row}[1][{number}]")
    scope.provide(value_of(decision), name)


def _write_value(decision: n.Decision, scope: Scope) -> None:
    if isinstance(scope, Ahead):
        code = scope.keep_until(write_pass(scope, decision))
        scope.provide(ahead_of("value", decision), code)


def _write_both(scope: Ahead, segment: Segment, layout: Layout, row: str) -> None:
    """Write the horizons of both passes: those of the first, where nothing is in doubt."""
    source = scope.source
    both = {}
    for decision in layout.decisions:
        value = scope.given(ahead_of("value", decision))
        name = value
        if source.analysis.decisions[decision.name, decision.subject].uncertain:
            name = scope.fresh(f"{decision.name}_until")
            scope.write(f"{name} = {value}")
            both[decision.name] = name
        scope.provide(ahead_of("both", decision), name)
    doubts, entries = scope.fresh("doubts"), scope.fresh("entries")
    scope.write(f"{doubts} = {row}[3]")
    others = sorted(source.below[segment.index] - {segment.index})
    tests = [doubts, *(scope.given(("doubtful", index)) for index in others)]
    with scope.block(f"if {' or '.join(tests)}:"):
        scope.write(f"{entries} = {{entry[0]: entry for entry in {doubts}}}")
        for number, decision in enumerate(segment.decisions):
            given = ("doubt", decision.name, decision.subject)
            scope.provide_late(given, partial(_write_doubt, given, entries, number))
        for decision in layout.decisions:
            if decision.name in both:
                write_both(scope, segment, decision, both[decision.name])


def _write_doubt(given: tuple[str, str, str], entries: str, number: int, scope: Scope) -> None:
    name = scope.fresh(f"doubt_of_{given[1]}")
    scope.write(f"{name} = {entries}.get({number})")
    scope.provide(given, name)
