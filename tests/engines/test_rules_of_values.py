"""SEMANTICS 2 and 4.8: arithmetic, order, functions, texts and samples, on every engine."""

import pytest

from forecourt.core.plan.failures import FunctionFailed

MILLION = 10**6


def test_2_2_rounding_is_half_away_from_zero(answer, make):
    half = make.expr(500_000, make.NUMBER)
    assert answer(make.arithmetic("*", half, make.expr(5, make.MONEY), make.MONEY)) == make.sure(3)
    assert answer(make.arithmetic("*", half, make.expr(-5, make.MONEY), make.MONEY)) == make.sure(
        -3
    )
    assert answer(make.arithmetic("*", half, make.expr(4, make.MONEY), make.MONEY)) == make.sure(2)


@pytest.mark.parametrize(("left", "right", "sum_", "difference"), [(7, 5, 12, 2), (-7, 5, -2, -12)])
def test_2_2_sums_and_differences_are_exact(answer, make, left, right, sum_, difference):
    assert answer(make.arithmetic("+", left, right)) == make.sure(sum_)
    assert answer(make.arithmetic("-", left, right)) == make.sure(difference)


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [(7, 2, 3_500_000), (-7, 2, -3_500_000), (2, 3, 666_667), (-2, 3, -666_667), (0, 3, 0)],
)
def test_2_3_whole_by_whole_is_a_number(answer, make, left, right, quotient):
    assert answer(make.arithmetic("/", left, right, make.NUMBER)) == make.sure(quotient)


def test_2_3_like_by_like_is_a_number(answer, make):
    third = 333_333
    for kind in (make.MONEY, make.WEIGHT, make.PERCENT, make.NUMBER):
        one, three = make.expr(MILLION, kind), make.expr(3 * MILLION, kind)
        assert answer(make.arithmetic("/", one, three, make.NUMBER)) == make.sure(third)


def test_2_3_money_by_whole_or_number_stays_money(answer, make):
    price = make.file.price
    data = make.a_file(price=1000)
    assert answer(make.arithmetic("/", price, 3), data) == make.sure(333)
    one_and_a_half = make.expr(1_500_000, make.NUMBER)
    assert answer(make.arithmetic("/", price, one_and_a_half), data) == make.sure(667)


def test_2_3_percent_of_money_rounds_once(answer, make):
    two_and_a_half_percent = make.expr(25_000, make.PERCENT)
    part = make.arithmetic("*", two_and_a_half_percent, make.file.price, make.MONEY)
    assert answer(part, make.a_file(price=1000)) == make.sure(25)
    assert answer(part, make.a_file(price=1020)) == make.sure(26)  # 25.5


def test_2_3_a_product_keeps_the_scale_of_its_type(answer, make):
    number, percent = make.expr(1_500_000, make.NUMBER), make.expr(20_000, make.PERCENT)
    weight = make.expr(2 * MILLION, make.WEIGHT)
    assert answer(make.arithmetic("*", number, number)) == make.sure(2_250_000)
    assert answer(make.arithmetic("*", number, weight, make.WEIGHT)) == make.sure(3 * MILLION)
    assert answer(make.arithmetic("*", 3, weight, make.WEIGHT)) == make.sure(6 * MILLION)
    assert answer(make.arithmetic("*", number, percent, make.PERCENT)) == make.sure(30_000)
    assert answer(make.arithmetic("*", 3, 4)) == make.sure(12)


def test_2_3_division_by_zero_is_missing_with_nothing_to_ask_for(answer, make):
    assert answer(make.arithmetic("/", 1, 0, make.NUMBER)) == make.unsure()


def test_2_3_division_of_none_by_zero_is_none(answer, make):
    assert answer(make.arithmetic("/", make.file.lost, 0, make.NUMBER)) == make.NONE


def test_levels_at_least_as_high_are_those_written_earlier(answer, make):
    high = make.expr("high", make.LEVEL)
    data = make.a_file(level="middle")
    assert answer(make.compare(make.file.level, "<", high), data) == make.sure(True)
    assert answer(make.compare(high, ">=", make.file.level), data) == make.sure(True)
    assert answer(make.compare(make.file.level, ">=", high), data) == make.sure(False)


def test_stages_at_least_as_far_are_those_written_later(answer, make):
    begun = make.expr("begun", make.STAGE)
    data = make.a_file(stage="half")
    assert answer(make.compare(make.file.stage, ">=", begun), data) == make.sure(True)
    assert answer(make.compare(make.file.stage, "<=", begun), data) == make.sure(False)


