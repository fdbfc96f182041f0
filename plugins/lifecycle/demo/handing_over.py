"""Cars, their delivery, and the calls after it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.contacts import (
    UNREACHED,
    add_contact,
    call_until_reached,
    noted,
)
from forecourt.plugins.lifecycle.demo.house import BRAND, COLOURS, Model
from forecourt.plugins.lifecycle.demo.moments import (
    days_after,
    in_hours,
    minutes_after,
    month_end,
    months_after,
)

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

CALLS = (("first_days_call", 3), ("first_week_call", 7), ("half_month_call", 15))
"""Calls by days after delivery; those by hours and months stand in the code."""
FIRST_YEAR = 12
"""Months."""
MONTH_END_EVERY = 20
"""Every so many customers one collects his car on the last day of a month."""
LEAP_DELIVERIES = (date(2024, 2, 29), date(2020, 2, 29))
DELIVERY_STEPS = (
    "explain_flow",
    "inspect_with_customer",
    "pay",
    "id_copy",
    "documents",
    "functions",
    "introduce",
    "ceremony",
    "send_off",
)
PAPERS = ("invoice", "registration", "service book", "warranty card", "manual")
RESULTS = (("satisfied", 55), ("not_fully_satisfied", 8), ("dissatisfied", 3))


def new_car(file: CustomerFile, model: Model, ordered: datetime) -> str:
    """Add the car that a customer is buying; return its id."""
    facts: Facts = {
        **_identity(file, model.name),
        "condition": file.chance.choices((None, "approved", "used"), (85, 9, 6))[0],
        "bought_here": True,
        "purchased_on": ordered.date(),
        "purchase_method": file.known(0.8, file.one(("cash", "instalments", "lease"))),
        "operating_nature": file.known(0.6, "private"),
        "customer_nature": file.known(0.6, "company" if file.facts.get("kind") else "person"),
        "high_trim": file.answer(0.6, 0.3),
    }
    return file.add("vehicles", facts)


def _identity(file: CustomerFile, model: str) -> Facts:
    number = len(file.records("vehicles")) + file.number * 10
    return {
        "vin": file.known(0.97, f"DEMO{number:013}"),
        "engine_no": file.known(0.5, f"E{number:07}"),
        "gearbox_no": file.known(0.2, f"G{number:07}"),
        "model": model,
        "sfx": file.known(0.3, file.one(("A1", "A2", "B1"))),
        "exterior_colour": file.known(0.9, file.one(COLOURS)),
        "interior_colour": file.known(0.6, file.one(("black", "beige", "grey"))),
        "brand": BRAND,
        "is_our_brand": True,
    }


def car_from_before(file: CustomerFile, model: str, delivered_on: date, *, here: bool) -> str:
    """Add a car that was delivered before the history begins; return its id."""
    plate = f"DM-{file.number:04}-X"
    facts: Facts = {
        **_identity(file, model),
        "plate": file.known(0.95, plate),
        "condition": None if here or file.happens(0.5) else "used",
        "bought_here": here if here or file.happens(0.7) else None,
        "purchased_on": delivered_on - timedelta(days=20) if here else None,
        "invoice_on": delivered_on,
        "delivered_on": delivered_on if here else None,
        "first_registered_on": delivered_on,
        "use_stopped_on": _stopped(file),
    }
    return file.add("vehicles", facts)


def _stopped(file: CustomerFile) -> date | None:
    if not file.happens(0.06):
        return None
    return file.house.as_of - timedelta(days=file.chance.randint(10, 500))


def delivery_day(file: CustomerFile, earliest: date) -> date:
    """Return the day of a delivery: a month's end for every twentieth customer."""
    day = earliest + timedelta(days=file.chance.randint(5, 55))
    return month_end(day) if file.number % MONTH_END_EVERY == 0 else day


def long_ago(file: CustomerFile) -> date:
    """Return the day of a delivery before the history begins, on a leap day now and then."""
    if file.number % MONTH_END_EVERY == 1:
        return file.one(LEAP_DELIVERIES)
    return file.house.first_day - timedelta(days=file.chance.randint(10, 2400))


