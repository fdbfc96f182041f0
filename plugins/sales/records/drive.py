"""Test drives and rides."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Record,
    YesNo,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.records.checklist import Step
from forecourt.plugins.lifecycle.units import KmPerHour


class TestDrive(
    Record, name="test_drive", owner="customer", plural="test_drives", time="started_at"
):
    """A drive or ride in one of the store's vehicles, also called a demonstration."""

    started_at: Moment | None = none("When it began")
    ended_at: Moment | None = none("When it ended")
    booked_at: Moment | None = none("When it was booked")
    lead: Id | None = none("The lead it belongs to", refers_to="lead")
    visit: Id | None = none("The visit it belongs to", refers_to="visit")
    vehicle: Id | None = none("The store's vehicle that is driven", refers_to="stock_vehicle")
    salesperson: Id | None = none("Who looks after the customer", refers_to="staff")
    escort: Id | None = none("Who goes along with the customer", refers_to="staff")
    mode: Choice | None = unknown(
        "Whether the customer drives or is driven", choices=("drive", "ride")
    )
    driver_licensed_since_on: Day | None = unknown(
        "Since when the driver holds a licence, where that is not the customer"
    )
    driver_licence_valid_to_on: Day | None = unknown("Last day of the driver's licence")
    licence_verified_at: Moment | None = none("When the licence was looked at")
    agreement_signed_at: Moment | None = none("When the agreement was signed")
    route_explained_at: Moment | None = none("When the route was explained")
    key_out_at: Moment | None = none("When the key was taken out")
    key_back_at: Moment | None = none("When the key was brought back")
    ride_started_at: Moment | None = none("When the customer was first driven")
    seats_changed_at: Moment | None = none("When they changed seats")
    drive_started_at: Moment | None = none("When the customer took the wheel")
    dangerous_driving_at: Moment | None = none("When the customer drove dangerously")
    changed_to_ride_at: Moment | None = none("When the customer was asked to be driven instead")
    max_speed: KmPerHour | None = unknown("The highest speed")
    route_kept: YesNo | None = unknown("Whether the fixed route was kept to")
    registered_at: Moment | None = none("When it was entered in the register")
    documents_filed_at: Moment | None = none("When its papers were filed")
    demonstrated_by: Choice | None = unknown("The role of whoever demonstrated", symbol="role")


class TestDriveStep(
    Step, name="test_drive_step", owner="test_drive", plural="steps", embedded=True, done="done_at"
):
    """An item of the test drive checklist."""


TEST_DRIVE_RECORDS = (TestDrive, TestDriveStep)
