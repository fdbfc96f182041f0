"""Messages about rows show no value that may identify somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

    Import = Callable[[str], list[tuple[str, str | None]]]

HEAD = """name = "library"
[[file]]
name = "loans.csv"
[[file.record]]
model = "loan"
id = "no"
of = { reader = "card" }
[file.record.fields]
"""

FILES = {
    "loans.csv": "no,card,who,title\nL1,R1,Ann Silva,Ema\n",
    "people.csv": "name,card,title,pages\nAna Silva,R1,Emma,7\nAna Silva,R2,Emma,8\n",
}


@pytest.fixture
def imported(store: Store, mapped: Callable[[str], Any], tmp_path: Path) -> Import:
    """Import the files by a mapping; returns messages about `loans.csv`, each with its help."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(mapping: str) -> list[tuple[str, str | None]]:
        report = import_files(store, mapped(mapping), [tmp_path])
        shown = [str(one.message) + str(one.help) for one in (*report.diagnostics, *report.notes)]
        assert not any("Silva" in text for text in shown)
        about = [*report.diagnostics, *report.notes]
        return [
            (one.message, one.help)
            for one in about
            if one.place.file == "loans.csv" and one.code in ("FC351", "FC353", "FC354")
        ]

    return run


def lookup(key: str, value: str) -> str:
    return f'[lookup.people]\nfile = "people.csv"\nkey = "{key}"\nvalue = "{value}"\n'


PEOPLE = """[[file]]
name = "people.csv"
[[file.record]]
model = "reader"
id = "card"
repeats = true
[file.record.fields]
"""

HIDDEN = [
    pytest.param(
        HEAD + 'pages = { column = "who", lookup = "people" }\n' + lookup("name", "pages"),
        id="nothing tells what the keys are",
    ),
    pytest.param(
        HEAD + 'book = { column = "who", lookup = "people" }\n' + lookup("name", "pages")
        + PEOPLE + 'name = "name"\n',
        id="the keys fill a personal field",
    ),
    pytest.param(
        HEAD + 'book = { column = "who", lookup = "people" }\n' + lookup("name", "pages")
        + PEOPLE + 'name = "{name} ({card})"\n',
        id="the keys are part of a personal field",
    ),
    pytest.param(
        HEAD + 'book = { column = "who", lookup = "people" }\n' + lookup("title", "pages")
        + '[[file.record]]\nmodel = "reader"\nid = "card"\nrepeats = true\n'
        '[file.record.fields]\nname = "who"\n',
        id="the column searched fills a personal field",
    ),
]  # fmt: skip


@pytest.mark.parametrize("mapping", HIDDEN)
def test_a_value_that_may_name_a_person_is_not_shown(imported: Import, mapping: str) -> None:
    ((message, help_),) = imported(_lookup_last(mapping))
    assert message.startswith("row 2, column `who`: the value is not in look-up `people` (column `")
    assert message.endswith("of `people.csv`)")
    assert (help_ or "").startswith("correct it, translate it")


SHOWN = [
    pytest.param(
        HEAD + 'book = { column = "title", lookup = "people" }\n' + lookup("title", "pages"),
        id="what refers to a thing",
    ),
    pytest.param(
        HEAD + 'status = { column = "title", lookup = "people" }\n' + lookup("title", "title"),
        id="the field holds the key itself",
    ),
    pytest.param(
        HEAD + 'pages = { column = "title", lookup = "people" }\n' + lookup("title", "pages")
        + PEOPLE + 'interests = "title"\n',
        id="the keys fill a field that is not personal",
    ),
    pytest.param(
        HEAD + 'pages = { column = "title", lookup = "people" }\n' + lookup("title", "pages")
        + PEOPLE.replace('"card"', '"title"'),
        id="the keys are ids",
    ),
    pytest.param(
        HEAD + 'book = "title"\npages = { column = "title", lookup = "people" }\n'
        + lookup("title", "pages"),
        id="the column searched fills a field that is not personal",
    ),
]  # fmt: skip


@pytest.mark.parametrize("mapping", SHOWN)
def test_a_value_that_names_nobody_is_shown_with_the_key_near_it(
    imported: Import, mapping: str
) -> None:
    ((message, help_),) = imported(_lookup_last(mapping))
    assert message == (
        "row 2, column `title`: `Ema` is not in look-up `people` (column `title` of `people.csv`)"
    )
    assert help_ == "did you mean `Emma`?"


