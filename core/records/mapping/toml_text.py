"""TOML texts: their data, or in plain words what is wrong with them and where."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple
from unicodedata import normalize

REASONS = {
    "Expected '='": "a key has no `=` after it",
    "Expected ']]'": "the name of a table is not closed by `]]`",
    "Expected ']'": "the name of a table is not closed by `]`",
    "Expected newline": "more stands on the line than a key and its value",
    "Invalid statement": "neither a key nor a table begins here",
    "Invalid value": "there is no value here; texts stand in quotation marks",
    "Invalid initial character": "a key begins with a letter, a digit or a quotation mark",
    "Invalid date": "there is no such day or time",
    "Invalid hex": "an escape takes hexadecimal digits",
    "Escaped character": "an escape stands for no character",
    "Unescaped '\\'": "a backslash stands before something that needs none",
    "Unterminated": "a quotation mark is never closed",
    "Expected \"'": "a quotation mark is never closed",
    "Unclosed array": "a `[` is never closed, or a comma is missing",
    "Unclosed inline": "a `{` is never closed, or a comma is missing",
    "Cannot declare": "this table is there already, and complete",
    "Cannot overwrite": "this key stands here for the second time",
    "Duplicate inline": "this key stands here for the second time",
    "Cannot mutate": "this adds to a table that is complete already",
    "Cannot redefine": "this adds to a table that is complete already",
    "Found invalid character": "a character that cannot stand here",
    "Illegal character": "a character that cannot stand here",
}
"""What the reader of the standard library finds wrong, by how it begins to say so."""

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
MANY_DIGITS = re.compile(r"\d{4000,}")


class BrokenToml(NamedTuple):
    """What is wrong with a text, and on which line and in which column it stands, from 1."""

    reason: str
    line: int
    column: int


def parse_toml(text: str) -> dict[str, Any] | BrokenToml:
    """Return the data of a TOML text with its texts in NFC, or what is wrong with it."""
    try:
        return tomllib.loads(normalize("NFC", text))
    except RecursionError:
        return BrokenToml("its brackets are nested too deeply", 1, 1)
    except tomllib.TOMLDecodeError as error:
        return _broken(text, str(error))
    except ValueError:
        digits = MANY_DIGITS.search(text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 1
        return BrokenToml("a number has too many digits", line, 1)


def _broken(text: str, message: str) -> BrokenToml:
    reasons = (reason for start, reason in REASONS.items() if message.startswith(start))
    reason = next(reasons, "it is not written as TOML is")
    place = PLACE.search(message)
    if place:
        return BrokenToml(reason, int(place[1]), int(place[2]))
    return BrokenToml(reason, text.rstrip("\n").count("\n") + 1, 1)
