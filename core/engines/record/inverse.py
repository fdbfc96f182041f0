"""Comparisons of a moved day with a bound, as comparisons of the day with another bound.

`today <= signed_on + 3 months` asks the same as `signed_on >= b` for a day b that depends on the
as-of moment alone, so b is worked out once, by the inverse of moving a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.code import (
    Truth,
    Value,
    all_of,
    any_of,
    atom,
    negated,
    operand,
)
from forecourt.core.engines.record.dates import family_of
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Family

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Scope

_MIRRORED = {
    n.Relation.EQUAL: n.Relation.EQUAL,
    n.Relation.LESS: n.Relation.MORE,
    n.Relation.AT_MOST: n.Relation.AT_LEAST,
    n.Relation.MORE: n.Relation.LESS,
    n.Relation.AT_LEAST: n.Relation.AT_MOST,
}
_INVERSES = {
    Family.DAYS: ("last_before_days", "last_before_days", "days"),
    Family.MONTHS: ("last_before_months", "first_after_months", "months"),
}
_FULL = {
    "years": "last_before_full_years",
    "months": "last_before_months",
    "weeks": "last_before_full_weeks",
    "days": "last_before_days",
}


def inverted(scope: Scope, expr: n.Compare) -> Truth | None:
    """Return the code of a comparison by the inverse, None where it has no such form."""
    if not scope.source.analysis.trusting:
        return None
    for moved, bound, relation in (
        (expr.left, expr.right, expr.relation),
        (expr.right, expr.left, _MIRRORED[expr.relation]),
    ):
        if not scope.fact(bound).hoistable:
            continue
        if isinstance(moved, n.Shift) and _is_movable(scope, moved):
            return _of_shift(scope, moved, bound, relation)
        if isinstance(moved, n.FullUnits) and _is_countable(scope, moved):
            return _of_full_units(scope, moved, bound, relation)
    return None


def _is_movable(scope: Scope, shift: n.Shift) -> bool:
    return (
        isinstance(shift.start.type, Day)
        and family_of(shift) in _INVERSES
        and scope.fact(shift.amount).hoistable
        and not scope.fact(shift).hoistable
    )


def _is_countable(scope: Scope, full: n.FullUnits) -> bool:
    return (
        isinstance(full.start.type, Day)
        and isinstance(full.end.type, Day)
        and full.unit in _FULL
        and scope.fact(full.end).hoistable
        and not scope.fact(full).hoistable
    )


def _of_shift(scope: Scope, shift: n.Shift, bound: n.Expr, relation: n.Relation) -> Truth:
    """Compare the day that is moved; one that can't be moved is as if missing."""
    day = scope.value(shift.start)
    amount, limit = scope.source.bind.value(shift.amount), scope.source.bind.value(bound)
    count = amount.code if shift.forward else f"-{operand(amount.code)}"
    last_before, first_after, unit = _INVERSES[family_of(shift)]
    last = _hoist(scope, f"{last_before}({limit.code}, {count})", limit, amount)
    first = _hoist(scope, f"{first_after}({limit.code}, {count})", limit, amount)
    lowest = _hoist(scope, f"first_movable_{unit}({count})", amount)
    highest = _hoist(scope, f"last_movable_{unit}({count})", amount)
    code = day.code
    below, above = f"{lowest} <= {code} < {first}", f"{last} < {code} <= {highest}"
    at_most, at_least = f"{lowest} <= {code} <= {last}", f"{first} <= {code} <= {highest}"
    holds, fails = {
        n.Relation.LESS: (below, at_least),
        n.Relation.AT_LEAST: (at_least, below),
        n.Relation.AT_MOST: (at_most, above),
        n.Relation.MORE: (above, at_most),
        n.Relation.EQUAL: (f"{first} <= {code} <= {last}", f"({below} or {above})"),
    }[relation]
    return _within_reach(day, holds, fails, f"not {lowest} <= {code} <= {highest}")


def _within_reach(day: Value, holds: str, fails: str, unreachable: str) -> Truth:
    missing = all_of((*day.known, unreachable))
    return Truth(
        all_of((*day.known, holds)),
        any_of((day.none, all_of((*day.known, fails)))) or "False",
        any_of((day.missing, missing)),
        (*day.triggers, missing),
    )


def _of_full_units(scope: Scope, full: n.FullUnits, bound: n.Expr, relation: n.Relation) -> Truth:
    """Compare the day from which units are counted: the later it is, the fewer they are."""
    day = scope.value(full.start)
    end, number = scope.source.bind.value(full.end), scope.source.bind.value(bound)
    code, inverse = day.code, _FULL[full.unit]
    enough = _hoist(scope, f"{inverse}({end.code}, {number.code})", end, number)
    more = _hoist(scope, f"{inverse}({end.code}, {number.code} + 1)", end, number)
    holds = {
        n.Relation.AT_LEAST: f"{code} <= {enough}",
        n.Relation.MORE: f"{code} <= {more}",
        n.Relation.LESS: f"{code} > {enough}",
        n.Relation.AT_MOST: f"{code} > {more}",
        n.Relation.EQUAL: f"{more} < {code} <= {enough}",
    }[relation]
    return atom(holds, negated(holds), [day])


def _hoist(scope: Scope, code: str, *operands: Value) -> str:
    known = [test for value in operands for test in value.known]
    code = f"{code} if {all_of(known)} else None" if known else code
    return scope.source.hoist_code("bound", code, sure=False)
