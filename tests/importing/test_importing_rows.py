"""Rows into a store: what is kept, what is refused and why, and running it again."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store.importing import ImportReport, import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

READERS = """name = "library"

[[file]]
name = "readers.csv"
numbers = "1.234,56"
empty = ["n/a"]

[[file.record]]
model = "reader"
id = "no"

[file.record.fields]
name = "name"
born_on = { column = "born", dates = "D.M.YYYY" }
kind = { column = "card", values = { A = "adult", C = "child" } }
interests = { column = "likes", split = ";" }
"""

LOANS = """name = "library"

[[file]]
name = "loans.csv"

[[file.record]]
model = "loan"
id = "no"
of = { reader = ["{reader}", "walk-in-{no}"] }

[file.record.fields]
lent_at = { column = "lent", dates = "D.M.YYYY", time = "09:00" }
status = { column = "state", values = { out = "lent" } }
fee = { column = "fee", numbers = "1.234,56" }
discount = { column = "discount", fraction = true, only = { state = "out" } }
book = { column = "title", lookup = "titles", values = { "Emma." = "Emma" } }
"damage.cost" = "damage"

[lookup.titles]
file = "books.csv"
key = "title"
value = "B{no}"
"""

BOOKS = """[[file]]
name = "books.csv"

[[file.record]]
model = "book"
id = "B{no}"

