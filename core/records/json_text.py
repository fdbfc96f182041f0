"""JSON texts: their data, and on which line each value stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.records import NotJson

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


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
    """Return where the values of a valid JSON text begin, by the way that points to each."""
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    places: dict[tuple[int | str, ...], Place] = {}
    for location, offset in _values(text):
        line = bisect_right(line_starts, offset)
        places[location] = Place(file, line, offset - line_starts[line - 1] + 1)
    return places


def _values(text: str) -> Iterator[tuple[tuple[int | str, ...], int]]:
    """Yield the way to each value, and at which character it begins."""
    steps: list[int | str] = []
    in_object: list[bool] = []
    name_follows = False
    for match in _WORD.finditer(text):
        word = match[0]
        if word in "}]":
            in_object.pop()
            steps.pop()
            name_follows = False
        elif word == ",":
            name_follows = in_object[-1]
            if not name_follows:
                steps[-1] = int(steps[-1]) + 1
        elif word == ":":
            name_follows = False
        elif name_follows:
            steps[-1] = json.loads(word, strict=False)
        else:
            yield tuple(steps), match.start()
            if word in "{[":
                name_follows = word == "{"
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
