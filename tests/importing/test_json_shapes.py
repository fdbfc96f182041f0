"""JSON files that hold no list of records or rows: what they hold instead is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.store.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.store import Store

READERS = """name = "library"
[[file]]
name = "readers.json"
[[file.record]]
model = "reader"
id = "no"
[file.record.fields]
name = "name"
interests = "likes"
"""


@pytest.fixture
def imported(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> Callable[[object, bool], list[tuple[str, str | None]]]:
    """Import a JSON value with or without the mapping; returns messages, each with its help."""

    def run(value: object, with_mapping: bool) -> list[tuple[str, str | None]]:
        path = tmp_path / "readers.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        report = import_files(store, mapped(READERS) if with_mapping else None, [path])
        assert (report.kept, report.refused) == (0, 1)
        return [(one.message, one.help) for one in report.diagnostics]

    return run


@pytest.mark.parametrize("with_mapping", [True, False])
def test_an_object_around_a_list_is_said_to_be_one(
    imported: Callable[[object, bool], list[tuple[str, str | None]]], with_mapping: bool
) -> None:
    value = {"exported": "2026-03-01", "readers": [{"no": "R1"}, {"no": "R2"}]}
    assert imported(value, with_mapping) == [
        (
            "element 1 is an object around a list, `readers`",
            "give the list alone, as `[{...}, {...}]`, or one object on each line",
        )
    ]


def test_an_element_that_names_no_column_is_no_row(
    imported: Callable[[object, bool], list[tuple[str, str | None]]],
) -> None:
    message, help_ = imported({"R1": {"no": "R1"}, "R2": {"no": "R2"}}, True)[0]
    assert message == (
        "element 1 cannot be a row: it names none of the columns `no`, `name`, `likes`"
    )
    assert help_ == "expected an object with the columns that the mapping reads"


def test_an_object_of_objects_is_no_record(
    imported: Callable[[object, bool], list[tuple[str, str | None]]],
) -> None:
    ((message, _),) = imported({"R1": {"name": "Ana"}, "R2": {"name": "Rui"}}, False)
    assert message == "element 1 is not a record: it is an object of objects"


def test_what_is_no_object_is_no_row(
    imported: Callable[[object, bool], list[tuple[str, str | None]]],
) -> None:
    ((message, help_),) = imported(["R1"], True)
    assert message == "element 1 cannot be a row: it is not an object"
    assert "mapping" in (help_ or "")


def test_a_list_of_objects_fills_no_field(
    imported: Callable[[object, bool], list[tuple[str, str | None]]],
) -> None:
    ((message, help_),) = imported([{"no": "R1", "likes": [{"topic": "art"}]}], True)
    assert message == 'row 1, column `likes`: `{"topic": "art"}` does not fit `interests`'
    assert help_ == "expected a value, or a list of values and not of objects"


def test_a_list_of_values_is_taken_as_written(
    store: Store, mapped: Callable[[str], Any], tmp_path: Path
) -> None:
    path = tmp_path / "readers.json"
    path.write_text('[{"no": "R1", "likes": ["art", null, 1.50, true]}]', encoding="utf-8")
    assert import_files(store, mapped(READERS), [path]).kept == 1
    assert store.get("reader", "R1").interests == ("art", "1.50", "true")
