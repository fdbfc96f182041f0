"""What results are made from, beside the records that each is of, as digests.

They stand in `run.json`: a later run asks whether all is still the same.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from forecourt.core.bases.databases import InDuckdb
from forecourt.core.bases.sources import in_currency, sources
from forecourt.core.bases.store_record import record_of
from forecourt.core.bases.tables import make_tables

if TYPE_CHECKING:
    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Order
    from forecourt.core.records.records import Records
    from forecourt.core.values.calendar import WorkingDays


class Basis(NamedTuple):
    """What all results of a run are made from."""

    rules: str
    """Digest of the policy, the program and its plugins, as the order states it."""
    facts: str
    """Digest of what all records may read: the store's own record, and its working days."""


def basis_of(order: Order, base: Base, records: Records) -> Basis:
    """Return what results are made from; of the base the rows of the store alone are read.

    Raises:
        BaseUnfit: these rows cannot be read, or there is more than one store.
    """
    schema = in_currency(order.plan.schema, order.plan.currency)
    with duckdb.connect() as connection:
        database = InDuckdb(connection)
        own = [model for model in schema.models if schema.root_of(model) != schema.roots[0]]
        found, _ = sources(database, base, schema, own)
        make_tables(database, found, schema, order.plan.zone)
        store = record_of(connection, records, schema)
    days = order.calendar_of(store)
    facts = {
        "store": None
        if store is None
        else records.to_json(store, order.plan.zone, currency=order.plan.currency),
        "working_days": None if days is None else _as_json(days),
    }
    return Basis(order.rules or order.plan.pack.digest, _digest(facts))


def _as_json(days: WorkingDays) -> list[str]:
    return [one.isoformat() for one in (days.first, days.last, *days.days)]


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
