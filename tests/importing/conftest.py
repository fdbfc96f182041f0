"""A lending library for the tests of importing: its models, files of it, and a store for them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

from forecourt.core.records.build import build_records
from forecourt.core.records.mapping.checking import mapping_of
from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Number,
    Percent,
    Record,
    Text,
    TimeOfDay,
    Whole,
    Words,
    YesNo,
    default,
    many,
    none,
    required,
    unknown,
)
from forecourt.core.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Reader(Record, name="reader"):
    """Somebody who borrows books."""

    name: Text | None = unknown("What the reader is called", personal=True)
    born_on: Day | None = unknown("The day of birth", personal=True)
    kind: Choice = default("adult", "Which card the reader has", choices=("adult", "child"))
    quiet: YesNo = default(False, "Whether reminders are unwelcome")
    interests: Words = many("What the reader likes")


class Loan(Record, name="loan", owner="reader", plural="loans", time="lent_at"):
    """A book lent."""

    lent_at: Moment | None = unknown("When it left the house")
    due_on: Day | None = none("When it should be back")
    calls_from: TimeOfDay | None = none("From when one may call")
    status: Choice = default("lent", "Where the book is", choices=("lent", "back", "lost"))
    fee: Money | None = unknown("What the reader pays")
    discount: Percent | None = unknown("What is taken off the fee")
    weight: Number | None = unknown("How many kilograms")
    pages: Whole | None = unknown("How many pages")
    book: Id | None = unknown("The book", refers_to="book")


class Damage(Record, name="damage", owner="loan", part="damage"):
    """What happened to the book."""

    seen_on: Day | None = none("When it was seen")
    cost: Money | None = unknown("What the repair costs")


class Renewal(Record, name="renewal", owner="loan", plural="renewals", embedded=True):
    """A loan made longer."""

    renewed_on: Day | None = unknown("When that was asked for")


class House(Record, name="house"):
    """The library itself."""

    town: Text | None = unknown("Where it is")


class Book(Record, name="book", owner="house", plural="books"):
    """A book that can be lent."""

    title: Text = required("What stands on it")
    price: Money | None = unknown("What it cost")


@pytest.fixture(scope="session")
def records() -> Any:
    built, problems = build_records([Reader, Loan, Damage, Renewal, House, Book], [], {})
    assert problems == ()
    return built


@pytest.fixture
def store(records: Any, tmp_path: Path) -> Iterator[Store]:
    made, problems = Store.create(
        tmp_path / "library.db", records, zone="Europe/Lisbon", currency="EUR"
    )
    assert problems == ()
    assert made is not None
    with made:
        yield made


@pytest.fixture
def read(records: Any) -> Callable[[str], Any]:
    """Read a mapping's text; returns the mapping and the messages of what is wrong with it."""

    def read_text(text: str) -> tuple[Any, list[Any]]:
        mapping, findings = mapping_of(
            text, "library.toml", records.schema, zone="Europe/Lisbon", currency="EUR"
        )
        return mapping, list(findings)

    return read_text


@pytest.fixture
def mapped(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Read a mapping that nothing is wrong with."""

    def read_good(text: str) -> Any:
        mapping, findings = read(text)
        assert [one.message for one in findings] == []
        return mapping

    return read_good


# Workbooks, written as the few parts that a reader needs ------------------------------------

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""

RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{}</Relationships>"""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<styleSheet xmlns="{MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>
<xf numFmtId="22"/></cellXfs></styleSheet>"""

DAY_ZERO = date(1899, 12, 30)


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _cell(value: object) -> str:
    match value:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f"<c><v>{value!r}</v></c>"
        case datetime():
            days = (value.date() - DAY_ZERO).days
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            return f'<c s="2"><v>{days + seconds / 86400!r}</v></c>'
        case date():
            return f'<c s="1"><v>{(value - DAY_ZERO).days}</v></c>'
        case _:
            return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _sheet(rows: list[list[object]]) -> str:
    body = "".join(
        f'<row r="{number}">{"".join(map(_cell, row))}</row>' for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: `workbook("name.xlsx", Sheet1=[[...], ...])`."""

    def write(name: str, **sheets: list[list[object]]) -> Path:
        listed = "".join(
            f'<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>'
            for n, title in enumerate(sheets, 1)
        )
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        parts = [
            _relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
        ]
        parts.append(_relation(len(sheets) + 1, "styles", "styles.xml"))
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", CONTENT_TYPES)
            top = RELATIONS.format(_relation(1, "officeDocument", "xl/workbook.xml"))
            archive.writestr("_rels/.rels", top)
            archive.writestr("xl/workbook.xml", book)
            archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format("".join(parts)))
            archive.writestr("xl/styles.xml", STYLES)
            for number, rows in enumerate(sheets.values(), 1):
                archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows))
        return path

    return write
