"""The lean result: its shape, what is shared, and what is remembered between calls."""

import pytest

from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.failures import FunctionFailed


@pytest.fixture
def engine(make):
    high = make.compare(make.file.pages, ">", 10)
    return compile_plan(
        make.plan(
            make.decision("long", (make.expr(1), high), make.expr(0)),
            make.decision("double", make.arithmetic("*", make.file.size, make.expr(2))),
            make.emission("read", high, fields={"label": "now"}),
            make.emission("greet", make.YES, fields={"label": "hello"}),
            make.emission("weigh", make.YES, fields={"size": make.file.size}),
        )
    )


def row(engine, make, data):
    ((found,),) = engine.bind(make.NOW, None).decide(data)
    return found


def test_a_row_holds_id_values_emissions_doubts_and_rows(engine, make):
    found = row(engine, make, make.a_file(pages=11, size=4))
    assert found == (
        "F1",
        (1, 8),
        ((0, None, ("now",)), (1, None, ("hello",)), (2, None, (4,))),
        (),
        (),
    )


def test_files_without_doubt_share_one_empty_tuple(engine, make):
    first, second = (row(engine, make, make.a_file(pages=pages)) for pages in (1, 20))
    assert first[3] == ()
    assert first[3] is second[3]


def test_a_doubt_names_its_statement_and_what_is_blamed(engine, make):
    doubts = row(engine, make, make.a_file(size=4))[3]
    blamed = {entry[0]: [site.blame(id_).text for site, id_ in entry[1]] for entry in doubts}
    assert blamed == {0: ["file:F1.pages"], 2: ["file:F1.pages"]}


def test_emissions_that_are_the_same_for_all_come_from_one_table(make):
    high = make.compare(make.file.pages, ">", 10)
    plan = make.plan(make.emission("read", high), make.emission("greet", fields={"label": "hello"}))
    bound = compile_plan(plan).bind(make.NOW, None)
    rows = [bound.decide(make.a_file(pages=pages))[0][0] for pages in (20, 30, 1)]
    assert rows[0][2] is rows[1][2]
    assert [number for number, _, _ in rows[2][2]] == [1]


def test_the_latest_bindings_are_kept(engine, make):
    first = engine.bind(make.NOW, None)
    assert engine.bind(make.NOW, None) is first
    for year in range(2030, 2034):
        engine.bind(make.NOW.replace(year=year), None)
    again = engine.bind(make.NOW, None)
    assert again is not first
    assert again.decide(make.a_file(size=1)) == first.decide(make.a_file(size=1))


def test_each_binding_has_its_own_day(make):
    over = make.compare(make.file.opened_on, "<", make.today)
    engine = compile_plan(make.plan(make.decision("over", (make.expr(1), over), make.expr(0))))
    data = make.a_file(opened_on=make.NOW.date())
    today = engine.bind(make.NOW, None)
    tomorrow = engine.bind(make.NOW.replace(day=2), None)
    assert [bound.decide(data)[0][0][1] for bound in (today, tomorrow, today)] == [(0,), (1,), (0,)]


def test_a_function_is_called_once_though_many_statements_read_it(make):
    calls = []

    def twice(value):
        calls.append(value)
        return value * 2

    called = make.call("twice", make.file.size)
    rows = (make.expr(1), make.compare(called, ">", make.file.pages))
    plan = make.plan(make.decision("a", rows), make.decision("b", rows), make.decision("c", called))
    outcome = compile_plan(plan, {"twice": twice}).outcome(make.facts(make.a_file(size=4)))
    assert [made.certain for made in outcome.decisions] == [False, False, True]
    assert calls == [4]


def test_what_a_function_raises_is_told_with_its_name(make):
    def fails(_):
        raise ZeroDivisionError("nothing to divide")

    plan = make.plan(make.decision("a", make.call("fails", make.file.size)))
    with pytest.raises(FunctionFailed, match="`fails` failed with ZeroDivisionError") as caught:
        compile_plan(plan, {"fails": fails}).outcome(make.facts())
    assert caught.value.function == "fails"


def test_a_function_that_is_not_there_is_told_with_its_name(make):
    plan = make.plan(make.decision("a", make.call("absent", make.file.size)))
    with pytest.raises(FunctionFailed, match="absent"):
        compile_plan(plan).outcome(make.facts())


def test_a_store_that_changes_between_calls_is_read_anew(make):
    room = make.follow(make.element("item").shelf).room
    plan = make.plan(make.decision("room", make.sum_(make.file.source("items"), room)))
    bound = compile_plan(plan).bind(make.NOW, None)
    data = make.a_file(items=(make.an_item("I1", shelf="S1"),))
    stores = [make.an_archive(shelves=(make.a_shelf("S1", room=room),)) for room in (3, 3, 8)]
    found = [bound.decide(data, store)[0][0][1] for store in (*stores, stores[0])]
    assert found == [(3,), (3,), (8,), (3,)]


def test_a_decision_of_the_store_is_made_where_a_file_reads_it(make):
    shut = make.decision(
        "shut",
        (make.expr(1), make.not_(make.true(make.subject("archive").open))),
        make.expr(0),
        model="archive",
    )
    read = make.decision("read", make.archive.ref("shut", make.WHOLE))
    outcome = compile_plan(make.plan(shut, read)).outcome(
        make.facts(store=make.an_archive(open=False))
    )
    assert [(made.name, made.value) for made in outcome.decisions] == [("read", 1)]
