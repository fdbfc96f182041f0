"""The customer's vehicle, and what is known of its use."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Moment,
    Record,
    Text,
    YesNo,
    default,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.units import ODOMETER, Km


class Vehicle(Record, name="vehicle", owner="customer", plural="vehicles"):
    """A vehicle that the customer owns or is buying."""

    vin: Text | None = unknown("Vehicle identification number", personal=True)
    plate: Text | None = unknown("Number plate", personal=True)
    engine_no: Text | None = unknown("Number of the engine", personal=True)
    gearbox_no: Text | None = unknown("Number of the gearbox", personal=True)
    model: Text | None = unknown("Model as the maker calls it")
    sfx: Text | None = unknown("Suffix of the model: trim and equipment")
    exterior_colour: Text | None = unknown("Colour outside")
    interior_colour: Text | None = unknown("Colour inside")
    brand: Text | None = unknown("Brand")
    is_our_brand: YesNo | None = unknown("Whether it is of a brand that the store stands for")
    condition: Choice = default(
        "new", "State in which it was sold", choices=("new", "approved", "used")
    )
    bought_here: YesNo | None = unknown("Whether this store sold it")
    purchased_on: Day | None = none("When the customer bought it")
    invoice_on: Day | None = none("Date of the sales invoice")
    delivered_on: Day | None = none("When it was handed to the customer")
    first_registered_on: Day | None = none("When it was first registered for the road")
    purchase_method: Choice | None = unknown(
        "How it was paid for", choices=("cash", "instalments", "lease", "company")
    )
    operating_nature: Text | None = unknown("What it is used for; decides the warranty")
    customer_nature: Text | None = unknown("What sort of owner it has; decides the warranty")
    use_stopped_on: Day | None = none("When it was sold on or scrapped")
    warranty_end_on: Day | None = unknown("Last day of the warranty")
    warranty_end_km: Km | None = unknown("Distance at which the warranty ends", **ODOMETER)
    next_service_on: Day | None = unknown("When the workshop's system expects the next service")
    next_service_km: Km | None = unknown(
        "Distance at which it expects the next service", **ODOMETER
    )
    inspection_due_on: Day | None = unknown("When the official inspection is due")
    insurance_end_on: Day | None = unknown("Last day of the insurance")
    insurer: Text | None = unknown("Who insures it")
    prepared_at: Moment | None = none("When it was made ready for its buyer")
    preparation_scheduled_at: Moment | None = none("For when making it ready is planned")
    certificate_at: Choice | None = unknown(
        "Who holds its certificate", choices=("store", "bank", "customer")
    )
    high_trim: YesNo | None = unknown("Whether it is a high trim, with navigation")


class OdometerReading(
    Record,
    name="odometer_reading",
    owner="vehicle",
    plural="odometer",
    singular="odometer_reading",
    time="read_on",
    embedded=True,
):
    """What the odometer showed on a day."""

    read_on: Day | None = unknown("When it was read")
    km: Km | None = unknown("What it showed", **ODOMETER)
    source: Text | None = unknown("Where the reading comes from")


class OpenRecall(Record, name="open_recall", owner="vehicle", plural="open_recalls", embedded=True):
    """A recall of the maker that the vehicle has not been in for."""

    code: Text | None = unknown("The maker's code of the recall")
    since_on: Day | None = unknown("When it was announced")
    booked: YesNo | None = unknown("Whether an appointment for it is booked")


class RunningCampaign(
    Record, name="running_campaign", owner="vehicle", plural="running_campaigns", embedded=True
):
    """A service campaign of the maker that the vehicle can take part in."""

    code: Text | None = unknown("The maker's code of the campaign")
    until_on: Day | None = unknown("Its last day")


VEHICLE_RECORDS = (Vehicle, OdometerReading, OpenRecall, RunningCampaign)
