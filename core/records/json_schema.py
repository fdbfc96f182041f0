"""The form of record files as JSON Schema (2020-12), taken from the schema of the records.

Beyond the standard: `x-absence` says what it means that a field is absent, `x-unit` is the unit
of a number, `x-refers-to` the model that an id refers to, `x-personal` marks what is never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.records.schema import Absence
from forecourt.core.values.ranges import KEPT
from forecourt.core.values.reading import EXAMPLES
from forecourt.core.values.showing import plain_number, to_json
from forecourt.core.values.types import (
    Day,
    Duration,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    TimeOfDay,
    Type,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema
    from forecourt.core.values.ranges import Interval

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MEANINGS = {
    Absence.REQUIRED: "Required.",
    Absence.DEFAULT: "Absent: the default.",
    Absence.NONE: "Absent: there is none, it has not happened.",
    Absence.UNKNOWN: "Absent: not known.",
}
_NUMBER_TEXT = r"[+-]?[0-9]+(\.[0-9]+)?"
_TIME_TEXT = "[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
_DAY_TEXT = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFSET_TEXT = "(Z|[+-][0-9]{2}:?[0-9]{2}(:[0-9]{2})?)?"


def json_schema(schema: Schema, root: str, embedded: frozenset[str]) -> Json:
    """Return the JSON Schema of the record files of a root; other models are its `$defs`."""
    below = _below(schema, root)
    objects = _Objects(schema, embedded)
    return {
        "$schema": DIALECT,
        **objects.of(schema.models[root]),
        "$defs": {name: objects.of(schema.models[name]) for name in below},
    }


def _below(schema: Schema, root: str) -> list[str]:
    """Return the models that stand below a root, by name."""
    return sorted(name for name in schema.models if name != root and schema.root_of(name) == root)


@dataclass(frozen=True, slots=True)
class _Objects:
    schema: Schema
    embedded: frozenset[str]

    def of(self, model: ModelSchema) -> Json:
        """Return the schema of a model's records."""
        needed = [n for n, f in model.fields.items() if f.absence is Absence.REQUIRED]
        if self._may_lack_id(model):
            needed.remove("id")
        return {
            "title": model.name,
            "description": model.doc,
            "type": "object",
            "properties": self._properties(model),
            "required": needed,
            "additionalProperties": False,
        }

    def _properties(self, model: ModelSchema) -> Json:
        properties = {name: _field(field) for name, field in model.fields.items()}
        for part in model.parts.values():
            properties[part.name] = _or_null({"$ref": f"#/$defs/{part.model}"})
        for entry in model.lists.values():
            items = {"type": "array", "items": {"$ref": f"#/$defs/{entry.model}"}}
            properties[entry.name] = _or_null(items)
        return properties

    def _may_lack_id(self, model: ModelSchema) -> bool:
        if model.name in self.embedded:
            return True
        owner = self.schema.models[model.owner] if model.owner else None
        return owner is not None and any(p.model == model.name for p in owner.parts.values())


def _field(field: FieldSchema) -> Json:
    required = field.absence is Absence.REQUIRED
    value = _type(field.type, field.range or KEPT)
    if field.name == "id":
        value["minLength"] = 1
    if required and isinstance(field.type, Many):
        value["minItems"] = 1
    described: Json = {
        "description": f"{field.doc}. {_MEANINGS[field.absence]}",
        "x-absence": field.absence.value,
    }
    if field.absence is Absence.DEFAULT:
        described["default"] = to_json(field.default, field.type, "UTC")
    if field.personal:
        described["x-personal"] = True
    return (value if required else _or_null(value)) | described


def _or_null(value: Json) -> Json:
    """Return the schema of a field that may be left out, or be null, which is the same."""
    return {"anyOf": [value, {"type": "null"}]}


def _type(kind: Type, limits: Interval) -> Json:
    match kind:
        case YesNo():
            return {"type": "boolean"}
        case Whole() | Number() | Percent() | Quantity() | Money():
            return _number(kind, limits)
        case Symbol():
            return _symbol(kind)
        case Many(element):
            return {"type": "array", "items": _type(element, limits)}
        case _:
            return _text(kind)


def _text(kind: Type) -> Json:
    match kind:
        case Reference(model):
            return {"type": "string", "minLength": 1, "x-refers-to": model}
        case Day():
            return {"type": "string", "format": "date", "pattern": f"^{_DAY_TEXT}$"}
        case Moment():
            pattern = rf"^{_DAY_TEXT}[T ]{_TIME_TEXT}(\.0+)?{_OFFSET_TEXT}$"
            return {"type": "string", "pattern": pattern}
        case TimeOfDay():
            return {"type": "string", "pattern": f"^{_TIME_TEXT}$"}
        case Duration(family):
            return {
                "type": "string",
                "pattern": f"^{_NUMBER_TEXT} ?[a-z ]+$",
                "examples": [EXAMPLES[family]],
            }
        case _:
            return {"type": "string"}


def _symbol(kind: Symbol) -> Json:
    if kind.open:
        return {"type": "string", "minLength": 1, "examples": list(kind.values)}
    return {"enum": list(kind.values)}


def _number(kind: Type, limits: Interval) -> Json:
    """Return the schema of a number: plain or, where it has a unit, also with that."""
    low, high = (plain_number(end, kind) for end in (limits.low, limits.high))
    plain = {"type": "number", "minimum": low, "maximum": high}
    match kind:
        case Whole():
            return plain | {"type": "integer"}
        case Percent():
            return _with_unit(plain, "%") | {"x-unit": "%"}
        case Quantity(unit):
            pair = _pair("value", plain, "unit", {"const": unit})
            return _with_unit(plain, re.escape(unit), pair) | {"x-unit": unit}
        case Money(currency) if currency:
            pair = _pair("amount", plain, "currency", {"const": currency})
            return _with_unit(plain, currency, pair) | {"x-unit": currency}
        case Money():
            codes = {"type": "string", "pattern": "^[A-Z]{3}$"}
            return _with_unit(plain, "[A-Z]{3}", _pair("amount", plain, "currency", codes))
        case _:
            return plain


def _with_unit(plain: Json, unit: str, *pairs: Json) -> Json:
    text = {"type": "string", "pattern": f"^{_NUMBER_TEXT} ?{unit}$"}
    return {"anyOf": [plain, text, *pairs]}


def _pair(first: str, number: Json, second: str, unit: Json) -> Json:
    return {
        "type": "object",
        "properties": {first: number, second: unit},
        "required": [first, second],
        "additionalProperties": False,
    }
