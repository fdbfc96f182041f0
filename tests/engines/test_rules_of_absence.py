"""SEMANTICS 3: missing, none, unknown, and blame, on every engine."""

import pytest


@pytest.fixture
def none_and_missing(make):
    return make.file.lost, make.file.pages


def test_3_1_each_absence_means_what_its_field_declares(answer, make):
    file = make.file
    assert answer(file.lost) == make.NONE
    assert answer(file.pages) == make.unsure("file:F1.pages")
    assert answer(file.copies) == make.sure(1)
    assert answer(file.tags) == make.sure(())


def test_3_1_an_absent_list_is_empty(answer, make):
    assert answer(make.count(make.file.source("items"))) == make.sure(0)


def test_3_2_an_operation_on_none_is_none_even_if_another_operand_is_missing(
    answer, make, none_and_missing
):
    lost, pages = none_and_missing
    assert answer(make.arithmetic("+", lost, pages)) == make.NONE
    assert answer(make.arithmetic("+", pages, lost)) == make.NONE


def test_3_2_an_operation_on_missing_is_missing_for_all_that_is_missing(answer, make):
    total = make.arithmetic("+", make.file.pages, make.arithmetic("+", make.archive.limit, 1))
    assert answer(total, store=make.an_archive()) == make.unsure(
        "archive:A1.limit", "file:F1.pages"
    )


def test_3_2_a_field_of_a_record_that_is_not_there_is_none(answer, make):
    assert answer(make.follow(make.file.main_item).amount) == make.NONE
    assert answer(make.file.cover.colour) == make.NONE


def test_3_2_a_reference_that_leads_nowhere_is_none(answer, make):
    data = make.a_file(main_item="I9", items=(make.an_item("I1"),))
    assert answer(make.follow(make.file.main_item).amount, data) == make.NONE


def test_3_2_a_field_of_a_missing_record_is_missing_for_the_reference(answer, make):
    assert answer(make.follow(make.file.next_item).amount) == make.unsure("file:F1.next_item")


def test_3_2_a_reference_leads_to_the_record_with_that_id(answer, make):
    items = (make.an_item("I1", amount=3), make.an_item("I2"))
    amount = make.follow(make.file.main_item).amount
    assert answer(amount, make.a_file(main_item="I1", items=items)) == make.sure(3)
    assert answer(amount, make.a_file(main_item="I2", items=items)) == make.unsure("item:I2.amount")


def test_3_2_a_reference_into_the_other_root_is_found_there(answer, make):
    room = make.follow(make.follow(make.file.main_item).shelf).room
    data = make.a_file(main_item="I1", items=(make.an_item("I1", shelf="S2"),))
    store = make.an_archive(shelves=(make.a_shelf("S1", room=1), make.a_shelf("S2", room=2)))
    assert answer(room, data, store=store) == make.sure(2)


@pytest.mark.parametrize(("about", "size"), [("F1", 7), ("F2", None)])
def test_3_2_a_reference_to_a_root_leads_to_it_if_it_is_that_one(decide, make, about, size):
    note = make.a_note("N1", about=about)
    data = make.a_file(size=7, items=(make.an_item("I1", notes=(note,)),))
    of_file = make.decision("d", make.follow(make.subject("note").about).size, model="note")
    (made,) = decide(make.plan(of_file), make.facts(data)).decisions
    assert (made.value, made.certain) == (size, True)


def test_3_2_a_part_goes_by_the_id_of_its_owner(answer, make):
    data = make.a_file(cover=make.a_cover())
    node = make.file.cover.node
    id_ = make.n.Field(node, "cover", "id", make.Absence.REQUIRED, make.TEXT)
    assert answer(id_, data) == make.sure("F1")
    assert answer(make.file.cover.colour, data) == make.unsure("cover:F1.colour")
    assert answer(make.file.cover.printed_on, data) == make.NONE


