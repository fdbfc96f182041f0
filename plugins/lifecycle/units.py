"""The units in which vehicles are measured, for rules and for fields of records."""

from typing import Annotated

from forecourt.core.hooks import Unit
from forecourt.core.values.types import Quantity

Km = Annotated[int, Quantity("km")]
KmPerHour = Annotated[int, Quantity("km/h")]
DegreesCelsius = Annotated[int, Quantity("°C")]

UNITS = (
    Unit("km", "kilometres: what an odometer shows, and what service intervals are stated in"),
    Unit("km/h", "kilometres an hour: how fast somebody drove"),
    Unit("°C", "degrees Celsius: how warm it is outside"),
)
