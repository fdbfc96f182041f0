"""The record engine tells the same horizons as the explainer, for plans made at random."""

import importlib.util
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan import nodes as n
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.plan.outcome import next_change
from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.plugins.lifecycle.demo.make import make_demo


def _load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"foreseeing_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES, AGREEMENT = _load("plans"), _load("strategies"), _load("agreement")
DEMO_STORE = Path(__file__).parents[2] / "rules" / "demo_store"
FILES_A_PLAN = 3


class Restless(_load("restless").Restless, STRATEGIES.Maker):
    """Makes plans in which time matters."""


SEARCH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def disagreements(random, maker):
    """The horizons that differ, for one plan and some files."""
    made = maker(random, MAKE)
    plan = made.plan()
    files = [made.facts(plan) for _ in range(FILES_A_PLAN)]
    return AGREEMENT.horizons_disagree(plan, files, STRATEGIES.FUNCTIONS)


@settings(SEARCH, max_examples=40)
@given(st.integers(min_value=0, max_value=2**64))
def test_the_engines_tell_the_same_horizons(seed):
    """Seeds reach plans of every size at once; a failing one is its own record."""
    assert disagreements(Random(seed), STRATEGIES.Maker) == []  # noqa: S311 - to be repeatable


@settings(SEARCH, max_examples=60)
@given(st.integers(min_value=0, max_value=2**64))
def test_the_engines_tell_the_same_horizons_where_time_matters(seed):
    assert disagreements(Random(seed), Restless) == []  # noqa: S311 - it is to be repeatable


