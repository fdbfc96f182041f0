"""Stores that may only be read: they are looked at, nothing is kept or logged, all is said."""

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from forecourt.core.cli.settings import switch_off

AS_OF = ("--as-of", "2026-03-01T09:00")


def no_file_is_read_only():
    """Tell whether this process may write every file, as that of root does."""
    with NamedTemporaryFile() as file:
        Path(file.name).chmod(0o444)
        return os.access(file.name, os.W_OK)


UNPRIVILEGED = pytest.mark.skipif(no_file_is_read_only(), reason="no file is read only for root")

WRITE_VERSION = 18
"""The byte of a database's header that says which SQLite may write it: 1 and 2 are known."""


def of_another_version(shop):
    """Have the database written by SQLite as it may be one day, which this one only reads."""
    database = shop / "forecourt.db"
    content = bytearray(database.read_bytes())
    content[WRITE_VERSION] = 3
    database.write_bytes(content)


def unwritable_file(shop):
    (shop / "forecourt.db").chmod(0o444)


def unwritable_folder(shop):
    shop.chmod(0o555)


def unwritable_both(shop):
    unwritable_file(shop)
    unwritable_folder(shop)


@pytest.fixture(
    params=[
        of_another_version,
        pytest.param(unwritable_file, marks=UNPRIVILEGED),
        pytest.param(unwritable_folder, marks=UNPRIVILEGED),
        pytest.param(unwritable_both, marks=UNPRIVILEGED),
    ],
    ids=lambda how: how.__name__,
)
def read_only(request, shop):
    """The store, which may no more be written; each test sees that it is as it was."""
    request.param(shop)
    before = {one.name: one.read_bytes() for one in shop.iterdir()}
    yield shop
    assert {one.name: one.read_bytes() for one in shop.iterdir()} == before
    shop.chmod(0o755)


@pytest.fixture
def evaluated_before(ran, shop):
    """The store has been evaluated while it could be written."""
    ran("today", "--store", "shop", *AS_OF)


def test_the_worklist_is_made_and_nothing_is_kept(run, read_only):
    for _ in range(2):
        result = run("today", "--store", "shop", *AS_OF)
        assert result.exit_code == 0
        assert "in all: 12 critical" in result.stdout
        assert result.stderr == (
            "evaluated 13, 0 were up to date\n"
            "the store may only be read: nothing was kept or logged\n"
        )


def test_its_tasks_have_no_number_in_the_log(document, read_only):
    found = document("today", "--store", "shop", *AS_OF)
    assert found["logged"] == {}
    assert [task["log"] for task in found["tasks"]] == [None] * 12


def test_a_record_is_explained(ran, read_only):
    assert "warmth of lead:L3 is hot" in ran("explain", "lead:L3", "--store", "shop", *AS_OF)


def test_what_was_logged_is_repeated(ran, evaluated_before, read_only):
    assert ran("explain", "--log", "3", "--store", "shop").endswith("gives the same result\n")
    assert "in the log as" in ran("explain", "lead:L3", "--store", "shop")


def test_what_is_up_to_date_is_used(run, evaluated_before, read_only):
    result = run("today", "--store", "shop", *AS_OF)
    assert result.stderr.startswith("evaluated 0, 13 were up to date\n")


def test_an_import_is_refused(run, read_only, write):
    result = run("import", write("one.json", {"id": "C99"}), "--store", "shop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error[FC409]: the store may only be read; nothing was written\n"
        " --> forecourt.db:1:1\n"
        "  = its file and the folder it lies in must be writable\n\n"
    )


@UNPRIVILEGED
def test_no_plugin_is_switched_off(run, shop):
    unwritable_folder(shop)
    result = run("plugins", "--off", "business_centre", "--store", "shop")
    shop.chmod(0o755)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error[FC625]: the settings of the store cannot be written: permission denied\n"
        " --> forecourt.toml:1:1\n"
        "  = the file and the folder it lies in must be writable\n\n"
    )
    assert not (shop / "forecourt.toml").exists()


def test_settings_that_cannot_be_written_are_a_finding(here):
    found = switch_off(here / "no_such_folder" / "forecourt.toml", ["loyalty"])
    assert (found.code, found.help) == (
        "FC625",
        "the file and the folder it lies in must be writable",
    )


def test_a_nightly_run_is_refused(run, read_only):
    result = run("run", "shop", *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error[FC409]: the store may only be read")


def test_the_rules_of_a_store_are_checked(ran, read_only):
    assert "no errors" in ran("check", "--store", "shop")


def test_a_copy_can_be_written_again(run, shop, write, here):
    of_another_version(shop)
    shutil.copytree(shop, here / "copy")
    database = here / "copy" / "forecourt.db"
    content = bytearray(database.read_bytes())
    content[WRITE_VERSION] = 2
    database.write_bytes(content)
    assert run("import", write("one.json", {"id": "C99"}), "--store", "copy").exit_code == 0
