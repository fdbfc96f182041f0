"""Recurrence: after the last time, on a calendar, on given days, on each day the store is open."""

import pytest

DELIVERED = {"deliveries": [{"id": "D1", "delivered_at": "2026-01-31T10:00"}]}

# After the last time ---------------------------------------------------------------------------

AFTER = """
levels warmth  hot, cold
parameter contact_every by warmth
    hot        2 days
    cold       7 days
decide warmth for lead "How warm"
    hot        when model_chosen
    cold       otherwise
task call for lead "Keep in touch at the level's pace"
    when       status = open
    every      contact_every[warmth] after latest customer.contact where reached, else opened_at
"""


def test_it_counts_from_the_last_time(outcome, tasks):
    lead = {"id": "L1", "opened_at": "2026-03-01T18:00", "model_chosen": True}
    file = {"leads": [lead]}
    assert tasks(outcome(AFTER, file, "2026-03-03")) == [("start", "2026-03-03", "due")]
    file["contacts"] = [
        {"id": "K1", "lead": "L1", "at": "2026-03-02T09:00"},
        {"id": "K2", "lead": "L1", "at": "2026-03-03T09:00", "reached": False},
    ]
    assert tasks(outcome(AFTER, file, "2026-03-05")) == [("K1", "2026-03-04", "overdue")]
    lead["model_chosen"] = False
    assert tasks(outcome(AFTER, file, "2026-03-05")) == [("K1", "2026-03-09", "open")]


def test_a_contact_planned_for_tomorrow_is_not_the_last_one(outcome, tasks):
    lead = {"id": "L1", "opened_at": "2026-03-01T18:00", "model_chosen": True}
    planned = {"id": "K1", "at": "2026-03-06T09:00"}
    file = {"leads": [lead], "contacts": [planned]}
    assert tasks(outcome(AFTER, file, "2026-03-06T08:59")) == [("start", "2026-03-03", "overdue")]
    assert tasks(outcome(AFTER, file, "2026-03-06T09:00")) == [("K1", "2026-03-08", "open")]


def test_nor_is_the_moment_of_a_contact_to_come(outcome, tasks):
    text = (
        'task call for lead "Call"\n'
        "    every  2 days after latest contact.at where reached, else opened_at\n"
    )
    file = {
        "leads": [{"id": "L1", "opened_at": "2026-03-01T18:00"}],
        "contacts": [{"id": "K1", "lead": "L1", "at": "2026-03-06T09:00"}],
    }
    assert tasks(outcome(text, file, "2026-03-05")) == [("start", "2026-03-03", "overdue")]


def test_a_latest_in_another_statement_means_what_it_says(outcome, tasks):
    text = (
        'define last_one for lead "The last contact, also one that is planned"\n'
        "    latest contact\n"
        'task call for lead "Call"\n    every  2 days after last_one, else opened_at\n'
    )
    file = {
        "leads": [{"id": "L1", "opened_at": "2026-03-01T18:00"}],
        "contacts": [{"id": "K1", "lead": "L1", "at": "2026-03-06T09:00"}],
    }
    assert tasks(outcome(text, file, "2026-03-05")) == [("K1", "2026-03-08", "open")]


def test_the_day_may_have_a_time(outcome, tasks):
    text = AFTER + "    due  by 18:00 on due\n"
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-01T19:00", "model_chosen": True}]}
    assert tasks(outcome(text, file, "2026-03-03T18:00:01")) == [
        ("start", "2026-03-03T18:00:00+00:00", "overdue")
    ]


def test_what_showed_the_last_time_done_does_not_show_the_next_one(outcome, tasks, call):
    text = (
        'task call for lead "Call"\n'
        "    every  2 days after latest contact where reached, else opened_at\n"
        "    done   earliest contact where about has call\n"
    )
    file = {
        "leads": [{"id": "L1", "opened_at": "2026-03-01T09:00"}],
        "contacts": [call("2026-03-02T09:00", "call", lead="L1")],
    }
    last_time = "K2026-03-02T09:00"
    assert tasks(outcome(text, file, "2026-03-03")) == [(last_time, "2026-03-04", "open")]
    file["contacts"].append(call("2026-03-04T09:00", "call", lead="L1", reached=False))
    assert tasks(outcome(text, file, "2026-03-05")) == [(last_time, "2026-03-04", "done")]


# On a calendar ---------------------------------------------------------------------------------

MONTHLY = """
task call for delivery "Care"
    every      1 month from delivered_at, first at 2 months
    done       earliest contact where about has call
"""


