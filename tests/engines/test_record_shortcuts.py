"""What generated code leaves out: it has to be seen in nothing but the time it takes."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.record.groups import grouped, grouped_by_all, grouped_by_item


def assert_agree(plan, facts, functions=None):
    functions = functions or {}
    found = compile_plan(plan, functions).outcome(facts)
    assert found == explain(plan, facts, functions=functions).outcome
    return found


# Series whose latest occurrence is counted ---------------------------------------------------


def repeated(make, amount, family, *, first=1, until=0):
    """Every so many days or months from the file's opening, open until so many days later."""
    ordinal = make.ordinal()

    def nth(number):
        step = make.length(amount, family)
        times = make.arithmetic("*", step, number, step.type)
        return make.plus(make.file.opened_on, times)

    following = make.arithmetic("+", ordinal, 1)
    closes = make.plus(nth(ordinal), make.days(until)) if until else nth(following)
    marked = make.compare(make.element("item", 1).made_on, "=", nth(ordinal))
    done = make.any_(make.file.source("items", marked, variable=1))
    series = make.series(opens=nth(ordinal), closes=closes, first=first, done=done)
    fields = {"due": nth(ordinal)}
    return make.plan(
        make.emission("e", per=series, occurrence=ordinal, fields=fields, blamed=("due",))
    )


@pytest.mark.parametrize("until", [0, 1, 10, 70])
@pytest.mark.parametrize("first", [1, 2, 40])
@pytest.mark.parametrize(("amount", "family"), [(1, "MONTHS"), (12, "MONTHS"), (7, "DAYS")])
def test_a_counted_series_has_the_same_occurrences(make, amount, family, first, until):
    plan = repeated(make, amount, getattr(make.t.Family, family), first=first, until=until)
    assert " counted(" in compile_plan(plan).source
    for days in (*range(-3, 70), 364, 365, 366, 1460, 20_000):
        opened = make.NOW.date() - timedelta(days=days)
        marks = (make.an_item("I1", made_on=opened + timedelta(days=7)), make.an_item("I2"))
        assert_agree(plan, make.facts(make.a_file(opened_on=opened, items=marks)))


@pytest.mark.parametrize(
    "opened", [date.min, date(2024, 2, 29), date(2025, 12, 31), date.max, None]
)
def test_a_counted_series_from_a_day_at_an_end_of_the_calendar(make, opened):
    plan = repeated(make, 1, make.t.Family.MONTHS, until=40)
    assert_agree(plan, make.facts(make.a_file(opened_on=opened)))


def test_a_series_with_an_end_is_gone_through(make):
    day = make.plus(make.file.opened_on, make.days(7))
    series = make.series(opens=day, closes=day, last=3)
    source = compile_plan(make.plan(make.emission("e", per=series))).source
    assert " counted(" not in source


# Decisions that are worked out late ------------------------------------------------------------


@pytest.fixture
def counting():
    """A function that counts its calls."""
    calls = []

    def double(value):
        calls.append(value)
        return value * 2

    return SimpleNamespace(calls=calls, functions={"double": double})


def test_what_only_an_emission_shows_is_not_worked_out_without_it(make, counting):
    shown = make.define("shown", make.call("double", make.file.size))
    emission = make.emission(
        "e", make.true(make.file.public), fields={"of": make.file.ref("shown", make.WHOLE)}
    )
    plan = make.plan(shown, emission)
    found = assert_agree(plan, make.facts(make.a_file(size=4, public=True)), counting.functions)
    assert found.emissions[0].fields == (8,)
    counting.calls.clear()
    compile_plan(plan, counting.functions).outcome(make.facts(make.a_file(size=4)))
    assert counting.calls == []


def test_two_emissions_may_show_the_same(make):
    shown = make.define("shown", make.file.size)
    through = make.define("through", make.file.ref("shown", make.WHOLE))
    fields = {"of": make.file.ref("through", make.WHOLE)}
    first = make.emission("first", make.true(make.file.public), fields=fields)
    second = make.emission("second", fields=fields)
    plan = make.plan(shown, through, first, second)
    for public in (True, False):
        found = assert_agree(plan, make.facts(make.a_file(size=4, public=public)))
        assert [made.fields for made in found.emissions] == [(4,)] * (1 + public)


@pytest.mark.parametrize("use", ["blamed", "condition", "occurrence", "reported", "elsewhere"])
def test_what_more_depends_on_is_worked_out_at_once(make, use):
    pages = make.define("early", make.file.pages)
    ref = make.file.ref("early", make.WHOLE)
    unless = make.compare(ref, "<", 3) if use == "condition" else make.true(make.file.public)
    emission = make.emission(
        "e",
        unless,
        fields={"due": ref},
        blamed=("due",) if use == "blamed" else (),
        occurrence=ref if use == "occurrence" else None,
    )
    others = {
        "reported": [make.decision("told", ref)],
        "elsewhere": [
            make.decision("far", make.root("file").ref("early", make.WHOLE), model="item")
        ],
    }
    plan = make.plan(pages, *others.get(use, []), emission)
    for known in ({}, {"pages": 2}, {"public": True}, {"public": True, "pages": 4}):
        data = make.a_file(items=(make.an_item("I1"),), **known)
        assert_agree(plan, make.facts(data))


