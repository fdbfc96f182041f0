"""`check`, `test` and `packs`."""

import json

RULES_WITH_ERRORS = """pack broken 1.0.0

decide warmth for lead "How warm"
    yes        when expected_purchase_o <= today
"""


def test_without_errors_the_status_is_0_and_warnings_are_shown(run, files):
    result = run("check", files)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "warning[FC213]: `call_within` is required and has no value yet" in result.stdout
    assert result.stdout.endswith("corner 1.0.0: no errors, 1 warning\n")


def test_strict_counts_warnings(ran, files):
    ran("check", files, "--strict", status=1)


def test_errors_are_shown_with_their_lines(ran, write):
    shown = ran("check", write("broken.rules", RULES_WITH_ERRORS), status=1)
    assert shown == (
        "error[FC105]: nothing is called `expected_purchase_o` for `lead`\n"
        " --> broken.rules:4:21\n"
        "  |\n"
        "4 |     yes        when expected_purchase_o <= today\n"
        "  |                     ^^^^^^^^^^^^^^^^^^^ did you mean `expected_purchase_on`?\n"
        "\n"
        "broken 1.0.0: 1 error, no warnings\n"
    )


WRONG_TEST = """
test "a test with mistakes"
    as of      2026-03-01
    given      lead expected_purchase_o 2026-03-08
    expect     task gret due
"""


def test_mistakes_in_tests_are_found_with_their_lines(ran, write):
    rules = "pack corner 1\ntask greet for lead\n    who salesperson\n    due on opened_at\n"
    assert ran("check", write("corner.rules", rules + WRONG_TEST), status=1) == (
        "error[FC106]: no field `expected_purchase_o` on `lead`\n"
        " --> corner.rules:8:21\n"
        "  |\n"
        "8 |     given      lead expected_purchase_o 2026-03-08\n"
        "  |                     ^^^^^^^^^^^^^^^^^^^ did you mean `expected_purchase_on`?\n"
        "\n"
        "error[FC105]: nothing is called `gret`\n"
        " --> corner.rules:9:21\n"
        "  |\n"
        "9 |     expect     task gret due\n"
        "  |                     ^^^^ did you mean `greet`?\n"
        "\n"
        "corner 1: 2 errors, no warnings\n"
    )


def test_mistakes_in_tests_do_not_keep_the_rules_from_being_used(ran, files):
    files.write_text(files.read_text() + WRONG_TEST)
    ran("decide", "record.json", "--pack", files, "--as-of", "2026-03-01")


def test_mistakes_in_rules_and_in_tests_are_told_in_the_order_of_the_lines(document, write):
    between = "decide late for lead\n    yes when opened_a < now\n"
    text = RULES_WITH_ERRORS.replace("\ndecide", f"{WRONG_TEST}{between}\ndecide")
    found = document("check", write("broken.rules", text), status=1)
    lines = [(one["place"]["line"], one["code"]) for one in found["packs"][0]["diagnostics"]]
    assert lines == [(5, "FC106"), (6, "FC105"), (8, "FC105"), (11, "FC105")]
    assert found["errors"] == 4


def test_a_line_of_a_test_that_cannot_be_read_is_told_once(document, write):
    text = 'pack corner 1\ntest "one"\n    as of 2026-03-01\n    expect warmth (hot\n'
    found = document("check", write("corner.rules", text), status=1)
    assert [one["code"] for one in found["packs"][0]["diagnostics"]] == ["FC018"]


def test_a_long_line_is_not_shown_whole(ran, write):
    text = f'pack long 1\n\nnote n "{"wide 客户 " * 100}" 3\n'
    shown = ran("check", write("long.rules", text), status=1).splitlines()
    assert shown[1].startswith(" --> long.rules:3:")
    assert shown[3].startswith("3 | ...")
    assert shown[3].endswith('" 3')
    assert len(shown[3]) < 30
    assert shown[4].index("^") == len(shown[3]) - 1 + shown[3].count("客") + shown[3].count("户")


