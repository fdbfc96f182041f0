"""Whole record files: JSON in the very form of the records, which needs no mapping."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import JsonListWrapped, RecordFileUnfit
from forecourt.core.records.files.json_rows import json_elements, list_within
from forecourt.core.records.json_text import parse_json, place_finder

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
    tally.begin(path.name)
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
    return min(schema.roots, key=lambda root: len(data.keys() - _names(schema, root)))


def _names(schema: Schema, root: str) -> set[str]:
    model = schema.models[root]
    return {"id", *model.fields, *model.lists, *model.parts}


def _no_record(element: Element, schema: Schema, place: Place) -> Diagnostic | None:
    """Return what is wrong with an element that does not even look like a record, or None."""
    value = element.value
    if not isinstance(value, dict):
        return RecordFileUnfit(place, element.number, "it is not an object")
    if any(value.keys() & _names(schema, root) for root in schema.roots):
        return None
    within = list_within(value)
    if within is not None:
        return JsonListWrapped(place, element.number, within)
    if value and all(isinstance(one, dict) for one in value.values()):
        return RecordFileUnfit(place, element.number, "it is an object of objects")
    return None


def _read(
    store: Store, file: str, element: Element | Diagnostic
) -> tuple[Any, tuple[Diagnostic, ...]]:
    if isinstance(element, Diagnostic):
        return None, (element,)
    schema, start = store.records.schema, Place(file, element.line, element.column)
    problem = _no_record(element, schema, start)
    if problem:
        return None, (problem,)
    data, broken, twice = parse_json(element.text, start)
    if broken:
        return None, (broken,)
    place_of = place_finder(element.text, start)
    record, problems = store.read(root_meant(schema, data), data, file, place_of)
    if twice:
        return None, (*(found for _, found in twice), *problems)
    if record is not None:
        problems = (*problems, *store.records.leading_nowhere(record, place_of))
    return record, problems