# Conditions one inside the other -----------------------------------------------------------------


def test_what_is_known_decides_before_what_is_unknown_is_asked_for(make):
    condition = make.and_(
        make.compare(make.file.pages, ">", 3),
        make.and_(make.true(make.file.public), make.compare(make.file.size, "=", 1)),
    )
    plan = make.plan(make.emission("e", condition, fields={"pages": make.file.pages}))
    for size in (1, 2):
        for public in (True, False):
            for pages in (None, 3, 4):
                found = assert_agree(
                    plan, make.facts(make.a_file(size=size, public=public, pages=pages))
                )
                asks = size == 1 and public and pages is None
                assert bool(found.missing) == asks


def test_very_many_conditions_are_not_all_one_inside_the_other(make):
    tests = [make.compare(make.file.size, ">", number) for number in range(200)]
    plan = make.plan(make.emission("e", make.and_(*tests), fields={"size": make.file.size}))
    for size, emitted in ((199, 0), (200, 1)):
        assert len(assert_agree(plan, make.facts(make.a_file(size=size))).emissions) == emitted


# Elements that are looked up ---------------------------------------------------------------------


RECORDS = [
    SimpleNamespace(id=name, of=of, tags=tags)
    for name, of, tags in (
        ("A", "x", ("p", "q", "p")),
        ("B", None, None),
        ("C", "y", ()),
        ("D", "x", ("q",)),
        ("E", None, ("p",)),
    )
]


def ids(groups):
    return {key: "".join(record.id for record in group) for key, group in groups.items()}


def test_records_of_which_it_is_not_known_are_in_every_group():
    assert ids(grouped(RECORDS, "of", None, True)) == {None: "BE", "x": "ABDE", "y": "BCE"}


def test_records_that_have_no_value_are_in_no_group():
    assert ids(grouped(RECORDS, "of", None, False)) == {None: "", "x": "AD", "y": "C"}


def test_a_default_stands_for_what_is_not_given():
    assert ids(grouped(RECORDS, "of", "y", False)) == {None: "", "x": "AD", "y": "BCE"}


def test_records_are_in_the_group_of_each_item_once():
    assert ids(grouped_by_item(RECORDS, "tags", None)) == {None: "", "p": "AE", "q": "AD"}
    assert ids(grouped_by_item(RECORDS, "tags", ("r",))) == {
        None: "",
        "p": "AE",
        "q": "AD",
        "r": "B",
    }


def test_records_by_two_fields_are_in_every_group_only_if_none_of_them_rules_it_out():
    found = grouped_by_all(RECORDS, ("id", None, False), ("of", None, True))
    assert ids(found) == {None: "BE", ("A", "x"): "ABE", ("C", "y"): "BCE", ("D", "x"): "BDE"}
    found = grouped_by_all(RECORDS, ("id", None, True), ("of", None, False))
    assert ids(found) == {None: "", ("A", "x"): "A", ("C", "y"): "C", ("D", "x"): "D"}


def shelved(make, reference, variable):
    element = make.element("item", variable)
    return make.file.source("items", make.compare(element.shelf, "=", reference), variable)


def test_aggregates_that_look_elements_up_come_to_the_same(make):
    one, other = (make.a_shelf(name, room=1) for name in ("S1", "S2"))
    places = [make.any_(shelved(make, name, 0)) for name in ("S1", "S2", "S3", "S4")]
    counts = [
        make.count(shelved(make, name, number + 1)) for number, name in enumerate(("S1", "S2"))
    ]
    last = make.latest(shelved(make, "S1", 5), make.element("item", 5).made_on).amount
    decisions = [make.decision(f"any {n}", (make.expr(1), each)) for n, each in enumerate(places)]
    decisions += [make.decision(f"count {n}", each) for n, each in enumerate(counts)]
    plan = make.plan(*decisions, make.decision("last", last))
    assert "grouped" in compile_plan(plan).source
    store = make.an_archive(shelves=(one, other))
    items = (
        make.an_item("I1", shelf="S1", made_on=date(2026, 1, 1), amount=1),
        make.an_item("I2", shelf="S2", made_on=date(2026, 1, 2), amount=2),
        make.an_item("I3", made_on=date(2026, 1, 3), amount=3),
        make.an_item("I4", shelf="S1", amount=4),
    )
    for kept in ((), items[:2], items[:3], items, items[2:], items[1:3]):
        assert_agree(plan, make.facts(make.a_file(items=kept), store=store))


def test_elements_of_the_store_are_grouped_once_for_a_store(make):
    shelf = make.element("shelf", 0)
    counted = make.count(
        make.archive.source("shelves", make.compare(shelf.room, "=", make.file.size), 0)
    )
    plan = make.plan(make.decision("how many", make.else_(counted, -1)))
    bound = compile_plan(plan).bind(make.NOW, None)
    stores = [
        make.an_archive(shelves=tuple(make.a_shelf(f"S{n}", room=room) for n in range(count)))
        for room, count in ((4, 3), (4, 2), (5, 2))
    ]
    data = make.a_file(size=4)
    found = [bound.decide(data, store)[0][0][1][0] for store in (*stores, stores[0])]
    assert found == [3, 2, 0, 3]
