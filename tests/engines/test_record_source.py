"""The generated code: safe names, hoisted bounds, and sizes that Python would refuse at once."""

import keyword
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.record.names import identifier


def outcome_of(make, statements, data=None, **surroundings):
    engine = compile_plan(make.plan(*statements))
    return engine.outcome(make.facts(data, **surroundings))


def values_of(outcome):
    return {made.name: made.value for made in outcome.decisions}


@given(st.text(max_size=20))
def test_any_text_becomes_a_name_that_python_takes(text):
    name = identifier(text)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)


NAMES = (
    *("class", "None", "match", "等级", "ﬁne", "fine", "a b", "a_b", "1st", "", "blame", "file"),
    *("today", "now", "decide", "MISSING", "set", "div", "'''", '"\n', "__import__('os')"),
)


def test_no_name_of_a_decision_disturbs_the_code_or_another_name(make):
    made = [
        make.decision(
            name, (make.expr(place), make.compare(make.file.pages, ">", 0)), make.expr(-1)
        )
        for place, name in enumerate(NAMES)
    ]
    read = [
        make.decision(f"reads {place}", make.file.ref(name, make.WHOLE))
        for place, name in enumerate(NAMES)
    ]
    outcome = outcome_of(make, [*made, *read], make.a_file(pages=3))
    values = values_of(outcome)
    assert [values[name] for name in NAMES] == list(range(len(NAMES)))
    assert [values[f"reads {place}"] for place in range(len(NAMES))] == list(range(len(NAMES)))


@pytest.mark.parametrize("text", ["'; import os; '", '"""', "\\", "\n    pass", "{0}", "%s"])
def test_text_of_a_pack_is_only_ever_data(make, text):
    same = make.compare(make.file.title, "=", text)
    statements = [
        make.decision("title", make.expr(text)),
        make.decision("same", (make.expr(True), same), make.expr(False)),
    ]
    values = values_of(outcome_of(make, statements, make.a_file(title=text)))
    assert values == {"title": text, "same": True}


def test_fields_whose_names_are_words_of_python_are_read(make):
    from types import SimpleNamespace

    from forecourt.core.plan import nodes as n
    from forecourt.core.plan.facts import Facts
    from forecourt.core.records.schema import Absence, FieldSchema, ModelSchema, Schema

    model = ModelSchema("form", "", {"from": FieldSchema("from", make.WHOLE, Absence.UNKNOWN, "")})
    form = n.Subject("form", make.t.Reference("form"))
    value = n.Field(form, "form", "from", Absence.UNKNOWN, make.WHOLE)
    plan = n.Plan(
        n.PackIdentity("some", "1", ""),
        Schema({"form": model}, ("form",)),
        {},
        (make.decision("start", value, model="form"),),
        (),
        ("start",),
    )
    record = SimpleNamespace(id="X1", **{"from": 7})
    made = compile_plan(plan).outcome(Facts("form", record, None, make.NOW, None))
    assert made.decisions[0].value == 7


def test_a_bound_on_a_moved_day_is_worked_out_once_for_the_moment(make):
    within = make.compare(make.today, "<=", make.plus(make.file.opened_on, make.months(3)))
    plan = make.plan(make.decision("recent", (make.expr(1), within), make.expr(0)))
    source = compile_plan(plan).source
    hot = source[source.index("def decide_file") :]
    assert "first_after_months(today, 3)" in source
    assert "months" not in hot.partition("doubts")[0]


MOVES = ("days", "months")
SIGNS = ("=", "<", "<=", ">", ">=")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("move", MOVES)
@given(
    day=st.dates(date(2023, 12, 1), date(2026, 4, 1)) | st.just(date.max) | st.just(date.min),
    now=st.dates(date(2024, 1, 25), date(2026, 4, 2)),
    count=st.integers(-14, 14),
    forward=st.booleans(),
)
def test_the_bound_of_a_moved_day_holds_for_every_day(make, move, sign, day, now, count, forward):
    from forecourt.core.engines.explain import explain

    length = getattr(make, move)(count)
    moved = (make.plus if forward else make.minus)(make.file.opened_on, length)
    plan = make.plan(
        make.decision("a", (make.expr(1), make.compare(moved, sign, make.today)), make.expr(0)),
        make.decision("b", (make.expr(1), make.not_(make.compare(make.today, sign, moved)))),
    )
    moment = datetime(now.year, now.month, now.day, 12)
    facts = make.facts(make.a_file(opened_on=day), now=moment)
    assert compile_plan(plan).outcome(facts) == explain(plan, facts).outcome


