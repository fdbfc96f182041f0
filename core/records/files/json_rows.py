"""Elements of JSON files: one object, an array of objects, or one object on each line."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO
from unicodedata import normalize

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import ElementUnfit, JsonNotRead
from forecourt.core.records.files.encoding import MARKED, settled_encoding, undecoded
from forecourt.core.records.files.table import Cell, Layout, Objects, Row, Table
from forecourt.core.records.json_text import NumberUnfit, exact_number, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CHUNK = 1 << 16
SPACE = re.compile(r"[ \t\r\n]*")
SEPARATORS = re.compile(r"[ \t\r\n,]*")


class Element(NamedTuple):
    """One element: its position from 1, where it begins, what it is, and how it is written."""

    number: int
    line: int
    value: Any
    column: int = 1
    text: str = ""


@contextmanager
def json_table(path: Path, name: str, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Give the table of a JSON file; objects within an object are columns `outer.inner`."""
    problem = not_json_text(path, name, layout.encoding)
    yield problem or Table(name, None, _rows(path, name, layout.encoding))


def not_json_text(path: Path, name: str, encoding: str | None = None) -> Diagnostic | None:
    """Return why a file can hold no JSON at all, or None."""
    codec = settled_encoding(path, name, encoding)
    return codec if isinstance(codec, Diagnostic) else None


def json_elements(
    path: Path, name: str, encoding: str | None = None
) -> Iterator[Element | Diagnostic]:
    """Yield the elements of a JSON file, reading no more of it than the next one needs.

    What cannot be read ends the file, with a diagnostic that names the line. Numbers with a
    fraction or an exponent are `Decimal`, as written.
    """
    codec = settled_encoding(path, name, encoding)
    if isinstance(codec, Diagnostic):
        yield codec
        return
    with path.open(encoding=codec, errors=MARKED, newline="") as stream:
        text = _Text(stream)
        try:
            yield from text.elements()
        except _BrokenError as broken:
            yield JsonNotRead(Place(name, broken.line, broken.column), broken.reason)


class _BrokenError(Exception):
    """Ends a file at a line; it never leaves this module."""

    def __init__(self, line: int, reason: str, column: int = 1) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column
        self.reason = reason


class _Text:
    """The unread part of a JSON file, and the line on which it begins."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder(parse_float=exact_number, parse_constant=_no_constant)
        self._text = ""
        self._ended = False
        self._line = self._column = 1

    def elements(self) -> Iterator[Element]:
        """Yield all elements."""
        self._skip(SPACE)
        array = self._text.startswith("[")
        if array:
            self._drop(1)
        number = 0
        while self._more(array):
            number += 1
            line, column = self._line, self._column
            value, text = self._value()
            yield Element(number, line, value, column, text)
        if not number and not array:
            raise _BrokenError(1, "there is nothing in it")

    def _more(self, array: bool) -> bool:
        """Move to the next element; return whether there is one."""
        self._skip(SEPARATORS)
        if not array:
            return bool(self._text)
        if self._text.startswith("]"):
            self._drop(1)
            self._skip(SPACE)
            if self._text:
                raise _BrokenError(self._line, "text follows the end of the array")
            return False
        if not self._text:
            raise _BrokenError(self._line, "the array is never closed")
        return True

    def _value(self) -> tuple[Any, str]:
        """Read one value and its text, taking in more of the file until it is whole."""
        size = CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text)
            except json.JSONDecodeError as error:
                if self._ended:
                    line = self._line + error.lineno - 1
                    column = error.colno + (self._column - 1 if error.lineno == 1 else 0)
                    raise _BrokenError(line, reason_of(error), column) from None
            except NumberUnfit as error:
                raise _BrokenError(self._line, str(error)) from None
            except ValueError:
                raise _BrokenError(self._line, "a number has too many digits") from None
            except RecursionError:
                raise _BrokenError(self._line, "nested too deeply") from None
            else:
                if end < len(self._text) or self._ended:
                    self._check_bytes(end)
                    text = self._text[:end]
                    self._drop(end)
                    return value, text
            self._read(size)
            size *= 2

    def _check_bytes(self, end: int) -> None:
        text = self._text[:end]
        bad = None if text.isascii() else undecoded(text)
        if bad:
            line = self._line + text.count("\n", 0, bad[0])
            raise _BrokenError(line, f"byte {bad[1]:02x} is not of the file's encoding")

    def _skip(self, what: re.Pattern[str]) -> None:
        while True:
            end = _end(what, self._text)
            whole = end == len(self._text)
            self._drop(end)
            if not whole or self._ended:
                return
            self._read(CHUNK)

    def _drop(self, count: int) -> None:
        newline = self._text.rfind("\n", 0, count)
        self._column = self._column + count if newline < 0 else count - newline
        self._line += self._text.count("\n", 0, count)
        self._text = self._text[count:]

    def _read(self, size: int) -> None:
        more = self._stream.read(size)
        self._ended = not more
        self._text += more


def _end(what: re.Pattern[str], text: str) -> int:
    match = what.match(text)
    return match.end() if match else 0


def _no_constant(word: str) -> Any:
    raise NumberUnfit(f"`{word}` is no number", word)


def _rows(path: Path, name: str, encoding: str | None) -> Iterator[Row | Diagnostic]:
    for element in json_elements(path, name, encoding):
        if isinstance(element, Diagnostic):
            yield element
        elif isinstance(element.value, dict):
            yield Row(element.number, element.line, dict(_flat(element.value)))
        else:
            place = Place(name, element.line)
            yield ElementUnfit(place, element.number, "it is not an object")


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield column and cell; a list is a cell of its texts."""
    for key, part in value.items():
        if isinstance(part, dict):
            yield from _flat(part, f"{before}{key}.")
        else:
            cell = _listed(part) if isinstance(part, list) else part
            yield normalize("NFC", before + key), cell


def _listed(items: list[Any]) -> tuple[str, ...]:
    """Return the texts of a list's items; null is none of them."""
    texts = [_item(item) for item in items if item is not None]
    return Objects(texts) if any(isinstance(item, dict | list) for item in items) else tuple(texts)


def _item(item: Any) -> str:
    match item:
        case str():
            return item
        case Decimal():
            return format(item, "f")
        case _:
            return json.dumps(item, ensure_ascii=False, default=str)


def list_within(value: Mapping[str, Any]) -> str | None:
    """Return the name under which an object holds a list of objects, or None."""
    for key, part in value.items():
        if isinstance(part, Objects) or (
            isinstance(part, list) and any(isinstance(item, dict) for item in part)
        ):
            return key
    return None
