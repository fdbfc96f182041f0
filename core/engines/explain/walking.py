"""Which decisions an expression reads, whatever its conditions come to."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.aggregates import element_scopes
from forecourt.core.engines.explain.values import Known, Missing
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.explain.records import Held
    from forecourt.core.engines.explain.scope import Scope


def reads(part: Any, scope: Scope) -> Iterator[tuple[str, Held]]:
    """Yield the decisions read, with the records they are read of.

    `part` is an expression, or what expressions are made of. In aggregates all elements are
    visited, also those that do not count.
    """
    if isinstance(part, n.Ref):
        yield from _read(part, scope)
    if isinstance(part, tuple):
        for item in part:
            yield from reads(item, scope)
    elif isinstance(getattr(part, "source", None), n.Source):
        yield from _reads_of_aggregate(part, scope)
    elif isinstance(part, n.Expr):
        for child in fields(part):
            yield from reads(getattr(part, child.name), scope)


def _read(ref: n.Ref, scope: Scope) -> Iterator[tuple[str, Held]]:
    of = scope.value(ref.of)
    if isinstance(of, Known):
        yield ref.decision, of.value


def _reads_of_aggregate(aggregate: Any, scope: Scope) -> Iterator[tuple[str, Held]]:
    source = aggregate.source
    yield from reads(source.of, scope)
    scopes = element_scopes(source, scope)
    for inner in () if isinstance(scopes, Missing) else scopes:
        yield from reads(source.where, inner)
        for name in ("condition", "value"):
            yield from reads(getattr(aggregate, name, None), inner)
