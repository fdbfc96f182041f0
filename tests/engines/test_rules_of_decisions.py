"""SEMANTICS 4.1, 4.4 and 4.6: which rows count and what they give, on every engine."""

import pytest

CHECKED, PAGES = "file:F1.checked", "file:F1.pages"


def test_4_1_the_first_row_that_holds_gives_the_value(decided, make):
    plan = make.plan(make.decision("d", (1, make.NO), (2, make.YES), (3, make.YES), 4))
    assert decided(plan, "d") == make.sure(2)


def test_4_1_a_row_without_condition_always_holds(decided, make):
    plan = make.plan(make.decision("d", (1, make.NO), 4))
    assert decided(plan, "d") == make.sure(4)


def test_4_1_without_a_row_that_holds_it_is_none(decided, make):
    plan = make.plan(make.decision("d", (1, make.NO)))
    assert decided(plan, "d") == make.NONE


def test_4_1_without_a_row_that_holds_it_may_ask(decided, make):
    asking = make.ask(make.file.pages)
    plan = make.plan(make.decision("d", (1, make.NO), fallback=asking))
    assert decided(plan, "d", make.a_file(pages=1)) == make.unsure(PAGES)


@pytest.mark.parametrize(
    ("hit", "row"), [("first", 1), ("unique", 1), ("all", None), ("sum", None)]
)
def test_4_1_the_row_taken_is_told_where_there_is_but_one(decide, make, hit, row):
    rows = (7, make.NO), (8, make.YES), (9, make.NO)
    outcome = decide(make.plan(make.decision("d", *rows, hit=hit)), make.facts())
    assert outcome.decisions[0].row == row


def test_4_1_no_row_is_told_where_none_was_taken(decide, make):
    outcome = decide(make.plan(make.decision("d", (7, make.NO))), make.facts())
    assert outcome.decisions[0].row is None


def test_4_1_all_is_a_list_in_row_order(decided, make):
    rows = ("b", make.YES), ("x", make.NO), ("a", make.YES)
    plan = make.plan(make.decision("d", *rows, hit="all", kind=make.TAGS))
    assert decided(plan, "d") == make.sure(("b", "a"))


def test_4_1_all_of_no_row_is_an_empty_list(decided, make):
    plan = make.plan(make.decision("d", ("a", make.NO), hit="all", kind=make.TAGS))
    assert decided(plan, "d") == make.sure(())


def test_4_1_all_is_uncertain_if_any_row_is_unknown(decided, make, checked):
    rows = ("a", make.YES), ("b", checked)
    plan = make.plan(make.decision("d", *rows, hit="all", kind=make.TAGS))
    assert decided(plan, "d") == make.unsure(CHECKED, value=("a",))


def test_4_1_all_leaves_out_a_value_that_is_none_and_misses_one_that_is_missing(decided, make):
    none, missing = make.file.colour, make.file.title
    rows = [("a", make.YES), (none, make.YES)]
    plan = make.plan(make.decision("d", *rows, hit="all", kind=make.TAGS))
    assert decided(plan, "d") == make.sure(("a",))
    plan = make.plan(make.decision("d", *rows, (missing, make.YES), hit="all", kind=make.TAGS))
    assert decided(plan, "d") == make.unsure("file:F1.title")


def test_4_1_all_of_several_records_is_a_list_of_their_ids(decided, make):
    newest, oldest = (best(make.file.source("items")) for best in (make.latest, make.earliest))
    rows = [(newest, make.YES), (oldest, make.YES)]
    plan = make.plan(make.decision("d", *rows, hit="all", kind=make.TAGS))
    items = tuple(make.an_item(f"I{n}", made_on=make.NOW.date().replace(day=n)) for n in (3, 5))
    assert decided(plan, "d", make.a_file(items=items)) == make.sure(("I5", "I3"))


def test_4_1_unique_takes_the_first_and_a_second_is_a_violation(decide, make):
    rows = (1, make.NO), (2, make.YES), (3, make.YES)
    outcome = decide(make.plan(make.decision("d", *rows, hit="unique")), make.facts())
    assert [(d.value, d.certain) for d in outcome.decisions] == [(2, True)]
    assert [tuple(e) for e in outcome.emissions] == [("violation", "d", "file", "F1", None, ())]


