"""Visits to the showroom and test drives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.moments import days_after, minutes_after
from forecourt.plugins.lifecycle.demo.names import TONGUES, person

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts
    from forecourt.plugins.lifecycle.demo.house import Model

DRIVE_STEPS = ("car_washed", "seat_set", "route_shown", "safety_briefing")
WARM_MONTHS = range(5, 10)
TEST_CARS = 5
"""Cars kept for test drives; their ids are `TV1`, `TV2`, ..."""


def visit(file: CustomerFile, arrived: datetime, lead: str, *, first: bool) -> str | None:
    """Add a visit that has taken place; return its id."""
    left = minutes_after(file.chance, arrived, 25, 120)
    if left > file.house.now:
        return None
    facts: Facts = {
        "arrived_at": arrived,
        "left_at": file.known(0.9, left),
        "lead": lead,
        "salesperson": file.facts["salesperson"],
        "purpose": file.known(0.7, file.one(("see_cars", "brochure", "model_class", "price"))),
        "first_visit": first,
        "left_data": file.answer(0.8, 0.85),
        "by_car": file.answer(0.4, 0.7),
        "from_service_area": file.answer(0.2, 0.1),
        **_weather(file, arrived),
        **_reception(file, arrived),
        **_afterwards(file, left),
        **_received(file),
        "companions": _companions(file, arrived) if file.happens(0.3) else None,
        "waiting_customers": file.known(0.2, file.chance.randint(0, 3)),
    }
    return file.add("visits", facts)


def _weather(file: CustomerFile, arrived: datetime) -> Facts:
    warm = arrived.month in WARM_MONTHS
    return {
        "weather": file.known(0.4, file.chance.choices(("dry", "rain", "snow"), (78, 21, 1))[0]),
        "outside_temperature": file.known(0.3, file.chance.randint(18, 39) if warm else 11),
    }


def _reception(file: CustomerFile, arrived: datetime) -> Facts:
    """Return when what happened; the front desk notes it about every second time."""
    if not file.happens(0.5):
        return {}
    received = arrived + timedelta(seconds=file.chance.randint(20, 150))
    approached = minutes_after(file.chance, received, 2, 6)
    seated = minutes_after(file.chance, approached, 4, 12)
    shown = minutes_after(file.chance, seated, 2, 8)
    return {
        "received_at": received,
        "free_look_started_at": received,
        "approached_at": approached,
        "seated_at": file.known(0.8, seated),
        "presentation_started_at": file.known(0.7, shown),
        "presentation_accepted_at": file.known(0.5, shown),
        "drinks_offered": file.known(0.6, file.chance.randint(1, 4)),
        "steps": [
            {"name": "card_given", "done_at": approached, "by": file.facts["salesperson"]},
            _tour(file, seated),
        ],
    }


def _tour(file: CustomerFile, offered: datetime) -> Facts:
    declined = file.happens(0.2)
    return {
        "name": "tour_offered",
        "done_at": offered,
        "result": "declined" if declined else "ok",
        "note": "in a hurry" if declined else None,
    }


def _received(file: CustomerFile) -> Facts:
    """Return from whom the salesperson took over, and whom the customer knew already."""
    taken_over, knows = file.happens(0.25), file.happens(0.1)
    return {
        "received_from": file.someone("front_desk") if taken_over else None,
        "received_from_role": "front_desk" if taken_over else None,
        "known_salesperson": file.someone("salesperson") if knows else None,
    }


def _afterwards(file: CustomerFile, left: datetime) -> Facts:
    if not file.happens(0.6):
        return {}
    cleared = minutes_after(file.chance, left, 1, 8)
    reset = minutes_after(file.chance, cleared, 1, 7)
    registered = minutes_after(file.chance, reset, 2, 25)
    return {
        "table_cleared_at": file.past(cleared),
        "car_reset_at": file.past(reset),
        "registered_at": file.past(registered),
        "entered_in_system_at": file.past(minutes_after(file.chance, registered, 1, 300)),
    }


def _companions(file: CustomerFile, arrived: datetime) -> list[Facts]:
    return [
        {
            "name": file.known(0.4, person(file.chance, file.one(TONGUES)).name),
            "first_visit": file.answer(0.5, 0.8),
            "card_given_at": file.known(0.3, minutes_after(file.chance, arrived, 3, 40)),
        }
        for _ in range(file.chance.randint(1, 2))
    ]


def test_drives(
    file: CustomerFile, lead: str, opened: datetime, end: datetime, model: Model
) -> None:
    """Add a later visit with a test drive, in four of ten leads."""
    arrived = days_after(file.chance, opened, 1, max(2, (end - opened).days))
    if not file.happens(0.4) or arrived >= end:
        return
    came = visit(file, arrived, lead, first=False)
    if came is None:
        return
    file.records("visits")[-1].update(
        intended_model=file.known(0.6, model.name),
        appointment=_appointment(file, arrived) if file.happens(0.5) else None,
    )
    started = minutes_after(file.chance, arrived, 8, 20)
    if started + timedelta(hours=1) < file.house.now:
        _drive(file, lead, came, started)


def _appointment(file: CustomerFile, starts: datetime) -> str:
    """Add the appointment that the customer came for; return its id."""
    facts: Facts = {
        "kind": file.one(("showroom_visit", "test_drive")),
        "booked_at": starts - timedelta(days=2),
        "starts_at": starts,
        "status": "executed",
        "salesperson": file.facts["salesperson"],
        "arrived_at": starts,
    }
    return file.add("appointments", facts)


def _drive(file: CustomerFile, lead: str, came: str, started: datetime) -> None:
    ended = minutes_after(file.chance, started, 15, 40)
    drove = file.happens(0.85)
    facts: Facts = {
        "started_at": started,
        "ended_at": ended,
        "booked_at": file.known(0.4, started - timedelta(days=2)),
        "lead": lead,
        "visit": came,
        "vehicle": f"TV{file.chance.randint(1, TEST_CARS)}",
        "salesperson": file.facts["salesperson"],
        "escort": file.known(0.8, file.facts["salesperson"]),
        "mode": file.known(0.9, "drive" if drove else "ride"),
        "max_speed": file.known(0.3, file.chance.randint(45, 95)),
        "route_kept": file.answer(0.6, 0.95),
        "demonstrated_by": file.known(0.7, file.one(("salesperson", "product_specialist"))),
        **_drive_papers(file, started, ended),
        **(_seats(file, started, ended) if drove else {}),
        "steps": [_step(file, name, started) for name in DRIVE_STEPS if file.happens(0.8)],
    }
    file.add("test_drives", facts)


def _step(file: CustomerFile, name: str, done: datetime) -> Facts:
    late = file.happens(0.03)
    return {
        "name": name,
        "done_at": done,
        "by": file.facts["salesperson"],
        "result": "defect" if late else None,
        "note": "car not clean" if late else None,
    }


def _drive_papers(file: CustomerFile, started: datetime, ended: datetime) -> Facts:
    before = started - timedelta(minutes=6)
    licensed_on = file.facts.get("licensed_since_on") or started.date() - timedelta(days=2500)
    return {
        "driver_licensed_since_on": file.known(0.5, licensed_on),
        "driver_licence_valid_to_on": file.known(0.4, started.date() + timedelta(days=900)),
        "licence_verified_at": file.known(0.85, before),
        "agreement_signed_at": file.known(0.9, before),
        "route_explained_at": file.known(0.8, before),
        "key_out_at": before,
        "key_back_at": file.past(ended + timedelta(minutes=4)),
        "registered_at": file.past(ended + timedelta(minutes=file.chance.randint(3, 30))),
        "documents_filed_at": file.known(0.7, file.past(ended + timedelta(minutes=40))),
    }


def _seats(file: CustomerFile, started: datetime, ended: datetime) -> Facts:
    change = started + timedelta(minutes=5)
    danger = file.happens(0.01)
    return {
        "ride_started_at": started,
        "seats_changed_at": change,
        "drive_started_at": change + timedelta(minutes=1),
        "dangerous_driving_at": ended - timedelta(minutes=6) if danger else None,
        "changed_to_ride_at": ended - timedelta(minutes=5) if danger else None,
    }
