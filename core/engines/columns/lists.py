"""The elements of a list, in columns: who they belong to, which count, and their group.

An element counts if its condition is true; it is in doubt if its condition is unknown. A list is
grouped by the record it belongs to and the fields by which it is matched (`matching`), once for all
that reads nothing else of the rows around; what does is joined with these first, and grouped by
their keys.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.asking import texts_of
from forecourt.core.engines.columns.blame import Bit, Blame
from forecourt.core.engines.columns.cells import Cell, Record, Truth
from forecourt.core.engines.columns.expressions import directly_in, parts
from forecourt.core.engines.columns.frames import Frame, Group
from forecourt.core.engines.columns.inputs import ids_above
from forecourt.core.engines.columns.matching import matching
from forecourt.core.engines.columns.scope import Bound
from forecourt.core.engines.columns.sql import TRUE, Column, Literal, all_of, same, text
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from forecourt.core.engines.columns.matching import Match
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

Aggregate = n.Exists | n.Every | n.Count | n.Sum | n.Average | n.Best | n.BestRecord


@dataclass(frozen=True)
class Elements:
    """The elements of a list, as what is inside an aggregate sees them, and their group."""

    owner: Record
    group: Group
    inner: Scope
    limit: n.Expr | None
    """What is asked of the elements, but for what those of the group match anyway."""
    where: Truth
    """The same in columns."""
    read: Callable[[Sql], Sql]
    """Gives what an aggregate over the elements comes to, for the rows at hand; null of nothing."""


def elements(node: Aggregate, scope: Scope, *reading: Sql) -> Elements:
    """Return the elements of an aggregate's list that may count, grouped for the rows at hand.

    `reading` are columns of the rows at hand that will be read in the group, if any.
    """
    matches, rest = matching(node.source, scope)
    asked = replace(node, source=replace(node.source, where=rest)) if matches else node
    return _elements(asked, matches, reading, scope)


def all_elements(node: Aggregate, scope: Scope) -> Elements:
    """Return all elements of an aggregate's list, also those that never count."""
    return _elements(node, (), (), scope)


def _elements(
    node: Aggregate, matches: tuple[Match, ...], reading: tuple[Sql, ...], scope: Scope
) -> Elements:
    source = node.source
    owner = scope.record(source.of)
    group = _group(node, owner, matches, reading, scope)
    inner = scope.inner(source.variable, _bound(source, owner, group.frame, scope))
    where = Truth(TRUE) if source.where is None else inner.truth(source.where)

    def read(sql: Sql) -> Sql:
        return scope.frame.joined(group, lambda alias: _on(group, alias))(group.column(sql))

    return Elements(owner, group, inner, source.where, where, read)


def stands_alone(node: Aggregate, scope: Scope) -> bool:
    """Return whether an aggregate reads of its elements alone, and of no decision."""
    within = inside(node)
    read = scope.session.expressions.reads(within)
    alone = read.variables <= {node.source.variable} and not read.rows
    return alone and not _refers_to_own_root(node, scope)


def _refers_to_own_root(node: Aggregate, scope: Scope) -> bool:
    """Whether elements of another root have references into that of the rows around."""
    root_of = scope.session.plan.schema.root_of
    own = root_of(scope.subject.model)
    if root_of(node.source.model) == own:
        return False
    found = parts(inside(node))
    return any(isinstance(part, n.Follow) and root_of(part.model) == own for part in found)


def inside(node: Aggregate) -> tuple[n.Expr, ...]:
    """Return what an aggregate works out for each element."""
    found = [] if node.source.where is None else [node.source.where]
    match node:
        case n.Every():
            found.append(node.condition)
        case n.Sum() | n.Average() | n.Best() | n.BestRecord():
            found.append(node.value)
    return tuple(found)


