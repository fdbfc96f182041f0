"""The reference decision as one writes it without an engine, and reading a deal's data so."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEK = timedelta(days=7)
CONTACT_EVERY = {
    grade: timedelta(days=days) for grade, days in zip("OHABC", (7, 2, 4, 7, 15), strict=True)
}
LIMITS = {"salesperson": 20_000, "sales_manager": 50_000, "general_manager": 100_000}


def by_hand(deal: Any, today: date) -> dict[str, Any]:  # noqa: C901, PLR0912 - in one piece, to be quick
    """Return the values of the reference decision, as one would write them without an engine."""
    days = deal.days_to_purchase
    if deal.contract_signed or deal.deposit_paid:
        grade = "O"
    elif days is not None and days <= 7 and deal.model_chosen and deal.colour_chosen:
        grade = "H"
    elif (
        days is not None
        and days <= 15
        and deal.model_chosen
        and deal.payment_discussed + deal.trade_in_in_progress + deal.price_negotiated >= 2
    ):
        grade = "A"
    elif (days is not None and days <= 30) or (
        deal.price_negotiated
        + deal.next_meeting_set
        + (deal.visits >= 2)
        + deal.trade_in_in_progress
        + deal.payment_discussed
        >= 3
    ):
        grade = "B"
    else:
        grade = "C"

    last_contact = deal.last_contact
    next_contact = today if last_contact is None else last_contact + CONTACT_EVERY[grade]
    overdue = next_contact < today

    delivered_on, odometer = deal.delivered_on, deal.odometer_km
    lifecycle, months = None, 0
    if delivered_on is not None:
        months = full_months(delivered_on, today)
        if odometer is None:
            lifecycle = "upgrade"
        elif months <= 3 and odometer <= 5_000:
            lifecycle = "new"
        elif months <= 24 and odometer <= 40_000:
            lifecycle = "early_warranty"
        elif months <= 36 and odometer <= 60_000:
            lifecycle = "late_warranty"
        elif months <= 60 and odometer <= 100_000:
            lifecycle = "out_of_warranty"
        else:
            lifecycle = "upgrade"

    limit = LIMITS[deal.seller]
    if grade == "C" and not deal.open_complaint:
        limit -= 10_000
    requested = deal.requested_discount
    discount = "approve" if requested <= limit else "escalate" if requested <= 100_000 else "reject"

    tasks = []
    if overdue and delivered_on is None:
        tasks.append("call")
    if lifecycle == "new" and odometer is not None and odometer >= 2_000:
        tasks.append("first_service_invite")
    if deal.birthday is not None and is_within_a_week(deal.birthday, today):
        tasks.append("birthday_greeting")
    if deal.open_complaint:
        tasks.append("complaint_follow_up")
    if lifecycle == "upgrade":
        tasks.append("repurchase_invite")
    if lifecycle == "late_warranty" and months >= 35:
        tasks.append("warranty_expiry_check")
    return {
        "grade": grade,
        "next_contact": next_contact,
        "overdue": overdue,
        "lifecycle": lifecycle,
        "discount": discount,
        "tasks": tasks,
    }


def full_months(start: date, end: date) -> int:
    """Return the whole months, completed on a month's last day if it has no such day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day <= end.day or (end + timedelta(days=1)).day == 1:
        return months
    return months - 1


def is_within_a_week(birthday: date, today: date) -> bool:
    """Return whether the day falls on one of the next seven days, or today."""
    month, day = birthday.month, birthday.day
    if day == 29 and month == 2 and not isleap(today.year):
        month, day = 3, 1
    end = today + WEEK
    first, last, of_year = (today.month, today.day), (end.month, end.day), (month, day)
    if first <= last:
        return first <= of_year <= last
    return of_year >= first or of_year <= last


@dataclass(slots=True)
class HandDeal:
    """A deal; amounts in ten-thousandths of a percent, as records have them."""

    id: str
    days_to_purchase: int | None
    contract_signed: bool
    deposit_paid: bool
    model_chosen: bool
    colour_chosen: bool
    payment_discussed: bool
    trade_in_in_progress: bool
    price_negotiated: bool
    next_meeting_set: bool
    visits: int
    last_contact: date | None
    delivered_on: date | None
    odometer_km: int | None
    requested_discount: int
    seller: str
    open_complaint: bool
    birthday: date | None


def read_by_hand(data: Mapping[str, Any]) -> HandDeal:
    """Return a deal's data ready for `by_hand`, trusting them: nothing is checked."""
    return HandDeal(
        data["id"],
        data["days_to_purchase"],
        data["contract_signed"],
        data["deposit_paid"],
        data["model_chosen"],
        data["colour_chosen"],
        data["payment_discussed"],
        data["trade_in_in_progress"],
        data["price_negotiated"],
        data["next_meeting_set"],
        data["visits"],
        _day(data["last_contact"]),
        _day(data["delivered_on"]),
        data["odometer_km"],
        round(data["requested_discount"] * 10_000),
        data["seller"],
        data["open_complaint"],
        _day(data["birthday"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
