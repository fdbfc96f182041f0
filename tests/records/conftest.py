"""A lending library: the records that these tests declare, read and write."""

from typing import Annotated, Any

import pytest

from forecourt.core.records.build import build_records
from forecourt.core.records.models import (
    Choice,
    Day,
    Days,
    Elapsed,
    Id,
    Moment,
    Money,
    Months,
    Number,
    Percent,
    Record,
    Text,
    TimeOfDay,
    Whole,
    Words,
    WorkingDays,
    YesNo,
    default,
    many,
    none,
    required,
    unknown,
)
from forecourt.core.records.records import Records
from forecourt.core.values.types import Order, Quantity, Symbol

Kilogram = Annotated[int, Quantity("kg")]


class Reader(Record, name="reader"):
    """Somebody who borrows books.

    Whoever has a card is one.
    """

    name: Text | None = unknown("What the reader is called", personal=True)
    born_on: Day | None = unknown("Birthday", personal=True)
    kind: Choice = default("adult", "Which card it is", choices=("adult", "child", "school"))
    mood: Choice | None = unknown("How content the reader is", symbol="mood")
    interests: Words = many("What the reader likes to read")
    visits_at: tuple[Moment, ...] = many("When the reader came")
    calls_from: TimeOfDay | None = none("From when on a call is welcome")
    quiet: YesNo = default(False, "Whether reminders are unwelcome")


class Card(Record, name="reader_card", owner="reader", part="card"):
    """The card that lets a reader in."""

    number: Whole = required("Its number", low=1, high=10**15)
    lasts: Months = default("12 months", "How long it lasts")


class Loan(Record, name="loan", owner="reader", plural="loans", time="lent_at"):
    """A book lent to a reader."""

    lent_at: Moment | None = unknown("When it left the house")
    due_on: Day | None = none("When it should be back")
    fee: Money | None = unknown("What the reader pays")
    off: Percent = default(0, "What is taken off the fee")
    weight: Kilogram | None = unknown("How heavy the book is")
    score: Number | None = unknown("How often it is quoted", low=-(10**9), high=10**9)
    book: Id | None = unknown("Which book it is", refers_to="book")
    grace: Days | None = none("How much longer the reader may keep it")
    handling: WorkingDays | None = none("How long lending takes")
    read_for: Elapsed | None = unknown("How long the reader read")
    by: Text | None = none("Who lent it out")
    state: Choice = default("out", "Where it is", choices=("out", "back"), open=True)
    goes_on_from: Id | None = none("The loan before it of the same book", refers_to="loan")


class Renewal(
    Record, name="loan_renewal", owner="loan", plural="renewals", time="on", embedded=True
):
    """A loan made longer."""

    on: Day | None = unknown("When that was asked for")
    refused: YesNo = default(False, "Whether it was refused")


class Library(Record, name="library"):
    """The house itself."""

    town: Text | None = unknown("Where it stands")


class Book(Record, name="book", owner="library", plural="books"):
    """A book that the library has."""

    title: Text | None = unknown("Its title")
    topics: tuple[Choice, ...] = required("What it is about", symbol="topic")


class Opening(
    Record, name="opening", owner="library", plural="opening", singular="hours", embedded=True
):
    """When the house is open."""

    from_: TimeOfDay | None = unknown("From when")
    to: TimeOfDay | None = unknown("Until when")


MODELS = (Reader, Card, Loan, Renewal, Library, Book, Opening)
SYMBOLS = {
    "mood": Symbol("mood", Order.LEVELS, ("glad", "content", "cross")),
    "topic": Symbol("topic", Order.CHOICES, ("history", "travel", "cooking")),
}


@pytest.fixture(scope="session")
def library() -> Records:
    """The records of the lending library."""
    records, problems = build_records(MODELS, (), SYMBOLS)
    assert problems == ()
    return records


@pytest.fixture
def declared() -> dict[str, type[Record]]:
    return {model.model_line["name"]: model for model in MODELS}


@pytest.fixture
def symbols() -> dict[str, Symbol]:
    return SYMBOLS


@pytest.fixture
def read(library: Records) -> Any:
    """Read a record of the library in Lisbon, in euros; return it and what is wrong with it."""

    def call(data: Any, root: str = "reader") -> Any:
        return library.read(root, data, zone="Europe/Lisbon", file="r.json", currency="EUR")

    return call
