"""The field that loyalty adds to a lead."""

from forecourt.core.records.models import Record, Whole, unknown


class LoyaltyFields(Record):
    """What is known of the points of whoever is interested."""

    loyalty_points: Whole | None = unknown("The balance of the customer's loyalty points")
