"""A small base of three customers as Arrow tables, and rules to run on it."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Order
from forecourt.core.bases.running import run_base
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry

NOW = datetime(2026, 3, 1, 9)

RULES = """pack corner 1.0.0
    title      en "Corner shop"

levels warmth  hot, mild, cold

parameter call_within "Call within"
    3 days  in 1 day .. 9 days

parameter limit by role "Discount that a role may grant"
    salesperson    2 %
    sales_manager  7 %

decide warmth for lead "How warm the lead is"
    hot        when expected_purchase_on <= today + 7 days
    mild       when expected_purchase_on <= today + 30 days
    cold       otherwise

decide asked for quote "What is asked for"
    discount_percent  otherwise

task greet for lead "Say hello"
    when       status = open
    who        salesperson
    person     salesperson
    due        by opened_at + 1 day
    done       earliest contact where about has greet

task call for lead "Call"
    when       today >= expected_purchase_on - call_within
    who        salesperson
    due        on expected_purchase_on

authority discount for quote "Who may grant which discount"
    of         discount_percent
    limit      limit
    asked_by   salesperson, else salesperson

require reasoned for lead "A lost lead has its reason"
    that       lost_reason is known or status != lost
    severity   warning
    message    "Say why it was lost"
"""

TABLES = {
    "customer": {"id": ["C1", "C2", "C3"], "name": ["Ana", None, "Zoë"]},
    "lead": {
        "_customer": ["C1", "C1", "C2"],
        "id": ["L1", "L2", "L1"],
        "opened_at": [datetime(2026, 2, 20, 10), datetime(2026, 2, 28, 10), None],
        "expected_purchase_on": [date(2026, 3, 5), None, date(2026, 3, 20)],
        "status": ["open", "lost", "open"],
        "salesperson": ["P1", "P1", None],
    },
    "quote": {
        "_customer": ["C1", "C2"],
        "id": ["Q1", "Q1"],
        "discount_percent": pa.array([Decimal("1.5"), Decimal(5)], pa.decimal128(9, 4)),
    },
    "contact": {
        "_customer": ["C1"],
        "id": ["K1"],
        "lead": ["L1"],
        "at": [datetime(2026, 2, 20, 12)],
        "about": [["greet"]],
    },
    "store": {"id": ["S"], "time_zone": ["Europe/Lisbon"], "currency": ["EUR"]},
    "staff": {
        "_store": ["S", "S"],
        "id": ["P1", "P9"],
        "roles": [["salesperson"], ["sales_manager"]],
    },
}


def in_arrow(tables):
    """Return tables by model as Arrow tables; those given are left as they are."""
    return {model: of if isinstance(of, pa.Table) else pa.table(of) for model, of in tables.items()}


@pytest.fixture(scope="session")
def registry():
    return load_registry()


@pytest.fixture(scope="session")
def plan(registry):
    policy = resolve(
        PackText("corner", {"corner/pack.rules": RULES}),
        registry.library(),
        registry.vocabulary,
        zone="Europe/Lisbon",
        currency="EUR",
    )
    assert policy.plan is not None, policy.diagnostics
    return policy.plan


@pytest.fixture(scope="session")
def order(plan, registry):
    return Order(
        plan, NOW, lambda store: registry.working_days_around(store, NOW), registry.functions()
    )


@pytest.fixture
def tables():
    """The tables of the base, to be changed by a test."""
    return {model: dict(columns) for model, columns in TABLES.items()}


@pytest.fixture
def results(tmp_path, order, registry):
    """Run the rules on tables; return what a query over the results gives, and the summary."""

    def run(tables, engine="duckdb", of=order, **further):
        base = tables if isinstance(tables, Base) else Base(tables=in_arrow(tables))
        folder = tmp_path / "results"
        summary = run_base(of, base, registry.records, folder, engine=engine, **further)
        return Results(folder, summary)

    return run


class Results:
    """A folder of results, and what the run said of itself."""

    def __init__(self, folder, summary):
        self.folder, self.summary = folder, summary

    def rows(self, name, *columns, order=None):
        listed = ", ".join(f'"{one}"' for one in columns) or "*"
        return duckdb.sql(f"SELECT {listed} FROM '{self._files(name)}' ORDER BY ALL").fetchall()

    def types(self, name):
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{self._files(name)}'").fetchall()
        return {column: kind for column, kind, *_ in described}

    def _files(self, name):
        """The file of a result, or those in its folder."""
        folder = self.folder / name
        return folder / "*.parquet" if folder.is_dir() else f"{folder}.parquet"

    def names(self):
        found = Path(self.folder).rglob("*")
        return {str(one.relative_to(self.folder)) for one in found if one.is_file()}


@pytest.fixture(scope="session")
def made_once(order, registry, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "results"
    asked = replace(order, next_change=True)
    run_base(asked, Base(tables=in_arrow(TABLES)), registry.records, folder)
    return folder


@pytest.fixture
def first(made_once, tmp_path):
    """The results of a first run with next change, from which others go on."""
    shutil.copytree(made_once, tmp_path / "results")
    return Results(tmp_path / "results", None)


@pytest.fixture
def as_files(tmp_path):
    """Write tables as a base of Parquet files; return its folder."""

    def write(tables):
        folder = tmp_path / "base"
        folder.mkdir(exist_ok=True)
        for model, table in in_arrow(tables).items():
            pq.write_table(table, folder / f"{model}.parquet")
        return folder

    return write
