"""What becomes of a task, whom it falls to, to whom it goes up, and what must be asked to tell."""

import pytest

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
WHOLE_LIFE = """
task call for lead "Call"
    who        salesperson
    from       opened_at
    due        on opened_at + 2 days
    until      opened_at + 9 days
    done       earliest contact where about has call
    escalate   sales_manager after 2 days overdue
"""
LEAD = {"leads": [{"id": "L1", "opened_at": "2026-03-02T10:00", "salesperson": "S1"}]}
WAIVED = {
    "waivers": [{"id": "W", "task": "call", "of": "lead:L1", "waived_at": "2026-03-05T10:00"}]
}


@pytest.mark.parametrize(
    ("as_of", "more", "status"),
    [
        ("2026-03-02T09:59", {}, "planned"),
        ("2026-03-03", {}, "open"),
        ("2026-03-04", {}, "due"),
        ("2026-03-05", {}, "overdue"),
        ("2026-03-06", {}, "overdue"),
        ("2026-03-07", {}, "critical"),
        ("2026-03-11T10:00:01", {}, "missed"),
        ("2026-03-12", {"called": "2026-03-04T23:59"}, "done"),
        ("2026-03-12", {"called": "2026-03-05T00:00"}, "done_late"),
        ("2026-03-12", WAIVED, "waived"),
    ],
)
def test_each_status_follows_from_the_records_and_the_moment(
    outcome, task, call, as_of, more, status
):
    file = LEAD | {name: value for name, value in more.items() if name != "called"}
    if "called" in more:
        file["contacts"] = [call(more["called"], "call", lead="L1")]
    assert task(outcome(WHOLE_LIFE, file, as_of, STAFF))["status"] == status


@pytest.mark.parametrize("as_of", ["2026-03-07", "2026-03-10", "2026-03-12"])
def test_what_is_done_missed_or_waived_has_gone_up_to_nobody(outcome, task, as_of):
    found = task(outcome(WHOLE_LIFE, LEAD, as_of, STAFF))
    expected = None if found["status"] == "missed" else "sales_manager"
    assert found["escalated_to"] == expected
    found = task(outcome(WHOLE_LIFE, LEAD | WAIVED, as_of, STAFF))
    assert (found["status"], found["escalated_to"]) == ("waived", None)


def test_without_a_deadline_it_is_open(outcome, task):
    text = 'task greet for lead "Greet"\n    when  status = open\n'
    found = task(outcome(text, {"leads": [{"id": "L1"}]}, "2026-03-06"), "greet")
    assert (found["status"], found["due"], found["due_precision"]) == ("open", None, None)


# Going up --------------------------------------------------------------------------------------

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
def test_what_stays_overdue_goes_up(outcome, task, as_of, status, role, person):
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00", "salesperson": "S1"}]}
    found = task(outcome(ESCALATED, file, as_of, STAFF))
    assert found["person"] == "S1"
    assert (found["status"], found["escalated_to"], found["escalated_person"]) == (
        status,
        role,
        person,
    )


# Whom it falls to ------------------------------------------------------------------------------


def test_a_role_that_one_person_has_is_that_person(outcome, task):
    text = 'task greet for lead "Greet"\n    who  general_manager\n    when  status = open\n'
    file = {"leads": [{"id": "L1"}]}
    assert task(outcome(text, file, "2026-03-06", STAFF), "greet")["person"] == "G1"
    assert task(outcome(text, file, "2026-03-06"), "greet")["person"] is None


def test_a_field_may_name_the_person(outcome, task):
    text = 'task settle for complaint "Settle"\n    who  person received_by\n    when not appeal\n'
    file = {"complaints": [{"id": "X1", "received_by": "S1"}]}
    found = task(outcome(text, file, "2026-03-06", STAFF), "settle")
    assert (found["role"], found["person"]) == (None, "S1")


def test_the_preferred_channel_comes_first(outcome, task):
    text = (
        'task greet for lead "Greet"\n    when  status = open\n'
        "    channel  customer.preferred_channel, phone, sms\n"
    )
    file = {"leads": [{"id": "L1"}], "preferred_channel": "sms"}
    assert task(outcome(text, file, "2026-03-06"), "greet")["channels"] == ["sms", "phone"]


# What must be asked ----------------------------------------------------------------------------


def test_a_deadline_that_is_not_known_is_asked_for(outcome, task, asked_for):
    text = 'task call for lead "Call"\n    due  on expected_purchase_on - 2 days\n'
    found = outcome(text, {"leads": [{"id": "L1"}]}, "2026-01-31")
    assert (task(found)["due"], task(found)["status"]) == (None, "open")
    assert asked_for(found) == ["lead:L1.expected_purchase_on"]


