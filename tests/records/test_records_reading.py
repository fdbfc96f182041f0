"""Record files become records in normal form, or say what is wrong with them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecourt.core.hooks import Extension
from forecourt.core.records.build import build_records
from forecourt.core.records.models import Day, Record, Whole, unknown

A_MOMENT = "a moment like 2026-03-01T09:00 or 2026-03-01T09:00:00+01:00, whole seconds"
AN_AMOUNT = "an amount in EUR like 12.5 or `12.50 EUR`"


def told(result):
    """Return code and message of each finding."""
    record, findings = result
    assert record is None
    return [(finding.code, finding.message) for finding in findings]


def test_values_are_in_normal_form(read):
    reader, findings = read(
        {
            "id": "R1",
            "name": "Zoe\u0308",
            "born_on": "1984-02-29",
            "mood": "glad",
            "interests": ["history", "maps"],
            "calls_from": "09:30",
            "card": {"number": 7, "lasts": "2 years"},
            "loans": [{"id": "L1", "lent_at": "2026-07-01T10:00:00Z", "fee": 2.5, "off": "2.5 %"}],
        }
    )
    assert findings == ()
    assert reader.name == "Zo\u00eb"
    assert reader.born_on == date(1984, 2, 29)
    assert reader.interests == ("history", "maps")
    assert reader.calls_from == time(9, 30)
    assert reader.card.lasts == 24
    assert reader.loans[0].lent_at == datetime(2026, 7, 1, 11, 0)
    assert (reader.loans[0].fee, reader.loans[0].off) == (250, 25000)


def test_absent_fields_are_filled_as_they_declare(read):
    reader, _ = read({"id": "R1", "loans": [{"id": "L1"}]})
    assert (reader.kind, reader.quiet) == ("adult", False)
    assert (reader.name, reader.calls_from, reader.card) == (None, None, None)
    assert reader.interests == ()
    assert reader.loans[0].renewals == ()
    assert reader.loans[0].state == "out"


def test_null_is_the_same_as_absent(read):
    with_null, _ = read({"id": "R1", "kind": None, "name": None, "loans": None, "card": None})
    assert with_null == read({"id": "R1"})[0]


def test_embedded_records_without_id_are_numbered_from_one(read):
    reader, _ = read({"id": "R1", "loans": [{"id": "L1", "renewals": [{}, {"id": "x"}, {}]}]})
    assert [renewal.id for renewal in reader.loans[0].renewals] == ["1", "x", "3"]


def test_a_part_has_the_id_of_its_record(read):
    reader, _ = read({"id": "R1", "card": {"number": 7}})
    assert reader.card.id == "R1"
    assert read({"id": "R1", "card": {"id": "R1", "number": 7}})[0] == reader
    assert told(read({"id": "R1", "card": {"id": "K9", "number": 7}})) == [
        ("FC308", "`reader:R1.card` has an id of its own, expected none")
    ]


def test_fields_whose_names_python_reserves_are_plain_attributes(read):
    house, _ = read({"id": "B", "opening": [{"from": "09:00", "to": "18:00"}]}, "library")
    assert getattr(house.opening[0], "from") == time(9)
    assert house.opening[0].to == time(18)


def test_all_findings_come_at_once_and_name_the_path(read):
    data = {"id": "R1", "born_on": "1 March", "loans": [{"id": "L1"}, {"lent_at": "soon"}]}
    assert told(read(data)) == [
        ("FC304", "`reader:R1.born_on` is a text, expected a date like 2026-03-01"),
        ("FC303", "`reader:R1.loans[1].id` is missing, and every record of its kind has one"),
        (
            "FC304",
            "`reader:R1.loans[1].lent_at` is `soon`, expected " + A_MOMENT,
        ),
    ]


def test_personal_values_are_not_shown(read):
    _, (finding,) = read({"id": "R1", "name": 4711})
    assert "4711" not in finding.message
    assert finding.message == "`reader:R1.name` is a number, expected a text"


def test_records_show_only_their_id(read):
    reader, _ = read({"id": "R1", "name": "Ana", "loans": [{"id": "L1"}]})
    assert str(reader) == repr(reader) == "reader:R1"
    assert repr(reader.loans[0]) == "loan:L1"


@pytest.mark.parametrize(
    ("data", "help_"),
    [
        ({"id": "R1", "intrests": []}, "did you mean `interests`?"),
        ({"id": "R1", "loan": []}, "did you mean `loans`?"),
        ({"id": "R1", "kind": "adlt"}, "did you mean `adult`?"),
        ({"id": "R1", "mood": "gald"}, "did you mean `glad`?"),
    ],
)
def test_the_nearest_name_is_suggested(read, data, help_):
    _, (finding,) = read(data)
    assert finding.help == help_


def test_open_choices_take_further_names_and_closed_ones_do_not(read):
    assert read({"id": "R1", "loans": [{"id": "L1", "state": "lost"}]})[0].loans[0].state == "lost"
    assert told(read({"id": "R1", "kind": "giant"})) == [
        ("FC304", "`reader:R1.kind` is `giant`, expected one of `adult`, `child`, `school`")
    ]


def test_an_id_stands_once_in_a_list(read):
    assert told(read({"id": "R1", "loans": [{"id": "L1"}, {"id": "L2"}, {"id": "L1"}]})) == [
        ("FC306", "`reader:R1.loans[2]` has the id `L1`, as has `reader:R1.loans[0]`")
    ]


def test_a_required_list_is_not_empty(read):
    assert told(read({"id": "B", "books": [{"id": "b", "topics": []}]}, "library")) == [
        ("FC304", "`library:B.books[0].topics` is an empty list, expected at least one")
    ]


def test_elements_of_plain_lists_are_named_by_their_place(read):
    assert told(read({"id": "R1", "interests": ["maps", 5]})) == [
        ("FC304", "`reader:R1.interests[1]` is `5`, expected a text")
    ]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ([], "FC301", "`reader` is a list, expected a reader as an object"),
        ("R1", "FC301", "`reader` is a text, expected a reader as an object"),
        (None, "FC301", "`reader` is null, expected a reader as an object"),
        ({}, "FC303", "`reader.id` is missing, and every record of its kind has one"),
        ({"id": 7}, "FC304", "`reader.id` is `7`, expected a text"),
        ({"id": ""}, "FC304", "`reader.id` is ``, expected a text that is not empty"),
        ({"id": "R1", 5: 1}, "FC302", "`reader:R1`: a reader has no field `5`"),
        ({"id": "R1", "loans": {}}, "FC305", "`reader:R1.loans` is an object, expected a list"),
        ({"id": "R1", "loans": "x"}, "FC305", "`reader:R1.loans` is a text, expected a list"),
        (
            {"id": "R1", "loans": [4]},
            "FC301",
            "`reader:R1.loans[0]` is a number, expected a loan as an object",
        ),
        (
            {"id": "R1", "loans": [{"id": "L1", "renewals": [["x"]]}]},
            "FC301",
            "`reader:R1.loans[0].renewals[0]` is a list, expected a loan_renewal as an object",
        ),
        (
            {"id": "R1", "card": 5},
            "FC301",
            "`reader:R1.card` is a number, expected a reader_card as an object",
        ),
    ],
)
def test_what_is_no_record_is_said_plainly(read, data, code, message):
    assert told(read(data)) == [(code, message)]


def test_a_file_of_the_other_root_is_recognised(read):
    assert told(read({"id": "B", "town": "Braga", "books": []})) == [
        ("FC307", "expected a reader, this looks like a library")
    ]


def test_money_of_another_currency_is_refused(read):
    loan = {"id": "L1", "fee": {"amount": 2.5, "currency": "USD"}}
    assert told(read({"id": "R1", "loans": [loan]})) == [
        (
            "FC304",
            "`reader:R1.loans[0].fee` is an object, expected " + AN_AMOUNT,
        )
    ]


def test_numbers_of_absurd_size_are_refused(read):
    for number in (10**5000, 1e308, float("nan"), float("inf")):
        ((code, message),) = told(read({"id": "R1", "card": {"number": number}}))
        assert code == "FC304"
        assert len(message) < 200


def test_a_missing_field_is_told_with_what_it_looks_like(read):
    _, (finding,) = read({"id": "R1", "card": {}})
    assert finding.message.startswith("`reader:R1.card.number` is missing")
    assert finding.help == "expected a whole number"


def test_a_record_without_id_is_told_so_once(read):
    assert told(read({"card": {"number": 7}})) == [
        ("FC303", "`reader.id` is missing, and every record of its kind has one")
    ]


def test_findings_are_one_printable_line_whatever_the_names(read):
    _, findings = read({"id": "R\n1", "x\ny": 1, "kind": "a\tb" * 100})
    assert [finding.code for finding in findings] == ["FC304", "FC302"]
    assert all(finding.message.isprintable() for finding in findings)


names = st.sampled_from(
    ["id", "name", "card", "number", "loans", "renewals", "fee", "amount", "visits_at", "other"]
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just("1"))
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=15,
)


@settings(deadline=None)
@given(data=anything)
def test_no_data_raise(library, data):
    record, findings = library.read("reader", data, zone="Europe/Lisbon", currency="EUR")
    assert (record is None) == bool(findings)
    assert all(finding.message for finding in findings)


@settings(deadline=None)
@given(text=st.text('{}[]:," \\nidR1', max_size=30))
def test_no_text_raises(library, text):
    record, findings = library.read_text("reader", text, zone="Europe/Lisbon")
    assert (record is None) == bool(findings)


def test_fields_and_lists_of_other_plugins_are_read_too(declared, symbols):
    class Points(Record):
        points: Whole | None = unknown("What the reader has collected")

    class Visit(Record, name="visit", owner="reader", plural="visits", embedded=True):
        on: Day | None = unknown("The day")

    added = [*declared.values(), Visit]
    records, _ = build_records(added, [Extension("reader", Points)], symbols)
    data = {"id": "R1", "points": 5, "visits": [{"on": "2026-03-01"}]}
    reader, findings = records.read("reader", data, zone="UTC")
    assert findings == ()
    assert (reader.points, reader.visits[0].on) == (5, date(2026, 3, 1))


def test_a_zone_that_does_not_exist_is_the_callers_mistake(library):
    with pytest.raises(ValueError, match="Europe/Lisbon"):
        library.read("reader", {"id": "R1"}, zone="Europe/Lissabon")


# Texts of files ----------------------------------------------------------------------------


def read_text(library, text):
    return library.read_text("reader", text, zone="Europe/Lisbon", file="r.json")


def test_findings_in_a_text_name_the_line(library):
    text = '{"id": "R1",\n "born_on": "x",\n "loans": [{"id": "L1"},\n   {"id": "L2",\n "x": 1}]}'
    _, findings = read_text(library, text)
    assert [(f.place.file, f.place.line, f.place.column) for f in findings] == [
        ("r.json", 2, 13),
        ("r.json", 5, 7),
    ]


def test_a_missing_field_is_found_where_its_record_begins(library):
    _, (finding,) = read_text(library, '{"id": "R1", "loans":\n [\n{"state": "out"}]}')
    assert (finding.place.line, finding.place.column) == (3, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("", 1, 1, "a value is missing, or is none that JSON has"),
        ('{"id": "R1"\n "name": 1}', 2, 2, "a comma or a closing bracket is missing"),
        ('{"id" "R1"}', 1, 7, "a colon is missing after a name"),
        ('{id: "R1"}', 1, 2, "a name in double quotation marks is missing"),
        ('{"id": "R1}', 1, 8, "a quotation mark is never closed"),
        ('{"id": "R\n1"}', 1, 10, "a text holds a line end or another control character"),
        ('{"id": "R\\1"}', 1, 10, "a backslash stands before something that needs none"),
        ('{"id": "R1"} ,', 1, 14, "text follows where the value has ended"),
        ('{"id": "R1"} {', 1, 14, "more than one value in the file"),
        ('{"id":\n "NaN", "x": NaN}', 2, 14, "`NaN` is no number"),
        ('{"id": -Infinity}', 1, 8, "`-Infinity` is no number"),
        ("[\n" * 100_000, None, 1, "its brackets are nested too deeply"),
        ('{"id":\n ' + "9" * 5000 + "}", 2, 2, "a number has too many digits"),
        ('{"id":\n 1e9999999999999999999}', 2, 2, "a number has too many digits"),
    ],
)
def test_what_is_not_json_is_said_with_its_line_and_column(library, text, line, column, reason):
    record, (finding,) = read_text(library, text)
    assert record is None
    assert finding.code == "FC300"
    assert finding.message == f"this is not JSON: {reason}"
    assert finding.place.line == (line or finding.place.line)
    assert finding.place.column == column


def test_a_name_that_stands_twice_hides_nothing_else(library):
    text = '{"id": "R1",\n "loans": [{"id": "L1", "statsu": "back",\n  "id": "L1"}], "nmae": 1}'
    record, findings = read_text(library, text)
    assert record is None
    assert [(one.code, one.place.line, one.place.column) for one in findings] == [
        ("FC309", 3, 3),
        ("FC302", 2, 35),
        ("FC302", 3, 25),
    ]
    assert findings[0].related[0][0].line == 2


def test_another_id_in_a_part_hides_nothing_else(library):
    _, findings = read_text(library, '{"id": "R1", "card": {"id": "K9", "nmuber": 7}, "nmae": 1}')
    assert {one.code for one in findings} == {"FC302", "FC303", "FC308"}


def test_what_is_wrong_with_a_part_is_found_where_its_record_stands(library):
    _, findings = read_text(library, '{"id": 5,\n "card": {"number": "x"}}')
    assert [one.place.line for one in findings] == [1, 2]


def test_a_text_is_read_exactly(library):
    reader, findings = read_text(library, '{"id": "R1", "loans": [{"id": "L1", "score": 0.1}]}')
    assert (reader.loans[0].score, findings) == (100_000, ())
    text = '{"id": "R1", "loans": [{"id": "L1", "score": 0.1000000000000000055}]}'
    _, (finding,) = read_text(library, text)
    assert finding.message.endswith("expected a number with at most 6 decimals")
