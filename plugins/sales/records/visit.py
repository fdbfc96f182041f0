"""Visits to the showroom."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Record,
    Text,
    Whole,
    YesNo,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.records.checklist import Step
from forecourt.plugins.lifecycle.units import COUNT, DegreesCelsius


class Visit(Record, name="visit", owner="customer", plural="visits", time="arrived_at"):
    """A visit to the showroom; a call on the telephone is a contact."""

    arrived_at: Moment | None = unknown("When the customer came in")
    left_at: Moment | None = none("When the customer went")
    lead: Id | None = none("The lead it belongs to", refers_to="lead")
    appointment: Id | None = none("The appointment it was booked by", refers_to="appointment")
    salesperson: Id | None = none("Who attended to the customer", refers_to="staff")
    known_salesperson: Id | None = none("Whom the customer asked for", refers_to="staff")
    purpose: Choice | None = unknown(
        "What the customer came for",
        choices=(
            "see_cars",
            "brochure",
            "undecided",
            "model_class",
            "price",
            "service",
            "collect",
            "other",
        ),
    )
    first_visit: YesNo | None = unknown("Whether it was the first one")
    left_data: YesNo | None = unknown("Whether the customer left a number or address")
    by_car: YesNo | None = unknown("Whether the customer came by car")
    from_service_area: YesNo | None = unknown("Whether the customer came over from the workshop")
    weather: Choice | None = unknown("The weather", choices=("dry", "rain", "snow"))
    outside_temperature: DegreesCelsius | None = unknown("How warm it was outside")
    received_at: Moment | None = none("When somebody greeted the customer")
    free_look_started_at: Moment | None = none("When the customer was left to look round")
    approached_at: Moment | None = none("When the customer was spoken to again")
    seated_at: Moment | None = none("When the customer was offered a seat")
    presentation_started_at: Moment | None = none("When a vehicle was first presented")
    presentation_accepted_at: Moment | None = none("When the customer agreed to that")
    table_cleared_at: Moment | None = none("When the table was cleared afterwards")
    car_reset_at: Moment | None = none("When the vehicle on show was put in order again")
    registered_at: Moment | None = none("When the visit was entered in the register")
    entered_in_system_at: Moment | None = none("When it was entered in the system")
    intended_model: Text | None = unknown("The model that the customer came to see")
    drinks_offered: Whole | None = unknown("How many kinds of drink were offered", **COUNT)
    received_from: Id | None = none("Who passed the customer on", refers_to="staff")
    received_from_role: Choice | None = none("The role of that person", symbol="role")
    waiting_customers: Whole | None = unknown(
        "How many customers were waiting at the time", **COUNT
    )


class Companion(Record, name="visit_companion", owner="visit", plural="companions", embedded=True):
    """Somebody who came along."""

    name: Text | None = unknown("What the person is called", personal=True)
    first_visit: YesNo | None = unknown("Whether it was that person's first visit")
    card_given_at: Moment | None = none("When the person was given a card")


class VisitStep(
    Step, name="visit_step", owner="visit", plural="steps", embedded=True, done="done_at"
):
    """An item of the reception checklist."""


VISIT_RECORDS = (Visit, Companion, VisitStep)
