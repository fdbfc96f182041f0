"""SEMANTICS 4.2 and 4.3: certainty and its causes, on every engine."""

import pytest

CHECKED, PAGES = "file:F1.checked", "file:F1.pages"


def test_4_2_unique_is_certain_though_a_second_row_may_not_hold(decided, make, checked):
    d = make.define("d", (1, checked), 2)
    d_known = make.known(make.file.ref("d", make.WHOLE))
    plan = make.plan(d, make.decision("e", (1, make.YES), (2, d_known), hit="unique"))
    assert decided(plan, "e") == make.sure(1)


def test_4_2_certain_if_no_row_above_is_unknown(decided, make, checked):
    above = make.plan(make.decision("d", (1, checked), (2, make.YES)))
    below = make.plan(make.decision("d", (1, make.YES), (2, checked)))
    assert decided(above, "d") == make.unsure(CHECKED, value=2)
    assert decided(below, "d") == make.sure(1)


def test_4_2_without_a_row_taken_every_row_counts(decided, make, checked):
    plan = make.plan(make.decision("d", (1, make.NO), (2, checked)))
    assert decided(plan, "d") == make.unsure(CHECKED)


def test_4_2_a_missing_value_is_uncertain(decided, make):
    plan = make.plan(make.decision("d", make.file.pages))
    assert decided(plan, "d") == make.unsure(PAGES)


def test_4_2_a_row_unknown_for_want_of_nothing_is_uncertain_too(decided, make):
    by_zero = make.compare(make.arithmetic("/", 1, 0, make.NUMBER), "<", 3)
    plan = make.plan(make.decision("d", (1, by_zero), 2))
    assert decided(plan, "d") == make.unsure(value=2)


def test_4_2_what_reads_an_uncertain_decision_reads_its_value(decided, make, checked):
    d = make.decision("d", (1, checked), 2)
    reader = make.decision("e", make.file.ref("d", make.WHOLE))
    assert decided(make.plan(d, reader), "e") == make.unsure(CHECKED, value=2)


def test_4_2_an_uncertain_decision_that_makes_no_difference_does_not_matter(decided, make, checked):
    d = make.define("d", (1, checked), 2)
    small = make.compare(make.file.ref("d", make.WHOLE), "<", 9)
    above = make.decision("e", (1, make.YES), (2, small))
    either = make.decision("f", (1, make.or_(small, make.YES)), 2)
    plan = make.plan(d, above, either)
    assert decided(plan, "e") == make.sure(1)
    assert decided(plan, "f") == make.sure(1)


def test_4_2_uncertainty_is_judged_by_form_not_by_the_values_possible(decided, make, checked):
    d = make.define("d", (1, checked), 2)  # below 9 whatever becomes of it
    small = make.compare(make.file.ref("d", make.WHOLE), "<", 9)
    plan = make.plan(d, make.decision("e", (1, small), 2))
    assert decided(plan, "e") == make.unsure(CHECKED, value=1)


def test_4_2_a_row_above_read_as_unknown_makes_it_uncertain(decided, make, checked):
    d = make.define("d", (1, checked), 2)
    is_one = make.compare(make.file.ref("d", make.WHOLE), "=", 1)
    plan = make.plan(d, make.decision("e", (1, is_one), 2))
    assert decided(plan, "e") == make.unsure(CHECKED, value=2)


def test_4_2_uncertainty_is_passed_on_from_decision_to_decision(decided, make, checked):
    d = make.define("d", (1, checked), 2)
    e = make.define("e", make.file.ref("d", make.WHOLE))
    f = make.decision("f", make.file.ref("e", make.WHOLE))
    assert decided(make.plan(d, e, f), "f") == make.unsure(CHECKED, value=2)


def test_4_2_a_fallback_taken_is_certain(decided, make):
    d = make.define("d", make.file.pages)
    plan = make.plan(d, make.decision("e", make.else_(make.file.ref("d", make.WHOLE), 7)))
    assert decided(plan, "e") == make.sure(7)


@pytest.fixture
def d(make, checked):
    """A definition that is 2, and uncertain of it, unless it is known whether the file is."""
    return make.define("d", (1, checked), 2)


