"""First and second service of a new car."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.by_hand.times import NOTHING_SHOWN, Shown, earliest

if TYPE_CHECKING:
    from datetime import date, datetime

    from bench.by_hand.frame import AsOf, File

KM = 1_000_000
"""One kilometre in the normal form of distances."""
FIRST_SERVICE = 2_500 * KM
SECOND_SERVICE = 7_500 * KM

Field = tuple[str, str, str]
"""A field to ask for: model, id, field."""


def look_at_vehicle(vehicle: Any, file: File, at: AsOf) -> None:
    """Remind of the first two services of a new car, and book them."""
    if vehicle.condition != "new" or vehicle.use_stopped_on is not None:
        return
    orders = [order for order in file.customer.repair_orders if order.vehicle == vehicle.id]
    services = [
        order for order in orders if "maintenance" in order.kind and order.opened_at is not None
    ]
    first = min([order.opened_at for order in services], default=None)
    done = first if first is not None and first <= at.now else None
    km, unknown = _distance(vehicle)
    if vehicle.delivered_on is not None:
        if unknown:
            _ask(vehicle, "book_first_service", FIRST_SERVICE, unknown, file)
        elif km is not None and FIRST_SERVICE <= km < SECOND_SERVICE:
            _book(vehicle, "book_first_service", FIRST_SERVICE, (done, ()), file, at)
        if not orders and (km or 0) < SECOND_SERVICE:
            planned = vehicle.delivered_on > at.today
            _remind(vehicle, "remind_first_service", vehicle.delivered_on, planned, file, at)
    if first is not None:
        if (km or 0) < SECOND_SERVICE:
            _remind(vehicle, "remind_second_service", first, first > at.now, file, at)
        if unknown:
            _ask(vehicle, "book_second_service", SECOND_SERVICE, unknown, file)
        elif km is not None and km >= SECOND_SERVICE:
            shown = _second_service(services, at.now)
            _book(vehicle, "book_second_service", SECOND_SERVICE, shown, file, at)


def _distance(vehicle: Any) -> tuple[int | None, Field | None]:
    """Return the distance as last read, and the field to ask for if it cannot be told."""
    readings = vehicle.odometer
    if not readings:
        return None, None
    if None in [reading.read_on for reading in readings]:
        return None, ("vehicle", vehicle.id, "odometer.read_on")
    last = max(readings, key=_day_and_id)
    return last.km, None if last.km is not None else ("odometer_reading", last.id, "km")


def _day_and_id(reading: Any) -> tuple[date, str]:
    return reading.read_on, reading.id


def _read_since(vehicle: Any, km: int) -> tuple[bool, date | None]:
    """Return whether so much may have been read, and the first day on which it was, if known."""
    days = [each.read_on for each in vehicle.odometer if each.km is not None and each.km >= km]
    perhaps = [each.read_on for each in vehicle.odometer if each.km is None]
    if None in days or None in perhaps:
        return True, None
    first = min(days, default=None)
    if perhaps and (first is None or min(perhaps) < first):
        return True, None
    return first is not None, first


def _ask_since(vehicle: Any, task: str, km: int, file: File) -> None:
    """Ask for what keeps it unknown on which day the distance was first read."""
    days = [each.read_on for each in vehicle.odometer if each.km is not None and each.km >= km]
    first = min([day for day in days if day is not None], default=None)
    names = {"read_on"} if None in days else set()
    for each in vehicle.odometer:
        if each.km is None and each.read_on is None:
            names |= {"km", "read_on"}
        elif each.km is None and (first is None or each.read_on < first):
            names.add("km")
    file.asked += [("vehicle", vehicle.id, f"odometer.{name}", task) for name in sorted(names)]


def _second_service(services: list[Any], now: datetime) -> Shown:
    """Return when the first maintenance of the second service's mark or distance was opened.

    None, too, if another may have been before it.
    """
    sure: list[tuple[datetime, str]] = []
    perhaps: list[tuple[datetime, str]] = []
    for order in services:
        if order.opened_at > now:
            continue
        if (order.service_mark or 0) >= SECOND_SERVICE or (order.km_in or 0) >= SECOND_SERVICE:
            sure.append((order.opened_at, order.id))
        elif order.km_in is None:
            perhaps.append((order.opened_at, order.id))
    if not sure:
        return (None, ("repair_orders.km_in",)) if perhaps else NOTHING_SHOWN
    first = min(sure)[0]
    last_id = max(identity for opened_at, identity in sure if opened_at == first)
    for opened_at, identity in perhaps:
        if opened_at < first or (opened_at == first and identity > last_id):
            return None, ("repair_orders.km_in",)
    return first, ()


def _ask(vehicle: Any, task: str, km: int, unknown: Field, file: File) -> None:
    if _read_since(vehicle, km)[0]:
        file.asked.append((*unknown, task))


def _book(vehicle: Any, task: str, km: int, shown: Shown, file: File, at: AsOf) -> None:
    read, since = _read_since(vehicle, km)
    if not read:
        return
    done = shown[0]
    status = _status(vehicle, task, shown, since is not None and since > at.today, file)
    if since is None and status in ("planned", "open"):
        _ask_since(vehicle, task, km, file)
    fields = (file.customer.service_advisor, since, status, done)
    file.emitted.append((task, "vehicle", vehicle.id, None, fields))


def _remind(vehicle: Any, task: str, since: date, planned: bool, file: File, at: AsOf) -> None:
    calls = [
        contact
        for contact in file.about.get(task, ())
        if contact.vehicle == vehicle.id and contact.reached
    ]
    shown = earliest(calls, at.now)
    status = _status(vehicle, task, shown, planned, file)
    fields = (at.only_one.get("customer_service"), since, status, shown[0])
    file.emitted.append((task, "vehicle", vehicle.id, None, fields))


def _status(vehicle: Any, task: str, shown: Shown, planned: bool, file: File) -> str:
    if (task, f"vehicle:{vehicle.id}") in file.waived:
        return "waived"
    done, asked = shown
    if asked or file.unclear:
        file.doubt(task, "vehicle", vehicle.id, asked)
    if done is not None:
        return "done"
    return "planned" if planned else "open"
