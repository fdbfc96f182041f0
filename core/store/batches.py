"""A batch of rows written as one transaction: all that fit, without those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Severity
from forecourt.core.diagnostics.importing import RowUnfit
from forecourt.core.records.merging import Change, Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.records.mapping.fragments import Fragment
    from forecourt.core.store.statements import ReadRow
    from forecourt.core.store.store import Store

RootKey = tuple[str, str]

REMEMBERED = 1000
"""Root records remembered from batch to batch."""


class Drafts:
    """Root records taken out of a store to be merged into.

    Those written last are remembered, because files often come back to them; what is remembered
    counts only while its digest is still that of the store.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._remembered: dict[RootKey, tuple[str, dict[str, Any]]] = {}

    def take(self, key: RootKey) -> Draft:
        """Return a root record as it is in the store."""
        digest = self.store.digest_of(*key)
        if digest is None:
            return Draft(key[1], None)
        remembered, data = self._remembered.pop(key, ("", {}))
        return Draft(key[1], data if remembered == digest else self.store.get_json(*key))

    def remember(self, drafts: dict[RootKey, Draft]) -> None:
        """Keep drafts that the store now holds."""
        for key, draft in drafts.items():
            digest = self.store.digest_of(*key)
            if digest is not None:
                self._remembered[key] = (digest, draft.data)
        for key in list(self._remembered)[:-REMEMBERED]:
            del self._remembered[key]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch: what it did to each record, and the rows refused with reasons."""

    changes: dict[tuple[Any, ...], Change]
    refused: dict[int, tuple[Diagnostic, ...]]


def write_batch(drafts: Drafts, rows: Iterable[ReadRow]) -> Written:
    """Merge rows into the store in one transaction; a row that breaks a record is left out.

    Rows are merged together first, and one by one only where the result does not fit.
    """
    kept = {row.number: row for row in rows}
    refused: dict[int, tuple[Diagnostic, ...]] = {}
    store = drafts.store
    with store.writing():
        while True:
            merged, changes = _merged(drafts, kept.values())
            found = {
                key: store.read(key[0], draft.data)
                for key, draft in merged.items()
                if draft.changed
            }
            unfit = [key for key, (record, _) in found.items() if record is None]
            if not unfit:
                break
            for key in unfit:
                refused |= _culprits(drafts, key, kept.values())
            kept = {number: row for number, row in kept.items() if number not in refused}
        store.put_records(record for record, _ in found.values())
    drafts.remember(merged)
    return Written(changes, refused)


def _merged(
    drafts: Drafts, rows: Iterable[ReadRow]
) -> tuple[dict[RootKey, Draft], dict[tuple[Any, ...], Change]]:
    merged: dict[RootKey, Draft] = {}
    changes: dict[tuple[Any, ...], Change] = {}
    for row in rows:
        for fragment in row.fragments:
            key = (fragment.root, fragment.root_id)
            if key not in merged:
                merged[key] = drafts.take(key)
            change = merged[key].merge(fragment)
            changes.setdefault(fragment.key, Change()).then(change)
    return merged, changes


def _culprits(
    drafts: Drafts, key: RootKey, rows: Iterable[ReadRow]
) -> dict[int, tuple[Diagnostic, ...]]:
    """Return the rows without which a root record fits, with the reasons.

    If it does not fit without any of them, all are refused.
    """
    mine = [row for row in rows if _speaking_of(key, row)]
    culprits: dict[int, tuple[Diagnostic, ...]] = {}
    reasons: tuple[Diagnostic, ...] = ()
    good: list[ReadRow] = []
    for row in mine:
        draft = drafts.take(key)
        for fragment in (one for each in (*good, row) for one in _speaking_of(key, each)):
            draft.merge(fragment)
        record, reasons = drafts.store.read(key[0], draft.data)
        if record is None:
            culprits[row.number] = _as_row(row, reasons)
        else:
            good.append(row)
    return culprits or {row.number: _as_row(row, reasons) for row in mine}


def _speaking_of(key: RootKey, row: ReadRow) -> list[Fragment]:
    return [one for one in row.fragments if (one.root, one.root_id) == key]


def _as_row(row: ReadRow, reasons: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a record as findings about the row that made it so."""
    return tuple(
        RowUnfit(row.place, row.number, reason.message, reason.help or "")
        for reason in reasons
        if reason.severity is Severity.ERROR
    )