def test_3_2_without_a_store_its_fields_are_absent_as_declared(answer, make):
    archive = make.archive
    assert answer(archive.limit) == make.unsure("archive:.limit")
    assert answer(archive.moved_on) == make.NONE
    assert answer(archive.open) == make.sure(True)
    assert answer(make.count(archive.source("shelves"))) == make.sure(0)


def test_3_2_a_statement_for_the_store_sees_nothing_of_other_roots(decide, make):
    archive = make.an_archive(items=(make.an_item("I1"),))
    other = make.decision("other", make.count(make.root("file").source("items")), model="archive")
    facts = make.facts(archive, model="archive")
    assert [made.value for made in decide(make.plan(other), facts).decisions] == [0]


def test_3_3_an_atom_with_none_is_false(answer, make, none_and_missing):
    lost, pages = none_and_missing
    atoms = [
        make.compare(lost, "<", 5),
        make.compare(lost, "=", lost),
        make.compare(lost, "<=", pages),
        make.compare(pages, "<=", lost),
        make.compare(make.ask(pages), "=", make.nothing()),
        make.among(lost, 1, 2),
        make.within(3, 1, lost),
        make.true(make.file.sealed),
    ]
    for atom in atoms:
        assert answer(atom) == make.sure(False)


def test_3_3_an_atom_with_a_missing_operand_is_unknown(answer, make):
    file = make.file
    atoms = [
        make.compare(file.pages, "<", 5),
        make.compare(file.pages, "=", file.pages),
        make.among(file.pages, 1, 2),
        make.among(1, 1, file.pages),
        make.within(3, file.pages, 1),
    ]
    for atom in atoms:
        assert answer(atom) == make.unsure("file:F1.pages")
    assert answer(make.true(file.checked)) == make.unsure("file:F1.checked")


