"""The tables of records, which follow the record models."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlite_utils.db import ForeignKey

from forecourt.core.diagnostics.storing import StoreColumnUnfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.records import Records

ROOTS = "fc_root"
"""Every root record with the digest of its canonical JSON."""


class RecordTables:
    """Root records in the tables of their models, in one database."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records
