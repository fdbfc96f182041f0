"""What pydantic reports of a record file, said in the words of records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.records import (
    FieldMissing,
    IdTwice,
    NoSuchField,
    NotAList,
    NotARecord,
    OtherId,
    UnfitValue,
)
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records.classes import ID_TWICE, OTHER_ID, TOO_LONG
from forecourt.core.values.ranges import LONGEST_LIST
from forecourt.core.values.reading import NoSuchTime, Unfit, from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema
    from forecourt.core.values.types import Type

Location = tuple[int | str, ...]
"""The way from a root to a value: names of fields, and places in lists from 0."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record file that findings are about."""

    schema: Schema
    root: str
    id: str
    place_of: Callable[[Location], Place]

    def path(self, location: Location) -> str:
        """Return a location as people read it: `reader:R1.loans[0].lent_at`."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
        start = f"{self.root}:{self.id}" if self.id else self.root
        return start + "".join(steps)

    def model_at(self, location: Location) -> tuple[ModelSchema, FieldSchema | None]:
        """Return the model that a location points to, and its field if it ends at one."""
        model, field = self.schema.models[self.root], None
        for step in location:
            if step in model.lists:
                model = self.schema.models[model.lists[str(step)].model]
            elif step in model.parts:
                model = self.schema.models[model.parts[str(step)].model]
            elif step in model.fields:
                field = model.fields[str(step)]
        return model, field


def findings(error: ValidationError, subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each thing that keeps data from being a record."""
    for details in error.errors(include_url=False):
        yield _TELLERS.get(details["type"], _unfit)(details, subject)


def sort_of(value: Any) -> str:
    """Return what sort of JSON value this is: `a text`, `a number`, `a list`, ..."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float() | Decimal():
            return "a number"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "something that JSON does not have"


def found(value: Any, *, personal: bool) -> str:
    """Return a value for a message; of a personal one only what sort of value it is."""
    if personal or not isinstance(value, str | bool | int | float | Decimal):
        return sort_of(value)
    if isinstance(value, str):
        return f"`{shown(value)}`"
    if isinstance(value, bool):
        return f"`{json.dumps(value)}`"
    return f"`{shown(_digits(value))}`"


def _digits(number: float | Decimal) -> str:
    """Return a number in few characters, whatever its size."""
    if isinstance(number, int) and abs(number) >= 10**40:
        return f"a number of about {len(hex(number)) * 6 // 5} digits"
    return str(number)


def _unfit(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    _, field = subject.model_at(location)
    raised = details.get("ctx", {}).get("error")
    expected = raised.expected if isinstance(raised, Unfit) else "another value"
    near = raised.nearest if isinstance(raised, Unfit) else None
    value = found(details["input"], personal=field is None or field.personal)
    if isinstance(raised, NoSuchTime) and field is not None and field.personal:
        value = "a date that does not exist"
    return UnfitValue(subject.place_of(location), subject.path(location), value, expected, near)


def _missing(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    _, field = subject.model_at(location)
    expected = expected_of(field.type) if field else "a value"
    place = subject.place_of(location[:-1])
    return FieldMissing(place, subject.path(location), expected)


def expected_of(kind: Type) -> str:
    """Return in plain words what a value of the type looks like."""
    try:
        from_json(None, kind, "UTC")
    except Unfit as unfit:
        return unfit.expected
    return str(kind)


def _empty(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    place, path = subject.place_of(location), subject.path(location)
    return UnfitValue(place, path, "an empty list", "at least one")


def _too_long(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    place, path = subject.place_of(location), subject.path(location)
    found = f"a list of {len(details['input'])}"
    return UnfitValue(place, path, found, f"at most {LONGEST_LIST}")


def _no_such_field(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    model, _ = subject.model_at(location[:-1])
    known = (*model.fields, *model.lists, *model.parts)
    place, path = subject.place_of(location), subject.path(location[:-1])
    return NoSuchField(place, path, model.name, shown(location[-1]), known)


def _no_record(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    model, _ = subject.model_at(location)
    value = sort_of(details["input"])
    return NotARecord(subject.place_of(location), subject.path(location), model.name, value)


def _no_list(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"]
    return NotAList(subject.place_of(location), subject.path(location), sort_of(details["input"]))


def _id_twice(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location, context = details["loc"], details["ctx"]
    second, first = (*location, context["index"]), (*location, context["first"])
    identity = shown(context["id"])
    return IdTwice(subject.place_of(second), subject.path(second), identity, subject.path(first))


def _other_id(details: ErrorDetails, subject: Subject) -> Diagnostic:
    location = details["loc"][:-1]
    return OtherId(subject.place_of(location), subject.path(location))


_TELLERS = {
    "missing": _missing,
    "too_short": _empty,
    TOO_LONG: _too_long,
    "extra_forbidden": _no_such_field,
    "invalid_key": _no_such_field,
    "model_type": _no_record,
    "tuple_type": _no_list,
    ID_TWICE: _id_twice,
    OTHER_ID: _other_id,
}