@pytest.mark.parametrize(
    ("sign", "truths"),
    [
        ("=", (False, True, False)),
        ("<", (True, False, False)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        (">=", (False, True, True)),
    ],
)
def test_3_3_an_atom_with_known_operands_has_its_truth(answer, make, sign, truths):
    for pages, truth in zip((4, 5, 6), truths, strict=True):
        atom = make.compare(make.file.pages, sign, 5)
        assert answer(atom, make.a_file(pages=pages)) == make.sure(truth)


def test_3_3_a_range_counts_both_its_ends(answer, make):
    for pages, truth in ((0, False), (1, True), (3, True), (4, False)):
        atom = make.within(make.file.pages, 1, 3)
        assert answer(atom, make.a_file(pages=pages)) == make.sure(truth)


def test_3_3_unequal_is_not_equal_so_none_is_unequal_to_all(answer, make):
    assert answer(make.not_(make.compare(make.file.lost, "=", 3))) == make.sure(True)
    assert answer(make.not_(make.among(make.file.lost, 3))) == make.sure(True)
    assert answer(make.not_(make.compare(make.file.lost, "<=", 3))) == make.sure(True)
    assert answer(make.compare(make.file.lost, ">", 3)) == make.sure(False)


def test_3_3_an_option_that_is_none_is_left_out(answer, make):
    data = make.a_file(pages=2)
    assert answer(make.among(make.file.pages, make.file.lost, 2), data) == make.sure(True)
    assert answer(make.among(make.file.pages, make.file.lost), data) == make.sure(False)


def test_3_3_an_option_that_is_missing_leaves_it_unknown(answer, make):
    assert answer(make.among(2, 2, make.file.pages)) == make.unsure("file:F1.pages")


def test_3_3_a_list_of_plain_values_has_an_item_or_not(answer, make):
    data = make.a_file(tags=("old", "torn"))
    assert answer(make.has(make.file.tags, "old"), data) == make.sure(True)
    assert answer(make.has(make.file.tags, "new"), data) == make.sure(False)
    assert answer(make.has(make.file.marks, "new"), data) == make.unsure("file:F1.marks")


def test_3_3_a_record_compares_by_its_id(answer, make):
    item = make.follow(make.file.main_item)
    data = make.a_file(main_item="I1", items=(make.an_item("I1"),))
    assert answer(make.compare(make.file.main_item, "=", item), data) == make.sure(True)
    assert answer(make.compare(make.file.next_item, "=", item), data) == (
        make.unsure("file:F1.next_item")
    )


def test_3_4_is_known_is_never_unknown(answer, make):
    for field in (make.file.pages, make.file.lost):
        assert answer(make.known(field)) == make.sure(False)
        assert answer(make.not_(make.known(field))) == make.sure(True)
    assert answer(make.known(make.file.pages), make.a_file(pages=0)) == make.sure(True)


def test_3_4_a_record_is_known_if_it_is_there(answer, make):
    data = make.a_file(main_item="I1", items=(make.an_item("I1"),))
    assert answer(make.known(make.follow(make.file.main_item)), data) == make.sure(True)
    assert answer(make.known(make.follow(make.file.next_item)), data) == make.sure(False)


def test_3_4_a_condition_is_known_unless_it_is_unknown(answer, make):
    condition = make.compare(make.file.pages, "<", 3)
    assert answer(make.known(condition)) == make.sure(False)
    assert answer(make.known(condition), make.a_file(pages=9)) == make.sure(True)


def test_3_4_what_is_not_known_is_told_from_what_there_is_not(answer, make):
    assert answer(make.there_is(make.file.pages)) == make.sure(True)
    assert answer(make.there_is(make.file.closed_on)) == make.sure(False)
    item = make.follow(make.file.main_item)
    assert answer(make.there_is(item), make.a_file(main_item="I9")) == make.sure(False)


def test_3_4_holds_is_never_unknown(answer, make):
    condition = make.compare(make.file.pages, "<", 3)
    assert answer(make.holds(condition)) == make.sure(False)
    assert answer(make.holds(condition), make.a_file(pages=2)) == make.sure(True)
    assert answer(make.not_(make.holds(make.not_(condition)))) == make.sure(True)


def test_3_4_else_takes_the_second_where_the_first_has_no_value(answer, make):
    file = make.file
    assert answer(make.else_(file.pages, 7)) == make.sure(7)
    assert answer(make.else_(file.lost, 7)) == make.sure(7)
    assert answer(make.else_(file.pages, 7), make.a_file(pages=0)) == make.sure(0)


def test_3_4_else_of_two_without_a_value(answer, make):
    file = make.file
    both = make.else_(file.pages, make.archive.limit)
    assert answer(both) == make.unsure("archive:.limit", "file:F1.pages")
    assert answer(make.else_(file.lost, file.pages)) == make.unsure("file:F1.pages")
    assert answer(make.else_(file.pages, file.lost)) == make.NONE


def test_3_5_and_or_not_are_kleenes(answer, make):
    unknown = make.true(make.file.checked)
    asks = make.unsure("file:F1.checked")
    assert answer(make.and_(unknown, make.NO)) == make.sure(False)
    assert answer(make.and_(unknown, make.YES)) == asks
    assert answer(make.or_(unknown, make.YES)) == make.sure(True)
    assert answer(make.or_(unknown, make.NO)) == asks
    assert answer(make.not_(unknown)) == asks
    assert answer(make.and_()) == make.sure(True)
    assert answer(make.or_()) == make.sure(False)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, True), (1, True), (2, None), (3, None), (4, False)]
)
def test_3_5_at_least_counts_what_holds_and_what_may(answer, make, number, expected):
    checked = make.true(make.file.checked)
    few_pages = make.compare(make.file.pages, "<", 3)
    condition = make.at_least(number, make.YES, checked, few_pages, make.NO)
    asks = make.unsure("file:F1.checked", "file:F1.pages")
    assert answer(condition) == (asks if expected is None else make.sure(expected))


