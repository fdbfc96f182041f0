"""Calls, messages and letters: how often, by whom, and whether somebody answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from forecourt.plugins.lifecycle.demo.moments import days_after, in_hours, months_after

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts

UNREACHED = 0.12
PACES = ((2, 12), (4, 20), (7, 33), (15, 35))
"""Days between two contacts, and how many leads in a hundred go at that pace."""
CHANNELS = (("phone", 62), ("wechat", 14), ("sms", 9), ("email", 9), ("visit", 6))


def add_contact(file: CustomerFile, moment: datetime, about: str, **facts: Any) -> bool:
    """Add a contact that has taken place; return whether the customer was reached.

    Nothing is added, and nobody reached, if the moment lies ahead.
    """
    if moment > file.house.now:
        return False
    reached = facts.pop("reached", True) is True
    ended_at = moment + timedelta(minutes=file.chance.randint(1, 14)) if reached else None
    contact: Facts = {"at": moment, "ended_at": file.known(0.4, ended_at), "about": [about]}
    file.add("contacts", {**contact, "reached": None if reached else False, **facts})
    return reached


def call_until_reached(
    file: CustomerFile, moment: datetime, about: str, attempts: int = 3, **facts: Any
) -> bool:
    """Call, and call again on the next days if nobody answers; return whether one was reached."""
    for _ in range(attempts):
        reached = not file.happens(UNREACHED)
        details = {**facts, **noted(file, moment)} if reached else dict(facts)
        if add_contact(file, moment, about, reached=reached, **details):
            return True
        moment = days_after(file.chance, moment, 1, 2)
    return False


def noted(file: CustomerFile, moment: datetime) -> Facts:
    """Return what was written down after a call that was answered."""
    recorded = moment + timedelta(minutes=file.chance.randint(3, 400))
    return {
        "recorded_at": file.past(recorded) if file.happens(0.93) else None,
        "customer_data_updated_at": file.past(recorded) if file.happens(0.06) else None,
    }


def keep_in_touch(file: CustomerFile, lead: str, start: datetime, end: datetime) -> None:
    """Add the follow-ups of a lead between two moments, mostly on time, some late, few never."""
    pace = file.chance.choices([days for days, _ in PACES], [share for _, share in PACES])[0]
    moment = start
    while True:
        late = file.chance.randint(1, 6) if file.happens(0.2) else 0
        moment = days_after(file.chance, moment, max(1, pace - 1), pace + late)
        if moment >= min(end, file.house.now) or file.happens(0.02):
            return
        _follow_up(file, lead, moment)


def _follow_up(file: CustomerFile, lead: str, moment: datetime) -> None:
    channel = file.chance.choices([name for name, _ in CHANNELS], [part for _, part in CHANNELS])[0]
    add_contact(
        file,
        moment,
        "follow_up",
        lead=lead,
        channel=channel,
        by=file.facts["salesperson"],
        reached=not file.happens(UNREACHED),
        direction="in" if file.happens(0.12) else None,
        activity=file.known(0.4, file.one(("promotion", "development"))),
        opinion=file.known(0.1, file.one(("likes the colour", "price too high", "compares"))),
        invited_to=[file.one(("visit", "test_drive", "event"))] if file.happens(0.15) else None,
        call_again_at=days_after(file.chance, moment, 1, 5) if file.happens(0.05) else None,
        visit=_last_id(file, "visits") if channel == "visit" else None,
    )


def _last_id(file: CustomerFile, plural: str) -> str | None:
    records = file.records(plural)
    return records[-1]["id"] if records else None


def call_in(file: CustomerFile, lead: str, moment: datetime) -> None:
    """Add the telephone call with which a lead begins."""
    add_contact(
        file,
        moment,
        "first_enquiry",
        lead=lead,
        channel="phone",
        direction="in",
        by=file.facts["salesperson"],
        rings=file.chance.choices((1, 2, 3, 4, 5), (20, 40, 25, 10, 5))[0],
        answer_seconds=file.chance.randint(3, 24),
        music_ringback=file.answer(0.5, 0.2),
        followed_up_by_sms_at=file.past(moment + timedelta(minutes=file.chance.randint(4, 50)))
        if file.happens(0.5)
        else None,
    )


def greet_on_birthdays(file: CustomerFile, since: datetime) -> None:
    """Add the birthday greetings by SMS that were sent, about two in three."""
    birth_on = file.facts.get("birth_on")
    if birth_on is None or file.facts.get("mobile") is None:
        return
    for year in range(since.year, file.house.as_of.year + 1):
        moment = in_hours(file.chance, months_after(birth_on, 12 * (year - birth_on.year)))
        if moment > since and file.happens(0.65):
            sender = file.facts["salesperson"]
            add_contact(file, moment, "birthday_greeting", channel="sms", by=sender)
