"""What is wrong with a mapping is said before any row is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.records.mapping import read_mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOANS = """name = "library"

[[file]]
name = "loans.csv"
dates = "D.M.YYYY"

[[file.record]]
model = "loan"
id = "no"
of = { reader = "reader" }

[file.record.fields]
lent_at = { column = "lent", time = "09:00" }
status = { column = "state", values = { out = "lent" } }
"damage.cost" = "cost"
book = { column = "title", lookup = "titles" }

[lookup.titles]
file = "books.csv"
key = "title"
value = "no"
"""


def test_a_good_mapping_is_read(mapped: Callable[[str], Any]) -> None:
    mapping = mapped(LOANS)
    (file,) = mapping.files
    (record,) = file.records
    assert [step.model for step in record.steps] == ["reader", "loan"]
    assert [field.name for field in record.fields] == ["lent_at", "status", "damage.cost", "book"]
    assert set(file.columns) == {"no", "reader", "lent", "state", "cost", "title"}


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "help_"),
    [
        ("[lookup.titles]", "[lookup.titles", 18, "FC330", "docs/importing.md"),
        ('dates = "D.M', 'datess = "D.M', 5, "FC331", "did you mean `dates`?"),
        ('id = "no"\nof', "of", 7, "FC332", "a second import"),
        ("D.M.YYYY", "D.M", 5, "FC333", "expected a format such as"),
        ('"09:00"', '"9 a.m."', 13, "FC333", "a time of day such as `09:00`"),
        ('"loan"', '"lone"', 8, "FC334", "did you mean `loan`?"),
        ("lent_at =", "lent_on =", 13, "FC335", "did you mean `lent_at` or `due_on`?"),
        ("damage.cost", "damage.costs", 15, "FC335", "did you mean `cost`?"),
        ("reader =", "house =", 10, "FC336", "`of` may name `reader`"),
        ('out = "lent"', 'out = "lend"', 14, "FC338", "expected `lent`"),
        ('lookup = "titles"', 'lookup = "title"', 16, "FC339", "did you mean `titles`?"),
        ('{ column = "lent", time = "09:00" }', '"lent"', 13, "FC333", "a time of day"),
        ('column = "title"', 'colum = "title"', 16, "FC331", "did you mean `column`?"),
        ('column = "state"', 'column = "{state|slog}"', 14, "FC333", "`slug`"),
        ('column = "state"', 'column = "s", template = "t"', 14, "FC333", "exactly one of"),
        ('column = "state", ', "", 14, "FC332", "exactly one of"),
        ('"damage.cost" = "cost"', '"damage.cost" = 5', 15, "FC333", "a column in quotation marks"),
        ('name = "loans.csv"\n', "", 3, "FC332", "a text, such as"),
        ('name = "loans.csv"', 'name = "loans.csv"\nencoding = "cp9999"', 5, "FC333", "`cp1252`"),
        ('name = "loans.csv"', 'name = "loans.csv"\nheader = 0', 5, "FC333", "1 or more"),
        ('name = "loans.csv"', 'name = "loans.csv"\nformat = "xls"', 5, "FC333", "`xlsx`"),
        ('name = "loans.csv"', 'name = "loans.csv"\nnumbers = "1.2"', 5, "FC333", "`1.234,56`"),
        ("dates =", "delimiter = '\"'\ndates =", 5, "FC333", "another character than `quote`"),
        ('key = "title"\n', "", 18, "FC332", "the column that holds the key"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    read: Callable[[str], Any], old: str, new: str, line: int, code: str, help_: str
) -> None:
    assert old in LOANS
    mapping, findings = read(LOANS.replace(old, new, 1))
    assert mapping is None
    found = [one for one in findings if one.code == code]
    assert found, [one.message for one in findings]
    assert found[0].place.line == line
    assert help_ in (found[0].help or "")


def test_all_mistakes_are_reported_at_once(read: Callable[[str], Any]) -> None:
    text = LOANS.replace("lent_at =", "lent =").replace("status =", "state =")
    _, findings = read(text)
    assert [(one.code, one.place.line) for one in findings] == [("FC335", 13), ("FC335", 14)]


def test_a_constant_must_fit_its_field(read: Callable[[str], Any]) -> None:
    text = LOANS.replace('"cost"\n', '{ constant = "dear" }\n', 1)
    _, (finding,) = read(text)
    assert finding.message == "`cost` cannot be `dear`"


def test_a_part_may_be_a_table(mapped: Callable[[str], Any]) -> None:
    text = LOANS.replace('"damage.cost" = "cost"', 'damage = { cost = "cost", seen_on = "seen" }')
    names = [field.name for field in mapped(text).files[0].records[0].fields]
    assert {"damage.cost", "damage.seen_on"} <= set(names)


def test_the_id_is_no_field(read: Callable[[str], Any]) -> None:
    _, (finding,) = read(LOANS.replace('"damage.cost" = "cost"', 'id = "cost"'))
    assert finding.message == "`loan` has no field `id`"


@pytest.mark.parametrize("text", ["", "name = 1", "[[file]]", "file = 3", "name = 'x'\nfile = [3]"])
def test_a_mapping_of_another_shape_is_refused(read: Callable[[str], Any], text: str) -> None:
    mapping, findings = read(text)
    assert mapping is None
    assert findings


MANY_MISTAKES = """name = "library"

[[file]]
name = "loans.csv"
dates = "D.M"
delimeter = ";"

