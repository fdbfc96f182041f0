"""A store of a library's readers and their loans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forecourt.core.records.build import build_records
from forecourt.core.records.models import (
    Choice,
    Day,
    Moment,
    Money,
    Record,
    Text,
    Words,
    YesNo,
    default,
    many,
    none,
    unknown,
)
from forecourt.core.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Reader(Record, name="reader"):
    """Somebody who borrows books."""

    name: Text | None = unknown("What the reader is called", personal=True)
    quiet: YesNo = default(False, "Whether reminders are unwelcome")
    interests: Words = many("What the reader likes")


class Loan(Record, name="loan", owner="reader", plural="loans", time="lent_at"):
    """A book lent."""

    lent_at: Moment | None = unknown("When it left the house")
    status: Choice = default("lent", "Where the book is", choices=("lent", "back"))
    fee: Money | None = unknown("What the reader pays")


class Damage(Record, name="damage", owner="loan", part="damage"):
    """What happened to the book."""

    seen_on: Day | None = none("When it was seen")


class Renewal(Record, name="renewal", owner="loan", plural="renewals", embedded=True):
    """A loan made longer."""

    renewed_on: Day | None = unknown("When that was asked for")


class House(Record, name="house"):
    """The library itself."""

    town: Text | None = unknown("Where it is")


MODELS = (Reader, Loan, Damage, Renewal, House)


@pytest.fixture(scope="session")
def build() -> Callable[..., Any]:
    """Build the library's records, with extensions and further models if any are given."""

    def build_with(*extensions: Any, models: tuple[type[Record], ...] = ()) -> Any:
        records, problems = build_records((*MODELS, *models), extensions, {})
        assert problems == ()
        return records

    return build_with


@pytest.fixture(scope="session")
def records(build: Callable[..., Any]) -> Any:
    return build()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def store(records: Any, path: Path) -> Iterator[Store]:
    made, problems = Store.create(path, records, zone="Europe/Lisbon", currency="EUR")
    assert problems == ()
    assert made is not None
    with made:
        yield made


@pytest.fixture
def reader(store: Store) -> Callable[..., Any]:
    """Make a reader's record of a record file's content."""

    def make(id_: str, **data: Any) -> Any:
        record, problems = store.read("reader", {"id": id_, **data})
        assert problems == ()
        return record

    return make
