"""What is read can be written, to a record file and to rows, and read again without loss."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

ZONE = "Europe/Lisbon"

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ids = texts.filter(bool)
days = st.dates().map(str)
clock_times = st.times().map(lambda t: t.isoformat("seconds"))
offsets = st.sampled_from(["", "Z", "+00:00", "-03:00", "+05:30", "+14:00"])
moments = st.builds(
    lambda moment, offset: moment.isoformat(timespec="seconds") + offset,
    st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9000, 1, 1)),
    offsets,
)


def decimals(places, limit):
    """Numbers with up to so many decimals, as JSON has them and as exact decimals."""
    whole = st.integers(-limit * 10**places, limit * 10**places)
    exact = whole.map(lambda n: Decimal(n).scaleb(-places))
    return st.one_of(st.integers(-limit, limit), exact, exact.map(float))


def some(**fields):
    """Objects that have any selection of fields."""
    return st.fixed_dictionaries({}, optional=fields)


def with_ids(elements):
    """Lists of objects, each with an id of its own."""
    return st.dictionaries(ids, elements, max_size=4).map(
        lambda named: [{"id": name, **element} for name, element in named.items()]
    )


renewals = st.lists(some(on=days, refused=st.booleans()), max_size=4)
loans = some(
    lent_at=moments,
    due_on=days,
    fee=st.one_of(
        decimals(2, 10**10),
        decimals(2, 1000).map(lambda n: {"amount": n, "currency": "EUR"}),
        st.just("12.50 EUR"),
    ),
    off=st.one_of(decimals(4, 10**5), st.just("2.5 %")),
    weight=st.one_of(decimals(6, 10**6), st.just({"value": 3, "unit": "kg"}), st.just("3 kg")),
    score=decimals(6, 10**9),
    book=ids,
    grace=st.integers(-(10**6), 10**6).map(lambda n: f"{n} days"),
    handling=st.integers(0, 100).map(lambda n: f"{n} working days"),
    read_for=st.integers(0, 10**9).map(lambda n: f"{n} seconds"),
    by=texts,
    state=ids,
    renewals=renewals,
)
readers = st.builds(
    lambda name, fields: {"id": name, **fields},
    ids,
    some(
        name=texts,
        born_on=days,
        kind=st.sampled_from(["adult", "child", "school"]),
        mood=st.sampled_from(["glad", "content", "cross"]),
        interests=st.lists(texts, max_size=3),
        visits_at=st.lists(moments, max_size=3),
        calls_from=clock_times,
        quiet=st.booleans(),
        card=st.fixed_dictionaries(
            {"number": st.integers(1, 10**15)},
            optional={"lasts": st.integers(0, 99).map(lambda n: f"{n} months")},
        ),
        loans=with_ids(loans),
    ),
)


@settings(deadline=None)
@given(data=readers, zone=st.sampled_from(["Europe/Lisbon", "Asia/Shanghai", "America/Sao_Paulo"]))
def test_a_record_survives_its_record_file(library, data, zone):
    record, findings = library.read("reader", data, zone=zone, currency="EUR")
    assert findings == ()
    written = json.dumps(library.to_json(record, zone, currency="EUR"))
    again, findings = library.read_text("reader", written, zone=zone, currency="EUR")
    assert findings == ()
    assert again == record


@settings(deadline=None)
@given(data=readers)
def test_a_record_survives_its_rows(library, data):
    record, _ = library.read("reader", data, zone=ZONE, currency="EUR")
    found = {}
    for table, row in library.rows(record):
        found.setdefault(table, []).insert(0, row)
    assert library.from_rows("reader", found) == record


def test_absent_and_default_values_are_left_out(library, read):
    data = {"id": "R1", "kind": "adult", "quiet": False, "interests": [], "name": None}
    assert library.to_json(read(data)[0], ZONE) == {"id": "R1"}


def test_moments_carry_their_offset_and_money_its_currency(library, read):
    loan = {"id": "L1", "lent_at": "2026-07-01T10:00", "fee": 2.5, "off": 2.5, "grace": "14 days"}
    reader, _ = read({"id": "R1", "card": {"number": 7}, "loans": [loan]})
    assert library.to_json(reader, ZONE, currency="EUR") == {
        "id": "R1",
        "card": {"number": 7},
        "loans": [
            {
                "id": "L1",
                "lent_at": "2026-07-01T10:00:00+01:00",
                "fee": {"amount": 2.5, "currency": "EUR"},
                "off": 2.5,
                "grace": "14 days",
            }
        ],
    }


def test_ids_that_are_positions_are_left_out(library, read):
    data = {"id": "R1", "loans": [{"id": "1", "renewals": [{"id": "2"}, {}, {"id": "3"}]}]}
    _, (finding,) = read(data)
    assert finding.code == "FC306"
    data["loans"][0]["renewals"] = [{"id": "1"}, {"id": "x"}, {}]
    written = library.to_json(read(data)[0], ZONE)
    assert written["loans"] == [{"id": "1", "renewals": [{}, {"id": "x"}, {}]}]


# Tables ------------------------------------------------------------------------------------


def test_tables_are_listed_with_owners_first(library):
    tables = {table.name: table for table in library.tables()}
    assert list(tables) == [
        "library",
        "book",
        "opening",
        "reader",
        "reader_card",
        "loan",
        "loan_renewal",
    ]
    renewal = tables["loan_renewal"]
    assert (renewal.owner, renewal.root) == ("loan", "reader")
    assert renewal.primary_key == ("_reader", "_loan", "id")
    columns = [(column.name, column.sqlite_type, column.nullable) for column in renewal.columns]
    assert columns == [
        ("_reader", "TEXT", False),
        ("_loan", "TEXT", False),
        ("_position", "INTEGER", False),
        ("id", "TEXT", False),
        ("on", "TEXT", True),
        ("refused", "INTEGER", False),
    ]


def test_rows_fit_real_tables(library, read):
    database = Database(memory=True)
    for table in library.tables():
        database.table(table.name).create(
            {column.name: column.sqlite_type for column in table.columns},
            pk=table.primary_key,
            not_null={column.name for column in table.columns if not column.nullable},
            strict=True,
        )
    loan = {"id": "L1", "lent_at": "2026-07-01T10:00", "fee": 2.5, "renewals": [{}, {}]}
    reader, _ = read({"id": "R1", "quiet": True, "card": {"number": 7}, "loans": [loan]})
    for name, row in library.rows(reader):
        database.table(name).insert(row)
    found = {table.name: list(database.table(table.name).rows) for table in library.tables()}
    assert found["loan"][0]["lent_at"] == "2026-07-01T10:00:00"
    assert found["loan"][0]["fee"] == 250
    assert library.from_rows("reader", found) == reader


def test_a_row_older_than_a_field_has_its_default(library, read):
    reader, _ = read({"id": "R1", "name": "Ana"})
    (_, row), *_ = library.rows(reader)
    del row["kind"], row["mood"]
    assert library.from_rows("reader", {"reader": [row | {"dropped": 1}]}) == reader


# JSON Schema -------------------------------------------------------------------------------


@pytest.fixture
def schema(library):
    return library.json_schema("reader")


def test_the_json_schema_says_what_reading_takes(schema):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "reader"
    assert schema["description"] == "Somebody who borrows books."
    assert schema["required"] == ["id"]
    assert schema["additionalProperties"] is False
    assert set(schema["$defs"]) == {"reader_card", "loan", "loan_renewal"}
    assert schema["properties"]["id"]["minLength"] == 1


def test_the_json_schema_says_what_absence_means(schema):
    kind = schema["properties"]["kind"]
    assert kind["x-absence"] == "default"
    assert kind["default"] == "adult"
    assert kind["anyOf"] == [{"enum": ["adult", "child", "school"]}, {"type": "null"}]
    assert schema["properties"]["calls_from"]["description"] == (
        "From when on a call is welcome. Absent: there is none, it has not happened."
    )
    assert schema["properties"]["name"]["x-personal"] is True


def test_the_json_schema_names_units_and_references(schema):
    loan = schema["$defs"]["loan"]["properties"]
    assert loan["weight"]["anyOf"][0]["x-unit"] == "kg"
    assert loan["off"]["anyOf"][0]["x-unit"] == "%"
    assert loan["book"]["anyOf"][0]["x-refers-to"] == "book"
    assert loan["off"]["default"] == 0


def test_parts_and_embedded_records_need_no_id(schema):
    assert schema["$defs"]["reader_card"]["required"] == ["number"]
    assert schema["$defs"]["loan_renewal"]["required"] == []
    assert schema["$defs"]["loan"]["required"] == ["id"]


def test_a_required_list_has_at_least_one(library):
    topics = library.json_schema("library")["$defs"]["book"]["properties"]["topics"]
    assert topics["minItems"] == 1


def test_the_json_schema_is_json(schema):
    assert json.loads(json.dumps(schema)) == schema
