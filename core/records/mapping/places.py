"""Where each key of a TOML file stands; the standard reader does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from forecourt.core.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Step = str | int
Path = tuple[Step, ...]

TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+ | \#[^\n]*)
      | (?P<text>\"{3} (?:\\.|[^\\])*? \"{3,5} | '{3} .*? '{3,5}
               | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
      | (?P<mark>[][{}=,.\n])
      | (?P<bare>[^][{}=,.\#"'\s]+)""",
    re.VERBOSE | re.DOTALL,
)
ENDS = frozenset(",]}\n")
"""Marks that end a value."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a TOML file's keys, by path (`("file", 0, "name")`)."""

    file: str
    keys: Mapping[Path, Place]

    def of(self, path: Sequence[Step]) -> Place:
        """Return where a key stands, or the nearest key above it."""
        steps = tuple(path)
        while steps and steps not in self.keys:
            steps = steps[:-1]
        return self.keys.get(steps, Place(self.file, 1))


def find_places(file: str, text: str) -> Places:
    """Return where the keys of a TOML text stand, which was read without fault before."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    keys: dict[Path, Place] = {}
    for path, token in _Scanner(text).found():
        line = bisect_right(starts, token.start)
        place = Place(file, line, token.start - starts[line - 1] + 1, len(token.text))
        keys.setdefault(path, place)
    return Places(file, keys)


class _Token(NamedTuple):
    """A word, a text in quotation marks or a mark, and at which character it begins."""

    kind: str
    text: str
    start: int


class _Scanner:
    """Goes through a TOML text, one token after the other."""

    def __init__(self, text: str) -> None:
        found = TOKEN.finditer(text)
        self._tokens = [
            _Token(match.lastgroup or "", match[0], match.start())
            for match in found
            if match.lastgroup != "blank"
        ]
        self._at = 0
        self._repeated: dict[Path, int] = {}

    def found(self) -> Iterator[tuple[Path, _Token]]:
        """Yield the path to each key, table and element, with the token that it begins with."""
        table: Path = ()
        while self._at < len(self._tokens):
            if self._passed("\n"):
                continue
            if self._passed("["):
                repeated = self._passed("[")
                for path, token in self._table(self._key(), repeated=repeated):
                    table = path
                    yield path, token
                self._at += 2 if repeated else 1
            else:
                yield from self._entry(table)

    def _entry(self, table: Path) -> Iterator[tuple[Path, _Token]]:
        """Yield what a key and its value hold."""
        path = table
        for name, token in self._key():
            path = (*path, name)
            yield path, token
        self._passed("=")
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, _Token]]:
        if self._passed("["):
            yield from self._array(path)
        elif self._passed("{"):
            yield from self._inline(path)
        else:
            while self._here() not in ENDS:
                self._at += 1

    def _array(self, path: Path) -> Iterator[tuple[Path, _Token]]:
        number = 0
        while not self._passed("]"):
            if self._passed("\n") or self._passed(","):
                continue
            yield (*path, number), self._tokens[self._at]
            yield from self._value((*path, number))
            number += 1

    def _inline(self, path: Path) -> Iterator[tuple[Path, _Token]]:
        while not self._passed("}"):
            if not self._passed("\n") and not self._passed(","):
                yield from self._entry(path)

    def _key(self) -> list[tuple[str, _Token]]:
        """Return the names of a key with dots, each with its token."""
        names = []
        while self._tokens[self._at].kind != "mark":
            token = self._tokens[self._at]
            names.append((_name(token), token))
            self._at += 1
            self._passed(".")
        return names

    def _table(
        self, steps: Sequence[tuple[str, _Token]], *, repeated: bool
    ) -> Iterator[tuple[Path, _Token]]:
        """Yield the paths down to a table, with the position in each repeated one on the way."""
        path: Path = ()
        for depth, (name, token) in enumerate(steps, 1):
            path = (*path, name)
            yield path, token
            if repeated and depth == len(steps):
                self._repeated[path] = self._repeated.get(path, -1) + 1
            if path in self._repeated:
                path = (*path, self._repeated[path])
                yield path, token

    def _here(self) -> str:
        """Return the mark that stands here; empty for something else, a line end at the end."""
        if self._at == len(self._tokens):
            return "\n"
        token = self._tokens[self._at]
        return token.text if token.kind == "mark" else ""

    def _passed(self, mark: str) -> bool:
        """Pass over a mark if it stands here; return whether it did."""
        passed = self._at < len(self._tokens) and self._here() == mark
        self._at += passed
        return passed


def _name(token: _Token) -> str:
    """Return a key without quotation marks."""
    if token.kind == "text":
        return str(tomllib.loads(f"name = {normalize('NFC', token.text)}")["name"])
    return normalize("NFC", token.text)
