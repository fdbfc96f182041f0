"""Tasks: deadlines with their precision, recurrence, evidence, chains, escalation."""

import pytest

DELIVERED = {"deliveries": [{"id": "D1", "delivered_at": "2026-01-31T10:00", "salesperson": "S1"}]}


def call(at, about, **more):
    return {"id": f"K{at}", "at": at, "about": [about], "channel": "phone", **more}


def task(found, name="call"):
    (one,) = [one for one in found["tasks"] if one["name"] == name]
    return one


def tasks(found, name="call"):
    return [(one["occurrence"], one["due"], one["status"]) for one in found["tasks"]]


# E1: deadlines ---------------------------------------------------------------------------------

BY_MOMENT = """
task call for delivery "Call"
    who        salesperson
    from       delivered_at
    due        by delivered_at + 3 hours
    until      delivered_at + 3 days
    done       earliest contact where about has call and reached
"""


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-01-31T09:59", "planned"),
        ("2026-01-31T10:00", "due"),
        ("2026-01-31T13:00", "due"),
        ("2026-01-31T13:00:01", "overdue"),
        ("2026-02-03T10:00", "overdue"),
        ("2026-02-03T10:00:01", "missed"),
    ],
)
def test_a_deadline_by_a_moment_counts_the_moment(outcome, as_of, status):
    found = task(outcome(BY_MOMENT, DELIVERED, as_of))
    assert (found["status"], found["due"], found["due_precision"]) == (
        status,
        "2026-01-31T13:00:00+00:00",
        "moment",
    )


@pytest.mark.parametrize(
    ("due", "at_nine", "a_second_before"),
    [
        ("before 09:00 on date of agreed_at", "overdue", "due"),
        ("by 09:00 on date of agreed_at", "due", "due"),
    ],
)
def test_strictly_before_does_not_count_it(outcome, due, at_nine, a_second_before):
    text = f'task call for delivery "Call"\n    due  {due}\n'
    file = {"deliveries": [{"id": "D1", "agreed_at": "2026-03-01T15:00"}]}
    assert task(outcome(text, file, "2026-03-01T09:00"))["status"] == at_nine
    assert task(outcome(text, file, "2026-03-01T08:59:59"))["status"] == a_second_before


def test_a_day_is_open_until_its_end(outcome):
    text = 'task enter for delivery "Enter"\n    due  on delivered_at\n'
    found = task(outcome(text, DELIVERED, "2026-01-31T23:59:59"), "enter")
    assert (found["due"], found["due_precision"], found["status"]) == ("2026-01-31", "day", "due")
    assert task(outcome(text, DELIVERED, "2026-02-01"), "enter")["status"] == "overdue"


@pytest.mark.parametrize(
    ("made", "due"), [("2026-03-01T12:00", "2026-03-07"), ("2026-03-09T12:00", "2026-03-09")]
)
def test_short_notice_moves_the_deadline_to_the_agreement(outcome, made, due):
    text = (
        'task prepare for delivery "Prepare"\n'
        "    due  on agreed_at - 3 days, not before agreement_made_at\n"
    )
    agreed = {"id": "D1", "agreed_at": "2026-03-10T10:00", "agreement_made_at": made}
    assert task(outcome(text, {"deliveries": [agreed]}, "2026-03-01"), "prepare")["due"] == due


def test_what_has_not_happened_makes_no_task(outcome):
    assert outcome(BY_MOMENT, {"deliveries": [{"id": "D1"}]}, "2026-01-31")["tasks"] == []


def test_a_missing_deadline_is_a_task_without_one_and_asks(outcome):
    text = 'task call for lead "Call"\n    due  on expected_purchase_on - 2 days\n'
    found = outcome(text, {"leads": [{"id": "L1"}]}, "2026-01-31")
    assert (task(found)["due"], task(found)["status"]) == (None, "open")
    assert found["missing"] == [{"field": "lead:L1.expected_purchase_on", "matters_to": ["call"]}]


# E2: recurrence ---------------------------------------------------------------------------------

AFTER = """
task call for lead "Call"
    when       status = open
    every      2 days after latest contact where reached, else opened_at
"""


def test_it_counts_from_the_last_time_it_was_done(outcome):
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-01T18:00"}]}
    assert tasks(outcome(AFTER, file, "2026-03-03")) == [("start", "2026-03-03", "due")]
    file["contacts"] = [
        {"id": "K1", "lead": "L1", "at": "2026-03-02T09:00"},
        {"id": "K2", "lead": "L1", "at": "2026-03-03T09:00", "reached": False},
        {"id": "K3", "at": "2026-03-03T09:00"},
    ]
    assert tasks(outcome(AFTER, file, "2026-03-05")) == [("K1", "2026-03-04", "overdue")]


MONTHLY = """
task call for delivery "Care"
    every      1 month from delivered_at, first at 2 months
    done       earliest contact where about has call
"""


