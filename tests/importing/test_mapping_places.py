"""Where the keys of a mapping file stand, however TOML lets them be written."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.records.mapping.places import find_places
from forecourt.core.records.mapping.toml_text import BrokenToml, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

MAPPING = Path(__file__).parents[2] / "rules" / "mappings" / "crm_opportunities.toml"

STRANGE = '''about = """
[[file]]
name = "not a key"
\\""" quoted""""
text = 'a # [no] comment'   # a = 1
"quoted.key" = 1
"\\u0041" = [1.5, 2026-03-01 09:00:00, [true]]

[ table . inner ]   # [x]
dotted.key.deep = {a = 1, "b c" = {d = "}"}, e = [ {f = 1}, {f = 2} ]}

[[list]]
rows = [
  { a = 1 },  # ]
  [ { b = \'\'\'
]\'\'\' } ],
]
[list.sub]
x = -inf
[[list]]
[[list.more]]
y = 1
[[list.more]]
y = 2
'''


def paths(value: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths to all keys and elements of a file's data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for step, one in inner:
        yield (*before, step)
        if isinstance(one, dict | list):
            yield from paths(one, (*before, step))


@pytest.mark.parametrize("text", [STRANGE, MAPPING.read_text(encoding="utf-8")])
def test_every_key_has_a_place_and_no_text_is_taken_for_a_key(text: str) -> None:
    found = find_places("a.toml", text)
    assert set(paths(tomllib.loads(text))) == set(found.keys)
    lines = text.split("\n")
    for path, place in found.keys.items():
        at = lines[place.line - 1][place.column - 1 :][: place.length]
        if isinstance(path[-1], str):
            assert at.strip('"').replace("\\u0041", "A") == path[-1]


def test_a_place_spans_the_key() -> None:
    place = find_places("a.toml", STRANGE).of(("table", "inner", "dotted", "key", "deep", "b c"))
    assert (place.line, place.column, place.length) == (10, 27, 5)
    assert find_places("a.toml", STRANGE).of(("list", 1, "more", 1, "y")).line == 24


def test_a_key_that_is_not_there_stands_where_the_one_above_it_does() -> None:
    found = find_places("a.toml", "\n[file]\nname = 1\n")
    assert found.of(("file", "record", 3)).line == 2
    assert found.of(("other",)).line == 1


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a", 1, "a key has no `=` after it"),
        ("[a", 1, "the name of a table is not closed by `]`"),
        ("[[a]\n", 1, "the name of a table is not closed by `]]`"),
        ("a = 1 b = 2", 1, "more stands on the line than a key and its value"),
        ("a = 1\n= 2", 2, "neither a key nor a table begins here"),
        ("a = word", 1, "there is no value here; texts stand in quotation marks"),
        ("a = 2026-02-30", 1, "there is no such day or time"),
        ('a = "\\x"', 1, "a backslash stands before something that needs none"),
        ('a = "\\uZZZZ"', 1, "an escape takes hexadecimal digits"),
        ('a = "\\ud800"', 1, "an escape stands for no character"),
        ("a = 'x", 1, "a quotation mark is never closed"),
        ("a = '''x", 1, "a quotation mark is never closed"),
        ('a = """x', 1, "a quotation mark is never closed"),
        ("a = [1, 2\n", 1, "a `[` is never closed, or a comma is missing"),
        ("a = {b = 1\n}", 1, "a `{` is never closed, or a comma is missing"),
        ("[a]\n[a]", 2, "this table is there already, and complete"),
        ("a = 1\na = 2", 2, "this key stands here for the second time"),
        ("a = {b = 1, b = 2}", 1, "this key stands here for the second time"),
        ("a = {}\na.b = 1", 2, "this adds to a table that is complete already"),
        ("a = 'b\x00'", 1, "a character that cannot stand here"),
        ("b = 1\na = " + "9" * 5000, 2, "a number has too many digits"),
        ("a = " + "[" * 100_000, 1, "its brackets are nested too deeply"),
    ],
)
def test_what_is_no_toml_is_said_in_plain_words(text: str, line: int, reason: str) -> None:
    broken = parse_toml(text)
    assert isinstance(broken, BrokenToml)
    assert (broken.reason, broken.line) == (reason, line)
