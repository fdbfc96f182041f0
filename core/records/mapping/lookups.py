"""Look-ups: files that are read whole, because rows of other files search them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import LookupRepeats
from forecourt.core.records.files import open_table
from forecourt.core.records.mapping.columns import column_problems
from forecourt.core.records.mapping.templates import cell_text, filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forecourt.core.records.files import Cell, Row
    from forecourt.core.records.mapping.model import LookupRule


def read_lookup(
    rule: LookupRule, path: Path
) -> tuple[dict[str, Cell] | None, tuple[Diagnostic, ...]]:
    """Return what stands in a look-up's file by key, or None if it cannot be read.

    Rows without a key or a value are passed over; they cannot be found.
    """
    found: dict[str, Cell] = {}
    problems: list[Diagnostic] = []
    with open_table(path, rule.layout) as table:
        if isinstance(table, Diagnostic):
            return None, (table,)
        missing = column_problems(table, (rule.key, *rule.value.columns))
        if missing:
            return None, missing
        for row in table.rows:
            if isinstance(row, Diagnostic):
                problems.append(row)
            else:
                problems += _enter(found, rule, row, Place(table.file, row.line))
    return found, tuple(problems)


def _enter(
    found: dict[str, Cell], rule: LookupRule, row: Row, place: Place
) -> tuple[Diagnostic, ...]:
    key, value = cell_text(row.cells.get(rule.key)), _value(rule, row.cells)
    if not key or cell_text(value) == "":
        return ()
    if found.setdefault(key, value) == value:
        return ()
    return (LookupRepeats(place, row.number, key, rule.name),)


def _value(rule: LookupRule, cells: Mapping[str, Cell]) -> Cell:
    if rule.value.plain:
        return cells.get(rule.value.columns[0])
    return filled(rule.value, cells)
