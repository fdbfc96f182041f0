"""Work on a vehicle."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Money,
    Percent,
    Record,
    Text,
    YesNo,
    many,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.records.checklist import Step
from forecourt.plugins.lifecycle.units import ODOMETER, Km


class RepairOrder(
    Record, name="repair_order", owner="customer", plural="repair_orders", time="opened_at"
):
    """An order to maintain or repair a vehicle, from its intake to its return."""

    number: Text | None = unknown("Number of the order")
    vehicle: Id | None = none("The vehicle", refers_to="vehicle")
    appointment: Id | None = none("The appointment it was booked by", refers_to="appointment")
    service_advisor: Id | None = none("Who looks after it", refers_to="staff")
    received_by: Id | None = none(
        "Who received the customer first, and so is responsible", refers_to="staff"
    )
    opened_at: Moment | None = none("When it was opened")
    promised_at: Moment | None = none("When the vehicle is promised back")
    additional_found_at: Moment | None = none("When more turned out to need doing")
    told_customer_at: Moment | None = none("When the customer was told of that")
    customer_agreed_at: Moment | None = none("When the customer agreed to it")
    agreed_in_writing_at: Moment | None = none("When the customer agreed in writing")
    work_finished_at: Moment | None = none("When the work was done")
    invoiced_at: Moment | None = none("When the invoice was made")
    explained_at: Moment | None = none("When the invoice was explained")
    paid_at: Moment | None = none("When it was paid")
    settled_at: Moment | None = none("When the order was closed")
    returned_at: Moment | None = none("When the customer had the vehicle back")
    kind: tuple[Choice, ...] = many(
        "What sorts of work it is",
        choices=(
            "maintenance",
            "minor_repair",
            "assembly_overhaul",
            "whole_vehicle",
            "rework",
            "claim",
            "rescue",
            "inspection",
            "body",
        ),
    )
    assembly: Choice | None = unknown("What was overhauled", choices=("engine", "gearbox", "other"))
    service_mark: Km | None = none("Which maintenance it was, by its distance", **ODOMETER)
    km_in: Km | None = unknown("What the odometer showed at the intake", **ODOMETER)
    estimate: Money | None = unknown("What it was expected to cost")
    labour_amount: Money | None = unknown("The price of the work")
    parts_amount: Money | None = unknown("The price of the parts")
    total: Money | None = unknown("What the customer has to pay")
    labour_discount_percent: Percent | None = none("The discount on the work")
    parts_discount_percent: Percent | None = none("The discount on the parts")
    concession: Text | None = none("What else was granted")
    signed_by_customer_at: Moment | None = none("When the customer signed the order")
    signed_by_advisor_at: Moment | None = none("When the advisor signed the order")
    copy_given_at: Moment | None = none("When the customer was given a copy")
    intake_signed_at: Moment | None = none("When the intake sheet was signed")
    customer_waits: YesNo | None = unknown("Whether the customer waits for the vehicle")
    fault_repeats: YesNo | None = unknown("Whether the fault had been repaired before")
    quality_problem: YesNo | None = unknown("Whether the product itself is at fault")
    technicians: tuple[Id, ...] = many("Who worked on it", refers_to="staff")
    next_service_told_at: Moment | None = none("When the customer was told of the next service")
    selected_for_callback: YesNo | None = unknown(
        "Whether the store's monthly choice for being called back fell on it"
    )


class RepairOrderLine(
    Record, name="repair_order_line", owner="repair_order", plural="lines", embedded=True
):
    """An item of the order."""

    item: Text | None = unknown("What is done or fitted, by name")
    kind: Choice | None = unknown("Work or a part", choices=("labour", "part"))
    price: Money | None = unknown("Its price")
    own_part: YesNo | None = unknown("Whether the customer brought the part")
    done_at: Moment | None = none("When it was done")


class Claim(Record, name="repair_order_claim", owner="repair_order", part="claim"):
    """A claim on the maker for the cost."""

    kind: Choice | None = unknown("On what ground", choices=("warranty", "goodwill"))
    documents_complete_at: Moment | None = none("When all its papers were there")
    decided_at: Moment | None = none("When it was decided")


class Rescue(Record, name="repair_order_rescue", owner="repair_order", part="rescue"):
    """Help on the road."""

    called_at: Moment | None = none("When the call for help came")
    on_site_at: Moment | None = none("When help was there")
    closed_at: Moment | None = none("When the case was closed")


class RepairOrderStep(
    Step,
    name="repair_order_step",
    owner="repair_order",
    plural="steps",
    embedded=True,
    done="done_at",
):
    """An item of the intake checklist."""


REPAIR_ORDER_RECORDS = (RepairOrder, RepairOrderLine, Claim, Rescue, RepairOrderStep)
