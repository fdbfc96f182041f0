"""`decide`: record files in, outcomes out."""

import json

import pytest

AS_OF = ("--as-of", "2026-03-01T09:00")


@pytest.fixture
def decide(ran, files):
    """Decide by the pack of this folder; return the stdout."""

    def command(*arguments, **more):
        return ran("decide", *arguments, "--pack", files, *AS_OF, **more)

    return command


@pytest.fixture
def outcome(decide):
    return lambda *arguments: json.loads(decide(*arguments, "--json"))


def test_the_object_has_the_names_that_other_programs_rely_on(outcome):
    found = outcome("record.json", "--store", "store.json")
    assert list(found) == [
        "pack",
        "as_of",
        "subject",
        "decisions",
        "tasks",
        "handovers",
        "approvals",
        "violations",
        "held_back",
        "missing",
        "not_configured",
        "next_change",
    ]
    assert (found["pack"]["name"], found["pack"]["version"]) == ("corner", "1.0.0")
    assert (found["as_of"], found["subject"]) == ("2026-03-01T09:00:00+00:00", "customer:C7")
    (decision,) = found["decisions"]
    assert decision == {
        "name": "warmth",
        "subject": "lead:L7",
        "value": "hot",
        "certain": True,
        "at": "corner.rules:14",
    }
    (task,) = found["tasks"]
    assert (task["status"], task["person"], task["escalated_person"]) == ("critical", "P1", "P9")
    (approval,) = found["approvals"]
    assert (approval["verdict"], approval["approver"]) == ("escalate", "sales_manager")
    assert found["not_configured"] == [{"parameter": "call_within", "matters_to": ["call"]}]


def test_both_engines_say_the_same(outcome):
    both = [outcome("record.json", "--engine", engine) for engine in ("record", "explain")]
    assert both[0] == both[1]


def test_for_people_the_outcome_is_written_part_by_part(decide):
    shown = decide("record.json", "--store", "store.json")
    assert shown.startswith("customer:C7 at 2026-03-01 09:00, corner 1.0.0\n\ndecisions\n")
    for words in (
        "warmth lead:L7 hot",
        "lead:L7 critical 2026-02-21 10:00 P1 greet: Say hello",
        "quote:Q7 discount escalate asked 5, limit 2, ask sales_manager",
        "call_within matters to call",
    ):
        assert words in " ".join(shown.split())
    assert "violations" not in shown


def test_the_names_of_people_are_never_shown(decide):
    assert "Nobody" not in decide("record.json", "--explain")


def test_reasons_say_which_row_was_taken_and_on_what(outcome):
    reasons = {one["name"]: one for one in outcome("record.json", "--explain")["reasons"]}
    warmth = reasons["warmth"]
    assert (warmth["value"], warmth["at"]) == ("hot", "corner.rules:13")
    (row,) = warmth["rows"]
    assert row["when"] == "expected_purchase_on <= today + 7 days"
    assert row["line"] == "hot when expected_purchase_on <= today + 7 days"
    assert (row["truth"], row["taken"]) == ("yes", True)
    assert row["condition"]["values"] == [
        {"text": "expected_purchase_on", "value": "2026-03-08"},
        {"text": "today + 7 days", "value": "2026-03-08"},
    ]
    assert reasons["call"]["emitted"] == 0
    assert reasons["call"]["unknown"] == ["call_within"]


def test_reasons_for_people(decide):
    shown = " ".join(decide("record.json", "--explain").split())
    assert (
        'warmth of lead:L7 is hot corner.rules:13 decide warmth for lead "How warm the lead is" '
        "yes hot when expected_purchase_on <= today + 7 days corner.rules:14 taken "
        "expected_purchase_on = 2026-03-08, today + 7 days = 2026-03-08"
    ) in shown


def test_a_list_and_a_file_of_lines_give_an_object_a_line(decide, write):
    records = [{"id": "C1"}, {"id": "C2"}]
    write("list.json", records)
    write("lines.jsonl", "\n".join(map(json.dumps, records)) + "\n")
    for file in ("list.json", "lines.jsonl"):
        lines = decide(file, "--json").splitlines()
        assert [json.loads(line)["subject"] for line in lines] == ["customer:C1", "customer:C2"]


