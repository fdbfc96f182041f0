"""What an expression comes to never lies outside the bounds that are worked out for it."""

import importlib.util
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forecourt.core.engines.explain import explain
from forecourt.core.plan import nodes as n
from forecourt.core.plan.bounds import Known, can_be_a_number, hull
from forecourt.core.values import types as t
from forecourt.core.values.ranges import LONGEST_LIST, Interval, up_to, usual_range

WRITTEN = Path(__file__).parents[1] / "engines" / "plans.py"


def _load(path):
    spec = importlib.util.spec_from_file_location("bounded_plans", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = _load(WRITTEN)

NEVER_NUMBERS = {
    *(n.Today, n.Now, n.Shift, n.DayOf, n.At, n.PeriodStart),
    *(n.Subject, n.Root, n.Element, n.Follow, n.Part, n.BestRecord),
    n.Join,
    *(n.Exists, n.Every, n.Compare, n.Among, n.Within, n.Has, n.Truth, n.Sampled),
    *(n.IsKnown, n.ThereIs, n.Holds, n.Not, n.And, n.Or, n.AtLeast),
}
"""Dates and moments, records, texts, conditions."""

TABLES = (
    make.table("few", {(): 4}),
    make.table("some", {("high",): -3, ("low",): (make.dated(7, None, date(2026, 1, 1)),)}),
)
FUNCTIONS = {"halved": lambda value: value // 2}


def known(*decisions, tables=TABLES):
    """What bounds depend on; parameters lie where their values do."""
    values = {
        table.name: hull(
            Interval(one.value, one.value) for dated in table.values.values() for one in dated
        )
        for table in tables
    }
    return Known(
        make.SCHEMA,
        {decision.name: decision for decision in decisions},
        values.get,
        {"halved": up_to(10**12)},
    )


def bounds(expr, *decisions):
    found = known(*decisions).of(make.expr(expr))
    return found and (found.low, found.high)


def test_every_node_that_can_be_a_number_has_bounds():
    for node in get_args(n.Expr):
        assert can_be_a_number(node) is (node not in NEVER_NUMBERS), node.__name__


# Node by node ------------------------------------------------------------------------------------

SIZE = 10**12
"""The most that the field `size` holds, a whole number, as do `pages`, `amount` and others."""
items = make.file.source("items")


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (7, (7, 7)),
        (make.nothing(), None),
        (make.ask(make.file.pages), None),
        (make.file.size, (-SIZE, SIZE)),
        (make.file.share, (-(10**9), 10**9)),
        (make.parameter("few"), (4, 4)),
        (make.parameter("some", "high"), (-3, 7)),
        (make.call("halved", 3), (-SIZE, SIZE)),
        (make.call("unheard of", 3), (-SIZE, SIZE)),
        (make.count(items), (0, LONGEST_LIST)),
        (make.sum_(items, make.item.amount), (-(10**18), 10**18)),
        (make.sum_(items, make.expr(3)), (0, 3 * LONGEST_LIST)),
        (make.average(items, make.expr(3), make.NUMBER), (3_000_000, 3_000_000)),
        (make.largest(items, make.item.amount), (-SIZE, SIZE)),
        (make.else_(make.file.pages, 10**13), (-SIZE, 10**13)),
        (make.greatest(make.file.pages, make.file.size), (-SIZE, SIZE)),
        (make.greatest(make.file.pages, 1), (1, SIZE)),
        (make.least(make.file.pages, 1, 5), (-SIZE, 1)),
        (make.case((make.YES, 2), (make.NO, 9)), (2, 9)),
        (make.case((make.YES, 2), otherwise=-1), (-1, 2)),
        (make.case((make.YES, make.nothing()), otherwise=-1), (-1, -1)),
        (make.full("years", make.today, date(2030, 1, 1)), (-9999, 9999)),
    ],
)
def test_bounds(expr, expected):
    assert bounds(expr) == expected


