"""Plans in which time matters: most conditions compare something that moves with the clock."""

from __future__ import annotations

from forecourt.core.plan import nodes as n
from forecourt.core.values import types as t

SECONDS = (-7200, -3600, -60, -1, 0, 1, 60, 1800, 3600, 5400, 86_400, 90_000)
COUNTS = (-365, -40, -31, -13, -2, -1, 0, 1, 2, 3, 5, 12, 13, 30, 31)
UNITS = ("years", "months", "weeks", "days", "hours", "minutes")


class Restless:
    """To stand before `Maker` of `strategies.py` among the bases of a class."""

    def moving(self, kind, inside, depth=2):
        """A day, a moment or a count that moves with the clock."""
        if isinstance(kind, t.Day):
            return self.moving_day(depth, inside)
        if isinstance(kind, t.Moment):
            return self.moving_moment(depth, inside)
        return self.moving_count(inside)

    def moving_day(self, depth, inside):
        day = self.make.DAY
        if depth == 0 or self.chance(35):
            return n.Today(day)
        if self.chance(20):
            return n.DayOf(self.moving_moment(depth - 1, inside), day)
        inner = self.moving_day(depth - 1, inside)
        if self.chance(20):
            return n.PeriodStart(self.choose(("week", "month", "quarter", "year")), inner, day)
        return n.Shift(inner, self.amount(day, inside), self.chance(60), day)

    def moving_moment(self, depth, inside):
        moment = self.make.MOMENT
        if depth == 0 or self.chance(35):
            return n.Now(moment)
        inner = self.moving_moment(depth - 1, inside)
        return n.Shift(inner, self.amount(moment, inside), self.chance(60), moment)

    def moving_count(self, inside):
        kinds = (self.make.DAY, self.make.MOMENT)
        fixed = self.choose(kinds)
        ends = [
            self.moving(self.choose(kinds), inside),
            self.value_of_field(fixed, inside) or self.constant(fixed),
        ]
        start, end = ends if self.chance(50) else reversed(ends)
        return n.FullUnits(self.choose(UNITS), start, end, self.make.WHOLE)

    def amount(self, kind, inside):
        """A duration by which a day or a moment may be moved."""
        families = [f for f in t.Family if f is not t.Family.ELAPSED or kind == self.make.MOMENT]
        family = self.durations[self.choose(families)]
        if family.family is t.Family.ELAPSED:
            return n.Const(self.choose(SECONDS), family)
        given = self.value_of_parameter(family, inside) if self.chance(20) else None
        return given or n.Const(self.choose(COUNTS), family)

    def beside(self, kind, depth, inside):
        """What something that moves is compared with."""
        if self.chance(10):
            return self.moving(kind, inside)
        if isinstance(kind, t.Whole) and self.chance(50):
            return n.Const(self.choose((-1, 0, 1, 2, 3)), kind)
        return self.value(kind, depth if self.chance(50) else 0, inside)

    def compare(self, depth, inside):
        if self.chance(35):
            return super().compare(depth, inside)
        m = self.make
        kind = self.choose((m.DAY, m.DAY, m.MOMENT, m.WHOLE))
        moving, other = self.moving(kind, inside), self.beside(kind, depth, inside)
        if self.chance(10):
            options = tuple(
                self.beside(kind, depth, inside) for _ in range(self.random.randrange(3))
            )
            return n.Among(moving, options, m.YES_NO)
        if self.chance(10):
            ends = [moving, other, self.beside(kind, 0, inside)]
            self.random.shuffle(ends)
            return n.Within(*ends, m.YES_NO)
        sides = (moving, other) if self.chance(50) else (other, moving)
        return n.Compare(self.choose(tuple(n.Relation)), *sides, m.YES_NO)

    def value(self, kind, depth, inside):
        if depth > 0 and isinstance(kind, (t.Day, t.Moment, t.Whole)) and self.chance(15):
            return self.moving(kind, inside)
        return super().value(kind, depth, inside)