def deliver(file: CustomerFile, order: str, car: str, ordered: datetime) -> datetime | None:
    """Add the delivery of an order; return when the car was handed over, if it was."""
    day = delivery_day(file, ordered.date())
    agreed = datetime.combine(day, time(file.chance.randrange(9, 18), file.one((0, 15, 30))))
    made = days_after(file.chance, ordered, 1, max(2, (day - ordered.date()).days - 3))
    if made > file.house.now:
        return None
    delivered = file.past(minutes_after(file.chance, agreed, 20, 75))
    facts: Facts = {
        "order": order,
        "vehicle": car,
        "salesperson": file.facts["salesperson"],
        "specialist": file.known(0.6, file.someone("client_experience_specialist")),
        "agreed_at": agreed,
        "agreement_made_at": made,
        "moves": _moves(file, agreed, made),
        **_preparation(file, agreed),
    }
    file.add("deliveries", facts)
    if delivered:
        _hand_over(file, car, agreed, delivered)
    return delivered


def _moves(file: CustomerFile, agreed: datetime, made: datetime) -> list[Facts] | None:
    moved = days_after(file.chance, made, 1, 3)
    if not file.happens(0.1) or moved > min(agreed, file.house.now):
        return None
    before = agreed - timedelta(days=file.chance.randint(1, 4))
    cause = file.one(("customer", "parts_late", "registration"))
    return [{"moved_at": moved, "from_at": before, "to_at": agreed, "cause": cause}]


def _preparation(file: CustomerFile, agreed: datetime) -> Facts:
    day_before = agreed - timedelta(days=1)
    return {
        "pdi_started_at": file.past(agreed - timedelta(days=file.chance.randint(1, 4))),
        "checked_at": file.past(agreed - timedelta(hours=file.chance.randint(3, 40))),
        "open_defects": file.known(0.7, file.chance.choices((0, 1, 2), (90, 8, 2))[0]),
        "key_fetched_at": file.past(day_before),
        "gift_collected_at": file.known(0.7, file.past(day_before)),
        "preparation_signed_at": file.known(0.9, file.past(day_before)),
        "staff_told_at": file.known(0.8, file.past(day_before)),
        "adviser_ready_at": file.past(agreed - timedelta(minutes=file.chance.randint(2, 20))),
    }


def _hand_over(file: CustomerFile, car: str, agreed: datetime, delivered: datetime) -> None:
    started = agreed + timedelta(minutes=file.chance.randint(0, 10))
    left = minutes_after(file.chance, delivered, 3, 25)
    crew = [member.id for member in file.house.staff if member.left_on is None]
    file.records("deliveries")[-1].update(
        started_at=started,
        finished_at=delivered,
        delivered_at=delivered,
        customer_left_at=file.known(0.9, left),
        table_cleared_at=file.past(minutes_after(file.chance, left, 1, 9)),
        entered_in_system_at=file.past(_entered(file, left)),
        documents_signed_at=file.known(0.95, delivered),
        form_signed_at=file.known(0.9, delivered),
        service_book_complete_at=file.known(0.85, delivered),
        preparation_complaints=file.known(0.8, file.chance.choices((0, 1), (93, 7))[0]),
        ceremony_staff=file.chance.sample(crew, file.chance.randint(3, 6)),
        documents_given=[paper for paper in PAPERS if file.happens(0.9)],
        steps=[_step(file, name, delivered) for name in DELIVERY_STEPS if file.happens(0.9)],
    )
    _update_car(file, car, delivered)


def _step(file: CustomerFile, name: str, done: datetime) -> Facts:
    declined = file.happens(0.03)
    return {
        "name": name,
        "done_at": done,
        "by": file.facts["salesperson"],
        "result": "declined" if declined else "ok",
        "note": "no time today" if declined else None,
    }


def _entered(file: CustomerFile, left: datetime) -> datetime:
    if file.happens(0.9):
        return minutes_after(file.chance, left, 5, 120)
    entered = days_after(file.chance, left, 1, 3)
    asked = file.past(left + timedelta(hours=15))
    file.records("deliveries")[-1].update(
        late_entry_cause=file.one(("power_failure", "own")),
        late_entry_requested_at=asked,
        late_entry_decided_at=file.known(0.8, file.past(entered)) if asked else None,
    )
    return entered


