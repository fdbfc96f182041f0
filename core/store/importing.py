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
    FileEmpty,
    FileNotGiven,
    FileNotMapped,
    FileNotRead,
    MappingNotGiven,
)
from forecourt.core.records.files import unreadable
from forecourt.core.records.files.json_rows import not_json_text
from forecourt.core.records.mapping.lookups import read_lookup
from forecourt.core.store.mapped_files import MappedFile
from forecourt.core.store.record_files import import_record_file
from forecourt.core.store.tally import FileReport, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from forecourt.core.records.mapping import FileRule
    from forecourt.core.records.mapping import Mapping as Rules
    from forecourt.core.records.mapping.lookups import Lookup
    from forecourt.core.records.schema import Schema
    from forecourt.core.store.store import Store

Progress = Callable[[str, int], None]
"""Called now and then with a file's name and how many of its rows have been read."""

WITH_ROWS = "at least one row below the header"
"""What a file is expected to hold where a mapping says what its rows are."""

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

    A file without records or rows is nothing to be told of, unless there are none in any file.
    A folder stands for the files in it that the mapping names. Files are taken in the order of
    the mapping, those of one pattern by their names, whatever the order in which they are given.
    Interrupted at any point, the store holds whole batches, and the same call finishes the rest.

    Raises:
        forecourt.core.store.store.StoreFailedError: the store cannot be written.
    """
    tally = Tally(progress)
    given = _files(files, mapping, tally)
    if mapping is None:
        for path in given:
            _import_unmapped(store, path, tally)
    else:
        _import_mapped(store, mapping, given, tally)
    if not any(one.severity is Severity.ERROR for one in tally.findings):
        tally.add(*_all_empty(tally, "at least one record" if mapping is None else WITH_ROWS))
    return _report(tally)


def _all_empty(tally: Tally, expected: str) -> list[Diagnostic]:
    """Return for each file that nothing stands in it, if nothing stands in any of them."""
    if any(one.read for one in tally.files.values()):
        return []
    return [FileEmpty(Place(file, 1), "the file", expected) for file in tally.files]


def _files(paths: Iterable[Path], mapping: Rules | None, tally: Tally) -> list[Path]:
    """Return the files given, folders replaced by those files in them that are wanted."""
    files: list[Path] = []
    for path in paths:
        inside = _inside(path)
        wanted = [path] if inside is None else [one for one in inside if _wanted(one, mapping)]
        if not wanted:
            tally.add(_nothing_inside(path, mapping))
        files += wanted
    return list(dict.fromkeys(files))


def _inside(path: Path) -> list[Path] | None:
    """Return what stands in a folder, or None if the path is no folder that can be listed."""
    try:
        return sorted(path.iterdir())
    except (OSError, ValueError):
        return None


def _nothing_inside(folder: Path, mapping: Rules | None) -> Diagnostic:
    names = [f"*{ending}" for ending in WHOLE_RECORDS] if mapping is None else _names(mapping)
    expected = "name files, or a folder of files named " + " or ".join(f"`{one}`" for one in names)
    place = Place(folder.name or str(folder), 1)
    return FileNotRead(place, "it is a folder without files that would be imported", expected)


def _wanted(file: Path, mapping: Rules | None) -> bool:
    if mapping is None:
        return file.suffix.lower() in WHOLE_RECORDS
    return any(fnmatch(file.name, name) for name in _names(mapping))


def _names(mapping: Rules) -> list[str]:
    """Return the names and patterns of the files that a mapping reads."""
    names = [rule.name for rule in mapping.files]
    return list(dict.fromkeys([*names, *(one.file for one in mapping.lookups.values())]))


def _import_unmapped(store: Store, path: Path, tally: Tally) -> None:
    problem = unreadable(path)
    if problem is None and path.suffix.lower() not in WHOLE_RECORDS:
        problem = MappingNotGiven(Place(path.name, 1))
    if problem is None:
        problem = not_json_text(path, path.name)
    if problem:
        tally.add(problem)
    else:
        import_record_file(store, path, tally)


def _import_mapped(store: Store, mapping: Rules, files: Iterable[Path], tally: Tally) -> None:
    root_ids = _root_ids(store, store.records.schema)
    in_order = sorted(files, key=lambda path: (path.name, path))
    lookups = _lookups(mapping, in_order, tally)
    for rule in mapping.files:
        for path in in_order:
            if fnmatch(path.name, rule.name) and _searchable(rule, lookups):
                MappedFile(store, mapping, rule, path, lookups, root_ids).write(tally)
    _note_unmapped(mapping, in_order, tally)


def _root_ids(store: Store, schema: Schema) -> dict[str, str]:
    """Return for each root the id that is meant where a mapping states none."""
    return {root: store.only_id(root) or root for root in schema.roots}


def _lookups(mapping: Rules, files: Sequence[Path], tally: Tally) -> dict[str, Lookup]:
    """Return the look-ups that can be read."""
    found: dict[str, Lookup] = {}
    for rule in mapping.lookups.values():
        paths = [path for path in files if fnmatch(path.name, rule.file)]
        if not paths:
            tally.add(FileNotGiven(rule.place, rule.name, rule.file))
            continue
        lookup, problems = read_lookup(rule, paths)
        tally.add(*problems)
        if lookup is not None:
            found[rule.name] = lookup
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
