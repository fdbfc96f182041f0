"""From the syntax of an expression to its meaning: a typed expression of the plan.

`value` takes any expression; `condition` one that must be yes or no. Both reject what is wrong
after reporting it (`Context.fail`), so that the caller goes on with the next clause.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from forecourt.core.check import aggregates, literals, names, phrases, resolving
from forecourt.core.check.advice import on_no_order
from forecourt.core.check.arithmetic import arithmetic, shift
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.comparing import check_comparable, check_item
from forecourt.core.check.typing import YES_NO, as_condition, describe_type, is_ordered, same
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.diagnostics.checking import (
    NoOrder,
    TooFewConditions,
    TypeClash,
    UnknownFunction,
    UnknownValue,
    WrongArguments,
    WrongType,
)
from forecourt.core.diagnostics.policies import RowsMissing
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import (
    Day,
    Duration,
    Many,
    Moment,
    Order,
    Symbol,
    Text,
    TimeOfDay,
    Whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type

__all__ = [
    "condition",
    "conditions",
    "describe_type",
    "place_of",
    "value",
    "value_of_type",
]

RELATIONS = {
    "=": Relation.EQUAL,
    "<": Relation.LESS,
    "<=": Relation.AT_MOST,
    ">": Relation.MORE,
    ">=": Relation.AT_LEAST,
}


def condition(node: syntax.Expression, context: Context) -> Expr:
    """Return a condition."""
    found = value(node, context, YES_NO)
    if found.type != YES_NO:
        context.fail(WrongType(place_of(node), "a condition", describe_type(found.type)))
    return as_condition(found)


def conditions(nodes: Iterable[syntax.Expression], context: Context) -> tuple[Expr, ...]:
    """Return several conditions; what is wrong in each of them is reported before giving up."""
    found = []
    rejected = False
    for node in nodes:
        try:
            found.append(condition(node, context))
        except Rejected:
            rejected = True
    if rejected:
        raise Rejected
    return tuple(found)


def value_of_type(node: syntax.Expression, context: Context, expected: Type) -> Expr:
    """Return an expression of the expected type."""
    found = value(node, context, expected)
    _check_type(node, found, expected, context)
    return found


def _check_type(node: syntax.Expression, found: Expr, expected: Type, context: Context) -> None:
    if not same(found.type, expected, context.assembly.currency):
        context.fail(WrongType(place_of(node), describe_type(expected), describe_type(found.type)))


@singledispatch
def value(node: syntax.Part, context: Context, expected: Type | None = None) -> Expr:
    """Return the value of an expression; `expected` helps bare words and numbers."""
    context.fail(misplaced(node, "a value"))


@value.register(syntax.Name)
def _(node: syntax.Name, context: Context, expected: Type | None = None) -> Expr:
    return resolving.resolve_name(node, context, expected)


@value.register(syntax.NumberLiteral)
@value.register(syntax.QuantityLiteral)
@value.register(syntax.TextLiteral)
@value.register(syntax.Label)
@value.register(syntax.DayLiteral)
@value.register(syntax.MomentLiteral)
@value.register(syntax.TimeLiteral)
@value.register(syntax.YesNoLiteral)
def _(node: literals.Literal, context: Context, expected: Type | None = None) -> Expr:
    return literals.literal(node, context, expected)


@value.register(syntax.Attribute)
def _(node: syntax.Attribute, context: Context, expected: Type | None = None) -> Expr:
    if isinstance(node.of, syntax.Name):
        output = names.output_of(node.of, node.name, node.place, context)
        if output is not None:
            return output
    if parameter := resolving.parameter_meant(node, context):
        return names.parameter_named(parameter, node.place, context)
    return resolving.attribute(node, value(node.of, context), context)


@value.register(syntax.Index)
def _(node: syntax.Index, context: Context, expected: Type | None = None) -> Expr:
    name = resolving.parameter_meant(node.of, context)
    if name is None:
        if isinstance(node.of, syntax.Name) and node.of.text in context.assembly.broken:
            raise Rejected
        expected_here = "a parameter before the bracket"
        context.fail(misplaced(node.of, expected_here))
    table = context.assembly.parameters[name]
    if len(node.keys) != len(table.key_types):
        context.fail(WrongArguments(node.place, table.name, len(table.key_types), len(node.keys)))
    keys = tuple(
        _key(key, of, table.name, context)
        for key, of in zip(node.keys, table.key_types, strict=True)
    )
    _warn_of_missing_rows(table, keys, node.place, context)
    return plan.Parameter(table.name, keys, table.type)


def _key(node: syntax.Expression, of: Type, table: str, context: Context) -> Expr:
    """Return which row of a parameter is meant."""
    match node, of:
        case syntax.Name(text=word), Symbol(open=False) if not (
            word in of.values or names.is_value(node, context)
        ):
            context.fail(UnknownValue(node.place, word, of.name, of.values, table))
    return value_of_type(node, context, of)


def _warn_of_missing_rows(
    table: plan.ParameterTable, keys: tuple[Expr, ...], place: Place, context: Context
) -> None:
    """Report levels for which a table has no value where any of them may be asked for."""
    if table.required or len(keys) != 1 or isinstance(keys[0], plan.Const):
        return
    of = table.key_types[0]
    if not isinstance(of, Symbol) or of.order is Order.CHOICES:
        return
    missing = tuple(value for value in of.values if (value,) not in table.values)
    if missing:
        context.report(RowsMissing(place, table.name, missing))


@value.register(syntax.Call)
def _(node: syntax.Call, context: Context, expected: Type | None = None) -> Expr:
    functions = context.assembly.vocabulary.functions
    function = functions.get(node.function)
    if function is None:
        context.fail(UnknownFunction(node.place, node.function, tuple(functions)))
    if len(node.arguments) != len(function.parameters):
        context.fail(
            WrongArguments(node.place, function.name, len(function.parameters), len(node.arguments))
        )
    arguments = tuple(
        value_of_type(argument, context, of)
        for argument, (_, of) in zip(node.arguments, function.parameters, strict=True)
    )
    return function.called(*arguments)


@value.register(syntax.Negative)
def _(node: syntax.Negative, context: Context, expected: Type | None = None) -> Expr:
    operand = value(node.operand, context, expected)
    zero = plan.Const(0, operand.type)
    return arithmetic(plan.Operator.SUBTRACT, zero, operand, node.place, context)


@value.register(syntax.Arithmetic)
def _(node: syntax.Arithmetic, context: Context, expected: Type | None = None) -> Expr:
    left, right = _pair(node.left, node.right, context, expected)
    return arithmetic(plan.Operator(node.operator), left, right, node.place, context)


@value.register(syntax.Shift)
def _(node: syntax.Shift, context: Context, expected: Type | None = None) -> Expr:
    amount = literals.literal(node.amount, context, None)
    anchor = value(node.anchor, context)
    return shift(anchor, amount, node.direction == "after", node.place, context)


@value.register(syntax.Comparison)
def _(node: syntax.Comparison, context: Context, expected: Type | None = None) -> Expr:
    left, right = _pair(node.left, node.right, context.comparing(), None)
    check_comparable(node.operator, left, right, node.place, context)
    if node.operator == "!=":
        return plan.Not(plan.Compare(Relation.EQUAL, left, right, YES_NO), YES_NO)
    return plan.Compare(RELATIONS[node.operator], left, right, YES_NO)


@value.register(syntax.In)
def _(node: syntax.In, context: Context, expected: Type | None = None) -> Expr:
    item = value(node.item, context.comparing())
    found = _membership(node, item, context.comparing())
    return plan.Not(found, YES_NO) if node.negated else found


def _membership(node: syntax.In, item: Expr, context: Context) -> Expr:
    first, *more = node.options
    if isinstance(first, syntax.Period) and not more:
        return phrases.in_period(_day(item, node.item, context), first)
    spans = [option for option in node.options if isinstance(option, syntax.Range)]
    values = [
        _option(option, node, item, context)
        for option in node.options
        if not isinstance(option, syntax.Range)
    ]
    if len(values) == len(node.options) == 1 and isinstance(values[0].type, Many):
        return plan.Has(values[0], item, YES_NO)
    tests = [_within(span, node, item, context) for span in spans]
    if values:
        tests.append(plan.Among(item, tuple(values), YES_NO))
    return tests[0] if len(tests) == 1 else plan.Or(tuple(tests), YES_NO)


def _option(option: syntax.Expression, node: syntax.In, item: Expr, context: Context) -> Expr:
    """Return one of the values that an item may equal, or the only list that may hold it."""
    found = value(option, context, item.type)
    resolving.check_one_reading(node.item, found.type, context)
    if isinstance(found.type, Many) and len(node.options) == 1:
        check_item(found.type, item, node.place, context)
    else:
        _check_type(option, found, item.type, context)
    return found


def _within(span: syntax.Range, node: syntax.In, item: Expr, context: Context) -> Expr:
    low = value_of_type(span.low, context, item.type)
    high = value_of_type(span.high, context, item.type)
    check_comparable("in", item, low, node.place, context, ordered=True)
    return plan.Within(item, low, high, YES_NO)


@value.register(syntax.Has)
def _(node: syntax.Has, context: Context, expected: Type | None = None) -> Expr:
    items = value(node.left, context)
    if not isinstance(items.type, Many):
        context.fail(
            WrongType(place_of(node.left), "a list before `has`", describe_type(items.type))
        )
    item = _word_of_list(node.item, items.type.element, context)
    check_item(items.type, item, node.place, context)
    found = plan.Has(items, item, YES_NO)
    return plan.Not(found, YES_NO) if node.negated else found


def _word_of_list(node: syntax.Expression, element: Type, context: Context) -> Expr:
    """Return the item looked for; in a list of texts the name of a statement is its text."""
    match node, element:
        case syntax.Name(text=word), Text() if context.assembly.is_named(word):
            return plan.Const(word, element)
    return value(node, context, element)


@value.register(syntax.IsKnown)
def _(node: syntax.IsKnown, context: Context, expected: Type | None = None) -> Expr:
    found = plan.IsKnown(value(node.operand, context), YES_NO)
    return plan.Not(found, YES_NO) if node.negated else found


def _day(item: Expr, node: syntax.Expression, context: Context) -> Expr:
    """Return the date that a value is, or of it if it is a moment."""
    if isinstance(item.type, Moment):
        return plan.DayOf(item, Day())
    if not isinstance(item.type, Day):
        found = describe_type(item.type)
        context.fail(WrongType(place_of(node), "a date or moment", found))
    return item


@value.register(syntax.Period)
def _(node: syntax.Period, context: Context, expected: Type | None = None) -> Expr:
    expected_here = f"`... in {node.which} {node.unit}`: a period is not a value of its own"
    context.fail(misplaced(node, expected_here))


@value.register(syntax.Phrase)
def _(node: syntax.Phrase, context: Context, expected: Type | None = None) -> Expr:
    return phrases.phrase(node, context)


@value.register(syntax.Sample)
def _(node: syntax.Sample, context: Context, expected: Type | None = None) -> Expr:
    return phrases.sampled(node, context)


@value.register(syntax.RoleIs)
def _(node: syntax.RoleIs, context: Context, expected: Type | None = None) -> Expr:
    return phrases.role_is(node, context)


@value.register(syntax.Not)
def _(node: syntax.Not, context: Context, expected: Type | None = None) -> Expr:
    return plan.Not(condition(node.operand, context), YES_NO)


@value.register(syntax.Logic)
def _(node: syntax.Logic, context: Context, expected: Type | None = None) -> Expr:
    operands = conditions(node.operands, context)
    return plan.And(operands, YES_NO) if node.operator == "and" else plan.Or(operands, YES_NO)


@value.register(syntax.AtLeast)
def _(node: syntax.AtLeast, context: Context, expected: Type | None = None) -> Expr:
    items = conditions(_listed_conditions(node, context), context)
    if node.bound == "all" or node.number is None:
        return plan.And(items, YES_NO)
    if node.number > len(items):
        context.fail(TooFewConditions(node.place, node.number, len(items)))
    if node.bound == "at least":
        return plan.AtLeast(node.number, items, YES_NO)
    return plan.Not(plan.AtLeast(node.number + 1, items, YES_NO), YES_NO)


def _listed_conditions(node: syntax.AtLeast, context: Context) -> tuple[syntax.Expression, ...]:
    """Return the items counted; a parameter that lists names stands for those names."""
    if len(node.items) != 1:
        return node.items
    words = resolving.listed_words(node.items[0], context)
    if words is None:
        return node.items
    place = place_of(node.items[0])
    return tuple(syntax.Name(word, place) for word in words)


@value.register(syntax.Aggregate)
def _(node: syntax.Aggregate, context: Context, expected: Type | None = None) -> Expr:
    return aggregates.aggregate(node, context, condition)


@value.register(syntax.Else)
def _(node: syntax.Else, context: Context, expected: Type | None = None) -> Expr:
    first, second = _pair(node.first, node.second, context, expected)
    if not same(first.type, second.type, context.assembly.currency):
        context.fail(
            TypeClash(node.place, "else", describe_type(first.type), describe_type(second.type))
        )
    return plan.Else(first, second, first.type)


@value.register(syntax.Whichever)
def _(node: syntax.Whichever, context: Context, expected: Type | None = None) -> Expr:
    first = value(node.operands[0], context, expected)
    rest = tuple(value_of_type(other, context, first.type) for other in node.operands[1:])
    if not is_ordered(first.type):
        of, helped = describe_type(first.type), on_no_order(first.type)
        context.fail(NoOrder(node.place, of, f"the {node.which} of", helped))
    greatest = node.which == "later"
    if isinstance(first.type, Symbol):
        greatest = _later_is_greater(first.type, later=greatest)
    return plan.Pick(greatest, (first, *rest), first.type)


def _later_is_greater(of: Symbol, *, later: bool) -> bool:
    """Symbols rank from the first written; what is later stands further down."""
    return later if of.order.value == "stages" else not later


@value.register(syntax.FullUnits)
def _(node: syntax.FullUnits, context: Context, expected: Type | None = None) -> Expr:
    start = value(node.start, context)
    end = value(node.end, context)
    for operand, side in ((start, node.start), (end, node.end)):
        if not isinstance(operand.type, (Day, Moment)):
            context.fail(WrongType(place_of(side), "a date or moment", describe_type(operand.type)))
    if start.type != end.type:
        context.fail(
            TypeClash(
                node.place,
                f"full {node.unit} from ... to",
                describe_type(start.type),
                describe_type(end.type),
                "write `date of ...` for the day of the moment",
            )
        )
    return plan.FullUnits(node.unit, start, end, Whole())


@value.register(syntax.DateOf)
def _(node: syntax.DateOf, context: Context, expected: Type | None = None) -> Expr:
    return plan.DayOf(value_of_type(node.operand, context, Moment()), Day())


@value.register(syntax.TimeOn)
def _(node: syntax.TimeOn, context: Context, expected: Type | None = None) -> Expr:
    time = value_of_type(node.time, context, TimeOfDay())
    return plan.At(time, value_of_type(node.on, context, Day()), Moment())


def _pair(
    left: syntax.Expression,
    right: syntax.Expression,
    context: Context,
    expected: Type | None,
) -> tuple[Expr, Expr]:
    """Return both sides; a side that says its own type tells the other what is expected."""
    if _needs_the_other(left, context) and not _needs_the_other(right, context):
        second = value(right, context, expected)
        return value(left, context, second.type), second
    first = value(left, context, expected)
    second = value(right, context, _other_side(first.type))
    resolving.check_one_reading(left, second.type, context)
    return first, second


def _other_side(of: Type) -> Type | None:
    """Return what may be expected beside a value: amounts of time stand beside dates."""
    return None if isinstance(of, (Day, Moment, Duration)) else of


def _needs_the_other(node: syntax.Expression, context: Context) -> bool:
    if isinstance(node, syntax.NumberLiteral):
        return True
    return isinstance(node, syntax.Name) and not names.is_value(node, context)
