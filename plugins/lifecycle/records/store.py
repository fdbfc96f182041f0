"""The store: where it is, when it is open, which roles it has."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Record,
    Text,
    TimeOfDay,
    Words,
    YesNo,
    many,
    none,
    unknown,
)


class Store(Record, name="store"):
    """A place that sells and services vehicles, with whoever and whatever belongs to it."""

    name: Text | None = unknown("What the store is called")
    country: Text | None = unknown("Country it is in, as a code of two letters (`PT`)")
    region: Text | None = unknown("Part of the country, where holidays differ by it")
    time_zone: Text | None = unknown("Its time zone by its IANA name (`Europe/Lisbon`)")
    currency: Text | None = unknown("Its currency as an ISO 4217 code (`EUR`)")
    holidays_from: Text | None = none("Country code whose public holidays it keeps")
    roles_present: tuple[Choice, ...] = many(
        "The roles that somebody fills; one that is not listed is absent", symbol="role"
    )
    has_workshop: YesNo | None = unknown("Whether it has a workshop of its own")
    has_business_centre: YesNo | None = unknown("Whether it has a unit for business customers")
    points_of_sale: Words = many("The kinds of point of sale that it is")
    emergency_causes: Words = many("Causes that count as an emergency")


class OpeningHours(
    Record,
    name="opening_hours",
    owner="store",
    plural="opening",
    singular="opening_hours",
    embedded=True,
):
    """A stretch of a weekday in which the store is open."""

    weekday: Choice | None = unknown("Which day of the week", symbol="weekday")
    from_: TimeOfDay | None = unknown("When it opens")
    to: TimeOfDay | None = unknown("When it closes")


class Break(Record, name="store_break", owner="store", plural="breaks", embedded=True):
    """A stretch of a day in which nobody serves."""

    weekday: Choice | None = none("Which day of the week; none: every day", symbol="weekday")
    from_: TimeOfDay | None = unknown("When it begins")
    to: TimeOfDay | None = unknown("When it ends")


class OpeningException(
    Record,
    name="opening_exception",
    owner="store",
    plural="exceptions",
    singular="exception",
    embedded=True,
):
    """A day on which the store is open or closed against its rule."""

    on: Day | None = unknown("The day")
    open: YesNo | None = unknown("Whether the store is open on it")


class StandIn(Record, name="stand_in", owner="store", plural="stand_ins", embedded=True):
    """Which role acts where another is absent."""

    role: Choice | None = unknown("The role that is absent", symbol="role")
    by: Choice | None = unknown("The role that acts instead", symbol="role")


class Festival(Record, name="festival", owner="store", plural="festivals", embedded=True):
    """A festival on which customers are greeted."""

    name: Text | None = unknown("What it is called")
    on: Day | None = unknown("The day")


class MajorHoliday(
    Record, name="major_holiday", owner="store", plural="major_holidays", embedded=True
):
    """A holiday around which customers are called."""

    name: Text | None = unknown("What it is called")
    on: Day | None = unknown("The day")


class Season(Record, name="season", owner="store", plural="seasons", embedded=True):
    """A season of the trade."""

    name: Text | None = unknown("What it is called")
    starts_on: Day | None = unknown("Its first day")


class ProfessionDay(
    Record,
    name="profession_day",
    owner="store",
    plural="professions_days",
    embedded=True,
):
    """The day of a profession, on which customers who have it are greeted."""

    profession: Text | None = unknown("The profession")
    on: Day | None = unknown("The day")


STORE_RECORDS = (
    Store,
    OpeningHours,
    Break,
    OpeningException,
    StandIn,
    Festival,
    MajorHoliday,
    Season,
    ProfessionDay,
)
