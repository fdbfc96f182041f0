"""What shows a task done: a record, a condition, another task; and what lets somebody off it."""

import pytest

DELIVERED = {"deliveries": [{"id": "D1", "delivered_at": "2026-01-31T10:00"}]}
CALL = """
task call for delivery "Home safely?"
    due        by delivered_at + 3 hours
    until      delivered_at + 3 days
    done       earliest contact where about has call and reached and channel = phone
"""


def test_a_call_about_it_is_the_evidence(outcome, task, call):
    file = DELIVERED | {"contacts": [call("2026-01-31T13:00", "call", delivery="D1")]}
    found = task(outcome(CALL, file, "2026-02-20"))
    assert (found["status"], found["done_at"]) == ("done", "2026-01-31T13:00:00+00:00")


def test_evidence_after_the_deadline_is_late(outcome, task, call):
    file = DELIVERED | {"contacts": [call("2026-01-31T13:00:01", "call", delivery="D1")]}
    assert task(outcome(CALL, file, "2026-02-20"))["status"] == "done_late"


@pytest.mark.parametrize(
    "different",
    [{"about": ["visit"]}, {"reached": False}, {"channel": "sms"}, {"delivery": None}],
)
def test_other_calls_are_not(outcome, task, call, different):
    contact = call("2026-01-31T13:00", "call", delivery="D1") | different
    file = DELIVERED | {"contacts": [{k: v for k, v in contact.items() if v is not None}]}
    assert task(outcome(CALL, file, "2026-02-01"))["status"] == "overdue"


def test_a_call_planned_for_later_shows_nothing_yet(outcome, task, call):
    file = DELIVERED | {"contacts": [call("2026-01-31T12:00", "call", delivery="D1")]}
    for now, status, done_at in (
        ("2026-01-31T11:59:59", "due", None),
        ("2026-01-31T12:00", "done", "2026-01-31T12:00:00+00:00"),
    ):
        found = task(outcome(CALL, file, now))
        assert (found["status"], found["done_at"]) == (status, done_at)


def test_a_day_planned_for_later_shows_nothing_yet(outcome, task):
    text = 'task read for vehicle "Read"\n    due on delivered_on\n    done  earliest odometer\n'
    reading = {"id": "R1", "read_on": "2026-03-05", "km": 12}
    file = {"vehicles": [{"id": "V1", "delivered_on": "2026-03-01", "odometer": [reading]}]}
    assert task(outcome(text, file, "2026-03-04"), "read")["status"] == "overdue"
    assert task(outcome(text, file, "2026-03-05"), "read")["status"] == "done_late"


def test_a_day_is_in_time_for_a_moment_of_that_day(outcome, task):
    text = (
        'task read for vehicle "Read"\n    due  by 12:00 on delivered_on\n'
        "    done  earliest odometer\n"
    )
    for day, status in (("2026-03-01", "done"), ("2026-03-02", "done_late")):
        reading = {"id": "R1", "read_on": day, "km": 12}
        file = {"vehicles": [{"id": "V1", "delivered_on": "2026-03-01", "odometer": [reading]}]}
        assert task(outcome(text, file, "2026-03-04"), "read")["status"] == status


def test_a_condition_may_show_it_done(outcome, task, call):
    text = 'task file for contact "Write it down"\n    done when  recorded_at is known\n'
    for more, status in (({}, "open"), ({"recorded_at": "2026-01-31T13:10"}, "done")):
        file = {"contacts": [call("2026-01-31T13:00", "call", **more)]}
        assert task(outcome(text, file, "2026-02-01"), "file")["status"] == status


def test_a_step_may_show_it_done(outcome, task):
    text = 'task tour for delivery "Offer the tour"\n    done when  step tour_offered is done\n'
    for step, status in (({}, "open"), ({"done_at": "2026-01-31T10:30"}, "done")):
        steps = {"steps": [{"id": "1", "name": "tour_offered", **step}]}
        file = {"deliveries": [DELIVERED["deliveries"][0] | steps]}
        assert task(outcome(text, file, "2026-02-01"), "tour")["status"] == status


def test_a_record_or_a_condition_may_show_it_done(outcome, task, call):
    text = CALL + "    done when  customer_left_at is known\n"
    left = {"deliveries": [DELIVERED["deliveries"][0] | {"customer_left_at": "2026-01-31T11:00"}]}
    assert task(outcome(text, left, "2026-02-01"))["status"] == "done"
    called = DELIVERED | {"contacts": [call("2026-01-31T12:00", "call", delivery="D1")]}
    assert task(outcome(text, called, "2026-02-01"))["status"] == "done"


# Other tasks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("done  earliest contact where about has visit", "done"),
        ("done when  any contact where about has visit", "done"),
        ('done  earliest contact where about has visit\n    off  "not here"', "overdue"),
    ],
)
def test_one_task_may_count_for_others(outcome, task, call, line, status):
    text = CALL + f'task visit for delivery "Visit"\n    counts for  call\n    {line}\n'
    file = DELIVERED | {"contacts": [call("2026-01-31T12:00", "visit", delivery="D1")]}
    assert task(outcome(text, file, "2026-02-01"), "call")["status"] == status


