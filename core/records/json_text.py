"""JSON texts: their data, and on which line each value stands."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.records import NotJson

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def parse_json(text: str, file: str) -> tuple[Any, NotJson | None]:
    """Return the data of a JSON text, or None and what is wrong with it.

    Numbers with a decimal point are read as `Decimal`, as written. A name that stands twice in
    one object is refused, as are the numbers `NaN` and `Infinity`.
    """
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_each_name_once
        ), None
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        return None, NotJson(Place(file, error.lineno, error.colno), reason)
    except RecursionError:
        return None, NotJson(Place(file, 1), "its brackets are nested too deeply")
    except ValueError as error:
        return None, NotJson(Place(file, 1), str(error))


def places_in(text: str, file: str) -> dict[tuple[int | str, ...], Place]:
    """Return where the values of a valid JSON text begin, by the way that leads to each."""
    places: dict[tuple[int | str, ...], Place] = {}
    for location, offset in _values(text):
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        places[location] = Place(file, line, column)
    return places


def _values(text: str) -> Iterator[tuple[tuple[int | str, ...], int]]:
    """Yield the way to each value, and at which character it begins."""
    steps: list[int | str] = []
    in_object: list[bool] = []
    name_follows = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "}]":
            in_object.pop()
            steps.pop()
            name_follows = False
        elif token == ",":
            name_follows = in_object[-1]
            if not name_follows:
                steps[-1] = int(steps[-1]) + 1
        elif token == ":":
            name_follows = False
        elif name_follows:
            steps[-1] = json.loads(token, strict=False)
        else:
            yield tuple(steps), match.start()
            if token in "{[":
                name_follows = token == "{"
                in_object.append(name_follows)
                steps.append("" if name_follows else 0)


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"`{constant}` is no number of JSON")


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"`{twice}` stands twice in one object")
    return data
