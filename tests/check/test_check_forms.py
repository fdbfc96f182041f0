"""Forms of the language that are more than operators, from text to what both engines say."""

from datetime import date, timedelta
from hashlib import md5

import pytest

from forecourt.core.diagnostics import Severity
from forecourt.core.engines.explain.describe import describe

PERIODS = "stages age  new, worn, old\n"


def decide_loan(condition):
    return f"decide answer for loan\n    yes when {condition}\n    no otherwise\n"


def loans(**fields):
    return {"loans": [{"id": "L1", **fields}]}


# Samples -----------------------------------------------------------------------------------


def test_a_sample_is_the_same_ones_every_time(decide):
    text = decide_loan("sample 30 % by id")
    ids = [f"L{number}" for number in range(200)]
    found = decide(text, {"loans": [{"id": id_} for id_ in ids]})
    drawn = {id_ for id_ in ids if found["answer", id_] is True}
    assert drawn == {
        id_
        for id_ in ids
        if int(md5(f"answer/{id_}".encode()).hexdigest()[:8], 16) % 10_000 < 3000  # noqa: S324
    }
    assert decide(text, {"loans": [{"id": id_} for id_ in ids]}, "2027-01-01T00:00") == found


def test_another_statement_samples_others(decide):
    text = decide_loan("sample 50 % by id")
    both = decide(
        text + text.replace("answer", "other"), {"loans": [{"id": f"L{n}"} for n in range(50)]}
    )
    answer, other = (
        [both[name, f"L{number}"] for number in range(50)] for name in ("answer", "other")
    )
    assert answer != other


def test_inside_a_list_the_element_is_sampled(decide):
    text = (
        "decide some for reader\n    yes when any loan where sample 30 % by id\n    no otherwise\n"
    )
    drawn = [decide(text, {"loans": [{"id": f"L{n}"}]})["some", "R1"] for n in range(20)]
    assert {True, False} == set(drawn)


@pytest.mark.parametrize(
    ("sample", "message", "help_"),
    [
        ("sample 130 % by id", "`130 %` does not fit", "expected a share of at most 100 %"),
        (
            "sample 3 % by marks",
            "`by marks` does not fit here",
            "expected `by id`, or by another text of the record",
        ),
        (
            "sample 3 % by nothing",
            "`by nothing` does not fit here",
            "expected `by id`, or by another text of the record",
        ),
    ],
)
def test_a_sample_is_of_a_share_and_by_a_text(check, sample, message, help_):
    (found,) = check(decide_loan(sample)).diagnostics
    assert (found.message, found.help) == (message, help_)


# Whichever ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "earlier", "later"),
    [
        ({"due_on": "2026-05-20", "lent_at": "2026-05-01T10:00"}, "2026-05-01", "2026-05-20"),
        ({"due_on": "2026-05-20"}, "2026-05-20", "2026-05-20"),
        ({"lent_at": "2026-05-01T10:00"}, "2026-05-01", "2026-05-01"),
    ],
)
def test_of_two_dates_the_one_that_is_known_counts_alone(decide, fields, earlier, later):
    text = (
        "decide first for loan\n    due_on, or date of lent_at, whichever first\n"
        "decide last for loan\n    due_on, or date of lent_at, whichever last\n"
        "decide same_first for loan\n    the earlier of due_on, date of lent_at\n"
        "decide same_last for loan\n    the later of due_on, date of lent_at\n"
    )
    found = {key[0]: str(value) for key, value in decide(text, loans(**fields)).items()}
    assert found == {"first": earlier, "same_first": earlier, "last": later, "same_last": later}


def test_of_two_dates_that_nobody_knows_both_are_asked_for(decide):
    text = "decide last for loan\n    the later of due_on, reader.born_on\n"
    found = decide(text, loans())["last", "L1"]
    assert found == (None, "loan:L1.due_on", "reader:R1.born_on")


def test_moments_are_picked_like_dates_and_not_mixed_with_them(decide, check):
    text = "decide last for loan\n    the later of lent_at, returned_at\n"
    fields = {"lent_at": "2026-05-01T10:00", "returned_at": "2026-05-02T09:00"}
    assert str(decide(text, loans(**fields))["last", "L1"]) == "2026-05-02 09:00:00"
    (found,) = check(text.replace("returned_at", "due_on")).diagnostics
    assert (found.code, found.message) == ("FC108", "expected a moment, found a date")


