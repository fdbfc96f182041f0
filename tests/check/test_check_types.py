"""Which types go together, and what is said where they do not."""

import pytest


def decide(row):
    return f"decide answer for loan\n    yes when {row}\n"


@pytest.mark.parametrize(
    "condition",
    [
        "due_on <= today + 7 days",
        "lent_at <= now - 3 hours",
        "lent_at + 1 month <= now",
        "date of lent_at = today",
        "7 days after due_on >= today",
        "today - due_on >= 3 days",
        "09:00 on due_on < now",
        "full years from due_on to today >= 1",
        "weight * 2 > 15 kg",
        "marks >= 2.5",
        "marks * 3 in 1 .. 2",
        "fine.amount + 10 % * fine.amount >= 0 * fine.amount",
        "reader.points / 2 > 1.5",
        "shelf in (novels, maps)",
        "shelf not in (novels, maps)",
        'reader.tags has "vip"',
        "(count of reader.loan where lost) >= 2",
        "sum of reader.loan.marks > 3",
        "latest reader.loan.due_on >= today",
        "every reader.loan where returned_at is known",
        "no reader.loan where lost",
        "at least 2 of (lost, damaged, due_on < today)",
        "at most 1 of (lost, damaged)",
        "all of (lost, damaged)",
        "the later of due_on, date of lent_at <= today",
        "(due_on else date of lent_at) <= today",
        "not lost",
        "any other reader.loan where lent_at < this.lent_at",
    ],
)
def test_these_go_together(findings, condition):
    assert findings(decide(condition)) == []


@pytest.mark.parametrize(
    ("condition", "code", "advice"),
    [
        (
            "due_on <= today + 7",
            "FC107",
            "a bare number is never days: write its unit, as in `7 days`",
        ),
        ("due_on <= now", "FC107", "write `date of ...` for the day of the moment"),
        ("due_on + 3 hours <= now", "FC107", None),
        ("lent_at - returned_at > 3 hours", "FC107", "write `full hours from ... to ...`"),
        ("marks > 2 %", "FC107", None),
        (
            "weight > 3",
            "FC107",
            "a bare number is never a number of kg: write its unit, as in `3 kg`",
        ),
        (
            "due_on <= 7",
            "FC107",
            "a bare number is never a date: count from one, as in `today + 7 days`",
        ),
        (
            "1 > lent_at",
            "FC107",
            "a bare number is never a moment: count from one, as in `now - 1 hour`",
        ),
        ("latest reader.loan > 3", "FC107", "name a field of it after a dot, such as `marks`"),
        ("latest reader.loan > 3 EUR", "FC107", "no field of `loan` is an amount of money in EUR"),
        (
            "shelf > maps",
            "FC122",
            "use `=` or `in`, or declare the values as `levels` or `stages`",
        ),
        ("book > book", "FC122", "name a field of it after a dot, or use `=`"),
        ("reader.phone > reader.phone", "FC122", "use `=` or `in`"),
        ("latest reader.loan > this", "FC122", "name a field of it after a dot, or use `=`"),
        ("due_on", "FC108", None),
        ("1 month > 30 days", "FC115", "add each to a date and compare the dates"),
        ("at least 3 of (lost, damaged)", "FC119", None),
        ("marks > 1.1234567", "FC128", None),
        ("sum of reader.loan > 3", "FC123", None),
        (
            "count of reader.loan where lost >= 2",
            "FC107",
            "`where` takes all that follows: put `(count of ... where ...)` in brackets",
        ),
    ],
)
def test_these_do_not(check, condition, code, advice):
    found = check(decide(condition)).diagnostics
    assert [one.code for one in found] == [code]
    if advice:
        assert found[0].help == advice


def test_money_takes_the_currency_of_the_policy(vocabulary, check):
    text = "pack test 1.0.0\n    currency EUR\n" + decide("fine.amount > 5 EUR")
    assert check(text).errors == ()
    (found,) = check(text.replace("5 EUR", "5 USD")).errors
    assert found.code == "FC107"


def test_rows_of_one_decision_have_one_type(findings):
    text = "decide wait for loan\n    7 days when lost\n    2 % otherwise\n"
    assert findings(text) == [("FC108", "2 %")]


def test_the_values_of_rows_must_belong_to_something(check):
    (found,) = check("decide mood for loan\n    sad when lost\n").diagnostics
    assert found.code == "FC124"
    assert "`sad`" in found.message


def test_a_row_below_one_that_always_holds_is_never_reached(check):
    text = "decide wait for loan\n    7 days otherwise\n    2 days when lost\n"
    (found,) = check(text).diagnostics
    assert (found.code, found.place.line) == ("FC127", 4)


def test_a_wrong_value_hides_nothing_that_is_wrong_with_the_conditions(findings):
    text = "decide mood for loan\n    sad when losst\n    glad when bokk is known\n"
    assert [code for code, _ in findings(text)] == ["FC124", "FC105", "FC105"]
    levels = "levels mood  glad, calm, sad\n"
    typo = "decide feeling for loan\n    glad when losst\n    calm when lost\n    saad otherwise\n"
    assert findings(levels + typo) == [("FC105", "losst"), ("FC120", "saad")]


def test_a_value_out_of_bounds_hides_nothing_else(findings):
    text = (
        "levels mood  glad, sad\n"
        "parameter within by mood\n"
        "    glad 30 days in 3 days .. 10 days\n"
        "    sad 40 days in 3 days .. 10 days\n"
        "decide late for loan\n"
        "    yes when lent_at < now - within[gladd]\n"
        "    no otherwise\n"
    )
    assert [code for code, _ in findings(text)] == ["FC203", "FC203", "FC120"]
