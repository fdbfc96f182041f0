"""What goes on at the store: its stock, events, plans, duties and figures."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Number,
    Record,
    Text,
    YesNo,
    default,
    none,
    required,
    unknown,
)
from forecourt.plugins.lifecycle.units import FIGURE


class StockVehicle(Record, name="stock_vehicle", owner="store", plural="stock_vehicles"):
    """A vehicle that belongs to the store."""

    vin: Text | None = unknown("Vehicle identification number")
    model: Text | None = unknown("Model as the maker calls it")
    series: Text | None = unknown("Series that the model belongs to")
    colour: Text | None = unknown("Colour outside")
    use: Choice | None = unknown(
        "What the store uses it for", choices=("display", "test_drive", "stock")
    )
    plate: Text | None = unknown("Number plate")
    insurance_end_on: Day | None = unknown("Last day of the insurance")
    on_display_since_on: Day | None = none("Since when it stands in the showroom")
    certificate_at: Choice | None = unknown("Who holds its certificate", choices=("store", "bank"))


class StockVehicleTrip(
    Record,
    name="stock_vehicle_trip",
    owner="stock_vehicle",
    plural="trips",
    time="at",
    embedded=True,
):
    """A drive with a vehicle of the store."""

    at: Moment | None = unknown("When it began")
    purpose: Text | None = unknown("What for")


class StockVehicleCheck(
    Record,
    name="stock_vehicle_check",
    owner="stock_vehicle",
    plural="checks",
    time="on",
    embedded=True,
):
    """A look at whether a vehicle of the store is in order."""

    on: Day | None = unknown("The day")
    by: Id | None = unknown("Who looked", refers_to="staff")
    ok: YesNo | None = unknown("Whether it was in order")
    signed_by_manager: YesNo | None = unknown("Whether the manager signed for it")


class Event(Record, name="event", owner="store", plural="events", time="starts_at"):
    """Something to which the store invites."""

    kind: Choice | None = unknown(
        "What sort of event it is",
        choices=(
            "local_event",
            "product_launch",
            "motor_show",
            "vip_event",
            "theme_service",
            "season",
            "car_care_salon",
            "lottery",
            "anniversary",
        ),
    )
    starts_at: Moment | None = unknown("When it begins")
    status: Choice = default(
        "planned", "How far it has come", choices=("planned", "scheduled", "done")
    )
    display_ready_at: Moment | None = none("When the display stood ready")
    season: Text | None = unknown("The season it belongs to")


class Promotion(Record, name="promotion", owner="store", plural="promotions", time="published_on"):
    """An offer to the public."""

    published_on: Day | None = unknown("When it was made public")
    valid_to_on: Day | None = unknown("Its last day")
    for_: Text | None = unknown("What it is for")


class WorkPlan(Record, name="work_plan", owner="store", plural="work_plans", time="for_month"):
    """What somebody plans to do in a month."""

    kind: Choice | None = unknown(
        "What it plans",
        choices=("base_customers", "prospects", "callbacks", "training", "sales", "improvement"),
    )
    for_month: Day | None = unknown("First day of the month that it is for")
    made_on: Day | None = none("When it was made")
    evaluated_on: Day | None = none("When its results were looked at")
    owner: Id | None = unknown("Whose plan it is", refers_to="staff")


class Duty(Record, name="duty", owner="store", plural="duties", time="done_at"):
    """Something that the store does by the day, week or month: an entry of its log."""

    name: Text = required("What is done, by the name of its task")
    on: Day | None = unknown("The day it is for")
    by: Id | None = none("Who did it", refers_to="staff")
    done_at: Moment | None = none("When it was done")
    signed_by: Id | None = none("Who signed for it", refers_to="staff")
    document: Text | None = unknown("The paper it left behind")


class DutyFigure(Record, name="duty_figure", owner="duty", plural="figures", embedded=True):
    """A figure noted with a duty, such as a total of the daily report."""

    name: Text = required("What is counted")
    value: Number | None = unknown("How much there is of it", **FIGURE)


class Post(Record, name="post", owner="store", plural="posts", time="at"):
    """A message to all followers of the store's account."""

    at: Moment | None = unknown("When it was sent")
    text: Text | None = unknown("What it says")
    deleted_at: Moment | None = none("When it was taken back")


class KpiCount(Record, name="kpi_count", owner="store", plural="kpi_counts", time="period"):
    """A key figure of a period."""

    kpi: Text = required("Which figure it is, by name")
    period: Day | None = unknown("First day of the period")
    numerator: Number | None = unknown("What is counted", **FIGURE)
    denominator: Number | None = unknown("Out of what", **FIGURE)
    value: Number | None = unknown(
        "The figure itself, where it is not worked out of the two", **FIGURE
    )
    target: Number | None = unknown("The store's own target", **FIGURE)


OPERATION_RECORDS = (
    StockVehicle,
    StockVehicleTrip,
    StockVehicleCheck,
    Event,
    Promotion,
    WorkPlan,
    Duty,
    DutyFigure,
    Post,
    KpiCount,
)
