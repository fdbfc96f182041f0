"""The decision log: what was decided, on what, by which policy, so that it can be repeated.

The log is only ever added to. It keeps what a decision was made from as contents, and knows
nothing of how one is made.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from forecourt.core.store.blobs import TABLE as BLOBS
from forecourt.core.store.blobs import get_json, put_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database


TABLE = "fc_decision"

COLUMNS = {
    "id": "INTEGER",
    "logged_at": "TEXT",
    "pack_name": "TEXT",
    "pack_version": "TEXT",
    "pack_digest": "TEXT",
    "as_of": "TEXT",
    "zone": "TEXT",
    "engine": "TEXT",
    "root": "TEXT",
    "root_id": "TEXT",
    "record_digest": "TEXT",
    "facts_digest": "TEXT",
    "outcome_digest": "TEXT",
    "bundle_digest": "TEXT",
}

CONTENTS = ("record", "facts", "outcome", "bundle")

ONLY_ADDED_TO = """
CREATE TRIGGER fc_decision_kept_{event} BEFORE {event} ON fc_decision
BEGIN SELECT RAISE(ABORT, 'the decision log is only added to'); END
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to be logged.

    `as_of` and `logged_at` are ISO texts with offset; `record`, `facts` and `outcome` are JSON
    values, `facts` being the other root that the decision read, if any; `bundle` holds the texts
    of the policy's layers by file name.
    """

    logged_at: str
    pack_name: str
    pack_version: str
    pack_digest: str
    as_of: str
    zone: str
    engine: str
    root: str
    root_id: str
    record: Any
    facts: Any
    outcome: Any
    bundle: Mapping[str, Any]


PLAIN = tuple(one.name for one in fields(Decision) if one.name not in CONTENTS)
"""What a logged decision says itself; the rest are contents, named by their digests."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A logged decision without its contents, which are named by their digests."""

    id: int
    logged_at: str
    pack_name: str
    pack_version: str
    pack_digest: str
    as_of: str
    zone: str
    engine: str
    root: str
    root_id: str
    record_digest: str
    facts_digest: str | None
    outcome_digest: str
    bundle_digest: str


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A logged decision with all that it was made from; `record` None if it was erased."""

    entry: LogEntry
    record: Any
    facts: Any
    outcome: Any
    bundle: Any


def create_log(database: Database) -> None:
    """Make the table of the log, which refuses changes and deletions."""
    needed = [name for name in COLUMNS if name not in {"id", "facts_digest"}]
    references = [
        (f"{name}_digest", BLOBS, "digest") for name in CONTENTS if name in {"bundle", "facts"}
    ]
    database.create_table(TABLE, COLUMNS, pk="id", not_null=needed, foreign_keys=references)
    database.table(TABLE).create_index(["root", "root_id"])
    for event in ("UPDATE", "DELETE"):
        database.execute(ONLY_ADDED_TO.format(event=event))


def log_decisions(database: Database, decisions: Sequence[Decision]) -> list[int]:
    """Log decisions; return their numbers in the log.

    Decisions share the store's facts and the policy: an object met again is written once.
    """
    digests: dict[int, str] = {}
    return [_log(database, decision, digests) for decision in decisions]


def _log(database: Database, decision: Decision, digests: dict[int, str]) -> int:
    row = {name: getattr(decision, name) for name in PLAIN}
    for name in CONTENTS:
        value = getattr(decision, name)
        if value is not None and id(value) not in digests:
            digests[id(value)] = put_json(database, value)
        row[f"{name}_digest"] = None if value is None else digests[id(value)]
    last = database.table(TABLE).insert(row).last_rowid
    return int(last or 0)


def logged(database: Database, number: int) -> LoggedDecision | None:
    """Return a logged decision with its contents, or None if the log has no such number."""
    row = next(database.table(TABLE).rows_where("id = ?", (number,)), None)
    if row is None:
        return None
    contents = {name: get_json(database, row[f"{name}_digest"]) for name in CONTENTS}
    return LoggedDecision(LogEntry(**row), **contents)


def log_entries(
    database: Database, root: str | None, root_id: str | None, limit: int | None
) -> Iterator[LogEntry]:
    """Yield log entries, the last first, of all roots or of those named."""
    wanted = {"root": root, "root_id": root_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = :{name}" for name in given) or None
    rows = database.table(TABLE).rows_where(where, given, order_by="id DESC", limit=limit)
    yield from (LogEntry(**row) for row in rows)


def forget_contents(database: Database, root: str, root_id: str) -> None:
    """Delete what the log keeps of a root record; the entries stay, with their digests."""
    for name in ("record", "outcome"):
        database.execute(
            f"DELETE FROM {BLOBS} WHERE digest IN (SELECT {name}_digest FROM {TABLE} "  # noqa: S608 - constants
            f"WHERE root = ? AND root_id = ?)",
            (root, root_id),
        )