def test_two_tasks_may_each_count_for_the_other(outcome, call):
    text = "".join(
        f'task {one} for delivery "{one}"\n    due  on delivered_at\n    counts for  {other}\n'
        f"    done  earliest contact where about has {one}\n"
        for one, other in (("letter", "visit"), ("visit", "letter"))
    )
    file = DELIVERED | {"contacts": [call("2026-01-31T12:00", "visit", delivery="D1")]}
    found = outcome(text, file, "2026-02-01")
    assert [(one["name"], one["status"]) for one in found["tasks"]] == [
        ("letter", "done"),
        ("visit", "done"),
    ]


# Waivers ---------------------------------------------------------------------------------------


def waiver(at, **more):
    return {"waivers": [{"id": "W1", "task": "call", "of": "delivery:D1", "waived_at": at, **more}]}


@pytest.mark.parametrize(
    ("as_of", "status"), [("2026-01-31T10:59", "due"), ("2026-01-31T11:00", "waived")]
)
def test_a_waiver_lets_a_duty_off_from_when_it_was_given(outcome, task, as_of, status):
    found = outcome(CALL, DELIVERED | waiver("2026-01-31T11:00"), as_of)
    assert task(found)["status"] == status


@pytest.mark.parametrize("other", [{"task": "visit"}, {"of": "delivery:D2"}])
def test_a_waiver_is_for_one_task_of_one_record(outcome, task, other):
    found = outcome(CALL, DELIVERED | waiver("2026-01-31T11:00", **other), "2026-02-01")
    assert task(found)["status"] == "overdue"


def test_a_waiver_is_for_the_occurrence_in_whose_time_it_was_given(outcome, tasks):
    text = (
        'task call for delivery "Care"\n    every  1 month from delivered_at, first at 2 months\n'
    )
    file = DELIVERED | waiver("2026-04-02T11:00")
    assert tasks(outcome(text, file, "2026-04-01")) == [("2", "2026-03-31", "overdue")]
    assert tasks(outcome(text, file, "2026-04-03")) == [("2", "2026-03-31", "waived")]
    assert tasks(outcome(text, file, "2026-05-01")) == [("3", "2026-04-30", "overdue")]


def test_where_it_counts_from_the_last_time_a_waiver_holds_until_then(outcome, tasks):
    text = (
        'task call for delivery "Keep in touch"\n'
        "    every  2 days after latest contact, else delivered_at\n"
    )
    file = DELIVERED | waiver("2026-02-01T11:00")
    assert tasks(outcome(text, file, "2026-02-03")) == [("start", "2026-02-02", "waived")]
    file["contacts"] = [{"id": "K1", "delivery": "D1", "at": "2026-02-03T09:00"}]
    assert tasks(outcome(text, file, "2026-02-06")) == [("K1", "2026-02-05", "overdue")]


# Chains ----------------------------------------------------------------------------------------

CHAIN = """
task clear for visit "Clear the table"
    due        by left_at + 5 minutes
    done       earliest contact where about has clear
task reset for visit "Reset the car"
    due        by (clear.done else clear.due) + 5 minutes
"""


def test_a_deadline_may_count_from_when_another_task_was_done_or_due(outcome, task, call):
    file = {"visits": [{"id": "V1", "left_at": "2026-03-01T10:00"}]}
    found = task(outcome(CHAIN, file, "2026-03-01T10:00"), "reset")
    assert found["due"] == "2026-03-01T10:10:00+00:00"
    file["contacts"] = [call("2026-03-01T10:02", "clear", visit="V1")]
    found = task(outcome(CHAIN, file, "2026-03-01T10:03"), "reset")
    assert found["due"] == "2026-03-01T10:07:00+00:00"


def test_and_not_from_when_it_is_planned_to_be_done(outcome, task, call):
    file = {"visits": [{"id": "V1", "left_at": "2026-03-01T10:00"}]}
    file["contacts"] = [call("2026-03-01T10:04", "clear", visit="V1")]
    found = task(outcome(CHAIN, file, "2026-03-01T10:03"), "reset")
    assert found["due"] == "2026-03-01T10:10:00+00:00"


def test_a_condition_may_ask_what_became_of_another_task(outcome):
    text = CHAIN + (
        'task report for visit "Report"\n    when  clear.status = overdue\n    due  on clear.due\n'
    )
    file = {"visits": [{"id": "V1", "left_at": "2026-03-01T10:00"}]}
    for now, there in (("2026-03-01T10:05", False), ("2026-03-01T10:06", True)):
        names = [one["name"] for one in outcome(text, file, now)["tasks"]]
        assert ("report" in names) is there
