"""Papers, approvals, waivers, and operations that somebody is about to do.

What these are about can be a record of any model: `of` is then a text in the form `lead:L1`.
"""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Money,
    Percent,
    Record,
    Text,
    Whole,
    default,
    none,
    required,
    unknown,
)
from forecourt.plugins.lifecycle.units import COUNT


class Document(Record, name="document", owner="customer", plural="documents", time="made_at"):
    """A paper that was drawn up for a customer."""

    kind: Text | None = unknown("Which paper it is, by the name of its form")
    of: Text | None = none("The record it is about, in the form `order:O1`")
    made_at: Moment | None = none("When it was drawn up")
    signed_by_customer_at: Moment | None = none("When the customer signed")
    signed_by_store_at: Moment | None = none("When the store signed")
    copy_given_at: Moment | None = none("When the customer was given a copy")
    filed_at: Moment | None = none("When it was filed")
    copies: Whole = default(1, "How many copies there are", **COUNT)


class Signature(
    Record,
    name="document_signature",
    owner="document",
    plural="signatures",
    time="at",
    embedded=True,
):
    """A signature on a paper, by somebody in a role."""

    role: Choice | None = unknown("The role of whoever signed", symbol="role")
    at: Moment | None = none("When it was signed")


class Approval(Record, name="approval", owner="customer", plural="approvals", time="requested_at"):
    """A decision that somebody asked somebody else for."""

    what: Choice | None = unknown(
        "What was asked for",
        choices=("discount", "concession", "lost", "late_entry", "withdrawal", "waiver"),
        open=True,
    )
    of: Text | None = none("The record it is about, in the form `quote:Q1`")
    requested_at: Moment | None = none("When it was asked for")
    requested_by: Id | None = none("Who asked", refers_to="staff")
    asked_percent: Percent | None = unknown("The percentage asked for")
    asked_amount: Money | None = unknown("The amount asked for")
    decided_at: Moment | None = none("When it was decided")
    decided_by: Id | None = none("Who decided", refers_to="staff")
    verdict: Choice | None = none("What was decided", choices=("granted", "refused"))
    conditions: Text | None = none("On what conditions")


class Waiver(Record, name="waiver", owner="customer", plural="waivers", time="waived_at"):
    """A duty that somebody was let off."""

    task: Text | None = unknown("The task, by name")
    of: Text | None = none("The record it is about, in the form `delivery:D1`")
    waived_at: Moment | None = none("When it was waived")
    by: Id | None = unknown("Who waived it", refers_to="staff")
    reason: Text | None = unknown("Why")


class Action(Record, name="action", owner="customer", plural="actions", time="asked_at"):
    """An operation that somebody is about to do: rules answer whether they may."""

    name: Choice = required(
        "The operation",
        choices=(
            "delete_membership",
            "adjust_points",
            "join_member",
            "enter_workshop",
            "declare_lost",
            "close_complaint",
            "start_drive",
            "deliver",
        ),
        open=True,
    )
    of: Text | None = none("The record it is done to, in the form `membership:M1`")
    asked_at: Moment | None = none("When it was asked for")
    asked_by: Id | None = unknown("Who asked", refers_to="staff")
    asked_by_role: Choice | None = unknown("The role in which that person asked", symbol="role")


PAPER_RECORDS = (Document, Signature, Approval, Waiver, Action)
