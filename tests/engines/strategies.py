"""Plans, records and moments made at random, for holding engines against each other.

`Maker` takes a source of randomness (hypothesis gives one that it can shrink) and the vocabulary of
`plans.py`. What it makes is well typed; it seeks the edges: month ends, leap days, clock changes,
the ends of the calendar, ties, empty lists, none and missing together.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from forecourt.core.plan import nodes as n
from forecourt.core.values import types as t
from forecourt.core.values.calendar import WorkingDays

ZONES = ("UTC", "Europe/Lisbon", "America/New_York")
MOMENTS = (
    datetime(2026, 3, 1, 9, 0),
    datetime(2026, 2, 28, 23, 59, 59),
    datetime(2024, 2, 29, 0, 0),
    datetime(2026, 3, 31, 12, 0),
    datetime(2026, 3, 29, 3, 30),
    datetime(2026, 10, 25, 1, 30),
    datetime(2026, 12, 31, 18, 0),
)
UNITS = ("years", "months", "weeks", "days", "hours", "minutes")
COUNTS = (-13, -2, -1, 0, 1, 2, 3, 7, 12, 30)
FUNCTIONS = {"twice": lambda value: 2 * value, "even": lambda value: None if value % 2 else value}


_FRACTIONS = (-1_500_000, -1, 0, 1, 20_000, 500_000, 1_000_000, 2_500_000)
_NORMAL = {
    t.YesNo: (False, True),
    t.Whole: (-7, -1, 0, 1, 2, 3, 7, 100),
    t.Number: _FRACTIONS,
    t.Percent: _FRACTIONS,
    t.Quantity: _FRACTIONS,
    t.Money: (-505, -1, 0, 1, 99, 12_345),
    t.Text: ("", "a", "b", "é", "二"),
    t.TimeOfDay: (time(0, 0), time(2, 30), time(9, 0), time(23, 59, 59)),
    t.Duration: (*COUNTS, *COUNTS, *COUNTS, 100_000),
    t.Reference: ("I1", "I2", "S1", "S9"),
}


class Surroundings(NamedTuple):
    """What an expression may use: its subject, bound elements and ordinals, decisions made."""

    subject: str
    variables: list[int]
    elements: tuple[tuple[int, str], ...] = ()
    ordinals: tuple[int, ...] = ()
    decisions: tuple[n.Decision, ...] = ()

    def fresh(self) -> int:
        self.variables.append(len(self.variables))
        return self.variables[-1]


class Maker:
    LEFT_OUT = 30

    def __init__(self, random, make):
        self.random = random
        self.make = make
        self.schema = make.SCHEMA
        self.durations = {family: t.Duration(family) for family in t.Family}
        self.tables = ()

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def choose(self, options):
        return options[self.random.randrange(len(options))]

    # Plans

    def plan(self):
        self.tables = self.parameters()
        surroundings = Surroundings("file", [])
        statements = []
        for number in range(self.random.randrange(1, 7)):
            model = self.choose(
                ("file", "file", "item", "note", "box", "cover", "archive", "shelf")
            )
            made = self.decision(f"decision {number}", surroundings._replace(subject=model))
            statements.append(made)
            surroundings = surroundings._replace(decisions=(*surroundings.decisions, made))
        for number in range(self.random.randrange(4)):
            model = self.choose(("file", "item", "note", "cover", "archive"))
            statements.append(
                self.emission(f"emission {number}", surroundings._replace(subject=model))
            )
        return self.make.plan(*statements, parameters=self.tables, zone=self.choose(ZONES))

    def parameters(self):
        m = self.make
        dated = (m.dated(3, None, date(2026, 2, 28)), m.dated(5, date(2026, 3, 1), None))
        later = (m.dated(2, date(2026, 3, 29), date(2026, 12, 31)),)
        days = self.durations[t.Family.DAYS]
        months = self.durations[t.Family.MONTHS]
        return (
            m.table("plain", {(): 4}),
            m.table("dated", {(): dated}),
            m.table("optional", {(): later}),
            m.table("needed", {(): later}, required=self.chance(50)),
            m.table("by level", {("high",): 1, ("low",): dated}, key_types=(m.LEVEL,)),
            m.table("needed by level", {("high",): 9}, key_types=(m.LEVEL,), required=True),
            m.table("pair", {("high", 1): 1, ("low", 2): 3}, key_types=(m.LEVEL, m.WHOLE)),
            m.table("length", {(): 7}, kind=days),
            m.table("span", {("high",): 3, ("middle",): 13}, kind=months, key_types=(m.LEVEL,)),
        )

    def decision(self, name, inside):
        m = self.make
        hit = self.choose(("first", "first", "first", "unique", "all", "sum"))
        kind = m.WHOLE if hit == "sum" else self.choose(self.kinds())
        if kind == "record":
            hit = "first"
            return self.record_decision(name, inside)
        rows = [
            (self.row_value(kind, inside), self.condition(3, inside))
            for _ in range(self.random.randrange(0 if self.chance(5) else 1, 4))
        ]
        if self.chance(40):
            last = self.chance(70)
            place = len(rows) if last else self.random.randrange(len(rows) + 1)
            rows.insert(place, self.row_value(kind, inside))
        if self.chance(10):
            rows.append((self.value(kind, 1, inside), m.YES))
        fallback = None if self.chance(60) else self.value(kind, 1, inside)
        of = kind if hit != "all" else t.Many(kind)
        return m.decision(
            name,
            *rows,
            hit=hit,
            model=inside.subject,
            kind=of,
            fallback=fallback or m.nothing(kind),
            reported=self.chance(70),
        )

    def row_value(self, kind, inside):
        """A value; often one that takes an uncertain decision for what it isn't."""
        made = [d for d in inside.decisions if d.subject == inside.subject]
        if not made or self.chance(50):
            return self.value(kind, 2, inside)
        read = self.choose(made)
        ref = n.Ref(read.name, n.Subject(inside.subject, t.Reference(inside.subject)), read.type)
        other = self.value(kind, 1, inside)
        if read.type == kind:
            forms = (n.Else(ref, other, kind), self.make.greatest(ref, other))
            is_choice = isinstance(kind, t.Symbol) and kind.order is t.Order.CHOICES
            return forms[0] if is_choice else self.choose(forms)
        known = n.IsKnown(ref, self.make.YES_NO)
        holds = n.Holds(n.Compare(n.Relation.EQUAL, ref, ref, self.make.YES_NO), self.make.YES_NO)
        rows = ((self.choose((known, holds)), self.value(kind, 1, inside)),)
        return n.Case(rows, other if self.chance(70) else None, kind)

    def record_decision(self, name, inside):
        m = self.make
        model, found = self.record(3, inside)
        rows = [(found, self.condition(2, inside))] if self.chance(60) else [found]
        return m.decision(
            name,
            *rows,
            model=inside.subject,
            kind=t.Reference(model),
            fallback=m.nothing(t.Reference(model)),
            reported=self.chance(70),
        )

    def kinds(self):
        m = self.make
        return (
            *(m.WHOLE, m.WHOLE, m.DAY, m.MOMENT, m.LEVEL, m.STAGE, m.COLOUR, m.YES_NO, m.TEXT),
            *(m.MONEY, m.NUMBER, m.PERCENT, m.WEIGHT, "record"),
        )

    def emission(self, name, inside):
        m = self.make
        per = self.series(inside) if self.chance(50) else None
        within = inside if per is None else inside._replace(ordinals=(per.variable,))
        constant = self.chance(30)
        kinds = [kind for kind in self.kinds() if kind != "record"]
        fields = {
            f"field {number}": self.constant(m.WHOLE)
            if constant
            else self.value(self.choose(kinds), 2, within)
            for number in range(self.random.randrange(3))
        }
        return m.emission(
            name,
            m.YES if per and self.chance(40) else self.condition(3, inside),
            model=inside.subject,
            fields=fields,
            occurrence=None if constant or self.chance(50) else self.value(m.TEXT, 1, within),
            per=per,
            blamed=tuple(key for key in fields if self.chance(60)),
            asks=tuple(self.ask_for(within) for _ in range(self.random.randrange(2))),
        )

    def ask_for(self, inside):
        return (
            self.condition(1, inside) if self.chance(50) else self.value(self.make.DAY, 1, inside)
        )

    def series(self, inside):
        m, variable = self.make, inside.fresh()
        within = inside._replace(ordinals=(variable,))
        kind = self.choose((m.DAY, m.MOMENT))
        step = n.Const(*self.choose(self.steps(kind)))
        moved = n.Arithmetic(n.Operator.MULTIPLY, step, n.Ordinal(variable, m.WHOLE), step.type)
        opens = n.Shift(self.value(kind, 1, inside), moved, True, kind)
        length = m.days(self.choose((0, 3, 20, 60)))
        closes = n.Shift(opens, length, True, kind)
        first = m.expr(self.choose((0, 1))) if self.chance(80) else self.small(inside)
        last = None
        if self.chance(60):
            last = m.expr(self.choose((-1, 0, 2, 9))) if self.chance(70) else self.small(inside)
            closes = closes if self.chance(70) else self.value(kind, 1, inside)
        left_out = self.of_occurrence(1, within) if self.chance(self.LEFT_OUT) else None
        done = self.of_occurrence(2, within)
        return n.Series(variable, first, last, opens, closes, done, left_out)

    def of_occurrence(self, depth, inside):
        """A condition; often one that holds for every other occurrence."""
        if self.chance(60):
            return self.condition(depth, inside)
        m = self.make
        number = m.arithmetic("+", n.Ordinal(inside.ordinals[0], m.WHOLE), self.choose((0, 1)))
        return m.known(m.call("even", number))

    def steps(self, kind):
        """How far the occurrences of a series lie apart; not always at all."""
        days, months = self.durations[t.Family.DAYS], self.durations[t.Family.MONTHS]
        steps = [(1, days), (5, days), (14, days), (30, days), (1, months), (2, months)] * 2
        steps += [(0, days), (3, self.durations[t.Family.WORKING_DAYS])]
        if kind == self.make.MOMENT:
            steps += [(3600 * 10, self.durations[t.Family.ELAPSED])] * 2
        return steps

    def small(self, inside):
        """A whole number from 0 to 3, or none, or missing."""
        m = self.make
        bounded = m.least(self.value(m.WHOLE, 1, inside), 3)
        return m.case((m.compare(bounded, ">=", 0), self.value_of_field(m.WHOLE, inside) or 1))

    # Records in expressions

    def roots(self, inside):
        root = self.schema.root_of(inside.subject)
        return ("file", "archive") if root == "file" else ("archive",)

    def record(self, depth, inside):
        """A model, and an expression that denotes a record of it."""
        starts = [(inside.subject, n.Subject(inside.subject, t.Reference(inside.subject)))]
        starts += [(root, n.Root(root, t.Reference(root))) for root in self.roots(inside)]
        starts += [
            (model, n.Element(variable, model, t.Reference(model)))
            for variable, model in inside.elements
        ] * 2
        model, found = self.choose(starts)
        for _ in range(self.random.randrange(3)):
            further = self.further(model, found, depth, inside)
            if not further:
                break
            model, found = self.choose(further)
        if depth > 0 and self.chance(20):
            model, found = self.best_record(depth, inside) or (model, found)
        if self.chance(25):
            read = [
                d
                for d in inside.decisions
                if d.subject == model and isinstance(d.type, t.Reference)
            ]
            if read:
                made = self.choose(read)
                return made.type.model, n.Ref(made.name, found, made.type)
        if depth > 0 and self.chance(10):
            same = [
                other for other in (self.record(0, inside) for _ in range(4)) if other[0] == model
            ]
            kind = t.Reference(model)
            if same and self.chance(50):
                return model, n.Else(found, same[0][1], kind)
            if same:
                rows = ((self.condition(1, inside), found),)
                return model, n.Case(rows, same[0][1] if self.chance(70) else None, kind)
        return model, found

    def further(self, model, found, depth, inside):
        schema = self.schema.models[model]
        steps = [
            (part.model, n.Part(found, part.name, part.model, t.Reference(part.model)))
            for part in schema.parts.values()
        ]
        for each in schema.fields.values():
            if isinstance(each.type, t.Reference) and self.reachable(each.type.model, inside):
                reference = n.Field(found, model, each.name, each.absence, each.type)
                steps.append((each.type.model, n.Follow(reference, each.type.model, each.type)))
        return steps

    def reachable(self, model, inside):
        return self.schema.root_of(model) in self.roots(inside)

    def best_record(self, depth, inside):
        m = self.make
        found = self.source(depth, inside)
        if found is None:
            return None
        source, within = found
        value = self.value(self.choose((m.DAY, m.WHOLE, m.LEVEL)), depth - 1, within)
        kind = t.Reference(source.model)
        return source.model, n.BestRecord(source, value, self.chance(50), kind)

    def source(self, depth, inside):
        """The elements of a list, and the surroundings in which one is bound."""
        for _ in range(3):
            model, owner = self.record(min(depth - 1, 1), inside)
            lists = list(self.schema.models[model].lists.values())
            if lists:
                chosen = self.choose(lists)
                variable = inside.fresh()
                elements = (*inside.elements, (variable, chosen.model))
                within = inside._replace(elements=elements)
                where = self.condition(depth - 1, within) if self.chance(70) else None
                return n.Source(variable, owner, chosen.name, chosen.model, where), within
        return None

    # Values

    def constant(self, kind):
        return n.Const(self.normal(kind), kind)

    def normal(self, kind):
        """A value in normal form."""
        if isinstance(kind, t.Symbol):
            return self.choose((*kind.values, "unlisted") if kind.open else kind.values)
        if isinstance(kind, t.Day | t.Moment):
            return self.day() if isinstance(kind, t.Day) else self.moment()
        if isinstance(kind, t.Many):
            return tuple(self.choose(("a", "b")) for _ in range(self.random.randrange(3)))
        return self.choose(_NORMAL[type(kind)])

    def day(self):
        if self.chance(3):
            return self.choose((date.min, date.max))
        if self.chance(30):
            return self.choose(
                (
                    date(2024, 2, 29),
                    date(2025, 2, 28),
                    date(2026, 1, 31),
                    date(2025, 11, 30),
                    date(2025, 12, 31),
                    date(2020, 2, 29),
                )
            )
        return self.choose(MOMENTS).date() + timedelta(
            days=self.choose((-40, -30, -1, 0, 1, 3, 31))
        )

    def moment(self):
        if self.chance(30):
            return self.choose(
                (
                    datetime(2026, 3, 29, 0, 30),
                    datetime(2026, 10, 25, 0, 30),
                    datetime(2026, 3, 8, 1, 59),
                    datetime(2026, 11, 1, 1, 30),
                )
            )
        return self.choose(MOMENTS) + timedelta(
            days=self.choose((-30, -1, 0, 1)), seconds=self.choose((-1, 0, 1, 3600))
        )

    def value(self, kind, depth, inside):
        if kind == "record":
            return self.record(depth, inside)[1]
        if inside.ordinals and kind == self.make.WHOLE and self.chance(30):
            return n.Ordinal(self.choose(inside.ordinals), kind)
        makers = [self.value_of_field] * 4 + [lambda kind, _: self.constant(kind)] * 2
        makers += [self.value_of_decision] * 2 + [self.value_of_parameter]
        if self.chance(4):
            makers = [lambda kind, _: self.make.nothing(kind)]
        elif depth > 0:
            makers += [lambda kind, inside: self.compound(kind, depth, inside)] * 6
        return self.choose(makers)(kind, inside) or self.constant(kind)

    def value_of_field(self, kind, inside):
        for _ in range(4):
            model, record = self.record(1, inside)
            fields = [f for f in self.schema.models[model].fields.values() if f.type == kind]
            if fields:
                each = self.choose(fields)
                return n.Field(record, model, each.name, each.absence, kind)
        return None

    def value_of_decision(self, kind, inside):
        read = [d for d in inside.decisions if d.type == kind and self.reachable(d.subject, inside)]
        for _ in range(4):
            model, record = self.record(1, inside)
            of_model = [d for d in read if d.subject == model]
            if of_model:
                return n.Ref(self.choose(of_model).name, record, kind)
        return None

    def value_of_parameter(self, kind, inside):
        tables = [table for table in self.tables if table.type == kind]
        if not tables:
            return None
        table = self.choose(tables)
        keys = tuple(self.value(each, 0, inside) for each in table.key_types)
        return n.Parameter(table.name, keys, kind)

    def compound(self, kind, depth, inside):
        general = (self.fallback, self.pick, self.case, self.ask, self.best)
        special = {
            t.Whole: (self.arithmetic, self.count, self.sum, self.full_units, self.call),
            t.Number: (self.arithmetic, self.ratio, self.average),
            t.Percent: (self.arithmetic, self.sum),
            t.Money: (self.arithmetic, self.share_of, self.sum),
            t.Quantity: (self.arithmetic, self.sum),
            t.Day: (self.today, self.shift, self.shift, self.day_of, self.period_start),
            t.Moment: (self.now, self.shift, self.at),
            t.Text: (self.join, self.join),
            t.YesNo: (lambda _, depth, inside: self.condition(depth, inside),) * 3,
        }.get(type(kind), ())
        return self.choose((*general, *special, *special))(kind, depth - 1, inside)

    def fallback(self, kind, depth, inside):
        return n.Else(self.value(kind, depth, inside), self.value(kind, depth, inside), kind)

    def pick(self, kind, depth, inside):
        if isinstance(kind, t.Symbol) and kind.order is t.Order.CHOICES:
            return None
        items = tuple(self.value(kind, depth, inside) for _ in range(self.random.randrange(1, 4)))
        return n.Pick(self.chance(50), items, kind)

    def case(self, kind, depth, inside):
        rows = tuple(
            (self.condition(depth, inside), self.value(kind, depth, inside))
            for _ in range(self.random.randrange(1, 3))
        )
        return n.Case(rows, self.value(kind, depth, inside) if self.chance(50) else None, kind)

    def ask(self, kind, _, inside):
        fields = (self.value_of_field(kind, inside) for _ in range(self.random.randrange(1, 3)))
        return n.Ask(tuple(each for each in fields if each is not None), kind)

    def best(self, kind, depth, inside):
        found = self.source(depth, inside)
        if found is None or (isinstance(kind, t.Symbol) and kind.order is t.Order.CHOICES):
            return None
        source, within = found
        return n.Best(source, self.value(kind, depth, within), self.chance(50), kind)

    def arithmetic(self, kind, depth, inside):
        sides = (self.value(kind, depth, inside), self.value(kind, depth, inside))
        operator = self.choose((n.Operator.ADD, n.Operator.SUBTRACT))
        if not isinstance(kind, t.Money | t.Quantity) and self.chance(20):
            operator = n.Operator.MULTIPLY
        elif not isinstance(kind, t.Whole) and self.chance(30):
            whole = self.value(self.make.WHOLE, depth, inside)
            operator = self.choose((n.Operator.MULTIPLY, n.Operator.DIVIDE))
            return n.Arithmetic(operator, sides[0], whole, kind)
        return n.Arithmetic(operator, *sides, kind)

    def ratio(self, kind, depth, inside):
        of = self.choose((self.make.WHOLE, self.make.MONEY, self.make.WEIGHT, self.make.PERCENT))
        sides = (self.value(of, depth, inside), self.value(of, depth, inside))
        return n.Arithmetic(n.Operator.DIVIDE, *sides, kind)

    def share_of(self, kind, depth, inside):
        part = self.value(self.choose((self.make.PERCENT, self.make.NUMBER)), depth, inside)
        return n.Arithmetic(n.Operator.MULTIPLY, part, self.value(kind, depth, inside), kind)

    def count(self, kind, depth, inside):
        found = self.source(depth + 1, inside)
        return found and n.Count(found[0], kind)

    def sum(self, kind, depth, inside):
        found = self.source(depth, inside)
        return found and n.Sum(found[0], self.value(kind, depth, found[1]), kind)

    def average(self, kind, depth, inside):
        found = self.source(depth, inside)
        of = self.choose((self.make.WHOLE, kind))
        return found and n.Average(found[0], self.value(of, depth, found[1]), kind)

    def full_units(self, kind, depth, inside):
        ends = (
            self.value(self.choose((self.make.DAY, self.make.DAY, self.make.MOMENT)), depth, inside)
            for _ in range(2)
        )
        return n.FullUnits(self.choose(UNITS), *ends, kind)

    def join(self, kind, depth, inside):
        makers = (lambda: self.value(kind, depth, inside), lambda: self.record(depth, inside)[1])
        parts = (self.choose((*makers, makers[0]))() for _ in range(self.random.randrange(4)))
        return n.Join(tuple(parts), kind)

    def call(self, kind, depth, inside):
        return n.Call(self.choose(tuple(FUNCTIONS)), (self.value(kind, depth, inside),), kind)

    def today(self, kind, _, __):
        return n.Today(kind)

    def now(self, kind, _, __):
        return n.Now(kind)

    def shift(self, kind, depth, inside):
        families = [f for f in t.Family if f is not t.Family.ELAPSED or kind == self.make.MOMENT]
        family = self.durations[self.choose(families)]
        amount = self.value(family, 0, inside)
        return n.Shift(self.value(kind, depth, inside), amount, self.chance(70), kind)

    def period_start(self, kind, depth, inside):
        unit = self.choose(("week", "month", "quarter", "year"))
        return n.PeriodStart(unit, self.value(kind, depth, inside), kind)

    def day_of(self, kind, depth, inside):
        return n.DayOf(self.value(self.make.MOMENT, depth, inside), kind)

    def at(self, kind, depth, inside):
        clock = self.value(self.make.TIME, 0, inside)
        return n.At(clock, self.near_day(depth, inside), kind)

    def near_day(self, depth, inside):
        """A day that isn't one of the first or last there are."""
        m = self.make
        day = self.value(m.DAY, depth, inside)
        safe = m.within(day, date(1900, 1, 1), date(2200, 1, 1))
        return m.case((safe, day), otherwise=self.value_of_field(m.DAY, inside) and day_default(m))

    # Conditions

    def condition(self, depth, inside):
        atoms = [self.compare] * 4 + [self.among, self.within, self.has, self.truth, self.is_known]
        atoms.append(self.sampled)
        if depth <= 0:
            return self.choose(atoms)(0, inside)
        atoms += [self.bound_by_today] * 2 + [self.compare_count, self.same_record]
        joined = [self.not_, self.and_, self.or_, self.at_least, self.holds, self.any, self.every]
        return self.choose(atoms + joined * 2)(depth - 1, inside)

    def ordered_kind(self):
        m = self.make
        return self.choose(
            (m.WHOLE, m.WHOLE, m.DAY, m.DAY, m.MOMENT, m.LEVEL, m.STAGE, m.MONEY, m.NUMBER)
        )

    def compare(self, depth, inside):
        kind = self.ordered_kind()
        relation = self.choose(tuple(n.Relation))
        if self.chance(15):
            kind, relation = (
                self.choose((self.make.TEXT, self.make.COLOUR, self.make.YES_NO)),
                n.Relation.EQUAL,
            )
        left, right = self.value(kind, depth, inside), self.value(kind, depth, inside)
        return n.Compare(relation, left, right, self.make.YES_NO)

    def bound_by_today(self, depth, inside):
        """A comparison of a moved day with what depends on the moment alone."""
        m = self.make
        day = self.value_of_field(m.DAY, inside) or self.constant(m.DAY)
        family = self.durations[self.choose((t.Family.DAYS, t.Family.MONTHS))]
        amount = self.choose((self.constant(family), self.value_of_parameter(family, inside)))
        moved = n.Shift(day, amount or self.constant(family), self.chance(70), m.DAY)
        bound = n.Today(m.DAY)
        if self.chance(40):
            bound = n.Shift(bound, self.constant(family), self.chance(50), m.DAY)
        if self.chance(40):
            unit = self.choose(UNITS[:4])
            moved, bound = n.FullUnits(unit, day, bound, m.WHOLE), self.constant(m.WHOLE)
        sides = (moved, bound) if self.chance(50) else (bound, moved)
        return n.Compare(self.choose(tuple(n.Relation)), *sides, m.YES_NO)

    def compare_count(self, depth, inside):
        m = self.make
        number = self.count(m.WHOLE, depth, inside) or m.expr(1)
        other = self.value(m.WHOLE, depth, inside)
        if self.chance(20):
            return n.Within(number, self.constant(m.WHOLE), other, m.YES_NO)
        if self.chance(20):
            return n.Among(number, (other, self.constant(m.WHOLE)), m.YES_NO)
        sides = (number, other) if self.chance(60) else (other, number)
        return n.Compare(self.choose(tuple(n.Relation)), *sides, m.YES_NO)

    def same_record(self, depth, inside):
        left, right = self.record(depth, inside)[1], self.record(depth, inside)[1]
        if self.chance(30):
            return n.IsKnown(left, self.make.YES_NO)
        return n.Compare(n.Relation.EQUAL, left, right, self.make.YES_NO)

    def among(self, depth, inside):
        kind = self.choose((self.make.LEVEL, self.make.COLOUR, self.make.WHOLE, self.make.TEXT))
        make = self.constant if self.chance(50) else lambda kind: self.value(kind, depth, inside)
        options = tuple(make(kind) for _ in range(self.random.randrange(4)))
        return n.Among(self.value(kind, depth, inside), options, self.make.YES_NO)

    def within(self, depth, inside):
        kind = self.ordered_kind()
        parts = (self.value(kind, depth, inside) for _ in range(3))
        return n.Within(*parts, self.make.YES_NO)

    def has(self, depth, inside):
        items = self.value_of_field(self.make.TAGS, inside) or self.constant(self.make.TAGS)
        return n.Has(items, self.value(self.make.TEXT, depth, inside), self.make.YES_NO)

    def truth(self, depth, inside):
        return n.Truth(self.value(self.make.YES_NO, depth, inside), self.make.YES_NO)

    def sampled(self, depth, inside):
        item = self.value(self.make.TEXT, depth, inside)
        if self.chance(50):
            item = self.record(0, inside)[1]
        share = self.value(self.make.PERCENT, depth, inside)
        return n.Sampled(self.choose(("one", "other")), item, share, self.make.YES_NO)

    def is_known(self, depth, inside):
        kind = self.choose(self.kinds())
        test = self.choose((n.IsKnown, n.ThereIs))
        return test(self.value(kind, depth, inside), self.make.YES_NO)

    def holds(self, depth, inside):
        return n.Holds(self.condition(depth, inside), self.make.YES_NO)

    def not_(self, depth, inside):
        return n.Not(self.condition(depth, inside), self.make.YES_NO)

    def several(self, depth, inside):
        return tuple(self.condition(depth, inside) for _ in range(self.random.randrange(4)))

    def and_(self, depth, inside):
        return n.And(self.several(depth, inside), self.make.YES_NO)

    def or_(self, depth, inside):
        return n.Or(self.several(depth, inside), self.make.YES_NO)

    def at_least(self, depth, inside):
        conditions = (*self.several(depth, inside), self.condition(depth, inside))
        number = self.random.randrange(1, len(conditions) + 1)
        return n.AtLeast(number, conditions, self.make.YES_NO)

    def any(self, depth, inside):
        found = self.source(depth + 1, inside)
        return n.Exists(found[0], self.make.YES_NO) if found else self.compare(depth, inside)

    def every(self, depth, inside):
        found = self.source(depth + 1, inside)
        if not found:
            return self.compare(depth, inside)
        return n.Every(found[0], self.condition(depth, found[1]), self.make.YES_NO)

    # Facts

    def facts(self, plan):
        archive = self.an_archive()
        file = self.a_file()
        model = self.choose(("file", "file", "file", "archive"))
        root, store = (archive, None) if model == "archive" else (file, archive)
        return self.make.facts(
            root,
            store=None if self.chance(20) else store,
            now=self.choose(MOMENTS),
            calendar=None if self.chance(30) else self.working_days(),
            model=model,
        )

    def working_days(self):
        first, last = date(2023, 1, 1), date(2026, 12, 1)
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return WorkingDays(first, last, tuple(day for day in every if day.weekday() < 5))

    def stored(self, model, absent):
        """Values of the fields of a record, some of them absent, and those that must be there."""
        values = {}
        for each in self.schema.models[model].fields.values():
            if each.absence.value == "required" or not self.chance(absent):
                values[each.name] = self.normal(each.type)
        return values

    def shuffled(self, facts):
        """The same facts, the records of all lists in another order."""
        root, store = (
            held and self.with_lists_shuffled(held) for held in (facts.root, facts.store)
        )
        return facts.__class__(facts.model, root, store, facts.now, facts.calendar)

    def with_lists_shuffled(self, record):
        values = dict(vars(record))
        for name in ("items", "notes", "shelves"):
            if name in values:
                held = [self.with_lists_shuffled(each) for each in values[name]]
                values[name] = tuple(held.pop(self.random.randrange(len(held))) for _ in held[:])
        return record.__class__(**values)

    def a_file(self):
        absent = self.choose((0, 40, 80))
        items = tuple(
            self.an_item(f"I{number}", absent) for number in range(self.random.randrange(5))
        )
        cover = self.make.a_cover(**self.stored("cover", absent)) if self.chance(60) else None
        return self.make.a_file(items=items, cover=cover, **self.stored("file", absent))

    def an_item(self, id_, absent):
        notes = tuple(
            self.make.a_note(f"N{number}", **self.stored("note", absent))
            for number in range(self.random.randrange(3))
        )
        box = self.make.a_box(**self.stored("box", absent)) if self.chance(50) else None
        return self.make.an_item(id_, notes=notes, box=box, **self.stored("item", absent))

    def an_archive(self):
        absent = self.choose((0, 50))
        shelves = tuple(
            self.make.a_shelf(f"S{number}", **self.stored("shelf", absent)) for number in range(3)
        )
        return self.make.an_archive(shelves=shelves, **self.stored("archive", absent))


def day_default(make):
    return make.expr(date(2026, 3, 29))
