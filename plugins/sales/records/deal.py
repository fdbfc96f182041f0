"""Quotes and orders."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Percent,
    Record,
    Text,
    YesNo,
    default,
    none,
    unknown,
)


class Quote(Record, name="quote", owner="customer", plural="quotes", time="made_at"):
    """An offer to a customer."""

    made_at: Moment | None = none("When it was made")
    lead: Id | None = none("The lead it belongs to", refers_to="lead")
    salesperson: Id | None = none("Who made it", refers_to="staff")
    status: Choice = default(
        "draft",
        "What has become of it",
        choices=("draft", "made", "in_negotiation", "final", "accepted", "declined"),
    )
    list_price: Money | None = unknown("The price by the list")
    price: Money | None = unknown("The price offered")
    discount_percent: Percent | None = unknown("The discount, as a share of the list price")
    discount_amount: Money | None = unknown("The discount as an amount")
    discount_requested_by: Id | None = none("Who asked for the discount", refers_to="staff")
    valid_to_on: Day | None = unknown("Its last day")
    confirmed_at: Moment | None = none("When the customer confirmed it, ahead of the contract")
    payment_method: Text | None = unknown("How the customer would pay")
    accessories: Text | None = unknown("Accessories that it includes")
    insurance: Text | None = unknown("Insurance that it includes")
    followed_up_at: Moment | None = none("When somebody asked what the customer thinks of it")


class Order(Record, name="order", owner="customer", plural="orders", time="ordered_at"):
    """A vehicle that the customer ordered."""

    ordered_at: Moment | None = none("When it was ordered")
    lead: Id | None = none("The lead it came out of", refers_to="lead")
    quote: Id | None = none("The quote it accepts", refers_to="quote")
    vehicle: Id | None = none("The vehicle that is ordered", refers_to="vehicle")
    salesperson: Id | None = none("Who sold it", refers_to="staff")
    contract_proposed_at: Moment | None = none("When the contract was laid before the customer")
    contract_signed_at: Moment | None = none("When the customer signed the contract")
    contract_signed_by_store_at: Moment | None = none("When the store signed the contract")
    contract_copy_given_at: Moment | None = none("When the customer was given a copy")
    advance_deposit_at: Moment | None = none("When a sum was paid ahead of the deposit")
    deposit_at: Moment | None = none("When the deposit was paid")
    paid_in_full_at: Moment | None = none("When the last of the price was paid")
    deposit_amount: Money | None = none("How much was paid as a deposit")
    deposit_receipt_at: Moment | None = none("When a receipt was given for it")
    invoiced_on: Day | None = none("Date of the invoice to the customer")
    promised_delivery_on: Day | None = unknown("The delivery date first promised")
    current_delivery_on: Day | None = unknown("The delivery date as it stands")
    delivery_changed_at: Moment | None = none("When that date last changed")
    delivery_change_told_at: Moment | None = none("When the customer was told of the change")
    finance_approved_at: Moment | None = none("When the loan was approved")
    documents_complete_at: Moment | None = none("When all papers were there")
    cancelled_at: Moment | None = none("When it was cancelled")


class OrderService(Record, name="order_service", owner="order", plural="services", embedded=True):
    """Something ordered along with the vehicle."""

    kind: Choice | None = unknown(
        "What it is",
        choices=("insurance", "tax", "registration", "accessories", "extended_service"),
    )
    charged: YesNo | None = unknown("Whether the customer pays for it")
    agreement_at: Moment | None = none("When an agreement of its own was signed")


DEAL_RECORDS = (Quote, Order, OrderService)
