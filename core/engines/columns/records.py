"""Records, in columns: the row itself, what is above it, what it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.asking import by_id
from forecourt.core.engines.columns.blame import NOBODY, Blame
from forecourt.core.engines.columns.cells import Cell, Record, kept, rows_chosen
from forecourt.core.engines.columns.figures import first_known
from forecourt.core.engines.columns.inputs import ids_above
from forecourt.core.engines.columns.references import referred
from forecourt.core.engines.columns.sql import (
    TEXT,
    TRUE,
    Column,
    Op,
    all_of,
    any_of,
    case,
    column_type,
    is_null,
    is_there,
    null,
    same,
)
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Reference, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql


def subject(_: n.Subject, scope: Scope) -> Record:
    """The row itself."""
    return record_of_subject(scope)


def record_of_subject(scope: Scope) -> Record:
    """Return the record that a subject's row is."""
    frame, model = scope.subject.frame, scope.subject.model
    scope.session.tables.add(model)
    identity = frame.stored("id")
    return Record(Cell(identity), frame.stored, by_id(model, identity, scope))


def root(node: n.Root, scope: Scope) -> Record:
    """The row above it that is a root; the one store, or file, where it is another root's."""
    session, frame, model = scope.session, scope.frame, scope.subject.model
    if node.model == model:
        return record_of_subject(scope)
    session.tables.add(node.model)
    if node.model == session.plan.schema.root_of(model):
        identity = frame.stored(f"_{node.model}")
        above = frame.joined(node.model, lambda alias: Op("=", (Column("id", alias), identity)))
    else:
        above = frame.joined(node.model, lambda _: TRUE)
        identity = above("id")

    def column(name: str) -> Sql:
        return identity if name == "id" else above(name)

    return Record(Cell(identity), column, by_id(node.model, identity, scope))


def element(node: n.Element, scope: Scope) -> Record:
    """The element that is looked at."""
    bound = scope.bound[node.variable]
    assert bound.record is not None
    return bound.record


def follow(node: n.Follow, scope: Scope) -> Record:
    """The record that a reference leads to, found by its root and id; none if it isn't there."""
    schema, frame = scope.session.plan.schema, scope.frame
    reference = scope.cell(node.reference)
    scope.session.tables.add(node.model)
    is_root = node.model in schema.roots
    if not is_root and schema.list_in_root(node.model) is None:
        return _nobody(node.model, reference, scope)
    root_model = schema.root_of(node.model)
    above = _root_id(root_model, scope)

    def on(alias: str) -> Sql:
        found = same(Column("id", alias), reference.value)
        return all_of(found, same(Column("id" if is_root else f"_{root_model}", alias), above))

    column = frame.joined(node.model, on)
    gone = all_of(is_there(reference.value), is_null(column("id")))
    identity = kept(
        replace(reference, value=column("id"), none=any_of(reference.none, gone)), frame
    )
    asked = path_from_element(node, scope) or by_id(node.model, identity.value, scope)
    return Record(identity, column, asked)


def _root_id(model: str, scope: Scope) -> Sql:
    """Return the id of the root that is referred into, of these rows alone where they know it.

    Elements that read nothing of the rows around are not to be joined with them.
    """
    schema, source = scope.session.plan.schema, scope.frame.source
    if isinstance(source, str) and source != model and schema.root_of(source) == model:
        return scope.frame.stored(f"_{model}")
    node = n.Root(model, Reference(model))
    is_the_store = model != schema.root_of(scope.subject.model)
    return root(node, scope).id.value if is_the_store else scope.cell(node).value


def _nobody(model: str, reference: Cell, scope: Scope) -> Record:
    gone = any_of(reference.none, is_there(reference.value))
    identity = replace(reference, value=null(TEXT), none=gone)
    fields = scope.session.plan.schema.models[model].fields
    return Record(
        identity,
        lambda name: null(column_type(fields[name].type) if name in fields else TEXT),
        lambda _: NOBODY,
    )


def embedded(node: n.Part, scope: Scope) -> Record:
    """The record embedded in another; none if it isn't there."""
    schema, frame = scope.session.plan.schema, scope.frame
    owner_model = schema.models[node.model].owner
    assert owner_model is not None
    owner = scope.record(node.of)
    scope.session.tables.add(node.model)

    def on(alias: str) -> Sql:
        above = (
            same(Column(key, alias), owner.column(key)) for key in ids_above(owner_model, schema)
        )
        return all_of(*above, same(Column(f"_{owner_model}", alias), owner.id.value))

    column = frame.joined(node.model, on)
    gone = all_of(is_there(owner.id.value), is_null(column("id")))
    identity = kept(replace(owner.id, value=column("id"), none=any_of(owner.id.none, gone)), frame)
    asked = path_from_element(node, scope) or by_id(node.model, identity.value, scope)
    return Record(identity, column, asked)


def path_from_element(node: n.Expr, scope: Scope) -> Callable[[str], Blame] | None:
    """Return what asks for fields of a record by the element that leads to it, if one does."""
    found = _path(node)
    if found is None:
        return None
    variable, names = found
    before = scope.bound[variable].asks
    assert before is not None
    return lambda name: before(".".join((*names, name)))


def _path(node: n.Expr) -> tuple[int, tuple[str, ...]] | None:
    match node:
        case n.Element():
            return node.variable, ()
        case n.Part(of=of, name=name) | n.Follow(reference=n.Field(of=of, name=name)):
            before = _path(of)
            return before and (before[0], (*before[1], name))
        case _:
            return None


def composite(node: n.Expr, scope: Scope) -> Record:
    """A record that is one of several: of a decision, a fallback, a case, a choice."""
    match node:
        case n.Ref():
            made = referred(node, scope)
            return made.record or _empty_record(node.type, made.cell, scope)
        case n.Else():
            first, second = scope.record(node.first), scope.record(node.second)
            rows = [(is_there(first.id.value), first)]
            identity = first_known(first.id, second.id)
            return chosen_record(node.type, identity, rows, second, scope)
        case n.Case():
            found = [
                (scope.truth(condition).truth, scope.record(one)) for condition, one in node.rows
            ]
            last = None if node.otherwise is None else scope.record(node.otherwise)
            none = Cell(null(TEXT), TRUE)
            identity = rows_chosen(
                [(condition, record.id) for condition, record in found], last.id if last else none
            )
            return chosen_record(node.type, identity, found, last, scope)
        case _:
            nothing = scope.cell(node)
            return _empty_record(node.type, nothing, scope)


def _empty_record(kind: Type, identity: Cell, scope: Scope) -> Record:
    assert isinstance(kind, Reference)
    fields = scope.session.plan.schema.models[kind.model].fields
    return Record(
        identity,
        lambda name: null(column_type(fields[name].type) if name in fields else TEXT),
        lambda _: NOBODY,
    )


def chosen_record(
    kind: Type,
    identity: Cell,
    rows: list[tuple[Sql, Record]],
    last: Record | None,
    scope: Scope,
) -> Record:
    """Return the record of the first row whose condition is true, or else the last."""
    assert isinstance(kind, Reference)
    identity = kept(identity, scope.frame)
    empty = _empty_record(kind, identity, scope)

    def column(name: str) -> Sql:
        otherwise = (last or empty).column(name)
        return scope.frame.put(case([(c, one.column(name)) for c, one in rows], otherwise))

    return Record(identity, column, by_id(kind.model, identity.value, scope))
