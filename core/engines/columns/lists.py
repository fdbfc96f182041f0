"""The elements of a list, in columns: who they belong to, which count, and their group.

An element counts if its condition is true; it is in doubt if its condition is unknown. A list is
grouped by the record it belongs to, once for all that reads nothing of the rows around; what does
is joined with these first, and grouped by their keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.asking import texts_of
from forecourt.core.engines.columns.blame import Bit, Blame
from forecourt.core.engines.columns.cells import Cell, Record, Truth
from forecourt.core.engines.columns.frames import Frame, Group
from forecourt.core.engines.columns.inputs import ids_above
from forecourt.core.engines.columns.scope import Bound
from forecourt.core.engines.columns.sql import TRUE, Column, all_of, same, text
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

Aggregate = n.Exists | n.Every | n.Count | n.Sum | n.Average | n.Best | n.BestRecord


@dataclass(frozen=True)
class Elements:
    """The elements of a list, as what is inside an aggregate sees them, and their group."""

    owner: Record
    group: Group
    inner: Scope
    where: Truth
    read: Callable[[Sql], Sql]
    """Gives what an aggregate over the elements comes to, for the rows at hand; null of nothing."""


def elements(node: Aggregate, scope: Scope, *reading: Sql) -> Elements:
    """Return the elements of an aggregate's list, grouped for the rows at hand.

    `reading` are columns of the rows at hand that will be read in the group, if any.
    """
    source = node.source
    owner = scope.record(source.of)
    apart = bool(reading) or not stands_alone(node, scope)
    number = scope.session.expressions.number
    key: tuple[Hashable, ...] = (number(source.of), source.name)
    if apart:
        key = (number(node), scope.certainty_pass, reading)
    groups = scope.subject.groups
    if (scope.frame, key) not in groups:
        groups[scope.frame, key] = _group(source, owner, apart, scope)
    group = groups[scope.frame, key]
    inner = scope.inner(source.variable, _bound(source, owner, group.frame, scope))
    where = Truth(TRUE) if source.where is None else inner.truth(source.where)

    def read(sql: Sql) -> Sql:
        return scope.frame.joined(group, lambda alias: _on(group, alias))(group.column(sql))

    return Elements(owner, group, inner, where, read)


def stands_alone(node: Aggregate, scope: Scope) -> bool:
    """Return whether an aggregate reads of its elements alone, and of no decision."""
    read = scope.session.expressions.reads(inside(node))
    return read.variables <= {node.source.variable} and not read.rows


def inside(node: Aggregate) -> tuple[n.Expr, ...]:
    """Return what an aggregate works out for each element."""
    found = [] if node.source.where is None else [node.source.where]
    match node:
        case n.Every():
            found.append(node.condition)
        case n.Sum() | n.Average() | n.Best() | n.BestRecord():
            found.append(node.value)
    return tuple(found)


def _group(source: n.Source, owner: Record, apart: bool, scope: Scope) -> Group:
    """Group a list's elements by what they belong to, or by the rows around."""
    session, around = scope.session, scope.frame
    schema = session.plan.schema
    session.tables.add(source.model)
    name = session.name(source.model)
    above = ids_above(source.model, schema)
    owner_model = above[-1].removeprefix("_")
    theirs = [owner.column(key) for key in ids_above(owner_model, schema)] + [owner.id.value]
    belonging = tuple(
        (key, column)
        for key, value in zip(above, theirs, strict=True)
        if isinstance(column := around.put(value), Column)
    )
    frame = Frame(f"{name}_each", source.model, (*above, "id"), around, belonging)
    if not apart:
        return Group(f"{name}_all", frame, tuple(frame.stored(key) for key in above), tuple(theirs))
    own = tuple(around.identifying())
    inner = tuple(frame.around(column) for column in own)
    return Group(f"{name}_all", frame, tuple(c for c in inner if isinstance(c, Column)), own)


def _bound(source: n.Source, owner: Record, frame: Frame, scope: Scope) -> Bound:
    identity = frame.stored("id")
    asks = _asks(source, owner, frame, scope)
    return Bound(frame, Record(Cell(identity), frame.stored, asks), asks=asks)


def _asks(source: n.Source, owner: Record, frame: Frame, scope: Scope) -> Callable[[str], Blame]:
    """Return what asks for a field of an element: as one of the list of its owner."""
    owner_model = scope.session.plan.schema.models[source.model].owner
    assert owner_model is not None

    def asked(path: str) -> Blame:
        whole = f"{source.name}.{path}"
        if scope.frame is scope.subject.frame:
            return scope.subject.bits.blame(Bit("field", whole, owner_model, owner.id.value))
        return texts_of(text(f"{owner_model}:"), frame.stored(f"_{owner_model}"), text(f".{whole}"))

    return asked


def _on(group: Group, alias: str) -> Sql:
    return all_of(
        *(
            same(Column(f"k{place}", alias), own)
            for place, own in enumerate(group.owner)
        )
    )  # fmt: skip
