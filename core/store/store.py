"""A store: one SQLite file that holds records, their last outcomes and the decision log."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from forecourt.core.diagnostics.storing import (
    StoreExists,
    StoreNotOpened,
    StoreReadOnly,
    StoreReplaced,
)
from forecourt.core.store import decisions, outcomes
from forecourt.core.store.canonical import canonical_json, digest
from forecourt.core.store.concerned import concerned, reasons_for
from forecourt.core.store.connections import (
    WRITING,
    connect,
    finding_of,
    identity_of,
    may_write,
    reconnect,
)
from forecourt.core.store.format import SETTINGS, place_of, unopenable
from forecourt.core.store.making import make_file
from forecourt.core.store.record_tables import RecordTables
from forecourt.core.store.transactions import transaction
from forecourt.core.store.upgrading import is_older, upgrade
from forecourt.core.values.clock import zone_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from sqlite_utils import Database

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.json_text import Location
    from forecourt.core.records.records import Records
    from forecourt.core.store.concerned import Basis, Concerned

BATCH = 500
"""Records written in one transaction, unless the caller opened one."""

WAIT_SECONDS = 10.0


class StoreFailedError(Exception):
    """The store could not be read or written; `finding` says why in the user's words."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Counts:
    """How many root records were inserted, changed, and found unchanged."""

    inserted: int = 0
    changed: int = 0
    unchanged: int = 0


