"""Horizons of several put together to one, after Kleene, with what never ends left out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.engines.columns.sql import (
    MOMENT,
    ONE,
    ZERO,
    Literal,
    Op,
    Sql,
    any_of,
    case,
    not_,
    number,
    op,
    or_else,
    plus,
)
from forecourt.core.plan import horizons

if TYPE_CHECKING:
    from collections.abc import Iterable

NEVER = Literal(horizons.NEVER, MOMENT)
"""The horizon of what stays."""

_ALREADY = Literal(datetime(1, 1, 1), MOMENT)
"""Earlier than any horizon: what doesn't count when the greatest is looked for."""


class Judged(NamedTuple):
    """A condition's truth, null if it is unknown, and until when it stays."""

    truth: Sql
    until: Sql


def at(moment: datetime) -> Literal:
    """Return a moment as a horizon; so late that it counts as none, never."""
    return NEVER if moment >= horizons.FAR else Literal(moment, MOMENT)


def least(*horizons_: Sql) -> Sql:
    """Return the least of several horizons; of none, never."""
    return _together("least", [one for one in horizons_ if one != NEVER])


def greatest(*horizons_: Sql) -> Sql:
    """Return the greatest of several horizons."""
    return NEVER if NEVER in horizons_ else _together("greatest", list(horizons_))


def _together(function: str, horizons_: list[Sql]) -> Sql:
    there = list(dict.fromkeys(horizons_))
    if not there:
        return NEVER
    return there[0] if len(there) == 1 else Op(function, tuple(there))


def where(condition: Sql, until: Sql, otherwise: Sql = NEVER) -> Sql:
    """Return a horizon where a condition is true, else another one."""
    return _chosen([(condition, until)], otherwise)


def _chosen(rows: list[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """Return the horizon of the first row that is true; one choice instead of one in another."""
    if isinstance(otherwise, Op) and otherwise.function == "case":
        *further, otherwise = otherwise.arguments
        rows = [*rows, *zip(further[::2], further[1::2], strict=True)]
    return case(rows, otherwise)


def greatest_where(parts: Iterable[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """Return the greatest of those horizons whose condition is true, else `otherwise`."""
    given = list(parts)
    staying = any_of(*(condition for condition, until in given if until == NEVER))
    moving = [(condition, until) for condition, until in given if until != NEVER]
    if len(moving) == 1:
        ((condition, until),) = moving
        return _chosen([(staying, NEVER), (condition, until)], otherwise)
    latest = greatest(*(where(condition, until, _ALREADY) for condition, until in moving))
    either = any_of(*(condition for condition, _ in moving))
    return _chosen([(staying, NEVER), (either, latest)], otherwise)


def conjunction(parts: Iterable[Judged]) -> Sql:
    """Return the horizon of `and`: false, the greatest of the false ones; else the least of all."""
    judged = list(parts)
    false = [(not_(truth), until) for truth, until in judged]
    return _settled_by(false, [until for _, until in judged])


def disjunction(parts: Iterable[Judged]) -> Sql:
    """Return the horizon of `or`: true, the greatest of the true ones; else the least of all."""
    judged = list(parts)
    return _settled_by(list(judged), [until for _, until in judged])


def _settled_by(deciding: list[tuple[Sql, Sql]], every: list[Sql]) -> Sql:
    if all(until == NEVER for until in every):
        return NEVER
    return greatest_where(deciding, least(*every))


def at_least(wanted: int, parts: Iterable[Judged]) -> Sql:
    """Return the horizon of `at least`: until so many are gone of those that settle it."""
    judged = list(parts)
    if all(one.until == NEVER for one in judged):
        return NEVER
    true = [(one.truth, one.until) for one in judged]
    false = [(not_(one.truth), one.until) for one in judged]
    many_true, many_false = (_number_of(condition for condition, _ in of) for of in (true, false))
    spare = number(wanted - 1)
    spare_of_false = number(len(judged) - wanted)
    return case(
        [
            (op(">", many_true, spare), _nth(op("-", many_true, spare), true)),
            (op(">", many_false, spare_of_false), _nth(op("-", many_false, spare_of_false), false)),
        ],
        least(*(one.until for one in judged)),
    )


def _number_of(conditions: Iterable[Sql]) -> Sql:
    total: Sql = ZERO
    for condition in conditions:
        total = plus(total, case([(condition, ONE)], ZERO))
    return total


def _nth(place: Sql, parts: list[tuple[Sql, Sql]]) -> Sql:
    """Return the horizon at a place, from 1, of those whose condition is true, in order."""
    listed = (where(condition, until) for condition, until in parts)
    return or_else(Op("nth least", (place, *listed)), NEVER)
