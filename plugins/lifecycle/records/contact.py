"""Contacts with a customer, and what customers answer when asked."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Record,
    Text,
    TimeOfDay,
    Whole,
    Words,
    YesNo,
    default,
    many,
    none,
    unknown,
)
from forecourt.plugins.lifecycle.units import COUNT


class Contact(Record, name="contact", owner="customer", plural="contacts", time="at"):
    """A call, message, letter or meeting, in either direction."""

    at: Moment | None = unknown("When it took place, or began")
    ended_at: Moment | None = none("When it ended")
    direction: Choice = default(
        "out", "Whether the store or the customer began it", choices=("out", "in")
    )
    channel: Choice | None = unknown("By which means", symbol="channel")
    by: Id | None = unknown("Who of the store it was, not who should have", refers_to="staff")
    signed_by_role: Choice | None = unknown("In which role a letter was signed", symbol="role")
    reached: YesNo = default(
        True, "Whether the customer was reached; if not, it does not count as contact"
    )
    about: Words = many(
        "The tasks or purposes it served, by name: the evidence of their being done"
    )
    lead: Id | None = none("The lead it belongs to", refers_to="lead")
    vehicle: Id | None = none("The vehicle it belongs to", refers_to="vehicle")
    order: Id | None = none("The order it belongs to", refers_to="order")
    delivery: Id | None = none("The delivery it belongs to", refers_to="delivery")
    visit: Id | None = none("The visit it belongs to", refers_to="visit")
    repair_order: Id | None = none("The repair order it belongs to", refers_to="repair_order")
    complaint: Id | None = none("The complaint it belongs to", refers_to="complaint")
    survey: Id | None = none("The survey it belongs to", refers_to="survey")
    appointment: Id | None = none("The appointment it belongs to", refers_to="appointment")
    event: Id | None = none("The store's event it belongs to", refers_to="event")
    contact_person: Id | None = none("Whom of a company it was with", refers_to="contact_person")
    activity: Choice | None = unknown(
        "Under what the daily report counts it",
        choices=("procedure_management", "promotion", "development", "after_sales", "care"),
    )
    result: Choice = default(
        "none",
        "How content the customer was",
        choices=("satisfied", "not_fully_satisfied", "dissatisfied", "refused", "none"),
    )
    topics_covered: Words = many("The points that were spoken about, by name")
    opinion: Text | None = unknown("What the customer thought")
    issue: Choice = default(
        "none",
        "What came up that somebody else has to take on",
        choices=(
            "none",
            "service",
            "repair_quality",
            "latent_demand",
            "market_information",
            "question_open",
        ),
    )
    answer_promised_at: Moment | None = none("By when an answer was promised")
    answered_at: Moment | None = none("When that answer was given")
    call_again_at: Moment | None = none("When, as agreed, to call again")
    rings: Whole | None = unknown("How often the telephone rang before it was answered", **COUNT)
    answer_seconds: Whole | None = unknown("After how many seconds it was answered", **COUNT)
    music_ringback: YesNo | None = unknown("Whether the caller heard music while it rang")
    invited_to: tuple[Choice, ...] = many(
        "What the customer was invited to",
        choices=("visit", "test_drive", "event", "first_service", "check"),
    )
    followed_up_by_sms_at: Moment | None = none("When a text message followed it")
    recorded_at: Moment | None = none("When it was written down")
    customer_data_updated_at: Moment | None = none(
        "When the customer's data were brought up to date"
    )


class Survey(Record, name="survey", owner="customer", plural="surveys", time="answered_at"):
    """A questionnaire that a customer was asked to answer."""

    answered_at: Moment | None = none("When it came back")
    sent_at: Moment | None = none("When it was sent")
    kind: Choice | None = unknown(
        "What it asks about",
        choices=(
            "repair",
            "purchase",
            "week_call",
            "test_drive",
            "delivery",
            "new_vehicle",
            "reception",
            "factory",
        ),
    )
    subject: Text | None = none("The record it asks about, in the form `delivery:D1`")
    by: Id | None = none("Who asked", refers_to="staff")
    sentiment: Choice | None = unknown(
        "The tone of the answer", choices=("positive", "neutral", "negative")
    )
    expectation: Whole | None = unknown("What was expected, from 1 to 10", low=1, high=10)
    experience: Whole | None = unknown("What was met with, from 1 to 10", low=1, high=10)
    callback_channel: Choice | None = unknown("How to be called back", symbol="channel")
    callback_time: TimeOfDay | None = unknown("When to be called back")
    handled_at: Moment | None = none("When somebody acted upon it")
    full_marks: YesNo | None = unknown("Whether every answer was the best one")


class SurveyAnswer(Record, name="survey_answer", owner="survey", plural="answers", embedded=True):
    """The answer to one question; a question without one was not answered."""

    item: Text | None = unknown("The question, by name")
    value: Choice | None = unknown(
        "What was answered",
        choices=(
            "very_satisfied",
            "satisfied",
            "neutral",
            "rather_dissatisfied",
            "dissatisfied",
            "very_dissatisfied",
            "yes",
            "no",
        ),
    )
    scale: Choice | None = unknown(
        "Which scale it is on: the questionnaire's five steps, or the report's four",
        choices=("five", "report4"),
    )


CONTACT_RECORDS = (Contact, Survey, SurveyAnswer)
