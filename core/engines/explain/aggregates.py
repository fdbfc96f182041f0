"""Expressions that make one value of the elements of a list.

An element counts if its condition is true; it is in doubt if its condition is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.ordering import rank
from forecourt.core.engines.explain.records import Held, elements
from forecourt.core.engines.explain.values import (
    NONE,
    Blames,
    Known,
    Missing,
    Nothing,
    Unknown,
    Value,
    union,
)
from forecourt.core.values.arithmetic import div, scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan import nodes as n


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An element whose condition is unknown, and what is blamed for that."""

    scope: Scope
    blame: Blames


@dataclass(frozen=True, slots=True)
class Members:
    """The elements that count, and those in doubt, each as the scope in which it is bound."""

    sure: tuple[Scope, ...]
    doubtful: tuple[Doubtful, ...]


def element_scopes(source: n.Source, scope: Scope) -> tuple[Scope, ...] | Missing:
    """Return a scope for each element of the list; missing if the record it belongs to is."""
    owner = scope.value(source.of)
    if isinstance(owner, Missing):
        return owner
    if not isinstance(owner, Known):
        return ()
    return tuple(
        scope.with_element(source.variable, element, owner.value, source.name)
        for element in elements(owner.value, source.name, source.model)
    )


def members(source: n.Source, scope: Scope) -> Members | Missing:
    """Return the elements by what their condition comes to; missing if the list's record is."""
    scopes = element_scopes(source, scope)
    if isinstance(scopes, Missing):
        return scopes
    if source.where is None:
        return Members(scopes, ())
    judged = [(inner, inner.truth(source.where)) for inner in scopes]
    return Members(
        tuple(inner for inner, truth in judged if truth is True),
        tuple(Doubtful(inner, t.blame) for inner, t in judged if isinstance(t, Unknown)),
    )


def count(node: n.Count, scope: Scope) -> Value:
    """How many elements count; missing if any is in doubt."""
    found = members(node.source, scope)
    if isinstance(found, Missing):
        return found
    if found.doubtful:
        return Missing(union(element.blame for element in found.doubtful))
    return Known(len(found.sure))


def possible_counts(node: n.Count, scope: Scope) -> range | None:
    """Return the counts that are possible; None if nothing is known of the list."""
    found = members(node.source, scope)
    if isinstance(found, Missing):
        return None
    return range(len(found.sure), len(found.sure) + len(found.doubtful) + 1)


def total(node: n.Sum, scope: Scope) -> Value:
    """The sum of the values of the elements that count."""
    summed = _summands(node.source, node.value, scope)
    return summed if isinstance(summed, Missing) else Known(sum(summed))


def average(node: n.Average, scope: Scope) -> Value:
    """The sum divided by how many values are known, rounded once; none of nothing."""
    summed = _summands(node.source, node.value, scope)
    if isinstance(summed, Missing):
        return summed
    if not summed:
        return NONE
    return Known(div(sum(summed) * scale(node.type), len(summed) * scale(node.value.type)))


def _summands(source: n.Source, value: n.Expr, scope: Scope) -> list[int] | Missing:
    """Return the known values of the elements that count; missing if it isn't sure which."""
    found = members(source, scope)
    if isinstance(found, Missing):
        return found
    values = [inner.value(value) for inner in found.sure]
    blames = [element.blame for element in found.doubtful]
    blames += [summand.blame for summand in values if isinstance(summand, Missing)]
    if blames:
        return Missing(union(blames))
    return [summand.value for summand in values if isinstance(summand, Known)]


def best(node: n.Best, scope: Scope) -> Value:
    """The greatest or least value of the elements that count."""

    def better(one: Candidate, other: Candidate) -> bool:
        return _beats(node, one, other)

    winner = _winner(node, scope, better)
    return Known(winner.value) if isinstance(winner, Candidate) else winner


def best_record(node: n.BestRecord, scope: Scope) -> Value:
    """The element that counts with the greatest or least value; of several, the greatest id."""

    def better(one: Candidate, other: Candidate) -> bool:
        tied = rank(one.value, node.value.type) == rank(other.value, node.value.type)
        return one.element.id > other.element.id if tied else _beats(node, one, other)

    winner = _winner(node, scope, better)
    return Known(winner.element) if isinstance(winner, Candidate) else winner


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element whose value is known."""

    element: Held
    value: Any


def _beats(node: n.Best | n.BestRecord, one: Candidate, other: Candidate) -> bool:
    first, second = rank(one.value, node.value.type), rank(other.value, node.value.type)
    return bool(first > second if node.greatest else first < second)


def _winner(
    node: n.Best | n.BestRecord, scope: Scope, better: Callable[[Candidate, Candidate], bool]
) -> Candidate | Nothing | Missing:
    """Return the best of the elements that count, unless another one might be better."""
    found = members(node.source, scope)
    if isinstance(found, Missing):
        return found
    sure = [_candidate(node, inner) for inner in found.sure]
    winner: Candidate | None = None
    for candidate in sure:
        if isinstance(candidate, Candidate) and (winner is None or better(candidate, winner)):
            winner = candidate
    blames = [candidate.blame for candidate in sure if isinstance(candidate, Missing)]
    for element in found.doubtful:
        rival = _candidate(node, element.scope)
        if isinstance(rival, Missing):
            blames.append(element.blame | rival.blame)
        elif isinstance(rival, Candidate) and (winner is None or better(rival, winner)):
            blames.append(element.blame)
    return Missing(union(blames)) if blames else winner or NONE


def _candidate(node: n.Best | n.BestRecord, inner: Scope) -> Candidate | Nothing | Missing:
    value = inner.value(node.value)
    if isinstance(value, Known):
        return Candidate(inner.elements[node.source.variable].element, value.value)
    return value