def test_4_1_unique_with_one_row_is_no_violation(decide, make):
    outcome = decide(make.plan(make.decision("d", (1, make.YES), hit="unique")), make.facts())
    assert outcome.emissions == ()


def test_4_1_unique_is_uncertain_if_any_row_is_unknown(decided, make, checked):
    plan = make.plan(make.decision("d", (1, make.YES), (2, checked), hit="unique"))
    assert decided(plan, "d") == make.unsure(CHECKED, value=1)


@pytest.mark.parametrize(("hit", "several"), [("all", (1, 3)), ("sum", 4), ("unique", 1)])
def test_4_1_otherwise_holds_where_no_other_row_does(decide, make, hit, several):
    public, sealed = make.true(make.file.public), make.true(make.file.sealed)
    rows = [(1, public), (3, sealed)]
    for place in range(3):
        placed = [*rows[:place], 9, *rows[place:]]
        plan = make.plan(make.decision("d", *placed, hit=hit))
        alone, both = make.facts(), make.facts(make.a_file(public=True, sealed=True))
        nine = (9,) if hit == "all" else 9
        assert [d.value for d in decide(plan, alone).decisions] == [nine]
        assert [d.value for d in decide(plan, both).decisions] == [several]
        assert decide(plan, alone).emissions == ()
        assert len(decide(plan, both).emissions) == (hit == "unique")


@pytest.mark.parametrize("hit", ["all", "sum", "unique"])
def test_4_1_otherwise_beside_an_unknown_row_counts_and_is_uncertain(decided, make, checked, hit):
    plan = make.plan(make.decision("d", (1, checked), 9, hit=hit))
    assert decided(plan, "d") == make.unsure(CHECKED, value=(9,) if hit == "all" else 9)
    one = (1,) if hit == "all" else 1
    assert decided(plan, "d", make.a_file(checked=True)) == make.sure(one)


@pytest.mark.parametrize("hit", ["all", "sum", "unique"])
def test_4_2_otherwise_is_another_row_where_the_certainty_pass_takes_it(
    decided, make, checked, hit
):
    d = make.define("d", (1, checked), 2)
    known = make.known(make.file.ref("d", make.WHOLE))
    plan = make.plan(d, make.decision("e", (5, known), 5, hit=hit))
    assert decided(plan, "e") == make.unsure(CHECKED, value=(5,) if hit == "all" else 5)


def test_4_1_a_row_that_always_holds_is_not_otherwise(decided, make):
    rows = (1, make.YES), (3, make.true(make.file.public)), 9
    plan = make.plan(make.decision("d", *rows, hit="sum"))
    assert decided(plan, "d") == make.sure(1)
    assert decided(plan, "d", make.a_file(public=True)) == make.sure(4)


@pytest.mark.parametrize(("place", "row"), [(0, 0), (1, 1)])
def test_4_1_unique_tells_the_row_taken_wherever_otherwise_stands(decide, make, place, row):
    rows = [(1, make.true(make.file.public)), (1, make.true(make.file.sealed))]
    rows.insert(place, 1)
    plan = make.plan(make.decision("d", *rows, hit="unique"))
    assert decide(plan, make.facts()).decisions[0].row == row
    sealed = decide(plan, make.facts(make.a_file(sealed=True)))
    assert sealed.decisions[0].row == 2


def test_4_4_a_score_is_the_sum_of_the_rows_that_hold(decided, make, checked):
    rows = (5, make.YES), (7, make.NO), (11, checked)
    plan = make.plan(make.decision("d", *rows, hit="sum"))
    assert decided(plan, "d") == make.unsure(CHECKED, value=5)
    assert decided(plan, "d", make.a_file(checked=True)) == make.sure(16)


def test_4_4_a_score_with_a_missing_value_is_missing_and_none_adds_nothing(decided, make):
    rows = (5, make.YES), (make.file.lost, make.YES)
    assert decided(make.plan(make.decision("d", *rows, hit="sum")), "d") == make.sure(5)
    rows = (*rows, (make.file.pages, make.YES))
    assert decided(make.plan(make.decision("d", *rows, hit="sum")), "d") == make.unsure(PAGES)


