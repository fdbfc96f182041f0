"""What binds a customer to the store: membership, consents, contracts, invitations, coupons."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Months,
    Record,
    Text,
    Whole,
    YesNo,
    default,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.units import POINTS


class Membership(
    Record, name="membership", owner="customer", plural="memberships", time="joined_on"
):
    """A membership in the store's club. Whether it is in force follows from its dates."""

    card_no: Text | None = unknown("Number of the card", personal=True)
    category: Choice | None = unknown("Category of the card", symbol="member_category")
    recorded_state: Choice = default(
        "normal",
        "The state that was entered; an expiry shows in `valid_to_on` first",
        choices=("normal", "expired", "frozen", "withdrawn"),
    )
    joined_on: Day | None = unknown("When the customer joined")
    valid_to_on: Day | None = unknown("Its last day")
    plate: Text | None = unknown("The number plate that it is for", personal=True)
    points: Whole = default(0, "Points collected and not yet spent", **POINTS)


class MembershipTransaction(
    Record,
    name="membership_transaction",
    owner="membership",
    plural="transactions",
    time="at",
    embedded=True,
):
    """Something done to a membership."""

    at: Moment | None = unknown("When it was done")
    kind: Choice | None = unknown(
        "What was done",
        choices=("join", "upgrade", "renew", "withdraw", "adjust_points", "delete"),
    )
    from_category: Choice | None = none("The category before", symbol="member_category")
    to_category: Choice | None = none("The category after", symbol="member_category")
    fee: Money | None = none("What was paid for it")
    points: Whole | None = none("Points added, or taken off if negative", **POINTS)
    operator: Id | None = unknown("Who did it", refers_to="staff")
    confirmed_at: Moment | None = none("When the customer confirmed it")


class Consent(Record, name="consent", owner="customer", plural="consents", time="given_at"):
    """Leave to use the customer's data or to get in touch, for one purpose."""

    purpose: Choice | None = unknown(
        "What it allows", choices=("marketing", "service", "survey", "notes", "sharing")
    )
    channel: Choice | None = none("The one channel it allows; none: all of them", symbol="channel")
    vehicle: Id | None = none("The one vehicle it is about", refers_to="vehicle")
    given_at: Moment | None = none("When it was given")
    withdrawn_at: Moment | None = none("When it was taken back")
    how: Text | None = unknown("How it was given")
    refused_calls_at: Moment | None = none(
        "When the customer asked for no more calls; other channels stay open"
    )


class Contract(Record, name="contract", owner="customer", plural="contracts", time="starts_on"):
    """A contract that runs on after the sale."""

    kind: Choice | None = unknown(
        "What it covers", choices=("service", "insurance", "extended_warranty")
    )
    order: Id | None = none("The order it was concluded with", refers_to="order")
    concluded_at_purchase: YesNo = default(False, "Whether it was concluded with the purchase")
    starts_on: Day | None = unknown("Its first day")
    ends_on: Day | None = unknown("Its last day")
    term: Months | None = unknown("How long it runs")
    renewed_at: Moment | None = none("When it was renewed")


class Invitation(
    Record, name="invitation", owner="customer", plural="invitations", time="invited_at"
):
    """An invitation to one of the store's events."""

    event: Id | None = unknown("The event", refers_to="event")
    invited_at: Moment | None = none("When the customer was invited")
    channel: Choice | None = unknown("By which means", symbol="channel")
    attended: YesNo | None = unknown("Whether the customer came")


class Coupon(Record, name="coupon", owner="customer", plural="coupons", time="issued_on"):
    """A voucher of limited validity."""

    issued_on: Day | None = unknown("When it was issued")
    valid_to_on: Day | None = unknown("Its last day; a coupon is not complete without it")
    for_: Choice | None = unknown(
        "What it can be spent on", choices=("accessories", "service_contract", "other")
    )
    value: Money | None = unknown("What it is worth")


RELATION_RECORDS = (Membership, MembershipTransaction, Consent, Contract, Invitation, Coupon)
