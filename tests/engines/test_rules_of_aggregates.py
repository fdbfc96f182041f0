"""SEMANTICS 4.7 and 3.6: aggregates over the elements of a list, on every engine."""

from datetime import date

import pytest


def day(number):
    return date(2026, 1, number)


@pytest.fixture
def good(make):
    """The items that are good: I1 is, I2 isn't, of I3 it isn't known."""
    return make.file.source("items", where=make.true(make.item.good))


@pytest.fixture
def items(make):
    return (
        make.an_item("I1", good=True, amount=10, made_on=day(5)),
        make.an_item("I2", good=False, amount=99, made_on=day(9)),
        make.an_item("I3", amount=3, made_on=day(1)),
    )


ASKS_GOOD = "file:F1.items.good"


def test_4_7_any_is_or_over_the_elements(answer, make, good, items):
    assert answer(make.any_(good), make.a_file(items=items)) == make.sure(True)
    assert answer(make.any_(good), make.a_file(items=items[1:])) == make.unsure(ASKS_GOOD)
    assert answer(make.any_(good), make.a_file(items=items[1:2])) == make.sure(False)
    assert answer(make.any_(good)) == make.sure(False)


def test_4_7_any_without_condition_is_whether_there_are_elements(answer, make, items):
    anything = make.any_(make.file.source("items"))
    assert answer(anything, make.a_file(items=items)) == make.sure(True)
    assert answer(anything) == make.sure(False)


def test_4_7_no_is_not_any(answer, make, good, items):
    none = make.not_(make.any_(good))
    assert answer(none) == make.sure(True)
    assert answer(none, make.a_file(items=items)) == make.sure(False)
    assert answer(none, make.a_file(items=items[1:])) == make.unsure(ASKS_GOOD)


def test_4_7_every_is_and_over_the_elements(answer, make, items):
    every = make.every(make.file.source("items"), make.true(make.item.good))
    assert answer(every) == make.sure(True)
    assert answer(every, make.a_file(items=items)) == make.sure(False)
    assert answer(every, make.a_file(items=items[:1])) == make.sure(True)
    assert answer(every, make.a_file(items=items[::2])) == make.unsure(ASKS_GOOD)


def test_4_7_every_looks_only_at_those_meant(answer, make, good, items):
    every = make.every(good, make.compare(make.item.amount, ">=", 5))
    assert answer(every, make.a_file(items=items[:2])) == make.sure(True)
    assert answer(every, make.a_file(items=items)) == make.unsure(ASKS_GOOD)
    enough = make.an_item("I4", amount=8)
    assert answer(every, make.a_file(items=(enough,))) == make.sure(True)


def test_4_7_every_blames_condition_and_what_is_said_of_those_in_doubt(answer, make, good):
    every = make.every(good, make.compare(make.item.amount, ">=", 5))
    data = make.a_file(items=(make.an_item("I1"),))
    assert answer(every, data) == make.unsure("file:F1.items.amount", ASKS_GOOD)


def test_4_7_count_is_missing_if_an_element_is_in_doubt(answer, make, good, items):
    assert answer(make.count(good), make.a_file(items=items[:2])) == make.sure(1)
    assert answer(make.count(good), make.a_file(items=items)) == make.unsure(ASKS_GOOD)
    assert answer(make.count(make.file.source("items")), make.a_file(items=items)) == make.sure(3)


@pytest.mark.parametrize(
    ("sign", "bound", "truth"),
    [
        ("<=", 2, True),
        ("<=", 1, None),
        ("<=", 0, False),
        (">", 0, True),
        (">", 2, False),
        (">=", 2, None),
        ("=", 2, None),
        ("=", 3, False),
    ],
)
def test_4_7_a_count_in_doubt_compares_as_an_interval(
    answer, make, good, items, sign, bound, truth
):
    data = make.a_file(items=items)  # 1 or 2
    expected = make.unsure(ASKS_GOOD) if truth is None else make.sure(truth)
    assert answer(make.compare(make.count(good), sign, bound), data) == expected


def test_4_7_a_count_in_doubt_may_stand_anywhere_in_an_atom(answer, make, good, items):
    count, data = make.count(good), make.a_file(items=items)  # 1 or 2
    assert answer(make.compare(0, "<", count), data) == make.sure(True)
    assert answer(make.within(count, 1, 2), data) == make.sure(True)
    assert answer(make.within(count, 2, 5), data) == make.unsure(ASKS_GOOD)
    assert answer(make.within(count, 3, 5), data) == make.sure(False)
    assert answer(make.within(3, count, 5), data) == make.sure(True)
    assert answer(make.among(count, 1, 2, 7), data) == make.sure(True)
    assert answer(make.among(count, 1, 7), data) == make.unsure(ASKS_GOOD)
    assert answer(make.among(count, 0, 3), data) == make.sure(False)
    assert answer(make.among(0, count), data) == make.sure(False)


def test_4_7_the_interval_needs_the_other_operand_known(answer, make, good, items):
    count, data = make.count(good), make.a_file(items=items)
    assert answer(make.compare(count, "<", make.file.pages), data) == (
        make.unsure(ASKS_GOOD, "file:F1.pages")
    )
    assert answer(make.compare(count, "<", make.file.lost), data) == make.sure(False)


