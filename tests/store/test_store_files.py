"""What may be opened as a store, and what is left alone."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.hooks import Extension
from forecourt.core.records.models import Record, Text, Whole, unknown
from forecourt.core.store import Basis, KeptOutcome, Store, StoreFailedError
from forecourt.core.values.clock import UnknownZone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Shelf(Record):
    """What a plugin adds to readers."""

    points: Whole | None = unknown("What was gathered")


class Shop(Record, name="shop"):
    """Where books are sold, which another plugin adds."""


class Fine(Record, name="fine", owner="loan", plural="fines"):
    """What is owed for a loan, which another plugin adds."""


OUTCOME = KeptOutcome(
    root="reader",
    root_id="R1",
    pack_digest="pack",
    rules_digest="rules",
    as_of="2026-03-02T09:00:00",
    record_digest="record",
    facts_digest="facts",
    next_change_at=None,
    outcome={"subject": "reader:R1"},
)


class RenamedShelf(Record):
    """The same field with another type."""

    points: Text | None = unknown("What was gathered")


def refused(path: Path, records: Any) -> str:
    """Return the message with which a file is refused, having seen that it was not touched."""
    before = sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    listed = sorted(path.parent.iterdir())
    store, (finding,) = Store.open(path, records)
    assert store is None
    assert sorted(path.parent.iterdir()) == listed
    assert before == (sha256(path.read_bytes()).hexdigest() if path.is_file() else None)
    assert finding.place.file == path.name
    return finding.message


def test_a_new_store_is_a_database_in_wal_mode(store: Store, path: Path) -> None:
    assert store.database.journal_mode == "wal"
    assert (store.zone, store.currency) == ("Europe/Lisbon", "EUR")
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_is_never_made_over_another_file(path: Path, records: Any) -> None:
    path.write_text("my letters")
    store, (finding,) = Store.create(path, records, zone="Europe/Lisbon")
    assert store is None
    assert finding.message == "there is a file here already; nothing was touched"
    assert path.read_text() == "my letters"


def test_a_store_that_cannot_be_made_leaves_nothing(tmp_path: Path, records: Any) -> None:
    store, (finding,) = Store.create(tmp_path / "none" / "x.db", records, zone="Europe/Lisbon")
    assert store is None
    assert finding.code == "FC407"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_not_made(path: Path, records: Any) -> None:
    assert refused(path, records) == "there is no store here"


@pytest.mark.parametrize("content", [b"", b"my letters", b"SQLite format 3\0", b"\0" * 4096])
def test_a_file_that_is_no_database(path: Path, records: Any, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path, records).startswith("this file is not a store: it is no database")


def test_a_folder_is_no_store(path: Path, records: Any) -> None:
    path.mkdir()
    assert refused(path, records) == "the store cannot be used: is a directory"


def test_another_programs_database(path: Path, records: Any) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photo (id)")
    other.close()
    assert refused(path, records).startswith("this database is not a store of Forecourt")


@pytest.mark.parametrize(("layout", "code"), [(3, "FC403"), (99, "FC403"), (0, "FC404")])
def test_a_store_of_another_version(store: Store, records: Any, layout: int, code: str) -> None:
    store.database.execute(f"PRAGMA user_version = {layout}")
    store.close()
    message = refused(store.path, records)
    assert message == (
        f"the store has layout {layout}, this version knows layout 2; nothing was touched"
    )
    assert Store.open(store.path, records)[1][0].code == code


def as_of_layout_1(store: Store) -> None:
    """Give a store the layout of before, with an outcome, and close it."""
    store.put_outcomes([OUTCOME])
    for statement in (
        "DROP INDEX idx_fc_outcome_freshness",
        "ALTER TABLE fc_outcome DROP COLUMN rules_digest",
        "ALTER TABLE fc_outcome DROP COLUMN log",
        "UPDATE fc_outcome SET as_of = '2026-03-02T09:00:00+00:00'",
        "CREATE INDEX idx_fc_outcome_next_change_at ON fc_outcome (next_change_at)",
        "PRAGMA user_version = 1",
    ):
        store.database.execute(statement)
    store.database.commit()
    store.close()


def test_a_store_of_the_layout_before_is_brought_to_this_one(
    store: Store, records: Any, reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", name="Ana")])
    as_of_layout_1(store)
    for _ in range(2):
        opened, problems = Store.open(store.path, records)
        assert (problems, opened is None) == ((), False)
        assert opened is not None
        with opened:
            assert opened.outcome("reader", "R1") == replace(OUTCOME, rules_digest=None)
            basis = Basis("rules", "facts", OUTCOME.as_of)
            assert [one.id for one in opened.concerned(basis)] == ["R1"]


@pytest.mark.skipif(os.geteuid() == 0, reason="no file is read only for root")
def test_what_may_only_be_read_keeps_its_layout(store: Store, records: Any) -> None:
    as_of_layout_1(store)
    store.path.chmod(0o444)
    assert refused(store.path, records) == "the store may only be read; nothing was written"


def test_a_damaged_store_is_said_plainly(
    store: Store, records: Any, reader: Callable[..., Any]
) -> None:
    store.put_records(reader(f"R{n}", name="x" * 500) for n in range(500))
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    store.path.write_bytes(content)
    opened, findings = Store.open(store.path, records)
    if opened is None:
        assert findings[0].code == "FC407"
    else:
        with opened, pytest.raises(StoreFailedError, match="the store cannot be used"):
            list(opened.all("reader"))


def test_a_field_that_a_plugin_adds_is_added_to_the_table(
    store: Store, build: Callable[..., Any], reader: Callable[..., Any]
) -> None:
    store.put_records([reader("R1", name="Ana")])
    store.close()
    more, problems = Store.open(store.path, build(Extension("reader", Shelf)))
    assert problems == ()
    assert more is not None
    with more:
        assert more.get("reader", "R1").points is None
        record, _ = more.read("reader", {"id": "R1", "name": "Ana", "points": 7})
        assert more.put_records([record]).changed == 1
        assert more.get("reader", "R1").points == 7


def test_a_field_that_goes_away_is_kept_for_its_return(
    store: Store, build: Callable[..., Any], records: Any, path: Path, reader: Callable[..., Any]
) -> None:
    store.close()
    with_points = build(Extension("reader", Shelf))
    for known in (with_points, records, with_points):
        opened, problems = Store.open(path, known)
        assert problems == ()
        assert opened is not None
        opened.close()


def test_a_field_that_changes_its_type_is_refused(
    store: Store, build: Callable[..., Any], records: Any
) -> None:
    store.close()
    opened, _ = Store.open(store.path, build(Extension("reader", Shelf)))
    assert opened is not None
    opened.close()
    message = refused(store.path, build(Extension("reader", RenamedShelf)))
    assert message.startswith("column `points` of table")
    assert message.endswith("is INTEGER, the record models say TEXT; nothing was touched")


def test_two_writers_do_not_mix(store: Store, records: Any, reader: Callable[..., Any]) -> None:
    other, _ = Store.open(store.path, records, wait=0)
    assert other is not None
    with other, store.writing():
        with pytest.raises(StoreFailedError) as failed:
            other.put_records([reader("R1")])
        assert failed.value.finding.code == "FC406"


def test_reading_sees_the_store_as_it_was_at_the_first(
    store: Store, reader: Callable[..., Any]
) -> None:
    store.put_records(reader(f"R{n}") for n in range(9))
    seen = []
    for record in store.all("reader"):
        seen.append(record.id)
        store.put_records([reader("R99"), reader("R8", name="changed")])
    assert seen == [f"R{n}" for n in range(9)]


def test_a_store_without_its_settings_is_said_plainly(store: Store, records: Any) -> None:
    store.database.table("fc_setting").delete_where()
    store.close()
    opened, (finding,) = Store.open(store.path, records)
    assert opened is None
    assert finding.message == "the store cannot be used: it lacks the setting 'zone'"


def test_a_zone_that_does_not_exist_is_the_callers_mistake(path: Path, records: Any) -> None:
    with pytest.raises(UnknownZone):
        Store.create(path, records, zone="Europe/Lisbonne")
    assert not path.exists()


def test_what_a_plugin_added_outlives_changes_while_it_is_off(
    store: Store, build: Callable[..., Any], records: Any, path: Path, reader: Callable[..., Any]
) -> None:
    store.close()
    loan = {"id": "L1", "fines": [{"id": "F1"}]}
    with_plugin = build(Extension("reader", Shelf), models=(Fine,))
    put(path, with_plugin, {"id": "R1", "points": 7, "loans": [loan, {**loan, "id": "L2"}]})
    put(path, records, {"id": "R1", "name": "Ana", "loans": [{"id": "L2"}, {"id": "L3"}]})
    opened, _ = Store.open(path, with_plugin)
    assert opened is not None
    with opened:
        assert opened.get_json("reader", "R1") == {
            "id": "R1",
            "name": "Ana",
            "points": 7,
            "loans": [{"id": "L2", "fines": [{"id": "F1"}]}, {"id": "L3"}],
        }


def put(path: Path, records: Any, data: dict[str, Any]) -> None:
    """Put a reader into a store that is open with those records."""
    store, _ = Store.open(path, records)
    assert store is not None
    with store:
        record, problems = store.read("reader", data)
        assert problems == ()
        store.put_records([record])


# Reading only --------------------------------------------------------------------------------

WRITE_VERSION = 18
"""The byte of a database's header that says which SQLite may write it: 1 and 2 are known."""