def of_d(make):
    """Values of a single row by what `d` is: each with what it comes to if `d` is 2."""
    read = make.file.ref("d", make.WHOLE)
    is_two = make.compare(read, "=", 2)
    return {
        "else": (make.else_(read, 7), 2),
        "pick": (make.greatest(read, 1), 2),
        "case": (make.case((is_two, 5), otherwise=6), 5),
        "case of none": (make.case((is_two, 5), otherwise=make.file.lost), 5),
        "none of a case": (make.case((is_two, make.file.lost), otherwise=6), None),
        "is known": (make.known(read), True),
        "holds": (make.holds(is_two), True),
    }


FORMS = ("else", "pick", "case", "case of none", "none of a case", "is known", "holds")


@pytest.mark.parametrize("form", FORMS)
def test_4_2_another_value_of_the_same_row_is_uncertain(decided, make, d, form):
    value, found = of_d(make)[form]
    plan = make.plan(d, make.decision("e", value, kind=value.type))
    assert decided(plan, "e") == make.unsure(CHECKED, value=found)
    assert decided(plan, "e", make.a_file(checked=False)) == make.sure(found)


@pytest.mark.parametrize("hit", ["first", "unique", "all", "sum"])
def test_4_2_the_value_counts_whatever_the_hit_policy(decided, make, d, hit):
    value = make.else_(make.file.ref("d", make.WHOLE), 7)
    plan = make.plan(d, make.decision("e", (value, make.YES), hit=hit))
    assert decided(plan, "e") == make.unsure(CHECKED, value=(2,) if hit == "all" else 2)


def test_4_2_the_value_of_a_fallback_counts_too(decided, make, d):
    value = make.else_(make.file.ref("d", make.WHOLE), 7)
    plan = make.plan(d, make.decision("e", (1, make.NO), fallback=value))
    assert decided(plan, "e") == make.unsure(CHECKED, value=2)


def test_4_2_certain_if_the_value_is_the_same_without_what_is_uncertain(decided, make, d):
    read = make.file.ref("d", make.WHOLE)
    is_two = make.compare(read, "=", 2)
    rows = {
        "known": make.else_(read, 2),
        "none": make.case((is_two, make.file.lost), otherwise=make.file.lost),
        "picked": make.greatest(read, 9),
    }
    plan = make.plan(d, *(make.decision(name, value) for name, value in rows.items()))
    assert decided(plan, "known") == make.sure(2)
    assert decided(plan, "none") == make.NONE
    assert decided(plan, "picked") == make.sure(9)


def test_4_2_a_sum_is_certain_if_it_is_the_same_though_its_points_are_not(decided, make, d):
    is_two = make.compare(make.file.ref("d", make.WHOLE), "=", 2)
    rows = [
        (make.case((is_two, 3), otherwise=4), make.YES),
        (make.case((is_two, 6), otherwise=5), make.YES),
    ]
    points = make.decision("points", *rows, hit="sum")
    plan = make.plan(d, points, make.decision("listed", *rows, hit="all"))
    assert decided(plan, "points") == make.sure(9)
    assert decided(plan, "listed") == make.unsure(CHECKED, value=(3, 6))


def test_4_2_a_list_is_uncertain_if_only_the_place_of_a_value_changes(decided, make, d):
    is_two, none = make.compare(make.file.ref("d", make.WHOLE), "=", 2), make.file.lost
    rows = [
        (make.case((is_two, 3), otherwise=none), make.YES),
        (4, make.YES),
        (make.case((is_two, none), otherwise=3), make.YES),
    ]
    plan = make.plan(d, make.decision("e", *rows, hit="all"))
    assert decided(plan, "e") == make.unsure(CHECKED, value=(3, 4))


