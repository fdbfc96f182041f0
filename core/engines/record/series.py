"""The code of a series: which of its occurrences are emitted, and what keeps others unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.blames import unknown_test, write_blame
from forecourt.core.engines.record.code import Value, all_of, any_of, negated, shown
from forecourt.core.engines.record.regular import steps_of
from forecourt.core.engines.record.scope import Reading, Scope
from forecourt.core.values.types import Moment

if TYPE_CHECKING:
    from forecourt.core.engines.record.regular import Steps
    from forecourt.core.engines.record.scope import Function
    from forecourt.core.plan import nodes as n

NO_LAST = Value("None")


def occurrences(scope: Scope, emission: n.Emission) -> str:
    """Return the code for the ordinals of the occurrences that are emitted."""
    return _with_ends(scope, emission, _function(scope, emission, blaming=False))


def write_series_blame(scope: Scope, emission: n.Emission) -> None:
    """Write the collecting of what keeps occurrences unknown."""
    series = _series(emission)
    first, last = scope.value(series.first), _last(scope, series)
    if first.missing or last.missing:
        test = all_of((negated(first.none), any_of((first.missing, last.missing))))
        with scope.block(f"if {test}:"):
            for end in (series.first, series.last):
                missing = unknown_test(scope, end) if end is not None else ""
                if end is not None and missing:
                    with scope.block(f"if {missing}:"):
                        write_blame(scope, end)
    scope.write(_with_ends(scope, emission, _function(scope, emission, blaming=True)))


def _series(emission: n.Emission) -> n.Series:
    if emission.per is None:
        raise ValueError("the emission has no series")
    return emission.per


def _last(scope: Scope, series: n.Series) -> Value:
    return NO_LAST if series.last is None else scope.value(series.last)


def _with_ends(scope: Scope, emission: n.Emission, function: Function) -> str:
    series = _series(emission)
    first, last = scope.value(series.first), _last(scope, series)
    call = scope.call(function, first.code, shown(last))
    known = all_of((*first.known, negated(last.missing)))
    return call if known == "True" else f"({call} if {known} else ())"


def _function(scope: Scope, emission: n.Emission, *, blaming: bool) -> Function:
    key = ("series", id(emission), blaming)
    found = scope.source.function(key)
    if found is not None:
        return found
    series = _series(emission)
    reading = Reading.ASKING if blaming else Reading.PLAIN
    variables = frozenset({series.variable})
    inner = Scope(scope.source, reading, segment=scope.segment, variables=variables)
    first, last = inner.fresh("first"), inner.fresh("last")
    ordinal, opened = inner.fresh("ordinal"), inner.fresh("opened")
    inner.provide(("ordinal", series.variable), ordinal)
    steps = steps_of(inner, series)
    if steps is None:
        _write_opening(inner, series, f"for {ordinal} in ordinals({first}, {last}):", opened)
        loop = f"for {ordinal} in {opened}[:-1]:"
        write = _write_pending_blame if blaming else _write_pending
        write(inner, series, loop, opened)
    elif blaming:
        _write_first_blame(inner, series, first)
    else:
        _write_counted(inner, series, steps, first)
    name = scope.source.names.whole(f"occurrences_of_{emission.name}")
    return scope.source.finish(key, name, inner, first, last)


def _write_opening(scope: Scope, series: n.Series, loop: str, opened: str) -> None:
    """Write the finding of all that have opened; of the first alone if none has."""
    ordinal = scope.given(("ordinal", series.variable))
    scope.write(f"{opened} = []")
    with scope.block(loop):
        if series.left_out is not None:
            with scope.block(f"if {scope.truth(series.left_out).true}:"):
                scope.write("continue")
        opens = scope.value(series.opens)
        if opens.known:
            with scope.block(f"if {negated(all_of(opens.known))}:"):
                if scope.reading is Reading.ASKING and opens.missing:
                    with scope.block(f"if {opens.missing}:"):
                        write_blame(scope, series.opens)
                scope.write("break")
        with scope.block(f"if {opens.code} > {_present(series.opens)}:"):
            scope.write(f"{opened} = {opened} or [{ordinal}]")
            scope.write("break")
        scope.write(f"{opened}.append({ordinal})")


def _write_counted(scope: Scope, series: n.Series, steps: Steps, first: str) -> None:
    """Write the finding of the last that has opened by counting, and then of those pending."""
    ordinal = scope.given(("ordinal", series.variable))
    anchor = scope.value(steps.anchor)
    latest, pending = scope.fresh("latest"), scope.fresh("pending")
    if anchor.known:
        with scope.block(f"if {negated(all_of(anchor.known))}:"):
            scope.write("return ()")
    scope.write(f"{latest} = last_counted({first}, {steps.until_today(anchor.code)})")
    with scope.block(f"if {latest} is None:"):
        scope.write(f"{ordinal} = {first}")
        scope.write(f"return ({ordinal},) if {all_of(scope.value(series.opens).known)} else ()")
    scope.write(f"{pending} = ({latest},)")
    with scope.block(f"for {ordinal} in range({latest} - 1, {first} - 1, -1):"):
        closes = scope.value(series.closes)
        with scope.block(f"if {all_of(closes.known)}:"):
            with scope.block(f"if {closes.code} < today:"):
                scope.write("break")
            with scope.block(f"if {negated(scope.truth(series.done).true)}:"):
                scope.write(f"{pending} = ({ordinal}, *{pending})")
    scope.write(f"return {pending}")


def _write_first_blame(scope: Scope, series: n.Series, first: str) -> None:
    """Write the blame of what keeps even the first occurrence unknown."""
    scope.write(f"{scope.given(('ordinal', series.variable))} = {first}")
    missing = unknown_test(scope, series.opens)
    if missing:
        with scope.block(f"if {missing}:"):
            write_blame(scope, series.opens)


def _write_pending(scope: Scope, series: n.Series, loop: str, opened: str) -> None:
    """Write the finding of those earlier than the last opened that are neither closed nor done."""
    pending = scope.fresh("pending")
    scope.write(f"{pending} = []")
    with scope.block(loop):
        closes, done = scope.value(series.closes), scope.truth(series.done)
        still = f"{closes.code} >= {_present(series.closes)}"
        with scope.block(f"if {all_of((*closes.known, still, negated(done.true)))}:"):
            scope.write(f"{pending}.append({scope.given(('ordinal', series.variable))})")
    scope.write(f"return {pending} + {opened}[-1:]")


def _write_pending_blame(scope: Scope, series: n.Series, loop: str, _: str) -> None:
    with scope.block(loop):
        closes, done = unknown_test(scope, series.closes), scope.truth(series.done)
        if closes:
            with scope.block(f"if {all_of((closes, negated(done.true)))}:"):
                write_blame(scope, series.closes)


def _present(expr: n.Expr) -> str:
    return "now" if isinstance(expr.type, Moment) else "today"