def between(low, high):
    """A whole number of which no more is known."""
    return make.case((make.NO, low), otherwise=make.expr(high))


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        ((2, 3), "+", (-5, 10), (-3, 13)),
        ((2, 3), "-", (-5, 10), (-8, 8)),
        ((2, 3), "*", (-5, 10), (-15, 30)),
        ((-3, -2), "*", (-5, -4), (8, 15)),
    ],
)
def test_bounds_of_arithmetic(left, operator, right, expected):
    expr = make.arithmetic(operator, between(*left), between(*right))
    assert bounds(expr) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((10, 20), (4, 5), (2_000_000, 5_000_000)),
        ((10, 20), (0, 5), (2_000_000, 20_000_000)),
        ((10, 20), (-5, 5), (-20_000_000, 20_000_000)),
        ((-10, 20), (-4, -2), (-10_000_000, 5_000_000)),
        ((2, 2), (3, 3), (666_667, 666_667)),
        ((10, 20), (0, 0), None),
    ],
)
def test_bounds_of_a_quotient_are_those_with_the_divisors_next_to_zero(left, right, expected):
    expr = make.arithmetic("/", between(*left), between(*right), make.NUMBER)
    assert bounds(expr) == expected


def test_scales_are_divided_out():
    assert bounds(make.arithmetic("*", make.file.share, make.file.price, make.MONEY)) == (
        (-(10**15), 10**15)
    )
    assert bounds(make.arithmetic("/", make.file.price, make.file.price, make.NUMBER)) == (
        (-(10**18), 10**18)
    )
    assert bounds(make.arithmetic("/", make.file.price, make.expr(4), make.MONEY)) == (
        (-(10**12) // 4, 10**12 // 4)
    )


def test_what_has_no_value_leaves_nothing_to_work_with():
    assert bounds(make.arithmetic("+", 2, make.nothing())) is None


def test_a_decision_lies_where_any_of_its_rows_does():
    decision = make.decision("rows", (5, make.NO), (-2, make.NO), fallback=make.expr(9))
    assert bounds(make.file.ref("rows", make.WHOLE), decision) == (-2, 9)


def test_points_are_added_up():
    rows = ((5, make.NO), (-2, make.NO), (make.parameter("few"), make.NO), (make.nothing(), None))
    decision = make.decision("points", *rows, hit="sum")
    assert bounds(make.file.ref("points", make.WHOLE), decision) == (-2, 9)


def test_a_value_that_is_read_many_times_is_worked_out_once():
    expr = make.expr(1)
    for _ in range(200):
        expr = make.arithmetic("+", expr, expr)
    assert bounds(expr) == (2**200, 2**200)


# Whatever the records hold -----------------------------------------------------------------------


KINDS = (make.WHOLE, make.NUMBER, make.PERCENT, make.MONEY, make.WEIGHT)
DAYS = t.Duration(t.Family.DAYS)
FIELDS = {
    make.WHOLE: ("size", "pages", "lost", "copies"),
    make.NUMBER: ("ratio",),
    make.PERCENT: ("share",),
    make.MONEY: ("price",),
    make.WEIGHT: ("weight",),
}


class Arithmetic:
    """Figures made at random, of whole numbers, decimals, percentages, amounts and durations."""

    def __init__(self, random):
        self.random = random
        self.variables = iter(range(1000))
        self.decisions = []

    def choose(self, options):
        return options[self.random.randrange(len(options))]

    def figure(self, kind, depth):
        makers = [self.constant, self.field]
        if depth:
            makers += [self.sum, self.sum, self.product, self.quotient, self.choice, self.picked]
            makers += [self.of_list] * (kind == make.WHOLE) + [self.decision]
        return self.choose(makers)(kind, depth - 1)

    def constant(self, kind, _):
        most = usual_range(kind).high
        return n.Const(self.choose((-most, -1_000_001, -1, 0, 1, 2, 7, 999_999, most)), kind)

    def field(self, kind, _):
        if kind == DAYS:
            return self.constant(kind, 0)
        return getattr(make.file, self.choose(FIELDS[kind]))

    def sum(self, kind, depth):
        operator = self.choose("+-")
        sides = self.figure(kind, depth), self.figure(kind, depth)
        return make.arithmetic(operator, *sides, kind)

    def product(self, kind, depth):
        by = self.choose((make.WHOLE, make.NUMBER, make.PERCENT))
        if kind in (make.WHOLE, DAYS):
            by = make.WHOLE
        sides = [self.figure(kind, depth), self.figure(by, depth)]
        if self.random.randrange(2):
            sides.reverse()
        return make.arithmetic("*", *sides, kind)

    def quotient(self, kind, depth):
        if kind in (make.WHOLE, DAYS):
            return self.constant(kind, depth)
        if kind == make.NUMBER:
            like = self.choose(KINDS)
            return make.arithmetic("/", self.figure(like, depth), self.figure(like, depth), kind)
        by = self.choose((make.WHOLE, make.NUMBER))
        return make.arithmetic("/", self.figure(kind, depth), self.figure(by, depth), kind)

    def choice(self, kind, depth):
        first, second = self.figure(kind, depth), self.figure(kind, depth)
        if self.random.randrange(2):
            return n.Else(first, second, kind)
        rows = ((make.compare(self.figure(kind, 0), ">", self.figure(kind, 0)), first),)
        return n.Case(rows, self.choose((None, second)), kind)

    def picked(self, kind, depth):
        items = tuple(self.figure(kind, depth) for _ in range(3))
        return n.Pick(self.choose((True, False)), items, kind)

    def decision(self, kind, depth):
        condition = make.compare(self.figure(make.WHOLE, 0), "<", self.figure(make.WHOLE, 0))
        rows = (self.figure(kind, depth), condition), (self.figure(kind, depth), make.YES)
        name = f"decision {len(self.decisions)}"
        self.decisions.append(
            make.decision(name, *rows, hit=self.choose(("first", "sum")), kind=kind)
        )
        return make.file.ref(name, kind)

    def of_list(self, kind, _):
        variable = next(self.variables)
        of = make.element("item", variable)
        value = self.choose((of.amount, of.extra, make.arithmetic("-", of.amount, of.extra)))
        source = make.file.source("items", variable=variable)
        makers = [
            lambda: make.sum_(source, value),
            lambda: make.largest(source, value),
            lambda: make.smallest(source, value),
            lambda: make.count(source),
            lambda: make.full("minutes", make.file.opened_on, make.file.seen_at),
            lambda: make.full("days", make.file.opened_on, make.file.closed_on),
            lambda: make.call("halved", self.field(kind, 0)),
            lambda: make.parameter("few"),
        ]
        return self.choose(makers)()

    # Records

    def facts(self):
        items = tuple(
            make.an_item(f"I{number}", **self.some(make.WHOLE, "amount", "extra"))
            for number in range(self.random.randrange(4))
        )
        stored = {}
        for kind, names in FIELDS.items():
            stored |= self.some(kind, *names)
        days = (date.min, date(2026, 3, 1), date.max)
        return make.facts(
            make.a_file(
                items=items,
                opened_on=self.choose(days),
                closed_on=self.choose(days),
                seen_at=self.choose((datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59))),
                **{"size": 0, **stored},
            )
        )

    def some(self, kind, *names):
        within = usual_range(kind)
        ends = (within.low, within.high, -1, 0, 1, 5, self.random.randint(-(10**7), 10**7))
        return {name: self.choose(ends) for name in names if self.random.randrange(4)}


def outside(seed):
    """What lies outside its bounds, of the values of one expression for some files."""
    random = Random(seed)  # noqa: S311 - it is to be repeatable
    arithmetic = Arithmetic(random)
    kind = arithmetic.choose((*KINDS, DAYS))
    answer = make.decision("answer", arithmetic.figure(kind, 4))
    plan = make.plan(*arithmetic.decisions, answer, parameters=TABLES)
    found = known(*plan.decisions)
    for _ in range(5):
        outcome = explain(plan, arithmetic.facts(), functions=FUNCTIONS).outcome
        for decided in outcome.decisions:
            decision = found.decisions[decided.name]
            limits = found.of_decision(decision)
            if decided.value is not None and (limits is None or decided.value not in limits):
                yield decision, decided.value, limits


@settings(deadline=None, max_examples=300)
@given(st.integers(min_value=0, max_value=2**64))
@example(0)
def test_a_value_never_lies_outside_its_bounds(seed):
    assert list(outside(seed)) == []
