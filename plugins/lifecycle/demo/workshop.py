"""Appointments and repair orders, and the odometer readings they bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.contacts import add_contact
from forecourt.plugins.lifecycle.demo.moments import (
    day_between,
    days_after,
    in_hours,
    minutes_after,
)

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

FIRST_SERVICE_KM = 2_500
SECOND_SERVICE_KM = 7_500
SERVICE_EVERY_KM = 10_000
MINOR = ("brake pads", "bulb", "tyre", "wiper", "battery", "noise in the dashboard")


@dataclass(frozen=True, slots=True)
class Use:
    """How far a car is driven: its kilometres on a first day, and those of each later day."""

    since: date
    start_km: int
    km_a_day: float

    def km_on(self, day: date) -> int:
        """Return the kilometres on a day."""
        return self.start_km + round((day - self.since).days * self.km_a_day)

    def day_of(self, km: int) -> date:
        """Return the day on which so many kilometres are reached."""
        return self.since + timedelta(days=round((km - self.start_km) / self.km_a_day))


def drive(file: CustomerFile, since: date, start_km: int = 5) -> Use:
    """Return how a customer uses a car from a day on."""
    return Use(since, start_km, file.chance.uniform(15, 75))


def maintain(file: CustomerFile, car: str, use: Use) -> None:
    """Add the services that are due by distance, those the customer comes for, and repairs."""
    loyal = file.chance.choice((0.35, 0.75, 0.95))
    for mark in _marks(use.start_km, use.km_on(file.house.as_of)):
        day = use.day_of(mark) + timedelta(days=file.chance.randint(-8, 30))
        if file.house.first_day <= day < file.house.as_of and file.happens(loyal):
            _service(file, car, use, day, mark)
    for _ in range(file.chance.choices((0, 1, 2, 3), (45, 30, 18, 7))[0]):
        day = day_between(file.chance, max(use.since, file.house.first_day), file.house.as_of)
        if file.happens(loyal):
            _repair(file, car, use, day)
    _read_between(file, car, use)


def _marks(start_km: int, now_km: int) -> list[int]:
    early = [mark for mark in (FIRST_SERVICE_KM, SECOND_SERVICE_KM) if mark > start_km]
    later = range(SERVICE_EVERY_KM, now_km + SERVICE_EVERY_KM, SERVICE_EVERY_KM)
    return [mark for mark in (*early, *later) if start_km < mark <= now_km]


def _service(file: CustomerFile, car: str, use: Use, day: date, mark: int) -> None:
    came = in_hours(file.chance, day)
    appointment = _book(file, car, came) if file.happens(0.7) else None
    lines = [
        {"item": "engine oil", "kind": "part", "price": 62.5},
        {"item": "oil filter", "kind": "part", "price": 14.9},
        {"item": f"service {mark} km", "kind": "labour", "price": 95},
    ]
    order = _open_order(file, car, use, came, ["maintenance"], lines, appointment)
    order["service_mark"] = mark
    order["next_service_told_at"] = file.known(0.8, order.get("returned_at"))


def _repair(file: CustomerFile, car: str, use: Use, day: date) -> None:
    came = in_hours(file.chance, day)
    kinds = ("minor_repair", "body", "claim", "inspection", "assembly_overhaul", "rework", "rescue")
    kind = file.chance.choices(kinds, (52, 14, 12, 10, 5, 4, 3))[0]
    lines = [
        {"item": file.one(MINOR), "kind": "part", "price": file.chance.randint(9, 300)},
        {"item": "work", "kind": "labour", "price": file.chance.randint(30, 260)},
    ]
    if file.happens(0.05):
        lines[0]["own_part"] = True
    appointment = _book(file, car, came) if file.happens(0.4) else None
    order = _open_order(file, car, use, came, [kind], lines, appointment)
    order.update(_special(file, kind, came))


def _special(file: CustomerFile, kind: str, came: datetime) -> Facts:
    if kind == "claim":
        decided = days_after(file.chance, came, 2, 20)
        claim = {
            "kind": file.one(("warranty", "warranty", "goodwill")),
            "documents_complete_at": file.known(0.85, came),
            "decided_at": file.past(decided) if file.happens(0.8) else None,
        }
        return {"claim": claim}
    if kind == "rescue":
        on_site = minutes_after(file.chance, came, 25, 90)
        closed = minutes_after(file.chance, on_site, 20, 120)
        return {
            "rescue": {
                "called_at": came,
                "on_site_at": file.past(on_site),
                "closed_at": file.past(closed),
            }
        }
    if kind == "assembly_overhaul":
        return {"assembly": file.one(("engine", "gearbox", "other"))}
    return {}


def _open_order(
    file: CustomerFile,
    car: str,
    use: Use,
    came: datetime,
    kinds: list[str],
    lines: list[Facts],
    appointment: str | None,
) -> Facts:
    """Add a repair order; return it, to be added to."""
    advisor = file.facts.get("service_advisor") or file.someone("service_advisor")
    km = use.km_on(came.date())
    identity = file.add(
        "repair_orders",
        {
            "number": f"RO-{file.number:04}-{len(file.records('repair_orders')) + 1}",
            "vehicle": car,
            "appointment": appointment,
            "service_advisor": advisor,
            "received_by": file.known(0.9, advisor),
            "opened_at": came,
            "kind": kinds,
            "km_in": file.known(0.95, km),
            "customer_waits": file.answer(0.6, 0.5),
            "fault_repeats": file.answer(0.3, 0.1),
            "quality_problem": file.answer(0.2, 0.05),
            "signed_by_customer_at": file.known(0.95, came),
            "signed_by_advisor_at": file.known(0.97, came),
            "copy_given_at": file.known(0.9, came),
            "intake_signed_at": file.known(0.85, came),
            "technicians": [file.someone("technician")],
            "steps": _intake_steps(file, came, advisor),
        },
    )
    order = file.records("repair_orders")[-1]
    order.update(_money(file, lines))
    _work(file, order, came)
    if appointment:
        file.records("appointments")[-1]["repair_order"] = identity
    _read_odometer(file, car, came.date(), km, "workshop")
    return order


def _intake_steps(file: CustomerFile, came: datetime, advisor: str) -> list[Facts]:
    walk_around: Facts = {"name": "walk_around", "done_at": came, "by": advisor}
    if file.happens(0.15):
        walk_around.update(result="defect", note="scratch at the rear")
    return [{"name": "protective_covers", "done_at": came, "by": advisor}, walk_around]


def _money(file: CustomerFile, lines: list[Facts]) -> Facts:
    labour = sum(line["price"] for line in lines if line["kind"] == "labour")
    parts = sum(line["price"] for line in lines if line["kind"] == "part")
    lenient = file.happens(0.12)
    return {
        "lines": lines,
        "estimate": file.known(0.8, round(labour + parts, 2)),
        "labour_amount": labour,
        "parts_amount": round(parts, 2),
        "total": round(labour + parts, 2),
        "labour_discount_percent": file.one((5, 10, 10, 15, 25)) if lenient else None,
        "parts_discount_percent": file.one((5, 10)) if lenient and file.happens(0.4) else None,
        "concession": "wash free of charge" if lenient and file.happens(0.3) else None,
    }


def _work(file: CustomerFile, order: Facts, came: datetime) -> None:
    """Write down how the work went on, as far as it has."""
    finished = minutes_after(file.chance, came, 70, 400)
    returned = minutes_after(file.chance, finished, 20, 200)
    if file.happens(0.12):
        found = came + timedelta(minutes=45)
        order["additional_found_at"] = file.past(found)
        order["told_customer_at"] = file.past(found + timedelta(minutes=10))
        order["customer_agreed_at"] = file.past(found + timedelta(minutes=20))
        order["agreed_in_writing_at"] = file.known(0.6, order["customer_agreed_at"])
    done = file.past(returned)
    order.update(
        promised_at=file.known(0.85, minutes_after(file.chance, finished, -30, 240)),
        work_finished_at=file.past(finished),
        invoiced_at=done,
        explained_at=file.known(0.85, done),
        paid_at=done,
        settled_at=done,
        returned_at=done,
    )
    for line in order["lines"]:
        line["done_at"] = order["work_finished_at"]
    if order["kind"] == ["minor_repair"]:
        order["selected_for_callback"] = file.answer(0.8, 0.32)
    if done and file.happens(0.55):
        _ask_after_repair(file, order, done)


def _ask_after_repair(file: CustomerFile, order: Facts, returned: datetime) -> None:
    add_contact(
        file,
        days_after(file.chance, returned, 2, 9),
        "repair_call_back",
        repair_order=order["id"],
        appointment=order.get("appointment"),
        vehicle=order["vehicle"],
        topics_covered=["repair_quality", "service_attitude"] if file.happens(0.3) else None,
        channel="phone",
        by=file.someone("callback_clerk"),
        reached=not file.happens(0.15),
    )


def _book(file: CustomerFile, car: str, starts: datetime) -> str:
    """Add the appointment of a stay that takes place; return its id."""
    booked = starts - timedelta(days=file.chance.randint(1, 16), hours=2)
    done = file.past(starts)
    facts: Facts = {
        **_booking(file, car, booked, starts),
        "status": "executed" if done else "booked",
        "arrived_at": done,
        "confirmed_with_customer_at": file.past(starts - timedelta(days=1))
        if file.happens(0.7)
        else None,
        "parts": _parts(file, booked) if file.happens(0.35) else None,
        **_readiness(file, booked, starts),
        **(_mobility(file, starts) if file.happens(0.1) else {}),
        "uncorrected_findings": ["tyre worn"] if file.happens(0.05) else None,
        "moves": _moved(file, booked, starts) if file.happens(0.1) else None,
    }
    return file.add("appointments", facts)


def _readiness(file: CustomerFile, booked: datetime, starts: datetime) -> Facts:
    """Return what was done in the days before: parts, board, reminder."""
    three_days = max(booked, starts - timedelta(days=3))
    one_day = max(booked, starts - timedelta(days=1))
    return {
        "parts_confirmed_at": file.known(0.6, file.past(three_days)),
        "on_board_at": file.known(0.7, file.past(three_days)),
        "readiness_checked_at": file.known(0.6, file.past(one_day)),
        "reminded_at": file.known(0.4, file.past(one_day)),
        "agenda_shared_at": file.known(0.3, file.past(one_day)),
        "workshop_agrees": file.answer(0.1, 0.8),
        "is_rework": True if file.happens(0.03) else None,
    }


def _mobility(file: CustomerFile, starts: datetime) -> Facts:
    kind = file.one(("courtesy_car", "taxi", "collection_and_delivery"))
    fetched = kind == "collection_and_delivery"
    return {
        "mobility": kind,
        "mobility_ready_at": file.known(0.8, file.past(starts)),
        "collected_at": file.past(starts - timedelta(minutes=50)) if fetched else None,
        "pickup_place": "at home" if fetched else None,
        "return_place": "at work" if fetched else None,
    }


def _booking(file: CustomerFile, car: str, booked: datetime, starts: datetime) -> Facts:
    oil_only = file.happens(0.3)
    return {
        "kind": "service",
        "booked_at": booked,
        "starts_at": starts,
        "ends_at": file.known(0.5, starts + timedelta(hours=3)),
        "promised_back_at": file.known(0.4, starts + timedelta(hours=5)),
        "requested_on": file.known(0.5, starts.date()),
        "day_full": file.answer(0.3, 0.15),
        "vehicle": car,
        "service_advisor": file.facts.get("service_advisor"),
        "active": True if file.happens(0.25) else None,
        "job_size": file.known(0.7, file.one(("small", "large"))),
        "oil_change_only": True if oil_only else None,
        "fault": None if oil_only else file.known(0.6, file.one(MINOR)),
        "urgency": "safety_hazard" if file.happens(0.02) else None,
        "customer_in_hurry": True if file.happens(0.1) else None,
        "alternatives": [starts, starts + timedelta(days=1)] if file.happens(0.1) else None,
        "estimate": file.known(0.4, file.chance.randint(80, 600)),
    }


def _parts(file: CustomerFile, booked: datetime) -> list[Facts]:
    there = file.happens(0.7)
    part: Facts = {
        "part_no": f"P-{file.chance.randint(1000, 9999)}",
        "name": file.one(("brake disc", "timing belt", "filter")),
        "needed": 1,
        "in_stock": 1 if there else 0,
        "ordered_at": None if there else booked,
        "eta_on": None if there else booked.date() + timedelta(days=5),
    }
    return [part]


def _moved(file: CustomerFile, booked: datetime, starts: datetime) -> list[Facts]:
    cause = file.one(("customer", "parts_late", "capacity"))
    earlier = starts - timedelta(days=2)
    return [{"moved_at": booked, "from_at": earlier, "to_at": starts, "cause": cause}]


def book_ahead(file: CustomerFile, car: str) -> None:
    """Add an appointment that is still to come, or one that was not kept."""
    if file.happens(0.06):
        ahead = in_hours(file.chance, file.house.as_of + timedelta(days=file.chance.randint(1, 14)))
        booked = file.house.now - timedelta(days=file.chance.randint(1, 9))
        facts = {**_booking(file, car, booked, ahead), "status": "booked"}
        file.add("appointments", {**facts, "parts": _parts(file, booked)})
    if file.happens(0.03):
        missed = file.sometime()
        booked = missed - timedelta(days=5)
        status = file.one(("no_show", "cancelled", "customer_declined"))
        file.add("appointments", {**_booking(file, car, booked, missed), "status": status})


def _read_odometer(file: CustomerFile, car: str, day: date, km: int, source: str) -> None:
    facts = next(one for one in file.records("vehicles") if one["id"] == car)
    readings: list[Facts] = facts.setdefault("odometer", [])
    readings.append({"read_on": day, "km": km, "source": source})
    readings.sort(key=lambda reading: (reading["read_on"], reading["km"]))


def _read_between(file: CustomerFile, car: str, use: Use) -> None:
    """Add a reading that the customer told on the telephone, in half of the cases."""
    if not file.happens(0.5):
        return
    day = day_between(file.chance, max(use.since, file.house.first_day), file.house.as_of)
    _read_odometer(file, car, day, use.km_on(day), "customer")


def look_after(file: CustomerFile, car: str, use: Use) -> None:
    """Write down what the workshop's system knows of a car: next service, recalls, campaigns."""
    facts = next(one for one in file.records("vehicles") if one["id"] == car)
    as_of = file.house.as_of
    next_km = (use.km_on(as_of) // SERVICE_EVERY_KM + 1) * SERVICE_EVERY_KM
    if file.happens(0.6):
        facts["next_service_km"] = next_km
        facts["next_service_on"] = use.day_of(next_km)
    if file.happens(0.03):
        since = as_of - timedelta(days=file.chance.randint(5, 300))
        facts["open_recalls"] = [{"code": "RC-07", "since_on": since, "booked": file.happens(0.4)}]
    if file.happens(0.06):
        facts["running_campaigns"] = [{"code": "AUTUMN", "until_on": as_of + timedelta(days=28)}]