def _lookup_last(mapping: str) -> str:
    """Put the look-up behind the files, as TOML wants what belongs to a table beside it."""
    start = mapping.index("[lookup")
    end = mapping.find("[[", start)
    table = mapping[start:] if end < 0 else mapping[start:end]
    return mapping.replace(table, "") + table


def test_a_field_left_out_shows_no_value_either(imported: Import) -> None:
    field = 'pages = { column = "who", lookup = "people", unmatched = "leave out" }\n'
    ((message, _),) = imported(HEAD + field + lookup("name", "pages"))
    assert message == (
        "row 2, column `who`: the value is not in look-up `people` (column `name` of "
        "`people.csv`); the field is left out"
    )


def test_a_key_that_stands_twice_is_shown_only_if_it_names_nobody(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    field = 'book = { column = "title", lookup = "people" }\n'
    for key, shown in [("name", "a key"), ("title", "`Emma`")]:
        names = PEOPLE + 'name = "name"\n' if key == "name" else ""
        mapping = mapped(HEAD + field + names + lookup(key, "pages"))
        report = import_files(store, mapping, [tmp_path])
        repeated = [one.message for one in report.diagnostics if one.code == "FC358"]
        assert repeated == [f"row 3 gives {shown} another value in look-up `people`"]


@pytest.mark.parametrize(
    "field", ['pages = "who"', 'fee = "who"', 'due_on = "who"', 'status = "who"']
)
def test_a_cell_that_also_fills_a_personal_field_is_not_shown(imported: Import, field: str) -> None:
    reader = '[[file.record]]\nmodel = "reader"\nid = "card"\n[file.record.fields]\nname = "who"\n'
    ((message, help_),) = imported(f"{HEAD}{field}\n{reader}")
    assert message.startswith("row 2, column `who`: the value does not fit")
    assert "did you mean" not in (help_ or "")


def test_the_word_behind_a_personal_number_is_not_shown(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    (tmp_path / "loans.csv").write_text("no,card,who\nL1,R1,12 Silva\n", encoding="utf-8")
    reader = '[[file.record]]\nmodel = "reader"\nid = "card"\n[file.record.fields]\nname = "who"\n'
    report = import_files(store, mapped(f'{HEAD}pages = "who"\n{reader}'), [tmp_path])
    (finding,) = report.diagnostics
    assert finding.message == "row 2, column `who`: the value does not fit `pages`"
    assert finding.help == "expected a whole number without a unit"


def test_an_id_that_cannot_be_kept_is_not_shown_if_it_is_a_name(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    (tmp_path / "readers.json").write_text('[{"name": "Silva\\u0000"}]', encoding="utf-8")
    text = """name = "library"
[[file]]
name = "readers.json"
[[file.record]]
model = "reader"
id = "name"
[file.record.fields]
name = "name"
"""
    report = import_files(store, mapped(text), [tmp_path])
    assert [one.message for one in report.diagnostics] == [
        "row 1, column `name`: the value does not fit `reader.id`",
        "row 1, column `name`: the value does not fit `name`",
    ]


def test_a_look_up_may_be_spread_over_files(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    (tmp_path / "loans.csv").write_text("no,card,title\nL1,R1,Emma\nL2,R1,Sanditon\n")
    (tmp_path / "books-1.csv").write_text("no,title\nB1,Emma\n")
    (tmp_path / "books-2.json").write_text('[{"no": "B2", "title": "Sanditon"}]')
    text = (
        f'{HEAD}book = {{ column = "title", lookup = "titles" }}\n'
        '[lookup.titles]\nfile = "books-*"\nkey = "title"\nvalue = "no"\n'
    )
    assert import_files(store, mapped(text), [tmp_path]).diagnostics == ()
    assert [loan.book for loan in store.get("reader", "R1").loans] == ["B1", "B2"]
    (tmp_path / "books-2.json").write_text('[{"no": "B2", "titel": "Sanditon"}]')
    (finding,) = import_files(store, mapped(text), [tmp_path]).diagnostics
    assert finding.message == "the file has no column `title`, which the mapping reads"
    assert finding.help == "did you mean `titel`?"
