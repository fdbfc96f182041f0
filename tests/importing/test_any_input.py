"""Whatever a file holds, importing it gives findings and never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.records.files import Layout, Row, open_table
from forecourt.core.records.mapping.checking import mapping_of
from forecourt.core.store.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)

PIECES = st.sampled_from(
    [b",", b";", b"\n", b"\r", b'"', b"\0", b"\xff", b"\xef\xbb\xbf", b"no", b"{", b"}", b"[", b"]",
     b":", b"1", b"'", b"=", b"PK\x03\x04", "\u738b".encode(), b"\\ud800", b"\xfe\xff", b"1e9"]
)  # fmt: skip
CONTENTS = st.binary(max_size=60) | st.lists(PIECES, max_size=30).map(b"".join)

TOML = st.lists(
    st.sampled_from(
        ["[[file]]", "[file.record]", "[[file.record]]", "name", "=", '"a"', "1", "model", "[", "]",
         "{", "}", "fields", '"reader"', "id", ".", ",", "\n", " ", "lookup", "only", "true", "#"]
    ),
    max_size=40,
).map("".join)  # fmt: skip

ANYTHING = """name = "library"
[[file]]
name = "any.*"
[[file.record]]
model = "reader"
id = "no"
[file.record.fields]
name = "1"
"""


@SHARED
@given(CONTENTS, st.sampled_from(["csv", "xlsx", "json"]), st.sampled_from([None, "gb18030"]))
def test_any_file_of_rows(tmp_path: Path, content: bytes, form: str, encoding: str | None) -> None:
    path = tmp_path / "any.dat"
    path.write_bytes(content)
    with open_table(path, Layout(format=form, encoding=encoding)) as table:
        found: list[Any] = [table] if isinstance(table, Diagnostic) else list(table.rows)
    assert all(isinstance(one, Row | Diagnostic) for one in found)
    assert all(one.message.isprintable() for one in found if isinstance(one, Diagnostic))


@SHARED
@given(CONTENTS, st.sampled_from(["any.csv", "any.json"]), st.booleans())
def test_any_import(
    store: Store,
    mapped: Callable[[str], Any],
    tmp_path: Path,
    content: bytes,
    name: str,
    with_mapping: bool,
) -> None:
    path = tmp_path / name
    path.write_bytes(b"no,1\n" + content if name == "any.csv" else content)
    report = import_files(store, mapped(ANYTHING) if with_mapping else None, [path])
    assert report.kept + report.refused <= report.read
    assert all((one.message + (one.help or "")).isprintable() for one in report.diagnostics)


@SHARED
@given(TOML | st.text(max_size=40))
def test_any_mapping(records: Any, text: str) -> None:
    mapping, findings = mapping_of(text, "any.toml", records.schema, zone="Europe/Lisbon")
    assert (mapping is None) == bool(findings)


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 300 + ".csv", ""])
def test_names_that_no_file_has(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path, name: str
) -> None:
    report = import_files(store, mapped(ANYTHING), [tmp_path / f"any.{name}"])
    assert report.diagnostics
