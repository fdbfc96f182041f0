"""Rows of parameters: every one is looked at, whatever is wrong with the others."""

import pytest

LEVELS = "levels heat  hot, warm, cold\n"

BESIDE = "    cold  300 days  in 15 days .. 60 days\n"


@pytest.mark.parametrize(
    ("row", "code", "underlined"),
    [
        ("hot   7        in 3 days .. 10 days", "FC108", "7"),
        ("hot   7", "FC108", "7"),
        ("hot   30 days  in 60 days .. 15 days", "FC123", "60 days .. 15 days"),
        ("hot   30 days  in 15 days .. 6 months", "FC108", "15 days .. 6 months"),
        ("hott  30 days", "FC120", "hott"),
        ("hot   30 dayz", "FC116", "30 dayz"),
        ("hot   30 days  in 5 dayz .. 60 days", "FC116", "5 dayz"),
        ("hot   30 days  tighten", "FC123", "tighten"),
    ],
)
def test_a_wrong_row_hides_no_value_out_of_bounds(findings, row, code, underlined):
    text = f"{LEVELS}parameter within by heat\n    warm  30 days\n    {row}\n{BESIDE}"
    outside = ("FC203", BESIDE.strip())
    assert findings(text) == [(code, underlined), outside]


def test_all_that_is_wrong_with_one_row_is_said(findings):
    text = f"{LEVELS}parameter within by heat\n    hott  7 dayz  in 9 days .. 2 days\n"
    assert findings(text) == [
        ("FC120", "hott"),
        ("FC116", "7 dayz"),
        ("FC123", "9 days .. 2 days"),
    ]


def test_the_row_that_differs_from_most_is_the_wrong_one(check):
    text = f"{LEVELS}parameter within by heat\n    hot 7\n    warm 30 days\n    cold 60 days\n"
    (found,) = check(text).errors
    assert found.message == "expected a duration in days, found a whole number"
    assert found.help == "a bare number is never a duration in days: write its unit, as in `7 days`"


def test_rows_set_twice_are_all_named(findings):
    rows = "    hot  2 days\n    hot  3 days\n    hot  9 days  in 1 day .. 4 days\n"
    assert [code for code, _ in findings(f"{LEVELS}parameter within by heat\n{rows}")] == [
        "FC210",
        "FC203",
        "FC210",
    ]


def test_a_setting_without_a_unit_is_told_how_it_is_written(check):
    base = "pack base 1.0.0\n\nparameter share\n    2 %  in 1 % .. 9 %\n"
    (found,) = check("pack top 1\n    extends base 1\n\nset share  5\n", base=base).errors
    assert found.help == "a bare number is never a percentage: write its unit, as in `5 %`"