[[file.record]]
model = "loan"
id = "{no|slog}"
of = { reader = 5, house = "h" }
fields.lent = "lent"
fields.lent_at = { column = "lent" }
fields.status = { column = "state", values = { out = "lend" }, splitt = 1 }
fields.book = { column = "title", lookup = "title", only = { state = 5 } }

[[file.record]]
id = "no"

[[file]]
record = [{ model = "raeder", id = "no" }, 7]

[lookup.titles]
file = "books.csv"
key = 3
valu = "no"
"""


def test_mistakes_of_form_hide_no_others_and_lead_to_none(read: Callable[[str], Any]) -> None:
    _, findings = read(MANY_MISTAKES)
    assert [(one.place.line, one.code, one.message) for one in findings] == [
        (5, "FC333", "`dates` of `file.1` cannot be `D.M`"),
        (6, "FC331", "`file.1` has no key `delimeter`"),
        (10, "FC333", "`id` of `file.1.record.1` cannot be `{no|slog}`"),
        (11, "FC333", "`reader` of `file.1.record.1.of` cannot be `5`"),
        (11, "FC336", "records of `loan` do not stand in those of `house`"),
        (12, "FC335", "`loan` has no field `lent`"),
        (14, "FC338", "`status` cannot be `lend`"),
        (14, "FC331", "`file.1.record.1.fields.status` has no key `splitt`"),
        (15, "FC339", "no look-up is called `title`"),
        (15, "FC333", "`state` of `file.1.record.1.fields.book.only` cannot be `5`"),
        (17, "FC332", "`file.1.record.2` lacks `model`"),
        (20, "FC332", "`file.2` lacks `name`"),
        (21, "FC334", "no record model is called `raeder`"),
        (21, "FC333", "`record` of `file.2` cannot be `7`"),
        (23, "FC332", "`lookup.titles` lacks `value`"),
        (25, "FC333", "`key` of `lookup.titles` cannot be `3`"),
        (26, "FC331", "`lookup.titles` has no key `valu`"),
    ]


def test_a_mistake_is_underlined(read: Callable[[str], Any]) -> None:
    _, findings = read(LOANS.replace('out = "lent"', 'out = "lend"'))
    place = findings[0].place
    assert LOANS.split("\n")[place.line - 1][place.column - 1 :][: place.length] == "out"


def test_a_part_is_no_record_of_its_own(read: Callable[[str], Any]) -> None:
    _, findings = read(LOANS.replace('"loan"', '"damage"'))
    assert [(one.place.line, one.message, one.help) for one in findings] == [
        (
            8,
            "`model` of `file.1.record.1` cannot be `damage`",
            "expected a model with records of its own; fill this one among the fields of `loan`",
        )
    ]


WRONG = ["1", "-1", "1.5", "true", '"?"', "[]", "[1]", '["?"]', "{}", "{ a = 1 }", "[{}]"]
KEYS = [
    ("", ["name", "title", "about", "file", "lookup"]),
    ('[[file]]\nname = "a.csv"\n', ["format", "encoding", "delimiter", "quote", "sheet", "header",
                                    "dates", "time", "numbers", "signs", "empty", "ignore", "only",
                                    "record"]),
    ('[[file]]\nname = "a.csv"\n[[file.record]]\n', ["model", "id", "of", "repeats", "only",
                                                     "fields"]),
    (('[[file]]\nname = "a.csv"\n[[file.record]]\nmodel = "loan"\nid = "no"\n'
      'of = { reader = "reader" }\n[file.record.fields.lent_at]\n'),
     ["column", "template", "constant", "values", "lookup", "unmatched", "dates", "time",
      "numbers", "signs", "fraction", "split", "only"]),
    ("[lookup.a]\n", ["file", "key", "value", "format", "encoding", "header"]),
]  # fmt: skip
LIBRARY_WORDS = ("input", "pydantic", "instance", "validation", "valid ", "python", "str", "dict",
                 "none", "type", "template(", "value error", "toml")  # fmt: skip


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in KEYS for key in keys])
def test_no_wrong_value_is_answered_in_the_words_of_a_library(
    read: Callable[[str], Any], table: str, key: str
) -> None:
    for value in WRONG:
        _, findings = read(f"{table}{key} = {value}\n")
        for one in findings:
            text = f"{one.message} {one.help or ''}".lower()
            assert not any(word in text for word in LIBRARY_WORDS if word != key), text
            assert "'" not in text.replace("1'234.56", "")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"name = 'x'\ntitle = 'Jo\xe3o'\n", 2, "byte e3 is not UTF-8"),
        (b"name = \n", 1, "there is no value here; texts stand in quotation marks"),
    ],
)
def test_a_mapping_file_that_is_no_text_is_said_plainly(
    records: Any, tmp_path: Path, content: bytes, line: int, reason: str
) -> None:
    path = tmp_path / "library.toml"
    path.write_bytes(content)
    mapping, (finding,) = read_mapping(path, records.schema, zone="Europe/Lisbon")
    assert mapping is None
    assert (finding.place.line, finding.message) == (line, f"the mapping cannot be read: {reason}")


def test_a_folder_or_nothing_in_place_of_a_mapping_is_said_plainly(
    records: Any, tmp_path: Path
) -> None:
    for path, reason in [
        (tmp_path, "it is a folder"),
        (tmp_path / "none.toml", "there is no such file"),
        (tmp_path / "a\0b.toml", "its name is not one that a file can have"),
    ]:
        _, (finding,) = read_mapping(path, records.schema, zone="Europe/Lisbon")
        assert finding.message == f"the mapping cannot be read: {reason}"
