"""Records kept in tables and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store import Counts, Store

if TYPE_CHECKING:
    from collections.abc import Callable

ANA = {
    "name": "Ana 王 Ção",
    "quiet": True,
    "interests": ["history", "art"],
    "loans": [
        {
            "id": "L2",
            "lent_at": "2026-03-01T09:00:00+00:00",
            "fee": {"amount": 12.5, "currency": "EUR"},
            "damage": {"seen_on": "2026-03-02"},
            "renewals": [{"renewed_on": "2026-03-15"}, {"renewed_on": "2026-03-20"}],
        },
        {"id": "L1", "status": "back"},
    ],
}


def test_a_record_comes_back_as_it_was(store: Store, reader: Callable[..., Any]) -> None:
    ana = reader("R1", **ANA)
    assert store.put_records([ana]) == Counts(inserted=1)
    assert store.get("reader", "R1") == ana
    assert store.get_json("reader", "R1") == store.to_json(ana)
    assert [loan.id for loan in store.get("reader", "R1").loans] == ["L2", "L1"]


def test_putting_again_changes_nothing(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R1", **ANA)])
    before = store.database.conn.total_changes
    assert store.put_records([reader("R1", **ANA)]) == Counts(unchanged=1)
    assert store.database.conn.total_changes == before


def test_a_record_takes_the_place_of_the_earlier_one(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", **ANA), reader("R2")])
    assert store.put_records([reader("R1", name="Ana")]) == Counts(changed=1)
    assert store.get("reader", "R1") == reader("R1", name="Ana")
    assert store.get("reader", "R2") == reader("R2")


def test_the_last_of_two_with_one_id_is_kept(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R1", name="first"), reader("R1", name="second")])
    assert store.get("reader", "R1").name == "second"
    assert store.ids("reader") == ("R1",)


def test_all_records_come_in_the_order_of_their_ids(
    store: Store, reader: Callable[..., Any]
) -> None:
    made = [reader(f"R{n:04}", **(ANA if n % 3 else {})) for n in range(1200)]
    assert store.put_records(reversed(made)) == Counts(inserted=1200)
    assert list(store.all("reader")) == made
    assert list(store.all("house")) == []


def test_ids_are_compared_as_they_are_written(store: Store, reader: Callable[..., Any]) -> None:
    ids = ["1", "01", "1.0", "a", "A", "é", "王", "a b", "a'b", 'a"b', ""]
    made = [reader(id_, loans=[{"id": "L"}]) for id_ in ids if id_]
    store.put_records(made)
    assert {record.id: record for record in store.all("reader")} == {one.id: one for one in made}
    assert all(store.get("reader", one.id) == one for one in made)


def test_the_tables_can_be_read_by_anybody(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R1", **ANA)])
    tables = {table.name for table in store.records.tables()}
    assert tables <= set(store.database.table_names())
    rows = [row for name in tables for row in store.database.table(name).rows]
    assert any(row.get("name") == "Ana 王 Ção" for row in rows)
    assert any(str(row.get("lent_at")).startswith("2026-03-01") for row in rows)


def test_nothing_of_a_transaction_stays_if_it_fails(
    store: Store, reader: Callable[..., Any]
) -> None:
    with pytest.raises(RuntimeError), store.writing():
        store.put_records([reader("R1", **ANA)])
        raise RuntimeError
    assert store.ids("reader") == ()
    assert store.get("reader", "R1") is None


def test_the_only_record_of_a_root_is_found(store: Store, reader: Callable[..., Any]) -> None:
    assert store.only_id("reader") is None
    store.put_records([reader("R1")])
    assert store.only_id("reader") == "R1"
    store.put_records([reader("R2")])
    assert store.only_id("reader") is None


def test_a_record_erased_leaves_no_row(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R1", **ANA)])
    assert store.erase("reader", "R1") is True
    assert store.erase("reader", "R1") is False
    tables = [table.name for table in store.records.tables()]
    assert sum(store.database.table(name).count for name in tables) == 0


def test_what_was_erased_is_not_in_the_file_any_more(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", name="Anastasia Quillfeather"), reader("R2")])
    store.erase("reader", "R1")
    files = store.path.parent.glob("library.db*")
    assert not any(b"Quillfeather" in file.read_bytes() for file in files)


def test_records_are_found_wherever_they_stand(store: Store, reader: Callable[..., Any]) -> None:
    store.put_records([reader("R1", **ANA), reader("R2", loans=[{"id": "L1"}]), reader("R3")])
    assert store.roots_with("loan", "L1") == ("R1", "R2")
    assert store.roots_with("reader", "R3") == ("R3",)
    assert store.roots_with("loan", "L9") == ()
    assert store.ids_of("loan") == ("L1", "L2")


def test_records_come_with_the_digests_that_they_were_kept_under(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", **ANA), reader("R2"), reader("R3", **ANA)])
    found = store.digested("reader", ("R3", "R1", "R9"))
    assert found == tuple(
        (store.get("reader", id_), store.digest_of("reader", id_)) for id_ in ("R1", "R3")
    )
