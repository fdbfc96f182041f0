"""Delimited text: encodings, delimiters, and rows that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.records.files import Layout, Row, open_table

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(path: Path, layout: Layout | None = None) -> list[Row | Diagnostic]:
    with open_table(path, layout or Layout()) as table:
        assert not isinstance(table, Diagnostic), table.message
        return list(table.rows)


def cells_of(path: Path, layout: Layout | None = None) -> list[dict[str, object]]:
    return [dict(row.cells) for row in rows_of(path, layout) if isinstance(row, Row)]


def refusal(path: Path, layout: Layout | None = None) -> Diagnostic:
    with open_table(path, layout or Layout()) as table:
        assert isinstance(table, Diagnostic)
        return table


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "João Ção €"),
        ("gb18030", "王小明"),
        ("utf-8-sig", "Ольга"),
        ("utf-8", "Ольга"),
        ("utf-16", "王小明"),
    ],
)
def test_a_stated_encoding_is_read_as_such(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / "readers.csv"
    path.write_text(f"no,name\n1,{name}\n", encoding=encoding)
    stated = Layout(encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    assert cells_of(path, stated) == [{"no": "1", "name": name}]


def test_utf8_with_and_without_mark_needs_no_statement(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("no,name\n1,Ольга\n", encoding="utf-8-sig")
    assert cells_of(path) == [{"no": "1", "name": "Ольга"}]


def test_another_encoding_is_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes("no,name\n1,Anna\n2,João\n".encode("cp1252"))
    finding = refusal(path)
    assert finding.message == "the file is not UTF-8: byte e3 at position 19"
    assert finding.place.line == 3
    assert "`cp1252`" in (finding.help or "")


def test_chinese_bytes_suggest_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes("no,name\n1,王小明\n2,李雷\n".encode("gb18030"))
    assert (refusal(path).help or "").startswith(
        "save it as UTF-8, or state its `encoding` in the mapping; it may be `gb18030`"
    )


def test_utf16_without_statement_is_recognised_by_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("no,name\n1,Anna\n", encoding="utf-16")
    assert (refusal(path).help or "").endswith("it may be `utf-16`")


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xe3"), ("cp1252", b"\x81")])
def test_bad_bytes_cost_only_their_row(tmp_path: Path, encoding: str, bad: bytes) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(b"no,name\n1,Anna\n2,Jo" + bad + b"o\n3,Rui\n")
    first, second, third = rows_of(path, Layout(encoding=encoding))
    assert isinstance(first, Row)
    assert isinstance(third, Row)
    assert isinstance(second, Diagnostic)
    assert f"row 3, column `name`: byte {bad.hex()} at character 3" in second.message


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_the_delimiter_is_seen_from_the_header(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "readers.csv"
    path.write_text(f"no{delimiter}name\n1{delimiter}Anna\n", encoding="utf-8")
    assert cells_of(path) == [{"no": "1", "name": "Anna"}]


def test_the_mark_around_values_is_not_taken_for_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("no;|name|;|born|\n1;|An;na|;\n", encoding="utf-8")
    assert cells_of(path, Layout(quote="|")) == [{"no": "1", "name": "An;na", "born": ""}]


def test_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("Export of May\n\nno,name\n1,Anna\n", encoding="utf-8")
    (row,) = rows_of(path, Layout(header=3))
    assert isinstance(row, Row)
    assert (row.number, row.cells["name"]) == (4, "Anna")


def test_a_quoted_cell_may_hold_delimiters_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text('no,name\n1,"Silva, Ana\nMaria"\n2,Rui\n', encoding="utf-8")
    first, second = rows_of(path)
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.cells["name"] == "Silva, Ana\nMaria"
    assert second.number == 4


def test_blank_rows_and_empty_cells_beyond_the_header_are_nothing(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("no,name\n\n1,Anna,,\n,\n", encoding="utf-8")
    assert cells_of(path) == [{"no": "1", "name": "Anna"}]


@pytest.mark.parametrize("row", ["2", "2,Rui,surplus"])
def test_a_ragged_row_is_refused_and_the_next_read(tmp_path: Path, row: str) -> None:
    path = tmp_path / "readers.csv"
    path.write_text(f"no,name\n1,Anna\n{row}\n3,Eva\n", encoding="utf-8")
    _, finding, last = rows_of(path)
    assert isinstance(finding, Diagnostic)
    assert finding.code == "FC349"
    assert finding.place.line == 3
    assert isinstance(last, Row)


def test_a_nul_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(b"no,name\n1,An\0na\n2,Rui\n")
    finding, good = rows_of(path)
    assert isinstance(finding, Diagnostic)
    assert finding.message == "row 2 cannot be read: column `name` holds a NUL character"
    assert isinstance(good, Row)


def test_text_after_a_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text('no,name\n1,"An"na\n2,Rui\n', encoding="utf-8")
    finding, good = rows_of(path)
    assert isinstance(finding, Diagnostic)
    assert "text follows a closing quotation mark" in finding.message
    assert isinstance(good, Row)


def test_an_empty_file_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(b"")
    assert refusal(path).message == "the file is empty"


def test_a_file_of_empty_lines_has_no_header(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(b"\n\n")
    assert refusal(path).message == "the file is empty"


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "none.csv").message
    (tmp_path / "folder.csv").mkdir()
    assert "it is a folder" in refusal(tmp_path / "folder.csv").message


def test_an_unknown_ending_needs_a_format(tmp_path: Path) -> None:
    path = tmp_path / "readers.dat"
    path.write_text("no,name\n1,Anna\n", encoding="utf-8")
    assert "its ending `.dat` tells no format" in refusal(path).message
    assert cells_of(path, Layout(format="csv")) == [{"no": "1", "name": "Anna"}]


def test_a_column_named_twice_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_text("no,name,name\n1,Anna,Ana\n", encoding="utf-8")
    with open_table(path, Layout()) as table:
        assert not isinstance(table, Diagnostic)
        assert table.repeated == {"name"}
