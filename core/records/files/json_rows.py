"""Elements of JSON files: one object, an array of objects, or one object on each line."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO
from unicodedata import normalize

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import EncodingNotStated, JsonNotRead, RecordFileUnfit
from forecourt.core.records.files.encoding import settled_encoding, undecoded
from forecourt.core.records.files.table import Cell, Layout, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

CHUNK = 1 << 16
SPACE = re.compile(r"[ \t\r\n]*")
SEPARATORS = re.compile(r"[ \t\r\n,]*")
ENDS = {"[": "]", "{": "}"}


class Element(NamedTuple):
    """One element: its position from 1, the line on which it begins, and what it is."""

    number: int
    line: int
    value: Any


@contextmanager
def json_table(path: Path, name: str, layout: Layout) -> Iterator[Table | Diagnostic]:
    """Give the table of a JSON file; objects within an object are columns `outer.inner`."""
    encoding = settled_encoding(path, name, layout.encoding)
    if isinstance(encoding, EncodingNotStated):
        yield encoding
        return
    yield Table(name, None, _rows(path, name, layout.encoding))


def json_elements(
    path: Path, name: str, encoding: str | None = None, number: Callable[[str], Any] = float
) -> Iterator[Element | Diagnostic]:
    """Yield the elements of a JSON file, reading no more of it than the next one needs.

    What cannot be read ends the file, with a diagnostic that names the line. `number` makes the
    numbers that have a fraction.
    """
    codec = settled_encoding(path, name, encoding)
    if isinstance(codec, Diagnostic):
        yield codec
        return
    with path.open(encoding=codec, errors="surrogateescape", newline="") as stream:
        text = _Text(stream, number)
        try:
            yield from text.elements()
        except _BrokenError as broken:
            yield JsonNotRead(Place(name, broken.line), broken.reason)


class _BrokenError(Exception):
    """Ends a file at a line; it never leaves this module."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class _Text:
    """The unread part of a JSON file, and the line on which it begins."""

    def __init__(self, stream: TextIO, number: Callable[[str], Any]) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder(parse_float=number, parse_constant=_no_constant)
        self._text = ""
        self._ended = False
        self._line = 1

    def elements(self) -> Iterator[Element]:
        """Yield all elements."""
        self._skip(SPACE)
        array = self._text.startswith("[")
        if array:
            self._drop(1)
        number = 0
        while self._more(array):
            number += 1
            line = self._line
            yield Element(number, line, self._value())

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

    def _value(self) -> Any:
        """Read one value, taking in more of the file until it is whole."""
        size = CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text)
            except json.JSONDecodeError as error:
                if self._ended:
                    line = self._line + error.lineno - 1
                    raise _BrokenError(line, error.msg.lower()) from None
            except ValueError as error:
                raise _BrokenError(self._line, str(error).lower()) from None
            except RecursionError:
                raise _BrokenError(self._line, "nested too deeply") from None
            else:
                if end < len(self._text) or self._ended:
                    self._check_bytes(end)
                    self._drop(end)
                    return value
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
    raise ValueError(f"{word} is no number")


def _rows(path: Path, name: str, encoding: str | None) -> Iterator[Row | Diagnostic]:
    for element in json_elements(path, name, encoding, Decimal):
        if isinstance(element, Diagnostic):
            yield element
        elif isinstance(element.value, dict):
            yield Row(element.number, element.line, dict(_flat(element.value)))
        else:
            place = Place(name, element.line)
            yield RecordFileUnfit(place, element.number, "it is not an object")


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield column and cell; a list is a cell of its texts."""
    for key, part in value.items():
        if isinstance(part, dict):
            yield from _flat(part, f"{before}{key}.")
        elif isinstance(part, list):
            yield normalize("NFC", before + key), tuple(str(item) for item in part)
        else:
            yield normalize("NFC", before + key), part
