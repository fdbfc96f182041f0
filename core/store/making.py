"""Making the file of a new store."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from forecourt.core.store import decisions, outcomes
from forecourt.core.store.blobs import create_blobs
from forecourt.core.store.format import APPLICATION_ID, LAYOUT, SETTINGS
from forecourt.core.store.record_tables import RecordTables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.records.records import Records


def make_file(path: Path, records: Records, settings: Mapping[str, str | None]) -> None:
    """Make the file of a store without records; it appears whole or not at all.

    Raises:
        FileExistsError: there is a file already.
        OSError, sqlite3.Error: the system refuses.
    """
    if path.exists():
        raise FileExistsError(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".store-") as folder:
        draft = Path(folder, "new.db")
        _write_empty(draft, records, settings)
        _put_in_place(draft, path)


def _write_empty(path: Path, records: Records, settings: Mapping[str, str | None]) -> None:
    database = Database(path, execute_plugins=False)
    try:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {LAYOUT}")
        with database.atomic():
            table = database.create_table(SETTINGS, {"name": "TEXT", "value": "TEXT"}, pk="name")
            table.insert_all({"name": name, "value": value} for name, value in settings.items())
            create_blobs(database)
            decisions.create_log(database)
            outcomes.create_outcomes(database)
            RecordTables(database, records).create()
        database.enable_wal()
    finally:
        database.close()


def _put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless there is a file of that name."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError from None
        draft.rename(path)
