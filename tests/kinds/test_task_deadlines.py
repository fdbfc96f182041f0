"""Deadlines: a day, a moment, strictly before either, never before something, by closing time."""

import pytest

DELIVERED = {"deliveries": [{"id": "D1", "delivered_at": "2026-01-31T10:00"}]}
AGREED = {"deliveries": [{"id": "D1", "agreed_at": "2026-03-10T15:00"}]}

BY_MOMENT = """
task call for delivery "Call"
    from       delivered_at
    due        by delivered_at + 3 hours
    until      delivered_at + 3 days
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
def test_a_deadline_by_a_moment_counts_the_moment(outcome, task, as_of, status):
    found = task(outcome(BY_MOMENT, DELIVERED, as_of))
    assert (found["status"], found["due"], found["due_precision"]) == (
        status,
        "2026-01-31T13:00:00+00:00",
        "moment",
    )


def test_a_deadline_may_lie_before_what_it_counts_from(outcome, task):
    text = 'task wait for delivery "Wait at the door"\n    due  by agreed_at - 5 minutes\n'
    found = task(outcome(text, AGREED, "2026-03-10T14:55"), "wait")
    assert (found["due"], found["status"]) == ("2026-03-10T14:55:00+00:00", "due")
    assert task(outcome(text, AGREED, "2026-03-10T14:55:01"), "wait")["status"] == "overdue"


def test_a_day_is_open_until_its_end(outcome, task):
    text = 'task enter for delivery "Enter in the system"\n    due  on delivered_at\n'
    found = task(outcome(text, DELIVERED, "2026-01-31T23:59:59"), "enter")
    assert (found["due"], found["due_precision"], found["status"]) == ("2026-01-31", "day", "due")
    assert task(outcome(text, DELIVERED, "2026-02-01"), "enter")["status"] == "overdue"


# Strictly before -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "last_moment"),
    [("by", "2026-03-10T09:00:00+00:00"), ("before", "2026-03-10T08:59:59+00:00")],
)
def test_an_outcome_shows_the_last_moment_that_counts(outcome, task, word, last_moment):
    text = (
        'task call for delivery "Confirm the arrival again, say what to bring"\n'
        f"    due  {word} 09:00 on date of agreed_at\n"
    )
    found = task(outcome(text, AGREED, "2026-03-09"))
    assert (found["due"], found["due_precision"]) == (last_moment, "moment")


@pytest.mark.parametrize(
    ("word", "as_of", "status"),
    [
        ("before", "2026-03-10T08:59:59", "due"),
        ("before", "2026-03-10T09:00", "overdue"),
        ("by", "2026-03-10T09:00", "due"),
        ("by", "2026-03-10T09:00:01", "overdue"),
    ],
)
def test_strictly_before_does_not_count_the_moment(outcome, task, word, as_of, status):
    text = f'task call for delivery "Call"\n    due  {word} 09:00 on date of agreed_at\n'
    assert task(outcome(text, AGREED, as_of))["status"] == status


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2026-03-08", "open"), ("2026-03-09T23:59:59", "due"), ("2026-03-10", "overdue")],
)
def test_before_a_day_it_is_due_on_the_day_before(outcome, task, as_of, status):
    text = 'task call for delivery "Call"\n    due  before date of agreed_at\n'
    found = task(outcome(text, AGREED, as_of))
    assert (found["due"], found["due_precision"], found["status"]) == ("2026-03-09", "day", status)


def test_what_is_done_at_the_moment_that_it_was_due_before_is_late(outcome, task, call):
    text = (
        'task call for delivery "Call"\n    due  before 09:00 on date of agreed_at\n'
        "    done  earliest contact where about has call\n"
    )
    for at, status in (("2026-03-10T08:59:59", "done"), ("2026-03-10T09:00", "done_late")):
        file = AGREED | {"contacts": [call(at, "call", delivery="D1")]}
        assert task(outcome(text, file, "2026-03-11"))["status"] == status


# Never before something ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "due"), [("2026-03-01T12:00", "2026-03-07"), ("2026-03-09T12:00", "2026-03-09")]
)
def test_short_notice_moves_the_deadline_to_the_agreement(outcome, task, made, due):
    text = (
        'task prepare for delivery "Start the preparation"\n'
        "    due  on agreed_at - 3 days, not before agreement_made_at\n"
    )
    agreed = {"id": "D1", "agreed_at": "2026-03-10T10:00", "agreement_made_at": made}
    assert task(outcome(text, {"deliveries": [agreed]}, "2026-03-01"), "prepare")["due"] == due


# By closing time -------------------------------------------------------------------------------

OPENING = {
    "opening": [
        {"weekday": "monday", "from": "09:00", "to": "12:00"},
        {"weekday": "monday", "from": "14:00", "to": "19:00"},
        {"weekday": "saturday", "from": "09:00", "to": "13:00"},
        {"weekday": "tuesday", "from": "09:00"},
    ],
    "exceptions": [{"on": "2026-03-16", "open": False}],
}
ENTER = 'task enter for delivery "Enter"\n    due  by closing on date of delivered_at\n'


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-03-09", "2026-03-09T19:00:00+00:00"),
        ("2026-03-14", "2026-03-14T13:00:00+00:00"),
    ],
)
def test_closing_is_when_the_store_closes_on_that_day(outcome, task, day, due):
    file = {"deliveries": [{"id": "D1", "delivered_at": f"{day}T10:00"}]}
    assert task(outcome(ENTER, file, day, OPENING), "enter")["due"] == due


def test_before_closing_is_a_second_earlier(outcome, task):
    file = {"deliveries": [{"id": "D1", "delivered_at": "2026-03-09T10:00"}]}
    found = task(outcome(ENTER.replace("by", "before"), file, "2026-03-09", OPENING), "enter")
    assert found["due"] == "2026-03-09T18:59:59+00:00"


@pytest.mark.parametrize(
    ("day", "store", "asked"),
    [
        ("2026-03-10", OPENING, ["store:S.opening.to"]),
        ("2026-03-11", OPENING, ["store:S.opening"]),
        ("2026-03-16", OPENING, ["store:S.opening"]),
        ("2026-03-09", {"name": "No hours"}, ["store:S.opening"]),
    ],
)
def test_where_the_opening_hours_do_not_say_they_are_asked_for(
    outcome, task, asked_for, day, store, asked
):
    file = {"deliveries": [{"id": "D1", "delivered_at": f"{day}T10:00"}]}
    found = outcome(ENTER, file, day, store)
    assert (task(found, "enter")["due"], task(found, "enter")["status"]) == (None, "open")
    assert asked_for(found, "enter") == asked


# No deadline -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [BY_MOMENT, ENTER])
def test_what_has_not_happened_makes_no_task(outcome, text):
    found = outcome(text, {"deliveries": [{"id": "D1"}]}, "2026-01-31", OPENING)
    assert (found["tasks"], found["missing"]) == ([], [])


def test_hours_follow_the_clock_of_the_store(outcome, task):
    file = {"deliveries": [{"id": "D1", "delivered_at": "2026-03-29T00:30"}]}
    found = task(outcome(BY_MOMENT, file, "2026-03-29T00:30", zone="Europe/Berlin"))
    assert found["due"] == "2026-03-29T04:30:00+02:00"
