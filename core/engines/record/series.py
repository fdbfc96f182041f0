"""The code of a series: which of its occurrences are emitted, and what keeps others unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.blames import unknown_test, write_blame
from forecourt.core.engines.record.code import Value, all_of, any_of, negated, shown
from forecourt.core.engines.record.regular import steps_of
from forecourt.core.engines.record.scope import Reading, Scope
from forecourt.core.values.types import Moment

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Function
    from forecourt.core.plan import nodes as n

NO_LAST = Value("None")


def occurrences(scope: Scope, emission: n.Emission) -> str:
    """Return the code for the ordinals of the occurrences that are emitted."""
    return with_ends(scope, emission, _function(scope, emission, blaming=False), without="()")


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
    function = _function(scope, emission, blaming=True)
    scope.write(with_ends(scope, emission, function, without="()"))


def _series(emission: n.Emission) -> n.Series:
    if emission.per is None:
        raise ValueError("the emission has no series")
    return emission.per


def _last(scope: Scope, series: n.Series) -> Value:
    return NO_LAST if series.last is None else scope.value(series.last)


def with_ends(scope: Scope, emission: n.Emission, function: Function, *, without: str) -> str:
    """Return the call of a function with the ends of the series, `without` where it has none."""
    series = _series(emission)
    first, last = scope.value(series.first), _last(scope, series)
    call = scope.call(function, first.code, shown(last))
    known = all_of((*first.known, negated(last.missing)))
    return call if known == "True" else f"({call} if {known} else {without})"


def _function(scope: Scope, emission: n.Emission, *, blaming: bool) -> Function:
    """Return the function that gives the ordinals to be emitted, or collects what is blamed."""
    key = ("series", id(emission), blaming)
    found = scope.source.function(key)
    if found is not None:
        return found
    series = _series(emission)
    inner = _scope_of(scope, series, Reading.ASKING if blaming else Reading.PLAIN)
    first, last = inner.fresh("first"), inner.fresh("last")
    if blaming:
        _write_blames(inner, emission, first, last)
    else:
        _write_ordinals(inner, emission, first, last)
    name = scope.source.names.whole(f"occurrences_of_{emission.name}")
    return scope.source.finish(key, name, inner, first, last)


def _scope_of(scope: Scope, series: n.Series, reading: Reading) -> Scope:
    """Return a scope for a function in which the series' ordinal is a variable of its own."""
    variables = frozenset({series.variable})
    inner = Scope(scope.source, reading, segment=scope.segment, variables=variables)
    inner.provide(("ordinal", series.variable), inner.fresh("ordinal"))
    return inner


def _ordinal(scope: Scope, series: n.Series) -> str:
    return scope.given(("ordinal", series.variable))


# Up to where it has opened ---------------------------------------------------------------------


def write_latest(scope: Scope, emission: n.Emission, first: str, last: str) -> tuple[str, str]:
    """Write the finding of the latest that has opened, and of the one after it, as `opened`."""
    series = _series(emission)
    latest, following = scope.fresh("latest"), scope.fresh("following")
    steps = steps_of(scope, series)
    if steps is None:
        opens = _opens_function(scope, emission)
        arguments = [opens.name, _present(series.opens), first, last]
        arguments += map(scope.supply, opens.requests)
        code = f"opened({', '.join(arguments)})"
    else:
        anchor = scope.value(steps.anchor)
        code = f"counted({first}, {steps.until_today(anchor.code)})"
        if anchor.known:
            code = f"{code} if {all_of(anchor.known)} else (None, {first})"
    scope.write(f"{latest}, {following} = {code}")
    return latest, following


def _opens_function(scope: Scope, emission: n.Emission) -> Function:
    """Return the function that says when an occurrence opens; None if it isn't known."""
    key = ("opens", id(emission))
    found = scope.source.function(key)
    if found is not None:
        return found
    series = _series(emission)
    inner = _scope_of(scope, series, Reading.PLAIN)
    inner.write(f"return {shown(inner.value(series.opens))}")
    name = scope.source.names.whole(f"opening_of_{emission.name}")
    return scope.source.finish(key, name, inner, _ordinal(inner, series))


# What is emitted -------------------------------------------------------------------------------


def _write_ordinals(scope: Scope, emission: n.Emission, first: str, last: str) -> None:
    series = _series(emission)
    latest, following = write_latest(scope, emission, first, last)
    ordinal, found = _ordinal(scope, series), scope.fresh("found")
    scope.write(f"{found} = []")
    with scope.block(f"if {latest} is not None:"):
        with scope.block(f"for {ordinal} in ({latest},):"):  # keeps what is so of it to itself
            _write_if(scope, _is_there(scope, series), f"{found}.append({ordinal})")
        with scope.block(f"for {ordinal} in range({latest} - 1, {first} - 1, -1):"):
            _write_if(scope, is_closed(scope, series), "break")
            undone = negated(scope.truth(series.done).true)
            test = all_of((undone, _is_there(scope, series)))
            _write_if(scope, test, f"{found}.append({ordinal})")
        scope.write(f"{found}.reverse()")
    with scope.block(f"elif {following} is not None:"):
        scope.write(f"{ordinal} = {following}")
        known = scope.value(series.opens).known
        test = all_of((*known, _is_there(scope, series)))
        _write_if(scope, test, f"{found}.append({ordinal})")
    scope.write(f"return {found}")


def _write_if(scope: Scope, test: str, line: str) -> None:
    with scope.block(f"if {test}:"):
        scope.write(line)


def _is_there(scope: Scope, series: n.Series) -> str:
    """Return the test that an occurrence isn't left out."""
    return "True" if series.left_out is None else negated(scope.truth(series.left_out).true)


def is_closed(scope: Scope, series: n.Series) -> str:
    """Return the test that it isn't known whether an occurrence is still open, or it isn't."""
    closes = scope.value(series.closes)
    past = f"{closes.code} < {_present(series.closes)}"
    return any_of((negated(all_of(closes.known)), past))


def _present(expr: n.Expr) -> str:
    return "now" if isinstance(expr.type, Moment) else "today"


# What is blamed --------------------------------------------------------------------------------


def _write_blames(scope: Scope, emission: n.Emission, first: str, last: str) -> None:
    """Write the blame of the first that isn't known to open, and of what isn't known to close."""
    series = _series(emission)
    latest, following = write_latest(scope, emission, first, last)
    ordinal = _ordinal(scope, series)
    with scope.block(f"if {following} is not None:"):
        scope.write(f"{ordinal} = {following}")
        _write_blame_if_missing(scope, series.opens)
    earlier = f"range({latest} - 1, {first} - 1, -1)"
    with scope.block(f"for {ordinal} in () if {latest} is None else {earlier}:"):
        _write_blame_if_missing(scope, series.closes)
        _write_if(scope, is_closed(scope, series), "break")
    scope.write("return ()")


def _write_blame_if_missing(scope: Scope, expr: n.Expr) -> None:
    missing = unknown_test(scope, expr)
    if missing:
        with scope.block(f"if {missing}:"):
            write_blame(scope, expr)
