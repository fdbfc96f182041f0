"""No number grows beyond what every engine can hold: what could is refused, with advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import ExampleBounds, TooLarge
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.bounds import Known, hull
from forecourt.core.values.exact import written_size
from forecourt.core.values.ranges import MOST, Interval, up_to, usual_range
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.showing import show
from forecourt.core.values.types import Duration, Family, Money, Percent, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.check.assembly import Assembly
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.bounds import Bounds
    from forecourt.core.plan.nodes import Decision, Expr
    from forecourt.core.values.types import Type

_BOUNDED = up_to(MOST)
_UNITS = {
    Family.ELAPSED: "seconds",
    Family.DAYS: "days",
    Family.WORKING_DAYS: "working days",
    Family.MONTHS: "months",
}


def bounded(expr: Expr, written: str, place: Place, context: Context) -> Expr:
    """Return an expression that works out a number; rejected if that may be too large.

    `written` is the word or sign that says what is worked out.
    """
    limits = _known(context.assembly).of(expr)
    if limits is not None and not _fits(limits):
        context.fail(_too_large(limits, expr.type, written, (expr,), place, context.assembly))
    return expr


def check_value(decision: Decision, context: Context) -> None:
    """Reject a decision that adds up what its rows give, if that may be too large.

    Asking each decision for its bounds as soon as it is made, after those that it reads, keeps
    long chains of decisions from being gone through at once.
    """
    if usual_range(decision.type) is None:
        return
    assembly = context.assembly
    limits = _known(assembly).of_decision(decision)
    if limits is not None and not _fits(limits):
        values = tuple(row.value for row in decision.rows)
        name, of, at = decision.name, decision.type, decision.at
        context.fail(_too_large(limits, of, name, values, at, assembly))


def _known(assembly: Assembly) -> Known:
    def make() -> Known:
        functions = assembly.vocabulary.functions
        return Known(
            assembly.vocabulary.schema,
            assembly.decisions,
            lambda name: _of_parameter(name, assembly),
            {name: function.range for name, function in functions.items()},
        )

    return assembly.once("bounds", make)


def _of_parameter(name: str, assembly: Assembly) -> Bounds:
    """Return the bounds of a parameter: those that it states, and whatever it is set to.

    One that states none may be set to anything that is usual for its type.
    """
    table = assembly.parameters[name]
    usual = usual_range(table.type)
    if usual is None:
        return None
    dated = (one.value for values in table.values.values() for one in values)
    set_to = (Interval(value, value) for value in dated if value is not None)
    return hull((assembly.stated_ranges.get(name) or usual, *set_to))


def _fits(limits: Interval) -> bool:
    return limits.low in _BOUNDED and limits.high in _BOUNDED


# What is said of what does not fit ---------------------------------------------------------------


def _too_large(
    limits: Interval,
    of: Type,
    written: str,
    parts: tuple[Expr, ...],
    place: Place,
    assembly: Assembly,
) -> TooLarge:
    kind = Money(assembly.currency) if of == Money() else of
    reach = _rounded_up(max(-limits.low, limits.high))
    leaves = tuple(_leaves(parts, assembly))
    table = _unbounded_parameter(leaves, assembly)
    return TooLarge(
        place,
        written,
        _size(reach, kind),
        _size(MOST, kind),
        None if table is None else ExampleBounds(table.name, _example(table.type), table.at),
        _unbounded_field(leaves, assembly),
    )


def _rounded_up(number: int) -> int:
    """Return the next number that is a digit with zeros."""
    power: int = 10 ** (len(str(number)) - 1)
    return -(-number // power) * power


def _size(number: int, kind: Type) -> str:
    """Return a large number with its unit, without its zeros."""
    size = written_size(number, decimals_kept(kind))
    match kind:
        case Percent():
            return f"{size} %"
        case Quantity(unit) | Money(str(unit)):
            return f"{size} {unit}"
        case Duration(family):
            return f"{size} {_UNITS[family]}"
        case _:
            return size


def _example(kind: Type) -> str:
    hundred = 100 * 10 ** decimals_kept(kind)
    return f"in {show(0, kind)} .. {show(hundred, kind)}"


def _leaves(parts: tuple[Expr, ...], assembly: Assembly) -> Iterator[plan.Parameter | plan.Field]:
    """Yield the parameters and fields that give an expression its size, as they are written."""
    waiting: list[Expr] = [*reversed(parts)]
    read: set[str] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, plan.Parameter | plan.Field):
            yield part
        elif isinstance(part, plan.Ref) and part.decision not in read:
            read.add(part.decision)
            waiting += [row.value for row in reversed(assembly.decisions[part.decision].rows)]
        else:
            waiting += reversed(_operands(part))


def _operands(node: Expr) -> tuple[Expr, ...]:
    """Return the expressions that a number is worked out from, without conditions."""
    match node:
        case plan.Arithmetic(left=first, right=second) | plan.Else(first=first, second=second):
            return first, second
        case plan.Case(rows=rows, otherwise=otherwise):
            values = tuple(value for _, value in rows)
            return values if otherwise is None else (*values, otherwise)
        case plan.Pick(items=items):
            return items
        case plan.Sum(value=value) | plan.Average(value=value) | plan.Best(value=value):
            return (value,)
        case _:
            return ()


def _unbounded_parameter(
    leaves: tuple[plan.Parameter | plan.Field, ...], assembly: Assembly
) -> plan.ParameterTable | None:
    """Return the first parameter that states no bounds, if there is one."""
    names = (leaf.name for leaf in leaves if isinstance(leaf, plan.Parameter))
    return next(
        (assembly.parameters[name] for name in names if name not in assembly.stated_ranges), None
    )


def _unbounded_field(
    leaves: tuple[plan.Parameter | plan.Field, ...], assembly: Assembly
) -> str | None:
    """Return the first field whose model could state a range and does not, if there is one.

    Of amounts it cannot, as their currency is that of the store.
    """
    models = assembly.vocabulary.schema.models
    fields = (leaf for leaf in leaves if isinstance(leaf, plan.Field) and leaf.type != Money())
    return next(
        (
            f"{leaf.model}.{leaf.name}"
            for leaf in fields
            if models[leaf.model].fields[leaf.name].declared_range is None
        ),
        None,
    )
