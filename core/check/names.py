"""What a bare name, or a word after a dot, stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.assembly import Rejected
from forecourt.core.diagnostics.checking import (
    ListAsValue,
    NoSuchOutput,
    TwoReadings,
    UnknownField,
    UnknownName,
    UnknownValue,
    WrongArguments,
)
from forecourt.core.plan import nodes as plan
from forecourt.core.values.types import Day, Moment, Reference, Symbol

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Declared
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import ModelSchema
    from forecourt.core.syntax.nodes import Attribute, Name
    from forecourt.core.values.types import Type


def resolve_name(node: Name, context: Context, expected: Type | None) -> Expr:
    """Return what a bare name means.

    `expected` is the type on the other side: only a symbol type lets the name be one of its values.
    """
    symbol = _symbol_value(node.text, expected)
    found = look_up(node.text, node.place, context)
    if symbol and found and isinstance(expected, Symbol):
        context.fail(TwoReadings(node.place, node.text, expected.name))
    if symbol or found:
        return symbol or found  # type: ignore[return-value]  # one of them is not None
    if isinstance(expected, Symbol):
        if expected.open:
            return plan.Const(node.text, expected)
        context.fail(UnknownValue(node.place, node.text, expected.name, expected.values))
    if node.text in context.assembly.broken:
        raise Rejected
    if _is_list(node.text, context):
        context.fail(ListAsValue(node.place, node.text))
    context.fail(
        UnknownName(node.place, node.text, context.subject, tuple(_visible_names(context)))
    )


def is_value(node: Name, context: Context) -> bool:
    """Tell whether a bare name means something without knowing what is expected."""
    try:
        return look_up(node.text, node.place, context) is not None
    except Rejected:
        return True


def look_up(name: str, place: Place, context: Context) -> Expr | None:
    """Return the value that a name has where it stands, or None without a report."""
    return (
        _fixed(name)
        or context.local.get(name)
        or _member_of_elements(name, context)
        or _member_of_subject(name, context)
        or _record_above(name, context)
        or _named_statement(name, place, context)
        or _parameter(name, place, context)
    )


def member(record: Expr, name: str, context: Context) -> Expr | None:
    """Return a stored field or part of a record, or None."""
    of = as_record(record)
    model = model_of(of, context)
    if field := model.fields.get(name):
        return plan.Field(of, model.name, field.name, field.absence, field.type)
    if part := model.parts.get(name):
        return plan.Part(of, name, part.model, Reference(part.model))
    return None


def attribute(node: Attribute, of: Expr, context: Context) -> Expr:
    """Return `of.name`: a field, a part, or a decision made for that record."""
    if not isinstance(of.type, Reference):
        context.fail(UnknownField(node.place, node.name, str(of.type), ()))
    record = as_record(of)
    found = member(record, node.name, context) or _decision_of(
        node.name, record, node.place, context
    )
    if found:
        return found
    model = model_of(record, context)
    if any(node.name in (entry.name, entry.singular) for entry in model.lists.values()):
        context.fail(ListAsValue(node.place, node.name))
    known = (*model.fields, *model.parts, *model.lists)
    context.fail(UnknownField(node.place, node.name, model.name, known))


def as_record(expression: Expr) -> Expr:
    """Return a reference as the record that it points to."""
    if isinstance(expression, plan.Field) and isinstance(expression.type, Reference):
        return plan.Follow(expression, expression.type.model, expression.type)
    return expression


def model_of(record: Expr, context: Context) -> ModelSchema:
    """Return the model of an expression that stands for a record."""
    assert isinstance(record.type, Reference)
    return context.schema.models[record.type.model]


def _symbol_value(name: str, expected: Type | None) -> Expr | None:
    if isinstance(expected, Symbol) and name in expected.values:
        return plan.Const(name, expected)
    return None


def _fixed(name: str) -> Expr | None:
    if name == "today":
        return plan.Today(Day())
    return plan.Now(Moment()) if name == "now" else None


def _member_of_elements(name: str, context: Context) -> Expr | None:
    for element in reversed(context.elements):
        if found := member(element, name, context):
            return found
    return None


def _member_of_subject(name: str, context: Context) -> Expr | None:
    if context.subject is None:
        return None
    if name in ("this", context.subject):
        return context.this()
    return member(context.this(), name, context)


def _record_above(name: str, context: Context) -> Expr | None:
    """Return a root by its name, or what a record above the subject links to."""
    if name in context.schema.roots:
        return plan.Root(name, Reference(name))
    root = context.root()
    if root is None or root == context.subject:
        return None
    above = plan.Root(root, Reference(root))
    field = context.schema.models[root].fields.get(name)
    if field is not None and isinstance(field.type, Reference):
        return member(above, name, context)
    return member(above, name, context) if name in context.schema.models[root].parts else None


def _named_statement(name: str, place: Place, context: Context) -> Expr | None:
    records: list[Expr] = list(reversed(context.elements))
    if context.subject is not None:
        records.append(context.this())
        root = context.root()
        if root is not None and root != context.subject:
            records.append(plan.Root(root, Reference(root)))
    for record in records:
        if found := _decision_of(name, record, place, context):
            return found
    return None


def _decision_of(name: str, record: Expr, place: Place, context: Context) -> Expr | None:
    """Return the decision of that name made for `record`, lowering it first."""
    model = model_of(record, context).name
    entry = context.assembly.find(name, model)
    if entry is None or not entry.has_value or entry.subject != model:
        return None
    key = decision_key(entry.kind, model, name)
    return _made(key, entry, record, place, context)


def output_of(statement: Name, output: str, place: Place, context: Context) -> Expr | None:
    """Return `statement.output`, such as the moment a task was done; None if it is no such pair."""
    entry = context.assembly.find(statement.text, context.subject)
    if entry is None or output not in entry.outputs or entry.subject != context.subject:
        return None
    return _made(f"{statement.text}.{output}", entry, context.this(), place, context)


def _made(key: str, entry: Declared, record: Expr, place: Place, context: Context) -> Expr:
    """Return a reference to a decision; rejected where the one needed is itself broken."""
    if not context.assembly.ensure_lowered(entry, place):
        raise Rejected
    decision = context.assembly.decisions.get(key)
    if decision is None and entry.name in context.assembly.broken:
        raise Rejected
    if decision is None:
        context.fail(NoSuchOutput(place, key, entry.kind))
    return plan.Ref(decision.name, record, decision.type)


def decision_key(kind: str, subject: str, name: str) -> str:
    """Return a decision's name in the plan; definitions are private to their subject."""
    return f"{subject}.{name}" if kind == "define" else name


def _parameter(name: str, place: Place, context: Context) -> Expr | None:
    table = context.assembly.parameters.get(name)
    if table is None:
        return None
    if table.key_types:
        context.fail(WrongArguments(place, name, len(table.key_types), 0))
    return plan.Parameter(name, (), table.type)


def _is_list(name: str, context: Context) -> bool:
    models = {element.model for element in context.elements}
    if context.subject:
        models |= {context.subject, context.schema.root_of(context.subject)}
    lists = (entry for model in models for entry in context.schema.models[model].lists.values())
    return any(name in (entry.name, entry.singular) for entry in lists)


def _visible_names(context: Context) -> list[str]:
    models = [element.model for element in context.elements]
    if context.subject:
        models.append(context.subject)
    names = [name for model in models for name in context.schema.models[model].fields]
    return [*names, *context.assembly.names(), *context.assembly.parameters, "today", "now"]