def test_4_4_a_score_of_no_row_is_zero(decided, make):
    plan = make.plan(make.decision("d", (5, make.NO), hit="sum"))
    assert decided(plan, "d") == make.sure(0)


def test_4_4_a_score_counts_the_same_rows_in_both_passes_or_is_uncertain(decided, make, checked):
    d = make.define("d", (1, checked), 2)
    known = make.known(make.file.ref("d", make.WHOLE))
    plan = make.plan(d, make.decision("e", (5, known), (7, make.YES), hit="sum"))
    assert decided(plan, "e") == make.unsure(CHECKED, value=12)


def test_4_6_a_decision_for_each_record_sorted_by_statement_then_id(decide, make):
    items = tuple(make.an_item(id_) for id_ in ("I2", "I10", "I1"))
    plan = make.plan(
        make.decision("b", make.subject("item").label, model="item"),
        make.decision("a", make.file.size),
    )
    outcome = decide(plan, make.facts(make.a_file(items=items)))
    assert [(d.name, d.id) for d in outcome.decisions] == [
        ("b", "I1"),
        ("b", "I10"),
        ("b", "I2"),
        ("a", "F1"),
    ]


def test_4_6_records_within_records_are_subjects_too(decide, make):
    note, box = make.a_note("N1", lines=4), make.a_box(depth=2)
    data = make.a_file(items=(make.an_item("I1", notes=(note,), box=box),))
    plan = make.plan(
        make.decision("lines", make.subject("note").lines, model="note"),
        make.decision("depth", make.subject("box").depth, model="box"),
    )
    decisions = decide(plan, make.facts(data)).decisions
    assert [(d.name, d.model, d.id, d.value) for d in decisions] == [
        ("lines", "note", "N1", 4),
        ("depth", "box", "I1", 2),
    ]


def test_statements_for_the_other_root_are_not_evaluated(decide, make):
    plan = make.plan(make.decision("limit", make.subject("archive").limit, model="archive"))
    assert decide(plan, make.facts(store=make.an_archive())).decisions == ()
    archive = make.an_archive(limit=3)
    outcome = decide(plan, make.facts(archive, model="archive"))
    assert [(d.name, d.model, d.id, d.value) for d in outcome.decisions] == [
        ("limit", "archive", "A1", 3)
    ]
    assert (outcome.root, outcome.root_id) == ("archive", "A1")


def test_a_decision_of_another_record_may_be_read(decided, make, checked):
    heavy = make.define("heavy", make.compare(make.subject("item").amount, ">", 5), model="item")
    main = make.follow(make.file.main_item).ref("heavy", make.YES_NO)
    plan = make.plan(heavy, make.decision("d", main))
    items = (make.an_item("I1", amount=9), make.an_item("I2"))
    assert decided(plan, "d", make.a_file(main_item="I1", items=items)) == make.sure(True)
    assert decided(plan, "d", make.a_file(main_item="I2", items=items)) == (
        make.unsure("item:I2.amount")
    )
    assert decided(plan, "d", make.a_file(items=items)) == make.NONE


def test_a_decision_of_the_other_root_may_be_read(decided, make):
    room = make.define("room", make.subject("archive").limit, model="archive")
    plan = make.plan(room, make.decision("d", make.archive.ref("room", make.WHOLE)))
    assert decided(plan, "d", store=make.an_archive(limit=4)) == make.sure(4)
    assert decided(plan, "d", store=make.an_archive()) == make.unsure("archive:A1.limit")
    assert decided(plan, "d") == make.unsure("archive:.limit")


def test_a_decision_of_each_element_may_be_read(decided, make):
    heavy = make.define("heavy", make.compare(make.subject("item").amount, ">", 5), model="item")
    read = make.true(make.item.ref("heavy", make.YES_NO))
    plan = make.plan(heavy, make.decision("d", make.count(make.file.source("items", where=read))))
    items = (make.an_item("I1", amount=9), make.an_item("I2", amount=1))
    assert decided(plan, "d", make.a_file(items=items)) == make.sure(1)
    assert decided(plan, "d", make.a_file(items=(*items, make.an_item("I3")))) == (
        make.unsure("item:I3.amount")
    )