def test_a_dash_reads_the_standard_input(decide):
    found = json.loads(decide("-", "--json", stdin='{"id": "C5"}'))
    assert found["subject"] == "customer:C5"


def test_a_store_file_alone_is_decided_for_the_store(outcome):
    assert outcome("--store", "store.json")["subject"] == "store:S"


def test_a_record_that_does_not_fit_is_refused_and_the_others_go_on(run, files, write):
    lead = {"id": "L1", "statsu": "open", "opened_at": "soon"}
    write("list.json", json.dumps([{"id": "C1", "leads": [lead]}, {"id": "C2"}], indent=1))
    result = run("decide", "list.json", "--pack", files, *AS_OF, "--json")
    assert result.exit_code == 1
    refused, decided = map(json.loads, result.stdout.splitlines())
    places = [
        (one["code"], one["place"]["line"], one["place"]["column"]) for one in refused["findings"]
    ]
    assert places == [("FC304", 8, 18), ("FC302", 7, 15)]
    assert decided["subject"] == "customer:C2"
    assert "error[FC304]: `customer:C1.leads[0].opened_at` is `soon`" in result.stderr
    assert "error[FC302]: `customer:C1.leads[0]`: a lead has no field `statsu`\n" in result.stderr
    assert " --> list.json:7:15\n  = did you mean `status`?\n" in result.stderr


def test_the_line_of_a_record_is_never_shown(run, files, write):
    write("one.json", {"id": "C1", "name": "Nobody Atall", "nmae": 1})
    result = run("decide", "one.json", "--pack", files, *AS_OF)
    assert "error[FC302]" in result.stderr
    assert "Nobody" not in result.output


def test_a_name_that_stands_twice_is_found_in_any_record(run, files, write):
    write("list.json", '[{"id": "C1"},\n {"id": "C2", "id": "C3", "nmae": 1}]')
    result = run("decide", "list.json", "--pack", files, *AS_OF)
    assert result.exit_code == 1
    assert "customer:C1 at" in result.stdout
    assert "error[FC309]: `id` stands twice in one object\n --> list.json:2:15\n" in result.stderr
    assert "error[FC302]" in result.stderr


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"id": "C1"} {"id": "C2"}', 1, 14),
        ('{\n "id": "C1"\n}\n{\n "id": "C2"\n}\n', 4, 1),
        ('{"id": "C1"}\n{\n "id": "C2",\n "leads": []\n}\n', 2, 1),
    ],
)
def test_values_one_after_the_other_are_one_finding(run, files, write, text, line, column):
    write("two.json", text)
    result = run("decide", "two.json", "--pack", files, *AS_OF)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error[FC300]: this is not JSON: more than one value in the file\n"
        f" --> two.json:{line}:{column}\n"
        "  = put them into one list, `[..., ...]`, or each on a line of its own\n\n"
    )


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_file_with_nothing_in_it_is_said_to_be_empty(run, files, write, text):
    write("nothing.json", text)
    for arguments in (("nothing.json",), ("--store", "nothing.json")):
        result = run("decide", *arguments, "--pack", files, *AS_OF)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "error[FC343]: `nothing.json` is empty\n --> nothing.json:1:1\n" in result.stderr


def test_a_file_is_named_as_it_was_given(run, files, write):
    write("records/one.json", {"id": 5})
    write("records/store.json", {"id": "S", "time_zone": "Mars"})
    for arguments in (("records/one.json",), ("--store", "records/store.json")):
        result = run("decide", *arguments, "--pack", files, *AS_OF)
        assert f" --> {arguments[-1]}:1:" in result.stderr


