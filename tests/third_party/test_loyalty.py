"""A plugin of somebody else's, installed beside Forecourt, takes part like a built-in one."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CLUB = Path(__file__).parent / "club"
AS_OF = "2026-03-01T09:00"


@pytest.fixture
def decide(forecourt, tmp_path):
    """Decide for one customer with one lead; return the outcome as JSON."""

    def outcome(**lead):
        record = tmp_path / "customer.json"
        customer = {"id": "C1", "leads": [{"id": "L1", **lead}]}
        record.write_text(json.dumps(customer), encoding="utf-8")
        done = forecourt("decide", record, "--pack", CLUB, "--as-of", AS_OF, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return outcome


def test_both_are_imported_from_the_environment_they_were_installed_in(python, clean_bin):
    script = "import forecourt, forecourt_loyalty as l; print(forecourt.__file__, l.__file__)"
    done = python("-c", script)
    assert done.returncode == 0, done.stderr
    for file in done.stdout.split():
        assert clean_bin.parent in Path(file).parents


def test_the_plugin_is_listed_among_the_built_in_ones(forecourt):
    done = forecourt("plugins", "--json")
    assert done.returncode == 0, done.stderr
    names = {plugin["name"] for plugin in json.loads(done.stdout)["plugins"]}
    assert names >= {"loyalty", "sales", "salesperson", "renewal"}


def test_a_pack_that_uses_all_four_parts_checks(forecourt):
    done = forecourt("check", CLUB)
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_the_plugin_the_same_pack_is_refused(forecourt_without_plugin):
    done = forecourt_without_plugin("check", CLUB)
    assert done.returncode == 1
    assert "`reward`" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_its_field_counts_in_a_decision(decide):
    (decision,) = decide(loyalty_points=250)["decisions"]
    assert (decision["name"], decision["value"], decision["certain"]) == ("in_club", True, True)


def test_its_role_gets_a_task(decide):
    (task,) = decide(loyalty_points=250)["tasks"]
    assert (task["name"], task["role"]) == ("hand_over_vouchers", "loyalty_host")


def test_its_kind_has_a_list_in_the_outcome_with_what_its_function_gives(decide):
    (reward,) = decide(loyalty_points=250)["rewards"]
    assert reward["name"] == "voucher"
    assert reward["subject"] == "lead:L1"
    assert reward["gives"] == 2
    assert reward["role"] == "loyalty_host"


def test_its_field_is_asked_for_where_it_is_unknown(decide):
    outcome = decide()
    (missing,) = outcome["missing"]
    assert missing["field"] == "lead:L1.loyalty_points"
    assert {"in_club", "voucher"} <= set(missing["matters_to"])
