"""When a store is open: its working days, when it closes, and what it means that a role is present.

A working day is a day on which the store has opening times, unless an exception says otherwise.
A store without opening times has no working days that anybody could count.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.core.check.typing import YES_NO
from forecourt.core.hooks import RoleState, hookimpl
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.records.schema import Absence
from forecourt.core.values.calendar import WorkingDays
from forecourt.core.values.types import (
    Day,
    Duration,
    Family,
    Moment,
    Reference,
    Text,
    TimeOfDay,
)
from forecourt.plugins.lifecycle.symbols import WEEKDAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import Schema

STORE = plan.Root("store", Reference("store"))


@hookimpl
def provide_working_days(store: Any, first: date, last: date) -> WorkingDays | None:
    """Return the working days of a store from its opening times and exceptions."""
    if not getattr(store, "opening", ()):
        return None
    return WorkingDays(first, last, tuple(_open_days(store, first, last)))


def _open_days(store: Any, first: date, last: date) -> Iterator[date]:
    weekdays = {hours.weekday for hours in store.opening}
    exceptions = {one.on: one.open for one in store.exceptions}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if exceptions.get(day, WEEKDAY.values[day.weekday()] in weekdays):
            yield day


# When it closes --------------------------------------------------------------------------------


def closing_time(day: Expr, context: Context) -> Expr:
    """Return the moment at which the store closes on a day.

    Where its opening hours do not say, that is missing, and they are what must be asked for.
    """
    hours = context.assembly.fresh_variable()
    element = plan.Element(hours, "opening_hours", Reference("opening_hours"))
    on_that_weekday = plan.Compare(
        Relation.EQUAL, _field(element, "weekday", context.schema), _weekday_of(day), YES_NO
    )
    source = plan.Source(hours, STORE, "opening", "opening_hours", on_that_weekday)
    last = plan.Best(source, _field(element, "to", context.schema), True, TimeOfDay())
    open_then = plan.Not(_is_closed_by_exception(day, context), YES_NO)
    at = plan.At(plan.Case(((open_then, last),), None, TimeOfDay()), day, Moment())
    unsaid = plan.And(
        (plan.IsKnown(day, YES_NO), plan.Not(plan.ThereIs(at, YES_NO), YES_NO)), YES_NO
    )
    return plan.Case(((unsaid, plan.Ask((_OPENING,), Moment())),), at, Moment())


_OPENING = plan.Field(STORE, "store", "opening", Absence.UNKNOWN, Text())


def _weekday_of(day: Expr) -> Expr:
    monday = plan.PeriodStart("week", day, Day())
    days = Duration(Family.DAYS)
    since = plan.FullUnits("days", monday, day, days)
    return plan.Case(
        tuple(
            (
                plan.Compare(Relation.EQUAL, since, plan.Const(number, days), YES_NO),
                plan.Const(name, WEEKDAY),
            )
            for number, name in enumerate(WEEKDAY.values)
        ),
        None,
        WEEKDAY,
    )


def _is_closed_by_exception(day: Expr, context: Context) -> Expr:
    variable = context.assembly.fresh_variable()
    element = plan.Element(variable, "opening_exception", Reference("opening_exception"))
    that_day = plan.Compare(Relation.EQUAL, _field(element, "on", context.schema), day, YES_NO)
    is_open = plan.Truth(_field(element, "open", context.schema), YES_NO)
    where = plan.And((that_day, plan.Not(is_open, YES_NO)), YES_NO)
    source = plan.Source(variable, STORE, "exceptions", "opening_exception", where)
    return plan.Exists(source, YES_NO)


# Who is there ----------------------------------------------------------------------------------


@hookimpl
def provide_role_states() -> Mapping[str, RoleState]:
    """Say what it means that a role is present (the store has it) or available (on duty now)."""
    return {"present": _present, "available": _available}


def _present(role: str, schema: Schema) -> Expr:
    return _has_role(STORE, "store", "roles_present", role, schema)


def _available(role: str, schema: Schema) -> Expr:
    """Return that an active member of staff with the role is on shift and not away."""
    staff = plan.Element(_STAFF, "staff", Reference("staff"))
    active = plan.Truth(_field(staff, "active", schema), YES_NO)
    has_role = _has_role(staff, "staff", "roles", role, schema)
    on_shift = plan.Exists(
        _during(_SHIFT, "shifts", "shift", "starts_at", "ends_at", staff, schema), YES_NO
    )
    away = plan.Exists(
        _during(_ABSENCE, "absences", "absence", "from_at", "to_at", staff, schema), YES_NO
    )
    where = plan.And((active, has_role, on_shift, plan.Not(away, YES_NO)), YES_NO)
    return plan.Exists(plan.Source(_STAFF, STORE, "staff", "staff", where), YES_NO)


_STAFF, _SHIFT, _ABSENCE = -1, -2, -3
"""Variables below zero, so that no source of a statement binds them as well."""


def _during(
    variable: int, name: str, model: str, start: str, end: str, staff: plan.Element, schema: Schema
) -> plan.Source:
    """Return the entries of a list that are this person's and last now."""
    element = plan.Element(variable, model, Reference(model))
    now = plan.Now(Moment())
    whose = plan.Compare(Relation.EQUAL, _field(element, "staff", schema), staff, YES_NO)
    begun = plan.Compare(Relation.AT_MOST, _field(element, start, schema), now, YES_NO)
    over = plan.Compare(Relation.AT_MOST, _field(element, end, schema), now, YES_NO)
    where = plan.And((whose, begun, plan.Not(over, YES_NO)), YES_NO)
    return plan.Source(variable, STORE, name, model, where)


def _field(record: Expr, name: str, schema: Schema) -> plan.Field:
    assert isinstance(record.type, Reference)
    field = schema.models[record.type.model].fields[name]
    return plan.Field(record, record.type.model, name, field.absence, field.type)


def _has_role(record: Expr, model: str, field: str, role: str, schema: Schema) -> Expr:
    roles = schema.models[model].fields[field]
    items = plan.Field(record, model, field, roles.absence, roles.type)
    return plan.Has(items, plan.Const(role, roles.type.element), YES_NO)  # type: ignore[union-attr]
