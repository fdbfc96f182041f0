"""The kind `set`: a layer gives a parameter another value, within the limits set below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.check import clauses
from forecourt.core.check.parameter_rows import Key, Parts, constant, other_type
from forecourt.core.check.parameters import Parameter, check_bounds
from forecourt.core.check.typing import same
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.diagnostics.checking import (
    Misplaced,
    UnknownValue,
    WrongArguments,
)
from forecourt.core.diagnostics.policies import Loosened, SetTwice, UnknownParameter
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.showing import show
from forecourt.core.values.types import Many, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forecourt.core.check.context import Context


@dataclass(frozen=True, slots=True)
class Setting:
    """What a layer sets: a value of a parameter, and the days on which it is in force."""

    name: str
    key: Key
    value: plan.DatedValue


def apply_setting(
    statement: syntax.Statement,
    parameters: Mapping[str, Parameter],
    below: Mapping[str, Parameter],
    context: Context,
) -> Setting:
    """Return what a `set` statement sets; rejected if the layers below do not allow it.

    `parameters` have what the layer itself has set so far, `below` do not.
    """
    name, key, parts, more = _target(statement, parameters, context)
    parameter = parameters[name]
    before, after = clauses.split_at_marks(parts)
    first_on = _day(after.pop("from", ()), context)
    last_on = _day(after.pop("until", ()), context)
    if after:
        word = next(iter(after))
        expected = "`set NAME VALUE [from DATE] [until DATE]`"
        context.fail(Misplaced(statement.place, f"`{word}`", expected))
    if first_on is not None and last_on is not None and first_on > last_on:
        context.fail(
            Misplaced(
                statement.place, "an end before its beginning", "`from` a day `until` a later one"
            )
        )
    value = _new_value(parameter, key, (before, *more), statement, context)
    dated = plan.DatedValue(value, first_on, last_on, statement.place)
    bounds = parameter.bounds_for(key)
    check_bounds(parameter.table, value, bounds, statement.place, context)
    setting = Setting(name, key, dated)
    _check_not_loosened(below[name], key, dated, context)
    _check_not_set_twice(parameter, below[name], setting, context)
    return setting


def with_setting(parameter: Parameter, setting: Setting) -> Parameter:
    """Return the parameter with a setting on top of the values that it has."""
    values = dict(parameter.table.values)
    values[setting.key] = (*values.get(setting.key, ()), setting.value)
    return replace(parameter, table=replace(parameter.table, values=values))


def _target(
    statement: syntax.Statement, parameters: Mapping[str, Parameter], context: Context
) -> tuple[str, Key, Parts, tuple[Parts, ...]]:
    """Return the parameter and key that are set, and the parts of the value."""
    sequences = statement.body.sequences
    first = sequences[0] if sequences else ()
    match first:
        case (syntax.Name(text=name, place=place), *rest):
            rows: tuple[syntax.Expression, ...] = ()
        case (syntax.Index(of=syntax.Name(text=name, place=place), keys=rows), *rest):
            pass
        case _:
            context.fail(Misplaced(statement.kind.place, "this `set`", "`set NAME VALUE`"))
    if name not in parameters:
        context.fail(UnknownParameter(place, name, tuple(parameters)))
    types = parameters[name].table.key_types
    if len(types) != len(rows):
        context.fail(WrongArguments(place, name, len(types), len(rows)))
    key = tuple(clauses.dotted_name(row, context) for row in rows)
    for row, word, of in zip(rows, key, types, strict=True):
        if isinstance(of, Symbol) and word not in of.values and not of.open:
            context.fail(UnknownValue(row.place, word, of.name, of.values, name))
    return name, key, tuple(rest), sequences[1:]


def _new_value(
    parameter: Parameter,
    key: Key,
    sequences: tuple[Parts, ...],
    statement: syntax.Statement,
    context: Context,
) -> Any:
    table = parameter.table
    if isinstance(table.type, Many):
        return _new_list(table, key, sequences, context)
    if len(sequences) != 1 or len(sequences[0]) != 1:
        context.fail(Misplaced(statement.place, "this `set`", "one value after the name"))
    node = sequences[0][0]
    found = constant(node, context, table.type)
    if not same(found.type, table.type, context.assembly.currency):
        context.fail(other_type(place_of(node), found, found.type, table.type, context))
    return found.value


def _new_list(
    table: plan.ParameterTable, key: Key, sequences: tuple[Parts, ...], context: Context
) -> tuple[str, ...]:
    """Return a new list; `add` before the first name keeps what there was."""
    words = [clauses.dotted_name(part, context) for one in sequences for part in one]
    if words and words[0] == "add":
        there = table.values.get(key, ())
        before: tuple[str, ...] = there[-1].value if there else ()
        return before + tuple(word for word in words[1:] if word not in before)
    return tuple(words)


def _day(parts: Parts, context: Context) -> date | None:
    match parts:
        case ():
            return None
        case (syntax.DayLiteral(value=day),):
            return day
        case _:
            context.fail(misplaced(parts[0], "a date such as `2027-01-01`"))


def _check_not_loosened(below: Parameter, key: Key, new: plan.DatedValue, context: Context) -> None:
    """Report a value looser than the tightest that the layers below have for the same days."""
    of = below.table.type
    said_at = below.bounds_for(key).tighten_at
    there = [one for one in below.table.values.get(key, ()) if _overlap(one, new)]
    if said_at is None or not there:
        return
    tightest = min(there, key=lambda one: one.value)
    if new.value > tightest.value:
        found, current = show(new.value, of), show(tightest.value, of)
        context.fail(Loosened(new.at, below.table.name, found, current, tightest.at, said_at))


def _check_not_set_twice(
    parameter: Parameter, below: Parameter, setting: Setting, context: Context
) -> None:
    """Report a second value that one layer sets for the same days."""
    own = parameter.table.values.get(setting.key, ())[
        len(below.table.values.get(setting.key, ())) :
    ]
    new = setting.value
    for one in own:
        dated = one.first_on is not None or one.last_on is not None
        if (one.first_on, one.last_on) == (new.first_on, new.last_on) or (
            dated and _overlap(one, new)
        ):
            context.fail(SetTwice(new.at, setting.name, one.at))


def _overlap(one: plan.DatedValue, other: plan.DatedValue) -> bool:
    """Tell whether there is a day on which both are in force."""
    starts = [value.first_on for value in (one, other) if value.first_on is not None]
    ends = [value.last_on for value in (one, other) if value.last_on is not None]
    return not starts or not ends or max(starts) <= min(ends)
