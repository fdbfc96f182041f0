"""Memberships, consents, contracts, invitations, coupons, waivers, and asked-for operations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.contacts import add_contact
from forecourt.plugins.lifecycle.demo.moments import (
    day_between,
    days_after,
    in_hours,
    months_after,
)

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

CATEGORIES = (("ordinary", 70), ("silver", 22), ("gold", 8))


def agree(file: CustomerFile, since: datetime) -> None:
    """Add what the customer agreed to, and took back."""
    if file.happens(0.75):
        purpose = file.one(("marketing", "service", "survey"))
        withdrawn = days_after(file.chance, since, 20, 600)
        facts: Facts = {
            "purpose": purpose,
            "channel": file.known(0.3, file.one(("phone", "sms", "email"))),
            "given_at": since,
            "withdrawn_at": file.past(withdrawn) if file.happens(0.06) else None,
            "vehicle": _car(file) if file.happens(0.1) else None,
            "how": file.known(0.6, file.one(("form", "telephone", "website"))),
        }
        file.add("consents", facts)
    if file.happens(0.015):
        refused = file.past(days_after(file.chance, since, 30, 400))
        file.add(
            "consents", {"purpose": "service", "channel": "phone", "refused_calls_at": refused}
        )


def _car(file: CustomerFile) -> str | None:
    cars = file.records("vehicles")
    return cars[0]["id"] if cars else None


def insure(file: CustomerFile, delivered: datetime, order: str | None) -> None:
    """Add contracts concluded with a car."""
    for kind in ("insurance", "service", "extended_warranty"):
        if not file.happens(0.25):
            continue
        facts: Facts = {
            "kind": kind,
            "order": order,
            "concluded_at_purchase": True if order else None,
            "starts_on": delivered.date(),
            "ends_on": months_after(delivered.date(), 12),
            "term": file.known(0.6, "12 months"),
            "renewed_at": file.past(days_after(file.chance, delivered, 330, 380))
            if file.happens(0.6)
            else None,
        }
        file.add("contracts", facts)


def join(file: CustomerFile, since: date) -> None:
    """Add a membership of the club, for about three customers in ten."""
    if not file.happens(0.3):
        return
    joined = in_hours(file.chance, day_between(file.chance, since, file.house.as_of))
    if joined > file.house.now:
        return
    category = file.chance.choices([name for name, _ in CATEGORIES], [n for _, n in CATEGORIES])[0]
    years = 1 + (file.house.as_of - joined.date()).days // 365 if file.happens(0.7) else 1
    facts: Facts = {
        "card_no": file.known(0.98, f"M-{file.number:05}"),
        "category": category,
        "recorded_state": file.chance.choices((None, "frozen", "withdrawn"), (93, 3, 4))[0],
        "joined_on": joined.date(),
        "valid_to_on": file.known(0.96, months_after(joined.date(), 12 * years)),
        "plate": _plate(file),
        "transactions": _transactions(file, joined, category),
    }
    facts["points"] = sum(one.get("points") or 0 for one in facts["transactions"])
    membership = file.add("memberships", facts)
    if file.happens(0.08):
        _operation(file, membership)


def _plate(file: CustomerFile) -> str | None:
    """Return the plate of the member's car; sometimes it is written wrongly, or not at all."""
    plates = [car["plate"] for car in file.records("vehicles") if car.get("plate")]
    if not plates or file.happens(0.03):
        return None
    return f"{plates[0]}0" if file.happens(0.03) else str(plates[0])


def _transactions(file: CustomerFile, joined: datetime, category: str) -> list[Facts]:
    clerk = file.someone("customer_service")
    first = "silver" if category == "gold" else category
    found: list[Facts] = [
        {
            "at": joined,
            "kind": "join",
            "to_category": first,
            "fee": 1000 if first == "ordinary" else None,
            "points": 100 if first == "ordinary" else None,
            "operator": clerk,
            "confirmed_at": joined,
        }
    ]
    if category == "gold":
        found.append(_upgrade(file, joined, clerk))
    if file.happens(0.4):
        found.append(_adjustment(file, joined, clerk))
    return [one for one in found if file.past(one["at"])]


