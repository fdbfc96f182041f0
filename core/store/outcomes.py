"""The last outcome of each root record, and its tasks as rows of a worklist."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlite_utils.db import ForeignKey

from forecourt.core.store.canonical import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database

OUTCOMES = "fc_outcome"
TASKS = "fc_task"

OUTCOME_COLUMNS = {
    "root": "TEXT",
    "root_id": "TEXT",
    "pack_digest": "TEXT",
    "rules_digest": "TEXT",
    "as_of": "TEXT",
    "record_digest": "TEXT",
    "facts_digest": "TEXT",
    "next_change_at": "TEXT",
    "log": "INTEGER",
    "outcome": "TEXT",
}

TASK_COLUMNS = {
    "root": "TEXT",
    "root_id": "TEXT",
    "position": "INTEGER",
    "name": "TEXT",
    "subject": "TEXT",
    "occurrence": "TEXT",
    "role": "TEXT",
    "person": "TEXT",
    "label": "TEXT",
    "obligation": "TEXT",
    "from": "TEXT",
    "due": "TEXT",
    "due_precision": "TEXT",
    "until": "TEXT",
    "status": "TEXT",
    "done_at": "TEXT",
    "task": "TEXT",
}

COPIED = tuple(name for name in TASK_COLUMNS if name not in {"root", "root_id", "position", "task"})
KEY = ("root", "root_id")

FRESHNESS = (
    "root", "root_id", "rules_digest", "facts_digest", "record_digest", "next_change_at", "as_of",
)  # fmt: skip
"""What tells whether an outcome is to be relied upon: an index of its own, as outcomes are long."""

FRESHNESS_INDEX = f"idx_{OUTCOMES}_freshness"


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """The last outcome of a root record.

    `outcome` is the full JSON shape, and `log` its number in the log. The digests name what it was
    made from: the policy; all rules, with the plugins; the record; what all outcomes may read.
    Moments are ISO texts without offset, on the store's wall clock: they compare as they follow
    each other. From `as_of` up to `next_change_at`, if that is not None, it holds.
    """

    root: str
    root_id: str
    pack_digest: str
    rules_digest: str | None
    as_of: str
    record_digest: str
    facts_digest: str | None
    next_change_at: str | None
    outcome: Any
    log: int | None = None


def create_outcomes(database: Database) -> None:
    """Make the tables of outcomes and tasks."""
    needed = ("pack_digest", "as_of", "record_digest", "outcome")
    database.create_table(OUTCOMES, OUTCOME_COLUMNS, pk=KEY, not_null=needed)
    owner = ForeignKey(TASKS, None, OUTCOMES, None, KEY, KEY, True, on_delete="CASCADE")
    database.create_table(
        TASKS, TASK_COLUMNS, pk=(*KEY, "position"), not_null=("task",), foreign_keys=[owner]
    )
    for columns in (["status", "due"], ["role", "status"], ["person", "status"]):
        database.table(TASKS).create_index(columns)
    database.table(OUTCOMES).create_index(FRESHNESS, FRESHNESS_INDEX)


def put_outcomes(database: Database, outcomes: Iterable[KeptOutcome]) -> int:
    """Keep outcomes in the place of earlier ones of the same root records; return how many."""
    kept = list(outcomes)
    keys = [(one.root, one.root_id) for one in kept]
    database.conn.executemany(
        f"DELETE FROM {OUTCOMES} WHERE root = ? AND root_id = ?",  # noqa: S608 - a constant
        keys,
    )
    database.table(OUTCOMES).insert_all(map(_outcome_row, kept))
    database.table(TASKS).insert_all(row for one in kept for row in _task_rows(one))
    return len(kept)


def delete_outcome(database: Database, root: str, root_id: str) -> None:
    """Delete the outcome of a root record with its tasks."""
    database.table(OUTCOMES).delete_where("root = ? AND root_id = ?", (root, root_id))


def outcome_of(database: Database, root: str, root_id: str) -> KeptOutcome | None:
    """Return the last outcome of a root record, or None."""
    found = database.table(OUTCOMES).rows_where("root = ? AND root_id = ?", (root, root_id))
    return next((_outcome(row) for row in found), None)


def outcomes(database: Database) -> Iterator[KeptOutcome]:
    """Yield all outcomes in the order of their records."""
    for row in database.table(OUTCOMES).rows_where(order_by="root, root_id"):
        yield _outcome(row)


def numbers(database: Database) -> Iterator[tuple[str, str, int]]:
    """Yield the root, the id and the number in the log of each outcome that has one."""
    sql = f"SELECT root, root_id, log FROM {OUTCOMES} WHERE log IS NOT NULL ORDER BY log"  # noqa: S608 - a constant
    yield from database.execute(sql)


def tasks(database: Database, wanted: Mapping[str, str | Iterable[str]]) -> Iterator[Any]:
    """Yield tasks in their JSON shape, with `root`, `root_id` and `log` added, first due first.

    `wanted` names columns of the worklist and the value, or the values, that they may have.
    """
    where, values = _where(wanted)
    rows = database.execute(
        f"SELECT root, root_id, log, task FROM {TASKS} JOIN {OUTCOMES} USING (root, root_id) "  # noqa: S608 - constants
        f'WHERE {where} ORDER BY due IS NULL, due, root, root_id, "position"',
        values,
    )
    for root, root_id, log, task in rows:
        yield {"root": root, "root_id": root_id, "log": log, **json.loads(task)}


def _where(wanted: Mapping[str, str | Iterable[str]]) -> tuple[str, list[str]]:
    terms: list[str] = []
    values: list[str] = []
    for column, value in wanted.items():
        if column not in TASK_COLUMNS:
            raise ValueError(f"a worklist has no column {column}")
        choices = [value] if isinstance(value, str) else list(value)
        terms.append(f'"{column}" IN ({", ".join("?" * len(choices))})')
        values += choices
    return " AND ".join(terms) or "1", values


def _outcome_row(one: KeptOutcome) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in OUTCOME_COLUMNS}
    return {**row, "outcome": canonical_json(one.outcome).decode()}


def _outcome(row: Mapping[str, Any]) -> KeptOutcome:
    return KeptOutcome(**{**row, "outcome": json.loads(row["outcome"])})


def _task_rows(one: KeptOutcome) -> Iterator[dict[str, Any]]:
    for position, task in enumerate(one.outcome.get("tasks", ())):
        row = {name: _plain(task.get(name)) for name in COPIED}
        yield {
            "root": one.root,
            "root_id": one.root_id,
            "position": position,
            **row,
            "task": canonical_json(task).decode(),
        }


def _plain(value: Any) -> str | None:
    """Return a value for a column; a label in several languages stays JSON."""
    return value if value is None or isinstance(value, str) else canonical_json(value).decode()
