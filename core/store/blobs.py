"""Contents kept once each, under their digest, compressed."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from forecourt.core.store.canonical import canonical_json, digest

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLE = "fc_blob"
COLUMNS = {"digest": "TEXT", "size": "INTEGER", "content": "BLOB"}


def create_blobs(database: Database) -> None:
    """Make the table of blobs."""
    database.create_table(TABLE, COLUMNS, pk="digest", not_null=tuple(COLUMNS))


def put_blob(database: Database, content: bytes) -> str:
    """Keep bytes, unless they are kept already; return their digest."""
    key = digest(content)
    if not database.execute(f"SELECT 1 FROM {TABLE} WHERE digest = ?", (key,)).fetchone():  # noqa: S608 - a constant
        row = {"digest": key, "size": len(content), "content": zlib.compress(content)}
        database.table(TABLE).insert(row)
    return key


def put_json(database: Database, value: Any) -> str:
    """Keep a JSON value in canonical form; return its digest."""
    return put_blob(database, canonical_json(value))


def get_blob(database: Database, key: str | None) -> bytes | None:
    """Return the bytes of a digest, or None if they are not kept (any more)."""
    found = next(database.table(TABLE).rows_where("digest = ?", (key,)), None)
    return None if found is None else zlib.decompress(found["content"])


def get_json(database: Database, key: str | None) -> Any:
    """Return the JSON value of a digest, or None if it is not kept (any more)."""
    content = get_blob(database, key)
    return None if content is None else json.loads(content)