BY_AGE_AND_USE = (
    PERIODS
    + """
decide by_age for loan
    new      when due_on > today
    worn     when due_on > today - 1 month
    old      when due_on <= today - 1 month

decide by_weight for loan
    new      when weight < 1 kg
    worn     when weight < 2 kg
    old      when weight >= 2 kg

decide age for loan
    the later of by_age, by_weight
"""
)


@pytest.mark.parametrize(
    ("fields", "age"),
    [
        ({"due_on": "2026-05-21", "weight": 2}, "old"),
        ({"due_on": "2026-01-01", "weight": 1}, "old"),
        ({"due_on": "2026-05-21", "weight": 0.5}, "new"),
        ({"due_on": "2026-05-19"}, "worn"),
        ({"weight": 1}, "worn"),
        ({}, (None, "loan:L1.due_on", "loan:L1.weight")),
    ],
)
def test_the_later_of_two_stages_is_the_one_further_on(decide, fields, age):
    """One missing: the other, as with `else`; both missing: not known."""
    assert decide(BY_AGE_AND_USE, loans(**fields))["age", "L1"] == age


# Periods -----------------------------------------------------------------------------------

IN_PERIODS = [
    ("this day", "2026-05-20", "2026-05-20"),
    ("last day", "2026-05-19", "2026-05-19"),
    ("next day", "2026-05-21", "2026-05-21"),
    ("this week", "2026-05-18", "2026-05-24"),
    ("last week", "2026-05-11", "2026-05-17"),
    ("next week", "2026-05-25", "2026-05-31"),
    ("this month", "2026-05-01", "2026-05-31"),
    ("last month", "2026-04-01", "2026-04-30"),
    ("next month", "2026-06-01", "2026-06-30"),
    ("this quarter", "2026-04-01", "2026-06-30"),
    ("last quarter", "2026-01-01", "2026-03-31"),
    ("next quarter", "2026-07-01", "2026-09-30"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("next year", "2027-01-01", "2027-12-31"),
]


ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(("period", "first", "last"), IN_PERIODS)
def test_a_period_goes_from_its_first_day_to_its_last(decide, period, first, last):
    text = decide_loan(f"due_on in {period}")

    def lies_in(day):
        return decide(text, loans(due_on=day.isoformat()))["answer", "L1"]

    first, last = date.fromisoformat(first), date.fromisoformat(last)
    assert [lies_in(first), lies_in(last)] == [True, True]
    assert [lies_in(first - ONE_DAY), lies_in(last + ONE_DAY)] == [False, False]


def test_a_moment_lies_in_a_period_by_its_day(decide):
    text = decide_loan("lent_at in last month")
    for moment, answer in (("2026-04-30T23:59:59", True), ("2026-05-01T00:00", False)):
        assert decide(text, loans(lent_at=moment))["answer", "L1"] is answer


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-01-01", "2025-12-29"),  # the week began in another year
        ("2024-03-31", "2024-02-29"),
        ("2026-12-31", "2026-12-28"),
    ],
)
def test_weeks_and_short_months_at_the_edge(decide, today, day):
    which = "last month" if day == "2024-02-29" else "this week"
    text = decide_loan(f"due_on is {which}")
    assert decide(text, loans(due_on=day), f"{today}T09:00")["answer", "L1"] is True


def test_what_is_none_or_not_known_lies_in_no_period_for_certain(decide):
    text = decide_loan("due_on in this year") + decide_loan("returned_at in this year").replace(
        "answer", "back"
    )
    found = decide(text, loans())
    assert found["answer", "L1"] == (False, "loan:L1.due_on")
    assert found["back", "L1"] is False


def test_not_in_a_period(decide):
    text = decide_loan("due_on not in this month")
    assert decide(text, loans(due_on="2026-06-01"))["answer", "L1"] is True


def test_a_period_reads_as_it_was_meant_where_it_is_explained(check):
    (decision,) = check(decide_loan("due_on in last quarter")).plan.decisions
    condition = decision.rows[0].condition
    assert describe(condition, check(decide_loan("lost")).plan) == (
        "due_on in start of this quarter - 3 months .. start of this quarter - 1 day"
    )


