"""Whose outcome is not to be relied upon, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store import Basis, Concerned, KeptOutcome, Store

if TYPE_CHECKING:
    from collections.abc import Callable

BASIS = Basis(rules_digest="rules", facts_digest="facts", as_of="2026-03-02T09:00:00")


@pytest.fixture
def kept(store: Store, reader: Callable[..., Any]) -> KeptOutcome:
    """An outcome of the reader R1 that holds from 1 March to 5 March."""
    store.put_records([reader("R1")])
    one = KeptOutcome(
        root="reader",
        root_id="R1",
        pack_digest="pack",
        rules_digest="rules",
        as_of="2026-03-01T09:00:00",
        record_digest=store.digest_of("reader", "R1") or "",
        facts_digest="facts",
        next_change_at="2026-03-05T00:00:00",
        outcome={},
    )
    store.put_outcomes([one])
    return one


def why(store: Store, **other: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.id, one.because) for one in store.concerned(BASIS._replace(**other))]


def test_a_record_without_outcome_is_new(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R2"), reader("R1")])
    assert store.concerned(BASIS) == (
        Concerned("reader", "R1", ("new",)),
        Concerned("reader", "R2", ("new",)),
    )


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({}, []),
        ({"as_of": "2026-03-04T23:59:59"}, []),
        ({"as_of": "2026-03-05T00:00:00"}, [("R1", ("time",))]),
        ({"as_of": "2026-03-01T09:00:00"}, []),
        ({"as_of": "2026-03-01T08:59:59"}, [("R1", ("time",))]),
        ({"rules_digest": "others"}, [("R1", ("rules",))]),
        ({"facts_digest": "others"}, [("R1", ("store",))]),
        ({"rules_digest": "others", "as_of": "2027-01-01T00:00:00"}, [("R1", ("rules", "time"))]),
    ],
)
def test_an_outcome_holds_for_its_time_and_what_it_was_made_from(
    store: Store, other: dict[str, str], because: list[Any]
) -> None:
    assert why(store, **other) == because


def test_one_that_never_changes_by_itself_holds_for_good(store: Store, kept: KeptOutcome) -> None:
    store.put_outcomes([replace(kept, next_change_at=None)])
    assert why(store, as_of="2099-01-01T00:00:00") == []


@pytest.mark.usefixtures("kept")
def test_a_record_that_was_touched_since_is_concerned(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1")])
    assert why(store) == []
    store.put_records([reader("R1", quiet=True)])
    assert why(store) == [("R1", ("records",))]
    assert store.reasons_for("reader", "R1", BASIS) == ("records",)


@pytest.mark.usefixtures("kept")
def test_all_are_if_that_is_asked_for(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R2")])
    found = store.concerned(BASIS, whole=True)
    assert [(one.id, one.because) for one in found] == [("R1", ("asked",)), ("R2", ("new",))]


@pytest.mark.usefixtures("kept")
def test_who_is_not_there_any_more_is_not_concerned(store: Store) -> None:
    store.erase("reader", "R1")
    assert store.concerned(BASIS, whole=True) == ()
    assert store.reasons_for("reader", "R1", BASIS, whole=True) is None


@pytest.mark.usefixtures("kept")
def test_neither_records_nor_outcomes_are_read_for_it(store: Store) -> None:
    asked: list[str] = []
    store.database.conn.set_trace_callback(asked.append)
    store.concerned(BASIS)
    store.database.conn.set_trace_callback(None)
    steps = [row[3] for row in store.database.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert len(asked) == 1
    assert any("o USING COVERING INDEX idx_fc_outcome_freshness" in step for step in steps)
