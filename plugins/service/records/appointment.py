"""Booked times."""

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
from forecourt.plugins.lifecycle.units import COUNT


class Appointment(
    Record, name="appointment", owner="customer", plural="appointments", time="starts_at"
):
    """A time booked for a customer, in the workshop or the showroom."""

    kind: Choice | None = unknown(
        "What it is for",
        choices=("showroom_visit", "test_drive", "delivery", "service", "inspection"),
    )
    booked_at: Moment | None = unknown("When it was booked")
    starts_at: Moment | None = unknown("When it begins")
    ends_at: Moment | None = none("When it ends")
    promised_back_at: Moment | None = none("When the vehicle is promised back")
    requested_on: Day | None = unknown("The day that the customer asked for")
    day_full: YesNo | None = unknown("Whether that day was booked up")
    workshop_agrees: YesNo | None = unknown("Whether the workshop takes it all the same")
    status: Choice = default(
        "booked",
        "What has become of it",
        choices=(
            "requested",
            "booked",
            "at_front_desk",
            "in_work",
            "settled",
            "executed",
            "cancelled",
            "no_show",
            "customer_declined",
        ),
    )
    vehicle: Id | None = none("The vehicle it is about", refers_to="vehicle")
    repair_order: Id | None = none("The repair order it led to", refers_to="repair_order")
    service_advisor: Id | None = none("Who receives the customer in service", refers_to="staff")
    salesperson: Id | None = none("Who receives the customer in sales", refers_to="staff")
    active: YesNo = default(False, "Whether the store called first")
    job_size: Choice | None = unknown("How large a job it is", choices=("small", "large"))
    fault: Text | None = unknown("What the customer says is wrong")
    oil_change_only: YesNo = default(False, "Whether only the oil is to be changed")
    is_rework: YesNo = default(False, "Whether an earlier repair is to be put right")
    urgency: Choice = default(
        "ordinary", "How urgent it is", choices=("ordinary", "safety_hazard", "quick_fix")
    )
    customer_in_hurry: YesNo = default(False, "Whether the customer is short of time")
    alternatives: tuple[Moment, ...] = many("Other times that were offered")
    parts_confirmed_at: Moment | None = none("When all parts were known to be there")
    on_board_at: Moment | None = none("When it was put up on the booking board")
    readiness_checked_at: Moment | None = none("When everything was checked to be ready")
    confirmed_with_customer_at: Moment | None = none("When the customer confirmed it again")
    reminded_at: Moment | None = none("When the customer was reminded")
    agenda_shared_at: Moment | None = none("When the staff were told of it")
    mobility: Choice = default(
        "none",
        "How the customer gets about meanwhile",
        choices=("none", "courtesy_car", "taxi", "collection_and_delivery"),
    )
    mobility_ready_at: Moment | None = none("When that was arranged")
    arrived_at: Moment | None = none("When the customer or the vehicle came")
    collected_at: Moment | None = none("When the vehicle was fetched from the customer")
    estimate: Money | None = unknown("What it is expected to cost")
    pickup_place: Text | None = unknown("Where the vehicle is fetched", personal=True)
    return_place: Text | None = unknown("Where it is brought back to", personal=True)
    uncorrected_findings: Words = many("Problems that the last repair left")


class AppointmentMove(
    Record,
    name="appointment_move",
    owner="appointment",
    plural="moves",
    time="moved_at",
    embedded=True,
):
    """A change of the booked time."""

    moved_at: Moment | None = unknown("When it was changed")
    from_at: Moment | None = unknown("The time before")
    to_at: Moment | None = unknown("The time after")
    cause: Choice | None = unknown(
        "Why it was changed", choices=("customer", "parts_late", "capacity")
    )


class AppointmentPart(
    Record, name="appointment_part", owner="appointment", plural="parts", embedded=True
):
    """A spare part that the job needs."""

    part_no: Text | None = unknown("Number of the part")
    name: Text | None = unknown("What the part is called")
    needed: Whole | None = unknown("How many are needed", **COUNT)
    in_stock: Whole | None = unknown("How many are in stock", **COUNT)
    ordered_at: Moment | None = none("When the missing ones were ordered")
    eta_on: Day | None = unknown("When they are expected")


APPOINTMENT_RECORDS = (Appointment, AppointmentMove, AppointmentPart)