def test_4_2_a_record_is_the_same_value_if_its_id_is(decided, make, d):
    is_two = make.compare(make.file.ref("d", make.WHOLE), "=", 2)
    newest, oldest = (best(make.file.source("items")).node for best in (make.latest, make.earliest))
    chosen = make.n.Case(((is_two, newest),), oldest, newest.type)
    plan = make.plan(d, make.decision("e", chosen))
    days = make.NOW.date(), make.NOW.date().replace(day=9)
    items = tuple(make.an_item(f"I{n}", made_on=day) for n, day in enumerate(days))
    assert decided(plan, "e", make.a_file(items=items)) == make.unsure(CHECKED, value="I1")
    assert decided(plan, "e", make.a_file(items=items[:1])) == make.sure("I0")


def test_4_2_an_embedded_record_is_the_same_value_in_both_passes(decided, make, d):
    is_two, cover = make.compare(make.file.ref("d", make.WHOLE), "=", 2), make.file.cover.node
    chosen = make.n.Case(((is_two, cover),), cover, cover.type)
    plan = make.plan(d, make.decision("e", chosen))
    assert decided(plan, "e", make.a_file(cover=make.a_cover())) == make.sure("F1")


def test_4_2_what_reads_a_decision_with_another_value_is_uncertain_in_turn(decided, make, d):
    e = make.define("e", make.else_(make.file.ref("d", make.WHOLE), 7))
    plan = make.plan(d, e, make.decision("f", make.file.ref("e", make.WHOLE)))
    assert decided(plan, "f") == make.unsure(CHECKED, value=2)


def test_4_2_of_another_record_too(decided, make):
    state = make.define("state", (1, make.true(make.subject("item").good)), 2, model="item")
    read = make.follow(make.file.main_item).ref("state", make.WHOLE)
    plan = make.plan(state, make.decision("e", make.else_(read, 7)))
    data = make.a_file(main_item="I1", items=(make.an_item("I1"),))
    assert decided(plan, "e", data) == make.unsure("item:I1.good", value=2)


def test_4_3_the_blame_is_of_each_unknown_row_and_of_the_value(decided, make, checked, thin):
    plan = make.plan(make.decision("d", (1, checked), (2, thin), make.file.weight))
    assert decided(plan, "d") == make.unsure(CHECKED, PAGES, "file:F1.weight")


def test_4_3_both_passes_blame(decided, make, checked, thin):
    d = make.define("d", (1, checked), 2)
    is_two = make.compare(make.file.ref("d", make.WHOLE), "=", 2)
    plan = make.plan(d, make.decision("e", (1, thin), (2, is_two), 3))
    assert decided(plan, "e") == make.unsure(CHECKED, PAGES, value=2)


def test_4_3_where_is_known_flips_all_uncertain_decisions_read_are_blamed(
    decided, make, checked, thin
):
    d = make.define("d", (1, checked), 2)
    e = make.define("e", (1, thin), 2)
    d_known = make.known(make.file.ref("d", make.WHOLE))
    e_known = make.known(make.file.ref("e", make.WHOLE))
    plan = make.plan(d, e, make.decision("f", (1, d_known), (2, make.not_(e_known)), 3))
    assert decided(plan, "f") == make.unsure(CHECKED, PAGES, value=1)


def test_4_3_where_the_certainty_pass_blames_it_blames_no_more_than_that(
    decided, make, checked, thin
):
    d = make.define("d", (1, checked), 2)
    e = make.define("e", (1, thin), 2)
    is_two = make.compare(make.file.ref("e", make.WHOLE), "=", 2)
    d_known = make.known(make.file.ref("d", make.WHOLE))
    plan = make.plan(d, e, make.decision("f", (1, d_known), (2, is_two), 3))
    assert decided(plan, "f") == make.unsure(PAGES, value=1)


def test_4_3_missing_names_every_statement_in_plan_order_and_is_sorted(decide, make, checked, thin):
    plan = make.plan(
        make.decision("z", (1, checked), 2),
        make.decision("b", (1, thin), 2),
        make.decision("a", (1, make.and_(checked, thin)), 2),
    )
    missing = decide(plan, make.facts()).missing
    assert [(m.blame.text, m.matters_to) for m in missing] == [
        (CHECKED, ("z", "a")),
        (PAGES, ("b", "a")),
    ]


def test_4_3_what_only_a_definition_misses_is_not_asked_for(decide, make, checked):
    outcome = decide(make.plan(make.define("d", (1, checked), 2)), make.facts())
    assert outcome.decisions == ()
    assert outcome.missing == ()