def _group(
    node: Aggregate,
    owner: Record,
    matches: tuple[Match, ...],
    reading: tuple[Sql, ...],
    scope: Scope,
) -> Group:
    """Return the group of a list's elements, the same for all aggregates that may share it."""
    source, groups = node.source, scope.subject.groups
    key: tuple[Hashable, ...] = (
        scope.frame, scope.session.expressions.number(source.of), source.name, matches
    )  # fmt: skip
    if not reading and stands_alone(node, scope):
        if key not in groups:
            groups[key] = _by_owner(node, owner, matches, scope)
        return groups[key]
    key = (*key, reading, _read_around(node, scope))
    if key not in groups:
        groups[key] = _by_rows_around(source, owner, matches, scope)
    return groups[key]


def _by_owner(node: Aggregate, owner: Record, matches: tuple[Match, ...], scope: Scope) -> Group:
    """Group a list by what it belongs to and what it matches; its rows are the same for all."""
    source, schema = node.source, scope.session.plan.schema
    if not matches:
        frame = _frame(source, owner, (), scope)
        above = tuple(frame.stored(key) for key in ids_above(source.model, schema))
        return Group(f"{frame.name}_all", frame, above, _ids_of(source, owner, scope))
    whole = _group(node, owner, (), (), scope)
    name = scope.session.name(f"{whole.name}_by")
    fields = tuple(whole.frame.stored(one.name) for one in matches)
    return Group(
        name, whole.frame, whole.keys + fields, (*whole.owner, *(one.value for one in matches))
    )


def _by_rows_around(
    source: n.Source, owner: Record, matches: tuple[Match, ...], scope: Scope
) -> Group:
    """Group a list by the rows around, each with the elements of it that these match."""
    frame = _frame(source, owner, matches, scope)
    frame.for_each_around = True
    own = tuple(scope.frame.identifying())
    inner = tuple(frame.around(column) for column in own)
    name = f"{frame.name}_all"
    return Group(name, frame, tuple(c for c in inner if isinstance(c, Column)), own)


def _read_around(node: Aggregate, scope: Scope) -> Hashable:
    """Return what is the same for aggregates that read the same of the rows around.

    They may share their rows, since none of them is read by another. That is not so where
    decisions of the elements are read: these may have read an aggregate themselves.
    """
    expressions, bound = scope.session.expressions, set(scope.bound)
    ordinals = tuple(one.ordinal for one in scope.bound.values())
    found: set[int] = set()
    waiting: list[Any] = list(inside(node))
    decided = False
    while waiting:
        part = waiting.pop()
        read = expressions.reads(part)
        if read.is_constant:
            continue
        if read.variables <= bound:
            found.add(expressions.number(part))
            decided = decided or any(isinstance(one, n.Ref) for one in parts(part))
        elif isinstance(part, n.Ref):
            return expressions.number(inside(node)), ordinals, scope.certainty_pass
        else:
            waiting += directly_in(part)
    return frozenset(found), ordinals, decided and scope.certainty_pass


def _frame(source: n.Source, owner: Record, matches: tuple[Match, ...], scope: Scope) -> Frame:
    """Return the rows of a list's elements, joined with the rows around if these are read."""
    session, around = scope.session, scope.frame
    session.tables.add(source.model)
    above = ids_above(source.model, session.plan.schema)
    belonging = tuple(
        (key, column)
        for key, value in zip(above, _ids_of(source, owner, scope), strict=True)
        if isinstance(column := around.put(value), Column | Literal)
    )
    matched = tuple((one.name, one.value) for one in matches)
    name = f"{session.name(source.model)}_each"
    return Frame(name, source.model, (*above, "id"), around, belonging + matched)


def _ids_of(source: n.Source, owner: Record, scope: Scope) -> tuple[Sql, ...]:
    """Return the ids of the record that a list belongs to, its root's first."""
    schema = scope.session.plan.schema
    owner_model = ids_above(source.model, schema)[-1].removeprefix("_")
    return (*map(owner.column, ids_above(owner_model, schema)), owner.id.value)


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