def test_the_nth_time_is_counted_from_the_anchor(outcome, tasks):
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-02-01")) == [("2", "2026-03-31", "planned")]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-03-31")) == [("2", "2026-03-31", "due")]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-04-30")) == [
        ("2", "2026-03-31", "overdue"),
        ("3", "2026-04-30", "due"),
    ]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-05-01")) == [("3", "2026-04-30", "overdue")]


def test_the_unit_alone_is_one_of_it(outcome, tasks):
    text = MONTHLY.replace("1 month", "month")
    assert tasks(outcome(text, DELIVERED, "2026-03-31")) == [("2", "2026-03-31", "due")]


def test_a_call_counts_for_the_occurrence_that_had_begun(outcome, tasks, call):
    for at, now, expected in (
        ("2026-04-02T09:00", "2026-04-03", ("2", "2026-03-31", "done_late")),
        ("2026-05-01T09:00", "2026-05-02", ("3", "2026-04-30", "done_late")),
    ):
        file = DELIVERED | {"contacts": [call(at, "call", delivery="D1")]}
        assert tasks(outcome(MONTHLY, file, now)) == [expected]


def test_the_lines_beside_it_are_about_the_deadline_of_each_time(outcome, task):
    text = MONTHLY + "    due  by 18:00 on due\n    from  due - 1 hour\n    until  due + 1 day\n"
    found = task(outcome(text, DELIVERED, "2026-03-31T16:59"))
    assert (found["from"], found["due"], found["until"], found["status"]) == (
        "2026-03-31T17:00:00+00:00",
        "2026-03-31T18:00:00+00:00",
        "2026-04-01T18:00:00+00:00",
        "planned",
    )


def test_a_condition_may_show_each_time_done(outcome, tasks):
    text = (
        'task call for delivery "Care"\n    every  1 month from delivered_at\n'
        "    done when  any customer.survey where date of answered_at >= due\n"
    )
    file = DELIVERED | {"surveys": [{"id": "S1", "answered_at": "2026-03-05T10:00"}]}
    assert tasks(outcome(text, file, "2026-03-10")) == [("1", "2026-02-28", "done")]
    assert tasks(outcome(text, file, "2026-04-10")) == [("2", "2026-03-31", "overdue")]


def test_a_step_worked_out_as_nothing_makes_no_task(outcome, tasks):
    text = (
        'task call for delivery "Care"\n'
        "    every  1 day * (count of contact where reached) from delivered_at\n"
    )
    assert tasks(outcome(text, DELIVERED, "2026-03-10")) == []
    file = DELIVERED | {"contacts": [{"id": "K1", "delivery": "D1", "at": "2026-02-01T10:00"}]}
    assert tasks(outcome(text, file, "2026-03-10"))[-1] == ("38", "2026-03-10", "due")


# On given days ---------------------------------------------------------------------------------

VISITS = """
task call for delivery "Every quarter"
    every      3 months from delivered_at
task consolidate for delivery "Visit in months 12 and 24"
    on         delivered_at + 12 months, delivered_at + 24 months
    instead of call
    done       earliest contact where about has consolidate
"""


def test_given_days_stand_instead_of_the_calendar(outcome, tasks):
    found = outcome(VISITS, DELIVERED, "2027-01-31")
    assert tasks(found) == [("3", "2026-10-31", "overdue"), ("1", "2027-01-31", "due")]
    found = outcome(VISITS, DELIVERED, "2027-04-30")
    assert tasks(found) == [("5", "2027-04-30", "due"), ("1", "2027-01-31", "overdue")]


@pytest.mark.parametrize("line", ["when  customer.vip", 'off  "not here"'])
def test_but_only_where_there_is_the_other_task(outcome, tasks, line):
    found = outcome(f"{VISITS}    {line}\n", DELIVERED, "2027-01-31")
    assert tasks(found)[-1] == ("4", "2027-01-31", "due")


def test_a_task_that_is_due_once_is_replaced_on_its_day(outcome, tasks):
    text = (
        'task thank for delivery "Thank"\n    due  on delivered_at\n'
        'task greet for delivery "Greet, and thank by the way"\n    when  customer.vip\n'
        "    due  by 18:00 on date of delivered_at\n    instead of  thank\n"
    )
    found = outcome(text, DELIVERED | {"vip": True}, "2026-01-31")
    assert tasks(found) == [(None, "2026-01-31T18:00:00+00:00", "due")]
    assert tasks(outcome(text, DELIVERED, "2026-01-31")) == [(None, "2026-01-31", "due")]


GIVEN = """
task call for lead "Call"
    on  expected_purchase_on, date of opened_at + 1 month
"""


