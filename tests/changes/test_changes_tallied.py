"""Many changes in short."""

from forecourt.core.changes import Tally, changes


def outcome(value, *statuses):
    """Return an outcome with a grade, and a task of each status."""
    tasks = [
        {"name": f"task_{number}", "subject": "loan:L1", "status": status}
        for number, status in enumerate(statuses)
    ]
    decided = {"name": "grade", "subject": "loan:L1", "value": value, "certain": True}
    return {"as_of": "", "subject": "reader:R1", "decisions": [decided], "tasks": tasks}


def tallied(*pairs):
    tally = Tally()
    for before, after in pairs:
        tally.add(changes(before, after))
    return tally


def test_decisions_are_counted_by_what_they_turned_from_and_to():
    turned = tallied(
        (outcome("H"), outcome("A")),
        (outcome("B"), outcome(None)),
        (outcome("H"), outcome("A")),
        (outcome(True), outcome(["x", "y"])),
        (None, outcome("C")),
    )
    assert list(turned.lines()) == [
        ("grade", [(2, "H -> A"), (1, "B -> nothing"), (1, "yes -> x, y"), (1, "new")])
    ]


def test_tasks_are_counted_together_by_what_became_of_them():
    turned = tallied(
        (outcome("H", "open", "due"), outcome("H", "due", "overdue")),
        (outcome("H", "open"), outcome("H", "due", "due")),
        (outcome("H", "open"), outcome("H")),
    )
    assert list(turned.lines()) == [
        ("tasks", [(2, "due"), (1, "gone"), (1, "overdue"), (1, "new")])
    ]


def test_as_json_each_statement_is_counted_apart():
    turned = tallied((outcome("H", "open"), outcome("A", "due", "open")))
    assert turned.as_json() == [
        {
            "part": "decision",
            "name": "grade",
            "what": "changed",
            "before": "H",
            "after": "A",
            "number": 1,
        },
        {"part": "task", "name": "task_0", "what": "due", "number": 1},
        {"part": "task", "name": "task_1", "what": "new", "number": 1},
    ]
