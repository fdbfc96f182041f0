"""Look-ups: files that are read whole, because rows of other files search them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import LookupRepeats
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.files import open_table
from forecourt.core.records.mapping.columns import column_problems, never_named
from forecourt.core.records.mapping.templates import cell_text, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from forecourt.core.records.files import Cell, Row, Table
    from forecourt.core.records.mapping.model import LookupRule

    Problems = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A look-up that was read: what stands in it by key.

    `known` are the keys that a message may name; none if they may identify somebody.
    """

    rule: LookupRule
    entries: Mapping[str, Cell]
    known: tuple[str, ...]


def read_lookup(rule: LookupRule, paths: Iterable[Path]) -> tuple[Lookup | None, Problems]:
    """Return what stands in a look-up's files by key, or None if one of them cannot be read.

    Rows without a key or a value are passed over; they cannot be found.
    """
    entries: dict[str, Cell] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        with open_table(path, rule.layout) as table:
            if isinstance(table, Diagnostic):
                return None, (table,)
            missing = column_problems(table, _read_columns(rule))
            if not missing:
                missing = _enter(entries, rule, table, problems)
            if missing:
                return None, missing
    known = () if rule.personal else tuple(entries)
    return Lookup(rule, entries, known), tuple(problems)


def _read_columns(rule: LookupRule) -> tuple[str, ...]:
    return (rule.key, *rule.value.columns)


def _enter(
    entries: dict[str, Cell], rule: LookupRule, table: Table, problems: list[Diagnostic]
) -> Problems:
    """Enter the rows of a file; return what is wrong with columns that only rows name."""
    names = dict.fromkeys(table.columns or ())
    for row in table.rows:
        if isinstance(row, Diagnostic):
            problems.append(row)
            continue
        problems += _entered(entries, rule, row, Place.of_row(table.file, row.line))
        if table.columns is None:
            names |= dict.fromkeys(row.cells)
    return never_named(table.file, names, _read_columns(rule))


def _entered(entries: dict[str, Cell], rule: LookupRule, row: Row, place: Place) -> Problems:
    key, value = cell_text(row.cells.get(rule.key)), _value(rule, row.cells)
    if not key or cell_text(value) == "":
        return ()
    if entries.setdefault(key, value) == value:
        return ()
    named = "a key" if rule.personal else f"`{shown(key)}`"
    return (LookupRepeats(place, row.number, named, rule.name),)


def _value(rule: LookupRule, cells: Mapping[str, Cell]) -> Cell:
    if rule.value.plain:
        return cells.get(rule.value.columns[0])
    return filled(rule.value, cells)
