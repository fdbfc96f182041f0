"""Questions and wishes, before there is an appointment."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Record,
    YesNo,
    default,
    none,
    unknown,
)


class Request(Record, name="request", owner="customer", plural="requests", time="received_at"):
    """A question, or a request for service, that somebody has to answer."""

    received_at: Moment | None = unknown("When it came in")
    received_by: Id | None = unknown("Who received it", refers_to="staff")
    received_by_role: Choice | None = unknown("The role of that person", symbol="role")
    channel: Choice | None = unknown("By which means it came", symbol="channel")
    kind: Choice | None = unknown(
        "What sort of request it is", choices=("product", "service", "wechat", "brochure")
    )
    topic: Choice = default(
        "general",
        "What it is about",
        choices=("general", "infotainment", "charging", "noise_vibration", "other"),
    )
    serious: YesNo = default(False, "Whether it is serious")
    specific: YesNo = default(False, "Whether it needs special knowledge")
    vehicle: Id | None = none("The vehicle it is about", refers_to="vehicle")
    lead: Id | None = none("The lead it belongs to", refers_to="lead")
    status: Choice = default(
        "new", "What has become of it", choices=("new", "understood", "accepted", "closed")
    )
    answered_at: Moment | None = none("When it was answered")
    handed_to_at: Moment | None = none("When it was passed on")
    handed_to: Choice | None = none("The role it was passed on to", symbol="role")


REQUEST_RECORDS = (Request,)
