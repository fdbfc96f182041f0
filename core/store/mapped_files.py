"""One file of rows, imported by its rule of a mapping."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.diagnostics.importing import RowRepeats
from forecourt.core.records.files import Row, open_table
from forecourt.core.records.mapping.columns import column_problems, columns_left
from forecourt.core.records.mapping.fragments import Fragment, RowReader
from forecourt.core.store.batches import Drafts, ReadRow, write_batch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forecourt.core.records.files import Cell, Table
    from forecourt.core.records.mapping import FileRule
    from forecourt.core.records.mapping import Mapping as Rules
    from forecourt.core.store.store import Store
    from forecourt.core.store.tally import Tally

BATCH = 2000
"""Rows written in one transaction."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file, the rule that it is read by, and what the rule needs besides."""

    store: Store
    mapping: Rules
    rule: FileRule
    path: Path
    lookups: Mapping[str, Mapping[str, Cell]]
    root_ids: Mapping[str, str]

    def write(self, tally: Tally) -> None:
        """Import the file, batch by batch."""
        with open_table(self.path, self.rule.layout) as table:
            if isinstance(table, Diagnostic):
                tally.add(table)
                return
            problems = column_problems(table, self.rule.columns)
            tally.add(*problems)
            if not problems:
                self._write_rows(table, tally)

    def _write_rows(self, table: Table, tally: Tally) -> None:
        reader = RowReader(table.file, self.rule, self.lookups, self.root_ids, self.store.zone)
        makers, drafts = _Makers(table.file), Drafts(self.store)
        columns = dict.fromkeys(table.columns or ())
        while batch := list(islice(table.rows, BATCH)):
            if table.columns is None:
                columns |= {
                    name: None for row in batch if isinstance(row, Row) for name in row.cells
                }
            _write_batch(batch, reader, makers, drafts, tally)
        looked_up = self._looked_up()
        tally.add(*columns_left(table.file, table.header_row, columns, self.rule, looked_up))

    def _looked_up(self) -> set[str]:
        """Return the columns of this file that are read because others look them up."""
        rules = (one for one in self.mapping.lookups.values() if one.file == self.rule.name)
        return {name for rule in rules for name in (rule.key, *rule.value.columns)}


class _Makers:
    """Which row made which record of a file, so that a second one is noticed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[Key, int] = {}

    def repeated(self, row: Row, fragments: tuple[Fragment, ...]) -> tuple[Diagnostic, ...]:
        """Note a row's records; return a finding, and note nothing, if one was made before."""
        single = [one for one in fragments if not one.repeats]
        for one in single:
            first = self._rows.get(one.key)
            if first is not None:
                place = Place(self._file, row.line)
                return (RowRepeats(place, row.number, one.model, one.id, first),)
        self._rows.update((one.key, row.number) for one in single)
        return ()

    def forget(self, number: int) -> None:
        """Let another row make what a row that was refused would have made."""
        self._rows = {key: row for key, row in self._rows.items() if row != number}


def _write_batch(
    batch: list[Row | Diagnostic],
    reader: RowReader,
    makers: _Makers,
    drafts: Drafts,
    tally: Tally,
) -> None:
    rows: list[ReadRow] = []
    refused = 0
    for row in batch:
        read, problems = _read(row, reader, makers)
        tally.add(*problems)
        refused += any(one.severity is Severity.ERROR for one in problems)
        if read:
            rows.append(read)
    written = write_batch(drafts, rows)
    for number, reasons in written.refused.items():
        makers.forget(number)
        tally.add(*reasons)
    tally.count_records(written.effects)
    refused += len(written.refused)
    tally.count(
        reader.file, read=len(batch), kept=len(rows) - len(written.refused), refused=refused
    )


def _read(
    row: Row | Diagnostic, reader: RowReader, makers: _Makers
) -> tuple[ReadRow | None, tuple[Diagnostic, ...]]:
    """Return what a row says, None if it is passed over or refused, and the findings."""
    if isinstance(row, Diagnostic):
        return None, (row,)
    fragments, problems = reader.fragments(row)
    repeated = makers.repeated(row, fragments)
    if repeated or not fragments:
        return None, (*problems, *repeated)
    return ReadRow(row.number, Place(reader.file, row.line), fragments), problems
