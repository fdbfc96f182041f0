"""Leads: how they begin, what the customer says, and how they end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo import contacts, showroom
from forecourt.plugins.lifecycle.demo.house import COLOURS, MODELS, OTHER_BRANDS, Model
from forecourt.plugins.lifecycle.demo.moments import days_after, minutes_after

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

SOURCES = (
    ("store_visit", 38),
    ("telephone", 18),
    ("online", 18),
    ("referral", 9),
    ("auto_show", 5),
    ("event", 4),
    ("advertising", 4),
    ("owner_base", 3),
    ("service_area", 1),
)
CRITERIA = (
    "model_chosen",
    "payment_and_delivery_given",
    "instalment_in_progress",
    "trade_in_in_progress",
    "payment_and_delivery_discussed",
    "instalment_discussed",
    "trade_in_help_asked",
    "conditions_discussed",
    "purchase_time_set",
    "came_again",
)
REASONS = ("price", "delivery too late", "other model preferred", "bought from a friend")


def pursue(file: CustomerFile, opened: datetime, end: datetime, status: str) -> tuple[str, Model]:
    """Add a lead with its contacts and visits from `opened` to `end`; return its id and car."""
    model = file.chance.choices(MODELS, [one.share for one in MODELS])[0]
    source = _weighted(file)
    lead = file.add(
        "leads", {**_beginning(file, opened, source, status), **_wishes(file, opened, model)}
    )
    facts = file.records("leads")[-1]
    facts.update(_warmth(file, end, status))
    _begin(file, lead, opened, source)
    _call_back(file, lead, facts)
    contacts.keep_in_touch(file, lead, opened, end)
    showroom.test_drives(file, lead, opened, end, model)
    _close(file, facts, end, status)
    return lead, model


def _weighted(file: CustomerFile) -> str:
    return file.chance.choices([name for name, _ in SOURCES], [share for _, share in SOURCES])[0]


def _beginning(file: CustomerFile, opened: datetime, source: str, status: str) -> Facts:
    left = minutes_after(file.chance, opened, 5, 50)
    return {
        "opened_at": opened,
        "source": source,
        "media": file.known(0.15, file.one(("radio", "search engine", "poster", "a friend"))),
        "salesperson": file.facts["salesperson"],
        "status": None if status == "open" else status,
        "data_left_at": file.past(left) if file.happens(0.85) else None,
    }


def _wishes(file: CustomerFile, opened: datetime, model: Model) -> Facts:
    return {
        "budget": file.known(0.35, round(model.price * file.chance.uniform(0.85, 1.1), -2)),
        "model_wanted": file.known(0.7, model.name),
        "displacement": file.known(0.1, file.one(("1.0", "1.5", "2.0"))),
        "colour": file.known(0.4, file.one(COLOURS)),
        "usage": file.known(0.4, "company" if file.facts.get("kind") else "private"),
        "main_purpose": file.known(0.2, file.one(("commuting", "family", "work", "travel"))),
        "main_driver": file.known(0.15, file.one(("self", "spouse", "child"))),
        "first_car": file.answer(0.3, 0.3),
        "reason_for_change": file.known(0.1, file.one(("old car fails", "family grows"))),
        "liked": file.known(0.12, file.one(("space", "look", "quietness"))),
        "disliked": file.known(0.08, file.one(("price", "boot", "waiting time"))),
        "competitors": file.known(0.2, file.one(OTHER_BRANDS)),
        "buyer": file.known(0.15, "self"),
        "decides": file.known(0.12, file.one(("self", "spouse", "the board"))),
        "influences": file.known(0.06, file.one(("children", "parents", "accountant"))),
        "where_to_buy": file.known(0.05, "here"),
        "payment_method": file.known(0.3, file.one(("cash", "instalments", "lease"))),
        "wants_stock_vehicle": file.answer(0.2, 0.3),
        **_needs(file, opened),
        "objection": file.known(0.12, file.one(("price", "range", "trade-in value"))),
    }


def _needs(file: CustomerFile, opened: datetime) -> Facts:
    """Return when the needs were asked for, and the rare wish that must go further up."""
    asked = file.past(minutes_after(file.chance, opened, 10, 60))
    special = file.happens(0.03)
    return {
        "notes_consent_at": file.known(0.4, asked),
        "needs_confirmed_at": file.known(0.3, asked),
        "needs_diagnosed_at": file.known(0.3, asked),
        "special_request": True if special else None,
        "escalated_by": file.facts["salesperson"] if special else None,
    }


def _warmth(file: CustomerFile, end: datetime, status: str) -> Facts:
    """Return what tells how warm the lead is; the criteria were asked of some only."""
    asked = file.chance.choice((0.0, 0.3, 0.8))
    grades = ("H", "A", "B", "C")
    return {
        "expected_purchase_on": file.known(0.65, _expected(file, end, status)),
        "purchase_time_vague": True if file.happens(0.1) else None,
        **{name: file.answer(asked, 0.4) for name in CRITERIA},
        "next_negotiation_on": file.known(0.15, end.date() + timedelta(days=3)),
        "confidence": file.answer(0.25, 0.6),
        "need": file.answer(0.35, 0.8),
        "purchasing_power": file.answer(0.3, 0.75),
        "recorded_grade": file.known(0.6, file.chance.choices(grades, (10, 15, 25, 50))[0]),
        "grade_before": file.known(0.3, file.one(grades)),
        "visit_course": file.known(0.1, file.one(("being_promoted", "level_downgraded"))),
        "stage": file.known(0.7, _stage(file, status)),
        "next_action": "call" if file.happens(0.3) else None,
        "next_action_on": file.known(0.3, end.date() + timedelta(days=7)),
        **_trade_in(file, end),
    }


def _expected(file: CustomerFile, end: datetime, status: str) -> date:
    """Return a date near the end of the story; of an open lead some are past, some far off."""
    if status in ("open", "not_signing_yet"):
        return file.house.as_of + timedelta(days=file.chance.randint(-12, 75))
    return end.date() + timedelta(days=file.chance.randint(-6, 10))


def _stage(file: CustomerFile, status: str) -> str:
    if status == "won":
        return "order"
    return file.one(("discovery", "exploration", "in_store", "presentation", "offer"))


def _trade_in(file: CustomerFile, end: datetime) -> Facts:
    if not file.happens(0.2):
        return {}
    proposed = end - timedelta(days=file.chance.randint(2, 10))
    checked = proposed + timedelta(days=1)
    trade_in: Facts = {
        "vehicle": f"{file.one(OTHER_BRANDS)}, {file.chance.randint(4, 14)} years",
        "proposed_at": file.past(proposed),
        "checked_at": file.past(checked) if file.happens(0.7) else None,
        "final_at": file.past(checked + timedelta(hours=3)) if file.happens(0.5) else None,
        "value": file.known(0.6, file.chance.randrange(1500, 14_000, 100)),
    }
    return {"trade_in": trade_in}


def _begin(file: CustomerFile, lead: str, opened: datetime, source: str) -> None:
    if source == "telephone":
        contacts.call_in(file, lead, opened)
    if source in ("store_visit", "service_area"):
        showroom.visit(file, opened, lead, first=True)


def _call_back(file: CustomerFile, lead: str, facts: Facts) -> None:
    """Call back within 24 hours: mostly in time, some late, some never."""
    left = facts["data_left_at"]
    if left is None or file.happens(0.1):
        return
    hours = file.chance.randint(2, 22) if file.happens(0.8) else file.chance.randint(25, 70)
    contacts.call_until_reached(
        file,
        left + timedelta(hours=hours),
        "first_call_back",
        attempts=2,
        lead=lead,
        channel="phone",
        by=facts["salesperson"],
    )


def _close(file: CustomerFile, facts: Facts, end: datetime, status: str) -> None:
    """Write down how the lead ended, where it did."""
    if status == "lost":
        facts["bought_brand"] = file.known(0.7, file.one(OTHER_BRANDS))
        facts["bought_from"] = file.known(0.7, "other_brand")
        _confirm_loss(file, facts, end, file.one(REASONS))
    if status == "out_of_control":
        facts["unreachable_since_on"] = end.date() - timedelta(days=20)
        _confirm_loss(file, facts, end, "cannot be reached")
    if status == "won":
        facts["bought_from"] = "here"
        if file.happens(0.05):
            facts["ordered_on_first_visit"] = file.one(("deposit", "full_payment"))


def _confirm_loss(file: CustomerFile, facts: Facts, end: datetime, reason: str) -> None:
    confirmed = days_after(file.chance, end, 1, 5)
    facts.update(
        lost_claimed_at=file.past(end),
        lost_claimed_by=facts["salesperson"],
        lost_confirmed_at=file.past(confirmed),
        lost_confirmed_by=file.someone("sales_manager") if file.past(confirmed) else None,
        lost_reason=reason,
    )
