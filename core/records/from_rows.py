"""Rows of the tables of records, as `tables` gave them, made records again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.records.quick import absent, names, record_of
from forecourt.core.records.tables import POSITION, keys
from forecourt.core.values.types import Day, Many, Moment, TimeOfDay, Type, YesNo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import ModelSchema, Schema

    _Row = Mapping[str, Any]
    _Grouped = Mapping[str, Mapping[tuple[Any, ...], Sequence[_Row]]]
    """Rows by their table and by the ids above them."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What the rows of a model become."""

    made: type[Record]
    keys: tuple[str, ...]
    absent: dict[str, Any]
    """What a record holds whose row holds nothing, or is older than its columns."""
    names: set[str]
    fields: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    """Each with what makes its value of what is stored, where that is not the value itself."""
    parts: tuple[tuple[str, str], ...]
    """Names of parts and of lists, each with its model."""
    lists: tuple[tuple[str, str], ...]


class RowReader:
    """Makes records of rows, by the classes of their models."""

    def __init__(self, schema: Schema, classes: Mapping[str, type[Record]]) -> None:
        self._forms = {
            name: _form(model, schema, classes[name]) for name, model in schema.models.items()
        }

    def record(self, root: str, found: Mapping[str, Sequence[_Row]]) -> Record:
        """Return the root record that the rows of its tables make up, as `rows` gave them.

        `found` holds the rows of this one root record by table, in any order; further columns
        are passed over; a table without rows, or a column that is new, may be left out.
        """
        grouped = {
            table: _by_place(lines, self._forms[table].keys)
            for table, lines in found.items()
            if lines and table in self._forms
        }
        return self._record(self._forms[root], found[root][0], grouped, ())

    def _record(self, form: _Form, row: _Row, grouped: _Grouped, above: tuple[Any, ...]) -> Record:
        values = form.absent.copy()
        for name, restored in form.fields:
            stored = row.get(name)
            if stored is not None:
                values[name] = restored(stored) if restored else stored
        below = (*above, row["id"])
        for name, model in form.parts:
            if model in grouped:
                held = self._records(model, grouped, below)
                values[name] = held[0] if held else None
        for name, model in form.lists:
            if model in grouped:
                values[name] = self._records(model, grouped, below)
        return record_of(form.made, values, form.names)

    def _records(self, model: str, grouped: _Grouped, above: tuple[Any, ...]) -> tuple[Record, ...]:
        """Return the records of a model that stand directly below those of `above`."""
        form, found = self._forms[model], grouped[model].get(above, ())
        return tuple([self._record(form, row, grouped, above) for row in found])


def _form(model: ModelSchema, schema: Schema, made: type[Record]) -> _Form:
    return _Form(
        made,
        keys(model.name, schema),
        absent(model),
        names(model),
        tuple((name, _restoring(field.type)) for name, field in model.fields.items()),
        tuple((part.name, part.model) for part in model.parts.values()),
        tuple((entry.name, entry.model) for entry in model.lists.values()),
    )


def _by_place(found: Sequence[_Row], above: tuple[str, ...]) -> dict[tuple[Any, ...], list[_Row]]:
    """Return the rows of a table by the ids above them, in the order of their lists."""
    places: dict[tuple[Any, ...], list[_Row]] = {}
    for row in sorted(found, key=lambda row: row.get(POSITION) or 0):
        places.setdefault(tuple([row[key] for key in above]), []).append(row)
    return places


def _restoring(kind: Type) -> Callable[[Any], Any] | None:
    """Return what makes a value of what is stored, or None where that is the value."""
    match kind:
        case YesNo():
            return bool
        case Moment():
            return datetime.fromisoformat
        case Day():
            return date.fromisoformat
        case TimeOfDay():
            return time.fromisoformat
        case Many(element):
            return _restoring_each(_restoring(element))
        case _:
            return None


def _restoring_each(restored: Callable[[Any], Any] | None) -> Callable[[Any], tuple[Any, ...]]:
    if restored is None:
        return lambda stored: tuple(json.loads(stored))
    return lambda stored: tuple([restored(each) for each in json.loads(stored)])
