"""Fixed phrases: `has role x`, `step x is done`, `sample 30 % by id`, `... in this month`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeGuard

from forecourt.core.check import names
from forecourt.core.check.literals import literal
from forecourt.core.check.typing import YES_NO
from forecourt.core.diagnostics.checking import (
    Misplaced,
    Unfitting,
    UnknownField,
    UnknownValue,
)
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.reading import literal_number
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Many,
    Percent,
    Reference,
    Symbol,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import ListSchema
    from forecourt.core.syntax import nodes as syntax
    from forecourt.core.values.types import Type

WHOLE_SHARE = literal_number("100", Percent())


def phrase(node: syntax.Phrase, context: Context) -> Expr:
    """Return the condition that a fixed phrase stands for."""
    return _PHRASES[node.form](node, context)


# Roles -------------------------------------------------------------------------------------


def role_is(node: syntax.RoleIs, context: Context) -> Expr:
    """Return what `role X is present` means, which a plugin says."""
    states = context.assembly.vocabulary.role_states
    if node.state not in states:
        expected = "a state of roles that a plugin brings"
        context.fail(Misplaced(node.place, f"`{node.state}`", expected))
    return states[node.state](_role(node.role, node, context), context.schema)


def _role(word: str, node: syntax.RoleIs | syntax.Phrase, context: Context) -> str:
    """Return a role by its name, whatever else the word may mean here."""
    symbol = context.assembly.symbols.get("role")
    known = symbol.values if symbol is not None else ()
    if word not in known:
        context.fail(UnknownValue(node.place, word, "role", known))
    return word


def _has_role(node: syntax.Phrase, context: Context) -> Expr:
    """`has role X`: among the `roles` of the nearest record that has them."""
    role = _role(node.names[0], node, context)
    for record in names.in_sight(context):
        roles = names.member(record, "roles", context)
        if roles is not None and _is_of_roles(roles.type):
            return plan.Has(roles, plan.Const(role, roles.type.element), YES_NO)
    expected = "a record that has `roles` as the subject of the statement"
    context.fail(Misplaced(node.place, "`has role`", expected))


def _is_of_roles(of: Type) -> TypeGuard[Many]:
    match of:
        case Many(Symbol(name="role")):
            return True
        case _:
            return False


# Steps -------------------------------------------------------------------------------------


def _step_is(node: syntax.Phrase, context: Context) -> Expr:
    """`step X is done`."""
    step, state = node.names
    if state != "done":
        expected = f"`step {step} is done`, or `step {step} has result ...`"
        context.fail(Misplaced(node.place, f"`step {step} is {state}`", expected))
    return _any_step(node, context, lambda _: ())


def _step_has_result(node: syntax.Phrase, context: Context) -> Expr:
    """`step X has result Y`: it was done, and that came of it."""

    def has_result(element: plan.Element) -> tuple[Expr, ...]:
        result = names.member(element, "result", context)
        if result is None or not isinstance(result.type, Symbol):
            known = tuple(names.model_of(element, context).fields)
            context.fail(UnknownField(node.place, "result", element.model, known))
        if node.names[1] not in result.type.values and not result.type.open:
            of = result.type
            context.fail(UnknownValue(node.place, node.names[1], of.name, of.values))
        return (_equal(result, node.names[1]),)

    return _any_step(node, context, has_result)


def _any_step(
    node: syntax.Phrase, context: Context, more: Callable[[plan.Element], tuple[Expr, ...]]
) -> Expr:
    """Return that a step of that name was done, and of which more holds."""
    owner, entry, done_field = _steps(node, context)
    element = plan.Element(context.assembly.fresh_variable(), entry.model, Reference(entry.model))
    name = names.member(element, "name", context)
    done = names.member(element, done_field, context)
    assert name is not None
    assert done is not None
    called = _equal(name, node.names[0])
    where = plan.And((called, plan.IsKnown(done, YES_NO), *more(element)), YES_NO)
    return plan.Exists(plan.Source(element.variable, owner, entry.name, entry.model, where), YES_NO)


def _steps(node: syntax.Phrase, context: Context) -> tuple[Expr, ListSchema, str]:
    """Return the steps of the nearest record that has them: whose, which list, when done."""
    models = context.schema.models
    for record in names.in_sight(context):
        for entry in names.model_of(record, context).lists.values():
            done = models[entry.model].done
            if done is not None and "name" in models[entry.model].fields:
                return record, entry, done
    owners = (
        model.name
        for model in models.values()
        if any(models[entry.model].done for entry in model.lists.values())
    )
    expected = f"a record that has steps: {', '.join(f'`{owner}`' for owner in owners) or 'none'}"
    context.fail(Misplaced(node.place, f"`step {node.names[0]}`", expected))


def _equal(field: Expr, value: str) -> Expr:
    return plan.Compare(Relation.EQUAL, field, plan.Const(value, field.type), YES_NO)


_PHRASES: dict[str, Callable[[syntax.Phrase, Context], Expr]] = {
    "has role": _has_role,
    "step is": _step_is,
    "step has result": _step_has_result,
}

# Samples -----------------------------------------------------------------------------------


def sampled(node: syntax.Sample, context: Context) -> Expr:
    """Return that a record is in the lasting sample of the statement."""
    share = literal(node.share, context, None)
    if share.value > WHOLE_SHARE:
        context.fail(Unfitting(node.place, f"{node.share.number} %", "a share of at most 100 %"))
    item = names.look_up(node.by, node.place, context)
    if item is None or item.type != Text():
        expected = "`by id`, or by another text of the record"
        context.fail(Misplaced(node.place, f"`by {node.by}`", expected))
    assert context.statement is not None, "only a statement about records has texts of theirs"
    return plan.Sampled(context.statement, item, share, YES_NO)


# Periods -----------------------------------------------------------------------------------

Unit = Literal["day", "week", "month", "quarter", "year"]

TODAY = plan.Today(Day())
_POSITIONS = {"last": -1, "this": 0, "next": 1}
_LENGTHS = {
    "day": plan.Const(1, Duration(Family.DAYS)),
    "week": plan.Const(7, Duration(Family.DAYS)),
    "month": plan.Const(1, Duration(Family.MONTHS)),
    "quarter": plan.Const(3, Duration(Family.MONTHS)),
    "year": plan.Const(12, Duration(Family.MONTHS)),
}


def in_period(day: Expr, period: syntax.Period) -> Expr:
    """Return that a date lies in a stretch of the calendar seen from today."""
    first = _first_day(period.unit, _POSITIONS[period.which])
    if period.unit == "day":
        return plan.Compare(Relation.EQUAL, day, first, YES_NO)
    after = _first_day(period.unit, _POSITIONS[period.which] + 1)
    last = _moved(after, _LENGTHS["day"], -1)
    return plan.Within(day, first, last, YES_NO)


def _first_day(unit: Unit, position: int) -> Expr:
    """Return the first day of the unit so many after the one in which today lies."""
    start = TODAY if unit == "day" else plan.PeriodStart(unit, TODAY, Day())
    return _moved(start, _LENGTHS[unit], position)


def _moved(start: Expr, length: plan.Const, times: int) -> Expr:
    if times == 0:
        return start
    amount = plan.Const(length.value * abs(times), length.type)
    return plan.Shift(start, amount, times > 0, start.type)
