"""The code for until when decisions stay: their value, and whether and why they are uncertain.

Where nothing that a decision reads is uncertain its two passes look at the same rows. So the second
is a function of its own, that runs only where something is in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import AGGREGATES, key_of, within
from forecourt.core.engines.record.certainty import reads_doubtful
from forecourt.core.engines.record.code import any_of, negated
from forecourt.core.engines.record.decided import row_given, rows_by_value, truths_of, value_of
from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, AheadSource, earliest
from forecourt.core.engines.record.horizons.lists import element_ahead
from forecourt.core.engines.record.horizons.values import first_of, read
from forecourt.core.engines.record.loops import elements_of
from forecourt.core.engines.record.runtime import MISSING
from forecourt.core.engines.record.scope import SECOND, Reading
from forecourt.core.engines.record.stages import is_same_record, parts_of, refs
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.record.scope import Function, Given
    from forecourt.core.engines.record.stages import Segment


def ahead_of(which: str, decision: n.Decision) -> Given:
    """Return what is given as the horizon of a decision: of its `value` pass, or of `both`."""
    return ("ahead", which, decision.name, decision.subject)


# One pass ----------------------------------------------------------------------------------


def write_pass(scope: Ahead, decision: n.Decision) -> str:
    """Write the horizon of one pass of a decision; return its code."""
    if decision.hit is n.HitPolicy.FIRST:
        rows: list[tuple[n.Expr | None, n.Expr]] = [
            (row.condition, row.value) for row in decision.rows
        ]
        if all(row.condition is not None for row in decision.rows):
            rows.append((None, decision.fallback))
        return first_of(scope, rows, _row_taken(scope, decision))
    conditions = [row.condition for row in decision.rows if row.condition is not None]
    judged = earliest(map(scope.until, conditions))
    values = [row.value for row in decision.rows]
    takes_one = decision.hit is n.HitPolicy.UNIQUE
    if takes_one:
        values.append(decision.fallback)
    if all(map(scope.source.forms.is_still, values)):
        return judged
    horizon = scope.fresh("until")
    scope.write(f"{horizon} = {judged}")
    if takes_one:
        _write_value_of_one(scope, decision, horizon)
    else:
        _write_values_of_all(scope, decision, horizon)
    return horizon


def _row_taken(scope: Ahead, decision: n.Decision) -> str | None:
    """Return the code for the row that the value pass took, None where it isn't at hand."""
    if scope.reading is not Reading.PLAIN:
        return None
    if scope.has(row_given(decision)):
        return scope.given(row_given(decision))
    by_value = rows_by_value(decision)
    if by_value is None or decision.rows[0].condition is None:
        return None
    value = scope.given(value_of(decision))
    kept = scope.source.keep_once(
        ("rows by value", decision.name, decision.subject),
        f"rows_of_{decision.name}",
        {**by_value, MISSING: by_value.get(None)},
    )
    name = scope.fresh(f"row_of_{decision.name}")
    scope.write(f"{name} = {kept}[{value}]")
    return name


def _write_value_of_one(scope: Ahead, decision: n.Decision, horizon: str) -> None:
    truths = truths_of(scope, decision)
    with scope.block("for _ in ONCE:"):
        for row, truth in zip(decision.rows, truths, strict=True):
            with scope.block(f"if {truth.true}:"):
                scope.lower(horizon, scope.until(row.value))
                scope.write("break")
        scope.lower(horizon, scope.until(decision.fallback))


def _write_values_of_all(scope: Ahead, decision: n.Decision, horizon: str) -> None:
    truths = truths_of(scope, decision)
    for row, truth in zip(decision.rows, truths, strict=True):
        if not scope.source.forms.is_still(row.value):
            with scope.block(f"if {truth.true}:"):
                scope.lower(horizon, scope.until(row.value))


# The second pass ---------------------------------------------------------------------------


