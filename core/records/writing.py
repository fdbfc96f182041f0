"""Records written as the JSON of record files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.values.showing import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.records.classes import Surroundings
    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import ModelSchema, Schema


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records of a schema; `embedded` models leave out ids that are positions."""

    schema: Schema
    embedded: frozenset[str]
    surroundings: Surroundings

    def written(self, record: Record, model: ModelSchema) -> dict[str, Any]:
        """Return a record as data of a record file; absent and default values are left out."""
        data = dict(self._fields(record, model))
        for part in model.parts.values():
            held = getattr(record, part.name)
            if held is not None:
                data[part.name] = self._without_id(held, part.model)
        for entry in model.lists.values():
            held = getattr(record, entry.name)
            if held:
                data[entry.name] = [
                    self._element(one, entry.model, position)
                    for position, one in enumerate(held, start=1)
                ]
        return data

    def _fields(self, record: Record, model: ModelSchema) -> Iterator[tuple[str, Any]]:
        for name, field in model.fields.items():
            value = getattr(record, name)
            if value is not None and value != field.default:
                kind = self.surroundings.settled(field.type)
                yield name, to_json(value, kind, self.surroundings.zone)

    def _element(self, record: Record, name: str, position: int) -> dict[str, Any]:
        if name in self.embedded and getattr(record, "id", "") == str(position):
            return self._without_id(record, name)
        return self.written(record, self.schema.models[name])

    def _without_id(self, record: Record, name: str) -> dict[str, Any]:
        data = self.written(record, self.schema.models[name])
        del data["id"]
        return data
