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
    Truth,
    Unknown,
    Value,
    blame_of_truths,
    blame_of_values,
    conjunction,
    union,
)
from forecourt.core.plan.outcome import Emitted

if TYPE_CHECKING:
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan.nodes import Emission, Expr, Series

SERIES_LIMIT = 10_000
"""How many ordinals of a series are looked at."""


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
    opened, blame = _opened(series, scope)
    if not opened:
        return (), blame
    *earlier, latest = opened
    pending = [(inner, _still_pending(series, inner)) for inner in earlier]
    blame |= blame_of_truths(truth for _, truth in pending)
    return (*(inner for inner, truth in pending if truth is True), latest), blame


def _opened(series: Series, scope: Scope) -> tuple[list[Scope], Blames]:
    """Return the occurrences that have opened, in order; the first if none has.

    Those that are left out are passed over as if they weren't there. The blame is of the first
    occurrence of which it isn't known when it opens.
    """
    opened: list[Scope] = []
    ordinals = _ordinals(series, scope)
    if isinstance(ordinals, Missing):
        return opened, ordinals.blame
    for ordinal in ordinals:
        inner = scope.with_ordinal(series.variable, ordinal)
        if series.left_out is not None and inner.truth(series.left_out) is True:
            continue
        opens = inner.value(series.opens)
        if not isinstance(opens, Known):
            return opened, blame_of_values([opens])
        if not _has_come(opens, inner):
            return opened or [inner], frozenset()
        opened.append(inner)
    return opened, frozenset()


def _ordinals(series: Series, scope: Scope) -> range | Missing:
    """Return the ordinals to look at; none of them where there is no first one."""
    first = scope.value(series.first)
    last: Value = NONE if series.last is None else scope.value(series.last)
    if first is NONE:
        return range(0)
    if not isinstance(first, Known) or isinstance(last, Missing):
        return Missing(blame_of_values((first, last)))
    limit = first.value + SERIES_LIMIT
    return range(first.value, min(limit, last.value + 1) if isinstance(last, Known) else limit)


def _still_pending(series: Series, scope: Scope) -> Truth:
    """Whether an earlier occurrence isn't closed and isn't done."""
    done = scope.truth(series.done) is True
    return conjunction((_is_still_open(scope.value(series.closes), scope), not done))


def _is_still_open(closes: Value, scope: Scope) -> Truth:
    if isinstance(closes, Missing):
        return Unknown(closes.blame)
    return isinstance(closes, Known) and closes.value >= _now_like(closes.value, scope)


def _has_come(opens: Known, scope: Scope) -> bool:
    return bool(opens.value <= _now_like(opens.value, scope))


def _now_like(value: object, scope: Scope) -> object:
    """Return the as-of moment, or its date where `value` is a date."""
    now = scope.setting.facts.now
    return now if isinstance(value, datetime) else now.date()
