"""Leads: their level, and the contacts that go with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench.by_hand.times import earliest

from forecourt.core.values.clock import add_elapsed

if TYPE_CHECKING:
    from datetime import date

    from bench.by_hand.frame import AsOf, File

CALL_BACK_WITHIN = 24 * 3600
IN_HAND = ("open", "not_signing_yet")
CRITERIA = (
    (
        "H",
        (
            "model_chosen",
            "payment_and_delivery_given",
            "instalment_in_progress",
            "trade_in_in_progress",
        ),
    ),
    (
        "A",
        (
            "model_chosen",
            "payment_and_delivery_discussed",
            "instalment_discussed",
            "trade_in_help_asked",
        ),
    ),
    (
        "B",
        (
            "conditions_discussed",
            "purchase_time_set",
            "next_negotiation_set",
            "came_again",
            "trade_in_help_asked",
        ),
    ),
)
"""What speaks for a level when no date is known, the hottest first."""
CRITERIA_NEEDED = 3
COMPOSITION = {
    "H": ("hot_composition", ("confidence", "need", "purchasing_power")),
    "A": ("hot_composition", ("confidence", "need", "purchasing_power")),
    "B": ("b_composition", ("need", "purchasing_power")),
    "C": ("c_composition", ("confidence", "purchasing_power")),
}
"""What goes with a level, and the rule that says so."""


def look_at_lead(lead: Any, file: File, at: AsOf) -> None:
    """Decide a lead's levels, and what follows from them."""
    customer = file.customer
    in_hand = lead.status in IN_HAND
    person = customer.salesperson if lead.salesperson is None else lead.salesperson
    if in_hand and lead.data_left_at is not None:
        _call_back(lead, person, file, at)
    grade, asked = _grade(lead, in_hand, file, at)
    file.decided.append(("grade", "lead", lead.id, grade, not asked))
    for model, identity, name in asked:
        file.asked.append((model, identity, name, "grade"))
    if in_hand or grade == "O":
        assert grade is not None
        _follow_up(lead, grade, person, file, at)
    if grade in COMPOSITION:
        _look_at_composition(lead, grade, file)
    _progress(lead, in_hand, file, at)


def _call_back(lead: Any, person: str | None, file: File, at: AsOf) -> None:
    left = lead.data_left_at
    calls = [
        contact
        for contact in file.about.get("first_call_back", ())
        if contact.lead == lead.id and contact.reached
    ]
    done, asked = earliest(calls, at.now)
    due = add_elapsed(left, CALL_BACK_WITHIN, at.zone)
    if ("first_call_back", f"lead:{lead.id}") in file.waived:
        status = "waived"
    elif done is not None:
        status = "done_late" if done > due else "done"
    elif left > at.now:
        status = "planned"
    elif due < at.now:
        status = "overdue"
    else:
        status = "due" if due.date() == at.today else "open"
    if status != "waived" and (asked or file.unclear):
        file.doubt("first_call_back", "lead", lead.id, asked)
    file.emitted.append(
        ("first_call_back", "lead", lead.id, None, (person, left, due, status, done))
    )


# The level --------------------------------------------------------------------------------------


Fields = list[tuple[str, str, str]]
"""Fields to ask for: model, id, field."""


def _grade(lead: Any, in_hand: bool, file: File, at: AsOf) -> tuple[str | None, Fields]:
    """Return the level, and the fields that keep a hotter one possible."""
    asked: Fields = []
    if _has_order(lead, file.customer):
        collected = _collected(lead, file.customer)
        if collected is False:
            return "O", asked
        if collected is None:
            asked.append(("customer", file.customer.id, "deliveries.order"))
    if not in_hand:
        return None, asked
    expected = lead.expected_purchase_on
    if expected is not None and expected >= at.today:
        return _by_date(expected, at.purchase_by) or "C", asked
    if not lead.purchase_time_vague:
        asked.append(("lead", lead.id, "expected_purchase_on"))
    return _by_criteria(lead, asked), asked


def _has_order(lead: Any, customer: Any) -> bool:
    for order in customer.orders:
        if order.lead == lead.id and order.cancelled_at is None:
            known = (order.contract_signed_at, order.paid_in_full_at, order.deposit_at)
            if any(known) or order.advance_deposit_at is not None:
                return True
    return False