@pytest.mark.parametrize("unit", ["years", "months", "weeks", "days"])
@given(
    day=st.dates(date(2020, 2, 1), date(2026, 4, 1)),
    now=st.dates(date(2024, 2, 25), date(2026, 4, 2)),
    count=st.integers(-3, 40),
)
def test_the_bound_of_full_units_holds_for_every_day(make, unit, day, now, count):
    from forecourt.core.engines.explain import explain

    counted = make.full(unit, make.file.opened_on, make.today)
    rows = [
        (make.expr(place), make.compare(counted, sign, count)) for place, sign in enumerate(SIGNS)
    ]
    plan = make.plan(make.decision("all", *rows, hit="all", kind=make.t.Many(make.WHOLE)))
    moment = datetime(now.year, now.month, now.day, 12)
    facts = make.facts(make.a_file(opened_on=day), now=moment)
    assert compile_plan(plan).outcome(facts) == explain(plan, facts).outcome


def test_where_a_hoisted_value_is_absent_the_same_engine_says_so(make):
    limit = make.parameter("limit")
    later = make.dated(5, date(2026, 3, 2))
    table = make.table("limit", {(): later}, required=True)
    above = make.compare(make.file.size, ">", limit)
    plan = make.plan(
        make.decision("above", (make.expr(1), above), make.expr(0)), parameters=[table]
    )
    engine = compile_plan(plan)
    before = engine.outcome(make.facts(make.a_file(size=9)))
    after = engine.outcome(make.facts(make.a_file(size=9), now=make.NOW + timedelta(days=1)))
    assert (before.decisions[0].value, before.decisions[0].certain) == (0, False)
    assert [each.blame.text for each in before.missing] == ["limit"]
    assert (after.decisions[0].value, after.decisions[0].certain) == (1, True)


def test_what_an_emission_asks_for_may_be_a_value_of_the_moment(make):
    table = make.table("limit", {}, required=True)
    few = make.within(make.count(make.file.source("items")), 0, make.parameter("limit"))
    plan = make.plan(make.emission("greet", asks=(few,)), parameters=[table])
    outcome = compile_plan(plan).outcome(make.facts())
    assert [each.blame.text for each in outcome.missing] == ["limit"]
    assert [each.name for each in outcome.emissions] == ["greet"]


def test_units_are_counted_to_the_first_moment_there_is(make):
    moment = datetime(2027, 1, 1, 18, 0, 1)
    weeks = make.decision("weeks", make.full("weeks", moment, make.file.opened_on))
    outcome = outcome_of(make, [weeks], make.a_file(opened_on=date.min))
    assert outcome.decisions[0].value == -105712


def test_an_expression_may_be_very_deep_or_wide(make):
    total = make.file.size
    for number in range(1500):
        total = make.arithmetic("+", total, make.file.pages if number % 2 else make.expr(1))
    first = make.file.lost
    for _ in range(1500):
        first = make.else_(make.file.lost, first)
    nested = make.compare(make.file.size, ">", 1)
    for number in range(1500):
        nested = make.not_(make.and_(nested, make.compare(make.file.pages, "<", number)))
    wide = make.or_(*(make.compare(make.file.pages, "=", number) for number in range(2000)))
    statements = [
        make.decision("total", total),
        make.decision("first", first),
        make.decision("nested", (make.expr(1), nested), make.expr(0)),
        make.decision("wide", (make.expr(1), wide), make.expr(0)),
    ]
    known = outcome_of(make, statements, make.a_file(size=0, pages=2))
    assert values_of(known) == {"total": 2250, "first": None, "nested": 0, "wide": 1}
    unknown = outcome_of(make, statements, make.a_file(size=0))
    asked = {each.blame.text: each.matters_to for each in unknown.missing}
    assert asked == {"file:F1.pages": ("total", "nested", "wide")}


def test_a_decision_may_have_thousands_of_rows(make):
    rows = [
        (make.expr(number % 7), make.compare(make.file.pages, "=", number))
        for number in range(2500)
    ]
    statement = make.decision("long", *rows, fallback=make.expr(-1))
    for pages, taken in ((0, 0), (100, 100), (2499, 2499), (2500, None)):
        made = outcome_of(make, [statement], make.a_file(pages=pages)).decisions[0]
        assert (made.value, made.row) == (-1 if taken is None else taken % 7, taken)


def test_a_plan_of_very_many_statements_is_divided_and_still_read_through(make):
    statements = [make.decision("step 0", make.file.size)]
    for number in range(1, 1200):
        before = make.file.ref(f"step {number - 1}", make.WHOLE)
        more = make.arithmetic("+", before, make.expr(1))
        rows = ((more, make.compare(before, ">=", 0)), make.expr(0))
        statements.append(make.decision(f"step {number}", *rows))
    engine = compile_plan(make.plan(*statements))
    made = engine.outcome(make.facts(make.a_file(size=5)))
    assert len(engine.bind(make.NOW, None).segments) > 1
    assert values_of(made)["step 1199"] == 5 + 1199
