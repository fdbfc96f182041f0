"""`init`, `import`, `today` and `explain`, on a small store."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest

AS_OF = ("--as-of", "2026-03-01T09:00")


# init ----------------------------------------------------------------------------------------


def test_a_new_store_has_its_pack_with_what_must_be_set(ran, here):
    shown = ran("init", "My Shop", "--pack", "textbook")
    assert shown.startswith("made My Shop/forecourt.db and My Shop/policy.rules\n")
    policy = (here / "My Shop" / "policy.rules").read_text()
    assert 'pack my_shop 1.0.0\n    title      "my shop"\n    extends    textbook 1\n' in policy
    assert "\n# set follow_up_escalation    1 day to 15 days\n" in policy
    assert "\n# set discount_limit[ROLE]    0 % to 100 %\n" in policy


def test_a_new_store_checks_without_errors(ran):
    ran("init", "shop", "--pack", "demo_store")
    assert ran("check", "--store", "shop").endswith("shop 1.0.0: no errors, no warnings\n")


def test_what_is_there_is_never_overwritten(run, shop):
    before = (shop / "policy.rules").read_text()
    result = run("init", "shop", "--pack", "textbook")
    assert result.exit_code == 2
    assert result.stderr == (
        "error[FC609]: `shop` holds `forecourt.db` already\n"
        "  name another folder; it is made if it is not there\n"
    )
    assert (shop / "policy.rules").read_text() == before


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("New York", "America/New_York"),
        ("Asia/Shangai", "Asia/Shanghai"),
    ],
)
def test_the_zone_that_is_meant_is_suggested(run, written, meant):
    result = run("init", "shop", "--pack", "textbook", "--time-zone", written)
    assert result.stderr.endswith(f"did you mean `{meant}`?\n")


def test_an_unknown_zone_pack_or_currency_makes_nothing(run, here):
    zone = run("init", "shop", "--pack", "textbook", "--time-zone", "Europe/Lisbo")
    assert zone.exit_code == 2
    assert zone.stderr.endswith("did you mean `Europe/Lisbon`?\n")
    assert run("init", "shop", "--pack", "textbok").exit_code == 2
    for wrong in ("EURO", "eur", "E1R", ""):
        currency = run("init", "shop", "--pack", "textbook", "--currency", wrong)
        assert currency.exit_code == 2
        assert currency.stderr == (
            f"error[FC619]: `{wrong}` is no code of a currency\n"
            "  write three capital letters, such as `EUR`\n"
        )
    assert not (here / "shop").exists()


def test_a_store_that_cannot_be_made_leaves_nothing_in_its_folder(here):
    limited = ("sh", "-c", 'ulimit -f 100; exec "$@"', "sh", sys.executable, "-m", "forecourt")
    init = ("init", "shop", "--pack", "textbook")
    done = subprocess.run((*limited, *init), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"error[FC407]: the store cannot be used: the disk" in done.stderr
    assert list((here / "shop").iterdir()) == []


# import --------------------------------------------------------------------------------------


def test_the_same_again_changes_nothing(ran, shop):
    shown = ran("import", "all.json", "--store", "shop")
    assert shown == (
        "all.json: 13 rows read, 13 kept, 0 refused\nrecords: 0 inserted, 0 changed, 13 unchanged\n"
    )


def test_bad_rows_are_reported_and_the_others_kept(run, shop, write):
    write("more.json", [{"id": "C50"}, {"id": "C51", "leads": 5}, {"id": "C52"}])
    result = run("import", "more.json", "--store", "shop")
    assert result.exit_code == 1
    assert "more.json: 3 rows read, 2 kept, 1 refused\n" in result.stdout
    assert "error[FC3" in result.stderr


def test_twenty_findings_are_shown_and_all_are_written_where_asked(run, ran, shop, write, here):
    write("bad.json", [{"id": number} for number in range(25)])
    result = run("import", "bad.json", "--store", "shop")
    assert result.stderr.count("error[") == 20
    assert result.stderr.endswith("and 5 more: `--errors FILE` writes all of them\n")
    ran("import", "bad.json", "--store", "shop", "--errors", "bad.txt", status=1)
    assert (here / "bad.txt").read_text().count("error[") == 25


def test_what_is_told_of_imported_files_names_their_folders(run, shop, write):
    write("january/one.json", {"id": 1})
    write("january/two.json", {"id": "C50"})
    write("february/one.json", {"id": 2})
    for given in ("january", "january/one.json"):
        result = run("import", given, "--store", "shop")
        assert "\n --> january/one.json:1:8\n" in result.stderr
        assert "january/one.json: 1 rows read, 0 kept, 1 refused\n" in result.stdout
    both = run("import", "january/one.json", "february/one.json", "--store", "shop")
    assert both.stderr.count("\n --> one.json:1:8\n") == 2


def test_of_a_row_its_number_and_column_are_told(run, shop, write):
    write("rows.csv", "no,born\nC70,1980-02-30\n")
    write(
        "mapping.toml",
        'name = "rows"\n\n[[file]]\nname = "rows.csv"\n\n[[file.record]]\nmodel = "customer"\n'
        'id = "no"\n\n[file.record.fields]\nbirth_on = "born"\n',
    )
    result = run("import", "rows.csv", "--mapping", "mapping.toml", "--store", "shop")
    assert result.stderr == (
        "error[FC351]: row 2, column `born`: the value does not fit `birth_on`\n"
        " --> rows.csv:2\n"
        "  = expected a day that exists in the calendar\n\n"
    )


def test_a_file_without_records_is_a_finding(run, shop, write):
    write("none.json", "[]")
    result = run("import", "none.json", "--store", "shop")
    assert result.exit_code == 1
    assert "error[FC343]: the file is empty\n --> none.json:1:1\n" in result.stderr


def test_a_reference_that_leads_nowhere_is_noticed_and_the_record_kept(run, shop, write):
    write("one.json", {"id": "C60", "contacts": [{"id": "K1", "lead": "L"}]})
    result = run("import", "one.json", "--store", "shop")
    assert (result.exit_code, "1 rows read, 1 kept" in result.stdout) == (0, True)
    assert "`customer:C60.contacts[0].lead` is `L`" in result.stderr
    assert "  = it has no lead at all\n" in result.stderr


def test_import_as_json(document, shop, write):
    write("more.json", [{"id": "C50"}, {"id": 51}])
    found = document("import", "more.json", "--store", "shop", status=1)
    assert (found["read"], found["kept"], found["refused"], found["inserted"]) == (2, 1, 1, 1)
    assert len(found["findings"]) == 1


def test_a_file_that_needs_a_mapping_is_said_so(run, shop, write):
    write("rows.csv", "a,b\n1,2\n")
    result = run("import", "rows.csv", "--store", "shop")
    assert result.exit_code == 1
    assert "--> rows.csv:1:1" in result.stderr


def test_nothing_is_imported_where_a_file_is_missing(run, shop, write):
    write("more.json", [{"id": "C50"}])
    files = ("more.json", "nowhere.json", "--mapping", "nowhere.toml")
    result = run("import", *files, "--store", "shop", "--errors", "bad.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error[FC608]: `nowhere.json` cannot be used: no such file or directory\n"
        "error[FC608]: `nowhere.toml` cannot be used: no such file or directory\n"
    )
    assert run("explain", "customer:C50", "--store", "shop").exit_code == 2


def test_what_is_wrong_with_imported_records_is_told_with_line_and_column(run, shop, write):
    write("more.json", '[{"id": "C50"}, {"id": "C51",\n "leads": 5, "id": "C52"}]')
    result = run("import", "more.json", "--store", "shop")
    assert "error[FC309]: `id` stands twice in one object\n --> more.json:2:14\n" in result.stderr
    assert "expected a list\n --> more.json:2:11\n" in result.stderr


def test_where_refused_rows_are_to_be_written_is_looked_at_first(run, shop, write):
    write("more.json", [{"id": "C50"}])
    result = run("import", "more.json", "--store", "shop", "--errors", "nowhere/bad.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`nowhere/bad.txt` cannot be used: no such file or directory" in result.stderr
    assert run("explain", "customer:C50", "--store", "shop").exit_code == 2


def test_a_mapping_is_checked_before_anything_is_read(run, shop, write):
    write("rows.csv", "a,b\n1,2\n")
    write(
        "mapping.toml",
        'name = "ours"\n[[file]]\nname = "rows.csv"\n[[file.record]]\nmodel = "led"\nid = "a"\n',
    )
    result = run("import", "rows.csv", "--mapping", "mapping.toml", "--store", "shop")
    assert (result.exit_code, result.stdout) == (1, "")
    assert '5 | model = "led"' in result.stderr


# today ---------------------------------------------------------------------------------------


def test_the_worklist_is_grouped_by_person_with_escalations_and_totals(ran, shop):
    shown = ran("today", "--store", "shop", *AS_OF, "--limit", "2")
    assert shown.startswith("shop: corner 1.0.0 at 2026-03-01 09:00 (Europe/Lisbon)\n\n")
    words = " ".join(shown.split())
    first = "2026-02-21 10:00 critical lead:L1 greet: Say hello 2026-02-21 10:00 critical lead:L10"
    assert f"salesperson P1: 12 critical {first}" in words
    assert f"gone up to sales_manager P9: 12 critical {first}" in words
    assert "and 10 more" in words
    assert words.endswith("in all: 12 critical")


def test_the_worklist_shows_ids_and_no_names(ran, shop):
    assert "Nobody" not in ran("today", "--store", "shop", *AS_OF)


def test_only_those_are_evaluated_whose_outcome_can_be_another_one(run, shop, write, ran):
    assert run("today", "--store", "shop", *AS_OF).stderr == "evaluated 13, 0 were up to date\n"
    assert run("today", "--store", "shop", *AS_OF).stderr == "evaluated 0, 13 were up to date\n"
    write("one.json", {"id": "C3"})
    ran("import", "one.json", "--store", "shop")
    assert run("today", "--store", "shop", *AS_OF).stderr == "evaluated 1, 12 were up to date\n"
    later = run("today", "--store", "shop", "--as-of", "2026-03-02")
    assert later.stderr == "evaluated 0, 13 were up to date\n"
    earlier = run("today", "--store", "shop", "--as-of", "2026-02-20")
    assert earlier.stderr == "evaluated 13, 0 were up to date\n"
    soon = run("today", "--store", "shop", "--as-of", "2026-02-22")
    assert soon.stderr == "evaluated 11, 2 were up to date\n"


def test_the_worklist_is_that_of_evaluating_all(document, shop, here):
    moments = ("2026-02-20", "2026-02-20T10:00", "2026-02-21T10:00:01", "2026-02-25", "2026-02-22")
    for moment in moments:
        fresh = here / f"fresh_{moment[:13]}"
        shutil.copytree(shop, fresh)
        with sqlite3.connect(fresh / "forecourt.db") as database:
            database.execute("DELETE FROM fc_task")
            database.execute("DELETE FROM fc_outcome")
        kept, made = (
            document("today", "--store", store, "--as-of", moment) for store in (shop, fresh)
        )
        assert [without_log(one) for one in kept["tasks"]] == [
            without_log(one) for one in made["tasks"]
        ]
        assert kept["totals"] == made["totals"]


def without_log(task):
    return {name: value for name, value in task.items() if name != "log"}


def test_what_another_plugin_brings_is_evaluated_anew(run, ran, shop):
    run("today", "--store", "shop", *AS_OF)
    ran("plugins", "--off", "business_centre", "--store", "shop")
    result = run("today", "--store", "shop", *AS_OF)
    assert result.stderr == "evaluated 13, 0 were up to date\n"


def test_what_the_store_itself_states_is_evaluated_anew(run, ran, shop, write):
    run("today", "--store", "shop", *AS_OF)
    own = json.loads((shop.parent / "all.json").read_text())[0]
    write("store.json", own | {"name": "Other corner"})
    ran("import", "store.json", "--store", "shop")
    result = run("today", "--store", "shop", *AS_OF)
    assert result.stderr == "evaluated 13, 0 were up to date\n"


def test_a_changed_policy_is_evaluated_anew(run, shop):
    run("today", "--store", "shop", *AS_OF)
    policy = shop / "policy.rules"
    policy.write_text(policy.read_text().replace("opened_at + 1 day", "opened_at + 30 days"))
    result = run("today", "--store", "shop", *AS_OF)
    assert result.stderr == "evaluated 13, 0 were up to date\n"
    assert "in all: 12 open" in result.stdout


def test_the_list_narrows_to_a_role_a_person_a_status(document, shop):
    at = ("--store", "shop", *AS_OF)
    assert len(document("today", *at, "--role", "salesperson")["tasks"]) == 12
    manager = document("today", *at, "--role", "sales_manager")
    assert (len(manager["tasks"]), len(manager["escalations"])) == (0, 12)
    assert len(document("today", *at, "--staff", "P9")["escalations"]) == 12
    overdue = document("today", *at, "--status", "overdue")
    assert (overdue["tasks"], overdue["totals"]) == ([], {"critical": 12})


def test_nothing_to_do_is_said(ran, shop):
    shown = ran("today", "--store", "shop", *AS_OF, "--status", "open")
    assert "nothing is to be done\nin all: 12 critical\n" in shown


def test_without_a_moment_it_is_now(document, shop):
    assert document("today", "--store", "shop")["as_of"] > "2026-03-01"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--role", "salesman"), "error[FC605]: no role is called `salesman`"),
        (("--staff", "P8"), "error[FC605]: no person is called `P8`\n  there are `P1`, `P9`\n"),
        (("--status", "overdo"), "no status is called `overdo`\n  did you mean `overdue`?\n"),
    ],
)
def test_unknown_words_are_answered_with_the_nearest(run, shop, arguments, message):
    result = run("today", "--store", "shop", *AS_OF, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_without_a_store_nothing_is_made(run, here):
    result = run("today", "--store", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error[FC604]: there is no store in `nowhere`\n"
        "  `forecourt init` makes one, `forecourt demo` one to try; `--store DIR` names it\n"
    )
    assert list(here.iterdir()) == []


def test_the_store_is_named_by_the_environment_or_is_the_current_folder(ran, shop, monkeypatch):
    assert "12 critical" in ran("today", *AS_OF, FORECOURT_STORE=str(shop))
    monkeypatch.chdir(shop)
    assert "12 critical" in ran("today", *AS_OF)


def test_a_file_that_is_no_store_is_said_so_and_left_alone(run, here, write):
    file = write("shop/forecourt.db", "this is no database")
    result = run("today", "--store", "shop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[FC401]" in result.stderr
    assert file.read_text() == "this is no database"


@pytest.mark.parametrize("width", [40, 60])
@pytest.mark.parametrize(
    "command",
    [
        ("today", "--store", "shop", *AS_OF),
        ("explain", "lead:L1", "--store", "shop", *AS_OF),
        ("decide", "C1.json", "--pack", "shop/policy.rules", *AS_OF),
        ("plugins",),
        ("packs",),
        ("reference", "kinds"),
    ],
)
def test_narrow_terminals_are_kept_to(ran, shop, write, width, command):
    write("C1.json", {"id": "C1", "leads": [{"id": "L1", "opened_at": "2026-02-20T10:00"}]})
    lines = ran(*command, COLUMNS=str(width)).splitlines()
    assert max(map(len, lines[1:])) <= width


def test_text_beside_narrow_columns_stands_below_them(ran, shop):
    shown = ran("today", "--store", "shop", *AS_OF, "--limit", "1", COLUMNS="40")
    assert "  2026-02-21 10:00  critical  lead:L1\n      greet: Say hello" in shown


# explain and the log -----------------------------------------------------------------------


def test_a_record_is_explained_at_the_moment_of_the_last_evaluation(ran, shop):
    ran("today", "--store", "shop", *AS_OF)
    shown = " ".join(ran("explain", "lead:L3", "--store", "shop").split())
    assert shown.startswith("lead:L3: corner 1.0.0 at 2026-03-01 09:00 (Europe/Lisbon)")
    assert "warmth of lead:L3 is hot policy.rules:13" in shown
    assert "task greet for lead:L3: there is one" in shown
    assert "task call for" not in shown


def test_of_records_with_one_id_the_others_are_named(run, shop, write):
    write("more.json", [{"id": f"C{n}", "leads": [{"id": "L3"}]} for n in (40, 41)])
    run("import", "more.json", "--store", "shop")
    result = run("explain", "lead:L3", "--store", "shop", *AS_OF)
    assert result.exit_code == 0
    assert result.stderr == (
        "`lead:L3` is that under `customer:C3`; others stand under `customer:C40`, `customer:C41`\n"
    )


def test_one_statement_is_explained_even_if_it_gives_nothing(document, shop):
    found = document("explain", "lead:L3", "call", "--store", "shop", *AS_OF)
    assert (found["subject"], found["as_of"]) == ("lead:L3", "2026-03-01T09:00:00+00:00")
    call = found["reasons"][-1]
    assert (call["kind"], call["name"], call["emitted"]) == ("task", "call", 0)
    assert call["unknown"] == ["call_within"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lead",), "error[FC606]: `lead` names no record\n"),
        (("led:L1",), "error[FC111]: no record is called `led`\n  did you mean `lead`?\n"),
        (
            ("parameter:call_within",),
            "  name a record, and a statement after it, as in `order:O7 call_within`\n",
        ),
        (("lead:L99",), "error[FC607]: the store has no lead `L99`\n"),
        (
            ("lead:L1", "warmt"),
            "error[FC605]: no statement is called `warmt`\n  did you mean `warmth`?\n",
        ),
        ((), "error[FC613]: nothing is named to be looked at\n"),
        (("--log", "1"), "error[FC612]: the log has no decision 1 that can be repeated\n"),
    ],
)
def test_what_cannot_be_explained_is_said(run, shop, arguments, message):
    result = run("explain", *arguments, "--store", "shop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_logged_decision_gives_the_same_again_whatever_changed_since(ran, shop, write):
    ran("today", "--store", "shop", *AS_OF)
    write("shop/policy.rules", "pack other 1.0.0\n")
    write("one.json", {"id": "C1"})
    ran("import", "one.json", "--store", "shop")
    for number in range(1, 14):
        shown = ran("explain", "--log", number, "--store", "shop")
        assert shown.endswith("corner 1.0.0: gives the same result\n")


def test_every_evaluation_is_logged(ran, shop):
    ran("today", "--store", "shop", *AS_OF)
    ran("today", "--store", "shop", "--as-of", "2026-02-28")
    with sqlite3.connect(shop / "forecourt.db") as database:
        assert database.execute("SELECT count(*) FROM fc_decision").fetchone() == (26,)


def test_a_decision_that_comes_out_otherwise_is_a_finding(run, ran, shop):
    ran("today", "--store", "shop", *AS_OF)
    with sqlite3.connect(shop / "forecourt.db") as database:
        database.execute("DROP TRIGGER fc_decision_kept_UPDATE")
        other = database.execute(
            "SELECT record_digest FROM fc_decision WHERE root_id = 'C2'"
        ).fetchone()
        database.execute("UPDATE fc_decision SET record_digest = ? WHERE root_id = 'C1'", other)
        (number,) = database.execute("SELECT id FROM fc_decision WHERE root_id = 'C1'").fetchone()
    result = run("explain", "--log", number, "--store", "shop", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["same"], found["now"]["subject"]) == (False, "customer:C2")


def test_what_was_refused_is_never_written_over_another_file(ran, run, write, here):
    ran("init", "shop", "--pack", "textbook")
    records = write("records.json", [{"id": "C1", "nmae": "x"}])
    result = run("import", records, "--store", "shop", "--errors", here / "shop" / "forecourt.db")
    assert result.exit_code == 2
    assert "it is there already; name a new file" in result.stderr
    ran("check", "--store", "shop")
