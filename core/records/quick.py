"""Records read quickly: whatever is as it usually is, without asking what might be wrong.

What comes out equals what the classes of the models make of the same data. They alone say what is
wrong, so data with anything out of the ordinary are `Unusual` here, whether right or wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.records.schema import Absence
from forecourt.core.values import quick
from forecourt.core.values.ranges import KEPT, LONGEST_LIST
from forecourt.core.values.reading import Unfit
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.records.classes import Surroundings
    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema

    _Read = Callable[[Any], Any]


_new, _set = object.__new__, object.__setattr__


class Unusual(Exception):  # noqa: N818 - it says what is the matter with the data
    """Data at which the classes have to look."""


@dataclass(frozen=True, slots=True)
class QuickReaders:
    """Makes functions that read records."""

    schema: Schema
    embedded: frozenset[str]
    """Models whose records may leave out their id, which is then their position in the list."""
    classes: Mapping[str, type[Record]]
    surroundings: Surroundings

    def of_root(self, root: str) -> Callable[[Any], Record]:
        """Return a function from the data of a JSON document to the record of a root model.

        The function raises `Unusual`.
        """
        return self._of_model(self.schema.models[root])

    def _of_model(self, model: ModelSchema) -> Callable[..., Any]:
        """Return what reads the records of a model, given the id that one has if it states none."""
        made, nothing, named = self.classes[model.name], absent(model), names(model)
        readers, read_parts = self._of_names(model), self._of_parts(model)
        required = frozenset(
            name
            for name, field in model.fields.items()
            if field.absence is Absence.REQUIRED and name != "id"
        )

        def read(data: Any, identity: str | None = None) -> Any:
            if type(data) is not dict or not data.keys() >= required:
                raise Unusual
            values = nothing.copy()
            values["id"] = identity
            try:
                for name, value in data.items():
                    read_value = readers[name]
                    if value is not None:
                        values[name] = read_value(value)
                    elif name in required:
                        raise Unusual
            except (KeyError, Unfit):
                raise Unusual from None
            if not values["id"]:
                raise Unusual
            if read_parts:
                read_parts(data, values)
            return record_of(made, values, named)

        return read

    def _of_names(self, model: ModelSchema) -> dict[str, _Read]:
        """Return what reads the value of each name in the data of a model's records."""
        return {
            **{name: self._of_field(field) for name, field in model.fields.items()},
            **{entry.name: self._of_list(entry.model) for entry in model.lists.values()},
            **dict.fromkeys(model.parts, _as_it_is),
        }

    def _of_parts(
        self, model: ModelSchema
    ) -> Callable[[dict[str, Any], dict[str, Any]], None] | None:
        """Return what reads the parts among a record's values; None if its model has no parts."""
        parts = [
            (part.name, self._of_model(self.schema.models[part.model]))
            for part in model.parts.values()
        ]

        def read(data: dict[str, Any], values: dict[str, Any]) -> None:
            identity = values["id"]
            if data.get("id") not in (None, identity):
                raise Unusual  # parts go by the id as it is written, and it is not in normal form
            for name, read_part in parts:
                if values[name] is not None:
                    part = values[name] = read_part(values[name], identity)
                    if part.id != identity:
                        raise Unusual

        return read if parts else None

    def _of_field(self, field: FieldSchema) -> _Read:
        zone, limits = self.surroundings.zone, field.range or KEPT
        kind = self.surroundings.settled(field.type)
        if isinstance(kind, Many):
            least = int(field.absence is Absence.REQUIRED)
            return _values(quick.reader(kind.element, zone, limits), least)
        return quick.reader(kind, zone, limits)

    def _of_list(self, name: str) -> _Read:
        numbered = name in self.embedded
        read_record = self._of_model(self.schema.models[name])

        def read(value: Any) -> tuple[Any, ...]:
            _check_list(value)
            if numbered:
                found = tuple(read_record(one, str(at)) for at, one in enumerate(value, start=1))
            else:
                found = tuple([read_record(one, None) for one in value])
            if len(found) > 1 and len({record.id for record in found}) < len(found):
                raise Unusual
            return found

        return read


def record_of(made: type[Record], values: dict[str, Any], named: set[str]) -> Record:
    """Return the instance of a class that has these values, one for each of its `names`.

    It is put together as `model_construct` does it, without a look at what each value is. All
    names count as stated, so that all records of a class share one set of them.
    """
    record = _new(made)
    _set(record, "__dict__", values)
    _set(record, "__pydantic_fields_set__", named)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


def absent(model: ModelSchema) -> dict[str, Any]:
    """Return what a record holds of which nothing is known, in the order of its class."""
    return {
        **{name: field.default for name, field in model.fields.items()},
        **dict.fromkeys(model.parts),
        **dict.fromkeys(model.lists, ()),
    }


def names(model: ModelSchema) -> set[str]:
    """Return the names that the class of a model has."""
    return {*model.fields, *model.parts, *model.lists}


def _as_it_is(value: Any) -> Any:
    """Return the data of a part, which is read once the id of its record is known."""
    return value


def _values(read_value: _Read, least: int) -> _Read:
    def read(value: Any) -> tuple[Any, ...]:
        _check_list(value)
        if len(value) < least:
            raise Unusual
        return tuple([read_value(one) for one in value])

    return read


def _check_list(value: Any) -> None:
    if (type(value) is not list and type(value) is not tuple) or len(value) > LONGEST_LIST:
        raise Unusual


def never(data: Any) -> Record:
    """Raise `Unusual`, as what reads the records of no root model."""
    raise Unusual
