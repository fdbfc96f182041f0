"""Importing: files read by a mapping, or whole record files, merged into a store.

What was imported once changes nothing when it is imported again, because every record has an id
that its source decides. Each batch of rows is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.diagnostics.importing import (
    FileNotGiven,
    FileNotMapped,
    MappingNotGiven,
)
from forecourt.core.records.files import unreadable
from forecourt.core.records.mapping.lookups import read_lookup
from forecourt.core.store.mapped_files import MappedFile
from forecourt.core.store.record_files import import_record_file
from forecourt.core.store.tally import FileReport, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from forecourt.core.records.files import Cell
    from forecourt.core.records.mapping import FileRule
    from forecourt.core.records.mapping import Mapping as Rules
    from forecourt.core.records.schema import Schema
    from forecourt.core.store.store import Store

Progress = Callable[[str, int], None]
"""Called now and then with a file's name and how many of its rows have been read."""

WHOLE_RECORDS = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `read`, `kept` and `refused` count rows (elements, for JSON); rows that a mapping passes over
    count as read only. `inserted`, `changed` and `unchanged` count records. `notes` are warnings,
    `diagnostics` what was refused and why.
    """

    read: int
    kept: int
    refused: int
    inserted: int
    changed: int
    unchanged: int
    files: tuple[FileReport, ...]
    notes: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]


def import_files(
    store: Store, mapping: Rules | None, files: Iterable[Path], *, progress: Progress | None = None
) -> ImportReport:
    """Import files into a store; without a mapping they are JSON files of whole records.

    A folder stands for the files in it that the mapping names. Files are taken in the order of
    the mapping, whatever the order in which they are given. Interrupted at any point, the store
    holds whole batches, and the same call finishes the rest.

    Raises:
        forecourt.core.store.store.StoreFailedError: the store cannot be written.
    """
    tally = Tally(progress)
    given = _files(files, mapping)
    if mapping is None:
        for path in given:
            _import_unmapped(store, path, tally)
    else:
        _import_mapped(store, mapping, given, tally)
    return _report(tally)


def _files(paths: Iterable[Path], mapping: Rules | None) -> list[Path]:
    """Return the files given, folders replaced by those files in them that are wanted."""
    files: list[Path] = []
    for path in paths:
        inside = _inside(path)
        files += [path] if inside is None else [file for file in inside if _wanted(file, mapping)]
    return list(dict.fromkeys(files))


def _inside(path: Path) -> list[Path] | None:
    """Return the files in a folder, or None if the path is no folder that can be listed."""
    try:
        return sorted(file for file in path.iterdir() if file.is_file())
    except (OSError, ValueError):
        return None


def _wanted(file: Path, mapping: Rules | None) -> bool:
    if mapping is None:
        return file.suffix.lower() in WHOLE_RECORDS
    names = [rule.name for rule in mapping.files]
    names += [lookup.file for lookup in mapping.lookups.values()]
    return any(fnmatch(file.name, name) for name in names)


def _import_unmapped(store: Store, path: Path, tally: Tally) -> None:
    problem = unreadable(path)
    if problem:
        tally.add(problem)
    elif path.suffix.lower() in WHOLE_RECORDS:
        import_record_file(store, path, tally)
    else:
        tally.add(MappingNotGiven(Place(path.name, 1)))


def _import_mapped(store: Store, mapping: Rules, files: Sequence[Path], tally: Tally) -> None:
    root_ids = _root_ids(store, store.records.schema)
    lookups = _lookups(mapping, files, tally)
    for rule in mapping.files:
        for path in files:
            if fnmatch(path.name, rule.name) and _searchable(rule, lookups):
                MappedFile(store, mapping, rule, path, lookups, root_ids).write(tally)
    _note_unmapped(mapping, files, tally)


def _root_ids(store: Store, schema: Schema) -> dict[str, str]:
    """Return for each root the id that is meant where a mapping states none."""
    return {root: store.only_id(root) or root for root in schema.roots}


def _lookups(mapping: Rules, files: Iterable[Path], tally: Tally) -> dict[str, Mapping[str, Cell]]:
    """Return the look-ups that can be read."""
    found: dict[str, Mapping[str, Cell]] = {}
    for rule in mapping.lookups.values():
        path = next((path for path in files if fnmatch(path.name, rule.file)), None)
        if path is None:
            tally.add(FileNotGiven(rule.place, rule.name, rule.file))
            continue
        table, problems = read_lookup(rule, path)
        tally.add(*problems)
        if table is not None:
            found[rule.name] = table
    return found


def _searchable(rule: FileRule, lookups: Mapping[str, object]) -> bool:
    """Return whether all look-ups that a file needs were read; what is missing was reported."""
    searches = (field.search for record in rule.records for field in record.fields)
    return all(search.name in lookups for search in searches if search)


def _note_unmapped(mapping: Rules, files: Iterable[Path], tally: Tally) -> None:
    names = tuple(rule.name for rule in mapping.files)
    for path in files:
        if not _wanted(path, mapping):
            tally.add(FileNotMapped(Place(path.name, 1), path.name, names))


def _report(tally: Tally) -> ImportReport:
    warnings = [one for one in tally.findings if one.severity is Severity.WARNING]
    errors = [one for one in tally.findings if one.severity is Severity.ERROR]
    return ImportReport(
        *tally.rows(),
        *tally.records(),
        tuple(tally.files.values()),
        tuple(warnings),
        tuple(errors),
    )