def test_the_nth_time_is_counted_from_the_anchor(outcome):
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-02-01")) == [("2", "2026-03-31", "planned")]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-03-31")) == [("2", "2026-03-31", "due")]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-04-30")) == [
        ("2", "2026-03-31", "overdue"),
        ("3", "2026-04-30", "due"),
    ]
    assert tasks(outcome(MONTHLY, DELIVERED, "2026-05-01")) == [("3", "2026-04-30", "overdue")]


def test_a_call_counts_for_the_occurrence_that_had_begun(outcome):
    file = DELIVERED | {"contacts": [call("2026-04-02T09:00", "call", delivery="D1")]}
    assert tasks(outcome(MONTHLY, file, "2026-04-03")) == [("2", "2026-03-31", "done_late")]
    file = DELIVERED | {"contacts": [call("2026-05-01T09:00", "call", delivery="D1")]}
    assert tasks(outcome(MONTHLY, file, "2026-05-02")) == [("3", "2026-04-30", "done_late")]


VISITS = """
task call for delivery "Every quarter"
    every      3 months from delivered_at
task consolidate for delivery "Months 12 and 24"
    on         delivered_at + 12 months, delivered_at + 24 months
    instead of call
    counts for call
    done       earliest contact where about has consolidate
"""


def test_given_days_stand_instead_of_the_calendar(outcome):
    found = outcome(VISITS, DELIVERED, "2027-01-31")
    assert tasks(found) == [("3", "2026-10-31", "overdue"), ("1", "2027-01-31", "due")]


# E3: evidence -----------------------------------------------------------------------------------


def test_a_call_about_it_is_the_evidence(outcome):
    file = DELIVERED | {"contacts": [call("2026-01-31T13:00", "call", delivery="D1")]}
    found = task(outcome(BY_MOMENT, file, "2026-02-20"))
    assert (found["status"], found["done_at"]) == ("done", "2026-01-31T13:00:00+00:00")


def test_evidence_after_the_deadline_is_late(outcome):
    file = DELIVERED | {"contacts": [call("2026-01-31T13:00:01", "call", delivery="D1")]}
    assert task(outcome(BY_MOMENT, file, "2026-02-20"))["status"] == "done_late"


@pytest.mark.parametrize(
    "contact",
    [
        call("2026-01-31T13:00", "something_else", delivery="D1"),
        call("2026-01-31T13:00", "call", delivery="D1", reached=False),
        call("2026-01-31T13:00", "call"),
    ],
)
def test_other_calls_are_not(outcome, contact):
    file = DELIVERED | {"contacts": [contact]}
    assert task(outcome(BY_MOMENT, file, "2026-02-01"))["status"] == "overdue"


def test_a_condition_may_show_it_done(outcome):
    text = 'task file for contact "Write it down"\n    done when  recorded_at is known\n'
    open_, done = (
        {"contacts": [call("2026-01-31T13:00", "call", **more)]}
        for more in ({}, {"recorded_at": "2026-01-31T13:10"})
    )
    assert task(outcome(text, open_, "2026-02-01"), "file")["status"] == "open"
    assert task(outcome(text, done, "2026-02-01"), "file")["status"] == "done"


def test_one_task_may_count_for_another(outcome):
    text = BY_MOMENT + (
        'task visit for delivery "Visit"\n'
        "    counts for call\n"
        "    done       earliest contact where about has visit\n"
    )
    file = DELIVERED | {"contacts": [call("2026-01-31T12:00", "visit", delivery="D1")]}
    assert task(outcome(text, file, "2026-02-20"), "call")["status"] == "done"


def test_a_waiver_lets_a_duty_off(outcome):
    waiver = {"id": "W1", "task": "call", "of": "delivery:D1", "waived_at": "2026-01-31T11:00"}
    found = outcome(BY_MOMENT, DELIVERED | {"waivers": [waiver]}, "2026-02-20")
    assert task(found)["status"] == "waived"


def test_a_waiver_is_for_the_occurrence_in_whose_time_it_was_given(outcome):
    waiver = {"id": "W1", "task": "call", "of": "delivery:D1", "waived_at": "2026-04-02T11:00"}
    file = DELIVERED | {"waivers": [waiver]}
    assert tasks(outcome(MONTHLY, file, "2026-04-03")) == [("2", "2026-03-31", "waived")]
    assert tasks(outcome(MONTHLY, file, "2026-05-01")) == [("3", "2026-04-30", "overdue")]
    assert tasks(outcome(MONTHLY, file, "2026-04-01")) == [("2", "2026-03-31", "overdue")]


# E4: chains -------------------------------------------------------------------------------------

CHAIN = """
task clear for visit "Clear the table"
    due        by left_at + 5 minutes
    done when  table_cleared_at is known
    done       latest contact where about has clear
task reset for visit "Reset the car"
    due        by (clear.done else clear.due) + 5 minutes
"""


