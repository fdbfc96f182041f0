"""What is done in Python around engines that have no dates, or nothing to say where a value lacks.

It is part of what is timed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bench.deal_by_hand import full_months, is_within_a_week

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

CONTACT_EVERY = {"O": 7, "H": 2, "A": 4, "B": 7, "C": 15}
CHORES = (
    "call",
    "first_service_invite",
    "birthday_greeting",
    "complaint_follow_up",
    "repurchase_invite",
    "warranty_expiry_check",
)
STAGES = {
    "new": (3, 5_000),
    "early_warranty": (24, 40_000),
    "late_warranty": (36, 60_000),
    "out_of_warranty": (60, 100_000),
}
"""Months and distance up to which a car is at a stage."""
MOST = {"salesperson": 2, "sales_manager": 5, "general_manager": 10}
"""The discount that may be granted, in percent."""
NO_NUMBER = 1_000_000_000
"""Stands for a number that isn't known where an engine can't compare with nothing: in this
decision numbers are only asked to be small."""


def with_dates(data: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the data with what their dates come to: numbers, and whether a birthday is near.

    `contacted_days_ago` and `months_owned` are None where there is no such date.
    """
    last, delivered, born = data["last_contact"], data["delivered_on"], data["birthday"]
    return {
        **data,
        "contacted_days_ago": None if last is None else (today - date.fromisoformat(last)).days,
        "months_owned": (
            None if delivered is None else full_months(date.fromisoformat(delivered), today)
        ),
        "is_delivered": delivered is not None,
        "birthday_soon": born is not None and is_within_a_week(date.fromisoformat(born), today),
    }


def with_numbers(data: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the same with a number for each that isn't known."""
    found = with_dates(data, today)
    for name in ("days_to_purchase", "odometer_km", "months_owned"):
        if found[name] is None:
            found[name] = NO_NUMBER
    if found["contacted_days_ago"] is None:
        found["contacted_days_ago"] = 0
    return found


def counted(facts: Mapping[str, Any]) -> dict[str, int]:
    """Return the counts that a grade depends on, for engines that don't count."""
    talked = facts["payment_discussed"] + facts["trade_in_in_progress"] + facts["price_negotiated"]
    return {"talked": talked, "signs": talked + facts["next_meeting_set"] + (facts["visits"] >= 2)}


def over_limit(facts: Mapping[str, Any], grade: str) -> float:
    """Return by how much the discount is over what may be granted, in percent."""
    less = grade == "C" and not facts["open_complaint"]
    asked: float = facts["requested_discount"]
    return asked - (MOST[facts["seller"]] - less)


def decided_by(held: Container[str], facts: Mapping[str, Any]) -> tuple[str, bool, str | None]:
    """Return grade, whether overdue, and lifecycle, where an engine says what conditions hold."""
    grade = first_of(CONTACT_EVERY, held)
    lifecycle = first_of((*STAGES, "upgrade"), held) if facts["is_delivered"] else None
    return grade, facts["contacted_days_ago"] > CONTACT_EVERY[grade], lifecycle


def first_of(names: Iterable[str], held: Container[str]) -> str:
    """Return the first of the names that holds, the last if none does."""
    name = ""
    for name in names:
        if name in held:
            return name
    return name


def answer(
    facts: Mapping[str, Any],
    today: date,
    decided: tuple[str, bool, str | None, str],
    tasks: Sequence[str],
) -> dict[str, Any]:
    """Return the answer, with the date of the next contact; `facts` as `with_dates` gives them.

    `decided` are the grade, whether overdue, the lifecycle and what becomes of the discount.
    """
    grade, overdue, lifecycle, discount = decided
    ago = facts["contacted_days_ago"]
    days = 0 if facts["last_contact"] is None else CONTACT_EVERY[grade] - ago
    return {
        "grade": grade,
        "next_contact": today + timedelta(days=days),
        "overdue": overdue,
        "lifecycle": lifecycle,
        "discount": discount,
        "tasks": list(tasks),
    }
