"""A large base, made of the made-up dealership's: its customers many times, under other ids.

`python -m bench.base FOLDER --customers 1000000` writes it as Parquet; then `forecourt run FOLDER
RESULTS --pack demo_store --as-of 2026-11-02T09:00` is what there is to measure.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from forecourt.core.bases.from_store import write_base
from forecourt.core.bases.layout import models_in_order
from forecourt.core.registry import load_registry
from forecourt.core.store import Store
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.hooks import Example
    from forecourt.core.records.schema import Schema
    from forecourt.core.registry import Registry

MADE = 1_000
"""Customers that are really made; the others are these again."""
SEED = 1


def make_base(folder: Path, customers: int) -> int:
    """Write a base of so many customers, or a few more, to a new folder; return how many."""
    registry = load_registry()
    (example,) = registry.examples.values()
    made = min(MADE, customers)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as kept:
        small = Path(kept) / "base"
        small.mkdir()
        database = Path(kept) / "forecourt.db"
        currency = _store_of(example, made, database, registry)
        write_base(database, registry.records.schema, small, currency)
        times = -(-customers // made)
        _multiply(small, folder, times, registry.records.schema)
    return made * times


def _store_of(example: Example, number: int, database: Path, registry: Registry) -> str | None:
    """Make a store of an example's records; return its currency."""
    own, records = example.make(SEED, number)
    currency: str | None = own.get("currency")
    zone = own.get("time_zone") or "UTC"
    store, problems = Store.create(database, registry.records, zone=zone, currency=currency)
    assert store is not None, problems
    with store:
        first, second = registry.records.schema.roots
        store.put_records(store.read(second, own)[0] for own in [own])
        store.put_records(store.read(first, record)[0] for record in records)
    return currency


def _multiply(small: Path, folder: Path, times: int, schema: Schema) -> None:
    root = schema.roots[0]
    with duckdb.connect() as connection:
        for model in models_in_order(schema):
            file = small / f"{model}.parquet"
            if not file.exists():
                continue
            again = times if schema.root_of(model) == root else 1
            described = connection.execute(f"DESCRIBE FROM '{file}'").fetchall()
            shifted = set(_shifted(model, schema))
            columns = ", ".join(
                f'"{name}" || \'-\' || n AS "{name}"' if name in shifted else f'"{name}"'
                for name, *_ in described
            )
            rows = f"SELECT {columns} FROM '{file}', range({again}) AS r(n)"  # noqa: S608 - names
            connection.execute(f"COPY ({rows}) TO '{folder / model}.parquet' (FORMAT parquet)")


def _shifted(model: str, schema: Schema) -> Iterator[str]:
    """Yield the columns that hold the ids of records of the first root."""
    root = schema.roots[0]
    if schema.root_of(model) == root:
        yield "id" if model == root else f"_{root}"
        for name, field in schema.models[model].fields.items():
            if field.type == Reference(root):
                yield name


def main() -> None:
    """Write a base to the folder that the arguments name."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--customers", type=int, default=100_000)
    asked = arguments.parse_args()
    print(f"{make_base(asked.folder, asked.customers)} customers in {asked.folder}")


if __name__ == "__main__":
    main()
