"""Outcomes, the worklist, and the log from which any decision can be repeated."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store import Decision, KeptOutcome, Store, replay

if TYPE_CHECKING:
    from collections.abc import Callable

OUTCOME = {
    "subject": "reader:R1",
    "tasks": [
        {"name": "remind", "subject": "loan:L1", "role": "clerk", "person": "S1", "status": "due",
         "due": "2026-03-02T00:00:00+00:00", "from": None, "label": {"en": "Remind"}},
        {"name": "fetch", "subject": "loan:L2", "role": "clerk", "person": "S2",
         "status": "overdue", "due": "2026-03-01T00:00:00+00:00"},
        {"name": "greet", "subject": "reader:R1", "role": "head", "status": "open", "due": None},
    ],
}  # fmt: skip

KEPT = KeptOutcome(
    root="reader",
    root_id="R1",
    pack_digest="p1",
    rules_digest="p1 and plugins",
    as_of="2026-03-02T09:00:00",
    record_digest="r1",
    facts_digest="f1",
    next_change_at="2026-03-05T00:00:00",
    outcome=OUTCOME,
)

DECISION = Decision(
    logged_at="2026-03-02T09:00:01+00:00",
    pack_name="library",
    pack_version="1.0.0",
    pack_digest="p1",
    as_of="2026-03-02T09:00:00+00:00",
    zone="Europe/Lisbon",
    engine="record",
    root="reader",
    root_id="R1",
    record={"id": "R1", "name": "Ana"},
    facts={"id": "H1", "town": "Évora"},
    outcome={"grade": "A"},
    bundle={"library/grades.rules": "decide grade for reader\n    A when yes\n"},
)


def names(store: Store, **wanted: Any) -> list[str]:
    return [task["name"] for task in store.tasks(**wanted)]


def test_an_outcome_is_kept_whole(store: Store) -> None:
    assert store.put_outcomes([KEPT]) == 1
    assert store.outcome("reader", "R1") == KEPT
    assert store.outcome("reader", "R2") is None


def test_the_worklist_has_what_is_due_first(store: Store) -> None:
    store.put_outcomes([KEPT])
    assert names(store) == ["fetch", "remind", "greet"]
    assert names(store, role="clerk", status=("due", "open")) == ["remind"]
    assert names(store, person="S2") == ["fetch"]
    first = next(store.tasks(name="remind"))
    assert first == {"root": "reader", "root_id": "R1", "log": None, **OUTCOME["tasks"][0]}


def test_a_column_that_is_not_there_is_the_callers_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="no column boss"):
        list(store.tasks(boss="S1"))


def test_a_new_outcome_takes_the_place_of_the_old_one(store: Store) -> None:
    store.put_outcomes([KEPT, replace(KEPT, root_id="R2")])
    store.put_outcomes([replace(KEPT, outcome={"tasks": []})])
    assert [(task["root_id"], task["name"]) for task in store.tasks(role="clerk")] == [
        ("R2", "fetch"),
        ("R2", "remind"),
    ]


def test_a_logged_decision_comes_back_with_all_it_was_made_from(store: Store) -> None:
    number = store.log_decision(DECISION)
    found = store.logged(number)
    assert found is not None
    assert (found.record, found.facts, found.outcome, found.bundle) == (
        DECISION.record,
        DECISION.facts,
        DECISION.outcome,
        DECISION.bundle,
    )
    assert (found.entry.as_of, found.entry.engine) == (DECISION.as_of, "record")
    assert store.logged(number + 1) is None


def test_contents_are_kept_once(store: Store) -> None:
    for moment in ("2026-03-03T09:00:00+00:00", "2026-03-04T09:00:00+00:00"):
        store.log_decision(replace(DECISION, as_of=moment))
    assert store.database.table("fc_decision").count == 2
    assert store.database.table("fc_blob").count == 4


def test_replaying_gives_the_same_result_or_says_that_it_does_not(store: Store) -> None:
    number = store.log_decision(DECISION)
    assert replay(store, number, lambda logged: {"grade": logged.record["name"][0]}) == (
        True,
        {"grade": "A"},
    )
    assert replay(store, number, lambda _: {"grade": "B"}) == (False, {"grade": "B"})
    assert replay(store, 99, lambda _: {}) is None


def test_the_log_is_only_added_to(store: Store) -> None:
    store.log_decision(DECISION)
    for sql in ("DELETE FROM fc_decision", "UPDATE fc_decision SET engine = 'other'"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            store.database.execute(sql)
        store.database.rollback()
    assert store.database.table("fc_decision").count == 1


def test_the_log_of_one_record_is_the_last_first(store: Store) -> None:
    for id_ in ("R1", "R2", "R1"):
        store.log_decision(replace(DECISION, root_id=id_))
    assert [entry.id for entry in store.log_entries("reader", "R1")] == [3, 1]
    assert [entry.id for entry in store.log_entries(limit=2)] == [3, 2]


def test_what_the_log_keeps_of_a_person_can_be_erased(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", name="Ana")])
    store.put_outcomes([KEPT])
    number = store.log_decision(DECISION)
    assert store.erase("reader", "R1")
    found = store.logged(number)
    assert found is not None
    assert (found.record, found.outcome, found.bundle) == (None, None, DECISION.bundle)
    assert replay(store, number, lambda _: {}) is None
    assert names(store) == []
    assert list(store.outcomes()) == []


def test_an_outcome_and_its_tasks_have_its_number_in_the_log(store: Store) -> None:
    number = store.log_decision(replace(DECISION, outcome=OUTCOME))
    store.put_outcomes([replace(KEPT, log=number), replace(KEPT, root_id="R2")])
    assert list(store.numbers()) == [("reader", "R1", number)]
    assert {task["log"] for task in store.tasks(root_id="R1")} == {number}
    assert {task["log"] for task in store.tasks(root_id="R2")} == {None}
