"""The units in which vehicles are measured, and how large the figures of records are."""

from typing import Annotated

from forecourt.core.hooks import Unit
from forecourt.core.records.models import Details
from forecourt.core.values.types import Quantity

Km = Annotated[int, Quantity("km")]
KmPerHour = Annotated[int, Quantity("km/h")]
DegreesCelsius = Annotated[int, Quantity("°C")]

ODOMETER: Details = {"low": 0, "high": 10_000_000}
"""What an odometer may show, or a system write that has no figure: kilometres."""
COUNT: Details = {"low": 0, "high": 1_000_000}
"""How many of something there can be."""
POINTS: Details = {"low": -10_000_000, "high": 10_000_000}
"""How many points a card can have, and be given or lose."""
FIGURE: Details = {"low": -(10**9), "high": 10**9}
"""A figure of the house's books, in whatever unit it counts."""

UNITS = (
    Unit("km", "kilometres: what an odometer shows, and what service intervals are stated in"),
    Unit("km/h", "kilometres an hour: how fast somebody drove"),
    Unit("°C", "degrees Celsius: how warm it is outside"),
)