@pytest.mark.parametrize(
    ("condition", "code", "message"),
    [
        ("this month", "FC123", "`this month` does not fit here"),
        ("due_on < this month", "FC123", "`this month` does not fit here"),
        ("marks in this month", "FC108", "expected a date or moment, found a number"),
        ("due_on in (this month, today)", "FC123", "`this month` does not fit here"),
    ],
)
def test_only_a_date_or_moment_lies_in_a_period(check, condition, code, message):
    (found,) = check(decide_loan(condition)).diagnostics
    assert (found.code, found.message) == (code, message)


# Lists of values and ranges ----------------------------------------------------------------


@pytest.mark.parametrize(("marks", "answer"), [(1.5, True), (3, False), (7, True), (9, True)])
def test_a_value_may_be_one_of_several_ranges_and_values(decide, marks, answer):
    text = decide_loan("marks in (1 .. 2, 7, 8 .. 9)")
    assert decide(text, loans(marks=marks))["answer", "L1"] is answer


# Roles and steps ---------------------------------------------------------------------------

HELPERS = {"helpers": [{"id": "H1", "roles": ["porter"]}, {"id": "H2", "roles": ["keeper"]}]}


def test_whether_somebody_has_a_role(decide):
    text = "decide carries for helper\n    yes when has role porter\n    no otherwise\n"
    found = decide(text, HELPERS)
    assert found == {("carries", "H1"): True, ("carries", "H2"): False}


def test_in_a_list_it_is_asked_of_the_element(decide):
    text = (
        "decide helped for reader\n    yes when any helper where has role lost\n    no otherwise\n"
    )
    assert decide(text, HELPERS) == {("helped", "R1"): False}


def test_who_has_no_roles_is_not_asked_for_them(check):
    (found,) = check(decide_loan("has role porter")).diagnostics
    assert (found.code, found.message) == ("FC123", "`has role` does not fit here")


@pytest.mark.parametrize("phrase", ["has role portr", "role portr is present"])
def test_an_unknown_role_is_named(check, phrase):
    text = f"decide carries for helper\n    yes when {phrase}\n"
    (found,) = check(text).diagnostics
    assert (found.code, found.help) == ("FC120", "did you mean `porter`?")


@pytest.mark.parametrize("role", ["porter", "keeper", "lost"])
def test_a_role_is_a_role_whatever_fields_are_called(decide, role):
    """A loan has the fields `role`, `porter` and `lost`."""
    found = decide(decide_loan(f"role {role} is present"), {**loans(lost=True), **HELPERS})
    assert found["answer", "L1"] is (role != "lost")


@pytest.mark.parametrize(
    "text",
    [
        "decide answer for loan\n    yes when {}\n",
        "define answer for loan\n    {}\n",
        "score answer for loan\n    3 when {}\n",
        "require answer for loan when {}\n    that not lost\n",
        "require answer for loan\n    that {}\n",
        "decide answer for reader\n    yes when any loan where {}\n",
        "decide answer for reader\n    yes when at least 1 of (active, {})\n",
    ],
)
@pytest.mark.parametrize("phrase", ["role porter is present", "not role lost is present"])
def test_roles_are_asked_for_in_every_statement(findings, text, phrase):
    assert findings(text.format(phrase)) == []


def checked(**step):
    return loans(checks=[{"id": "S1", "name": "spine", **step}])


def test_a_step_is_done_from_the_moment_it_was_done(decide):
    text = decide_loan("step spine is done")
    assert decide(text, checked(done_at="2026-05-01T10:00"))["answer", "L1"] is True
    assert decide(text, checked())["answer", "L1"] is False
    assert decide(text, loans())["answer", "L1"] is False
    assert decide(text.replace("spine", "cover"), checked(done_at="2026-05-01T10:00")) == {
        ("answer", "L1"): False
    }


def test_a_step_has_a_result_once_it_is_done(decide):
    text = decide_loan("step spine has result torn")
    assert decide(text, checked(result="torn", done_at="2026-05-01T10:00"))["answer", "L1"] is True
    assert decide(text, checked(result="fine", done_at="2026-05-01T10:00"))["answer", "L1"] is False
    assert decide(text, checked(result="torn"))["answer", "L1"] is False
    unknown = decide(text, checked(done_at="2026-05-01T10:00"))["answer", "L1"]
    assert unknown == (False, "loan:L1.checks.result")


