"""What generated code calls to find horizons, beside what it calls to find values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.engines.record import runtime
from forecourt.core.engines.record.horizons import clock, counting, courses
from forecourt.core.engines.record.opening import BEYOND_THE_CALENDAR
from forecourt.core.plan.horizons import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from forecourt.core.engines.record.horizons.courses import Course
    from forecourt.core.plan.nodes import DatedValue

KNOWN, IS_NONE, IS_MISSING = range(3)
_MANY = 50_000
"""How many horizons a table holds, at most; it then begins anew."""


class Table(dict[Any, "datetime"]):
    """Horizons by the one value that they depend on, each worked out when first asked for."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[Any], datetime], absent: Mapping[Any, datetime]) -> None:
        super().__init__(absent)
        self._find = find

    def __missing__(self, key: Any) -> datetime:
        """Return the horizon for a value, and keep it."""
        found = self._find(key)
        if len(self) < _MANY:
            self[key] = found
        return found


def turns_of(course: Course, at: bool, beyond: bool, absent: Mapping[Any, datetime]) -> Table:
    """Return the table of when a course turns, by the bound that it is compared with."""
    return Table(lambda bound: courses.turn(course, bound, at, beyond), absent)


class Operand(NamedTuple):
    """What an operand is, until when it stays that, and if it is known, until when it is known."""

    kind: int
    until: datetime
    known_until: datetime


def strictly(*operands: tuple[int, datetime, datetime]) -> datetime:
    """Return the horizon of what is none or missing as its operands are."""
    listed = [Operand(*each) for each in operands]
    nothing = [each.until for each in listed if each.kind == IS_NONE]
    if nothing:
        return max(nothing)
    if all(each.kind == KNOWN for each in listed):
        return earliest(each.until for each in listed)
    return earliest(each.until if each.kind == IS_MISSING else each.known_until for each in listed)


def settled(*parts: tuple[bool, datetime]) -> datetime:
    """Return the last horizon of those that decide, each given with its own; else the first."""
    deciding = [until for decides, until in parts if decides]
    return max(deciding) if deciding else earliest(until for _, until in parts)


def so_many(number: int, *parts: tuple[bool, bool, datetime]) -> datetime:
    """Return the horizon of `at least` so many conditions, each given as true, as false, and its.

    It ends when more of those that settle it have gone than can be spared.
    """
    true = sorted(until for is_true, _, until in parts if is_true)
    false = sorted(until for _, is_false, until in parts if is_false)
    if len(true) >= number:
        return _after(true, len(true) - number)
    if len(parts) - len(false) < number:
        return _after(false, len(false) - (len(parts) - number) - 1)
    return earliest(until for *_, until in parts)


def _after(horizons: list[datetime], spared: int) -> datetime:
    return horizons[spared] if spared < len(horizons) else NEVER


def among_options(
    item: tuple[int, datetime, datetime],
    is_open_count: bool,
    *options: tuple[tuple[int, datetime, datetime], bool, bool | None, datetime | None],
) -> datetime:
    """Return until when an item stays one of several options, or none of them.

    Each option is given with whether it is a count, whether the item is equal to it, and until
    when that stays; None for both where one of them isn't known.
    """
    if item[0] == IS_NONE:
        return item[1]
    horizon = earliest(one[0][1] for one in options if one[0][0] == IS_NONE)
    left = [one for one in options if one[0][0] != IS_NONE]
    operands = [item, *(one[0] for one in left)]
    if all(each[0] == KNOWN for each in operands):
        equal = settled(*((bool(same), until or NEVER) for _, _, same, until in left))
        return min(horizon, equal, *(each[2] for each in operands))
    counts = [is_open_count, *(one[1] for one in left)]
    unsure = [each[0] == IS_MISSING for each in operands]
    if any(count and missing for count, missing in zip(counts, unsure, strict=True)):
        return min(horizon, *(each[1] for each in operands))
    return min(horizon, strictly(*operands))


def place_of_best(
    values: Iterable[Any], greatest: bool, key: Callable[[Any], Any] | None = None
) -> int | None:
    """Return the place of the first of the best values, those that are None left out."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return None
    best = max if greatest else min
    return best(known, key=lambda pair: pair[1] if key is None else key(pair[1]))[0]


def earliest(horizons: Iterable[datetime]) -> datetime:
    """Return the first of several horizons; of none, never."""
    return min(horizons, default=NEVER)


def force_turns(dated: Iterable[DatedValue], now: datetime) -> datetime:
    """Return the next midnight at which one of the values comes into force or goes out of it."""
    ends = [clock.begins(each.first_on) for each in dated if each.first_on is not None]
    ends += [
        clock.begins(clock.next_day(each.last_on)) for each in dated if each.last_on is not None
    ]
    return earliest(each for each in ends if each > now)


def all_force_turns(
    values: Mapping[tuple[Any, ...], tuple[DatedValue, ...]], now: datetime
) -> dict[Any, datetime]:
    """Return the same by key; a single key stands by itself."""
    return {
        key[0] if len(key) == 1 else key: force_turns(dated, now) for key, dated in values.items()
    }


PROVIDED: dict[str, Any] = {
    **runtime.PROVIDED,
    "NEVER": NEVER,
    "ONCE": (None,),
    "BEYOND_THE_CALENDAR": BEYOND_THE_CALENDAR,
    "earlier": min,
    "later": max,
    **{
        function.__name__: function
        for function in (
            *(Table, turns_of, strictly, settled, so_many, among_options, place_of_best),
            *(force_turns, all_force_turns, counting.count_since, counting.count_until),
            *(courses.turn, courses.moves_on, courses.course_of_today, courses.running),
            *(courses.course_of_date, courses.course_of_start, courses.course_by_days),
            *(courses.course_by_months, courses.course_by_working_days, courses.course_of_moment),
        )
    },
}
"""The names that generated code may use."""
