"""Complaints and grievances."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Record,
    Text,
    Whole,
    Words,
    YesNo,
    default,
    many,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.units import COUNT, ODOMETER, Km

_CONTENT = ("satisfied", "basically_satisfied", "dissatisfied")


class Complaint(
    Record, name="complaint", owner="customer", plural="complaints", time="received_at"
):
    """A customer's discontent, spoken out."""

    received_at: Moment | None = none("When it was received")
    told_manager_at: Moment | None = none("When the manager was told")
    answer_promised_at: Moment | None = none("By when an answer was promised")
    answered_at: Moment | None = none("When the customer was answered")
    handled_at: Moment | None = none("When it was dealt with")
    satisfaction_confirmed_at: Moment | None = none("When the customer was asked whether content")
    closed_at: Moment | None = none("When it was closed")
    appeal: YesNo = default(False, "Whether it is a complaint that asks for something to be done")
    type: Choice | None = unknown(
        "Which side of the store it is about", choices=("sales", "parts", "service")
    )
    subtype: Choice | None = unknown(
        "What it is about",
        choices=(
            "broken_promise",
            "late_delivery",
            "price_change",
            "exaggerated_performance",
            "exaggerated_warranty",
            "sales_attitude",
            "parts_supply",
            "parts_price",
            "parts_quality",
            "service_quality",
            "after_sales_claim",
            "product_quality",
        ),
    )
    status: Choice = default(
        "ongoing",
        "What has become of it",
        choices=("ongoing", "in_process", "hold", "closed"),
    )
    received_by: Id | None = unknown(
        "Who received it first, and so is responsible", refers_to="staff"
    )
    owner: Id | None = unknown("Whose case it is", refers_to="staff")
    handler: Id | None = unknown("Who deals with it", refers_to="staff")
    about_vehicle: Id | None = none("The vehicle it is about", refers_to="vehicle")
    about_order: Id | None = none("The order it is about", refers_to="order")
    about_repair_order: Id | None = none("The repair order it is about", refers_to="repair_order")
    about_staff: Id | None = none("Whom of the staff it is about", refers_to="staff")
    fault_on: Day | None = unknown("When the fault showed")
    fault_km: Km | None = unknown("At which distance it showed", **ODOMETER)
    demands: Words = many("What the customer asks for")
    amount: Money | None = unknown("What it comes to in money")
    levels_tried: tuple[Choice, ...] = many(
        "Who has tried to settle it", choices=("station", "dealer", "field_manager")
    )
    unsolvable_by_policy: YesNo = default(False, "Whether no policy allows of settling it")
    exceeds_vehicle_value: YesNo = default(
        False, "Whether more than the vehicle's worth is asked for"
    )
    media_or_legal_risk: YesNo = default(False, "Whether the press or a court may be called in")
    nature: Choice = default(
        "general",
        "Who has taken it up",
        choices=("media", "consumer_association", "general"),
    )
    information_confirmed_at: Moment | None = none("When what happened was established")
    investigated_at: Moment | None = none("When it was looked into")
    improved_at: Moment | None = none("When its cause was done away with")
    result_satisfaction: Choice | None = unknown(
        "How content the customer is with the outcome", choices=_CONTENT
    )
    speed_satisfaction: Choice | None = unknown(
        "How content the customer is with the time it took", choices=_CONTENT
    )
    options_offered: Words = many("The ways out that were offered")
    parent_contact: Id | None = none("The contact in which it came up", refers_to="contact")


class ComplaintExpectation(
    Record, name="complaint_expectation", owner="complaint", plural="expectations", embedded=True
):
    """Something the customer expects, ranked twice."""

    text: Text | None = unknown("What is expected")
    importance: Whole | None = unknown("Its rank by importance to the customer", **COUNT)
    reasonableness: Whole | None = unknown("Its rank by reasonableness", **COUNT)


COMPLAINT_RECORDS = (Complaint, ComplaintExpectation)
