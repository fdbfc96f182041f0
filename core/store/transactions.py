"""Transactions that take the right to write at once, so that two writers never deadlock."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Make what is written within one transaction; within another it belongs to that."""
    if database.conn.in_transaction:
        yield
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.commit()
    except BaseException:
        database.rollback()
        raise
