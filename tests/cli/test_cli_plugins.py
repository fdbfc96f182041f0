"""`plugins`, and the settings of a store, which say what is off."""

import pytest

TASK_OFF = 'plugins.off = ["task"]\n'


@pytest.fixture
def settings(shop):
    """The file with the settings of the store."""
    return shop / "forecourt.toml"


def state(document, name):
    found = document("plugins", "--store", "shop")["plugins"]
    return next(one["state"] for one in found if one["name"] == name)


# Switching -----------------------------------------------------------------------------------


def test_plugins_are_listed_with_what_they_bring(document):
    plugins = {one["name"]: one for one in document("plugins")["plugins"]}
    assert plugins["task"]["state"] == "on"
    assert plugins["task"]["distribution"] == "forecourt"
    assert plugins["task"]["brings"]["kind"] == ["task"]


def test_a_plugin_is_switched_off_and_on_for_a_store(run, ran, settings, document):
    result = run("plugins", "--off", "business_centre", "--store", "shop")
    assert result.stderr == "off in this store: business_centre\n"
    assert settings.read_text() == 'plugins.off = ["business_centre"]\n'
    assert state(document, "business_centre") == "off"
    unknown = run("today", "--store", "shop", "--role", "business_centre")
    assert "no role is called `business_centre`" in unknown.stderr
    ran("plugins", "--on", "business_centre", "--store", "shop")
    assert state(document, "business_centre") == "on"


def test_what_the_rules_need_stays_on(run, settings):
    result = run("plugins", "--off", "task", "--off", "business_centre", "--store", "shop")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "error[FC507]: `task` cannot be switched off: needed by the rules of the store; "
        "nothing was changed\n"
        "  the findings below say what is wrong without\n"
        "error[FC101]: no kind of statement is called `task`\n"
        "  --> policy.rules:18:1\n"
    )
    assert "task greet for lead" in result.stderr
    assert not settings.exists()


def test_what_another_plugin_needs_stays_on(run, shop, settings):
    (shop / "policy.rules").write_text("pack corner 1.0.0\n")
    result = run("plugins", "--off", "service", "--store", "shop")
    assert result.exit_code == 1
    needed = "needed by the plugins `lifecycle`, `sales`; nothing was changed"
    assert f"`service` cannot be switched off: {needed}\n" in result.stderr
    assert "`contact.repair_order` refers to `repair_order`, which is no model" in result.stderr
    assert not settings.exists()


def test_what_is_wrong_anyway_keeps_nothing_on(ran, shop, settings):
    policy = shop / "policy.rules"
    policy.write_text(policy.read_text() + '\ndecide other for led "?"\n    yes otherwise\n')
    ran("plugins", "--off", "business_centre", "--store", "shop")
    assert settings.exists()


def test_the_findings_are_json_where_that_is_asked_for(document, shop):
    found = document("plugins", "--off", "task", "--store", "shop", status=1)["findings"]
    assert [one["code"] for one in found][:2] == ["FC507", "FC101"]


def test_an_unknown_plugin_is_answered_with_the_nearest(run, settings):
    result = run("plugins", "--off", "business_center", "--store", "shop")
    assert result.exit_code == 2
    assert result.stderr == (
        "error[FC506]: no plugin is called `business_center`\n  did you mean `business_centre`?\n"
    )
    assert not settings.exists()


@pytest.mark.parametrize("command", ["check", "today", "test"])
def test_rules_that_lack_a_plugin_say_how_to_have_it_back(run, settings, command):
    settings.write_text(TASK_OFF)
    result = run(command, "--store", "shop")
    assert result.exit_code == 1
    assert (
        "error[FC622]: the rules need what is switched off in this store: `task`\n"
        " --> forecourt.toml:1:9\n"
        "  = `forecourt plugins --on task` switches back on what they need\n"
    ) in result.output


def test_rules_that_are_wrong_anyway_do_not(run, shop, settings):
    settings.write_text('plugins.off = ["demo"]\n')
    (shop / "policy.rules").write_text('pack corner 1\ndecide x for led "?"\n    yes otherwise\n')
    assert "FC622" not in run("check", "--store", "shop").output


def test_a_store_of_its_own_rules_needs_no_packs(ran, settings):
    ran("plugins", "--off", "packs", "--store", "shop")
    assert ran("packs", "--store", "shop") == "no pack is installed\n"
    assert "in all: 12 critical" in ran("today", "--store", "shop", "--as-of", "2026-03-01T09:00")


# Settings ------------------------------------------------------------------------------------


def test_the_rest_of_the_settings_is_kept(ran, settings):
    settings.write_text("plugins.off = []\n\n# nobody here washes cars\n")
    ran("plugins", "--off", "demo", "--store", "shop")
    assert settings.read_text() == 'plugins.off = ["demo"]\n\n# nobody here washes cars\n'


@pytest.mark.parametrize("written", ["[plugins]\noff = []\n", "plugins.off = [\n]\n"])
def test_settings_in_another_form_are_left_to_whoever_wrote_them(run, settings, written):
    settings.write_text(written)
    result = run("plugins", "--off", "demo", "--store", "shop")
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    assert 'in a way of their own; write `plugins.off = ["demo"]` there -->' in said
    assert settings.read_text() == written


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("\nplugins.off = [", "FC611", 2, "this is not TOML: there is no value here"),
        ("\nplugins.of = []", "FC620", 2, "no setting is called `plugins.of`"),
        ('# ours\ncolour = "red"', "FC620", 2, "no setting is called `colour`"),
        ('plugins.off = "task"', "FC621", 1, "`plugins.off` is a text, expected a list of names"),
        ("[plugins]\noff = [1]", "FC621", 2, "`plugins.off` is a list with a number, expected"),
        ("plugins = 5", "FC621", 1, "`plugins` is a number, expected `plugins.off`"),
        ('\n\nplugins.off = ["tsk"]', "FC506", 3, "no plugin is called `tsk`"),
    ],
)
def test_what_is_wrong_with_settings_is_told_with_its_line(
    run, settings, text, code, line, message
):
    settings.write_text(text)
    for command in (("today",), ("check",), ("plugins", "--off", "demo")):
        result = run(*command, "--store", "shop")
        assert f"error[{code}]: " in result.stderr
        assert message in result.stderr
        assert result.exit_code in (1, 2)
    assert f" --> forecourt.toml:{line}:" in run("today", "--store", "shop").stderr
    assert settings.read_text() == text


def test_all_that_is_wrong_with_settings_is_told_at_once(run, settings):
    settings.write_text("colour = 1\nplugins.off = 2\n")
    assert run("today", "--store", "shop").stderr.count("error[") == 2


def test_the_nearest_setting_is_suggested(run, settings):
    settings.write_text("plugins.of = []")
    assert "did you mean `plugins.off`?" in run("today", "--store", "shop").stderr


def test_a_plugin_that_is_gone_can_be_taken_out_of_the_settings(ran, settings):
    settings.write_text('plugins.off = ["gone"]\n')
    ran("plugins", "--on", "gone", "--store", "shop")
    assert settings.read_text() == "plugins.off = []\n"