def test_a_deadline_may_count_from_another_tasks(outcome):
    file = {"visits": [{"id": "V1", "left_at": "2026-03-01T10:00"}]}
    found = task(outcome(CHAIN, file, "2026-03-01T10:00"), "reset")
    assert found["due"] == "2026-03-01T10:10:00+00:00"
    file["contacts"] = [call("2026-03-01T10:02", "clear", visit="V1")]
    found = task(outcome(CHAIN, file, "2026-03-01T10:03"), "reset")
    assert found["due"] == "2026-03-01T10:07:00+00:00"


# Persons and escalation -------------------------------------------------------------------------

STAFF = {
    "staff": [
        {"id": "S1", "roles": ["salesperson"], "reports_to": "M1"},
        {"id": "M1", "roles": ["sales_manager"]},
        {"id": "G1", "roles": ["general_manager"]},
    ],
    "opening": [
        {"weekday": day, "from": "09:00", "to": "18:00"}
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ],
}
ESCALATED = """
task call for lead "Call"
    who        salesperson
    due        on opened_at
    escalate   sales_manager after 1 working day overdue
    escalate   general_manager after 5 working days overdue
"""


@pytest.mark.parametrize(
    ("as_of", "status", "role", "person"),
    [
        ("2026-03-06", "due", None, None),
        ("2026-03-07", "overdue", None, None),
        ("2026-03-09", "overdue", None, None),
        ("2026-03-10", "critical", "sales_manager", "M1"),
        ("2026-03-14", "critical", "general_manager", "G1"),
    ],
)
def test_what_stays_overdue_goes_up(outcome, as_of, status, role, person):
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00", "salesperson": "S1"}]}
    found = task(outcome(ESCALATED, file, as_of, STAFF))
    assert found["person"] == "S1"
    assert (found["status"], found["escalated_to"], found["escalated_person"]) == (
        status,
        role,
        person,
    )


def test_working_days_need_a_calendar(outcome):
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00"}]}
    found = outcome(ESCALATED, file, "2026-03-20")
    assert task(found)["status"] == "overdue"
    assert found["missing"] == [{"field": "working days", "matters_to": ["call"]}]


def test_an_escalation_that_is_not_configured_is_told(outcome):
    text = (
        'parameter patience "How long"\n    required in 1 day .. 9 days\n'
        'task call for lead "Call"\n    due  on opened_at\n'
        "    escalate sales_manager after patience overdue\n"
    )
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00"}]}
    found = outcome(text, file, "2026-03-20")
    assert found["not_configured"] == [{"parameter": "patience", "matters_to": ["call"]}]
    assert outcome(text, file, "2026-03-06")["not_configured"] == []


def test_a_role_that_one_person_has_is_that_person(outcome):
    text = 'task greet for lead "Greet"\n    who  general_manager\n'
    file = {"leads": [{"id": "L1"}]}
    assert task(outcome(text, file, "2026-03-06", STAFF), "greet")["person"] == "G1"
    assert task(outcome(text, file, "2026-03-06"), "greet")["person"] is None


def test_the_preferred_channel_comes_first(outcome):
    text = 'task greet for lead "Greet"\n    channel  customer.preferred_channel, phone, sms\n'
    file = {"leads": [{"id": "L1"}], "preferred_channel": "sms"}
    assert task(outcome(text, file, "2026-03-06"), "greet")["channels"] == ["sms", "phone"]


def test_hours_follow_the_clock_of_the_store(outcome):
    file = {"deliveries": [{"id": "D1", "delivered_at": "2026-03-29T00:30"}]}
    found = task(outcome(BY_MOMENT, file, "2026-03-29T00:30", zone="Europe/Berlin"))
    assert found["due"] == "2026-03-29T04:30:00+02:00"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("due  by opened_at + 3", "FC107"),
        ("due  by expected_purchase_on", "FC108"),
        ("due  soon", "FC105"),
        ("who  salesman", "FC120"),
        ("every  2 days", "FC123"),
        ("every  2 after opened_at", "FC108"),
        ("every  0 days after opened_at", "FC123"),
        ("every  0 months from opened_at", "FC123"),
        ("every  1 month from opened_at, first at 45 days", "FC123"),
        ("done  about has call", "FC105"),
        ("channel  telegraph", "FC120"),
        ("obligation  maybe", "FC120"),
        ("escalate  sales_manager", "FC123"),
        ("until  yes", "FC108"),
        ("counts for  nothing_there", "FC123"),
        ("dew  today", "FC102"),
    ],
)
def test_mistakes_are_told_by_line(policy, line, code):
    found = policy(f'task call for lead "Call"\n    {line}\n').errors
    assert [(one.code, one.place.line) for one in found] == [(code, 3)]
