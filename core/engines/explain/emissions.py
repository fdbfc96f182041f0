"""Emissions: what an outcome lists for a record, once or for each occurrence of a series."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from forecourt.core.engines.explain.reasons import EmissionReason, OccurrenceReason
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.values import (
    NONE,
    Blames,
    Known,
    Missing,
    Value,
    blame_of_truths,
    blame_of_values,
    union,
)
from forecourt.core.plan.outcome import Emitted

if TYPE_CHECKING:
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan.nodes import Emission, Expr, Series

BEYOND_THE_CALENDAR = 2**40
"""More than the seconds that there are, so that no series that moves on has as many ordinals."""


def consider(emission: Emission, scope: Scope) -> EmissionReason:
    """Return what an emission makes for the record of `scope`, and why."""
    condition = scope.judge(emission.condition)
    occurrences: tuple[OccurrenceReason, ...] = ()
    blame = blame_of_truths([condition.truth])
    if condition.truth is True:
        scopes, blame = _occurring(emission.per, scope)
        occurrences = tuple(_occurrence(emission, inner) for inner in scopes)
        blame |= union(_blame_of_occurrence(emission, inner) for inner in scopes)
    return EmissionReason(
        emission.kind,
        emission.name,
        scope.subject.model,
        scope.subject.id,
        condition,
        occurrences,
        blame,
        emission.at,
    )


def _occurrence(emission: Emission, scope: Scope) -> OccurrenceReason:
    fields = tuple((name, plain(scope.value(expr))) for name, expr in emission.fields)
    emitted = Emitted(
        emission.kind,
        emission.name,
        scope.subject.model,
        scope.subject.id,
        _name_of_occurrence(emission.occurrence, scope),
        tuple(given(value) for _, value in fields),
    )
    ordinal = None if emission.per is None else scope.ordinals[emission.per.variable]
    return OccurrenceReason(ordinal, fields, emitted)


def given(value: Value) -> object:
    """Return a value as outcomes hold it: None where there is none or it is missing."""
    shown = plain(value)
    return shown.value if isinstance(shown, Known) else None


def _name_of_occurrence(expr: Expr | None, scope: Scope) -> str | None:
    name = None if expr is None else given(scope.value(expr))
    return None if name is None else str(name)


def _blame_of_occurrence(emission: Emission, scope: Scope) -> Blames:
    """Return the blame of those fields that matter, and of what is asked besides."""
    mattering = [expr for name, expr in emission.fields if name in emission.blamed]
    return blame_of_values(scope.value(expr) for expr in (*mattering, *emission.asks))


# Series ------------------------------------------------------------------------------------


def _occurring(series: Series | None, scope: Scope) -> tuple[tuple[Scope, ...], Blames]:
    """Return a scope for each occurrence to be emitted, and what keeps others unknown."""
    if series is None:
        return (scope,), frozenset()
    first = scope.value(series.first)
    last: Value = NONE if series.last is None else scope.value(series.last)
    if first is NONE:
        return (), frozenset()
    if not isinstance(first, Known) or isinstance(last, Missing):
        return (), blame_of_values((first, last))
    return _of_ordinals(series, first.value, last.value if isinstance(last, Known) else None, scope)


def _of_ordinals(
    series: Series, first: int, last: int | None, scope: Scope
) -> tuple[tuple[Scope, ...], Blames]:
    """Return the occurrences to be emitted of those from `first` to `last`, and the blame."""
    if last is not None and last < first:
        return (), frozenset()
    opening = _opens(series, first, scope)
    if not isinstance(opening, Known):
        return (), blame_of_values([opening])
    if not _has_come(opening, scope):
        return _without_left_out(series, [first], scope), frozenset()
    latest = latest_opened(series, first, last, scope)
    if latest is None:
        return (), frozenset()
    pending, blame = _pending(series, first, latest, scope)
    if latest != last:
        blame |= blame_of_values([_opens(series, latest + 1, scope)])
    return _without_left_out(series, [*pending, latest], scope), blame


def latest_opened(series: Series, first: int, last: int | None, scope: Scope) -> int | None:
    """Return the last ordinal that has opened, `first` being one; None if there is no such."""

    def has_opened(ordinal: int) -> bool:
        opens = _opens(series, ordinal, scope)
        return isinstance(opens, Known) and _has_come(opens, scope)

    end = first + BEYOND_THE_CALENDAR if last is None else last
    opened, step = first, 1
    while opened < end and has_opened(min(opened + step, end)):
        opened, step = min(opened + step, end), 2 * step
    if opened == end:
        return last
    not_yet = min(opened + step, end)
    while not_yet - opened > 1:
        middle = (opened + not_yet) // 2
        opened, not_yet = (middle, not_yet) if has_opened(middle) else (opened, middle)
    return opened


def _pending(series: Series, first: int, latest: int, scope: Scope) -> tuple[list[int], Blames]:
    """Return the ordinals before the latest that aren't closed nor done, and the blame."""
    pending: list[int] = []
    for ordinal in range(latest - 1, first - 1, -1):
        inner = scope.with_ordinal(series.variable, ordinal)
        closes = inner.value(series.closes)
        if not isinstance(closes, Known):
            return pending[::-1], blame_of_values([closes])
        if closes.value < _now_like(closes.value, scope):
            break
        if inner.truth(series.done) is not True:
            pending.append(ordinal)
    return pending[::-1], frozenset()


def _without_left_out(series: Series, ordinals: list[int], scope: Scope) -> tuple[Scope, ...]:
    scopes = (scope.with_ordinal(series.variable, ordinal) for ordinal in ordinals)
    out = series.left_out
    return tuple(inner for inner in scopes if out is None or inner.truth(out) is not True)


def _opens(series: Series, ordinal: int, scope: Scope) -> Value:
    return scope.with_ordinal(series.variable, ordinal).value(series.opens)


def _has_come(opens: Known, scope: Scope) -> bool:
    return bool(opens.value <= _now_like(opens.value, scope))


def _now_like(value: object, scope: Scope) -> object:
    """Return the as-of moment, or its date where `value` is a date."""
    now = scope.setting.facts.now
    return now if isinstance(value, datetime) else now.date()
