"""How large numbers may be: what is read, and what may be worked out of it.

The reader refuses what lies outside, and the checker relies on it: no sum, product or quotient
that it lets through can overflow an engine with numbers of 64 bits.

All is in the unit in which a type is kept:

| type                      | a record's field holds, unless it says otherwise                  |
|---------------------------|-------------------------------------------------------------------|
| whole number              | up to 10^12                                                       |
| number, quantity          | up to 10^12 millionths: a million                                 |
| percent                   | up to 10^9 ten-thousandths of a point: 100,000 %                  |
| money                     | up to 10^12 minor units: 10^10 of a currency with two decimals    |
| elapsed time              | up to 10^12 seconds                                               |
| days, working days        | up to 10^7: there are not four million days in the calendar       |
| months                    | up to 10^6: there are not 120,000 months in it                    |

So any such field can be added up over a list, divided by another, and be taken a share of. A field
may declare another range, up to `KEPT`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.values.types import (
    WHOLE_LIMIT,
    Duration,
    Family,
    Many,
    Money,
    Number,
    Percent,
    Quantity,
    Whole,
)

if TYPE_CHECKING:
    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Interval:
    """The whole numbers from `low` to `high`, both among them."""

    low: int
    high: int

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high


def up_to(most: int) -> Interval:
    """Return the numbers that are no further from zero than `most`."""
    return Interval(-most, most)


KEPT = up_to(WHOLE_LIMIT)
"""Any number that is written: a literal, or a field that declares so."""

MOST = 9 * 10**18
"""What a number that is worked out may come to, either way: 64 bits hold a little more.

On the way to it 10^36 is never exceeded: a product is divided by a million at most, and a dividend
multiplied by 10^12 at most.
"""

LONGEST_LIST = 10**6
"""How many records or values a list may have."""

LAST_ORDINAL = 10**12
"""No series gets as far: the calendar has fewer seconds, even when looking on to twice its end."""

_USUAL: dict[type, Interval] = {
    Whole: up_to(10**12),
    Number: up_to(10**12),
    Quantity: up_to(10**12),
    Percent: up_to(10**9),
    Money: up_to(10**12),
}
_USUAL_DURATIONS = {
    Family.ELAPSED: up_to(10**12),
    Family.DAYS: up_to(10**7),
    Family.WORKING_DAYS: up_to(10**7),
    Family.MONTHS: up_to(10**6),
}


def usual_range(kind: Type) -> Interval | None:
    """Return what a field of the type holds that declares no range; None if it is no number.

    That of a list is the range of its elements.
    """
    match kind:
        case Duration(family):
            return _USUAL_DURATIONS[family]
        case Many(element):
            return usual_range(element)
        case _:
            return _USUAL.get(type(kind))
