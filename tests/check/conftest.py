"""A small library as a trade: readers, books on loan. No plugin of the house is needed."""

from __future__ import annotations

from datetime import datetime

import pytest

from forecourt.core.check.vocabulary import Vocabulary
from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.facts import Facts
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import Policy, resolve
from forecourt.core.records.records import Records
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
STATE = Symbol("check.result", Order.CHOICES, ("fine", "torn"))
ROLE = Symbol("role", Order.CHOICES, ("porter", "keeper", "lost"))


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
        "helpers": ListSchema("helpers", "helper", "helper"),
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
        role=Text(),
        porter=Reference("helper"),
    ),
    lists={"checks": ListSchema("checks", "check", "check")},
    parts={"fine": PartSchema("fine", "fine")},
    time="lent_at",
    owner="reader",
)
BOOK = ModelSchema("book", "A book", _fields(title=Text(), shelf=SHELF), owner="reader")
FINE = ModelSchema("fine", "What it costs", _fields(amount=Money()), owner="loan")
CHECK = ModelSchema(
    "check",
    "What is looked at when a book comes back",
    _fields(name=Text(), done_at=Moment(), result=STATE),
    owner="loan",
    done="done_at",
)
HELPER = ModelSchema(
    "helper", "Who fetches books for the reader", _fields(roles=Many(ROLE)), owner="reader"
)
SCHEMA = Schema(
    {model.name: model for model in (READER, LOAN, BOOK, FINE, CHECK, HELPER)}, ("reader",)
)


def _helped_by(role: str, schema: Schema) -> plan.Expr:
    """`role X is present`: the reader has a helper with that role."""
    reader = plan.Root("reader", Reference("reader"))
    element = plan.Element(1000, "helper", Reference("helper"))
    roles = schema.models["helper"].fields["roles"]
    field = plan.Field(element, "helper", "roles", roles.absence, roles.type)
    where = plan.Has(field, plan.Const(role, ROLE), YesNo())
    return plan.Exists(plan.Source(1000, reader, "helpers", "helper", where), YesNo())


@pytest.fixture
def vocabulary() -> Vocabulary:
    """The words of the library."""
    return Vocabulary(
        SCHEMA,
        {"shelf": SHELF, "role": ROLE},
        {"kg": "Kilograms"},
        {},
        {kind.word: kind for kind in CORE_KINDS},
        {"present": _helped_by},
    )


@pytest.fixture
def check(vocabulary):
    """Check rule text; the `pack` statement is put before it."""

    def run(text: str, *, zone: str = "UTC", **library: str) -> Policy:
        packs = {name: _pack(name, content) for name, content in library.items()}
        header = "" if text.startswith("pack") else "pack test 1.0.0\n"
        return resolve(
            _pack("test", header + text),
            {name: (lambda pack=pack: pack) for name, pack in packs.items()},
            vocabulary,
            zone=zone,
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


@pytest.fixture
def decide(check):
    """What rule text decides for a reader, by both engines: values by decision and record.

    An uncertain value stands in a tuple with what is to be asked for.
    """

    def run(text: str, reader: dict, as_of: str = "2026-05-20T09:00", zone: str = "UTC"):
        policy = check(text, zone=zone)
        assert [one.message for one in policy.errors] == []
        data = {"id": "R1", **reader}
        record, problems = Records(SCHEMA, frozenset()).read("reader", data, zone=zone)
        assert problems == ()
        facts = Facts("reader", record, None, datetime.fromisoformat(as_of), None)
        outcome = explain(policy.plan, facts).outcome
        assert compile_plan(policy.plan).outcome(facts) == outcome
        return {(one.name, one.id): _answer(one, outcome) for one in outcome.decisions}

    return run


def _answer(decided, outcome):
    if decided.certain:
        return decided.value
    asked = (one.blame.text for one in outcome.missing if decided.name in one.matters_to)
    return (decided.value, *asked)
