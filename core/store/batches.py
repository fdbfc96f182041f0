"""A batch of rows written as one transaction: all that fit, without those that do not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.diagnostics.importing import RowUnfit
from forecourt.core.records.merging import Draft, Effect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.records.mapping.fragments import Fragment
    from forecourt.core.store.store import Store

RootKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: where it stands, and what it says."""

    number: int
    place: Place
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch: the effect on each record, and the rows refused with reasons."""

    effects: dict[tuple[Any, ...], Effect]
    refused: dict[int, tuple[Diagnostic, ...]]


@dataclass(slots=True)
class _Merging:
    """The root records that a batch touches, as they were, and as its rows make them."""

    store: Store
    before: dict[RootKey, str | None] = field(default_factory=dict)

    def draft(self, key: RootKey) -> Draft:
        """Return a root record as it is in the store, ready to be merged into."""
        if key not in self.before:
            data = self.store.get_json(*key)
            self.before[key] = None if data is None else json.dumps(data)
        kept = self.before[key]
        return Draft(key[1], None if kept is None else json.loads(kept))


def write_batch(store: Store, rows: Iterable[ReadRow]) -> Written:
    """Merge rows into the store in one transaction; a row that breaks a record is left out.

    Rows are merged together first, and one by one only where the result does not fit.
    """
    kept = {row.number: row for row in rows}
    refused: dict[int, tuple[Diagnostic, ...]] = {}
    with store.writing():
        merging = _Merging(store)
        while True:
            drafts, effects = _merged(merging, kept.values())
            found = {key: store.read(key[0], draft.data) for key, draft in drafts.items()}
            unfit = [key for key, (record, _) in found.items() if record is None]
            if not unfit:
                break
            for key in unfit:
                refused |= _culprits(merging, key, kept.values())
            kept = {number: row for number, row in kept.items() if number not in refused}
        store.put_records(record for record, _ in found.values())
    return Written(effects, refused)


def _merged(
    merging: _Merging, rows: Iterable[ReadRow]
) -> tuple[dict[RootKey, Draft], dict[tuple[Any, ...], Effect]]:
    drafts: dict[RootKey, Draft] = {}
    effects: dict[tuple[Any, ...], Effect] = {}
    for row in rows:
        for fragment in row.fragments:
            key = (fragment.root, fragment.root_id)
            if key not in drafts:
                drafts[key] = merging.draft(key)
            effect = drafts[key].merge(fragment)
            if effects.get(fragment.key, Effect.UNCHANGED) is Effect.UNCHANGED:
                effects[fragment.key] = effect
    return drafts, effects


def _culprits(
    merging: _Merging, key: RootKey, rows: Iterable[ReadRow]
) -> dict[int, tuple[Diagnostic, ...]]:
    """Return the rows without which a root record fits, with the reasons.

    If it does not fit without any of them, all are refused.
    """
    mine = [row for row in rows if _speaking_of(key, row)]
    culprits: dict[int, tuple[Diagnostic, ...]] = {}
    reasons: tuple[Diagnostic, ...] = ()
    good: list[ReadRow] = []
    for row in mine:
        draft = merging.draft(key)
        for fragment in (one for each in (*good, row) for one in _speaking_of(key, each)):
            draft.merge(fragment)
        record, reasons = merging.store.read(key[0], draft.data)
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
