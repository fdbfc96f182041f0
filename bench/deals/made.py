"""Made-up deals, as data of JSON documents: the same each time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.registry import Registry

NOW = datetime(2026, 3, 1, 9)
ZONE, CURRENCY = "Europe/Lisbon", "EUR"
MAY_BE_MISSING = ("days_to_purchase", "odometer_km", "birthday")
SELLERS = ("salesperson", "sales_manager", "general_manager")


def make_deals(count: int, *, missing: float, seed: int = 1) -> list[dict[str, Any]]:
    """Return made-up deals; in the share `missing` of them something that matters isn't known."""
    randoms = Random(seed)  # noqa: S311 - the deals are to be the same each time
    return [_deal(randoms, f"D{number}", missing) for number in range(count)]


def read_deals(registry: Registry, deals: Sequence[Any]) -> list[Any]:
    """Return the records of such data."""
    return [read_deal(registry, data) for data in deals]


def read_deal(registry: Registry, data: Any) -> Any:
    """Return the record of one deal's data, which have no fault."""
    record, findings = registry.records.read("deal", data, zone=ZONE, currency=CURRENCY)
    assert record is not None, findings
    return record


def _deal(randoms: Random, identity: str, missing: float) -> dict[str, Any]:
    def chance(share: float) -> bool:
        return randoms.random() < share

    def ago(days: int) -> str:
        return str(NOW.date() - timedelta(days=randoms.randrange(days)))

    born_on = date(1950 + randoms.randrange(55), 1, 1) + timedelta(days=randoms.randrange(366))
    deal = {
        "id": identity,
        "days_to_purchase": randoms.randrange(60),
        "contract_signed": chance(0.1),
        "deposit_paid": chance(0.1),
        "model_chosen": chance(0.6),
        "colour_chosen": chance(0.5),
        "payment_discussed": chance(0.4),
        "trade_in_in_progress": chance(0.3),
        "price_negotiated": chance(0.4),
        "next_meeting_set": chance(0.3),
        "visits": randoms.randrange(5),
        "last_contact": ago(30) if chance(0.9) else None,
        "delivered_on": ago(2_500) if chance(0.4) else None,
        "odometer_km": randoms.randrange(120_000),
        "vehicle_price": randoms.randrange(15_000, 90_000),
        "requested_discount": randoms.randrange(1_300) / 100,
        "seller": randoms.choice(SELLERS),
        "open_complaint": chance(0.1),
        "birthday": str(born_on),
        "lead_source": "walk_in",
    }
    if chance(missing):
        deal[randoms.choice(MAY_BE_MISSING)] = None
    return deal