def test_the_greatest_level_is_the_highest_and_the_greatest_stage_the_furthest(answer, make):
    low, high = make.expr("low", make.LEVEL), make.expr("high", make.LEVEL)
    begun, half = make.expr("begun", make.STAGE), make.expr("half", make.STAGE)
    assert answer(make.greatest(low, high)) == make.sure("high")
    assert answer(make.least(low, high)) == make.sure("low")
    assert answer(make.greatest(begun, half)) == make.sure("half")


def test_choices_may_have_values_that_are_not_named(answer, make):
    blue = make.expr("blue", make.COLOUR)
    assert answer(make.compare(make.file.colour, "=", blue), make.a_file(colour="blue")) == (
        make.sure(True)
    )


def test_a_function_gets_known_values_only(answer, make):
    functions = {"double": lambda number: 2 * number}
    double = make.call("double", make.file.pages)
    assert answer(double, make.a_file(pages=4), functions=functions) == make.sure(8)
    assert answer(double, functions=functions) == make.unsure("file:F1.pages")
    assert answer(make.call("double", make.file.lost), functions=functions) == make.NONE


def test_a_function_may_return_none(answer, make):
    functions = {"half": lambda number: number // 2 if number % 2 == 0 else None}
    assert answer(make.call("half", 3), functions=functions) == make.NONE
    assert answer(make.known(make.call("half", 3)), functions=functions) == make.sure(False)


def test_a_function_that_fails_is_named(answer, make):
    def broken(number):
        raise ArithmeticError("no")

    with pytest.raises(FunctionFailed) as caught:
        answer(make.call("broken", 3), functions={"broken": broken})
    assert caught.value.function == "broken"
    assert isinstance(caught.value.cause, ArithmeticError)


# Texts one after the other


def test_texts_are_joined_as_they_stand(answer, make):
    title, item = make.file.title, make.follow(make.file.main_item)
    data = make.a_file("F7", title="é 二", main_item="I1", items=(make.an_item("I1", label="x"),))
    assert answer(make.join("file:", title, "", title), data) == make.sure("file:é 二é 二")
    assert answer(make.join(title), data) == make.sure("é 二")
    assert answer(make.join(), data) == make.sure("")
    assert answer(make.join(make.file.id, "/", item.id), data) == make.sure("F7/I1")


def test_a_record_is_joined_as_its_id(answer, make):
    data = make.a_file("F7", main_item="I1", items=(make.an_item("I1"),), cover=make.a_cover())
    item = make.follow(make.file.main_item)
    assert answer(make.join("item:", item), data) == make.sure("item:I1")
    assert answer(make.join("cover:", make.file.cover), data) == make.sure("cover:F7")


def test_3_2_joining_is_strict(answer, make):
    main = make.follow(make.file.main_item)
    assert answer(make.join("a", make.file.title)) == make.unsure("file:F1.title")
    assert answer(make.join("a", main, make.file.title)) == make.NONE


# Samples


SAMPLED_FROM = {"A": 1341, "B": 8871, "C": 6333, "é": 841, "二": 8266, "": 3607}
"""The number by which each text falls into the sample `checks`: in it if the share is more."""


@pytest.mark.parametrize("item", SAMPLED_FROM)
def test_4_8_a_sample_is_told_by_the_name_and_the_text(answer, make, item):
    hundredth = 100  # of a percent point
    share = hundredth * SAMPLED_FROM[item]
    for more, found in ((-hundredth, False), (0, False), (1, True), (hundredth, True)):
        sample = make.sampled("checks", make.expr(share + more, make.PERCENT), item)
        assert answer(sample) == make.sure(found)


def test_4_8_another_name_makes_another_sample(answer, make):
    names = [f"sample {number}" for number in range(20)]
    found = {answer(make.sampled(name, 50, "A")).value for name in names}
    assert found == {True, False}


def test_4_8_all_or_nothing_is_sampled_at_the_ends(answer, make):
    for number in range(100):
        assert answer(make.sampled("checks", 100, str(number))) == make.sure(True)
        assert answer(make.sampled("checks", 0, str(number))) == make.sure(False)


def test_4_8_records_are_sampled_by_their_ids(decide, make):
    items = tuple(make.an_item(id_) for id_ in "ABC")
    in_sample = make.sampled("checks", 70, make.n.Subject("item", make.t.Reference("item")))
    plan = make.plan(make.emission("look", in_sample, model="item"))
    found = decide(plan, make.facts(make.a_file(items=items))).emissions
    assert [entry.id for entry in found] == ["A", "C"]


def test_3_3_a_sample_is_an_atom(answer, make):
    assert answer(make.sampled("checks", 50, make.file.title)) == make.unsure("file:F1.title")
    share = make.file.share
    assert answer(make.sampled("checks", share, "A")) == make.unsure("file:F1.share")
    main = make.follow(make.file.main_item)
    assert answer(make.sampled("checks", share, main)) == make.sure(False)
