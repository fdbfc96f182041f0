"""Help: what it says, what its examples do, and what it does not load."""

import re
import shlex
import shutil
import sys
from importlib import import_module

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import forecourt
from forecourt.core.cli.application import COMMANDS
from forecourt.core.cli.statuses import MEANINGS

HEAVY = (
    "pydantic", "lark", "sqlite_utils", "pluggy", "rich", "python_calamine", "duckdb", "pyarrow",
    "sqlglot",
)  # fmt: skip

STAND_INS = {
    "RECORD.json": "record.json",
    "STORE.json": "store.json",
    "STATEMENT": "warmth",
    "ROLE": "salesperson",
    "PERSON": "P1",
    "PLUGIN": "business_centre",
    "COMMAND": "check",
    "PACK": "policy.rules",
}
"""What a reader would put in the place of the words in capitals."""

WITH_STORE = re.compile(r"(--store|run) my_store")

MAPPING = """
name = "mine"

[[file]]
name = "people.csv"

[[file.record]]
model = "customer"
id = "number"

[file.record.fields]
name = "name"

[[file]]
name = "deals.csv"

[[file.record]]
model = "lead"
id = "deal"
of = { customer = "number" }

[file.record.fields]
opened_at = "opened"
"""


def examples():
    """All but what needs a cluster, which the tests of Spark run."""
    for name, entry in COMMANDS.items():
        module = import_module(f"forecourt.core.cli.commands.{entry.module}")
        for example in module.EXAMPLES:
            if "spark://" not in example:
                yield pytest.param(example, id=f"{name}: {example}")


def test_the_help_lists_every_command_with_what_it_does(ran):
    listed = " ".join(ran("--help").split())
    for name, entry in COMMANDS.items():
        assert f"{name} {entry.summary}" in listed


def test_the_help_lists_how_commands_end(ran):
    listed = " ".join(ran("--help").split())
    for status, meaning in MEANINGS.items():
        assert f"{status.value} {meaning}" in listed


def test_the_version_is_that_of_the_package(ran):
    assert ran("--version") == f"forecourt {forecourt.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_does_and_shows_examples(ran, name):
    text = ran(name, "--help")
    assert COMMANDS[name].summary in " ".join(text.split())
    assert f"\n  Examples:\n    forecourt {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_speaks_of_no_python_types(ran, name):
    assert "list[" not in ran(name, "--help")


@pytest.mark.parametrize("example", list(examples()))
def test_the_examples_work_as_they_stand(example, run, shop, files, write, monkeypatch):
    for file in ("record.json", "store.json"):
        shutil.copy(file, shop)
    shutil.copytree(shop, shop / "my_store") if WITH_STORE.search(example) else None
    (shop / "base").mkdir()
    pq.write_table(pa.table({"id": ["C1"]}), shop / "base" / "customer.parquet")
    write("shop/records.json", [{"id": "C97"}])
    write("shop/people.csv", "number,name\nC99,Nobody\n")
    write("shop/ids.csv", "id\nC1\n")
    write("shop/deals.csv", "deal,number,opened\nD1,C99,2026-01-01T10:00\n")
    write("shop/exported_files/people.csv", "number,name\nC98,Nobody\n")
    write("shop/my_mapping.toml", MAPPING)
    monkeypatch.chdir(shop)
    if "--log" in example:
        run("today", "--as-of", "2026-03-01")
    words = [STAND_INS.get(word, word) for word in shlex.split(example)]
    if words[1] == "demo":
        words += ["--records", "3"]
    if "--since" in words:
        run(*words[1 : words.index("--since")], "--next-change")
    result = run(*words[1:])
    assert result.exit_code in (0, 1), result.output
    assert "error" not in result.stderr, result.stderr


def test_an_unknown_command_is_answered_with_the_nearest(run):
    result = run("chek")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("Error: no command is called `chek`: did you mean `check`?\n")


def test_the_help_loads_nothing_heavy(process):
    script = (
        "import sys\nsys.argv = ['forecourt', '--help']\n"
        "from forecourt.core.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = process(script, python=("-c",))
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("width", [60, 100])
def test_the_help_keeps_to_the_width_of_the_terminal(process, width):
    done = process("--help", environment={"COLUMNS": str(width)})
    assert max(map(len, done.stdout.decode().splitlines())) <= width


def test_python_dash_m_is_the_same_command(process):
    assert sys.executable
    assert b"forecourt" in process("--help").stdout
