"""The calls after a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench.by_hand.times import (
    NOTHING_SHOWN,
    Shown,
    earliest,
    earliest_by,
    full_months,
    months_later,
)

from forecourt.core.values.clock import add_elapsed

if TYPE_CHECKING:
    from bench.by_hand.frame import AsOf, File

ONE_DAY = timedelta(1)
TWO_DAYS = timedelta(2)
THREE_DAYS = timedelta(3)
SIX_DAYS = timedelta(6)
ONE_WEEK = timedelta(7)
TWO_WEEKS = timedelta(14)
HALF_MONTH = timedelta(15)
HOME_AFTER = 3 * 3600
FIRST_CARE_AFTER = 2


@dataclass(slots=True)
class Collected:
    """A delivery, the day on which the customer collected the car, and who looks after him."""

    delivery: Any
    moment: datetime
    day: date
    person: str | None
    file: File
    at: AsOf


def call_after(delivery: Any, file: File, at: AsOf) -> None:
    """Make the calls that follow the day on which the customer collected the car."""
    moment = delivery.delivered_at
    if moment is None:
        return
    customer = file.customer
    person = customer.salesperson if delivery.salesperson is None else delivery.salesperson
    day = moment.date()
    car = Collected(delivery, moment, day, person, file, at)

    _safely_home(car)
    if customer.mobile is not None:
        _thank(car)
    in_three, in_a_week, in_half_a_month = day + THREE_DAYS, day + ONE_WEEK, day + HALF_MONTH
    in_a_month, in_two_months = months_later(day, 1), months_later(day, 2)
    shown = _called(car, "first_days_call")
    _on_day(car, "first_days_call", shown, day + TWO_DAYS, in_three, day + SIX_DAYS)
    letters = _about(car, "invitation_letter")
    shown = earliest_by("letter", letters, at.now) if letters else NOTHING_SHOWN
    _on_day(car, "invitation_letter", shown, in_three, in_three, day + SIX_DAYS)
    shown = _called(car, "first_week_call")
    _on_day(car, "first_week_call", shown, in_a_week, in_a_week, day + TWO_WEEKS)
    shown, until = _called(car, "half_month_call"), in_a_month - ONE_DAY
    _on_day(car, "half_month_call", shown, in_half_a_month, in_half_a_month, until)
    shown, until = _called(car, "first_month_call"), in_two_months - ONE_DAY
    _on_day(car, "first_month_call", shown, in_a_month, in_a_month, until)
    _care_every_month(car)


def _about(car: Collected, task: str) -> list[Any]:
    """Return the contacts about a task that belong to this delivery."""
    contacts = car.file.about.get(task)
    if contacts is None:
        return []
    identity = car.delivery.id
    return [contact for contact in contacts if contact.delivery == identity]


def _called(car: Collected, task: str) -> Shown:
    """Return when the customer was first called about a task and reached."""
    contacts = [contact for contact in _about(car, task) if contact.reached]
    return earliest(contacts, car.at.now)


def _is_waived(car: Collected, task: str) -> bool:
    waived = car.file.waived
    return bool(waived) and (task, f"delivery:{car.delivery.id}") in waived


def _on_day(car: Collected, task: str, shown: Shown, opens: date, due: date, until: date) -> None:
    """Add a task that is due on a day, open from one day until another."""
    today, (done, asked) = car.at.today, shown
    if _is_waived(car, task):
        status = "waived"
    elif done is not None:
        status = "done_late" if done.date() > due else "done"
    elif until < today:
        status = "missed"
    elif opens > today:
        status = "planned"
    elif due < today:
        status = "overdue"
    else:
        status = "due" if due == today else "open"
    _add(car, task, status, asked, (car.person, opens, due, until, status, done))


def _add(
    car: Collected, task: str, status: str, asked: tuple[str, ...], fields: tuple[Any, ...]
) -> None:
    """Add a task that occurs once, and what must be asked to be sure of its status."""
    if status != "waived" and (asked or car.file.unclear):
        car.file.doubt(task, "delivery", car.delivery.id, asked)
    car.file.emitted.append((task, "delivery", car.delivery.id, None, fields))


def _safely_home(car: Collected) -> None:
    at, moment = car.at, car.moment
    (done, asked), until = _called(car, "safely_home"), car.day + TWO_DAYS
    due = add_elapsed(moment, HOME_AFTER, at.zone)
    if _is_waived(car, "safely_home"):
        status = "waived"
    elif done is not None:
        status = "done_late" if done > due else "done"
    elif until < at.today:
        status = "missed"
    elif moment > at.now:
        status = "planned"
    elif due < at.now:
        status = "overdue"
    else:
        status = "due" if due.date() == at.today else "open"
    _add(car, "safely_home", status, asked, (car.person, moment, due, until, status, done))


def _thank(car: Collected) -> None:
    today, day = car.at.today, car.day
    texts = _about(car, "purchase_thanks")
    done, asked = earliest_by("sms", texts, car.at.now) if texts else NOTHING_SHOWN
    until = day + TWO_DAYS
    if _is_waived(car, "purchase_thanks"):
        status = "waived"
    elif done is not None:
        status = "done_late" if done.date() > day else "done"
    elif until < today:
        status = "missed"
    elif car.moment > car.at.now:
        status = "planned"
    elif day < today:
        status = "overdue"
    else:
        status = "due" if day == today else "open"
    fields = (car.person, car.moment, day, until, status, done)
    _add(car, "purchase_thanks", status, asked, fields)


def _care_every_month(car: Collected) -> None:
    """Add this month's care call, and on the day it is due last month's, if that was not made."""
    today, day = car.at.today, car.day
    calls = [contact for contact in _about(car, "monthly_care") if contact.reached]
    number = max(FIRST_CARE_AFTER, full_months(day, today))
    due = months_later(day, number)
    if due == today and number > FIRST_CARE_AFTER:
        before = months_later(day, number - 1)
        shown = _cared(calls, before, due, car.at)
        if shown[0] is None:
            _care(car, number - 1, (before, due), shown)
    following = months_later(day, number + 1)
    _care(car, number, (due, following), _cared(calls, due, following, car.at))


def _cared(calls: list[Any], first: date, following: date, at: AsOf) -> Shown:
    """Return the first call from one day until before another."""
    within = [call for call in calls if call.at is None or first <= call.at.date() < following]
    return earliest(within, at.now)


def _care(car: Collected, number: int, days: tuple[date, date], shown: Shown) -> None:
    """Add a care call, which belongs to the time from one day until before another."""
    today, (due, following), (done, asked) = car.at.today, days, shown
    waived = car.file.waived.get(("monthly_care", f"delivery:{car.delivery.id}"))
    if waived and any(due <= moment.date() < following for moment in waived):
        status = "waived"
    elif done is not None:
        status = "done_late" if done.date() > due else "done"
    elif due < today:
        status = "overdue"
    else:
        status = "due" if due == today else "planned"
    if status != "waived" and (asked or car.file.unclear):
        car.file.doubt("monthly_care", "delivery", car.delivery.id, asked, due, following)
    fields = (car.person, due, due, status, done)
    car.file.emitted.append(("monthly_care", "delivery", car.delivery.id, str(number), fields))