TIMED = """
task call for lead "Call"
    from       opened_at
    due        on opened_at + 2 days
    until      expected_purchase_on
    done       earliest contact where about has call and channel = phone
    done when  model_chosen
"""
WHEN = {"opened_at": "2026-03-02T10:00", "expected_purchase_on": "2026-04-01"}


@pytest.mark.parametrize(
    ("lead", "contact", "asked"),
    [
        (
            {"expected_purchase_on": "2026-04-01", "model_chosen": False},
            {},
            ["lead:L1.opened_at"],
        ),
        (
            {"opened_at": "2026-03-02T10:00", "model_chosen": False},
            {},
            ["lead:L1.expected_purchase_on"],
        ),
        (WHEN, {}, ["lead:L1.model_chosen"]),
        (WHEN | {"model_chosen": False}, {"channel": "phone"}, ["customer:C1.contacts.at"]),
        (
            WHEN | {"model_chosen": False},
            {"at": "2026-03-03T10:00"},
            ["customer:C1.contacts.channel"],
        ),
        (WHEN | {"model_chosen": False}, {"at": "2026-03-09T10:00"}, []),
        (WHEN | {"model_chosen": False}, {"at": "2026-03-03T10:00", "channel": "sms"}, []),
    ],
)
def test_what_keeps_the_status_unknown_is_asked_for(outcome, asked_for, lead, contact, asked):
    contacts = [{"id": "K1", "lead": "L1", "about": ["call"], **contact}] if contact else []
    found = outcome(TIMED, {"leads": [{"id": "L1", **lead}], "contacts": contacts}, "2026-03-05")
    assert asked_for(found) == asked


@pytest.mark.parametrize(
    "settled",
    [
        {"contacts": [{"id": "K", "lead": "L1", "about": ["call"], "at": "2026-03-01T10:00"}]},
        {
            "waivers": [
                {"id": "W", "task": "call", "of": "lead:L1", "waived_at": "2026-03-01T10:00"}
            ]
        },
    ],
)
def test_of_what_is_settled_nothing_more_is_asked(outcome, asked_for, settled):
    text = (
        'task call for lead "Call"\n    from  next_action_on\n    until  expected_purchase_on\n'
        "    done  earliest contact where about has call\n"
    )
    lead = {"leads": [{"id": "L1", "next_action_on": "2026-02-01"}]}
    assert asked_for(outcome(text, lead, "2026-03-05")) == ["lead:L1.expected_purchase_on"]
    assert asked_for(outcome(text, lead | settled, "2026-03-05")) == []


def test_the_moment_of_the_last_time_is_asked_for(outcome, task, asked_for):
    text = (
        'task call for lead "Call"\n'
        "    every  2 days after latest contact where reached, else opened_at\n"
    )
    file = {
        "leads": [{"id": "L1", "opened_at": "2026-03-01T10:00"}],
        "contacts": [{"id": "K1", "lead": "L1"}],
    }
    found = outcome(text, file, "2026-03-02")
    assert task(found)["due"] == "2026-03-03"
    assert asked_for(found) == ["customer:C1.contacts.at"]


def test_a_waiver_that_does_not_say_for_what_is_asked_about(outcome, asked_for):
    waiver = {"id": "W1", "of": "lead:L1", "waived_at": "2026-03-03T10:00"}
    found = outcome(WHOLE_LIFE, LEAD | {"waivers": [waiver]}, "2026-03-04", STAFF)
    assert asked_for(found) == ["customer:C1.waivers.task"]


def test_working_days_need_a_calendar(outcome, task):
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00"}]}
    found = outcome(ESCALATED, file, "2026-03-20")
    assert task(found)["status"] == "overdue"
    assert found["missing"] == [{"field": "working days", "matters_to": ["call"]}]


def test_an_escalation_that_is_not_configured_is_told_once_it_matters(outcome):
    text = (
        'parameter patience "How long"\n    required in 1 day .. 9 days\n'
        'task call for lead "Call"\n    due  on opened_at\n'
        "    escalate sales_manager after patience overdue\n"
    )
    file = {"leads": [{"id": "L1", "opened_at": "2026-03-06T10:00"}]}
    found = outcome(text, file, "2026-03-20")
    assert found["not_configured"] == [{"parameter": "patience", "matters_to": ["call"]}]
    assert outcome(text, file, "2026-03-06")["not_configured"] == []
