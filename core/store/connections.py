"""Connections to store files, for writing where that is allowed, else for reading only."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database

from forecourt.core.diagnostics.storing import (
    StoreBusy,
    StoreNotOpened,
    StoreReadOnly,
    StoreReplaced,
)
from forecourt.core.store.format import SETTINGS, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic

WRITING = "mode=rw"
READING = "mode=ro"
UNCHANGING = "mode=ro&immutable=1"
"""Reading without the files that SQLite would make beside a database: only what is in it."""

NO_WAY_TO_WRITE = ("SQLITE_READONLY", "SQLITE_CANTOPEN")

REASONS = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_CORRUPT": "its content is damaged",
    "SQLITE_NOTADB": "its content is damaged",
    "SQLITE_CANTOPEN": "the system does not let it be opened",
    "SQLITE_IOERR": "the disk cannot be read or written",
    "SQLITE_PERM": "permission denied",
}
"""What SQLite's errors say of a file, by how their names begin."""


def connect(path: Path, wait: float) -> tuple[Database, str]:
    """Return a connection to a store file that exists, and the mode in which it is open.

    `wait` is for how many seconds another process's writing is waited for.

    Raises:
        sqlite3.Error: the file cannot be read either.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return _for_reading(path, wait)
    try:
        return reconnect(path, WRITING, wait), WRITING
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(NO_WAY_TO_WRITE):
            raise
        return _for_reading(path, wait)


def reconnect(path: Path, mode: str, wait: float) -> Database:
    """Return a connection to a file, in a mode that `connect` found."""
    uri = f"{path.absolute().as_uri()}?{mode}"
    database = Database(sqlite3.connect(uri, uri=True, timeout=wait), execute_plugins=False)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        database.close()
        raise
    return database


def _for_reading(path: Path, wait: float) -> tuple[Database, str]:
    """Open a file for reading; what another process has not moved into it yet is read, too."""
    log = path.with_name(f"{path.name}-wal")
    mode = READING if log.exists() and log.stat().st_size else UNCHANGING
    return reconnect(path, mode, wait), mode


def may_write(database: Database) -> bool:
    """Tell whether a database may be written, without waiting for others that write it."""
    (wait,) = database.execute("PRAGMA busy_timeout").fetchone()
    database.execute("PRAGMA busy_timeout = 0")
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute(f"DELETE FROM {SETTINGS} WHERE 0")  # noqa: S608 - a constant
    except sqlite3.OperationalError as error:
        return not error.sqlite_errorname.startswith("SQLITE_READONLY")
    finally:
        database.rollback()
        database.execute(f"PRAGMA busy_timeout = {wait}")
    return True


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def finding_of(path: Path, error: OSError | sqlite3.Error) -> Diagnostic:
    """Return what an error says of a store file, in words."""
    place, name = place_of(path), getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_READONLY_DBMOVED":
        return StoreReplaced(place)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(place)
    if name.startswith("SQLITE_READONLY"):
        return StoreReadOnly(place)
    reason = next((said for begin, said in REASONS.items() if name.startswith(begin)), None)
    said = reason or getattr(error, "strerror", None) or str(error)
    return StoreNotOpened(place, str(said).lower())