def _update_car(file: CustomerFile, car: str, delivered: datetime) -> None:
    day = delivered.date()
    facts = next(one for one in file.records("vehicles") if one["id"] == car)
    facts.update(
        plate=file.known(0.9, f"DM-{file.number:04}-{len(file.records('vehicles'))}"),
        delivered_on=day,
        invoice_on=day - timedelta(days=file.chance.randint(1, 9)),
        first_registered_on=day,
        certificate_at=file.known(0.8, "customer"),
        prepared_at=delivered - timedelta(hours=5),
        preparation_scheduled_at=file.known(0.7, delivered - timedelta(days=3)),
        warranty_end_on=months_after(day, 36),
        warranty_end_km=100_000,
        insurance_end_on=file.known(0.75, months_after(day, 12)),
        insurer=file.known(0.5, file.one(("Example Insurance", "Seguros Modelo"))),
        inspection_due_on=file.known(0.6, months_after(day, 48)),
    )


def call_after_delivery(file: CustomerFile, car: str, delivered: datetime) -> None:
    """Add the six calls after a delivery, the SMS and the letter: most of them, some late."""
    delivery = file.records("deliveries")[-1]
    about = {"delivery": delivery["id"], "order": delivery.get("order"), "vehicle": car}
    hours = file.chance.randint(70, 175) if file.happens(0.8) else file.chance.randint(185, 420)
    home = delivered + timedelta(minutes=hours)
    _call(file, home, "safely_home", about)
    if file.happens(0.85) and file.facts.get("mobile"):
        _write(file, home + timedelta(minutes=10), "purchase_thanks", "sms", about)
    if file.happens(0.5):
        third_day = in_hours(file.chance, delivered.date() + timedelta(days=3))
        _write(file, third_day, "invitation_letter", "letter", about)
    for name, days in CALLS:
        _call(file, _due(file, delivered.date() + timedelta(days=days)), name, about)
    _call(file, _due(file, months_after(delivered.date(), 1)), "first_month_call", about)
    call_monthly(file, delivered, about)


def _due(file: CustomerFile, day: date) -> datetime:
    """Return when a call due on `day` is made: on the day, or up to four days late."""
    late = file.chance.randint(1, 4) if file.happens(0.2) else 0
    return in_hours(file.chance, day + timedelta(days=late))


def _call(file: CustomerFile, moment: datetime, about: str, links: Facts) -> None:
    """Call the customer, as is forgotten in one of eight cases, and note what was said."""
    if file.happens(0.12):
        return
    details: Facts = {**links, "channel": "phone", "by": file.facts["salesperson"]}
    if call_until_reached(file, moment, about, **details):
        _note_result(file, file.records("contacts")[-1])


def _note_result(file: CustomerFile, contact: Facts) -> None:
    result = file.chance.choices(
        [name for name, _ in RESULTS] + [None], [share for _, share in RESULTS] + [34]
    )[0]
    contact["result"] = result
    if result in ("not_fully_satisfied", "dissatisfied"):
        promised = days_after(file.chance, contact["at"], 2, 5)
        answered = days_after(file.chance, contact["at"], 1, 7)
        contact.update(
            issue=file.one(("service", "repair_quality", "question_open")),
            answer_promised_at=promised if file.happens(0.8) else None,
            answered_at=file.past(answered) if file.happens(0.8) else None,
        )


def call_monthly(file: CustomerFile, delivered: datetime, links: Facts) -> None:
    """Call every month from the second on, as far as there is history; zeal wanes with time."""
    day, number = months_after(delivered.date(), 2), 2
    while day <= file.house.as_of:
        moment, reached = _due(file, day), not file.happens(UNREACHED)
        zeal = 0.85 if number < FIRST_YEAR else 0.6
        if day >= file.house.first_day and file.happens(zeal):
            add_contact(
                file,
                moment,
                "monthly_care",
                **links,
                channel="phone",
                by=file.facts["salesperson"],
                reached=reached,
                activity="care",
                **(noted(file, moment) if reached else {}),
            )
        number += 1
        day = months_after(delivered.date(), number)


def _write(file: CustomerFile, moment: datetime, about: str, channel: str, links: Facts) -> None:
    details: Facts = {**links, "channel": channel, "by": file.facts["salesperson"]}
    if channel == "letter":
        details["signed_by_role"] = "general_manager"
    add_contact(file, moment, about, **details)
