"""What one row says of which records: fragments, to be merged with what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.diagnostics.importing import (
    CellMissing,
    CellUnfit,
    LookupLeftOut,
    LookupUnmatched,
)
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.mapping.cells import canonical, value_of
from forecourt.core.records.mapping.templates import cell_text, filled
from forecourt.core.values.reading import Unfit
from forecourt.core.values.types import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.records.files import Cell, Row
    from forecourt.core.records.mapping.lookups import Lookup
    from forecourt.core.records.mapping.model import (
        Condition,
        FieldRule,
        FileRule,
        RecordRule,
        Step,
    )
    from forecourt.core.records.mapping.templates import Template

Lookups = Mapping[str, "Lookup"]
"""The look-ups that were read, by name."""


HIDDEN = "the value"
"""What messages say instead of a value that may identify somebody."""


class Filling(NamedTuple):
    """A value for a field, in the form of record files, and what absence of it would say."""

    path: tuple[str, ...]
    value: Any
    absent: Any


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a row says of one record.

    `steps` go from the root to the record: (list, id) of each level below the root.
    """

    model: str
    root: str
    root_id: str
    steps: tuple[tuple[str, str], ...]
    fillings: tuple[Filling, ...]
    repeats: bool

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells this record from all others."""
        return (self.root, self.root_id, *self.steps)

    @property
    def id(self) -> str:
        """The record's own id."""
        return self.steps[-1][1] if self.steps else self.root_id


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file by its rule.

    `root_ids` holds the id of the only record of those root models whose id a mapping may leave
    out.
    """

    file: str
    rule: FileRule
    lookups: Lookups
    root_ids: Mapping[str, str]
    zone: str

    def fragments(self, row: Row) -> tuple[tuple[Fragment, ...], tuple[Diagnostic, ...]]:
        """Return what a row says, and what is wrong with it; an error refuses the whole row.

        A row that the rule's conditions pass over says nothing.
        """
        problems: list[Diagnostic] = []
        if not holds(self.rule.only, row.cells):
            return (), ()
        found = [
            fragment
            for rule in self.rule.records
            if holds(rule.only, row.cells) and (fragment := self._fragment(rule, row, problems))
        ]
        refused = any(problem.severity is Severity.ERROR for problem in problems)
        return () if refused else tuple(found), tuple(dict.fromkeys(problems))

    def _fragment(self, rule: RecordRule, row: Row, problems: list[Diagnostic]) -> Fragment | None:
        ids = [self._id(step, row, problems) for step in rule.steps]
        fillings = tuple(self._fillings(rule.fields, row, problems))
        if not all(ids):
            return None
        lists = [step.list for step in rule.steps]
        steps = tuple(zip(lists[1:], ids[1:], strict=True))
        root = rule.steps[0].model
        return Fragment(rule.model, root, ids[0], steps, fillings, rule.repeats)

    def _id(self, step: Step, row: Row, problems: list[Diagnostic]) -> str:
        """Return the id at one level; empty, with a problem noted, if the row has none."""
        if not step.ids:
            return self.root_ids[step.model]
        for template in step.ids:
            text = filled(template, row.cells)
            if text:
                return self._proper_id(text, step, template, row, problems)
        columns = step.ids[-1].columns
        empty = next((name for name in columns if not cell_text(row.cells[name])), columns[0])
        name = f"{step.model}.id"
        problems.append(CellMissing(self._place(row), row.number, empty, name))
        return ""

    def _proper_id(
        self, text: str, step: Step, template: Template, row: Row, problems: list[Diagnostic]
    ) -> str:
        """Return an id as it will be kept, for it must be found by it again."""
        try:
            return str(canonical(text, Text(), self.zone))
        except Unfit as unfit:
            value = self._shown(text, template.columns)
            column, name = ", ".join(template.columns), f"{step.model}.id"
            place = self._place(row)
            problems.append(CellUnfit(place, row.number, column, value, name, unfit.expected))
            return ""

    def _fillings(
        self, rules: Iterable[FieldRule], row: Row, problems: list[Diagnostic]
    ) -> Iterator[Filling]:
        for rule in rules:
            if not holds(rule.only, row.cells):
                continue
            try:
                value = self._value(rule, row)
            except _RefusedError as refused:
                problems.append(refused.finding)
                continue
            if value is not None:
                yield Filling(rule.path, value, rule.absent)

    def _value(self, rule: FieldRule, row: Row) -> Any:
        """Return the value of a field, None if the row says nothing of it."""
        if rule.source is None:
            return rule.constant
        cell = self._cell(rule, row)
        if cell is None:
            if rule.required:
                column = rule.source.columns[0]
                raise _RefusedError(CellMissing(self._place(row), row.number, column, rule.name))
            return None
        text = cell_text(cell)
        translated = rule.values.get(text)
        if rule.search is None and translated is not None:
            return translated
        if rule.search is not None:
            cell = self._found(rule, row, text if translated is None else translated)
        try:
            return value_of(cell, rule.type, rule.reading, self.zone)
        except Unfit as unfit:
            raise _RefusedError(self._cell_unfit(rule, row, cell, unfit)) from None

    def _cell(self, rule: FieldRule, row: Row) -> Cell:
        """Return the cell that a field is filled from, None if it is empty."""
        source = rule.source
        if source is None:
            return None
        if not source.plain:
            return filled(source, row.cells)
        cell = row.cells.get(source.columns[0])
        return None if cell_text(cell) in self.rule.empty else cell

    def _found(self, rule: FieldRule, row: Row, key: str) -> Cell:
        """Return what a look-up holds under a key."""
        search, source = rule.search, rule.source
        if search is None or source is None:
            return key
        lookup = self.lookups[search.name]
        if key in lookup.entries:
            return lookup.entries[key]
        finding = LookupUnmatched if search.required else LookupLeftOut
        hidden = rule.personal or lookup.rule.personal
        value = self._shown(key, source.columns, hidden=hidden)
        word, known = ("", ()) if value == HIDDEN else (key, lookup.known)
        column, of = ", ".join(source.columns), lookup.rule
        place = self._place(row)
        raise _RefusedError(
            finding(place, row.number, column, value, of.name, of.file, of.key, word, known)
        )

    def _cell_unfit(self, rule: FieldRule, row: Row, cell: Cell, unfit: Unfit) -> Diagnostic:
        columns = rule.source.columns if rule.source else ()
        hidden = rule.personal or (
            rule.search is not None and self.lookups[rule.search.name].rule.personal
        )
        value = self._shown(cell_text(cell), columns, hidden=hidden)
        near = None if value == HIDDEN else unfit.nearest
        place, column = self._place(row), ", ".join(columns)
        return CellUnfit(place, row.number, column, value, rule.name, unfit.expected, near)

    def _shown(self, text: str, columns: Iterable[str], *, hidden: bool = False) -> str:
        """Return a cell's text for a message, or that it is hidden because it may be personal."""
        if hidden or not self.rule.personal.isdisjoint(columns):
            return HIDDEN
        return f"`{shown(text)}`"

    def _place(self, row: Row) -> Place:
        return Place.of_row(self.file, row.line)


class _RefusedError(Exception):
    """Carries a finding from a cell to its row."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding)
        self.finding = finding


def holds(only: Iterable[Condition], cells: Mapping[str, Cell]) -> bool:
    """Return whether a row meets all conditions."""
    return all(cell_text(cells.get(one.column)) in one.values for one in only)
