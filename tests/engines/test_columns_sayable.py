"""What columns can say: every node of the plan, and all that the packs here are made of."""

import importlib
import pkgutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from forecourt.core.engines.columns import dispatch
from forecourt.core.engines.columns.functions import DUCKDB
from forecourt.core.engines.columns.horizons.dispatch import rules
from forecourt.core.engines.columns.program import compile_plan
from forecourt.core.engines.columns.statements import not_in_columns
from forecourt.core.plan import nodes as n
from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry

RULES = Path(__file__).parents[2] / "rules"
NOW = datetime(2026, 3, 1, 9)
LOWERED = {**dispatch.values(), **dispatch.truths()}


@pytest.mark.parametrize("node", n.Expr.__args__, ids=lambda node: node.__name__)
def test_every_node_has_a_lowering(node):
    """A node that is added to the plan has to be said in columns, in `dispatch`."""
    assert node in LOWERED


@pytest.mark.parametrize("node", n.Expr.__args__, ids=lambda node: node.__name__)
def test_every_node_has_a_horizon(node):
    """Until when a node that is added stays has to be said in columns, in `horizons.dispatch`."""
    assert node in rules()


def test_every_record_can_be_read_and_stands_for_its_id():
    assert set(dispatch.of_records()) <= set(dispatch.values())


@pytest.mark.parametrize("pack", ["textbook", "demo_store"])
def test_all_of_a_pack_can_be_said(pack):
    registry = load_registry()
    text, _ = read_pack(RULES / pack)
    policy = resolve(
        text, registry.library(), registry.vocabulary, zone="Europe/Lisbon", currency="EUR"
    )
    assert policy.plan is not None
    assert not_in_columns(policy.plan) == ()
    assert compile_plan(policy.plan, NOW, dialect=DUCKDB, next_change=True).next_change


@pytest.fixture
def squares(make):
    """A series whose occurrences lie ever farther apart."""
    n_squared = make.arithmetic("*", make.ordinal(), make.ordinal())
    amount = make.arithmetic("*", make.days(1), n_squared)
    day = make.plus(make.file.opened_on, amount)
    return make.emission("squares", per=make.series(opens=day, closes=day))


def test_what_cannot_be_said_is_found_where_it_stands(make, squares):
    fine = make.decision("fine", make.file.size)
    (found,) = not_in_columns(make.plan(fine, squares))
    assert found.code == "FC215"
    assert found.place == squares.at
    assert found.message == (
        "`squares` cannot be decided for a whole base: "
        "no SQL for a series whose occurrences are not a step apart"
    )


def test_neither_sql_nor_a_database_is_loaded_before_it_is_needed():
    """The command line starts fast; whether there is SQL is found without writing any."""
    script = (
        "import sys, forecourt.core.cli.commands.check;"
        "print([name for name in ('duckdb', 'pyarrow', 'sqlglot') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_nothing_else_imports_what_writes_and_runs_sql():
    """So that an engine can be taken away, or another put beside it."""
    core = importlib.import_module("forecourt.core")
    for module in pkgutil.walk_packages(core.__path__, "forecourt.core."):
        allowed = ("forecourt.core.engines.columns", "forecourt.core.bases")
        if module.name.startswith(allowed) or module.ispkg:
            continue
        source = Path(importlib.util.find_spec(module.name).origin).read_text(encoding="utf-8")
        for library in ("duckdb", "sqlglot", "pyspark"):
            assert f"import {library}" not in source, module.name
            assert f"from {library}" not in source, module.name
