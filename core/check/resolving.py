"""From a name as written to its meaning where it stands, or to what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from forecourt.core.check import names
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.wording import written
from forecourt.core.diagnostics.checking import (
    ListAsValue,
    Misplaced,
    NowAsValue,
    Reading,
    TwoReadings,
    UnknownField,
    UnknownName,
    UnknownValue,
    WrongArguments,
)
from forecourt.core.diagnostics.policies import UnknownParameter
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Many, Reference, Symbol

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type


def resolve_name(node: syntax.Name, context: Context, expected: Type | None) -> Expr:
    """Return what a bare name means.

    `expected` is the type on the other side: only a symbol type lets the name be one of its values.
    """
    if node.text == "now" and not context.in_comparison:
        context.fail(NowAsValue(node.place))
    if isinstance(expected, Symbol) and node.text in expected.values:
        return _value(node, expected, context)
    found = names.look_up(node.text, node.place, context)
    if found is not None:
        return found
    if isinstance(expected, Symbol):
        if expected.open:
            return plan.Const(node.text, expected)
        context.fail(UnknownValue(node.place, node.text, expected.name, expected.values))
    if node.text in context.assembly.broken:
        raise Rejected
    if names.list_owner(node.text, context):
        context.fail(ListAsValue(node.place, node.text))
    known = tuple(names.visible_names(context))
    context.fail(UnknownName(node.place, node.text, context.subject, known))


def check_one_reading(node: syntax.Expression, beside: Type, context: Context) -> None:
    """Reject a bare name that was read as a field but may also be a value of what is beside it."""
    match node, beside:
        case syntax.Name(text=text), Symbol(values=values) if text in values:
            report_value(node, beside, context)


def report_value(
    node: syntax.Name, of: Symbol, context: Context, *, typed: bool = True
) -> NoReturn:
    """Report a bare name that is a value of a symbol type, and something else besides.

    `typed` says whether a value of that type is expected here, or only one of those possible.
    """
    below = "" if typed else f" below a line `gives {of.name}`"
    value = Reading(f"a value of `{of.name}`", f'`"{node.text}"`{below}')
    readings = (value, names.reading_of(node.text, context))
    context.fail(TwoReadings(node.place, node.text, readings))


def _value(node: syntax.Name, of: Symbol, context: Context) -> Expr:
    if names.is_value(node, context):
        report_value(node, of, context)
    return plan.Const(node.text, of)


def attribute(node: syntax.Attribute, of: Expr, context: Context) -> Expr:
    """Return `of.name`: a field, a part, or a decision made for that record."""
    if not isinstance(of.type, Reference):
        context.fail(UnknownField(node.place, node.name, str(of.type), ()))
    record = names.as_record(of)
    found = names.member(record, node.name, context) or names.decision_of(
        node.name, record, node.place, context
    )
    if found:
        return found
    model = names.model_of(record, context)
    if any(node.name in (entry.name, entry.singular) for entry in model.lists.values()):
        context.fail(ListAsValue(node.place, node.name))
    known = (*model.fields, *model.parts, *model.lists)
    context.fail(UnknownField(node.place, node.name, model.name, known))


def parameter_meant(node: syntax.Expression, context: Context) -> str | None:
    """Return the parameter that `NAME` or `parameter.NAME` names, None if it names none."""
    match node:
        case syntax.Name(text=name) if name in context.assembly.parameters:
            return name
        case syntax.Attribute(of=syntax.Name(text="parameter") as word, name=name):
            if names.is_value(word, context):
                return None
            if name not in context.assembly.parameters:
                known = tuple(context.assembly.parameters)
                context.fail(UnknownParameter(node.place, name, known))
            return name
        case _:
            return None


def listed_words(node: syntax.Expression, context: Context) -> tuple[str, ...] | None:
    """Return the words of a parameter that lists names, as in `at least 3 of criteria[H]`.

    None if it is no such parameter. The words are those in force without a date.
    """
    of, keys = (node.of, node.keys) if isinstance(node, syntax.Index) else (node, ())
    name = parameter_meant(of, context)
    table = context.assembly.parameters.get(name) if name is not None else None
    if table is None or not isinstance(table.type, Many):
        return None
    if isinstance(node, syntax.Name):
        names.check_is_parameter_alone(node.text, node.place, context)
    if len(keys) != len(table.key_types):
        found = len(keys)
        context.fail(WrongArguments(of.place, table.name, len(table.key_types), found))
    rows = zip(keys, table.key_types, strict=True)
    key = tuple(_row(one, symbol, table.name, context) for one, symbol in rows)
    values = table.values.get(key)
    if values is None and key:
        shown = ", ".join(key)
        expected = f"a parameter that lists something for `{shown}`"
        context.fail(Misplaced(of.place, f"`{table.name}[{shown}]`", expected))
    words: tuple[str, ...] = values[-1].value if values else ()
    return words


def _row(node: syntax.Expression, of: Type, table: str, context: Context) -> str:
    """Return the value that a row of a parameter is written for."""
    if not isinstance(node, syntax.Name | syntax.TextLiteral):
        context.fail(Misplaced(node.place, written(node), f"one value of `{of}` by name"))
    if isinstance(of, Symbol) and node.text not in of.values and not of.open:
        context.fail(UnknownValue(node.place, node.text, of.name, of.values, table))
    return node.text