def test_what_a_file_holds_does_not_steer_the_terminal(ran, write):
    text = 'pack loud 1\n\nnote n "\x1b[2J\u202e" 3 \x07\n'
    shown = ran("check", write("loud.rules", text), status=1)
    assert r'3 | note n "\x1b[2J\u202e" 3 \x07' in shown
    assert all(line.isprintable() for line in shown.split("\n"))


def test_check_as_json(document, write):
    found = document("check", write("broken.rules", RULES_WITH_ERRORS), status=1)
    assert (found["errors"], found["warnings"]) == (1, 0)
    ((pack,),) = (found["packs"],)
    assert (pack["pack"], pack["version"]) == ("broken", "1.0.0")
    assert pack["diagnostics"][0]["code"] == "FC105"


def test_an_unknown_pack_is_wrong_usage(run):
    result = run("check", "textbok")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr == "error[FC201]: no pack is called `textbok`\n  did you mean `textbook`?\n"
    )


def test_a_file_that_is_not_there_is_said_so(run):
    result = run("check", "nowhere/policy.rules")
    assert result.exit_code == 2
    assert result.stderr == (
        "error[FC608]: `nowhere/policy.rules` cannot be used: there is no such file or folder\n"
    )


def test_a_folder_without_rules_is_no_pack(run, here):
    (here / "empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == 1
    assert "error[FC212]: there is no `.rules` file in `empty`" in result.stdout


def test_in_a_store_its_policy_is_checked(ran, shop, monkeypatch):
    monkeypatch.chdir(shop)
    assert "corner 1.0.0: " in ran("check")
    assert "textbook" not in ran("check")


def test_without_a_store_all_installed_packs_are_checked(ran):
    last = ran("check").splitlines()[-1]
    assert "textbook 1.0.0" in last
    assert "demo_store" in last
    assert "no errors" in last


def test_the_tests_of_a_pack_pass(ran, files):
    assert ran("test", files) == "corner 1.0.0: 1 passed, 0 failed\n"


def test_a_test_that_fails_is_shown_with_what_was_found(ran, files):
    files.write_text(files.read_text().replace("expect     warmth hot", "expect     warmth mild"))
    shown = ran("test", files, status=1)
    assert 'test "a week is hot" fails\n' in shown
    assert "error[FC214]: expected `warmth mild`, found `hot` for lead:L1\n" in shown
    assert "    expect     warmth mild\n" in shown
    assert shown.endswith("corner 1.0.0: 0 passed, 1 failed\n")


def test_tests_as_json(document, files):
    ((pack,),) = (document("test", files)["packs"],)
    assert (pack["passed"], pack["failed"]) == (1, 0)
    assert pack["tests"][0]["title"] == "a week is hot"


def test_a_pack_with_errors_runs_no_tests(ran, write):
    shown = ran("test", write("broken.rules", RULES_WITH_ERRORS), status=1)
    assert shown.endswith("broken: has errors, so no test was run\n")


def test_packs_are_listed_with_what_they_extend(document):
    packs = {one["name"]: one for one in document("packs")["packs"]}
    assert packs["textbook"]["extends"] is None
    assert packs["demo_store"]["extends"] == "textbook"
    assert packs["demo_store"]["errors"] == 0


def test_packs_for_people(ran):
    assert "extends textbook" in " ".join(ran("packs").split())


def test_json_is_one_document_whatever_the_language(ran):
    assert "zh" in json.loads(ran("packs", "--json"))["packs"][0]["titles"]


def test_a_pack_may_extend_one_that_lies_beside_it(ran, tmp_path):
    for name, text in {
        "below": "pack below 1.0.0\n\nparameter patience\n    required in 1 day .. 9 days\n",
        "above": "pack above 1\n    extends below 1\n\nset patience  3 days\n",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.rules").write_text(text, encoding="utf-8")
    assert ran("check", tmp_path / "above") == "above 1: no errors, no warnings\n"
