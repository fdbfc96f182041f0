"""The cold functions: whether a decision is certain, what it reads, what an emission asks for.

They run only where something that matters is missing, or a decision that is read is uncertain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import AGGREGATES, MISSING, NONE, key_of, within
from forecourt.core.engines.record.blames import doubt_read, unknown_test, write_blame
from forecourt.core.engines.record.code import all_of, negated, shown, stored
from forecourt.core.engines.record.decided import truths_of
from forecourt.core.engines.record.loops import element_scope, elements_of
from forecourt.core.engines.record.records import plain
from forecourt.core.engines.record.scope import BLAME, SECOND, Reading, Scope
from forecourt.core.engines.record.series import occurrences, write_series_blame
from forecourt.core.engines.record.stages import is_same_record, parts_of
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Function
    from forecourt.core.engines.record.source import Source
    from forecourt.core.engines.record.stages import Segment

NOTHING_BLAMED = "NOTHING_BLAMED"


def reads_doubtful(source: Source, decision: n.Decision) -> bool:
    """Return whether a decision reads one that can be uncertain, and so needs both passes."""
    return any(source.analysis.fact(part).reads for part in parts_of(decision))


def write_test(source: Source, segment: Segment, decision: n.Decision) -> Function:
    """Write the function that makes one pass of a decision.

    It gives a `Passed`, or, where there is only one pass to make, the doubt or None.
    """
    scope = Scope(source, Reading.TESTING, segment=segment.index)
    both = reads_doubtful(source, decision)
    if both:
        scope.given(SECOND)
    blame, sure = scope.fresh("blame"), scope.fresh("sure")
    scope.provide(BLAME, blame)
    scope.write(f"{blame} = set()")
    scope.write(f"{sure} = True")
    writer = _Pass(scope, decision, blame, sure, both=both)
    _PASSES[decision.hit](writer)
    name = source.names.whole(f"test_{decision.name}")
    return source.finish(("test", decision.name, decision.subject), name, scope)


class _Pass:
    """The writing of one pass: the scope, and the variables for what it finds."""

    def __init__(
        self, scope: Scope, decision: n.Decision, blame: str, sure: str, *, both: bool
    ) -> None:
        self.both = both
        self.scope = scope
        self.decision = decision
        self.blame = blame
        self.sure = sure

    def note_unknown(self, row: n.Row) -> None:
        """Write that an unknown row puts the decision in doubt."""
        if row.condition is None:
            return
        unknown = self.scope.truth(row.condition).unknown
        if unknown:
            with self.scope.block(f"if {unknown}:"):
                self.scope.write(f"{self.sure} = False")
                write_blame(self.scope, row.condition)

    def finish(self, taken: str, value: n.Expr) -> None:
        """Write the end of the pass, with one value."""
        missing = unknown_test(self.scope, value)
        if missing:
            with self.scope.block(f"if {missing}:"):
                own = self.blame_value(value)
                self.end(taken, "False", f"{self.blame} | {own}, {own}", "MISSING")
        seen = shown(plain(self.scope, value)) if self.can_change(value) else "None"
        self.end(taken, self.sure, f"{self.blame}, {NOTHING_BLAMED}", seen)

    def can_change(self, value: n.Expr) -> bool:
        """Return whether a row's value may not be the same in both passes."""
        return self.both and self.scope.fact(value).reads

    def end(self, taken: str, sure: str, blames: str, value: str) -> None:
        """Write the return of what the pass found."""
        if self.both:
            self.scope.write(f"return {taken}, {sure}, {blames}, {value}")
        elif sure == "False":
            self.scope.write(f"return {blames}")
        else:
            self.scope.write(f"return None if {sure} else ({blames})")

    def blame_value(self, value: n.Expr) -> str:
        """Write the collecting of a missing value's blame, and return its name."""
        own = self.scope.fresh("value_blame")
        self.scope.write(f"{own} = set()")
        self.scope.provide(BLAME, own)
        write_blame(self.scope, value)
        self.scope.provide(BLAME, self.blame)
        return own