def _collected(lead: Any, customer: Any) -> bool | None:
    """Return whether the customer has the car; None if a delivery doesn't say what it is for."""
    orders = {order.id for order in customer.orders if order.lead == lead.id}
    answer: bool | None = False
    for delivery in customer.deliveries:
        if delivery.delivered_at is not None:
            if delivery.order is None:
                answer = None
            elif delivery.order in orders:
                return True
    return answer


def _by_date(expected: date, limits: dict[str, date]) -> str | None:
    for level, limit in limits.items():
        if expected <= limit:
            return level
    return None


def _by_criteria(lead: Any, asked: Fields) -> str:
    """Return the first level for which enough speaks; add what is not known of hotter ones."""
    for level, names in CRITERIA:
        true, unknown = 0, []
        for name in names:
            if name == "next_negotiation_set":
                true += lead.next_negotiation_on is not None
                continue
            known = getattr(lead, name)
            if known:
                true += 1
            elif known is None:
                unknown.append(name)
        if true >= CRITERIA_NEEDED:
            return level
        if true + len(unknown) >= CRITERIA_NEEDED:
            asked.extend([("lead", lead.id, name) for name in unknown])
    return "C"


def _progress(lead: Any, in_hand: bool, file: File, at: AsOf) -> None:
    level, certain = None, True
    expected = lead.expected_purchase_on
    if in_hand:
        if expected is not None and expected >= at.today:
            level = _by_date(expected, at.progress_by)
        elif not lead.purchase_time_vague:
            certain = False
            file.asked.append(("lead", lead.id, "expected_purchase_on", "progress_level"))
    file.decided.append(("progress_level", "lead", lead.id, level, certain))


# What follows from it ---------------------------------------------------------------------------


def _follow_up(lead: Any, grade: str, person: str | None, file: File, at: AsOf) -> None:
    customer = file.customer
    last, known = _last_reached(customer.contacts, at.now)
    since = lead.opened_at if last is None else last.at
    due = None if since is None else since.date() + timedelta(at.contact_every[grade])
    if due is None:
        file.asked.append(("lead", lead.id, "opened_at", "follow_up"))
    if not known:
        file.asked.append(("customer", customer.id, "contacts.at", "follow_up"))
    waived = file.waived.get(("follow_up", f"lead:{lead.id}"))
    if waived and since is not None and any(moment >= since for moment in waived):
        status = "waived"
    else:
        status = _follow_up_status(due, at)
        if file.unclear:
            file.doubt("follow_up", "lead", lead.id, (), since)
    told, superior = None, None
    if status == "critical":
        told, superior = "sales_manager", _sales_manager(person, at)
    occurrence = "start" if last is None else last.id
    fields = (person, customer.preferred_channel, due, status, None, told, superior)
    file.emitted.append(("follow_up", "lead", lead.id, occurrence, fields))


def _last_reached(contacts: Any, now: datetime) -> tuple[Any, bool]:
    """Return the last contact so far that reached the customer, and whether it can be told."""
    reached = [contact for contact in contacts if contact.reached]
    if any(contact.at is None for contact in reached):
        return None, False
    so_far = [contact for contact in reached if contact.at <= now]
    return max(so_far, key=_moment_and_id, default=None), True


def _moment_and_id(contact: Any) -> tuple[datetime, str]:
    return contact.at, contact.id


def _follow_up_status(due: date | None, at: AsOf) -> str:
    if due is None:
        return "open"
    if due < at.critical_before:
        return "critical"
    if due < at.today:
        return "overdue"
    return "due" if due == at.today else "open"


def _sales_manager(person: str | None, at: AsOf) -> str | None:
    """Return whom a salesperson reports to, if a sales manager; else the only one there is."""
    salesperson = at.staff.get(person) if person is not None else None
    if salesperson is not None and salesperson.reports_to is not None:
        superior = at.staff.get(salesperson.reports_to)
        if superior is not None and "sales_manager" in superior.roles:
            return str(superior.id)
    return at.only_one.get("sales_manager")


def _look_at_composition(lead: Any, grade: str, file: File) -> None:
    rule, names = COMPOSITION[grade]
    unknown = []
    for name in names:
        known = getattr(lead, name)
        if known is None:
            unknown.append(name)
        elif not known:
            file.emitted.append((rule, "lead", lead.id, None, (False,)))
            return
    file.asked.extend([("lead", lead.id, name, rule) for name in unknown])
