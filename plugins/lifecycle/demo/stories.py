"""What becomes of a customer: the whole history of one file."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo import (
    club,
    contacts,
    deal,
    handing_over,
    people,
    pursuit,
    voices,
    workshop,
)
from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts, as_json
from forecourt.plugins.lifecycle.demo.house import MODELS, OTHER_BRANDS
from forecourt.plugins.lifecycle.demo.moments import day_between, days_after, in_hours

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.plugins.lifecycle.demo.house import House


def tell(house: House, seed: int, number: int) -> Facts:
    """Return the record file of one customer.

    It depends on the seed and the customer's number only, not on the other customers.
    """
    file = CustomerFile(house, Random(f"{seed}/{number}"), number)  # noqa: S311  made-up data
    people.introduce(file)
    story = file.chance.choices(tuple(STORIES), [share for share, _ in STORIES.values()])[0]
    since = STORIES[story][1](file)
    _afterwards(file, since)
    found: Facts = as_json(file.facts)
    return found


def _afterwards(file: CustomerFile, since: datetime) -> None:
    """Add what happens to every customer, whatever his story."""
    contacts.greet_on_birthdays(file, since)
    voices.answer_surveys(file)
    voices.ask(file)
    voices.complain(file)
    club.agree(file, since)
    club.invite(file, since)
    club.give_coupon(file, since)
    club.waive(file)
    club.write_down(file, since)
    if file.records("vehicles"):
        club.join(file, since.date())
    for plural in ("contacts", "visits"):
        file.records(plural).sort(key=_beginning)


def _beginning(record: Facts) -> datetime:
    begun: datetime = record.get("at") or record["arrived_at"]
    return begun


def _first_contact(file: CustomerFile, latest: int) -> datetime:
    """Return when a story begins, at least `latest` days before the end of the history."""
    last = file.house.as_of - timedelta(days=latest)
    return in_hours(file.chance, day_between(file.chance, file.house.first_day, last))


def _bought(file: CustomerFile) -> datetime:
    """Tell of a lead that was won in these two years: order, delivery, calls, service."""
    opened = _first_contact(file, 4)
    ordered = days_after(file.chance, opened, 2, 45)
    if ordered > file.house.now:
        pursuit.pursue(file, opened, file.house.now, "open")
        return opened
    cancelled = file.happens(0.03)
    lead, model = pursuit.pursue(file, opened, ordered, "open" if cancelled else "won")
    quote = deal.quotes(file, lead, opened, ordered, model)
    order = deal.order(file, lead, quote, ordered, model)
    if cancelled:
        deal.cancel_order(file, ordered)
        return opened
    file.facts["base_class"] = "own_sale"
    car = handing_over.new_car(file, model, ordered)
    file.records("orders")[-1]["vehicle"] = car
    delivered = handing_over.deliver(file, order, car, ordered)
    if delivered:
        handing_over.call_after_delivery(file, car, delivered)
        club.insure(file, delivered, order)
        _use(file, car, workshop.drive(file, delivered.date()))
    return opened


def _bought_long_ago(file: CustomerFile) -> datetime:
    """Tell of an owner from before these two years; some come to buy again."""
    day = handing_over.long_ago(file)
    car = handing_over.car_from_before(file, file.one(MODELS).name, day, here=True)
    file.facts["base_class"] = "own_sale"
    _add_old_delivery(file, car, in_hours(file.chance, day))
    _use(file, car, workshop.drive(file, day))
    if file.happens(0.15):
        _bought(file)
    return in_hours(file.chance, file.house.first_day)


def _add_old_delivery(file: CustomerFile, car: str, delivered: datetime) -> None:
    seller = file.facts["salesperson"]
    facts: Facts = {"vehicle": car, "salesperson": seller, "delivered_at": delivered}
    delivery = file.add("deliveries", facts)
    handing_over.call_monthly(file, delivered, {"delivery": delivery, "vehicle": car})


def _serviced_here(file: CustomerFile) -> datetime:
    """Tell of a customer who bought elsewhere and comes for service."""
    file.facts["base_class"] = file.one(("other_sale", "other_brand"))
    day = file.house.first_day - timedelta(days=file.chance.randint(30, 3000))
    ours = file.facts["base_class"] == "other_sale"
    model = file.one(MODELS).name if ours else file.one(OTHER_BRANDS)
    car = handing_over.car_from_before(file, model, day, here=False)
    if not ours:
        file.records("vehicles")[-1].update(brand=model, is_our_brand=False, model=None)
    _use(file, car, workshop.drive(file, day))
    return in_hours(file.chance, file.house.first_day)


def _use(file: CustomerFile, car: str, use: workshop.Use) -> None:
    workshop.maintain(file, car, use)
    workshop.look_after(file, car, use)
    workshop.book_ahead(file, car)


def _still_open(file: CustomerFile) -> datetime:
    """Tell of a lead of the last months that is open yet."""
    back = file.chance.choices((10, 40, 120), (35, 40, 25))[0]
    first, last = (file.house.as_of - timedelta(days=days) for days in (back, 1))
    opened = in_hours(file.chance, day_between(file.chance, first, last))
    opened = min(opened, file.house.now - timedelta(hours=15))
    status = "not_signing_yet" if file.happens(0.06) else "open"
    lead, model = pursuit.pursue(file, opened, file.house.now, status)
    deal.quotes(file, lead, opened, file.house.now, model)
    return opened


def _ended(status: str) -> Callable[[CustomerFile], datetime]:
    """Return the story of a lead that ended without a purchase."""

    def tell_of(file: CustomerFile) -> datetime:
        opened = _first_contact(file, 40)
        end = days_after(file.chance, opened, 6, 38)
        lead, model = pursuit.pursue(file, opened, end, status)
        deal.quotes(file, lead, opened, end, model)
        if status == "lost":
            file.facts["base_class"] = "lost"
        return opened

    return tell_of


STORIES: dict[str, tuple[int, Callable[[CustomerFile], datetime]]] = {
    "bought": (43, _bought),
    "bought_long_ago": (18, _bought_long_ago),
    "serviced_here": (8, _serviced_here),
    "open": (16, _still_open),
    "lost": (9, _ended("lost")),
    "dormant": (4, _ended("dormant")),
    "out_of_control": (2, _ended("out_of_control")),
}
"""How many customers in a hundred have each story, and who tells it."""
