"""Dates, and when something was done."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY_MONTH_HAS = 28

Shown = tuple[datetime | None, tuple[str, ...]]
"""When something was done, and the fields to ask for if that isn't known."""
NOTHING_SHOWN: Shown = (None, ())


def months_later(day: date, count: int) -> date:
    """Return the same day so many months on, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    month += 1
    number = day.day
    if number > EVERY_MONTH_HAS:
        number = min(number, monthrange(year, month)[1])
    return date(year, month, number)


def full_months(start: date, end: date) -> int:
    """Return the largest n for which `start` and n months is not after `end`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day <= end.day or end.day == monthrange(end.year, end.month)[1]:
        return months
    return months - 1


def earliest(contacts: Sequence[Any], now: datetime) -> Shown:
    """Return the first moment of the contacts up to now; None if one of them isn't known."""
    if not contacts:
        return NOTHING_SHOWN
    first = None
    for contact in contacts:
        at = contact.at
        if at is None:
            return None, ("contacts.at",)
        if at <= now and (first is None or at < first):
            first = at
    return first, ()


def earliest_by(channel: str, contacts: Sequence[Any], now: datetime) -> Shown:
    """Return the first moment up to now of the contacts by a channel.

    None, too, if one whose channel or moment isn't known may have been before it.
    """
    first: tuple[datetime, str] | None = None
    asked: set[str] = set()
    for contact in contacts:
        if contact.at is None and contact.channel in (channel, None):
            asked |= {"contacts.at"} if contact.channel else {"contacts.at", "contacts.channel"}
        elif contact.channel == channel and contact.at <= now and _is_before(contact, first):
            first = contact.at, contact.id
    for contact in contacts:
        doubtful = contact.channel is None and contact.at is not None and contact.at <= now
        if doubtful and _is_before(contact, first):
            asked.add("contacts.channel")
    if asked:
        return None, tuple(asked)
    return (first[0] if first else None), ()


def _is_before(contact: Any, first: tuple[datetime, str] | None) -> bool:
    """Return whether a contact was before another one; of two at once the greater id counts."""
    if first is None or contact.at < first[0]:
        return True
    return bool(contact.at == first[0] and contact.id > first[1])
