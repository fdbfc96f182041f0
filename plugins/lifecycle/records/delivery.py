"""Handing a vehicle to its buyer."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Record,
    Text,
    Whole,
    Words,
    many,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.records.checklist import Step
from forecourt.plugins.lifecycle.units import COUNT


class Delivery(Record, name="delivery", owner="customer", plural="deliveries", time="delivered_at"):
    """The day on which a customer receives a vehicle, and what leads up to it."""

    order: Id | None = unknown("The order that is delivered", refers_to="order")
    vehicle: Id | None = unknown("The vehicle that is delivered", refers_to="vehicle")
    salesperson: Id | None = unknown("Who hands it over", refers_to="staff")
    specialist: Id | None = unknown("Who explains it", refers_to="staff")
    agreed_at: Moment | None = none("The date and time agreed with the customer")
    agreement_made_at: Moment | None = none("When that was agreed; shows short notice")
    pdi_started_at: Moment | None = none("When preparing and inspecting it began")
    checked_at: Moment | None = none("When it was checked before being handed over")
    open_defects: Whole | None = unknown(
        "Defects that the check found and nobody has mended", **COUNT
    )
    key_fetched_at: Moment | None = none("When its key was fetched")
    gift_collected_at: Moment | None = none("When the present was fetched")
    preparation_signed_at: Moment | None = none("When the preparation was signed for")
    staff_told_at: Moment | None = none("When those taking part were told")
    adviser_ready_at: Moment | None = none("When whoever hands it over stood ready")
    started_at: Moment | None = none("When the handing over began")
    finished_at: Moment | None = none("When it ended")
    delivered_at: Moment | None = none("When the customer had the vehicle")
    customer_left_at: Moment | None = none("When the customer drove off")
    table_cleared_at: Moment | None = none("When the table was cleared afterwards")
    entered_in_system_at: Moment | None = none("When it was entered in the maker's system")
    late_entry_cause: Choice | None = unknown(
        "Why it was entered late; the list of causes is the store's",
        choices=("power_failure", "host_damage", "own", "other"),
        open=True,
    )
    late_entry_requested_at: Moment | None = none("When a late entry was asked for")
    late_entry_decided_at: Moment | None = none("When the maker's office decided on it")
    documents_signed_at: Moment | None = none("When the papers were signed")
    form_signed_at: Moment | None = none("When the delivery form was signed")
    service_book_complete_at: Moment | None = none("When the service book was filled in")
    preparation_complaints: Whole | None = unknown(
        "How often the preparation was complained of", **COUNT
    )
    ceremony_staff: tuple[Id, ...] = many("Who took part in the ceremony", refers_to="staff")
    documents_given: Words = many("The papers handed over, by name")


class DeliveryMove(
    Record,
    name="delivery_move",
    owner="delivery",
    plural="moves",
    time="moved_at",
    embedded=True,
):
    """A change of the agreed date."""

    moved_at: Moment | None = unknown("When it was changed")
    from_at: Moment | None = unknown("The date before")
    to_at: Moment | None = unknown("The date after")
    cause: Text | None = unknown("Why it was changed")


class DeliveryStep(
    Step, name="delivery_step", owner="delivery", plural="steps", embedded=True, done="done_at"
):
    """An item of the delivery checklist."""


DELIVERY_RECORDS = (Delivery, DeliveryMove, DeliveryStep)
