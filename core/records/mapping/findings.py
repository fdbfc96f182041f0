"""What is wrong in a mapping file, gathered with its places while the file is gone through."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from forecourt.core.diagnostics.importing import (
    MappingKeyMissing,
    MappingKeyUnknown,
    MappingValueUnfit,
)
from forecourt.core.records.mapping.tables import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.mapping.places import Path, Places

Table = TypeVar("Table", bound=Written)

EXPECTED = {
    "string_type": "a text in quotation marks",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list in brackets",
    "dict_type": "a table",
    "too_short": "at least one",
    "greater_than_equal": "1 or more",
    "literal_error": "{expected}",
}
"""What a value should have been, by what pydantic calls its fault."""

NEEDED = {
    "name": 'a text, such as `name = "rows.csv"`',
    "file": "at least one table `[[file]]`",
    "record": "at least one table `[[file.record]]`",
    "model": "the name of a record model",
    "key": "the column that holds the key",
    "value": "the column that holds what is looked up",
}


class Problems:
    """The findings about a mapping file.

    What could not be read is left out of its table, and the rest is checked all the same; the
    paths to what was left out are kept, so that nothing is reported because it is missing.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._findings: list[Diagnostic] = []
        self._left_out: list[Path] = []

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that is wrong, in the order of the file."""
        return tuple(sorted(dict.fromkeys(self._findings), key=lambda one: one.place))

    def add(self, *findings: Diagnostic) -> None:
        """Note findings."""
        self._findings += findings

    def leave_out(self, path: Path, finding: Diagnostic) -> None:
        """Note a finding about a value that is then left out."""
        self._left_out.append(path)
        self._findings.append(finding)

    def place(self, path: Sequence[str | int]) -> Place:
        """Return where a key stands, or the nearest key above it."""
        return self._places.of(path)

    def touch(self, *paths: Path) -> bool:
        """Return whether something at one of the paths, above or below it was left out."""
        return any(one[: len(path)] == path[: len(one)] for one in self._left_out for path in paths)


def read_table(form: type[Table], data: Any, at: Path, problems: Problems) -> Table | None:
    """Return `data` as a table of the form given, without what is wrong with it.

    It is None if `data` is no table at all. What is wrong is noted in `problems`.
    """
    if not isinstance(data, dict):
        key, where = _named(at)
        place, value = problems.place(at), written(data)
        problems.leave_out(at, MappingValueUnfit(place, key, where, value, "a table"))
        return None
    for key in form.needed:
        if key not in data:
            place, where = problems.place(at), table_named(at)
            problems.add(MappingKeyMissing(place, key, where, NEEDED[key]))
    try:
        return form.model_validate(data)
    except ValidationError as errors:
        sound = deepcopy(data)
        for error in errors.errors():
            path = at + error["loc"]
            problems.leave_out(path, _finding(form, error, path, problems.place(path)))
            _leave_out(sound, error["loc"])
        return form.model_validate(sound)


def table_named(path: Sequence[object]) -> str:
    """Return the name of a table for messages (`file.2`, `lookup.prices`)."""
    names = [str(step + 1) if isinstance(step, int) else str(step) for step in path]
    return f"`{'.'.join(names)}`" if names else "the mapping"


def written(value: Any) -> str:
    """Return a value of a TOML file for messages."""
    match value:
        case dict():
            return "a table"
        case list():
            return "a list"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _finding(form: type[Written], error: ErrorDetails, path: Path, place: Place) -> Diagnostic:
    key, where = _named(path)
    if error["type"] == "extra_forbidden":
        return MappingKeyUnknown(place, key, where, tuple(form.model_fields))
    return MappingValueUnfit(place, key, where, written(error["input"]), _expected(error))


def _named(path: Path) -> tuple[str, str]:
    """Return the names of a key and of its table; an item of a list goes by the list's key."""
    *above, key = path
    return (
        _named(tuple(above)) if isinstance(key, int) and above else (str(key), table_named(above))
    )


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    told = EXPECTED.get(error["type"], "another value")
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "`")
    return told.format(expected=expected)


def _leave_out(data: dict[str, Any], path: Sequence[int | str]) -> None:
    """Take out of a table what stands at a path; of a list the whole."""
    key, *rest = path
    inner = data.get(str(key))
    if rest and isinstance(inner, dict) and rest[0] in inner:
        _leave_out(inner, rest)
    else:
        data.pop(str(key), None)
