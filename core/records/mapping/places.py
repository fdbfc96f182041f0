"""On which line of a TOML file each key stands; the standard reader does not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Step = str | int
Path = tuple[Step, ...]

KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
KEYS = rf"{KEY}(?:\s*\.\s*{KEY})*"
HEADER = re.compile(rf"\s*(\[\[?)\s*({KEYS})\s*\]")
ENTRY = re.compile(rf"\s*({KEYS})\s*=")


@dataclass(frozen=True, slots=True)
class Places:
    """The lines of a TOML file's keys, by path (`("file", 0, "name")`)."""

    file: str
    lines: Mapping[Path, int]

    def of(self, path: Sequence[Step]) -> Place:
        """Return where a key stands, or the nearest key above it."""
        steps = tuple(path)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return Place(self.file, self.lines.get(steps, 1))


def find_places(file: str, text: str) -> Places:
    """Return where the keys of a TOML text stand; keys of inline tables where these begin."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = HEADER.match(line)
        if header:
            table = _table(_names(header[2]), header[1] == "[[", counts)
            lines.setdefault(table, number)
            continue
        entry = ENTRY.match(line)
        if entry:
            lines.setdefault(table + _names(entry[1]), number)
    return Places(file, lines)


def _names(keys: str) -> Path:
    return tuple(key.strip("\"'") for key in re.findall(KEY, keys))


def _table(names: Path, repeated: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a table, with the position of each array of tables it lies in."""
    path: Path = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if repeated and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