class Store:
    """An open store. Made by `create` or `open`; closed as a context manager or by `close`.

    Every method that reads or writes raises `StoreFailedError` if the file cannot be used. A
    store that is `read_only` is not written: its file, or the folder of it, may only be read.
    """

    def __init__(self, path: Path, database: Database, records: Records, mode: str) -> None:
        self.path = path
        self.database = database
        self.records = records
        self.read_only = mode != WRITING or not may_write(database)
        self._mode = mode
        self._identity = identity_of(path)
        settings = {row["name"]: row["value"] for row in database.table(SETTINGS).rows}
        self.zone: str = settings["zone"]
        self.currency: str | None = settings["currency"]
        self._tables = RecordTables(database, records)

    @classmethod
    def create(
        cls, path: Path, records: Records, *, zone: str, currency: str | None = None
    ) -> tuple[Store | None, tuple[Diagnostic, ...]]:
        """Make a new store, and return it open, or None and why it could not be made.

        `zone` is the IANA time zone in which all moments are kept, `currency` the ISO 4217 code
        of amounts that name none. The file appears whole or not at all.

        Raises:
            forecourt.core.values.clock.UnknownZone: there is no such zone.
        """
        zone_table(zone)
        try:
            make_file(path, records, {"zone": zone, "currency": currency})
        except FileExistsError:
            return None, (StoreExists(place_of(path)),)
        except (OSError, sqlite3.Error) as error:
            return None, (finding_of(path, error),)
        return cls.open(path, records)

    @classmethod
    def open(
        cls, path: Path, records: Records, *, wait: float = WAIT_SECONDS
    ) -> tuple[Store | None, tuple[Diagnostic, ...]]:
        """Return the store in a file, or None and why it cannot be used; then nothing is touched.

        If the file may be written, an older layout is brought to the present one, and fields
        that the record models gained since are added. `wait` is for how many seconds another
        process's writing is waited for.
        """
        problem = unopenable(path)
        if problem:
            return None, (problem,)
        try:
            database, mode = connect(path, wait)
        except (OSError, sqlite3.Error) as error:
            return None, (finding_of(path, error),)
        try:
            store = cls(path, database, records, mode)
            problems = store._fit()
        except sqlite3.Error as error:
            problems = (finding_of(path, error),)
        except KeyError as lacking:
            problems = (StoreNotOpened(place_of(path), f"it lacks the setting {lacking}"),)
        if problems:
            database.close()
            return None, problems
        return store, ()

    def _fit(self) -> tuple[Diagnostic, ...]:
        """Give the file the present layout and fields, or return why that cannot be."""
        if is_older(self.database):
            if self.read_only:
                return (StoreReadOnly(place_of(self.path)),)
            upgrade(self.database)
        return self._tables.fit(place_of(self.path), read_only=self.read_only)

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written within one transaction; within another it belongs to that."""
        if self.read_only:
            raise StoreFailedError(StoreReadOnly(place_of(self.path)))
        with self._plainly(), transaction(self.database):
            yield
            if identity_of(self.path) != self._identity:
                raise StoreFailedError(StoreReplaced(place_of(self.path)))

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn what SQLite raises about the file into words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise StoreFailedError(finding_of(self.path, error)) from error

    # Records ---------------------------------------------------------------------------------

    def read(
        self,
        root: str,
        data: Any,
        file: str = "",
        place_of: Callable[[Location], Place] | None = None,
    ) -> tuple[Any | None, tuple[Diagnostic, ...]]:
        """Return a record file's content as a record of this store, or None and why it is none.

        `file` and `place_of` say in findings where the content stands, as in `Records.read`.
        """
        return self.records.read(
            root,
            data,
            zone=self.zone,
            file=file or self.path.name,
            currency=self.currency,
            place_of=place_of,
        )

    def to_json(self, record: Any) -> dict[str, Any]:
        """Return a record in the form of a record file."""
        return self.records.to_json(record, self.zone, currency=self.currency)

    def put_records(self, records: Iterable[Any]) -> Counts:
        """Keep whole root records, each in the place of an earlier one of its id.

        Records that are as they were before are not written.
        """
        effects = {"inserted": 0, "changed": 0, "unchanged": 0}
        pending = iter(records)
        while batch := list(islice(pending, BATCH)):
            with self.writing():
                self._put_batch(batch, effects)
        return Counts(**effects)

    def _put_batch(self, batch: Iterable[Any], effects: dict[str, int]) -> None:
        changed: dict[tuple[str, str], tuple[Any, str]] = {}
        for record in batch:
            key = (self._tables.root_of(record), record.id)
            now = digest(canonical_json(self.to_json(record)))
            before = self._tables.digest_of(*key) if key not in changed else changed[key][1]
            effect = "unchanged" if before == now else "changed" if before else "inserted"
            effects[effect] += 1
            if effect != "unchanged":
                changed[key] = (record, now)
        self._tables.replace(changed)

    def get(self, root: str, id_: str) -> Any | None:
        """Return a root record, or None if there is none of this id."""
        with self._plainly():
            return self._tables.get(root, id_)

    def get_json(self, root: str, id_: str) -> dict[str, Any] | None:
        """Return a root record in the form of a record file, or None."""
        record = self.get(root, id_)
        return None if record is None else self.to_json(record)

    def all(self, root: str) -> Iterator[Any]:
        """Yield all records of a root by id, as they are at the first; few are held at a time."""
        with self._plainly(), self._snapshot() as tables:
            yield from tables.all(root)

    def digested(self, root: str, ids: Sequence[str]) -> tuple[tuple[Any, str], ...]:
        """Return those records of a root that are among some, by id, with their digests."""
        with self._plainly(), self._snapshot() as tables:
            return tuple(
                (record, tables.digest_of(root, record.id) or "")
                for record in tables.some(root, ids)
            )

    def count(self, root: str) -> int:
        """Return how many records a root has."""
        with self._plainly():
            return self._tables.count(root)

    def ids(self, root: str) -> tuple[str, ...]:
        """Return the ids of a root's records, in order."""
        with self._plainly():
            return self._tables.ids(root)

    def only_id(self, root: str) -> str | None:
        """Return the id of a root's record if there is exactly one, else None."""
        ids = self.ids(root)
        return ids[0] if len(ids) == 1 else None

    def digest_of(self, root: str, id_: str) -> str | None:
        """Return the digest of a record's canonical JSON, or None if there is no such record."""
        with self._plainly():
            return self._tables.digest_of(root, id_)

    def roots_with(self, model: str, id_: str) -> tuple[str, ...]:
        """Return the ids of the root records under which records of a model and an id stand."""
        with self._plainly():
            return self._tables.roots_with(model, id_)

    def ids_of(self, model: str) -> tuple[str, ...]:
        """Return the ids of all records of a model, each once, in order."""
        with self._plainly():
            return self._tables.ids_of(model)

    def erase(self, root: str, id_: str) -> bool:
        """Delete a root record with its outcome and what the log keeps of it.

        Log entries stay, with digests only; what was deleted is overwritten in the file.
        Returns whether there was such a record.
        """
        with self._plainly():
            self.database.execute("PRAGMA secure_delete = ON")
        with self.writing():
            known = self.digest_of(root, id_) is not None
            self._tables.delete([(root, id_)])
            outcomes.delete_outcome(self.database, root, id_)
            decisions.forget_contents(self.database, root, id_)
        with self._plainly():
            self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return known

    @contextmanager
    def _snapshot(self) -> Iterator[RecordTables]:
        """Give the tables as they are now, whatever is written while they are read."""
        database = reconnect(self.path, self._mode, WAIT_SECONDS)
        try:
            database.execute("BEGIN")
            yield RecordTables(database, self.records)
        finally:
            database.close()

    # Outcomes and decisions ------------------------------------------------------------------

    def put_outcomes(self, kept: Iterable[outcomes.KeptOutcome]) -> int:
        """Keep outcomes in the place of earlier ones; return how many."""
        count = 0
        pending = iter(kept)
        while batch := list(islice(pending, BATCH)):
            with self.writing():
                count += outcomes.put_outcomes(self.database, batch)
        return count

    def outcome(self, root: str, id_: str) -> outcomes.KeptOutcome | None:
        """Return the last outcome of a root record, or None."""
        with self._plainly():
            return outcomes.outcome_of(self.database, root, id_)

    def outcomes(self) -> Iterator[outcomes.KeptOutcome]:
        """Yield all outcomes in the order of their records."""
        with self._plainly():
            yield from outcomes.outcomes(self.database)

    def concerned(self, basis: Basis, *, whole: bool = False) -> tuple[Concerned, ...]:
        """Return the records whose outcome is not to be relied upon, and why; `whole`: all."""
        with self._plainly():
            return concerned(self.database, self.records.schema.roots, basis, whole=whole)

    def reasons_for(
        self, root: str, id_: str, basis: Basis, *, whole: bool = False
    ) -> tuple[str, ...] | None:
        """Return why one record is among those concerned; None if it is not, or is not there."""
        with self._plainly():
            return reasons_for(self.database, root, id_, basis, whole=whole)

    def tasks(self, **wanted: str | Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the tasks of the last outcomes, first due first, as their JSON shape says them.

        `wanted` narrows by column to a value or several: `status=("overdue", "due")`.

        Raises:
            ValueError: a worklist has no such column.
        """
        with self._plainly():
            yield from outcomes.tasks(self.database, wanted)

    def log_decision(self, decision: decisions.Decision) -> int:
        """Log a decision; return its number."""
        return self.log_decisions((decision,))[0]

    def log_decisions(self, made: Sequence[decisions.Decision]) -> list[int]:
        """Log decisions in one transaction; return their numbers."""
        with self.writing():
            return decisions.log_decisions(self.database, made)

    def numbers(self) -> Iterator[tuple[str, str, int]]:
        """Yield the root, the id and the number in the log of each outcome that has one."""
        with self._plainly():
            yield from outcomes.numbers(self.database)

    def logged(self, number: int) -> decisions.LoggedDecision | None:
        """Return a logged decision with all that it was made from, or None."""
        with self._plainly():
            return decisions.logged(self.database, number)

    def log_entries(
        self, root: str | None = None, id_: str | None = None, limit: int | None = None
    ) -> Iterator[decisions.LogEntry]:
        """Yield log entries, the last first, of all records or of those named."""
        with self._plainly():
            yield from decisions.log_entries(self.database, root, id_, limit)
