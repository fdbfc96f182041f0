"""A store run whole: the made-up dealership, by both engines."""

import os
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from forecourt.core.bases.from_store import write_base
from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import Order
from forecourt.core.bases.running import run_base
from forecourt.core.policy.resolve import resolve
from forecourt.core.store import Store

CUSTOMERS = 20


@pytest.fixture(scope="module")
def dealership(tmp_path_factory, registry):
    """The folder of a store with made-up customers, and its own rules as an order."""
    folder = tmp_path_factory.mktemp("dealership")
    (example,) = registry.examples.values()
    own, records = example.make(3, CUSTOMERS)
    zone, currency = own["time_zone"], own["currency"]
    library = registry.library()
    policy = resolve(
        library[example.pack](), library, registry.vocabulary, zone=zone, currency=currency
    )
    database = folder / "forecourt.db"
    store, _ = Store.create(database, registry.records, zone=zone, currency=currency)
    with store:
        store.put_records([store.read("store", own)[0]])
        store.put_records(store.read("customer", record)[0] for record in records)
    now = datetime.fromisoformat(example.as_of)
    order = Order(
        policy.plan, now, lambda one: registry.working_days_around(one, now), registry.functions()
    )
    return folder, order


@pytest.fixture(scope="module")
def runs(dealership, registry):
    """The results of each engine, of the same store."""
    for engine in ("duckdb", "record"):
        run(engine, dealership, registry)
    return dealership[0]


def run(engine, dealership, registry):
    folder, order = dealership
    base = Base(store=folder / "forecourt.db")
    run_base(order, base, registry.records, folder / engine, engine=engine)


def rows(file):
    columns = sorted(name for name, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall())
    listed = ", ".join(f'"{name}"' for name in columns)
    return columns, duckdb.sql(f"SELECT {listed} FROM '{file}' ORDER BY ALL").fetchall()


def test_both_engines_write_the_same_of_a_whole_dealership(runs):
    files = sorted(one.relative_to(runs / "duckdb") for one in (runs / "duckdb").rglob("*.parquet"))
    assert Path("tasks.parquet") in files
    for file in files:
        assert rows(runs / "duckdb" / file) == rows(runs / "record" / file), file


@pytest.mark.spark
@pytest.mark.slow
def test_spark_writes_the_same_of_a_whole_dealership(spark, runs, dealership, registry):
    run("spark", dealership, registry)
    for file in sorted((runs / "duckdb").rglob("*.parquet")):
        name = file.relative_to(runs / "duckdb").with_suffix("")
        assert rows(runs / "spark" / name / "*.parquet") == rows(file), name


def test_each_customer_has_something_to_do_or_to_ask(runs):
    found = duckdb.sql(f"SELECT count(*) FROM '{runs}/duckdb/tasks.parquet'").fetchall()
    assert found[0][0] > CUSTOMERS


def test_a_store_in_a_folder_that_may_only_be_read_is_a_base(runs, tmp_path, registry):
    shop, target = tmp_path / "shop", tmp_path / "base"
    shop.mkdir()
    target.mkdir()
    database = shop / "forecourt.db"
    database.write_bytes((runs / "forecourt.db").read_bytes())
    shop.chmod(0o555)
    if os.access(shop, os.W_OK):
        pytest.skip("this user may write everywhere")
    write_base(database, registry.records.schema, target, "EUR")
    found = duckdb.sql(f"SELECT count(*) FROM '{target}/customer.parquet'").fetchall()
    assert found == [(CUSTOMERS,)]
