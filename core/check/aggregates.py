"""Looking through lists: `any`, `count of`, `latest ... where ...` and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import names
from forecourt.core.check.advice import on_no_order
from forecourt.core.check.bounds import bounded
from forecourt.core.check.typing import YES_NO, describe_type, is_ordered
from forecourt.core.check.wording import written
from forecourt.core.diagnostics.checking import (
    Misplaced,
    NestedAggregate,
    NoOrder,
    NotAList,
    UnknownField,
    WrongType,
)
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Money, Number, Percent, Quantity, Reference, Whole

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import ListSchema

Condition = Callable[[syntax.Expression, "Context"], "Expr"]
"""How the `where` is read; given by the caller so that modules depend one way."""


@dataclass(frozen=True, slots=True)
class _Path:
    """A list found by its path: whose it is, and which of its elements are meant.

    `links` are the fields of the element that must refer to `linked_to`, where the list belongs
    to a record above and only what is linked to this one counts.
    """

    of: Expr
    entry: ListSchema
    link: str | None = None
    linked_to: Expr | None = None


def aggregate(node: syntax.Aggregate, context: Context, condition: Condition) -> Expr:
    """Return an aggregate over a list."""
    path, value_name = _find(node, context)
    element = plan.Element(
        context.assembly.fresh_variable(), path.entry.model, Reference(path.entry.model)
    )
    owner = names.model_of(path.of, context).name
    if (owner, path.entry.name) in context.sources:
        context.fail(NestedAggregate(node.place, path.entry.name))
    inner = context.inside(element, owner, path.entry.name)
    written = condition(node.where, inner) if node.where is not None else None
    fixed = _fixed_conditions(node, path, element, context)
    value = _value(node, value_name, element, inner)
    if node.operator == "every":
        if written is None:
            context.fail(
                Misplaced(node.place, "`every` without `where`", "what holds for every one")
            )
        source = _source(path, element, _all(fixed))
        return plan.Every(source, written, YES_NO)
    return _over(node, _source(path, element, _all((*fixed, written))), element, value, context)


def _over(
    node: syntax.Aggregate,
    source: plan.Source,
    element: plan.Element,
    value: Expr | None,
    context: Context,
) -> Expr:
    match node.operator:
        case "any":
            return plan.Exists(source, YES_NO)
        case "no":
            return plan.Not(plan.Exists(source, YES_NO), YES_NO)
        case "count":
            return plan.Count(source, Whole())
        case "sum" | "average":
            return _total(node, source, value, context)
        case _:
            return _best(node, source, element, value, context)


def _total(
    node: syntax.Aggregate, source: plan.Source, value: Expr | None, context: Context
) -> Expr:
    if value is None or not isinstance(value.type, (Whole, Number, Percent, Money, Quantity)):
        context.fail(
            Misplaced(
                node.place, f"`{node.operator} of` a list", "a field of numbers after the list"
            )
        )
    if node.operator == "sum":
        found: Expr = plan.Sum(source, value, value.type)
    else:
        result = Number() if isinstance(value.type, Whole) else value.type
        found = plan.Average(source, value, result)
    return bounded(found, f"{node.operator} of", node.place, context)


def _best(
    node: syntax.Aggregate,
    source: plan.Source,
    element: plan.Element,
    value: Expr | None,
    context: Context,
) -> Expr:
    greatest = node.operator in ("latest", "largest")
    if value is not None:
        if not is_ordered(value.type):
            of, helped = describe_type(value.type), on_no_order(value.type)
            context.fail(NoOrder(node.place, of, node.operator, helped))
        return plan.Best(source, value, greatest, value.type)
    model = context.schema.models[source.model]
    if node.operator in ("largest", "smallest") or model.time is None:
        context.fail(
            Misplaced(node.place, f"`{node.operator}` without a field", "the field that decides")
        )
    time = names.member(element, model.time, context)
    assert time is not None
    return plan.BestRecord(source, time, greatest, Reference(source.model))


def _value(
    node: syntax.Aggregate, name: syntax.Attribute | None, element: plan.Element, inner: Context
) -> Expr | None:
    if name is None:
        return None
    if node.operator in ("any", "every", "no", "count"):
        inner.fail(WrongType(name.place, "a list", "a field of its elements"))
    found = names.member(element, name.name, inner)
    if found is None:
        known = tuple(inner.schema.models[element.model].fields)
        inner.fail(UnknownField(name.place, name.name, element.model, known))
    return found


def _source(path: _Path, element: plan.Element, where: Expr | None) -> plan.Source:
    return plan.Source(element.variable, path.of, path.entry.name, element.model, where)


def _all(conditions: tuple[Expr | None, ...]) -> Expr | None:
    """Return the conjunction of the conditions that there are."""
    there = tuple(one for one in conditions if one is not None)
    if len(there) > 1:
        return plan.And(there, YES_NO)
    return there[0] if there else None


def _fixed_conditions(
    node: syntax.Aggregate, path: _Path, element: plan.Element, context: Context
) -> tuple[Expr, ...]:
    """Return what the path itself demands: being linked to the record, being another one."""
    found: list[Expr] = []
    if path.link is not None and path.linked_to is not None:
        link = names.member(element, path.link, context)
        assert link is not None
        found.append(plan.Compare(Relation.EQUAL, link, path.linked_to, YES_NO))
    if node.other:
        is_this = plan.Compare(Relation.EQUAL, element, context.this(), YES_NO)
        found.append(plan.Not(is_this, YES_NO))
    return tuple(found)


def _find(node: syntax.Aggregate, context: Context) -> tuple[_Path, syntax.Attribute | None]:
    """Return the list that a path points to, and the field after it if there is one."""
    if node.other and (siblings := _siblings(node.path, context)):
        return siblings, None
    if whole := _list_at(node.path, context):
        return whole, None
    if isinstance(node.path, syntax.Attribute) and (before := _list_at(node.path.of, context)):
        return before, node.path
    name = node.path.name if isinstance(node.path, syntax.Attribute) else written(node.path)
    context.fail(NotAList(node.path.place, name.strip("`"), node.operator, _known_lists(context)))


def _list_at(path: syntax.Expression, context: Context) -> _Path | None:
    match path:
        case syntax.Name(text=name):
            return _list_in_sight(name, context)
        case syntax.Attribute(of=of, name=name):
            record = _record_at(of, context)
            return _list_of(record, name, context) if record is not None else None
        case _:
            return None


def _record_at(node: syntax.Expression, context: Context) -> Expr | None:
    """Return the record that a path points to, or None without a report."""
    match node:
        case syntax.Name(text=name):
            found = names.look_up(name, node.place, context)
        case syntax.Attribute(of=of, name=name):
            before = _record_at(of, context)
            found = names.member(before, name, context) if before is not None else None
        case _:
            return None
    if found is None or not isinstance(found.type, Reference):
        return None
    return names.as_record(found)


def _list_in_sight(name: str, context: Context) -> _Path | None:
    """Return the list of that name, searched from the innermost element to the subject."""
    records: list[Expr] = list(reversed(context.elements))
    if context.subject is not None:
        records.append(context.this())
    for record in records:
        if found := _list_of(record, name, context):
            return found
    return None


def _list_of(record: Expr, name: str, context: Context) -> _Path | None:
    """Return a record's own list, or what is linked to it in a list of its root."""
    model = names.model_of(record, context)
    if entry := _entry(name, model.lists.values()):
        return _Path(record, entry)
    root = context.schema.root_of(model.name)
    if root == model.name:
        return None
    entry = _entry(name, context.schema.models[root].lists.values())
    if entry is None:
        return None
    links = [
        field.name
        for field in context.schema.models[entry.model].fields.values()
        if field.type == Reference(model.name)
    ]
    if len(links) != 1:
        return None
    return _Path(plan.Root(root, Reference(root)), entry, links[0], record)


def _siblings(path: syntax.Expression, context: Context) -> _Path | None:
    """Return the list that the subject itself stands in, for `any other ...`."""
    if context.subject is None or not isinstance(path, syntax.Name):
        return None
    held = context.schema.list_in_root(context.subject)
    if held is None or path.text not in (held[1].name, held[1].singular):
        return None
    root, entry = held
    return _Path(plan.Root(root, Reference(root)), entry)


def _entry(name: str, lists: Iterable[ListSchema]) -> ListSchema | None:
    return next((entry for entry in lists if name in (entry.name, entry.singular)), None)


def _known_lists(context: Context) -> tuple[str, ...]:
    models = [element.model for element in context.elements]
    if context.subject is not None:
        models += [context.subject, context.schema.root_of(context.subject)]
    lists = (entry for model in models for entry in context.schema.models[model].lists.values())
    return tuple(dict.fromkeys(entry.singular for entry in lists))
