"""Records read quickly are those that the classes of the models make, and nothing else is one."""

import importlib.util
from collections import OrderedDict
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from forecourt.core.records.build import build_records
from forecourt.core.records.classes import Surroundings
from forecourt.core.records.quick import QuickReaders, Unusual
from forecourt.core.records.schema import Absence
from forecourt.core.registry import load_registry
from forecourt.core.values import types as t

LISBON = Surroundings("Europe/Lisbon", "EUR")
ODD = (
    *(None, True, 0, 7.0, -1, 2.5, 1e300, float("nan"), Decimal("2.50"), 10**16, b"x"),
    *("", "x", "1", "e\u0301", "a\0", "\ud800", "2026-02-30", "2026-03-29T01:30:00", "30 minutes"),
    *((), [], ["x"], [None], [{"id": "x"}], {}, {"id": "x"}, {"id": None}, OrderedDict(id="x")),
    {"amount": 2.5, "currency": "EUR"},
)
USUAL = {
    t.YesNo: (True, False),
    t.Whole: (0, 3),
    t.Number: (0, 2.5, Decimal("0.5")),
    t.Percent: (5, 2.5, "2 %"),
    t.Money: (100, 12.5, {"amount": 12.5, "currency": "EUR"}),
    t.Quantity: (12, 0.5),
    t.Text: ("a text", "caf\u00e9", "cafe\u0301"),
    t.Reference: ("R1", "L\u00e9"),
    t.Day: ("2026-03-01", "2024-02-29"),
    t.Moment: ("2026-03-01T09:00:00", "2026-07-01T09:00:00+01:00", "2026-07-01T09:00:00Z"),
    t.TimeOfDay: ("09:30",),
}
SPANS = {"elapsed time": "2 hours", "days": "1 week", "working days": "1 working day"}


def _bench(name):
    path = Path(__file__).parents[2] / "bench" / "deals" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"deals_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def vocabulary():
    """The records of all plugins that come with Forecourt."""
    return load_registry().records


@pytest.fixture(scope="module")
def deals():
    """The one flat record of the benchmarks."""
    words = _bench("words")
    symbols = {symbol.name: symbol for symbol in (words.GRADE, words.SELLER, words.STAGE)}
    records, problems = build_records([_bench("records").Deal], (), symbols)
    assert problems == ()
    return records


# Data made at random -----------------------------------------------------------------------


class Data:
    """Makes data of records: right for the most part, or with a share of odd values."""

    def __init__(self, records, random, odd):
        self.records, self.random, self.odd = records, random, odd

    def of(self, model):
        """The data of a record of a model, with some of its names."""
        data = {name: self.maybe_odd(self.value(f)) for name, f in self.fields(model).items()}
        for part in self.some(model.parts.values()):
            child = self.records.schema.models[part.model]
            data[part.name] = self.maybe_odd(self.part(child, data.get("id")))
        for entry in self.some(model.lists.values()):
            data[entry.name] = self.maybe_odd(self.listed(entry.model))
        if self.random.random() < self.odd:
            data[self.random.choice(["unheard_of", 7, "id"])] = self.random.choice(ODD)
        return data

    def fields(self, model):
        wanted = {field.name for field in self.some(model.fields.values())}
        return {
            name: field
            for name, field in model.fields.items()
            if field.absence is Absence.REQUIRED or name in wanted
        }

    def some(self, of):
        of = list(of)
        return self.random.sample(of, self.random.randint(0, min(4, len(of))))

    def maybe_odd(self, value):
        return self.random.choice(ODD) if self.random.random() < self.odd else value

    def value(self, field):
        if field.name == "id":
            return f"N{self.random.randint(1, 500)}"
        if isinstance(field.type, t.Many):
            return [self.usual(field.type.element) for _ in range(self.random.randint(1, 2))]
        return self.usual(field.type)

    def usual(self, kind):
        match kind:
            case t.Symbol(values=values):
                return self.random.choice(values or ("x",))
            case t.Duration(family):
                return SPANS.get(family.value, "3 months")
            case _:
                return self.random.choice(USUAL[type(kind)])

    def part(self, model, identity):
        return self.of(model) | self.random.choice([{}, {"id": None}, {"id": identity}])

    def listed(self, name):
        found = [
            self.of(self.records.schema.models[name]) for _ in range(self.random.randint(0, 2))
        ]
        for data in found if name in self.records.embedded else ():
            data["id"] = self.random.choice([None, data["id"]])
        return self.random.choice([list, tuple])(found)


def thoroughly(records, root, data):
    """The record that the class of a root model makes of data, or None."""
    try:
        return records.classes[root].model_validate(data, context=LISBON)
    except ValidationError:
        return None