@settings(SEARCH, max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_engines_tell_the_same_horizons_of_plans_that_can_be_made_smaller(random):
    assert disagreements(random, Restless) == []


def test_the_engines_tell_the_same_horizons_of_a_whole_policy():
    registry = load_registry()
    text, _ = read_pack(DEMO_STORE)
    surroundings = {"zone": "Europe/Lisbon", "currency": "EUR"}
    plan = resolve(text, registry.library(), registry.vocabulary, **surroundings).plan
    now = datetime(2026, 11, 2, 9)
    made, customers = make_demo(customers=12, as_of=now.date())
    store, _ = registry.records.read("store", made, **surroundings)
    records = [registry.records.read("customer", each, **surroundings)[0] for each in customers]
    files = [Facts("customer", record, store, now, None) for record in records]
    assert AGREEMENT.horizons_disagree(plan, files, registry.functions()) == []


# What is made once and used again ---------------------------------------------------------------


@pytest.fixture
def due(make):
    """A plan of one decision: whether the file was opened more than a week ago."""
    week_on = make.plus(make.file.opened_on, make.days(7))
    return make.plan(make.decision("due", make.compare(week_on, "<", make.today)))


def test_each_binding_has_its_own_horizons(due, make):
    engine = compile_plan(due)
    data = make.a_file(opened_on=date(2026, 3, 1))
    for now in (make.NOW, make.NOW + timedelta(days=8), make.NOW):
        facts = make.facts(data, now=now)
        assert engine.horizons(facts) == Horizons(due).of(facts)


def test_horizons_are_found_beside_a_lean_result(due, make):
    ahead = compile_plan(due).bind_ahead(make.NOW, None)
    data = make.a_file(opened_on=date(2026, 3, 1))
    result = ahead.bound.decide(data)
    assert ahead.foresee(data, None, result)[0] == ((datetime(2026, 3, 9),),)


def test_an_outcome_may_be_asked_for_with_its_horizons(due, make):
    engine, facts = compile_plan(due), make.facts(make.a_file(opened_on=date(2026, 3, 1)))
    assert engine.outcome_with_horizons(facts) == (engine.outcome(facts), engine.horizons(facts))


def test_what_time_cannot_change_has_no_code(make):
    ahead = compile_plan(make.plan(make.decision("size", make.file.size))).bind_ahead(
        make.NOW, None
    )
    assert ahead.foresee(make.a_file(), None, ahead.bound.decide(make.a_file())) == ([()],)


def test_where_a_value_of_the_moment_is_absent_the_same_engine_tells_so(make):
    later = make.dated(5, date(2026, 3, 4))
    table = make.table("limit", {(): later}, required=True)
    above = make.compare(make.file.size, ">", make.parameter("limit"))
    plan = make.plan(
        make.decision("above", (make.expr(1), above), make.expr(0)), parameters=[table]
    )
    engine = compile_plan(plan)
    data = make.a_file(size=9)
    found = [
        engine.horizons(make.facts(data, now=make.NOW + timedelta(days=days)))[0].at
        for days in (0, 5)
    ]
    assert found == [datetime(2026, 3, 4), None]


def test_a_file_without_store_is_foreseen_as_one_with_an_empty_store(make):
    """A decision of the store is read there, of the one record that stands for all such stores."""
    shut = make.decision(
        "shut",
        (make.expr(1), make.compare(make.subject("archive").moved_on, "<", make.today)),
        make.expr(0),
        model="archive",
    )
    kind = make.t.Reference("archive")
    where = make.decision("where", n.Root("archive", kind), model="archive", kind=kind)
    of = n.Ref("where", n.Root("archive", kind), kind)
    plan = make.plan(shut, where, make.decision("read", n.Ref("shut", of, make.WHOLE)))
    facts = make.facts(store=None)
    assert compile_plan(plan).horizons(facts) == Horizons(plan).of(facts)


def test_what_a_function_raises_is_told_with_its_name(make):
    def fails(value):
        raise ZeroDivisionError("nothing to divide")

    soon = make.compare(make.full("days", make.file.opened_on, make.today), "<", make.expr(3))
    called = make.compare(make.call("fails", make.file.size), ">", 1)
    plan = make.plan(make.decision("a", (make.expr(1), make.and_(soon, called))))
    facts = make.facts(make.a_file(size=4, opened_on=date(2026, 3, 1)))
    with pytest.raises(FunctionFailed, match="`fails` failed with ZeroDivisionError"):
        compile_plan(plan, {"fails": fails}).horizons(facts)


def test_time_may_stand_very_deep_or_in_very_many_rows(make):
    def near(days):
        return make.compare(make.file.opened_on, "<=", make.plus(make.today, make.days(days)))

    deep, first = near(1), make.today
    for number in range(800):
        deep = make.not_(make.and_(deep, make.compare(make.file.pages, "<", number)))
        first = make.else_(make.file.closed_on, first)
    rows = [(make.expr(number % 7), near(number)) for number in range(300)]
    statements = (
        make.decision("deep", (make.expr(1), deep), make.expr(0)),
        make.decision("first", first),
        make.decision("long", *rows, fallback=make.expr(-1)),
    )
    engine = compile_plan(make.plan(*statements))
    found = engine.horizons(make.facts(make.a_file(opened_on=date(2026, 3, 5))))
    assert [one.at for one in found][1:] == [datetime(2026, 3, 2), datetime(2026, 3, 2)]
    assert next_change(found).at == datetime(2026, 3, 2)


def test_what_is_worked_out_only_where_something_is_so_is_there_for_others_too(make):
    """A parameter that only one row of a case reads, which isn't taken, and another decision."""
    table = make.table("by level", {("high",): 1, ("low",): 3}, key_types=(make.LEVEL,))

    def at(key):
        return n.Parameter("by level", (key,), make.WHOLE)

    levels = (n.Const(name, make.LEVEL) for name in ("high", "low"))
    late = make.compare(make.today, ">", date(2030, 1, 1))
    only_then = n.Case(((late, at(make.greatest(*levels))),), n.Const(7, make.WHOLE), make.WHOLE)
    plan = make.plan(
        make.decision("rare", only_then),
        make.decision("always", at(make.file.level)),
        parameters=[table],
    )
    facts = make.facts(make.a_file(level="high"))
    engine = compile_plan(plan)
    assert [made.value for made in engine.outcome(facts).decisions] == [7, 1]
    assert engine.horizons(facts) == Horizons(plan).of(facts)
