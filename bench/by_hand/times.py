"""Dates, and when something was done."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY_MONTH_HAS = 28


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


def earliest(contacts: Sequence[Any]) -> datetime | None:
    """Return the first moment of the contacts; None if there is none, or one isn't known."""
    if not contacts:
        return None
    moments = [contact.at for contact in contacts]
    return None if None in moments else min(moments)


def earliest_by(channel: str, contacts: Sequence[Any]) -> datetime | None:
    """Return the first moment of the contacts by a channel.

    None, too, if one whose channel isn't known may have been before it.
    """
    sure = [contact for contact in contacts if contact.channel == channel]
    first = earliest(sure)
    perhaps = [contact for contact in contacts if contact.channel is None]
    if first is None or not perhaps:
        return first
    last_id = max(contact.id for contact in sure if contact.at == first)
    for contact in perhaps:
        if contact.at is None or contact.at < first:
            return None
        if contact.at == first and contact.id > last_id:
            return None
    return first