def _pass_of_first(writer: _Pass) -> None:
    for index, row in enumerate(writer.decision.rows):
        if row.condition is None:
            writer.finish(str(index), row.value)
            return
        writer.note_unknown(row)
        with writer.scope.block(f"if {writer.scope.truth(row.condition).true}:"):
            writer.finish(str(index), row.value)
    writer.finish("None", writer.decision.fallback)


def _pass_of_unique(writer: _Pass) -> None:
    scope, rows = writer.scope, writer.decision.rows
    taken = scope.fresh("taken")
    scope.write(f"{taken} = None")
    truths = truths_of(scope, writer.decision)
    for index, (row, truth) in enumerate(zip(rows, truths, strict=True)):
        writer.note_unknown(row)
        with scope.block(f"if {all_of((f'{taken} is None', truth.true))}:"):
            scope.write(f"{taken} = {index}")
    for index, row in enumerate(rows):
        with scope.block(f"if {taken} == {index}:"):
            writer.finish(str(index), row.value)
    writer.finish("None", writer.decision.fallback)


def _pass_of_all(writer: _Pass) -> None:
    scope, rows = writer.scope, writer.decision.rows
    taken, blames, values = (scope.fresh(like) for like in ("taken", "of_values", "values"))
    scope.write(f"{taken} = []")
    scope.write(f"{blames} = set()")
    scope.write(f"{values} = []")
    truths = truths_of(scope, writer.decision)
    for index, (row, truth) in enumerate(zip(rows, truths, strict=True)):
        writer.note_unknown(row)
        with scope.block(f"if {truth.true}:"):
            scope.write(f"{taken}.append({index})")
            missing = unknown_test(scope, row.value)
            if missing:
                with scope.block(f"if {missing}:"):
                    scope.write(f"{writer.sure} = False")
                    scope.write(f"{blames} |= {writer.blame_value(row.value)}")
            _write_seen(writer, row.value, values)
    seen = f"collected({values})" if writer.decision.hit is n.HitPolicy.ALL else f"total({values})"
    writer.end(taken, writer.sure, f"{writer.blame} | {blames}, {blames}", seen)


def _write_seen(writer: _Pass, value: n.Expr, values: str) -> None:
    """Write the keeping of a row's value, if any of the rows' values can change."""
    if any(writer.can_change(row.value) for row in writer.decision.rows):
        found = plain(writer.scope, value)
        writer.scope.write(f"{values}.append({stored(found, NONE | MISSING)})")


_PASSES: dict[n.HitPolicy, Any] = {
    n.HitPolicy.FIRST: _pass_of_first,
    n.HitPolicy.UNIQUE: _pass_of_unique,
    n.HitPolicy.ALL: _pass_of_all,
    n.HitPolicy.SUM: _pass_of_all,
}


# What a decision reads -------------------------------------------------------------------------


def doubted_refs(source: Source, decision: n.Decision, segment: Segment) -> tuple[n.Ref, ...]:
    """Return what reads an uncertain decision of the same record, within the decision."""
    found: dict[int, n.Ref] = {}
    waiting = [part for part in parts_of(decision) if source.analysis.fact(part).reads]
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, n.Ref) and _is_own(source, expr, segment):
            found[source.analysis.fact(expr).number] = expr
        waiting.extend(part for part in within(expr) if source.analysis.fact(part).reads)
    return tuple(found.values())


def doubted_segments(source: Source, decision: n.Decision, segment: Segment) -> tuple[int, ...]:
    """Return the segments whose uncertain decisions are read, of this record or another."""
    found: set[int] = set()
    waiting = [part for part in parts_of(decision) if source.analysis.fact(part).reads]
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, n.Ref) and not _is_own(source, expr, segment):
            found.add(source.arrangement.places[key_of(expr)][0])
        waiting.extend(part for part in within(expr) if source.analysis.fact(part).reads)
    return tuple(sorted(found))


