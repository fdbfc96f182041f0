"""The code for until when what an emission makes stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, AheadSource, earliest
from forecourt.core.engines.record.scope import Reading
from forecourt.core.engines.record.series import is_closed, occurrences, with_ends, write_latest
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Moment, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.engines.record.scope import Function


def write_emission(scope: Ahead, emission: n.Emission) -> str:
    """Return the horizon of its condition; if that is true, also of all that is said and asked."""
    condition = scope.until(emission.condition)
    said = _said(scope.source, emission)
    if emission.per is None and not said:
        return condition
    horizon = scope.fresh("until")
    scope.write(f"{horizon} = {condition}")
    with scope.block(f"if {scope.truth(emission.condition).true}:"):
        if emission.per is None:
            _write_said(scope, said, horizon)
        else:
            _write_series(scope, emission, emission.per, horizon)
            if said:
                ordinal = scope.fresh("ordinal")
                with scope.block(f"for {ordinal} in {occurrences(scope, emission)}:"):
                    scope.provide(("ordinal", emission.per.variable), ordinal)
                    _write_said(scope, said, horizon)
    return horizon


def _said(source: AheadSource, emission: n.Emission) -> list[n.Expr]:
    """Return what is said and asked of each occurrence, but what is still."""
    listed = [value for _, value in emission.fields] + list(emission.asks)
    if emission.occurrence is not None:
        listed.append(emission.occurrence)
    return [expr for expr in listed if not source.forms.is_still(expr)]


def _write_said(scope: Ahead, said: Iterable[n.Expr], horizon: str) -> None:
    for expr in said:
        scope.lower(horizon, scope.until(expr))


# Series ------------------------------------------------------------------------------------


def _write_series(scope: Ahead, emission: n.Emission, series: n.Series, horizon: str) -> None:
    ends = [series.first] if series.last is None else [series.first, series.last]
    for end in ends:
        scope.lower(horizon, scope.until(end))
    function = _function(scope, emission, series)
    scope.lower(horizon, with_ends(scope, emission, function, without=NEVER))


def _function(scope: Ahead, emission: n.Emission, series: n.Series) -> Function:
    """Return the function that says until when a series has the same occurrences."""
    inner = Ahead(
        scope.source,
        Reading.PLAIN,
        segment=scope.segment,
        variables=frozenset({series.variable}),
    )
    inner.provide(("ordinal", series.variable), inner.fresh("ordinal"))
    first, last = inner.fresh("first"), inner.fresh("last")
    latest, following = write_latest(inner, emission, first, last)
    with inner.block(f"if {latest} is None:"):
        _write_unopened(inner, series, (first, last), following)
    horizon = inner.fresh("until")
    with inner.block(f"for {_ordinal(inner, series)} in ({latest},):"):
        inner.write(f"{horizon} = {_kept(inner, series)}")
    with inner.block(
        f"for {_ordinal(inner, series)} in () if {following} is None else ({following},):"
    ):
        inner.lower(horizon, _opening(inner, series))
    _write_earlier(inner, series, horizon, f"range({latest} - 1, {first} - 1, -1)")
    inner.write(f"return {horizon}")
    name = scope.source.names.whole(f"until_occurrences_of_{emission.name}")
    return scope.source.finish(("ahead of series", id(emission)), name, inner, first, last)


def _write_unopened(scope: Ahead, series: n.Series, ends: tuple[str, str], following: str) -> None:
    """Write what is so where nothing has opened, or a series without end doesn't move on."""
    (first, last), ordinal = ends, _ordinal(scope, series)
    with scope.block(f"if {following} is not None:"):
        scope.write(f"{ordinal} = {following}")
        scope.write(f"return {_kept(scope, series)}")
    with scope.block(f"if {last} is not None:"):
        scope.write(f"return {NEVER}")
    scope.write(f"{ordinal} = {first} + BEYOND_THE_CALENDAR")
    scope.write(f"return {_opening(scope, series)}")


def _write_earlier(scope: Ahead, series: n.Series, horizon: str, ordinals: str) -> None:
    """Write the horizon of the occurrences before the latest, back to the first that is closed."""
    with scope.block(f"for {_ordinal(scope, series)} in {ordinals}:"):
        closing = _against_clock(scope, series.closes, n.Relation.AT_LEAST)
        scope.lower(horizon, scope.until(closing))
        with scope.block(f"if {is_closed(scope, series)}:"):
            scope.write("break")
        scope.lower(horizon, scope.until(series.done))
        if series.left_out is not None:
            scope.lower(horizon, scope.until(series.left_out))


def _kept(scope: Ahead, series: n.Series) -> str:
    """Return until when an occurrence goes on having opened, or not, and being left out, or not."""
    out = NEVER if series.left_out is None else scope.until(series.left_out)
    return earliest((_opening(scope, series), out))


def _opening(scope: Ahead, series: n.Series) -> str:
    return scope.until(_against_clock(scope, series.opens, n.Relation.AT_MOST))


def _ordinal(scope: Ahead, series: n.Series) -> str:
    return scope.given(("ordinal", series.variable))


def _against_clock(scope: Ahead, time: n.Expr, relation: n.Relation) -> n.Expr:
    """Return the comparison of a day with today, or of a moment with now."""
    clock = n.Today(Day()) if isinstance(time.type, Day) else n.Now(Moment())
    return scope.source.study(n.Compare(relation, time, clock, YesNo()))
