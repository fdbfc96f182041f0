"""Rules for the customer and for single contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.by_hand.times import earliest, full_months, months_later

if TYPE_CHECKING:
    from datetime import datetime

    from bench.by_hand.frame import AsOf, File

NOT_SATISFIED = ("not_fully_satisfied", "dissatisfied")


def wish_happy_birthday(file: File, at: AsOf) -> None:
    """Greet on the birthday, by SMS; a birthday that passed is missed."""
    customer = file.customer
    if customer.kind != "person" or customer.mobile is None:
        return
    born = customer.birth_on
    if born is None:
        file.asked.append(("customer", customer.id, "birth_on", "birthday_greeting"))
        return
    today = at.today
    age = max(1, full_months(born, today) // 12)
    due, following = months_later(born, 12 * age), months_later(born, 12 * (age + 1))
    greeted = [
        contact
        for contact in file.about.get("birthday_greeting", ())
        if contact.at is None or due <= contact.at.date() < following
    ]
    done, asked = earliest(greeted, at.now)
    waived = file.waived.get(("birthday_greeting", f"customer:{customer.id}"))
    if waived and any(due <= moment.date() < following for moment in waived):
        status = "waived"
    elif done is not None:
        status = "done_late" if done.date() > due else "done"
    elif due < today:
        status = "missed"
    else:
        status = "due" if due == today else "planned"
    if status != "waived":
        file.doubt("birthday_greeting", "customer", customer.id, asked, due, following)
    fields = (customer.salesperson, due, due, due, status, done)
    file.emitted.append(("birthday_greeting", "customer", customer.id, str(age), fields))


def look_at_contact(contact: Any, file: File, at: AsOf) -> None:
    """Ask for what a contact about a delivery must leave behind."""
    if contact.delivery is None:
        return
    if contact.reached and contact.recorded_at is None:
        if contact.channel == "phone":
            file.emitted.append(("call_recorded", "contact", contact.id, None, (False,)))
        elif contact.channel is None:
            file.asked.append(("contact", contact.id, "channel", "call_recorded"))
    if contact.answer_promised_at is not None:
        _keep_promise(contact, file, at)
    elif contact.result in NOT_SATISFIED and contact.answered_at is None:
        file.emitted.append(("answer_promised", "contact", contact.id, None, (False,)))


def _keep_promise(contact: Any, file: File, at: AsOf) -> None:
    due = contact.answer_promised_at
    if ("keep_promise", f"contact:{contact.id}") in file.waived:
        status = "waived"
    elif contact.answered_at is not None:
        status = "done"
    elif contact.at is None:
        file.asked.append(("contact", contact.id, "at", "keep_promise"))
        status = _status_of_promise(due, at)
    elif contact.at > at.now:
        status = "planned"
    else:
        status = _status_of_promise(due, at)
    if status != "waived":
        file.doubt("keep_promise", "contact", contact.id, ())
    fields = (contact.by, contact.at, due, status, None)
    file.emitted.append(("keep_promise", "contact", contact.id, None, fields))


def _status_of_promise(due: datetime, at: AsOf) -> str:
    if at.now > due:
        return "overdue"
    return "due" if due.date() == at.today else "open"


def withdraw_before_deleting(action: Any, file: File) -> None:
    """A membership is deleted only once it is withdrawn."""
    if action.name != "delete_membership":
        return
    for membership in file.customer.memberships:
        if f"membership:{membership.id}" == action.of and membership.recorded_state == "withdrawn":
            return
    file.emitted.append(("withdrawn_first", "action", action.id, None, (False,)))