def test_a_reference_that_leads_nowhere_is_noticed_and_the_record_used(run, files, write):
    leads = [{"id": "L1", "opened_at": "2026-02-28T10:00"}]
    write("one.json", {"id": "C1", "leads": leads, "contacts": [{"id": "K1", "lead": "L"}]})
    write(
        "store.json",
        {"id": "S", "staff": [{"id": "P1", "roles": ["salesperson"], "reports_to": "P"}]},
    )
    named = ("one.json", "--store", "store.json")
    result = run("decide", *named, "--pack", files, *AS_OF, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["subject"] == "customer:C1"
    assert result.stderr == (
        "warning[FC325]: `store:S.staff[0].reports_to` is `P`, "
        "and the file has no staff of this id\n"
        " --> store.json:1:76\n"
        "  = did you mean `P1`?\n\n"
        "warning[FC325]: `customer:C1.contacts[0].lead` is `L`, "
        "and the file has no lead of this id\n"
        " --> one.json:1:106\n"
        "  = did you mean `L1`?\n\n"
    )


def test_a_list_without_records_is_said_so(run, files, write):
    write("list.json", "[]")
    result = run("decide", "list.json", "--pack", files, *AS_OF)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[FC343]: `list.json` is empty\n" in result.stderr


def test_a_list_without_records_is_a_finding_as_json(run, files, write):
    result = run("decide", write("list.json", "[]"), "--pack", files, *AS_OF, "--json")
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["FC343"]


def test_a_finding_in_a_file_of_lines_names_the_line(run, files, write):
    write("lines.jsonl", '{"id": "C1"}\n\n{"id": 5}\n')
    result = run("decide", "lines.jsonl", "--pack", files, *AS_OF)
    assert result.exit_code == 1
    assert "--> lines.jsonl:3:8" in result.stderr


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-31", "2026-03-31T00:00:00+01:00"),
        ("2026-03-31T09:00", "2026-03-31T09:00:00+01:00"),
        ("2026-03-31T09:00:30+00:00", "2026-03-31T10:00:30+01:00"),
        ("2026-03-29T01:30", "2026-03-29T02:30:00+01:00"),
    ],
)
def test_moments_are_on_the_stores_clock(ran, files, text, moment):
    arguments = ("--store", "store.json", "--pack", files, "--as-of", text, "--json")
    assert json.loads(ran("decide", "record.json", *arguments))["as_of"] == moment


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ("record.json", "--as-of", "1.3.2026"),
            2,
            (
                "error[FC603]: `1.3.2026` is no moment\n"
                "  write `2026-03-01`, `2026-03-01T09:00` or `2026-03-01T09:00+01:00`\n"
            ),
        ),
        (
            ("nowhere.json", *AS_OF),
            2,
            "error[FC608]: `nowhere.json` cannot be used: no such file or directory\n",
        ),
        (AS_OF, 2, "error[FC613]: nothing is named to be looked at\n"),
        (("record.json", "--store", "zone.json", *AS_OF), 1, "there is no time zone `Lisbon`"),
        (("record.json", "--store", "zone.json", *AS_OF), 1, "did you mean `Europe/Lisbon`?"),
        (("record.json", "--store", "zone.json", *AS_OF), 1, "`EURO` is no code of a currency"),
        (("record.json", "--store", "zone.json", *AS_OF), 1, " --> zone.json:1:26\n"),
        (("broken.json", *AS_OF), 1, "error[FC300]: this is not JSON"),
        (("store.json", *AS_OF), 1, "error[FC3"),
        (
            ("latin.json", *AS_OF),
            1,
            "this is not JSON: byte e9 is not UTF-8\n --> latin.json:2:8\n",
        ),
        ((".", *AS_OF), 2, "`.` cannot be used: is a directory"),
        (("record.json", "--engine", "sql", *AS_OF), 2, "no engine is called `sql`"),
        (("record.json",), 2, "--as-of"),
    ],
)
def test_wrong_usage_is_told_from_wrong_files(run, here, files, write, arguments, status, message):
    write("zone.json", {"id": "S", "time_zone": "Lisbon", "currency": "EURO"})
    write("broken.json", '{"id": ')
    (here / "latin.json").write_bytes(b'{\n"id": "\xe9"}')
    result = run("decide", *arguments, "--pack", files)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_pack_with_errors_decides_nothing(run, files):
    files.write_text(files.read_text() + '\ndecide other for led "?"\n    yes otherwise\n')
    result = run("decide", "record.json", "--pack", files, *AS_OF)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no record is called `led`" in result.stderr


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_trouble(run, files, moment):
    arguments = ("--store", "store.json", "--pack", files, "--as-of", moment)
    assert run("decide", "record.json", *arguments).exit_code == 0