def test_4_7_a_count_in_doubt_is_not_known(answer, make, good, items):
    assert answer(make.known(make.count(good)), make.a_file(items=items)) == make.sure(False)


def test_4_7_a_sum_needs_all_elements_and_values(answer, make, good, items):
    total = make.sum_(good, make.item.amount)
    assert answer(total, make.a_file(items=items[:2])) == make.sure(10)
    assert answer(total, make.a_file(items=items)) == make.unsure(ASKS_GOOD)
    unvalued = make.an_item("I4", good=True)
    assert answer(total, make.a_file(items=(items[0], unvalued))) == (
        make.unsure("file:F1.items.amount")
    )
    assert answer(total) == make.sure(0)


def test_4_7_a_sum_does_not_blame_the_value_of_an_element_in_doubt(answer, make, good):
    total = make.sum_(good, make.item.amount)
    assert answer(total, make.a_file(items=(make.an_item("I1"),))) == make.unsure(ASKS_GOOD)


def test_4_7_an_element_without_a_value_adds_nothing(answer, make):
    source = make.file.source("items")
    items = (make.an_item("I1", extra=4), make.an_item("I2"))
    assert answer(make.sum_(source, make.item.extra), make.a_file(items=items)) == make.sure(4)
    assert answer(make.average(source, make.item.extra, make.NUMBER), make.a_file(items=items)) == (
        make.sure(4_000_000)
    )


def test_4_7_an_average_rounds_once(answer, make):
    average = make.average(make.file.source("items"), make.item.amount, make.NUMBER)
    items = tuple(make.an_item(f"I{n}", amount=n) for n in (1, 2, 2))
    assert answer(average, make.a_file(items=items)) == make.sure(1_666_667)


def test_4_7_an_average_of_nothing_is_none(answer, make, good):
    assert answer(make.average(good, make.item.amount, make.NUMBER)) == make.NONE


def test_4_7_an_average_is_missing_as_the_sum(answer, make, good, items):
    average = make.average(good, make.item.amount, make.NUMBER)
    assert answer(average, make.a_file(items=items)) == make.unsure(ASKS_GOOD)


def test_4_7_the_best_value_stands_if_those_in_doubt_are_no_better(answer, make, good, items):
    data = make.a_file(items=items)
    assert answer(make.largest(good, make.item.amount), data) == make.sure(10)
    assert answer(make.smallest(good, make.item.amount), data) == make.unsure(ASKS_GOOD)


def test_4_7_the_best_value_stands_if_one_in_doubt_is_as_good(answer, make, good, items):
    equal = make.an_item("I4", amount=10)
    data = make.a_file(items=(items[0], equal))
    assert answer(make.largest(good, make.item.amount), data) == make.sure(10)
    assert answer(make.smallest(good, make.item.amount), data) == make.sure(10)


def test_4_7_the_best_value_is_missing_if_a_value_is(answer, make, good, items):
    largest = make.largest(good, make.item.amount)
    valueless = make.an_item("I4", good=True)
    assert answer(largest, make.a_file(items=(items[0], valueless))) == (
        make.unsure("file:F1.items.amount")
    )
    doubtful = make.an_item("I5")
    assert answer(largest, make.a_file(items=(items[0], doubtful))) == (
        make.unsure("file:F1.items.amount", ASKS_GOOD)
    )


def test_4_7_the_best_of_those_in_doubt_alone_is_missing(answer, make, good, items):
    assert answer(make.largest(good, make.item.amount), make.a_file(items=items[2:])) == (
        make.unsure(ASKS_GOOD)
    )


def test_4_7_the_best_leaves_out_what_has_no_value(answer, make, good):
    items = (make.an_item("I1", good=True), make.an_item("I2"))
    assert answer(make.largest(good, make.item.extra), make.a_file(items=items)) == make.NONE
    assert answer(make.largest(good, make.item.extra)) == make.NONE


def test_4_7_the_best_level_is_the_highest(answer, make):
    items = tuple(make.an_item(f"I{n}", level=n) for n in ("low", "high", "middle"))
    source = make.file.source("items")
    assert answer(make.largest(source, make.item.level), make.a_file(items=items)) == (
        make.sure("high")
    )


def test_4_7_the_latest_record_is_read_as_one(answer, make, good, items):
    newest = make.an_item("I4", good=True, made_on=day(20))
    data = make.a_file(items=(*items, newest))
    assert answer(make.latest(good), data) == make.sure("I4")
    assert answer(make.latest(good).amount, data) == make.unsure("item:I4.amount")
    assert answer(make.earliest(make.file.source("items")), data) == make.sure("I3")


@pytest.mark.parametrize("order", [1, -1])
def test_4_7_of_equal_records_the_greatest_id_wins_in_both_directions(answer, make, order):
    items = [make.an_item(id_, made_on=day(5)) for id_ in ("I2", "I10", "I1")][::order]
    source = make.file.source("items")
    assert answer(make.latest(source), make.a_file(items=tuple(items))) == make.sure("I2")
    assert answer(make.earliest(source), make.a_file(items=tuple(items))) == make.sure("I2")


