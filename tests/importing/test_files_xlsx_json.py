"""Workbooks and JSON: cells with types of their own, and files that break off."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.records.files import Layout, Row, open_table
from forecourt.core.records.files.json_rows import Element, json_elements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_cells_of_a_workbook_keep_their_types(workbook: Callable[..., Path]) -> None:
    moment = datetime(2026, 3, 1, 9, 41, 7)
    path = workbook(
        "loans.xlsx",
        Loans=[
            ["no", "lent", "due", "fee", "pages", "open", "note"],
            [1, moment, date(2026, 3, 15), 12.35, 300, True, None],
        ],
    )
    with open_table(path, Layout()) as table:
        assert not isinstance(table, Diagnostic)
        (row,) = table.rows
    assert isinstance(row, Row)
    assert row.number == 2
    assert dict(row.cells) == {
        "no": 1,
        "lent": moment,
        "due": date(2026, 3, 15),
        "fee": Decimal("12.35"),
        "pages": 300,
        "open": True,
        "note": None,
    }


def test_every_second_of_a_day_survives_the_fraction_of_a_day(
    workbook: Callable[..., Path],
) -> None:
    moments = [datetime(2026, 3, 1, s // 3600, s // 60 % 60, s % 60) for s in range(1, 86400, 997)]
    path = workbook("loans.xlsx", Loans=[["lent"], *[[moment] for moment in moments]])
    with open_table(path, Layout()) as table:
        assert not isinstance(table, Diagnostic)
        assert [row.cells["lent"] for row in table.rows if isinstance(row, Row)] == moments


def test_the_sheet_stated_is_read_from_its_header_row(workbook: Callable[..., Path]) -> None:
    path = workbook(
        "loans.xlsx", Cover=[["Report"]], Loans=[["May 2026"], [None], ["no"], [1], [None], [2]]
    )
    with open_table(path, Layout(sheet="Loans", header=3)) as table:
        assert not isinstance(table, Diagnostic)
        rows = [(row.number, row.cells["no"]) for row in table.rows if isinstance(row, Row)]
    assert rows == [(4, 1), (6, 2)]


def test_a_sheet_that_is_not_there_is_suggested(workbook: Callable[..., Path]) -> None:
    path = workbook("loans.xlsx", Loans=[["no"], [1]])
    with open_table(path, Layout(sheet="Loan")) as table:
        assert isinstance(table, Diagnostic)
        assert table.help == "did you mean `Loans`?"


def test_a_workbook_cut_short_is_said_plainly(
    tmp_path: Path, workbook: Callable[..., Path]
) -> None:
    whole = workbook("whole.xlsx", Loans=[["no"], [1]]).read_bytes()
    for length in range(1, len(whole), 97):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:length])
        with open_table(path, Layout()) as table:
            assert isinstance(table, Diagnostic)


def test_objects_within_an_object_are_columns_with_a_dot(tmp_path: Path) -> None:
    path = tmp_path / "loans.json"
    path.write_text('[{"no": 1, "reader": {"name": "Ana"}, "tags": ["a", "b"], "fee": 1.10}]')
    with open_table(path, Layout()) as table:
        assert not isinstance(table, Diagnostic)
        assert table.columns is None
        (row,) = table.rows
    assert isinstance(row, Row)
    assert row.cells == {
        "no": 1,
        "reader.name": "Ana",
        "tags": ("a", "b"),
        "fee": Decimal("1.10"),
    }


@given(
    elements=st.lists(
        st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=9), max_size=3),
        max_size=9,
    ),
    indent=st.sampled_from([None, 1]),
)
def test_arrays_and_lines_hold_the_same_elements(
    tmp_path_factory: pytest.TempPathFactory, elements: list[dict[str, object]], indent: int | None
) -> None:
    path = tmp_path_factory.mktemp("json") / "loans.json"
    path.write_text(json.dumps(elements, indent=indent), encoding="utf-8")
    found = [one.value for one in json_elements(path, "a") if isinstance(one, Element)]
    assert found == elements
    path.write_text("\n".join(json.dumps(one) for one in elements), encoding="utf-8")
    found = [one.value for one in json_elements(path, "a") if isinstance(one, Element)]
    assert found == elements


def test_elements_know_the_line_on_which_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "loans.jsonl"
    path.write_text('{"no": 1}\n\n{"no": 2,\n "x": 1}\n{"no": 3}\n')
    lines = [(one.number, one.line) for one in json_elements(path, "a") if isinstance(one, Element)]
    assert lines == [(1, 1), (2, 3), (3, 5)]


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "loans.json"
    path.write_text(json.dumps([{"no": n, "text": "x" * 999} for n in range(500)]))
    found = [one.value["no"] for one in json_elements(path, "a") if isinstance(one, Element)]
    assert found == list(range(500))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[{"no": 1},\n {"no": }]', 2, "a value is missing"),
        ('[{"no": 1}', 1, "the array is never closed"),
        ('[{"no": 1}] tail', 1, "text follows the end of the array"),
        ('[{"no": NaN}]', 1, "`nan` is no number"),
        ('[{"no": 1}, ' + "[" * 100_000, 1, "nested too deeply"),
        ('[{"no": 1}, 1e99999999999999999999]', 1, "a number has too many digits"),
        ('[{"no": 1}, ' + "9" * 5000 + "]", 1, "a number has too many digits"),
    ],
)
def test_what_breaks_off_ends_the_file_and_keeps_what_was_before(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = tmp_path / "loans.json"
    path.write_text(text)
    *good, finding = json_elements(path, "loans.json")
    assert all(isinstance(one, Element) for one in good)
    assert isinstance(finding, Diagnostic)
    assert finding.place.line == line
    assert reason in finding.message.lower()