def test_3_5_at_most_is_the_complement_of_at_least_one_more(answer, make):
    at_most_one = make.not_(make.at_least(2, make.YES, make.true(make.file.checked)))
    assert answer(at_most_one, make.a_file(checked=False)) == make.sure(True)
    assert answer(at_most_one, make.a_file(checked=True)) == make.sure(False)
    assert answer(at_most_one) == make.unsure("file:F1.checked")


def test_3_6_blame_is_of_the_unknown_operands_only(answer, make):
    pages = make.compare(make.file.pages, "<", 3)
    settled = make.or_(make.true(make.file.checked), make.YES)
    assert answer(make.and_(pages, settled)) == make.unsure("file:F1.pages")


def test_3_6_blame_goes_by_form_not_by_meaning(answer, make):
    checked = make.true(make.file.checked)
    assert answer(make.or_(checked, make.not_(checked))) == make.unsure("file:F1.checked")


def test_3_6_ask_blames_a_field_whatever_it_holds(answer, make):
    asked = make.ask(make.file.opened_on)
    assert answer(asked, make.a_file(opened_on=make.NOW.date())) == make.unsure("file:F1.opened_on")


def test_3_6_ask_for_a_field_of_a_record_that_is_not_there(answer, make):
    assert answer(make.ask(make.follow(make.file.main_item).amount)) == make.unsure()
    assert answer(make.ask(make.follow(make.file.next_item).amount)) == (
        make.unsure("file:F1.next_item")
    )


def test_a_yes_no_value_may_be_a_condition_and_the_other_way_round(answer, make):
    file = make.file
    assert answer(make.case((make.true(file.public), 1), otherwise=2)) == make.sure(2)
    either = make.else_(make.compare(file.pages, "<", 3), make.expr(True))
    assert answer(either) == make.sure(True)


def test_pick_leaves_out_what_has_no_value(answer, make):
    file = make.file
    assert answer(make.greatest(file.pages, file.lost, 3)) == make.sure(3)
    assert answer(make.least(file.pages, 5), make.a_file(pages=2)) == make.sure(2)
    assert answer(make.greatest(file.pages, file.lost)) == make.unsure("file:F1.pages")
    assert answer(make.greatest(file.lost, file.lost)) == make.NONE


def test_case_passes_over_rows_that_are_unknown(answer, make):
    rows = (make.true(make.file.checked), 1), (make.YES, 2)
    assert answer(make.case(*rows)) == make.sure(2)
    assert answer(make.case(*rows), make.a_file(checked=True)) == make.sure(1)
    assert answer(make.case((make.NO, 1))) == make.NONE


def test_a_parameter_gives_the_value_for_its_keys(answer, make):
    limits = make.table("limit", {("high",): 3, ("low",): 9}, key_types=(make.LEVEL,))
    limit = make.parameter("limit", make.file.level)
    assert answer(limit, make.a_file(level="low"), parameters=[limits]) == make.sure(9)
    assert answer(limit, make.a_file(level="middle"), parameters=[limits]) == make.NONE
    assert answer(limit, parameters=[limits]) == make.unsure("file:F1.level")


def test_a_required_parameter_without_a_value_is_asked_for(answer, make):
    limits = make.table("limit", {}, required=True)
    assert answer(make.parameter("limit"), parameters=[limits]) == make.unsure("limit")


def test_a_dated_value_counts_from_its_first_to_its_last_day(answer, make):
    day = make.NOW.date()
    in_force = make.dated(2, first_on=day, last_on=day)
    over = make.dated(3, last_on=day.replace(year=day.year - 1))
    limits = make.table("limit", {(): (make.dated(1), in_force, over)})
    assert answer(make.parameter("limit"), parameters=[limits]) == make.sure(2)
    later = make.NOW.replace(day=2)
    assert answer(make.parameter("limit"), parameters=[limits], now=later) == make.sure(1)