def test_4_7_ids_are_ordered_by_code_point(answer, make):
    items = tuple(
        make.an_item(id_, made_on=day(5)) for id_ in ("Z", "a", "é", "\U0001f600", "\uffff")
    )
    assert answer(make.latest(make.file.source("items")), make.a_file(items=items)) == (
        make.sure("\U0001f600")
    )


def test_4_7_one_in_doubt_of_the_same_time_matters_if_its_id_is_greater(answer, make, good):
    sure = make.an_item("I5", good=True, made_on=day(5))
    before, after = (make.an_item(id_, made_on=day(5)) for id_ in ("I4", "I6"))
    for best in (make.latest, make.earliest):
        assert answer(best(good), make.a_file(items=(sure, before))) == make.sure("I5")
        assert answer(best(good), make.a_file(items=(sure, after))) == make.unsure(ASKS_GOOD)


def test_4_7_the_latest_record_of_nothing_is_none_and_so_are_its_fields(answer, make, good):
    assert answer(make.latest(good)) == make.NONE
    assert answer(make.latest(good).amount) == make.NONE


def test_4_7_a_record_in_doubt_makes_its_fields_missing(answer, make, good, items):
    assert answer(make.earliest(good).amount, make.a_file(items=items)) == make.unsure(ASKS_GOOD)


def test_4_7_the_order_of_elements_does_not_matter(answer, make, good, items):
    data = [make.a_file(items=items), make.a_file(items=items[::-1])]
    for aggregate in (
        make.sum_(good, make.item.amount),
        make.largest(good, make.item.amount),
        make.latest(good),
    ):
        assert answer(aggregate, data[0]) == answer(aggregate, data[1])


def test_3_6_what_is_missing_of_an_element_is_asked_for_by_list_and_path(answer, make):
    deep = make.item.box.depth
    away = make.follow(make.item.shelf).room
    for path in (deep, away):
        source = make.file.source("items", where=make.compare(path, ">", 1))
        name = "box.depth" if path is deep else "shelf.room"
        item = make.an_item("I1", box=make.a_box(), shelf="S1")
        store = make.an_archive(shelves=(make.a_shelf("S1"),))
        assert answer(make.any_(source), make.a_file(items=(item,)), store=store) == (
            make.unsure(f"file:F1.items.{name}")
        )


def test_3_6_a_list_of_an_element_is_asked_for_by_that_element(answer, make):
    note = make.element("note", variable=1)
    long = make.compare(note.lines, ">", 3)
    with_long_notes = make.any_(make.item.source("notes", where=long, variable=1))
    source = make.file.source("items", where=with_long_notes)
    item = make.an_item("I1", notes=(make.a_note("N1"),))
    assert answer(make.count(source), make.a_file(items=(item,))) == (
        make.unsure("item:I1.notes.lines")
    )


def test_an_inner_condition_may_speak_of_the_outer_element(answer, make):
    note = make.element("note", variable=1)
    as_long = make.compare(note.lines, "=", make.item.amount)
    source = make.file.source(
        "items", where=make.any_(make.item.source("notes", where=as_long, variable=1))
    )
    items = (
        make.an_item("I1", amount=3, notes=(make.a_note("N1", lines=3),)),
        make.an_item("I2", amount=4, notes=(make.a_note("N1", lines=3),)),
    )
    assert answer(make.latest(source, make.item.amount), make.a_file(items=items)) == make.sure(
        "I1"
    )


def test_a_list_of_a_record_that_is_not_there_is_empty(answer, make):
    source = make.follow(make.file.main_item).source("notes")
    assert answer(make.count(source)) == make.sure(0)
    assert answer(make.any_(source)) == make.sure(False)
    assert answer(make.every(source, make.NO)) == make.sure(True)


def test_a_list_of_none_is_empty_whatever_is_asked_of_the_elements(answer, make):
    nobody = make.record(make.nothing(make.t.Reference("file")))
    source = nobody.source("items", where=make.compare(make.item.amount, "<=", make.file.size))
    data = make.a_file(size=3, items=(make.an_item("I1", amount=3), make.an_item("I2")))
    assert answer(make.count(source), data) == make.sure(0)
    assert answer(make.any_(source), data) == make.sure(False)
    assert answer(make.sum_(source, make.item.amount), data) == make.sure(0)
    assert answer(make.every(source, make.NO), data) == make.sure(True)


def test_a_list_of_a_missing_record_is_missing(answer, make):
    source = make.follow(make.file.next_item).source("notes")
    asks = make.unsure("file:F1.next_item")
    lines = make.element("note").lines
    for aggregate in (
        make.count(source),
        make.compare(make.count(source), ">=", 0),
        make.any_(source),
        make.every(source, make.YES),
        make.sum_(source, lines),
        make.average(source, lines, make.NUMBER),
        make.largest(source, lines),
        make.latest(source, lines),
    ):
        assert answer(aggregate) == asks
