"""Commands are run in this process, in an empty folder of their own; a few as processes."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from forecourt.core.cli import app

RULES = """pack corner 1.0.0
    title      en "Corner shop"

levels warmth  hot, mild, cold

parameter call_within "Call within"
    required  in 1 day .. 9 days

parameter grant by role "Discount that a role may grant"
    salesperson    2 %
    sales_manager  7 %

decide warmth for lead "How warm the lead is"
    hot        when expected_purchase_on <= today + 7 days
    mild       when expected_purchase_on <= today + 30 days
    cold       otherwise

task greet for lead "Say hello"
    when       status = open
    who        salesperson
    person     salesperson
    due        by opened_at + 1 day
    done       earliest contact where about has greet
    escalate   sales_manager after 2 days overdue

task call for lead "Call"
    when       today >= expected_purchase_on - call_within
    who        salesperson
    due        on expected_purchase_on

authority discount for quote "Who may grant which discount"
    of         discount_percent
    limit      grant
    asked_by   discount_requested_by, else salesperson

require reasoned for lead "A lost lead has its reason"
    that       lost_reason is known or status != lost
    severity   warning
    message    "Say why it was lost"

test "a week is hot"
    as of      2026-03-01
    given      lead expected_purchase_on 2026-03-08
    expect     warmth hot
"""

STORE = {
    "id": "S",
    "name": "Corner",
    "time_zone": "Europe/Lisbon",
    "currency": "EUR",
    "staff": [
        {"id": "P1", "roles": ["salesperson"], "reports_to": "P9"},
        {"id": "P9", "roles": ["sales_manager"]},
    ],
}


def customer(number):
    """Return a record file: a lead that was opened long ago, an order, a quote."""
    return {
        "id": f"C{number}",
        "name": "Nobody Atall",
        "leads": [
            {
                "id": f"L{number}",
                "opened_at": "2026-02-20T10:00",
                "expected_purchase_on": "2026-03-08",
                "salesperson": "P1",
            }
        ],
        "orders": [{"id": f"O{number}", "lead": f"L{number}"}],
        "quotes": [{"id": f"Q{number}", "discount_percent": 5}],
    }


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The empty folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORECOURT_STORE", raising=False)
    monkeypatch.delenv("FORECOURT_TRACEBACK", raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def run():
    """Run a command in this process; `stdout`, `stderr` and `exit_code` are what came of it."""

    def command(*arguments, stdin=None, **environment):
        runner = CliRunner(env={"COLUMNS": "100", **environment})
        return runner.invoke(app, [str(one) for one in arguments], input=stdin)

    return command


@pytest.fixture(scope="session")
def ran(run):
    """Run a command that must end with a status, 0 if none is named; return its stdout."""

    def command(*arguments, status=0, stdin=None, **environment):
        result = run(*arguments, stdin=stdin, **environment)
        assert result.exit_code == status, result.output
        return result.stdout

    return command


@pytest.fixture(scope="session")
def document(ran):
    """Run a command with `--json`; return the document that it writes."""

    def command(*arguments, status=0):
        return json.loads(ran(*arguments, "--json", status=status))

    return command


@pytest.fixture
def process(here):
    """Run a command as a process of its own, with this environment besides."""

    def command(*arguments, environment=None, python=("-m", "forecourt")):
        return subprocess.run(
            [sys.executable, *python, *map(str, arguments)],
            cwd=here,
            env=os.environ | (environment or {}),
            capture_output=True,
            check=False,
        )

    return command


@pytest.fixture
def write(here):
    """Write a file, JSON if it is no text; return its path."""

    def file(name, content):
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return file


@pytest.fixture
def files(write):
    """A pack, a record file and a store file; return the pack."""
    write("record.json", customer(7))
    write("store.json", STORE)
    return write("corner.rules", RULES)


@pytest.fixture(scope="session")
def whole_shop(tmp_path_factory, ran):
    """The folder of which tests get a copy: the store `shop`, and what was imported into it."""
    folder = tmp_path_factory.mktemp("whole")
    shop = folder / "shop"
    ran("init", shop, "--pack", "textbook", "--time-zone", "Europe/Lisbon", "--currency", "EUR")
    (shop / "policy.rules").write_text(RULES, encoding="utf-8")
    records = [STORE, *(customer(number) for number in range(1, 13))]
    (folder / "all.json").write_text(json.dumps(records), encoding="utf-8")
    ran("import", folder / "all.json", "--store", shop)
    return folder


@pytest.fixture
def shop(here, whole_shop):
    """A store in the folder `shop` that follows the rules above, with twelve customers."""
    shutil.copytree(whole_shop, here, dirs_exist_ok=True)
    return here / "shop"