[file.record.fields]
title = "title"
"""


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def figures(report: ImportReport) -> tuple[int, ...]:
    return (
        report.read,
        report.kept,
        report.refused,
        report.inserted,
        report.changed,
        report.unchanged,
    )


def messages(report: ImportReport) -> list[str]:
    return [one.message for one in report.diagnostics]


def test_rows_become_records(store: Store, mapped: Callable[[str], Any], tmp_path: Path) -> None:
    text = "no,name,born,card,likes\nR1,Ana Silva,1.2.1990,A,history; art\nR2,Rui,,C,n/a\n"
    report = import_files(store, mapped(READERS), [write(tmp_path, "readers.csv", text)])
    assert figures(report) == (2, 2, 0, 2, 0, 0)
    ana = store.get("reader", "R1")
    assert (ana.name, ana.born_on, ana.kind) == ("Ana Silva", date(1990, 2, 1), "adult")
    assert ana.interests == ("history", "art")
    rui = store.get("reader", "R2")
    assert (rui.born_on, rui.kind, rui.interests) == (None, "child", ())


def test_the_same_import_again_changes_nothing(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,Ana,1.2.1990,A,art\n")
    import_files(store, mapped(READERS), [path])
    before = store.digest_of("reader", "R1")
    report = import_files(store, mapped(READERS), [path])
    assert figures(report) == (1, 1, 0, 0, 0, 1)
    assert store.digest_of("reader", "R1") == before


def test_a_corrected_row_changes_its_record_and_an_empty_cell_says_nothing(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,Ana,1.2.1990,A,art\nR2,Rui,,A,\n")
    import_files(store, mapped(READERS), [tmp_path])
    write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,Ana Sá,,A,\nR2,Rui,,A,\n")
    report = import_files(store, mapped(READERS), [tmp_path])
    assert figures(report) == (2, 2, 0, 0, 1, 1)
    ana = store.get("reader", "R1")
    assert (ana.name, ana.born_on, ana.interests) == ("Ana Sá", date(1990, 2, 1), ("art",))


def test_every_format_of_a_loan_is_read(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    write(tmp_path, "books.csv", "no,title\n1,Emma\n")
    write(
        tmp_path,
        "loans.csv",
        "no,reader,lent,state,fee,discount,title,damage\n"
        'L1,R1,1.3.2026,out,"1.234,50",0.05,Emma.,3.5\n'
        "L2,,2.3.2026,back,,0.5,Emma,\n",
    )
    report = import_files(store, mapped(LOANS), [tmp_path])
    assert messages(report) == []
    (loan,) = store.get("reader", "R1").loans
    assert (loan.lent_at, loan.status) == (datetime(2026, 3, 1, 9), "lent")
    assert (loan.fee, loan.discount, loan.book) == (123450, 50000, "B1")
    assert loan.damage.cost == 350
    (walk_in,) = store.get("reader", "walk-in-L2").loans
    assert (walk_in.discount, walk_in.damage) == (None, None)


@pytest.mark.parametrize(
    ("row", "message", "help_"),
    [
        ("L2,R1,31.2.2026,out,,,Emma,", "row 3, column `lent`: `31.2.2026` does not fit `lent_at`",
         "expected a day that exists, written like `D.M.YYYY`"),
        ("L2,R1,1.3.2026,gone,,,Emma,", "row 3, column `state`: `gone` does not fit `status`",
         "expected one of `lent`, `back`, `lost`"),
        ("L2,R1,1.3.2026,out,1.5,,Emma,", "row 3, column `fee`: `1.5` does not fit `fee`",
         "expected a number written like `1.234,56`"),
        ('L2,R1,1.3.2026,out,"1,005",,Emma,', "row 3, column `fee`: `1,005` does not fit `fee`",
         "expected an amount in EUR with at most 2 decimals"),
        ('L2,R1,1.3.2026,out,"1,00 USD",,Emma,', ("row 3, column `fee`: `1,00 USD` does not fit "
         "`fee`"), "expected an amount in EUR like 12.5 or `12.50 EUR`"),
        ("L2,R1,1.3.2026,out,,,Ema,", ("row 3, column `title`: `Ema` is not in look-up `titles` "
         "(column `title` of `books.csv`)"), "did you mean `Emma`?"),
        (",R1,1.3.2026,out,,,Emma,", "row 3, column `no` is empty, and `loan.id` needs it", None),
        ("L1,R1,1.3.2026,out,,,Emma,", "row 3 makes loan `L1` again, as row 2 did",
         "give each its own id, or say `repeats = true` if several rows may make one record"),
    ],
)  # fmt: skip
def test_a_bad_row_is_reported_and_the_others_kept(
    store: Store,
    mapped: Callable[[str], Any],
    tmp_path: Path,
    row: str,
    message: str,
    help_: str | None,
) -> None:
    write(tmp_path, "books.csv", "no,title\n1,Emma\n")
    header = "no,reader,lent,state,fee,discount,title,damage"
    good = "L1,R1,1.3.2026,out,,,Emma,", "L3,R1,2.3.2026,out,,,Emma,"
    write(tmp_path, "loans.csv", "\n".join([header, good[0], row, good[1], ""]))
    report = import_files(store, mapped(LOANS), [tmp_path])
    assert messages(report) == [message]
    assert report.diagnostics[0].help == help_
    assert str(report.diagnostics[0].place) == "loans.csv:3"
    assert (report.read, report.kept, report.refused) == (3, 2, 1)
    assert [loan.id for loan in store.get("reader", "R1").loans] == ["L1", "L3"]


def test_all_that_is_wrong_with_a_row_is_said(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = "no,name,born,card,likes\nR1,Ana,1.13.1990,X,art\n"
    report = import_files(store, mapped(READERS), [write(tmp_path, "readers.csv", text)])
    assert [one.code for one in report.diagnostics] == ["FC351", "FC351"]
    assert (report.kept, report.refused) == (0, 1)
    assert store.get("reader", "R1") is None


def test_what_identifies_a_person_is_not_shown(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = "no,name,born,card,likes\nR1,Ana,13.13.1990,A,\n"
    report = import_files(store, mapped(READERS), [write(tmp_path, "readers.csv", text)])
    assert messages(report) == ["row 2, column `born`: the value does not fit `born_on`"]


def test_a_record_that_lacks_a_required_field_is_refused(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "books.csv", "no,title\n1,Emma\n2,\n")
    report = import_files(store, mapped('name = "library"\n' + BOOKS), [path])
    assert messages(report) == ["row 3, column `title` is empty, and `title` needs it"]
    assert [book.id for book in store.get("house", "house").books] == ["B1"]


def test_a_row_that_breaks_its_record_is_left_out_alone(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = """name = "library"
[[file]]
name = "books.csv"
[[file.record]]
model = "book"
id = "no"
[file.record.fields]
price = "price"
title = { column = "title", only = { kind = "book" } }
"""
    path = write(tmp_path, "books.csv", "no,title,price,kind\n1,Emma,5,book\n2,Map,6,map\n")
    report = import_files(store, mapped(text), [path])
    assert [one.code for one in report.diagnostics] == ["FC356"]
    assert report.diagnostics[0].place.line == 3
    assert (report.kept, report.refused) == (1, 1)
    assert [book.id for book in store.get("house", "house").books] == ["1"]


def test_files_about_one_record_are_merged_by_id(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    write(tmp_path, "books.csv", "no,title\n1,Emma\n")
    write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,Ana,,C,\n")
    loans = "no,reader,lent,state,fee,discount,title,damage\nL1,R1,1.3.2026,out,,,Emma,\n"
    write(tmp_path, "loans.csv", loans)
    import_files(store, mapped(LOANS), [tmp_path])
    import_files(store, mapped(READERS), [tmp_path])
    import_files(store, mapped(LOANS), [tmp_path])
    ana = store.get("reader", "R1")
    assert (ana.name, ana.kind) == ("Ana", "child")
    assert [loan.id for loan in ana.loans] == ["L1"]
    assert store.ids("reader") == ("R1",)


def test_the_root_that_there_is_one_of_needs_no_id(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    house, problems = store.read("house", {"id": "H7", "town": "Évora"})
    assert problems == ()
    store.put_records([house])
    path = write(tmp_path, "books.csv", "no,title\n1,Emma\n")
    import_files(store, mapped('name = "library"\n' + BOOKS), [path])
    assert store.ids("house") == ("H7",)
    assert store.get("house", "H7").town == "Évora"
    assert [book.title for book in store.get("house", "H7").books] == ["Emma"]


def test_lists_within_lists_are_found_by_the_ids_above_them(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = """name = "library"
[[file]]
name = "renewals.csv"
[[file.record]]
model = "renewal"
id = "no"
of = { reader = "reader", loan = "loan" }
[file.record.fields]
renewed_on = "on"
"""
    path = write(tmp_path, "renewals.csv", "no,reader,loan,on\n1,R1,L1,2026-03-01\n2,R1,L1,\n")
    for _ in range(2):
        import_files(store, mapped(text), [path])
    (loan,) = store.get("reader", "R1").loans
    assert [(one.id, one.renewed_on) for one in loan.renewals] == [
        ("1", date(2026, 3, 1)),
        ("2", None),
    ]


def test_rows_that_conditions_pass_over_are_read_and_no_more(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = READERS.replace('empty = ["n/a"]', 'only = { card = ["A", "C"] }')
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,Ana,,A,\nR2,x,bad,Z,\n")
    report = import_files(store, mapped(text), [path])
    assert figures(report) == (2, 1, 0, 1, 0, 0)


def test_several_rows_may_make_one_record_if_the_mapping_says_so(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = READERS.replace('id = "no"', 'id = "no"\nrepeats = true')
    rows = "".join("R1,Ana,,A,\n" for _ in range(4100))
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes\n" + rows)
    report = import_files(store, mapped(text), [path])
    assert figures(report) == (4100, 4100, 0, 1, 0, 0)


def test_columns_that_nothing_reads_are_listed_once(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes,shoe,hat\nR1,Ana,,A,,1,2\n")
    report = import_files(store, mapped(READERS), [path])
    assert [one.message for one in report.notes] == ["columns not imported: `shoe`, `hat`"]
    ignoring = READERS.replace("empty", 'ignore = ["hat", "shoe"]\nempty')
    assert import_files(store, mapped(ignoring), [path]).notes == ()


@pytest.mark.parametrize(
    ("header", "code", "help_"),
    [
        ("no,nome,born,card,likes", "FC337", "did you mean `nome`?"),
        ("R1,Ana,1.1.1990,A,", "FC344", "put a header above the rows"),
        ("no,name,name,born,card,likes", "FC345", "its own name"),
    ],
)
def test_a_header_that_does_not_fit_leaves_the_file_out(
    store: Store,
    mapped: Callable[[str], Any],
    tmp_path: Path,
    header: str,
    code: str,
    help_: str,
) -> None:
    path = write(tmp_path, "readers.csv", f"{header}\nR1,Ana,,,,\n")
    report = import_files(store, mapped(READERS), [path])
    assert [one.code for one in report.diagnostics] == [code]
    assert help_ in (report.diagnostics[0].help or "")
    assert store.ids("reader") == ()


def test_a_value_not_looked_up_may_be_left_out(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    write(tmp_path, "books.csv", "no,title\n1,Emma\n1,\n2,Emma\n")
    loans = "no,reader,lent,state,fee,discount,title,damage\nL1,R1,1.3.2026,out,,,Nobody,\n"
    write(tmp_path, "loans.csv", loans)
    text = LOANS.replace('lookup = "titles"', 'lookup = "titles", unmatched = "leave out"')
    report = import_files(store, mapped(text), [tmp_path])
    assert [one.code for one in report.notes] == ["FC354"]
    assert [one.code for one in report.diagnostics] == ["FC358"]
    assert store.get("reader", "R1").loans[0].book is None


def test_a_look_up_whose_file_is_not_given_is_said(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "loans.csv", "no,reader,lent,state,fee,discount,title,damage\n")
    report = import_files(store, mapped(LOANS), [path])
    assert messages(report) == ["look-up `titles` needs a file `books.csv`, which was not given"]


def test_a_file_that_the_mapping_does_not_know_is_noted(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "reader.csv", "no\n1\n")
    report = import_files(store, mapped(READERS), [path])
    assert [one.help for one in report.notes] == ["did you mean `readers.csv`?"]


def test_a_workbook_needs_no_formats(
    store: Store, mapped: Callable[[str], Any], workbook: Callable[..., Path]
) -> None:
    path = workbook(
        "loans.xlsx",
        Loans=[
            ["no", "reader", "lent", "calls", "fee", "pages"],
            [17, "R1", datetime(2026, 3, 1, 9, 41), "09:30", 12.5, 300],
        ],
    )
    text = """name = "library"
