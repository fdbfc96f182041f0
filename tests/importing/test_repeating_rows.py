"""Several rows, or files, that speak of one record: what counts, and importing them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store import mapped_files
from forecourt.core.store.importing import ImportReport, import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

LOANS = """name = "library"
[[file]]
name = "loans*.csv"
[[file.record]]
model = "reader"
id = "card"
repeats = true
[file.record.fields]
name = "name"
born_on = "born"
[[file.record]]
model = "loan"
id = "no"
of = { reader = "card" }
[file.record.fields]
status = "state"
pages = "pages"
"""

HEADER = "no,card,name,born,state,pages\n"


@pytest.fixture(params=[1, 2, 2000])
def imported(
    request: pytest.FixtureRequest,
    store: Store,
    mapped: Callable[[str], Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., ImportReport]:
    """Import files of loans, given by what follows `loans` in their names.

    However many rows one transaction holds, the outcome is the same.
    """
    monkeypatch.setattr(mapped_files, "BATCH", request.param)

    def run(**files: str) -> ImportReport:
        for name, rows in files.items():
            (tmp_path / f"loans{name}.csv").write_text(HEADER + rows, encoding="utf-8")
        return import_files(store, mapped(LOANS), [tmp_path])

    return run


def figures(report: ImportReport) -> tuple[int, ...]:
    counts = (report.read, report.kept, report.refused)
    return (*counts, report.inserted, report.changed, report.unchanged)


def test_rows_that_disagree_keep_what_the_first_says(
    store: Store, imported: Callable[..., ImportReport]
) -> None:
    rows = "L1,R1,Ana,,lent,\nL2,R1,Anna,,back,\nL3,R1,Ana,1990-02-01,lost,\n"
    report = imported(_1=rows)
    assert figures(report) == (3, 3, 0, 4, 0, 0)
    assert [(str(one.place), one.message) for one in report.notes] == [
        (
            "loans_1.csv:3",
            "row 3 gives `name` of reader `R1` another value than row 2, which is kept",
        )
    ]
    ana = store.get("reader", "R1")
    assert (ana.name, str(ana.born_on)) == ("Ana", "1990-02-01")
    assert [loan.status for loan in ana.loans] == ["lent", "back", "lost"]


def test_importing_rows_that_disagree_again_reports_the_same_and_changes_nothing(
    store: Store, imported: Callable[..., ImportReport]
) -> None:
    rows = "L1,R1,Ana,,lent,\nL2,R1,Anna,,back,\nL3,R1,Anne,,lost,\n"
    first = imported(_1=rows)
    before = store.digest_of("reader", "R1")
    second, third = imported(_1=rows), imported(_1=rows)
    assert figures(second) == figures(third) == (3, 3, 0, 0, 0, 4)
    assert first.notes == second.notes == third.notes
    assert store.digest_of("reader", "R1") == before


def test_what_a_refused_row_said_does_not_count(
    store: Store, imported: Callable[..., ImportReport]
) -> None:
    rows = "L1,R1,Ana,,gone,\nL2,R1,Anna,,back,\nL2,R1,Anne,,lost,\n"
    report = imported(_1=rows)
    assert figures(report) == (3, 1, 2, 2, 0, 0)
    assert [one.code for one in report.diagnostics] == ["FC351", "FC355"]
    assert store.get("reader", "R1").name == "Anna"


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_what_a_row_said_whose_record_was_refused_does_not_count(
    store: Store,
    mapped: Callable[[str], Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    monkeypatch.setattr(mapped_files, "BATCH", batch)
    text = """name = "library"
[[file]]
name = "gifts.csv"
[[file.record]]
model = "reader"
id = "card"
repeats = true
[file.record.fields]
name = "name"
[[file.record]]
model = "book"
id = "no"
[file.record.fields]
title = { column = "title", only = { kind = "book" } }
"""
    rows = "B1,R1,Ana,Map,map\nB2,R1,Anna,Emma,book\nB3,R1,Ana,Atlas,book\n"
    (tmp_path / "gifts.csv").write_text(f"no,card,name,title,kind\n{rows}", encoding="utf-8")
    for _ in range(2):
        report = import_files(store, mapped(text), [tmp_path])
        assert (report.read, report.kept, report.refused) == (3, 2, 1)
        assert [(one.code, one.place.line) for one in report.diagnostics] == [("FC356", 2)]
        assert [one.message for one in report.notes] == [
            "row 4 gives `name` of reader `R1` another value than row 3, which is kept"
        ]
        assert store.get("reader", "R1").name == "Anna"


def test_two_records_of_one_row_that_disagree_keep_the_first(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = """name = "library"
[[file]]
name = "readers.csv"
[[file.record]]
model = "reader"
id = "parent"
repeats = true
[file.record.fields]
kind = { constant = "adult" }
[[file.record]]
model = "reader"
id = "no"
[file.record.fields]
kind = { constant = "child" }
"""
    (tmp_path / "readers.csv").write_text("no,parent\nR1,R1\nR2,R1\n", encoding="utf-8")
    report = import_files(store, mapped(text), [tmp_path])
    assert [one.message for one in report.notes] == [
        "row 2 gives `kind` of reader `R1` another value than it did before, which is kept"
    ]
    assert [store.get("reader", one).kind for one in ("R1", "R2")] == ["adult", "child"]


def test_a_later_file_replaces_what_an_earlier_one_said(
    store: Store, imported: Callable[..., ImportReport]
) -> None:
    files = {"_2026_01": "L1,R1,Ana,,lent,\n", "_2026_02": "L1,R1,Ana,,back,\n"}
    first = imported(**files)
    assert (first.notes, store.get("reader", "R1").loans[0].status) == ((), "back")
    second = imported(**files)
    assert figures(second) == (2, 2, 0, 0, 0, 2)
    assert store.get("reader", "R1").loans[0].status == "back"


def test_the_order_in_which_files_are_given_does_not_matter(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("loans_1.csv", "loans_2.csv")]
    for path, state in zip(paths, ("lent", "back"), strict=True):
        path.write_text(f"{HEADER}L1,R1,Ana,,{state},\n", encoding="utf-8")
    for given in (paths, paths[::-1]):
        import_files(store, mapped(LOANS), given)
        assert store.get("reader", "R1").loans[0].status == "back"
