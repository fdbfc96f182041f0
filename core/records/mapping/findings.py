"""What pydantic finds wrong in a mapping file, as diagnostics with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from forecourt.core.diagnostics.importing import (
    MappingKeyMissing,
    MappingKeyUnknown,
    MappingValueUnfit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.mapping.places import Path, Places

Table = TypeVar("Table", bound=BaseModel)

EXPECTED = {
    "string_type": "a text in quotation marks",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list in brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "too_short": "at least one",
    "greater_than_equal": "1 or more",
}

NEEDED = {
    "name": 'a text, such as `name = "rows.csv"`',
    "file": "at least one table `[[file]]`",
    "record": "at least one table `[[file.record]]`",
    "model": "the name of a record model",
    "key": "the column that holds the key",
    "value": "the column that holds what is looked up",
}


def read_table(
    form: type[Table], data: Any, at: Path, places: Places
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return `data` as a table of the form given, and what is wrong with it."""
    try:
        return form.model_validate(data), ()
    except ValidationError as errors:
        return None, tuple(_findings(form, errors.errors(), at, places))


def table_named(path: Sequence[object]) -> str:
    """Return the name of a table for messages (`[[file]] 2`, `[lookup.prices]`)."""
    names = [str(step + 1) if isinstance(step, int) else str(step) for step in path]
    return f"`{'.'.join(names)}`" if names else "the mapping"


def _findings(
    form: type[BaseModel], errors: Sequence[ErrorDetails], at: Path, places: Places
) -> Iterator[Diagnostic]:
    for error in errors:
        path = at + error["loc"]
        place = places.of(path)
        key, where = str(path[-1]) if path else "", table_named(path[:-1])
        match error["type"]:
            case "extra_forbidden":
                yield MappingKeyUnknown(place, key, where, _keys(form, error["loc"][:-1]))
            case "missing":
                yield MappingKeyMissing(place, key, where, NEEDED.get(key, "a value"))
            case _:
                value = str(error["input"])
                yield MappingValueUnfit(place, key, where, value, _expected(error))


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"]).replace("'", "`")
    return EXPECTED.get(error["type"], error["msg"].removeprefix("Value error, "))


def _keys(form: type[BaseModel], path: Sequence[int | str]) -> tuple[str, ...]:
    """Return the keys of the table that stands at a path within a form."""
    found = form
    for step in path:
        if isinstance(step, str) and step in found.model_fields:
            found = _inner(found.model_fields[step].annotation) or found
    return tuple(found.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Return the form of the tables that a list or table of an annotation holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part), None)