[[file]]
name = "loans.xlsx"
[[file.record]]
model = "loan"
id = "no"
of = { reader = "reader" }
[file.record.fields]
lent_at = "lent"
due_on = "lent"
calls_from = "calls"
fee = "fee"
pages = "pages"
"""
    report = import_files(store, mapped(text), [path])
    assert messages(report) == ["row 2, column `lent`: `2026-03-01T09:41:00` does not fit `due_on`"]
    report = import_files(store, mapped(text.replace('due_on = "lent"\n', "")), [path])
    assert messages(report) == []
    (loan,) = store.get("reader", "R1").loans
    assert (loan.id, loan.lent_at) == ("17", datetime(2026, 3, 1, 9, 41))
    assert (loan.fee, loan.pages) == (1250, 300)


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "João"), ("gb18030", "王小明")])
def test_names_survive_their_encoding(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path, encoding: str, name: str
) -> None:
    text = f"no,name,born,card,likes\nR1,{name},,A,\n"
    path = write(tmp_path, "readers.csv", text, encoding)
    stated = READERS.replace("empty", f'encoding = "{encoding}"\nempty')
    assert messages(import_files(store, mapped(stated), [path])) == []
    assert store.get("reader", "R1").name == name


def test_whole_records_need_no_mapping(store: Store, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "all.json",
        '[{"id": "R1", "name": "Ana", "loans": [{"id": "L1"}]},\n'
        ' {"id": "R2", "nam": "Rui"},\n {"id": "H", "books": [{"id": "B", "title": "Emma"}]}, 7]',
    )
    report = import_files(store, None, [path])
    assert figures(report) == (4, 2, 2, 2, 0, 0)
    assert [one.place.file for one in report.diagnostics] == ["all.json", "all.json"]
    assert store.ids("house") == ("H",)
    write(tmp_path, "all.json", '{"id": "R1", "name": "Ana"}')
    assert figures(import_files(store, None, [path])) == (1, 1, 0, 0, 1, 0)
    assert store.get("reader", "R1").loans == ()


def test_rows_without_a_mapping_are_refused(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "readers.csv", "no\n1\n")
    report = import_files(store, None, [path, tmp_path / "none.json"])
    assert [one.code for one in report.diagnostics] == ["FC360", "FC342"]


def test_progress_is_told_as_rows_are_read(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    rows = "".join(f"R{n},Ana,,A,\n" for n in range(4100))
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes\n" + rows)
    told: list[tuple[str, int]] = []
    import_files(store, mapped(READERS), [path], progress=lambda *step: told.append(step))
    assert told == [("readers.csv", 2000), ("readers.csv", 4000), ("readers.csv", 4100)]


def test_an_id_is_one_however_its_letters_are_composed(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    for spelling in ("Jos\u00e9", "Jose\u0301"):
        text = f"no,name,born,card,likes\n{spelling},,,A,{spelling}\n"
        import_files(store, mapped(READERS), [write(tmp_path, "readers.csv", text)])
    assert store.ids("reader") == ("Jos\u00e9",)
    assert store.get("reader", "Jos\u00e9").interests == ("Jos\u00e9",)


def test_a_choice_that_is_nearly_right_is_named(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "readers.csv", "no,name,born,card,likes\nR1,,,adlt,\n")
    report = import_files(store, mapped(READERS), [path])
    assert (report.diagnostics[0].help or "").endswith("did you mean `adult`?")


def test_half_a_character_in_an_id_is_refused(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    text = READERS.replace("readers.csv", "readers.json")
    path = write(tmp_path, "readers.json", '[{"no": "\\ud800", "name": "\\ud800"}]')
    report = import_files(store, mapped(text), [path])
    assert [one.code for one in report.diagnostics] == ["FC351", "FC351"]
    assert all(message.isprintable() for message in messages(report))


def test_findings_about_whole_records_name_their_line(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "all.jsonl", '{"id": "R1"}\n{"id": "R2", "nam": 1}\n{"id": 3}\n')
    report = import_files(store, None, [path])
    assert [str(one.place) for one in report.diagnostics] == ["all.jsonl:2", "all.jsonl:3"]
