"""What customers say on their own: surveys, requests, complaints."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.contacts import add_contact
from forecourt.plugins.lifecycle.demo.moments import (
    days_after,
    minutes_after,
)

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

ITEMS = ("overall", "cleanliness", "explanation", "work_done", "lounge")
ANSWERS = ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied")
WEIGHTS = (38, 36, 15, 8, 3)
SUBTYPES = {
    "sales": ("broken_promise", "late_delivery", "price_change", "sales_attitude"),
    "parts": ("parts_supply", "parts_price", "parts_quality"),
    "service": ("service_quality", "after_sales_claim", "product_quality"),
}


def answer_surveys(file: CustomerFile) -> None:
    """Add answers to surveys after some repairs and deliveries."""
    for order in file.records("repair_orders"):
        if order.get("returned_at") and file.happens(0.22):
            _repair_survey(file, order)
    for delivery in file.records("deliveries"):
        if delivery.get("delivered_at") and file.happens(0.35):
            _purchase_survey(file, delivery)


def _repair_survey(file: CustomerFile, order: Facts) -> None:
    answered = minutes_after(file.chance, order["returned_at"], 5, 60)
    answers = [
        {"item": item, "value": file.chance.choices(ANSWERS, WEIGHTS)[0], "scale": "five"}
        for item in ITEMS
        if file.happens(0.93)
    ]
    if file.happens(0.9):
        told = "yes" if file.happens(0.8) else "no"
        answers.append({"item": "next_service_told", "value": told, "scale": "five"})
    full = all(answer["value"] in ("very_satisfied", "yes") for answer in answers)
    _add_survey(
        file,
        answered,
        kind="repair",
        subject=f"repair_order:{order['id']}",
        answers=answers,
        full_marks=full,
        by=file.known(0.3, file.someone("callback_clerk")),
        callback_time=file.facts.get("convenient_from"),
        callback_channel=file.known(0.5, file.one(("phone", "sms"))),
        **_gap(file),
    )


def _purchase_survey(file: CustomerFile, delivery: Facts) -> None:
    sent = delivery["delivered_at"] + timedelta(days=7)
    if sent > file.house.now:
        return
    answered = days_after(file.chance, sent, 1, 12)
    tone = file.chance.choices(("positive", "neutral", "negative"), (76, 16, 8))[0]
    details: Facts = {
        "kind": file.one(("purchase", "delivery", "new_vehicle")),
        "subject": f"delivery:{delivery['id']}",
        "sent_at": sent,
    }
    if file.past(answered) is None:
        file.add("surveys", details)
        return
    handled = file.past(days_after(file.chance, answered, 1, 4)) if tone == "negative" else None
    _add_survey(file, answered, **details, sentiment=tone, handled_at=handled, **_gap(file))


def _gap(file: CustomerFile) -> Facts:
    if not file.happens(0.4):
        return {}
    experience = file.chance.randint(3, 10)
    return {"expectation": file.known(0.9, file.chance.randint(5, 10)), "experience": experience}


def _add_survey(file: CustomerFile, answered: datetime, **facts: object) -> None:
    if file.past(answered):
        survey = file.add("surveys", {"answered_at": answered, **facts})
        if facts.get("sentiment") == "negative":
            moment = days_after(file.chance, answered, 1, 3)
            add_contact(file, moment, "survey_follow_up", survey=survey, channel="phone")


def ask(file: CustomerFile) -> None:
    """Add requests that came before any appointment."""
    for _ in range(file.chance.choices((0, 1, 2), (82, 15, 3))[0]):
        received = file.sometime()
        answered = minutes_after(file.chance, received, 4, 2500)
        done = file.past(answered) if file.happens(0.88) else None
        handed = file.past(minutes_after(file.chance, received, 2, 60))
        handed = file.known(0.2, handed)
        facts: Facts = {
            "received_at": file.known(0.98, received),
            "received_by": file.known(0.8, file.someone("customer_service")),
            "received_by_role": file.known(0.6, "customer_service"),
            "channel": file.one(("phone", "wechat", "email", "website")),
            "kind": file.one(("product", "service", "wechat", "brochure")),
            "topic": file.one((None, None, "infotainment", "charging", "noise_vibration")),
            "serious": True if file.happens(0.05) else None,
            "specific": True if file.happens(0.4) else None,
            "status": "closed" if done else file.one(("new", "understood", "accepted")),
            "answered_at": done,
            "handed_to_at": handed,
            "handed_to": file.one(("service_advisor", "salesperson")) if handed else None,
            "vehicle": _first_id(file, "vehicles"),
            "lead": _first_id(file, "leads"),
        }
        file.add("requests", facts)


def complain(file: CustomerFile) -> None:
    """Add a grievance or complaint, of about six customers in a hundred."""
    if not file.happens(0.06):
        return
    received = file.sometime()
    kind = file.chance.choices(("service", "sales", "parts"), (60, 28, 12))[0]
    facts: Facts = {
        "received_at": received,
        "appeal": True if file.happens(0.45) else None,
        "type": file.known(0.95, kind),
        "subtype": file.known(0.85, file.one(SUBTYPES[kind])),
        "received_by": file.someone("customer_service"),
        "owner": file.someone("service_advisor" if kind == "service" else "salesperson"),
        "about_vehicle": _first_id(file, "vehicles"),
        "about_repair_order": _first_id(file, "repair_orders") if kind == "service" else None,
        "about_order": _first_id(file, "orders") if kind == "sales" else None,
        "fault_on": file.known(0.3, received.date() - timedelta(days=3)),
        "fault_km": file.known(0.3, file.chance.randint(500, 60_000)),
        "demands": [file.one(("discount", "repair free of charge", "an apology"))],
        "amount": file.known(0.5, file.chance.randint(20, 2600)),
        "nature": file.known(0.2, file.one(("general", "consumer_association"))),
        **_gravity(file),
        **_handling(file, received),
        **_expectations(file),
    }
    complaint = file.add("complaints", facts)
    _call_about(file, complaint, facts["answered_at"])


def _call_about(file: CustomerFile, complaint: str, answered: datetime | None) -> None:
    """Add the call in which the answer was given."""
    if answered:
        clerk = file.someone("customer_service")
        facts: Facts = {"complaint": complaint, "channel": "phone", "by": clerk}
        add_contact(file, answered, "complaint_answer", **facts)


def _gravity(file: CustomerFile) -> Facts:
    """Return what makes a few complaints grave, and where they were heard."""
    calls = file.records("contacts")
    return {
        "about_staff": file.someone("salesperson") if file.happens(0.1) else None,
        "unsolvable_by_policy": True if file.happens(0.05) else None,
        "exceeds_vehicle_value": True if file.happens(0.02) else None,
        "media_or_legal_risk": True if file.happens(0.04) else None,
        "parent_contact": calls[-1]["id"] if calls and file.happens(0.2) else None,
    }


def _handling(file: CustomerFile, received: datetime) -> Facts:
    told = minutes_after(file.chance, received, 5, 300)
    promised = days_after(file.chance, received, 1, 4)
    answered = days_after(file.chance, received, 1, 6)
    handled = days_after(file.chance, answered, 1, 5)
    done = file.past(handled) if file.happens(0.85) else None
    satisfied = ("satisfied", "basically_satisfied", "dissatisfied")
    return {
        "told_manager_at": file.past(told) if file.happens(0.8) else None,
        "answer_promised_at": file.known(0.85, promised),
        "information_confirmed_at": file.past(told),
        "investigated_at": file.past(answered),
        "answered_at": file.past(answered),
        "handled_at": done,
        "satisfaction_confirmed_at": done,
        "closed_at": done,
        "improved_at": file.past(days_after(file.chance, handled, 5, 30)) if done else None,
        "status": "closed" if done else file.one((None, "in_process", "hold")),
        "handler": file.someone("service_manager"),
        "result_satisfaction": file.known(0.7, file.chance.choices(satisfied, (60, 30, 10))[0])
        if done
        else None,
        "speed_satisfaction": file.known(0.7, file.chance.choices(satisfied, (55, 30, 15))[0])
        if done
        else None,
    }


def _expectations(file: CustomerFile) -> Facts:
    if not file.happens(0.5):
        return {}
    expectations = [
        {
            "text": text,
            "importance": file.chance.randint(1, 10),
            "reasonableness": file.chance.randint(1, 10),
        }
        for text in ("pay less", "have it repaired at once")
    ]
    return {
        "expectations": expectations,
        "options_offered": ["labour 10 % off", "courtesy car and free wash"],
        "levels_tried": ["station"],
    }


def _first_id(file: CustomerFile, plural: str) -> str | None:
    records = file.records(plural)
    return records[0]["id"] if records else None