@pytest.fixture
def read_only(store: Store, path: Path, reader: Callable[..., Any]) -> Path:
    """A store with one reader that this SQLite may read and not write."""
    store.put_records([reader("R1", name="Ana")])
    store.close()
    content = bytearray(path.read_bytes())
    content[WRITE_VERSION] = 3
    path.write_bytes(content)
    return path


def test_a_store_that_may_only_be_read_is_read(read_only: Path, records: Any) -> None:
    store, problems = Store.open(read_only, records)
    assert problems == ()
    assert store is not None
    with store:
        assert store.read_only
        assert store.get("reader", "R1").name == "Ana"
        assert [record.id for record in store.all("reader")] == ["R1"]


def test_a_store_that_may_only_be_read_is_not_written(
    read_only: Path, records: Any, reader: Callable[..., Any]
) -> None:
    before = read_only.read_bytes()
    store, _ = Store.open(read_only, records)
    assert store is not None
    with store, pytest.raises(StoreFailedError) as failed:
        store.erase("reader", "R1")
    assert failed.value.finding.code == "FC409"
    assert read_only.read_bytes() == before


def test_what_plugins_added_since_has_no_values_in_it(
    read_only: Path, build: Callable[..., Any]
) -> None:
    store, problems = Store.open(read_only, build(Extension("reader", Shelf), models=(Shop,)))
    assert problems == ()
    assert store is not None
    with store:
        assert store.get("reader", "R1").points is None
        assert store.ids_of("shop") == store.roots_with("shop", "S1") == ()
        assert list(store.all("shop")) == []
        assert store.get("shop", "S1") is None


def test_a_store_that_another_process_writes_is_not_taken_for_read_only(
    store: Store, records: Any
) -> None:
    with store.writing():
        other, _ = Store.open(store.path, records, wait=0)
        assert other is not None
        with other:
            assert not other.read_only


# What happens while a store is open ----------------------------------------------------------


def test_a_file_that_is_replaced_while_it_is_open_is_not_written(
    store: Store, records: Any, reader: Callable[..., Any], tmp_path: Path
) -> None:
    other, _ = Store.create(tmp_path / "other.db", records, zone="Europe/Lisbon")
    assert other is not None
    other.close()
    (tmp_path / "other.db").replace(store.path)
    with pytest.raises(StoreFailedError) as failed:
        store.put_records([reader("R1")])
    assert failed.value.finding.code == "FC410"
    assert store.ids("reader") == ()


def test_a_full_disk_is_said_in_words(store: Store, reader: Callable[..., Any]) -> None:
    (pages,) = store.database.execute("PRAGMA page_count").fetchone()
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFailedError) as failed:
        store.put_records([reader("R1", name="x" * 10_000)])
    assert failed.value.finding.message == "the store cannot be used: the disk is full"
    assert store.ids("reader") == ()