def write_second(source: AheadSource, segment: Segment, decision: n.Decision) -> Function:
    """Write the function that gives the horizon of the certainty pass of a decision."""
    scope = Ahead(source, Reading.TESTING, segment=segment.index)
    scope.provide(SECOND, "True")
    scope.write(f"return {write_pass(scope, decision)}")
    name = source.names.whole(f"until_second_{decision.name}")
    return source.finish(("second", decision.name, decision.subject), name, scope)


def write_both(scope: Ahead, segment: Segment, decision: n.Decision, both: str) -> None:
    """Write what the second pass, and doubts without blame, make of the horizon in `both`."""
    source = scope.source
    if reads_doubtful(source, decision):
        test = any_of(_can_differ(scope, segment, decision))
        if test:
            with scope.block(f"if {test}:"):
                scope.lower(both, scope.call(write_second(source, segment, decision)))
    if any(ref for ref in refs(parts_of(decision)) if not source.forms.is_still(ref)):
        doubt = scope.given(("doubt", decision.name, decision.subject))
        blames = f"{doubt}[{3 if reads_doubtful(source, decision) else 1}]"
        with scope.block(f"if {doubt} is not None and not {blames}:"):
            scope.lower(both, scope.call(_write_doubts(source, segment, decision)))


def _can_differ(scope: Ahead, segment: Segment, decision: n.Decision) -> Iterator[str]:
    """Yield the tests of which one holds if both passes may not go the same way."""
    source = scope.source
    for ref in refs(parts_of(decision)):
        key = key_of(ref)
        if not source.analysis.decisions[key].uncertain:
            continue
        index, _ = source.arrangement.places[key]
        if index != segment.index or not is_same_record(ref, segment.model):
            yield from (scope.given(("doubtful", below)) for below in source.below[index])
            continue
        yield f"{scope.given(('doubt', *key))} is not None"
        value, both = (read(scope, ref, which) for which in ("value", "both"))
        if value != both:
            yield f"{both} is not {value}"


# What is in doubt without blame --------------------------------------------------------------


def _write_doubts(source: AheadSource, segment: Segment, decision: n.Decision) -> Function:
    """Write the function that gives until when all stays that a decision reads anywhere."""
    scope = Ahead(source, Reading.PLAIN, segment=segment.index)
    horizon = scope.fresh("until")
    scope.write(f"{horizon} = {NEVER}")
    for part in parts_of(decision):
        _write_reads(scope, part, horizon)
    scope.write(f"return {horizon}")
    name = source.names.whole(f"until_read_by_{decision.name}")
    return source.finish(("ahead of reads", decision.name, decision.subject), name, scope)


def _write_reads(scope: Ahead, expr: n.Expr, horizon: str) -> None:
    waiting = [expr]
    while waiting:
        current = waiting.pop()
        if scope.source.forms.is_still(current):
            continue
        if isinstance(current, AGGREGATES):
            waiting.append(current.source.of)
            scope.lower(horizon, scope.until(current.source.of))
            _write_reads_of_elements(scope, current, horizon)
            continue
        if isinstance(current, n.Ref):
            scope.lower(horizon, scope.until(current.of))
            scope.lower(horizon, read(scope, current, "both"))
        waiting.extend(within(current))


def _write_reads_of_elements(scope: Ahead, expr: Any, horizon: str) -> None:
    source, made = expr.source, scope.source
    key = ("ahead of reads in list", scope.fact(expr).number, scope.segment)
    function = made.function(key)
    if function is None:
        inner, elements, element = element_ahead(scope, source, Reading.PLAIN)
        until = inner.fresh("until")
        inner.write(f"{until} = {NEVER}")
        with inner.block(f"for {element} in {elements}:"):
            for part in within(expr):
                if part is not source.of:
                    _write_reads(inner, part, until)
        inner.write(f"return {until}")
        name = made.names.whole(f"until_read_in_{made.hint(expr)}")
        function = made.finish(key, name, inner, elements)
    missing = scope.value(source.of).missing
    with scope.block(f"if {negated(missing)}:"):
        scope.lower(horizon, scope.call(function, elements_of(scope, source)))
