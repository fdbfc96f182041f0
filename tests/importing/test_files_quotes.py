"""Quotation marks that are not closed cost their row, and never the rows below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.records.files import Layout, Row, open_table
from forecourt.core.records.files.lines import LONGEST
from forecourt.core.store.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    import pytest

    from forecourt.core.store import Store


def read(path: Path, text: str) -> list[Row | Diagnostic]:
    path.write_text(text, encoding="utf-8")
    with open_table(path, Layout(format="csv")) as table:
        return [table] if isinstance(table, Diagnostic) else list(table.rows)


def names(rows: list[Row | Diagnostic]) -> list[object]:
    return [row.cells["name"] for row in rows if isinstance(row, Row)]


def messages(rows: list[Row | Diagnostic]) -> list[str]:
    return [f"{row.place}: {row.message}" for row in rows if isinstance(row, Diagnostic)]


def test_a_mark_open_to_the_end_of_the_file_costs_its_row_only(tmp_path: Path) -> None:
    rows = read(tmp_path / "readers.csv", 'no,name\n1,Anna\n2,"Rui\n3,Eva\n4,Jo\n')
    assert names(rows) == ["Anna", "Eva", "Jo"]
    assert messages(rows) == [
        (
            "readers.csv:3: row 3 cannot be read: column `name` opens a quotation mark that is not "
            "closed before the file ends"
        )
    ]


def test_a_mark_that_the_next_quoted_cell_would_close_costs_its_row_only(tmp_path: Path) -> None:
    rows = read(tmp_path / "readers.csv", 'no,name\n1,"Anna\n2,Rui\n3,"Sá, Eva"\n4,Jo\n')
    assert names(rows) == ["Rui", "Sá, Eva", "Jo"]
    assert messages(rows) == [
        (
            "readers.csv:2: row 2 cannot be read: column `name` opens a quotation mark, and text "
            "follows the one in line 4 that closes it"
        )
    ]


def test_a_mark_closed_only_far_below_costs_its_row_only(tmp_path: Path) -> None:
    between = "".join(f"{number},Eva\n" for number in range(2, LONGEST + 2))
    rows = read(tmp_path / "readers.csv", f'no,name\n1,"Anna\n{between}900,Rui"\n')
    assert names(rows)[:-1] == ["Eva"] * LONGEST
    assert messages(rows) == [
        (
            "readers.csv:2: row 2 cannot be read: column `name` opens a quotation mark that is not "
            "closed within 100 lines"
        )
    ]


def test_a_cell_of_as_many_lines_as_are_allowed_is_read(tmp_path: Path) -> None:
    note = "\n".join(["line"] * LONGEST)
    rows = read(tmp_path / "readers.csv", f'no,name\n1,"{note}"\n2,Rui\n')
    assert names(rows) == [note, "Rui"]


def test_each_of_several_open_marks_is_reported(tmp_path: Path) -> None:
    rows = read(tmp_path / "readers.csv", 'no,name\n"1,Anna\n2,Rui\n"3,Eva\n4,Jo\n')
    assert names(rows) == ["Rui", "Jo"]
    assert [one.place.line for one in rows if isinstance(one, Diagnostic)] == [2, 4]
    assert "column `no` opens" in messages(rows)[0]


@given(
    cells=st.lists(st.text("ab,;\n ", min_size=1, max_size=5), min_size=1, max_size=8),
    open_at=st.integers(0, 7),
)
def test_one_open_mark_among_whole_rows_loses_no_other_row(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], open_at: int
) -> None:
    whole = [f'{number},"x{cell}"\n' for number, cell in enumerate(cells)]
    broken = [*whole[:open_at], 'broken,"Anna\n', *whole[open_at:]]
    path = tmp_path_factory.mktemp("rows") / "readers.csv"
    rows = read(path, "no,name\n" + "".join(broken))
    assert names(rows) == [f"x{cell}" for cell in cells]
    assert len(messages(rows)) == 1


def test_a_row_of_several_lines_and_too_many_cells_says_where_it_ends(tmp_path: Path) -> None:
    (finding,) = read(tmp_path / "readers.csv", 'no,name\n1,"Anna\nMaria",extra\n')
    assert isinstance(finding, Diagnostic)
    assert finding.message == "row 2 has 3 cells, the header has 2"
    assert finding.help == "it goes on to line 3; check its quotation marks"


def test_a_header_may_have_several_lines_but_no_open_mark(tmp_path: Path) -> None:
    (row,) = read(tmp_path / "readers.csv", 'no,"na\nme"\n1,Anna\n')
    assert isinstance(row, Row)
    assert (row.number, row.cells) == (3, {"no": "1", "na\nme": "Anna"})
    (finding,) = read(tmp_path / "readers.csv", 'no,"name\n1,Anna\n')
    assert isinstance(finding, Diagnostic)
    assert finding.help == "mend the header; without it the file is left out"


def test_a_cell_too_long_to_be_read_is_called_that(tmp_path: Path) -> None:
    finding, good = read(tmp_path / "readers.csv", f"no,name\n1,{'x' * 200_000}\n2,Rui\n")
    assert isinstance(finding, Diagnostic)
    assert finding.message == "row 2 cannot be read: a cell has more than 131,072 characters"
    assert (finding.help or "").startswith("shorten it")
    assert isinstance(good, Row)


READERS = """name = "library"
[[file]]
name = "readers.csv"
[[file.record]]
model = "reader"
id = "no"
[file.record.fields]
name = "name"
"""


def test_the_counts_stay_true(store: Store, mapped: Callable[[str], Any], tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    rows = "".join(f"R{number},Eva\n" for number in range(500))
    path.write_text(f'no,name\nbad,"Anna\n{rows}', encoding="utf-8")
    report = import_files(store, mapped(READERS), [path])
    assert (report.read, report.kept, report.refused) == (501, 500, 1)
    assert len(store.ids("reader")) == 500
