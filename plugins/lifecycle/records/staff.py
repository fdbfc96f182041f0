"""Who works at the store, and when."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Record,
    Text,
    YesNo,
    default,
    none,
    required,
    unknown,
)


class Staff(Record, name="staff", owner="store", plural="staff"):
    """Somebody who works at the store."""

    name: Text | None = unknown("What the person is called", personal=True)
    roles: tuple[Choice, ...] = required("The roles that the person has", symbol="role")
    reports_to: Id | None = unknown("The superior", refers_to="staff")
    active: YesNo = default(True, "Whether the person works there now")
    joined_on: Day | None = none("First day at the store")
    left_on: Day | None = none("Last day at the store")
    department: Text | None = unknown("Department")
    sex: Text | None = unknown("Sex", personal=True)
    education: Text | None = unknown("Highest schooling", personal=True)
    staff_no: Text | None = unknown("Number of the personnel file")


class StaffAbsence(Record, name="absence", owner="store", plural="absences", time="from_at"):
    """A time in which somebody is away."""

    staff: Id | None = unknown("Who is away", refers_to="staff")
    from_at: Moment | None = unknown("From when")
    to_at: Moment | None = unknown("Until when")
    kind: Choice | None = unknown("Why", choices=("leave", "sick", "training"))


class Shift(Record, name="shift", owner="store", plural="shifts", time="starts_at"):
    """A time in which somebody mans a post."""

    staff: Id | None = unknown("Who is on duty", refers_to="staff")
    starts_at: Moment | None = unknown("From when")
    ends_at: Moment | None = unknown("Until when")
    place: Choice | None = unknown(
        "Where", choices=("welcome_desk", "telephone", "showroom", "workshop")
    )


STAFF_RECORDS = (Staff, StaffAbsence, Shift)
