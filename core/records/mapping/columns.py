"""The columns that a mapping reads, held against those that a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import (
    ColumnMissing,
    ColumnRepeated,
    ColumnsNotMapped,
    ElementUnfit,
    HeaderMissing,
    JsonListWrapped,
)
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.files.json_rows import list_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from forecourt.core.records.files import Row, Table
    from forecourt.core.records.mapping.model import FileRule


def column_problems(table: Table, wanted: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file's header for somebody who reads the columns named.

    Files whose rows name their own cells have no header that could be wrong.
    """
    columns = tuple(dict.fromkeys(wanted))
    if table.columns is None:
        return ()
    place = Place.of_row(table.file, table.header_row)
    missing = [name for name in columns if name not in table.columns]
    if missing and len(missing) == len(columns):
        return (HeaderMissing(place, table.header_row, columns),)
    repeated = [name for name in columns if name in table.repeated]
    return (
        *(ColumnMissing(place, name, table.columns) for name in missing),
        *(ColumnRepeated(place, name) for name in repeated),
    )


def not_a_row(file: str, row: Row, wanted: Collection[str]) -> Diagnostic | None:
    """Return why an element whose names are its columns can be no row, or None."""
    if not wanted or not row.cells.keys().isdisjoint(wanted):
        return None
    place, within = Place.of_row(file, row.line), list_within(row.cells)
    if within is not None:
        return JsonListWrapped(place, row.number, within)
    listed = ", ".join(f"`{shown(name)}`" for name in wanted)
    return ElementUnfit(place, row.number, f"it names none of the columns {listed}")


def never_named(file: str, names: Iterable[str], wanted: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return which of the columns wanted no row of a file names; nothing if it has no rows."""
    known = tuple(names)
    missing = [name for name in dict.fromkeys(wanted) if known and name not in known]
    return tuple(ColumnMissing(Place.of_row(file, 1), name, known) for name in missing)


def columns_left(
    file: str, line: int, columns: Iterable[str], rule: FileRule, looked_up: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """Return a note of the columns that nothing reads, or nothing."""
    read = {*rule.columns, *rule.ignore, *looked_up}
    left = tuple(name for name in dict.fromkeys(columns) if name and name not in read)
    return (ColumnsNotMapped(Place.of_row(file, line), left),) if left else ()
