"""`python -m bench.starting NAME`: milliseconds to the first answer of a way to decide a deal.

NAME is a peer's module, `engine` or `by_hand`. Nothing of it is loaded before.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TODAY = date(2026, 3, 1)
DEAL = {
    "id": "D1",
    "days_to_purchase": 12,
    "contract_signed": False,
    "deposit_paid": False,
    "model_chosen": True,
    "colour_chosen": True,
    "payment_discussed": True,
    "trade_in_in_progress": False,
    "price_negotiated": True,
    "next_meeting_set": False,
    "visits": 2,
    "last_contact": "2026-02-20",
    "delivered_on": None,
    "odometer_km": None,
    "vehicle_price": 24_500,
    "requested_discount": 2.5,
    "seller": "salesperson",
    "open_complaint": False,
    "birthday": "1984-03-04",
    "lead_source": "walk_in",
}


def main(name: str) -> None:
    """Print the milliseconds."""
    begun = perf_counter()
    _ready(name)(DEAL)
    print(1e3 * (perf_counter() - begun))


def _ready(name: str) -> Callable[[Mapping[str, Any]], Any]:
    if name == "engine":
        reference = import_module("bench.reference")
        found: Callable[[Any], Any] = reference.ways(reference.set_up())["engine_data"][1]
        return found
    if name == "by_hand":
        hand = import_module("bench.deal_by_hand")
        return lambda data: hand.by_hand(hand.read_by_hand(data), TODAY)
    made: Callable[[Any], Any] = import_module(f"bench.peers.{name}").make(TODAY)
    return made


if __name__ == "__main__":
    main(sys.argv[1])
