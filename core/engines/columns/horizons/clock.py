"""The store's clock as it runs on, in columns: midnights, waits, and where it runs unevenly."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.calendars import (
    EDGES,
    WALL_DAYS,
    changes_clock,
    edges,
    next_edge,
)
from forecourt.core.engines.columns.constants import op
from forecourt.core.engines.columns.horizons.combining import NEVER, at
from forecourt.core.engines.columns.sql import (
    DAY,
    MOMENT,
    Column,
    Literal,
    case,
    is_null,
    number,
    same,
)

if TYPE_CHECKING:
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql

LONGEST_WAIT = number(10**12)
"""In seconds; there are fewer in the calendar."""

LAST_DAY = Literal(date.max, DAY)
LAST_MOMENT = Literal(datetime(9999, 12, 31, 23, 59, 59), MOMENT)

_EPOCH = datetime(1970, 1, 1)


def midnight(day: Sql) -> Sql:
    """Return when a day begins, as a horizon."""
    return as_horizon(op("midnight of", day))


def as_horizon(moment: Sql) -> Sql:
    """Return a moment as a horizon; a constant one so late that it counts as none, never."""
    if isinstance(moment, Literal) and isinstance(moment.value, datetime):
        return at(moment.value)
    return moment


def now(scope: Scope) -> Literal:
    """Return the as-of moment."""
    return Literal(scope.session.now, MOMENT)


def later(seconds: Sql, scope: Scope) -> Sql:
    """Return the moment so many seconds after the as-of moment, on the clock."""
    begun = op("second number", now(scope))
    return as_horizon(op("moment of number", op("+", begun, seconds)))


def after(start: Sql, end: Sql, scope: Scope) -> Sql:
    """Return when as much time will have passed as lies between two moments."""
    if start == now(scope):
        return as_horizon(end)
    return later(op("-", op("second number", end), op("second number", start)), scope)


def until_clock_change(wall: Sql, scope: Scope) -> Sql:
    """Return until when a clock that shows `wall` now runs on evenly."""
    zone = scope.session.plan.zone
    if not changes_clock(zone):
        return NEVER
    if isinstance(wall, Literal):
        edge = next_edge(wall.value, zone) if isinstance(wall.value, datetime) else None
        return NEVER if edge is None else after(wall, Literal(edge, MOMENT), scope)
    seconds = scope.frame.put(op("second number", wall))
    return later(op("-", _next_edge(wall, seconds, scope), seconds), scope)


def _next_edge(wall: Sql, seconds: Sql, scope: Scope) -> Sql:
    """Return the first edge of the clock after a moment, in seconds since 1970."""
    session = scope.session
    session.tables.add(WALL_DAYS)
    day = scope.frame.put(op("day of", wall))
    read = scope.frame.joined(WALL_DAYS, lambda alias: same(Column("day", alias), day))
    *nearer, last = map(read, EDGES)
    first = op("second number", Literal(edges(session.plan.zone)[0], MOMENT))
    early = op("<", seconds, op("second number", Literal(_EPOCH, MOMENT)))
    rows = [(op(">", edge, seconds), edge) for edge in nearer]
    beyond = case([(early, first)], LONGEST_WAIT)
    return scope.frame.put(case([(is_null(last), beyond), *rows], last))
