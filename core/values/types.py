"""The types of the language, and the normal form in which each is kept.

A value in normal form is what plans, engines and stores work with; it is made once, on reading.

| type          | normal form                                                        |
|---------------|--------------------------------------------------------------------|
| `YesNo`       | `bool`                                                             |
| `Whole`       | `int`, within ±10^15                                               |
| `Number`      | `int`, millionths                                                  |
| `Percent`     | `int`, ten-thousandths of a percent point (2 % is 20000)           |
| `Money`       | `int`, minor units of the currency                                 |
| `Quantity`    | `int`, millionths of the unit                                      |
| `Text`        | `str`, Unicode NFC                                                 |
| `Day`         | `datetime.date`                                                    |
| `Moment`      | naive `datetime.datetime`, the store's wall clock, whole seconds   |
| `TimeOfDay`   | `datetime.time`, whole seconds                                     |
| `Duration`    | `int`: seconds, days, working days or months, by its family        |
| `Symbol`      | `str`, the value's name; its order is that of the type             |
| `Reference`   | `str`, the record's id (in an engine: the record)                  |
| `Many`        | `tuple` of normal forms                                            |

None in the place of a value says that it is absent; the field says what absence means.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MILLION = 1_000_000
PERCENT_POINT = 10_000
WHOLE_LIMIT = 10**15


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""

    def __str__(self) -> str:
        return "yes/no"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    def __str__(self) -> str:
        return "whole number"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number with up to six decimals, exact."""

    def __str__(self) -> str:
        return "number"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage; never a fraction."""

    def __str__(self) -> str:
        return "percent"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, an ISO 4217 code; None is the currency of the store."""

    currency: str | None = None

    def __str__(self) -> str:
        return f"money in {self.currency}" if self.currency else "money"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a unit that a plugin declares."""

    unit: str

    def __str__(self) -> str:
        return self.unit


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    def __str__(self) -> str:
        return "text"


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    def __str__(self) -> str:
        return "date"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with a time of day, on the store's wall clock."""

    def __str__(self) -> str:
        return "moment"


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day."""

    def __str__(self) -> str:
        return "time of day"


class Family(Enum):
    """The four kinds of duration, which are never compared with each other."""

    ELAPSED = "elapsed time"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time of one family."""

    family: Family

    def __str__(self) -> str:
        return f"duration in {self.family.value}"


@dataclass(frozen=True, slots=True)
class DurationUnit:
    """A unit in which durations are written: `size` of the family's base unit."""

    family: Family
    size: int


DURATION_UNITS: dict[str, DurationUnit] = {
    "second": DurationUnit(Family.ELAPSED, 1),
    "seconds": DurationUnit(Family.ELAPSED, 1),
    "minute": DurationUnit(Family.ELAPSED, 60),
    "minutes": DurationUnit(Family.ELAPSED, 60),
    "hour": DurationUnit(Family.ELAPSED, 3600),
    "hours": DurationUnit(Family.ELAPSED, 3600),
    "day": DurationUnit(Family.DAYS, 1),
    "days": DurationUnit(Family.DAYS, 1),
    "week": DurationUnit(Family.DAYS, 7),
    "weeks": DurationUnit(Family.DAYS, 7),
    "working day": DurationUnit(Family.WORKING_DAYS, 1),
    "working days": DurationUnit(Family.WORKING_DAYS, 1),
    "month": DurationUnit(Family.MONTHS, 1),
    "months": DurationUnit(Family.MONTHS, 1),
    "year": DurationUnit(Family.MONTHS, 12),
    "years": DurationUnit(Family.MONTHS, 12),
}


class Order(Enum):
    """How the values of a symbol type are ordered."""

    LEVELS = "levels"
    """Highest first: `a >= b` reads "at least as high as"."""
    STAGES = "stages"
    """Earliest first: `a >= b` reads "at least as far as"."""
    CHOICES = "choices"
    """Not at all."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One of a list of named values, in the order written.

    `open` lists take values beside those named; two symbol types are the same type if their
    names are equal.
    """

    name: str
    order: Order
    values: tuple[str, ...]
    open: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of one model."""

    model: str

    def __str__(self) -> str:
        return self.model


@dataclass(frozen=True, slots=True)
class Many:
    """A list of plain values."""

    element: Type

    def __str__(self) -> str:
        return f"list of {self.element}"


Type = (
    YesNo
    | Whole
    | Number
    | Percent
    | Money
    | Quantity
    | Text
    | Day
    | Moment
    | TimeOfDay
    | Duration
    | Symbol
    | Reference
    | Many
)
