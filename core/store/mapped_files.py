"""One file of rows, imported by its rule of a mapping."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.records.files import Row, open_table
from forecourt.core.records.mapping.columns import column_problems, columns_left, not_a_row
from forecourt.core.records.mapping.fragments import RowReader
from forecourt.core.store.batches import Drafts, write_batch
from forecourt.core.store.statements import Heard, ReadRow, Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from forecourt.core.records.files import Table
    from forecourt.core.records.mapping import FileRule
    from forecourt.core.records.mapping import Mapping as Rules
    from forecourt.core.records.mapping.lookups import Lookup
    from forecourt.core.store.store import Store
    from forecourt.core.store.tally import Tally

BATCH = 2000
"""Rows written in one transaction."""


@dataclass(frozen=True, slots=True)
class MappedFile:
    """A file, the rule that it is read by, and what the rule needs besides."""

    store: Store
    mapping: Rules
    rule: FileRule
    path: Path
    lookups: Mapping[str, Lookup]
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
        writing = _Writing(table, reader, Statements(self.rule), Drafts(self.store), tally)
        columns = dict.fromkeys(table.columns or ())
        tally.begin(table.file)
        while batch := list(islice(table.rows, BATCH)):
            if table.columns is None:
                rows = [row for row in batch if isinstance(row, Row)]
                columns |= {name: None for row in rows for name in row.cells}
            writing.write(batch)
        looked_up = self._looked_up()
        tally.add(*columns_left(table.file, table.header_row, columns, self.rule, looked_up))

    def _looked_up(self) -> set[str]:
        """Return the columns of this file that are read because others look them up."""
        rules = (one for one in self.mapping.lookups.values() if one.file == self.rule.name)
        return {name for rule in rules for name in (rule.key, *rule.value.columns)}


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the rows of a file, a batch at a time."""

    table: Table
    reader: RowReader
    statements: Statements
    drafts: Drafts
    tally: Tally

    def write(self, batch: Sequence[Row | Diagnostic]) -> None:
        """Write what fits of a batch, and note what does not and why."""
        came = _Came()
        rows = [read for row in batch if (read := self._read(row, came))]
        while rows:
            rows = self._write_rows(rows, came)
        self.tally.add(*sorted(came.findings, key=lambda one: one.place.line))
        self.tally.count(self.table.file, read=len(batch), kept=came.kept, refused=came.refused)

    def _read(self, row: Row | Diagnostic, came: _Came) -> ReadRow | None:
        """Return what a row says; None if it is passed over or refused."""
        if isinstance(row, Diagnostic):
            came.note((row,))
            return None
        file, wanted = self.table.file, self.reader.rule.columns
        problem = not_a_row(file, row, wanted) if self.table.columns is None else None
        fragments, problems = ((), (problem,)) if problem else self.reader.fragments(row)
        came.note(problems)
        return ReadRow(row.number, Place.of_row(file, row.line), fragments) if fragments else None

    def _write_rows(self, rows: Iterable[ReadRow], came: _Came) -> list[ReadRow]:
        """Write rows; return those that leaned on a row which was then refused."""
        heard = [self.statements.hear(row) for row in rows]
        written = write_batch(self.drafts, [one.counts for one in heard if one.counts])
        self.statements.forget(written.refused)
        self.tally.count_records(written.changes)
        again: list[ReadRow] = []
        for one in heard:
            reasons = written.refused.get(one.row.number)
            if reasons is None and not one.leans_on.isdisjoint(written.refused):
                again.append(one.row)
            else:
                came.settle(one, reasons)
        return again


@dataclass(slots=True)
class _Came:
    """What the rows of a batch came to."""

    findings: list[Diagnostic] = field(default_factory=list)
    kept: int = 0
    refused: int = 0

    def note(self, problems: tuple[Diagnostic, ...]) -> None:
        """Note what is wrong with a row as it is read; an error refuses it."""
        self.findings += problems
        self.refused += any(one.severity is Severity.ERROR for one in problems)

    def settle(self, one: Heard, reasons: tuple[Diagnostic, ...] | None) -> None:
        """Note what became of a row; `reasons` say why the store refused it, if it did."""
        kept = reasons is None and one.counts is not None
        self.kept += kept
        self.refused += not kept
        self.findings += one.findings if reasons is None else reasons