def _is_own(source: Source, ref: n.Ref, segment: Segment) -> bool:
    place = source.arrangement.places[key_of(ref)]
    return place[0] == segment.index and is_same_record(ref, segment.model)


def write_read(source: Source, segment: Segment, decision: n.Decision) -> Function:
    """Write the function that gives the blame of all uncertain decisions that one reads."""
    scope = Scope(source, Reading.ASKING, segment=segment.index)
    blame = scope.fresh("blame")
    scope.provide(BLAME, blame)
    scope.write(f"{blame} = set()")
    for part in parts_of(decision):
        _write_reads(scope, part)
    scope.write(f"return {blame}")
    name = source.names.whole(f"read_by_{decision.name}")
    return source.finish(("read", decision.name, decision.subject), name, scope)


def _write_reads(scope: Scope, expr: n.Expr) -> None:
    waiting = [expr]
    while waiting:
        current = waiting.pop()
        if not scope.fact(current).reads:
            continue
        if isinstance(current, AGGREGATES):
            waiting.append(current.source.of)
            _write_reads_of_elements(scope, current)
            continue
        if isinstance(current, n.Ref):
            _write_one_read(scope, current)
        waiting.extend(within(current))


def _write_one_read(scope: Scope, ref: n.Ref) -> None:
    if not scope.source.analysis.decisions[key_of(ref)].uncertain:
        return
    known = scope.value(ref.of).known
    code = doubt_read(scope, ref, "0")
    doubt = code.removesuffix("[0]")
    tests = [*known, f"{doubt} is not None"] if doubt != code else list(known)
    with scope.block(f"if {all_of(tests)}:"):
        scope.write(f"{scope.given(BLAME)}.update({code})")


def _write_reads_of_elements(scope: Scope, expr: Any) -> None:
    fact, source = scope.fact(expr), expr.source
    key = ("reads", fact.number, scope.segment)
    function = scope.source.function(key)
    if function is None:
        inner, elements, element = element_scope(scope, source, Reading.ASKING)
        with inner.block(f"for {element} in {elements}:"):
            for part in within(expr):
                if part is not source.of:
                    _write_reads(inner, part)
        name = scope.source.names.whole(f"read_in_{scope.source.hint(expr)}")
        function = scope.source.finish(key, name, inner, elements)
    missing = unknown_test(scope, source.of)
    with scope.block(f"if {negated(missing)}:"):
        scope.write(scope.call(function, elements_of(scope, source)))


# What an emission asks for ---------------------------------------------------------------------


def write_asking(source: Source, segment: Segment, emission: n.Emission) -> Function:
    """Write the function that gives what an emission blames."""
    scope = Scope(source, Reading.ASKING, segment=segment.index)
    blame = scope.fresh("blame")
    scope.provide(BLAME, blame)
    scope.write(f"{blame} = set()")
    condition = scope.truth(emission.condition)
    if condition.unknown:
        with scope.block(f"if {condition.unknown}:"):
            write_blame(scope, emission.condition)
    with scope.block(f"if {condition.true}:"):
        if emission.per is not None:
            write_series_blame(scope, emission)
            with scope.block(
                f"for {_bind(scope, emission.per)} in {occurrences(scope, emission)}:"
            ):
                _write_asked(scope, emission)
        else:
            _write_asked(scope, emission)
    scope.write(f"return {blame}")
    name = source.names.whole(f"ask_{emission.name}")
    return source.finish(("ask", id(emission)), name, scope)


def _bind(scope: Scope, series: n.Series) -> str:
    name = scope.fresh("ordinal")
    scope.provide(("ordinal", series.variable), name)
    return name


def asked_of(emission: n.Emission) -> tuple[n.Expr, ...]:
    """Return what is blamed if it is missing once the emission is made."""
    fields = (expr for name, expr in emission.fields if name in emission.blamed)
    return (*fields, *emission.asks)


def _write_asked(scope: Scope, emission: n.Emission) -> None:
    for expr in asked_of(emission):
        test = unknown_test(scope, expr)
        if test:
            with scope.block(f"if {test}:"):
                write_blame(scope, expr)
