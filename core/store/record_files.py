"""Whole record files: JSON in the very form of the records, which needs no mapping."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import RecordFileUnfit
from forecourt.core.records.files.json_rows import json_elements

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forecourt.core.records.files.json_rows import Element
    from forecourt.core.records.schema import Schema
    from forecourt.core.store.store import Store
    from forecourt.core.store.tally import Tally

BATCH = 200
"""Records written in one transaction."""


def import_record_file(store: Store, path: Path, tally: Tally) -> None:
    """Import the records of a JSON file, each in the place of an earlier one with its id."""
    elements = json_elements(path, path.name)
    while batch := list(islice(elements, BATCH)):
        records = []
        for element in batch:
            record, problems = _read(store, path.name, element)
            tally.add(*problems)
            if record is not None:
                records.append(record)
        counts = store.put_records(records)
        tally.count(
            path.name, read=len(batch), kept=len(records), refused=len(batch) - len(records)
        )
        tally.count_whole(**asdict(counts))


def root_meant(schema: Schema, data: Mapping[str, Any]) -> str:
    """Return the root model that has most of the keys of a record file."""

    def unknown(root: str) -> int:
        model = schema.models[root]
        known = {"id", *model.fields, *model.lists, *model.parts}
        return len(data.keys() - known)

    return min(schema.roots, key=unknown)


def _read(
    store: Store, file: str, element: Element | Diagnostic
) -> tuple[Any, tuple[Diagnostic, ...]]:
    if isinstance(element, Diagnostic):
        return None, (element,)
    if not isinstance(element.value, dict):
        place = Place(file, element.line)
        return None, (RecordFileUnfit(place, element.number, "it is not an object"),)
    record, problems = store.read(root_meant(store.records.schema, element.value), element.value)
    place = Place(file, element.line)
    return record, tuple(replace(one, place=place) for one in problems)