def test_steps_are_those_of_the_nearest_record_that_has_them(decide):
    text = (
        "decide torn for reader\n    yes when any loan where step spine is done\n    no otherwise\n"
    )
    assert decide(text, checked(done_at="2026-05-01T10:00"))["torn", "R1"] is True


@pytest.mark.parametrize(
    ("subject", "phrase", "code", "message", "help_"),
    [
        (
            "loan",
            "step spine is broken",
            "FC123",
            "`step spine is broken` does not fit here",
            "expected `step spine is done`, or `step spine has result ...`",
        ),
        (
            "reader",
            "step spine is done",
            "FC123",
            "`step spine` does not fit here",
            "expected a record that has steps: `loan`",
        ),
        (
            "loan",
            "step spine has result tron",
            "FC120",
            "`tron` is no value of `check.result`",
            "did you mean `torn`?",
        ),
    ],
)
def test_a_step_that_makes_no_sense_is_named(check, subject, phrase, code, message, help_):
    (found,) = check(f"decide a for {subject}\n    yes when {phrase}\n").diagnostics
    assert (found.code, found.message, found.help) == (code, message, help_)


# Now and today -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [
        "lent_at <= now - 3 hours",
        "now + 1 day > lent_at",
        "now > lent_at",
        "lent_at in now - 3 hours .. now",
        "lent_at in (now, returned_at)",
        "full hours from lent_at to now >= 3",
        "date of now = due_on",
        "any other reader.loan where lent_at < now",
        "(returned_at else now) > lent_at",
    ],
)
def test_now_may_be_compared(findings, condition):
    assert findings(decide_loan(condition)) == []


@pytest.mark.parametrize(
    "row",
    [
        "now when lost",
        "(now - 3 hours) when lost",
        "(returned_at else now) when lost",
        "(full hours from lent_at to now) when lost",
        "yes when now is known",
    ],
)
def test_now_is_no_value(findings, row):
    assert findings(f"decide answer for loan\n    {row}\n") == [("FC133", "now")]


def test_now_is_no_value_of_a_definition_either(findings):
    assert findings("define limit for loan\n    now - 3 hours\n") == [("FC133", "now")]


@pytest.mark.parametrize(
    "row",
    [
        "today when lost",
        "(today + 3 days) when lost",
        "(due_on else today) when lost",
        "(today - due_on) when lost",
        "(full days from due_on to today) when lost",
        "(09:00 on today) when lost",
        "cutoff when lost",
    ],
)
def test_an_outcome_that_holds_today_is_warned_of(check, row):
    cutoff = "define cutoff for loan\n    today + 3 days\n"
    (found,) = check(
        f"decide answer for loan\n    {row}\n    {row[:-4]}damaged\n{cutoff}"
    ).diagnostics
    assert (found.code, found.severity) == ("FC134", Severity.WARNING)
    assert found.message == "what `decide answer` says contains `today`, so it changes every day"


@pytest.mark.parametrize(
    "row",
    [
        "yes when due_on < today",
        "due_on when due_on in today .. today + 3 days",
        "(full years from due_on to today) when lost",
        "yes when cutoff > due_on",
    ],
)
def test_comparing_with_today_is_nothing_to_be_warned_of(findings, row):
    cutoff = "define cutoff for loan\n    today + 3 days\n"
    assert findings(f"decide answer for loan\n    {row}\n{cutoff}") == []


# Moments the clock skips -------------------------------------------------------------------


def test_a_moment_that_the_clock_skips_moves_on_by_the_gap(check, decide):
    """In Lisbon the clock went from 1:00 to 2:00 on 29 March 2026."""
    text = "parameter since\n    2026-03-29 01:30\n" + decide_loan(
        "lent_at = 2026-03-29 01:30 and lent_at = since"
    )
    lent = loans(lent_at="2026-03-29T02:30")
    assert decide(text, lent, zone="Europe/Lisbon")["answer", "L1"] is True
    assert decide(text, lent, zone="UTC")["answer", "L1"] is False
    (values,) = check(text, zone="Europe/Lisbon").plan.parameters["since"].values.values()
    assert str(values[0].value) == "2026-03-29 02:30:00"
