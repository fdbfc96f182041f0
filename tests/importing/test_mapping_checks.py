"""What is wrong with a mapping is said before any row is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

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
        ("lent_at =", "lent_on =", 13, "FC335", "did you mean `lent_at`?"),
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
    assert finding.message == "a `loan` has no field `id`"


@pytest.mark.parametrize("text", ["", "name = 1", "[[file]]", "file = 3", "name = 'x'\nfile = [3]"])
def test_a_mapping_of_another_shape_is_refused(read: Callable[[str], Any], text: str) -> None:
    mapping, findings = read(text)
    assert mapping is None
    assert findings
