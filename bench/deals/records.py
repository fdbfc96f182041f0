"""The record of the reference decision."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Money,
    Percent,
    Record,
    Text,
    Whole,
    YesNo,
    none,
    required,
    unknown,
)  # fmt: skip


class Deal(Record, name="deal"):
    """Somebody about to buy a car, or who has bought one."""

    days_to_purchase: Whole | None = unknown("Days until the purchase, as the customer says")
    contract_signed: YesNo = required("The contract is signed")
    deposit_paid: YesNo = required("A deposit is paid")
    model_chosen: YesNo = required("The model is chosen")
    colour_chosen: YesNo = required("The colour is chosen")
    payment_discussed: YesNo = required("Ways to pay were talked about")
    trade_in_in_progress: YesNo = required("A car is being traded in")
    price_negotiated: YesNo = required("The price was talked about")
    next_meeting_set: YesNo = required("The next meeting has its date")
    visits: Whole = required("Visits so far")
    last_contact: Day | None = none("When the customer was last spoken to")
    delivered_on: Day | None = none("When the car was handed over")
    odometer_km: Whole | None = unknown("How far the car has gone")
    vehicle_price: Money = required("Price of the car")
    requested_discount: Percent = required("The discount that the customer asks for")
    seller: Choice = required("The role of whoever sells", symbol="seller")
    open_complaint: YesNo = required("The customer has complained, and not been answered")
    birthday: Day | None = unknown("The customer's day of birth")
    lead_source: Text = required("How the customer came")
