"""Which parts of a plan time cannot change: those that read no clock and no dated parameter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.expressions import directly_in
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.columns.expressions import Expressions

_DAY = timedelta(days=1)


@dataclass(eq=False)
class Stillness:
    """What of a plan moves after an as-of moment."""

    plan: n.Plan
    now: datetime
    expressions: Expressions
    moving: set[tuple[str, str]] = field(default_factory=set)
    """The decisions, by name and subject, that time may change; noted before they are read."""
    _moves: dict[int, bool] = field(default_factory=dict)

    def note(self, decision: n.Decision) -> None:
        """Look into a decision, all that it reads having been noted."""
        if self.moves((decision.rows, decision.fallback)):
            self.moving.add((decision.name, decision.subject))

    def moves(self, part: Any) -> bool:
        """Return whether time may change an expression, or anything that it is made of."""
        key = self.expressions.number(part)
        if key not in self._moves:
            inner = [self.moves(one) for one in directly_in(part)]
            self._moves[key] = any(inner) or self._itself_moves(part)
        return self._moves[key]

    def _itself_moves(self, part: Any) -> bool:
        match part:
            case n.Today() | n.Now():
                return True
            case n.Parameter(name=name):
                values = self.plan.parameters[name].values.values()
                return any(turns(dated, self.now) for dated in values)
            case n.Ref(decision=name, of=of):
                assert isinstance(of.type, Reference)
                return (name, of.type.model) in self.moving
            case _:
                return False


def turns(dated: tuple[n.DatedValue, ...], now: datetime) -> list[datetime]:
    """Return when one of several dated values comes into force, or out of it, after a moment."""
    return sorted(turn for turn in map(_midnight, _days(dated)) if turn > now)


def _days(dated: tuple[n.DatedValue, ...]) -> Iterator[date]:
    for one in dated:
        if one.first_on is not None:
            yield one.first_on
        if one.last_on is not None and one.last_on < date.max:
            yield one.last_on + _DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