def test_given_days_come_in_the_order_of_time_and_keep_their_numbers(outcome, tasks):
    lead = {"id": "L1", "opened_at": "2026-03-01T10:00", "expected_purchase_on": "2026-05-01"}
    assert tasks(outcome(GIVEN, {"leads": [lead]}, "2026-04-01")) == [("2", "2026-04-01", "due")]
    assert tasks(outcome(GIVEN, {"leads": [lead]}, "2026-05-01"))[-1] == ("1", "2026-05-01", "due")


def test_a_day_that_is_not_known_keeps_no_other_back_and_is_asked_for(outcome, tasks, asked_for):
    found = outcome(GIVEN, {"leads": [{"id": "L1", "opened_at": "2026-03-01T10:00"}]}, "2026-04-01")
    assert tasks(found) == [("2", "2026-04-01", "due")]
    assert asked_for(found) == ["lead:L1.expected_purchase_on"]
    found = outcome(GIVEN, {"leads": [{"id": "L1"}]}, "2026-04-01")
    assert tasks(found) == []
    assert asked_for(found) == ["lead:L1.expected_purchase_on", "lead:L1.opened_at"]


# On each day -----------------------------------------------------------------------------------

HOURS = {
    "opening": [
        {"weekday": day, "from": "09:00", "to": "18:00"}
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ],
    "exceptions": [{"on": "2026-03-11", "open": False}, {"on": "2026-03-14", "open": True}],
}
CHECK = """
task check for store "Look round the showroom"
    every      working day
    who        sales_manager
    due        by closing
    done       earliest duty where name = "check"
"""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-03-13T18:00", [("2026-03-12", "overdue"), ("2026-03-13", "due")]),
        ("2026-03-13T18:00:01", [("2026-03-12", "overdue"), ("2026-03-13", "overdue")]),
        ("2026-03-11T12:00", [("2026-03-10", "overdue")]),
        ("2026-03-12T12:00", [("2026-03-10", "overdue"), ("2026-03-12", "due")]),
        ("2026-03-15T12:00", [("2026-03-14", "open")]),
    ],
)
def test_each_day_on_which_the_store_is_open(outcome_of_store, tasks, as_of, expected):
    found = tasks(outcome_of_store(CHECK, HOURS, as_of))
    assert [(occurrence, status) for occurrence, _, status in found] == expected


def test_what_was_done_on_a_day_counts_for_that_day(outcome_of_store, tasks):
    done = {"duties": [{"id": "1", "name": "check", "done_at": "2026-03-12T10:00"}]}
    found = tasks(outcome_of_store(CHECK, HOURS | done, "2026-03-13T12:00"))
    assert found == [("2026-03-13", "2026-03-13T18:00:00+00:00", "due")]
    found = tasks(outcome_of_store(CHECK, HOURS | done, "2026-03-12T12:00"))
    assert found[-1] == ("2026-03-12", "2026-03-12T18:00:00+00:00", "done")


def test_days_undone_stay_until_their_end(outcome_of_store, tasks):
    found = tasks(outcome_of_store(CHECK + "    until  due + 3 days\n", HOURS, "2026-03-13T12:00"))
    days = ["2026-03-10", "2026-03-12", "2026-03-13"]
    assert [occurrence for occurrence, _, _ in found] == days


def test_days_on_which_a_store_is_open_want_its_opening_hours(outcome_of_store):
    found = outcome_of_store(CHECK, {"name": "No hours"}, "2026-03-13T12:00")
    assert found["tasks"] == []
    assert found["missing"] == [{"field": "working days", "matters_to": ["check"]}]


def test_working_days_may_count_from_a_date_however_long_ago(outcome, tasks):
    text = 'task call for lead "Call"\n    every  working day from opened_at\n'
    for opened, now, expected in (
        ("2026-03-13T10:00", "2026-03-16", ("2026-03-16", "2026-03-16", "due")),
        ("1996-03-13T10:00", "2026-03-16", ("2026-03-16", "2026-03-16", "due")),
        ("2026-03-17T10:00", "2026-03-16", ("2026-03-18", "2026-03-18", "planned")),
    ):
        file = {"leads": [{"id": "L1", "opened_at": opened}]}
        assert tasks(outcome(text, file, now, HOURS))[-1] == expected


def test_every_day_is_open_days_or_not(outcome_of_store, tasks):
    text = 'task check for store "Look round"\n    every  day\n    due  by 20:00 on due\n'
    found = tasks(outcome_of_store(text, HOURS, "2026-03-15T12:00"))
    assert found == [
        ("2026-03-14", "2026-03-14T20:00:00+00:00", "overdue"),
        ("2026-03-15", "2026-03-15T20:00:00+00:00", "due"),
    ]
