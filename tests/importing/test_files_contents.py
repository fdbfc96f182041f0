"""Files that are not what they seem: what is said of them is true, and says what to do."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.records.files import Layout, Row, open_table
from forecourt.core.records.files.contents import OFFICE
from forecourt.core.store.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

READERS = """name = "library"
[[file]]
name = "readers.*"
[[file.record]]
model = "reader"
id = "no"
[file.record.fields]
name = "name"
"""


def refusal(path: Path, content: bytes, layout: Layout | None = None) -> tuple[str, str]:
    """Return the message and the help on a file of this content."""
    path.write_bytes(content)
    with open_table(path, layout or Layout()) as table:
        assert isinstance(table, Diagnostic)
        return table.message.removeprefix("the file cannot be read: "), table.help or ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04\x14\0\x06\0", "it is a workbook or another archive, not text"),
        (OFFICE + b"\0" * 99, "it is an Office file of the old kind, or one with a password"),
        (b"%PDF-1.7\n", "it is a PDF document, not text"),
        (b"\x1f\x8b\x08\0", "it is a compressed file, not text"),
        (bytes(range(256)) * 9, "it holds bytes that no text holds"),
        ("no,name\n1,Ana\n".encode("utf-16-le"), "it holds bytes that no text holds"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "cp1252"])
@pytest.mark.parametrize("name", ["readers.csv", "readers.json"])
def test_a_file_that_is_no_text_is_not_called_another_encoding(
    tmp_path: Path, content: bytes, reason: str, encoding: str | None, name: str
) -> None:
    message, help_ = refusal(tmp_path / name, content, Layout(encoding=encoding))
    assert message.startswith(reason)
    assert "text file" in help_


def test_text_with_few_control_characters_is_text(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(b"no,name\n1,An\x01a\n2,Rui\n\x1a")
    with open_table(path, Layout()) as table:
        assert not isinstance(table, Diagnostic)


def test_bytes_of_no_likely_encoding_suggest_none(tmp_path: Path) -> None:
    content = b"no,name\n1,\x98\xff\x81\n2,Rui\n"
    _, help_ = refusal(tmp_path / "readers.csv", content)
    assert help_ == "save it as UTF-8, or state its `encoding` in the mapping"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-16", b"\xff\xfen\0o\0\n\x001\0\n\0x"),
        ("utf-16", b"n\0o\0\n\0"),
        ("utf-32", b"\xff\xfe\0\0n\0\0\0\n\0\0\0\0\0\0A"),
        ("iso2022_jp", b"no\n1\x1b\n"),
        ("hz", b"no\n~1\n"),
        ("utf-7", b"no\n+\xda~\n"),
        ("cp424", b"\x95\x15\x70\x15"),
    ],
)
def test_bytes_that_mean_nothing_in_any_encoding_cost_only_their_row(
    tmp_path: Path, encoding: str, content: bytes
) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(content)
    with open_table(path, Layout(encoding=encoding)) as table:
        found: list[Any] = [table] if isinstance(table, Diagnostic) else list(table.rows)
    assert all(isinstance(one, Row | Diagnostic) for one in found)


@pytest.mark.parametrize(
    ("text", "header", "message", "help_"),
    [
        ("\n\nno,name\n1,Ana\n", 1, "row 1 should be the header, and is blank",
         "state the header's row as `header` in the mapping; the first row that is not blank is 3"),
        ("no,name\n1,Ana\n", 9, "row 9 should be the header, and there is no such row",
         "state the header's row as `header` in the mapping; there are 2 rows"),
    ],
)  # fmt: skip
def test_a_header_that_is_not_in_its_row_is_not_called_an_empty_file(
    tmp_path: Path, text: str, header: int, message: str, help_: str
) -> None:
    found = refusal(tmp_path / "readers.csv", text.encode(), Layout(header=header))
    assert found == (message, help_)


def test_a_blank_row_above_the_header_of_a_sheet(workbook: Callable[..., Path]) -> None:
    path = workbook("readers.xlsx", Readers=[[None, None], ["no", "name"], [1, "Ana"]])
    message, help_ = refusal(path, path.read_bytes())
    assert message == "row 1 should be the header, and is blank"
    assert help_.endswith("the first row that is not blank is 2")


def test_a_sheet_without_cells_is_named(workbook: Callable[..., Path]) -> None:
    path = workbook("readers.xlsx", Cover=[], Readers=[["no"], [1]])
    message, help_ = refusal(path, path.read_bytes())
    assert message == "the sheet `Cover` is empty"
    assert help_ == "expected a sheet with a header, and rows below it"


@pytest.mark.parametrize(
    ("content", "reason", "help_"),
    [
        (b"no,name\n1,Anna\n", "it is not a workbook", "save it as `.xlsx`, or state its `format`"),
        (b"PK\x03\x04broken", "it is damaged, or breaks off before its end", "export it once more"),
        (OFFICE + b"\0" * 99, "it is a workbook of the old kind", "save it as `.xlsx`"),
        (OFFICE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"),
         "it is protected with a password", "save it without one"),
        (b"\0" * 100, "it is not a workbook", "save it as `.xlsx`"),
    ],
)  # fmt: skip
def test_why_a_file_is_no_workbook_is_said(
    tmp_path: Path, content: bytes, reason: str, help_: str
) -> None:
    message, advice = refusal(tmp_path / "readers.xlsx", content)
    assert message == reason
    assert advice.startswith(help_)


def test_an_archive_and_a_damaged_workbook_are_told_apart(tmp_path: Path) -> None:
    for name, reason in [
        ("readers.csv", "it is an archive and no workbook"),
        ("xl/workbook.xml", "it is a damaged workbook"),
    ]:
        path = tmp_path / "readers.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "no,name\n")
        assert refusal(path, path.read_bytes())[0] == reason


@pytest.mark.parametrize("content", [b"", b"  \n\n"])
def test_an_empty_file_is_told_what_its_format_holds(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path / "readers.json", content) == (
        "the file is empty",
        "expected an array of objects, or one object on each line",
    )
    assert refusal(tmp_path / "readers.csv", content) == (
        "the file is empty",
        "expected a header, and rows below it",
    )


def test_where_no_file_has_rows_each_is_said_to_be_empty(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    (tmp_path / "readers.json").write_text("[]", encoding="utf-8")
    for mapping in (mapped(READERS), None):
        report = import_files(store, mapping, [tmp_path / "readers.json"])
        (finding,) = report.diagnostics
        assert (finding.code, finding.message) == ("FC343", "the file is empty")
        assert [(one.file, one.read) for one in report.files] == [("readers.json", 0)]


def test_beside_others_a_file_without_rows_is_only_listed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text("[]", encoding="utf-8")
    (tmp_path / "one.json").write_text('{"id": "R1"}', encoding="utf-8")
    report = import_files(store, None, [tmp_path])
    assert report.diagnostics == ()
    assert [(one.file, one.read) for one in report.files] == [("none.json", 0), ("one.json", 1)]


def test_a_folder_with_the_name_of_a_file_is_said_to_be_one(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    (tmp_path / "readers.csv").mkdir()
    (finding,) = import_files(store, mapped(READERS), [tmp_path]).diagnostics
    assert finding.message == "the file cannot be read: it is a folder"


@pytest.mark.parametrize(
    ("with_mapping", "help_"),
    [
        (True, "name files, or a folder of files named `readers.*`"),
        (False, "name files, or a folder of files named `*.json` or `*.jsonl` or `*.ndjson`"),
    ],
)
def test_a_folder_that_holds_nothing_to_import_is_said_to(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path, with_mapping: bool, help_: str
) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "other.csv").write_text("no\n", encoding="utf-8")
    (finding,) = import_files(
        store, mapped(READERS) if with_mapping else None, [folder]
    ).diagnostics
    assert str(finding.place) == "export:1"
    assert finding.message.endswith("it is a folder without files that would be imported")
    assert finding.help == help_


def test_what_is_no_json_counts_no_rows(store: Store, tmp_path: Path) -> None:
    (tmp_path / "readers.json").write_bytes('[{"id": "João"}]'.encode("cp1252"))
    report = import_files(store, None, [tmp_path / "readers.json"])
    assert [one.code for one in report.diagnostics] == ["FC346"]
    assert (report.read, report.refused) == (0, 0)