def _upgrade(file: CustomerFile, joined: datetime, clerk: str) -> Facts:
    upgraded = days_after(file.chance, joined, 20, 200)
    return {
        "at": upgraded,
        "kind": "upgrade",
        "from_category": "silver",
        "to_category": "gold",
        "fee": 3000,
        "points": 300,
        "operator": clerk,
        "confirmed_at": upgraded,
    }


def _adjustment(file: CustomerFile, joined: datetime, clerk: str) -> Facts:
    adjusted = days_after(file.chance, joined, 10, 300)
    return {
        "at": adjusted,
        "kind": "adjust_points",
        "points": file.chance.randrange(10, 200, 10),
        "operator": file.known(0.95, clerk),
        "confirmed_at": file.known(0.93, adjusted),
    }


def _operation(file: CustomerFile, membership: str) -> None:
    facts: Facts = {
        "name": file.one(("delete_membership", "adjust_points", "join_member")),
        "of": f"membership:{membership}",
        "asked_at": file.house.now - timedelta(hours=file.chance.randint(1, 20)),
        "asked_by": file.someone("customer_service"),
        "asked_by_role": "customer_service",
    }
    file.add("actions", facts)


def invite(file: CustomerFile, since: datetime) -> None:
    """Add invitations to events of the house."""
    for event in file.house.events:
        invited = event.starts_at - timedelta(days=file.chance.randint(7, 14))
        if since < invited < file.house.now and file.happens(0.05):
            came = file.answer(0.9, 0.35) if event.starts_at < file.house.now else None
            facts: Facts = {
                "event": event.id,
                "invited_at": invited,
                "channel": file.one(("phone", "letter", "sms", "wechat")),
                "attended": came,
            }
            file.add("invitations", facts)
            _call_to_event(file, event.id, invited)


def _call_to_event(file: CustomerFile, event: str, invited: datetime) -> None:
    """Add the call that goes with an invitation; companies are called by their contact person."""
    persons = file.records("contact_persons")
    add_contact(
        file,
        invited,
        "event_invitation",
        event=event,
        contact_person=persons[0]["id"] if persons else None,
        channel="phone",
        by=file.facts["salesperson"],
        invited_to=["event"],
    )


def give_coupon(file: CustomerFile, since: datetime) -> None:
    """Add a coupon now and then."""
    if not file.happens(0.06):
        return
    issued = day_between(file.chance, since.date(), file.house.as_of)
    facts: Facts = {
        "issued_on": issued,
        "valid_to_on": months_after(issued, 6),
        "for": file.one(("accessories", "service_contract", "other")),
        "value": file.known(0.9, file.one((20, 50, 100))),
    }
    file.add("coupons", facts)


def waive(file: CustomerFile) -> None:
    """Let off a care call now and then, with a reason."""
    deliveries = file.records("deliveries")
    if not deliveries or not deliveries[-1].get("delivered_at") or not file.happens(0.03):
        return
    waived = file.past(days_after(file.chance, deliveries[-1]["delivered_at"], 1, 40))
    if waived:
        facts: Facts = {
            "task": file.one(("half_month_call", "first_month_call")),
            "of": f"delivery:{deliveries[-1]['id']}",
            "waived_at": waived,
            "by": file.someone("sales_manager"),
            "reason": "abroad",
        }
        file.add("waivers", facts)


def write_down(file: CustomerFile, since: datetime) -> None:
    """Note which papers the house has of the customer."""
    noted = file.past(days_after(file.chance, since, 1, 20))
    former = file.house.events[0]
    file.facts.update(
        identity_copy_at=file.known(0.5, noted),
        licence_copy_at=file.known(0.3, noted),
        file_a_created_at=file.known(0.6, noted),
        file_b_created_at=file.known(0.4, noted),
        advisor_card_given_at=file.known(0.3, noted),
        club_invited_at=file.known(0.3, noted),
        repurchase_interest_at=file.past(former.starts_at + timedelta(days=9))
        if file.happens(0.03)
        else None,
    )
