"""One customer's whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.by_hand.customers import look_at_contact, wish_happy_birthday, withdraw_before_deleting
from bench.by_hand.deliveries import call_after
from bench.by_hand.discounts import approve_quote, approve_repair
from bench.by_hand.frame import as_of, open_file
from bench.by_hand.leads import look_at_lead
from bench.by_hand.memberships import look_at_membership
from bench.by_hand.surveys import look_at_survey
from bench.by_hand.vehicles import look_at_vehicle

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bench.by_hand.frame import AsOf, File


def bind(now: datetime, store: Any, zone: str) -> Callable[[Any], File]:
    """Return the function that decides one customer's file at a moment."""
    at = as_of(now, store, zone)

    def decide(customer: Any) -> File:
        file = open_file(customer, at.now)
        wish_happy_birthday(file, at)
        for lead in customer.leads:
            look_at_lead(lead, file, at)
        for quote in customer.quotes:
            approve_quote(quote, file, at)
        for delivery in customer.deliveries:
            call_after(delivery, file, at)
        _look_at_the_rest(file, at)
        return file

    return decide


def _look_at_the_rest(file: File, at: AsOf) -> None:
    customer = file.customer
    for contact in customer.contacts:
        look_at_contact(contact, file, at)
    for action in customer.actions:
        withdraw_before_deleting(action, file)
    for membership in customer.memberships:
        look_at_membership(membership, file, at)
    for order in customer.repair_orders:
        approve_repair(order, file, at)
    for survey in customer.surveys:
        look_at_survey(survey, file)
    for vehicle in customer.vehicles:
        look_at_vehicle(vehicle, file, at)