def agree(records, root, data):
    found, problems = records.read(root, data, zone=LISBON.zone, currency=LISBON.currency)
    expected = thoroughly(records, root, data)
    assert (found is None) == bool(problems)
    assert found == expected
    if found is not None:
        same(found, expected)


def same(found, expected):
    """See that two equal records are alike in what equality leaves out, and so all below."""
    assert hash(found) == hash(expected)
    assert list(vars(found)) == list(vars(expected))
    assert found.model_dump() == expected.model_dump()


def at_random(records, seed, odd):
    random = Random(seed)  # noqa: S311 - made-up data
    root = random.choice(records.schema.roots)
    agree(records, root, Data(records, random, odd).of(records.schema.models[root]))


SEARCH = settings(deadline=None)
shares = st.sampled_from([0, 0.01, 0.05])


@SEARCH
@given(st.integers(), shares)
def test_readers_and_libraries(library, seed, odd):
    at_random(library, seed, odd)


@SEARCH
@given(st.integers(), shares)
def test_all_that_comes_with_forecourt(vocabulary, seed, odd):
    at_random(vocabulary, seed, odd)


@SEARCH
@given(st.integers(), shares)
def test_the_flat_record_of_the_benchmarks(deals, seed, odd):
    at_random(deals, seed, odd)


# What is usual, and what is not ----------------------------------------------------------------


@pytest.fixture
def quickly(library):
    """Read a reader quickly or not at all."""
    readers = QuickReaders(library.schema, library.embedded, library.classes, LISBON)
    return readers.of_root("reader")


USUAL_READER = {
    "id": "R1",
    "name": "Ana",
    "born_on": None,
    "kind": "child",
    "interests": ["history", "travel"],
    "card": {"number": 12},
    "loans": [
        {"id": "L1", "lent_at": "2026-03-01T09:00:00", "fee": 2.5, "renewals": [{}, {"id": "9"}]},
        {"id": "L2", "lent_at": "2026-07-01T09:00:00+01:00", "off": 12.5},
    ],
}


def test_what_is_usual_is_read_quickly(library, quickly):
    record = quickly(USUAL_READER)
    same(record, thoroughly(library, "reader", USUAL_READER))
    assert record.card.id == "R1"
    assert [renewal.id for renewal in record.loans[0].renewals] == ["1", "9"]


@pytest.mark.parametrize(
    "change",
    [
        {"unheard_of": 1},
        {"unheard_of": None},
        {"id": None},
        {"id": ""},
        {"id": "e\u0301"},
        {"born_on": "2026-02-30"},
        {"card": {"number": 12, "id": "R2"}},
        {"card": {}},
        {"card": [12]},
        {"interests": "history"},
        {"loans": {}},
        {"loans": [{"id": "L1"}, {"id": "L1"}]},
        {"loans": [None]},
        {"loans": ({"id": "L1"} for _ in range(1))},
    ],
)
def test_what_is_not_is_left_to_the_classes(quickly, change):
    with pytest.raises(Unusual):
        quickly(USUAL_READER | change)


@pytest.mark.parametrize("data", [None, [], "R1", OrderedDict(id="R1")])
def test_data_that_are_no_plain_object_are_left_to_the_classes(quickly, data):
    with pytest.raises(Unusual):
        quickly(data)


def test_a_list_that_must_not_be_empty_is_left_to_the_classes_if_it_is(library):
    readers = QuickReaders(library.schema, library.embedded, library.classes, LISBON)
    book = {"id": "B1", "topics": []}
    with pytest.raises(Unusual):
        readers.of_root("library")({"id": "H", "books": [book]})


def test_names_that_say_nothing_can_still_be_those_of_another_root(library):
    data = {"id": "H", "books": None, "opening": None, "town": None}
    _, (problem,) = library.read("reader", data, zone="UTC")
    assert "library" in problem.message


def test_a_record_that_was_read_quickly_is_frozen(quickly):
    record = quickly(USUAL_READER)
    with pytest.raises(ValidationError):
        record.name = "Eva"


def test_the_same_text_is_another_moment_in_another_zone(library):
    data = {"id": "R1", "loans": [{"id": "L1", "lent_at": "2026-07-01T09:00:00+01:00"}]}
    hours = {
        zone: library.read("reader", data, zone=zone)[0].loans[0].lent_at.hour
        for zone in ("Europe/Lisbon", "UTC", "Asia/Tokyo")
    }
    assert hours == {"Europe/Lisbon": 9, "UTC": 8, "Asia/Tokyo": 17}


def test_the_same_amount_is_kept_in_the_units_of_each_currency(library):
    data = {"id": "R1", "loans": [{"id": "L1", "fee": 12}]}
    fees = {
        code: library.read("reader", data, zone="UTC", currency=code)[0].loans[0].fee
        for code in ("EUR", "JPY", "KWD", None)
    }
    assert fees == {"EUR": 1200, "JPY": 12, "KWD": 12_000, None: 1200}
