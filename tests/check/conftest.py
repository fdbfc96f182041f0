"""A small library as a trade: readers, books on loan. No plugin of the house is needed."""

from __future__ import annotations

import pytest

from forecourt.core.check.vocabulary import Vocabulary
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import Policy, resolve
from forecourt.core.records.schema import (
    Absence,
    FieldSchema,
    ListSchema,
    ModelSchema,
    PartSchema,
    Schema,
)
from forecourt.core.registry import CORE_KINDS
from forecourt.core.values.types import (
    Day,
    Many,
    Moment,
    Money,
    Number,
    Order,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Text,
    Whole,
    YesNo,
)

SHELF = Symbol("shelf", Order.CHOICES, ("novels", "maps", "phone"))


def _fields(**types):
    made = {"id": FieldSchema("id", Text(), Absence.REQUIRED, "Its name")}
    for name, of in types.items():
        absence = Absence.NONE if name.endswith("_at") else Absence.UNKNOWN
        made[name] = FieldSchema(name, of, absence, name)
    return made


READER = ModelSchema(
    "reader",
    "Who borrows",
    _fields(
        born_on=Day(),
        points=Whole(),
        fee=Money(),
        rate=Percent(),
        phone=Text(),
        active=YesNo(),
        tags=Many(Text()),
        joined_at=Moment(),
    ),
    {
        "loans": ListSchema("loans", "loan", "loan"),
        "books": ListSchema("books", "book", "book"),
    },
)
LOAN = ModelSchema(
    "loan",
    "A book lent",
    _fields(
        lent_at=Moment(),
        returned_at=Moment(),
        due_on=Day(),
        book=Reference("book"),
        lost=YesNo(),
        damaged=YesNo(),
        shelf=SHELF,
        weight=Quantity("kg"),
        marks=Number(),
    ),
    parts={"fine": PartSchema("fine", "fine")},
    time="lent_at",
    owner="reader",
)
BOOK = ModelSchema("book", "A book", _fields(title=Text(), shelf=SHELF), owner="reader")
FINE = ModelSchema("fine", "What it costs", _fields(amount=Money()), owner="loan")


@pytest.fixture
def vocabulary() -> Vocabulary:
    """The words of the library."""
    models = {model.name: model for model in (READER, LOAN, BOOK, FINE)}
    return Vocabulary(
        Schema(models, ("reader",)),
        {"shelf": SHELF},
        {"kg": "Kilograms"},
        {},
        {kind.word: kind for kind in CORE_KINDS},
    )


@pytest.fixture
def check(vocabulary):
    """Check rule text; the `pack` statement is put before it."""

    def run(text: str, **library: str) -> Policy:
        packs = {name: _pack(name, content) for name, content in library.items()}
        header = "" if text.startswith("pack") else "pack test 1.0.0\n"
        return resolve(
            _pack("test", header + text),
            {name: (lambda pack=pack: pack) for name, pack in packs.items()},
            vocabulary,
        )

    return run


def _pack(name: str, text: str) -> PackText:
    return PackText(name, {f"{name}/{name}.rules": text})


@pytest.fixture
def findings(check):
    """The codes and the underlined texts of what is wrong with rule text."""

    def run(text: str, **library: str) -> list[tuple[str, str]]:
        policy = check(text, **library)
        return [(one.code, _underlined(one.place, policy.texts)) for one in policy.diagnostics]

    return run


def _underlined(place, texts) -> str:
    line = texts[place.file].splitlines()[place.line - 1]
    return line[place.column - 1 : place.column - 1 + place.length]
