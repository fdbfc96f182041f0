"""The code of days and moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING
from forecourt.core.engines.record.calendars import A_LIFETIME
from forecourt.core.engines.record.code import Value, all_of, operand, strict
from forecourt.core.engines.record.values import guarded
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Duration, Family

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Scope


def today(_: Scope, __: n.Today) -> Value:
    """The date of the as-of moment."""
    return Value("today")


def now(_: Scope, __: n.Now) -> Value:
    """The as-of moment."""
    return Value("now")


_DAYS_ON = "day_plus_days({0}, {1})"
_SHIFTS = {
    (Family.DAYS, True): _DAYS_ON,
    (Family.MONTHS, True): "day_plus_months({0}, {1})",
    (Family.WORKING_DAYS, True): "day_plus_working_days({0}, {1}, calendar)",
    (Family.ELAPSED, False): "moment_plus_seconds({0}, {1}, {2})",
    (Family.DAYS, False): "moment_plus_days({0}, {1}, {2})",
    (Family.MONTHS, False): "moment_plus_months({0}, {1}, {2})",
    (Family.WORKING_DAYS, False): "moment_plus_working_days({0}, {1}, {2}, calendar)",
}
_SECONDS = {"hours": 3600, "minutes": 60}


def shift(scope: Scope, expr: n.Shift) -> Value:
    """A day or moment moved by a duration."""
    start, amount = scope.value(expr.start), scope.value(expr.amount)
    count = amount.code if expr.forward else f"-{operand(amount.code)}"
    form = _SHIFTS[family_of(expr), isinstance(expr.start.type, Day)]
    code = form.format(start.code, count, _zone(scope))
    if form == _DAYS_ON and _is_short(scope, expr.amount):
        near = f"{start.code} + DAYS[{count}]"
        code = f"({near} if EARLY < {start.code} < LATE else {code})"
    return guarded(scope, expr, code, [start, amount], yields=MISSING)


def _is_short(scope: Scope, amount: n.Expr) -> bool:
    """Return whether a duration is a number or parameter that is never very long."""
    if isinstance(amount, n.Const):
        return isinstance(amount.value, int) and abs(amount.value) <= A_LIFETIME
    if not isinstance(amount, n.Parameter):
        return False
    table = scope.source.plan.parameters[amount.name]
    dated = (each for values in table.values.values() for each in values)
    return all(each.value is not None and abs(each.value) <= A_LIFETIME for each in dated)


def family_of(expr: n.Shift) -> Family:
    """Return the family of the duration by which a day or moment is moved."""
    if not isinstance(expr.amount.type, Duration):
        raise TypeError("a day or moment is moved by a duration")
    return expr.amount.type.family


def _zone(scope: Scope) -> str:
    return repr(scope.source.plan.zone)


def day_of(scope: Scope, expr: n.DayOf) -> Value:
    """The date of a moment."""
    moment = scope.value(expr.moment)
    return strict(f"{moment.code}.date()", [moment])


def at(scope: Scope, expr: n.At) -> Value:
    """The moment at a time of day on a date."""
    clock, day = scope.value(expr.time), scope.value(expr.day)
    return guarded(scope, expr, f"at_time({clock.code}, {day.code}, {_zone(scope)})", [clock, day])


def full_units(scope: Scope, expr: n.FullUnits) -> Value:
    """How many whole units lie between two days or moments."""
    start, end = scope.value(expr.start), scope.value(expr.end)
    days = isinstance(expr.start.type, Day) and isinstance(expr.end.type, Day)
    if days and expr.unit == "years" and scope.fact(expr.end).hoistable:
        return strict(_full_years(scope, start.code, expr.end), [start, end])
    if days and expr.unit not in _SECONDS:
        return guarded(scope, expr, f"full_{expr.unit}({start.code}, {end.code})", [start, end])
    one, other = _as_moment(expr.start, start.code), _as_moment(expr.end, end.code)
    if expr.unit in _SECONDS:
        code = f"full_seconds({one}, {other}, {_SECONDS[expr.unit]}, {_zone(scope)})"
    else:
        code = f"full_{expr.unit}_between({one}, {other}, {_zone(scope)})"
    return guarded(scope, expr, code, [start, end])


def _full_years(scope: Scope, start: str, end: n.Expr) -> str:
    """Return the code for the full years until a day that depends on the moment alone."""
    until = scope.source.bind.value(end)
    test = f" if {all_of(until.known)} else None" if until.known else ""
    year = scope.source.hoist_code("year", f"{until.code}.year{test}", sure=True)
    pair = f"({until.code}.month, {until.code}.day)"
    day = scope.source.hoist_code("day_of_year", f"{pair}{test}", sure=True)
    return f"({year} - {start}.year - ({day} < ({start}.month, {start}.day)))"


def _as_moment(expr: n.Expr, code: str) -> str:
    return f"midnight({code})" if isinstance(expr.type, Day) else code


def period_start(scope: Scope, expr: n.PeriodStart) -> Value:
    """The first day of the week, month, quarter or year of a day."""
    day = scope.value(expr.day)
    return guarded(scope, expr, f"start_of_{expr.unit}({day.code})", [day])


DATES: dict[type, Any] = {
    n.Today: today,
    n.Now: now,
    n.Shift: shift,
    n.DayOf: day_of,
    n.At: at,
    n.FullUnits: full_units,
    n.PeriodStart: period_start,
}
