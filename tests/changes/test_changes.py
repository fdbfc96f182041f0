"""What changed from one outcome of a record to the next."""

import pytest

from forecourt.core.changes import changes

AS_OF = "2026-03-02T09:00:00+00:00"


def outcome(**parts):
    """Return an outcome of the reader R1 that lists these."""
    return {"as_of": AS_OF, "subject": "reader:R1", **parts}


def decided(value, *, certain=True, at="library.rules:3"):
    return {"name": "grade", "subject": "loan:L1", "value": value, "certain": certain, "at": at}


def task(status="open", subject="loan:L1", **others):
    named = {"name": "remind", "subject": subject, "occurrence": None, "at": "library.rules:9"}
    return {**named, "status": status, "due": "2026-03-05", **others}


def in_short(before, after):
    return [(one.part, one.name, one.what, one.before, one.after) for one in changes(before, after)]


def test_what_stays_is_no_change():
    one = outcome(decisions=[decided("H")], tasks=[task()], missing=[], not_configured=[])
    assert changes(one, {**one, "as_of": "2026-03-03T09:00:00+00:00"}) == ()


def test_a_decision_turns_from_one_value_to_another():
    (change,) = changes(
        outcome(decisions=[decided("H")]),
        outcome(decisions=[decided("A", at="library.rules:4")]),
        ("time",),
        {("grade", "library.rules:4"): "due_on <= today + 7 days"},
    )
    assert change.as_json() == {
        "as_of": AS_OF,
        "root": "reader:R1",
        "part": "decision",
        "name": "grade",
        "subject": "loan:L1",
        "occurrence": None,
        "what": "changed",
        "before": {"value": "H"},
        "after": {"value": "A"},
        "because": ["time"],
        "at": "library.rules:4",
        "why": "due_on <= today + 7 days",
    }


def test_what_was_not_there_is_new_and_says_all():
    assert in_short(None, outcome(tasks=[task()])) == [
        ("task", "remind", "new", None, {"status": "open", "due": "2026-03-05"})
    ]


def test_what_is_not_there_any_more_is_gone_and_says_what_it_was():
    (change,) = changes(outcome(tasks=[task("done")]), outcome(tasks=[]))
    assert (change.what, change.after, change.at) == ("gone", None, "library.rules:9")
    assert change.before == {"status": "done", "due": "2026-03-05"}


@pytest.mark.parametrize("status", ["due", "overdue", "done"])
def test_a_task_of_another_status_is_said_by_it(status):
    assert in_short(outcome(tasks=[task()]), outcome(tasks=[task(status)])) == [
        ("task", "remind", status, {"status": "open"}, {"status": status})
    ]


def test_a_task_of_the_same_status_is_changed_in_what_differs():
    later = outcome(tasks=[task(due="2026-03-09", person="S1")])
    assert in_short(outcome(tasks=[task()]), later) == [
        ("task", "remind", "changed", {"due": "2026-03-05"}, {"due": "2026-03-09", "person": "S1"})
    ]


def test_occurrences_are_told_apart():
    one, two = task(occurrence="C1"), task("due", occurrence="C2")
    (change,) = changes(outcome(tasks=[one, two]), outcome(tasks=[two]))
    assert (change.occurrence, change.what) == ("C1", "gone")


def test_what_has_to_be_asked_for_changes_too():
    earlier = outcome(
        missing=[{"field": "loan:L1.due_on", "matters_to": ["grade"]}],
        not_configured=[{"parameter": "fee", "matters_to": ["remind"]}],
    )
    later = outcome(
        missing=[{"field": "loan:L1.due_on", "matters_to": ["grade", "remind"]}], not_configured=[]
    )
    assert in_short(earlier, later) == [
        (
            "missing",
            "loan:L1.due_on",
            "changed",
            {"matters_to": ["grade"]},
            {"matters_to": ["grade", "remind"]},
        ),
        ("not_configured", "fee", "gone", {"matters_to": ["remind"]}, None),
    ]


def test_that_a_rule_stands_on_another_line_is_no_change():
    moved = outcome(decisions=[decided("H", at="library.rules:30")])
    assert changes(outcome(decisions=[decided("H")]), moved) == ()


def test_a_value_that_is_certain_now_is_a_change():
    later = outcome(decisions=[decided("H")])
    assert in_short(outcome(decisions=[decided("H", certain=False)]), later) == [
        ("decision", "grade", "changed", {"certain": False}, {"certain": True})
    ]


def test_of_items_that_cannot_be_told_apart_others_are_gone_and_new():
    earlier = outcome(tasks=[task("open"), task("due")])
    later = outcome(tasks=[task("due"), task("overdue"), task("done")])
    assert [(one.what, one.before, one.after) for one in changes(earlier, later)] == [
        ("gone", {"status": "open", "due": "2026-03-05"}, None),
        ("new", None, {"status": "overdue", "due": "2026-03-05"}),
        ("new", None, {"status": "done", "due": "2026-03-05"}),
    ]