def test_a_decision_may_be_a_record_whose_fields_are_read(decided, make):
    newest = make.latest(make.file.source("items")).node
    order = make.define("newest", newest)
    amount = make.record(make.file.ref("newest", newest.type)).amount
    plan = make.plan(order, make.decision("d", amount), make.decision("e", newest))
    items = (make.an_item("I1", made_on=make.NOW.date(), amount=3),)
    assert decided(plan, "d", make.a_file(items=items)) == make.sure(3)
    assert decided(plan, "e", make.a_file(items=items)) == make.sure("I1")
    assert decided(plan, "d") == make.NONE


def test_an_uncertain_record_makes_its_fields_uncertain(decided, make, checked):
    node = make.latest(make.file.source("items")).node
    chosen = make.define("chosen", (make.nothing(node.type), checked), node, kind=node.type)
    amount = make.record(make.file.ref("chosen", node.type)).amount
    plan = make.plan(chosen, make.decision("d", amount))
    items = (make.an_item("I1", made_on=make.NOW.date(), amount=3),)
    assert decided(plan, "d", make.a_file(items=items)) == make.unsure(CHECKED, value=3)


def test_a_decision_that_is_the_same_for_all_is_none_of_a_record_that_is_not_there(decided, make):
    seven = make.define("seven", 7, model="item")
    of_main, of_next = (
        make.follow(reference).ref("seven", make.WHOLE)
        for reference in (make.file.main_item, make.file.next_item)
    )
    plan = make.plan(
        seven,
        make.decision("main", (1, make.compare(of_main, "=", 7)), of_main),
        make.decision("next", make.else_(of_next, of_main)),
    )
    items = (make.an_item("I1"),)
    assert decided(plan, "main", make.a_file(items=items, main_item="I1")) == make.sure(1)
    assert decided(plan, "main", make.a_file(items=items)) == make.NONE
    assert decided(plan, "next", make.a_file(items=items)) == make.NONE
    assert decided(plan, "next", make.a_file(items=items, next_item="I1")) == make.sure(7)


def test_two_elements_with_one_id_are_two_records(decide, make):
    notes = make.a_note("1", lines=4), make.a_note("1", lines=9)
    items = tuple(make.an_item(f"I{n}", notes=(note,)) for n, note in enumerate(notes))
    plan = make.plan(make.decision("lines", make.subject("note").lines, model="note"))
    decisions = decide(plan, make.facts(make.a_file(items=items))).decisions
    assert [d.value for d in decisions] == [4, 9]


def test_records_of_one_id_come_by_the_ids_of_those_that_hold_them(decide, make):
    lines = {"I2": 9, "I1": 4, "I10": 7}
    items = tuple(
        make.an_item(id_, notes=(make.a_note("1", lines=number),)) for id_, number in lines.items()
    )
    value = make.subject("note").lines
    plan = make.plan(
        make.decision("lines", value, model="note"),
        make.emission("look", model="note", fields={"lines": value}),
    )
    outcome = decide(plan, make.facts(make.a_file(items=items)))
    assert [d.value for d in outcome.decisions] == [4, 7, 9]
    assert [e.fields for e in outcome.emissions] == [(4,), (7,), (9,)]


def test_a_decision_of_one_of_two_records_with_one_id_is_read_of_that_one(decide, make):
    items = tuple(
        make.an_item(f"I{number}", notes=(make.a_note("1", lines=number),)) for number in (4, 9)
    )
    lines = make.define("lines", (make.subject("note").lines, make.YES), model="note")
    read = make.element("note", 1).ref("lines", make.WHOLE)
    notes = make.subject("item").source("notes", variable=1)
    plan = make.plan(lines, make.decision("total", make.sum_(notes, read), model="item"))
    decisions = decide(plan, make.facts(make.a_file(items=items))).decisions
    assert [(d.id, d.value) for d in decisions] == [("I4", 4), ("I9", 9)]


def test_a_name_may_stand_for_decisions_of_two_models(decide, make):
    plan = make.plan(
        make.decision("state", (1, make.YES)),
        make.decision("state", (2, make.YES), model="item"),
    )
    decisions = decide(plan, make.facts(make.a_file(items=(make.an_item("I1"),)))).decisions
    assert [(d.model, d.value) for d in decisions] == [("file", 1), ("item", 2)]
