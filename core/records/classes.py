"""The pydantic classes of records, made from the schema.

Validating a record file's data with one brings every value to normal form. Engines read the
instances: fields by name (None where absent), lists as tuples, parts as a record or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, cast

from pydantic import create_model, model_validator
from pydantic_core import PydanticCustomError, core_schema

from forecourt.core.records.models import Record
from forecourt.core.records.schema import Absence
from forecourt.core.values.ranges import KEPT, LONGEST_LIST
from forecourt.core.values.reading import Unfit, from_json
from forecourt.core.values.types import Many, Money, Text

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema
    from forecourt.core.values.ranges import Interval
    from forecourt.core.values.types import Type

ID_TWICE = "id_twice"
OTHER_ID = "other_id"
_OTHER = object()
"""Stands for the id of a part that is not its record's, to be refused where ids are read."""

TOO_LONG = "too_long"
"""What pydantic says of a list of values that is too long, and we of a list of records."""


class Surroundings(NamedTuple):
    """What reading and writing a value depends on besides the value: zone and currency."""

    zone: str
    currency: str | None

    def settled(self, kind: Type) -> Type:
        """Return the type with the currency put in where it is that of the store."""
        match kind:
            case Money(None):
                return Money(self.currency)
            case Many(Money(None)):
                return Many(Money(self.currency))
            case _:
                return kind


def record_classes(schema: Schema, embedded: frozenset[str]) -> dict[str, type[Record]]:
    """Return the class of each model, by name; `embedded` models may leave out their ids."""
    classes: dict[str, type[Record]] = {}
    for root in schema.roots:
        _make(schema.models[root], schema, embedded, classes)
    return classes


def _make(
    model: ModelSchema, schema: Schema, embedded: frozenset[str], classes: dict[str, type[Record]]
) -> type[Record]:
    """Make the class of a model and, before it, those of what belongs to it."""
    fields: dict[str, Any] = {name: _field(entry) for name, entry in model.fields.items()}
    for part in model.parts.values():
        child = _make(schema.models[part.model], schema, embedded, classes)
        fields[part.name] = (child | None, None)
    for entry in model.lists.values():
        child = _make(schema.models[entry.model], schema, embedded, classes)
        rule = _Listing(numbered=entry.model in embedded)
        fields[entry.name] = (Annotated[tuple[child, ...], rule], ())  # type: ignore[valid-type]
    made = create_model(
        model.name,
        __base__=_Data,
        __module__=__name__,
        __doc__=model.doc,
        __cls_kwargs__={"name": model.name},
        **fields,
    )
    made.model_parts = tuple(model.parts)
    classes[model.name] = made
    return made


def _field(field: FieldSchema) -> tuple[Any, Any]:
    if field.name == "id":
        return Annotated[str, _Identity()], ...
    required = field.absence is Absence.REQUIRED
    reading = _Reading(field.type, required, field.range or KEPT)
    return Annotated[Any, reading], ... if required else field.default


class _Data(Record):
    """The base of the classes made here."""

    model_parts: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _tidied(cls, data: Any) -> Any:
        """Leave out what is null, which is absent, and give each part the id of its record."""
        if not isinstance(data, dict):
            return data
        present = {name: value for name, value in data.items() if value is not None}
        for name in cls.model_parts:
            if isinstance(present.get(name), dict):
                present[name] = _with_id(present[name], present.get("id"), name)
        return present


def _with_id(part: dict[Any, Any], of_record: Any, name: str) -> dict[Any, Any]:
    """Return a part with the id of its record, or with any if that has none and is refused."""
    if not isinstance(of_record, str) or not of_record:
        return part | {"id": name}
    stated = part.get("id")
    return part | {"id": of_record if stated in (None, of_record) else _OTHER}


@dataclass(frozen=True, slots=True)
class _Reading:
    """Tells pydantic to read a field by `from_json`, in the surroundings given as context."""

    kind: Type
    required: bool
    limits: Interval

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if isinstance(self.kind, Many):
            element = _value_schema(self.kind.element, self.limits)
            return core_schema.tuple_variable_schema(
                element, min_length=int(self.required), max_length=LONGEST_LIST
            )
        return _value_schema(self.kind, self.limits)


@dataclass(frozen=True, slots=True)
class _Identity:
    """Tells pydantic to read an id: a text that is not empty."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_identity)


def _identity(value: Any) -> str:
    if value is _OTHER:
        raise PydanticCustomError(OTHER_ID, "a part has its record's id")
    text: str = from_json(value, Text(), "UTC")
    if text:
        return text
    raise Unfit("a text that is not empty")


def _value_schema(kind: Type, limits: Interval) -> CoreSchema:
    def read(value: Any, info: core_schema.ValidationInfo) -> Any:
        surroundings = cast("Surroundings", info.context)
        return from_json(value, surroundings.settled(kind), surroundings.zone, limits)

    return core_schema.with_info_plain_validator_function(read)


@dataclass(frozen=True, slots=True)
class _Listing:
    """Tells pydantic how ids work in a list of records."""

    numbered: bool

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: CoreSchema = core_schema.no_info_after_validator_function(
            _each_id_once, handler(source)
        )
        if self.numbered:
            schema = core_schema.no_info_before_validator_function(_numbered, schema)
        return core_schema.no_info_before_validator_function(_not_too_long, schema)


def _not_too_long(records: Any) -> Any:
    """Refuse a list with more records than rules may add up, before any of them is read."""
    if isinstance(records, list | tuple) and len(records) > LONGEST_LIST:
        raise PydanticCustomError(TOO_LONG, "a list is too long")
    return records


def _numbered(records: Any) -> Any:
    """Give records without an id their position, from 1."""
    if not isinstance(records, list | tuple):
        return records
    return [
        record | {"id": str(position)}
        if isinstance(record, dict) and record.get("id") is None
        else record
        for position, record in enumerate(records, start=1)
    ]


def _each_id_once(records: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: dict[str, int] = {}
    for index, record in enumerate(records):
        first = seen.setdefault(record.id, index)
        if first != index:
            context = {"index": index, "first": first, "id": record.id}
            raise PydanticCustomError(ID_TWICE, "an id stands twice", context)
    return records