@pytest.mark.parametrize("place", ["where", "condition", "value"])
def test_4_2_an_uncertain_decision_read_of_an_element_makes_the_aggregate_uncertain(
    decided, make, place
):
    state = make.define("state", (1, make.true(make.subject("item").good)), 2, model="item")
    read = make.item.ref("state", make.WHOLE)
    is_two, items = make.compare(read, "=", 2), make.file.source("items")
    aggregate, value = {
        "where": (make.count(make.file.source("items", where=is_two)), 1),
        "condition": (make.every(items, is_two), True),
        "value": (make.sum_(items, read), 2),
    }[place]
    plan = make.plan(state, make.decision("d", aggregate))
    data = make.a_file(items=(make.an_item("I1"),))
    assert decided(plan, "d", data) == make.unsure("item:I1.good", value=value)


def test_4_2_an_uncertain_decision_whose_list_is_read_makes_the_aggregate_uncertain(
    decided, make, checked
):
    node = make.latest(make.file.source("items")).node
    chosen = make.define("chosen", (make.nothing(node.type), checked), node, kind=node.type)
    notes = make.record(make.file.ref("chosen", node.type)).source("notes")
    plan = make.plan(chosen, make.decision("d", make.count(notes)))
    item = make.an_item("I1", made_on=make.NOW.date(), notes=(make.a_note("N1"),))
    assert decided(plan, "d", make.a_file(items=(item,))) == make.unsure(CHECKED, value=1)


def test_4_3_another_value_blames_all_uncertain_decisions_read(decided, make, d, thin):
    e = make.define("e", (1, thin), 2)
    either = make.greatest(make.file.ref("d", make.WHOLE), 1)
    both = make.else_(make.file.ref("e", make.WHOLE), either)
    plan = make.plan(d, e, make.decision("f", both))
    assert decided(plan, "f") == make.unsure(CHECKED, PAGES, value=2)


def test_4_3_another_value_blames_no_more_if_the_certainty_pass_blames(decided, make, d, thin):
    e = make.define("e", (1, thin), 2)
    unsure_of_e = make.compare(make.file.ref("e", make.WHOLE), "<", 2)
    value = make.else_(make.file.ref("d", make.WHOLE), 7)
    plan = make.plan(d, e, make.decision("f", (0, unsure_of_e), value))
    assert decided(plan, "f") == make.unsure(PAGES, value=2)


def test_4_3_a_missing_value_that_the_certainty_pass_has_blames_both(decided, make, d, checked):
    is_two = make.compare(make.file.ref("d", make.WHOLE), "=", 2)
    value = make.case((is_two, make.file.pages), otherwise=6)
    plan = make.plan(d, make.decision("e", value), make.decision("f", (value, make.YES), hit="sum"))
    assert decided(plan, "e") == make.unsure(CHECKED, PAGES)
    assert decided(plan, "f") == make.unsure(CHECKED, PAGES)


def test_4_3_a_value_that_the_certainty_pass_has_not_is_another_than_a_missing_one(
    decided, make, d
):
    """Where nothing can be asked for it, what is uncertain is."""
    known, by_zero = make.known(make.file.ref("d", make.WHOLE)), make.arithmetic("/", 1, 0)
    plan = make.plan(d, make.decision("e", make.case((known, by_zero))))
    assert decided(plan, "e") == make.unsure(CHECKED)


def test_4_3_a_missing_record_is_asked_for_in_the_certainty_pass_as_well(decided, make, d):
    """There is no uncertain decision of it, so that nothing else is asked for."""
    state = make.define("state", (1, make.true(make.subject("item").good)), 2, model="item")
    of_next = make.follow(make.file.next_item).ref("state", make.WHOLE)
    last = make.else_(make.file.ref("d", make.WHOLE), 7)
    plan = make.plan(d, state, make.decision("e", (1, make.compare(of_next, "=", 1)), last))
    data = make.a_file(items=(make.an_item("I1"),))
    assert decided(plan, "e", data) == make.unsure("file:F1.next_item", value=2)
