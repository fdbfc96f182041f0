"""For each function of the closed list: what it is to mean, and the values at its edges.

A case says the types of the arguments, rows of values for them, and what Python makes of a row; of
an aggregate, what Python makes of the rows of a group. What none of these covers isn't tested:
`test_sql_functions.py` fails where a function of the list has no case.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import md5
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.engines.columns.sql import (
    BOOLEAN,
    DAY,
    MOMENT,
    TEXT,
    TEXTS,
    WHOLE,
    WIDE,
    Sql,
    op,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH = datetime(1970, 1, 1)

TRUTHS = (True, False, None)
NUMBERS = (0, 1, -1, 7, -7, 10**15, -(10**15), None)
LARGE = (0, 2, -(9 * 10**18), 9 * 10**18, 2**62 - 1, None)
TEXTS_SEEN = (
    "",
    "a",
    "B",
    "b",
    "é",
    "e\u0301",
    "二",
    "\ufffd",
    "𝄞",
    "it's",
    "a\\n",
    "${x}",
    "%",
    None,
)
"""Among them two whose order in UTF-16 isn't that of their code points."""
DAYS = (
    date(1, 1, 1),
    date(4, 2, 29),
    date(1582, 10, 10),
    date(1900, 2, 28),
    date(1969, 12, 31),
    date(1970, 1, 1),
    date(2000, 2, 29),
    date(2023, 12, 31),
    date(2024, 2, 29),
    date(2024, 12, 30),
    date(2026, 1, 31),
    date(9999, 12, 31),
    None,
)
MOMENTS = (
    datetime(1, 1, 1),
    datetime(1, 1, 1, 0, 0, 1),
    datetime(1582, 10, 10, 1, 2, 3),
    datetime(1900, 2, 28, 23, 59, 59),
    datetime(1969, 12, 31, 23, 59, 59),
    EPOCH,
    datetime(2024, 2, 29, 12),
    datetime(2026, 3, 29, 1, 30),
    datetime(2026, 3, 29, 2, 30),
    datetime(2026, 10, 25, 1, 30),
    datetime(2026, 1, 31, 6),
    datetime(9999, 12, 31, 23, 59, 59),
    None,
)
LISTS = ((), ("a",), ("a", "b", "a"), ("二", "", "it's"), None)
ORDERED = ((WHOLE, LARGE), (TEXT, TEXTS_SEEN), (DAY, DAYS), (MOMENT, MOMENTS), (BOOLEAN, TRUTHS))


class Case(NamedTuple):
    """A function with arguments of some types, what it means, and rows to try it on."""

    function: str
    types: tuple[str, ...]
    means: Callable[..., object]
    rows: tuple[tuple[object, ...], ...]
    groups: bool = False
    """Whether it is over the rows of a group; a row then begins with the group it is of."""
    written: Callable[..., Sql] | None = None
    """What writes it of its arguments, if it isn't called with them alone."""

    def expression(self, *arguments):
        """It as a column expression."""
        return (self.written or partial(op, self.function))(*arguments)


def strict(means):
    """Null where any argument is."""
    return lambda *given: None if None in given else means(*given)


def pairs(*values):
    return tuple(product(*values))


def ones(values):
    return tuple((value,) for value in values)


# What Python means by it -------------------------------------------------------------------


def and_(*given):
    return False if False in given else None if None in given else True


def or_(*given):
    return True if True in given else None if None in given else False


def first_there(*given):
    return next((value for value in given if value is not None), None)


def case(condition, value, second, other, otherwise):
    return value if condition else other if second else otherwise


def extreme(pick):
    return lambda *given: pick((value for value in given if value is not None), default=None)


def cut(above, below):
    """Division towards zero."""
    return abs(above) // abs(below) * (1 if (above < 0) == (below < 0) else -1)


def fitting(rows):
    """Those whose quotient fits into 64 bits, as that of everything that a plan divides does."""
    return tuple(row for row in rows if None in row or abs(row[0]) // row[1] < 2**62)


def rounded(above, below):
    return (2 * above + below) // (2 * below)


def month_later(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        try:
            return start.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return start.replace(year=year, month=month + 1)


def within(move, least, most):
    """Moved, where that stays within the calendar; the plan never asks for what doesn't."""
    try:
        moved = move()
    except (OverflowError, ValueError):
        return False
    return least <= moved <= most


def movable(values, amounts, move):
    """The pairs that stay within the calendar."""
    return tuple(
        (value, amount)
        for value, amount in product(values, amounts)
        if None in (value, amount)
        or within(lambda v=value, a=amount: move(v, a), type(value).min, type(value).max)
    )


def seconds(moment):
    return (moment - EPOCH) // timedelta(seconds=1)


def last_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_start(day):
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def shown(value):
    """As text: what is true in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def joined_lists(*lists):
    return [item for one in lists if one is not None for item in one]


def best(place):
    """Something of the row with the greatest key, and of several of the greatest id."""

    def means(rows):
        counting = [row for row in rows if row[0]]
        return max(counting, key=lambda row: row[1:])[place] if counting else None

    return means


def of_counting(made):
    """Over the values of those rows whose condition is true and that have one."""

    def means(rows):
        values = [value for condition, value in rows if condition and value is not None]
        return made(values) if values else None

    return means


def any_true(rows):
    values = [value for (value,) in rows if value is not None]
    return any(values) if values else None


def all_texts(rows):
    there = [items for (items,) in rows if items is not None]
    return joined_lists(*there) if there else None


def all_bits(rows):
    found = None
    for (mask,) in rows:
        found = found if mask is None else (found or 0) | mask
    return found


def groups(*held):
    """Rows of numbered groups."""
    return tuple((number, *row) for number, rows in enumerate(held) for row in rows)


# The cases ---------------------------------------------------------------------------------


def _compared(function, means):
    return [
        Case(function, (kind, kind), strict(means), pairs(values, values))
        for kind, values in ORDERED
    ]


def _picked(function, pick):
    return [
        Case(function, (kind,) * 3, extreme(pick), pairs(values, values, values[-3:]))
        for kind, values in ORDERED[:4]
    ] + [Case(function, (WHOLE,), extreme(pick), ones(NUMBERS))]


def _best_of_group(function, pick):
    return [
        Case(
            function,
            (BOOLEAN, kind),
            of_counting(pick),
            groups(pairs((True, False, None), values), [(True, None)], [(None, values[0])]),
            groups=True,
        )
        for kind, values in ORDERED[:4]
    ]


TRUTH = [
    Case("and", (BOOLEAN,) * 3, and_, pairs(TRUTHS, TRUTHS, TRUTHS)),
    Case("or", (BOOLEAN,) * 3, or_, pairs(TRUTHS, TRUTHS, TRUTHS)),
    Case("not", (BOOLEAN,), strict(lambda value: not value), ones(TRUTHS)),
    *(Case("is null", (kind,), lambda value: value is None, ones(vs)) for kind, vs in ORDERED),
    Case("is null", (TEXTS,), lambda value: value is None, ones(LISTS)),
    Case("is true", (BOOLEAN,), lambda value: value is True, ones(TRUTHS)),
    Case("differ", (BOOLEAN, BOOLEAN), strict(lambda a, b: a != b), pairs(TRUTHS, TRUTHS)),
    *(
        Case("same or both null", (kind, kind), lambda a, b: a == b, pairs(values, values))
        for kind, values in ORDERED
    ),
    Case("same or both null", (TEXTS, TEXTS), lambda a, b: a == b, pairs(LISTS, LISTS)),
    *_compared("=", lambda a, b: a == b),
    *_compared("<>", lambda a, b: a != b),
    *_compared("<", lambda a, b: a < b),
    *_compared("<=", lambda a, b: a <= b),
    *_compared(">", lambda a, b: a > b),
    *_compared(">=", lambda a, b: a >= b),
]

CHOICE = [
    *(
        Case(
            "case",
            (BOOLEAN, kind, BOOLEAN, kind, kind),
            case,
            pairs(TRUTHS, values[-2:], TRUTHS, values[:1], values[:2]),
        )
        for kind, values in ORDERED
    ),
    *(
        Case("coalesce", (kind, kind), first_there, pairs(values[-2:], values[-2:]))
        for kind, values in ORDERED
    ),
    *_picked("least", min),
    *_picked("greatest", max),
    *(
        Case("only if", (BOOLEAN, kind), lambda c, v: v if c else None, pairs(TRUTHS, values))
        for kind, values in ORDERED
    ),
    *(Case("null of", (kind,), lambda _: None, ones(values)) for kind, values in ORDERED),
]

_MASKS = (0, 1, 2, 1 << 61, 2**62 - 1, None)

NUMBER = [
    Case("+", (WHOLE, WHOLE), strict(lambda a, b: a + b), pairs(NUMBERS, NUMBERS)),
    Case("-", (WHOLE, WHOLE), strict(lambda a, b: a - b), pairs(NUMBERS, NUMBERS)),
    Case("*", (WHOLE, WHOLE), strict(lambda a, b: a * b), pairs(NUMBERS, (0, 1, -1, 9000, None))),
    Case("+", (WIDE, WIDE), strict(lambda a, b: a + b), pairs(LARGE, LARGE)),
    Case("-", (WIDE, WIDE), strict(lambda a, b: a - b), pairs(LARGE, LARGE)),
    Case("*", (WIDE, WIDE), strict(lambda a, b: a * b), pairs(LARGE, (10**18, -1, 0, None))),
    Case("negative", (WHOLE,), strict(lambda value: -value), ones(LARGE)),
    Case("abs", (WHOLE,), strict(abs), ones(LARGE)),
    Case("abs", (WIDE,), strict(abs), ones((10**36, -(10**36), 0, None))),
    Case(
        "modulo",
        (WHOLE, WHOLE),
        strict(lambda a, b: a % b),
        pairs((0, 1, 9999, 10_000, 2**32 - 1, None), (1, 2, 10_000, None)),
    ),
    Case("wide", (WHOLE,), strict(int), ones(LARGE)),
    Case("one if", (BOOLEAN,), strict(int), ones((True, False))),
    Case("narrow", (WIDE,), strict(int), ones(LARGE)),
    Case("bits or", (WHOLE,) * 3, strict(lambda a, b, c: a | b | c), pairs(_MASKS, _MASKS, _MASKS)),
    Case(
        "has bit", (WHOLE, WHOLE), strict(lambda a, b: a & b != 0), pairs(_MASKS, (1, 2, 1 << 61))
    ),
    Case(
        "quotient",
        (WIDE, WIDE),
        strict(cut),
        fitting(pairs((0, 1, -7, 7, 10**18, -(10**18), 10**36, None), (2, 3, 10**18, None))),
    ),
    Case(
        "rounded quotient",
        (WIDE, WIDE),
        strict(rounded),
        fitting(pairs((0, 1, 2, 3, 7, 10**36, 10**36 - 1, None), (2, 3, 10**18, None))),
    ),
    Case(
        "floor quotient",
        (WHOLE, WHOLE),
        strict(lambda a, b: a // b),
        pairs(
            (0, 1, -1, 7, -7, 315_537_897_599, -315_537_897_599, None), (1, 3, 7, 60, 3600, None)
        ),
    ),
]

_FEW = (0, 1, -1, 12, -13, 30, 366, -3_652_058, 3_652_058, None)
_MONTHS = (0, 1, -1, 11, 12, -13, 48, 119_987, -119_987, None)
_SECONDS = (0, 1, -1, 3600, 86_399, 86_400, -86_400, None)


def by_days(start, many):
    return start + timedelta(many)


def by_seconds(start, many):
    return start + timedelta(seconds=many)


_NUMBERED = [seconds(moment) for moment in MOMENTS if moment]

TIME = [
    Case("day of", (MOMENT,), strict(lambda moment: moment.date()), ones(MOMENTS)),
    Case("midnight of", (DAY,), strict(lambda day: datetime.combine(day, time())), ones(DAYS)),
    Case("day + days", (DAY, WHOLE), strict(by_days), movable(DAYS, _FEW, by_days)),
    Case("day + months", (DAY, WHOLE), strict(month_later), movable(DAYS, _MONTHS, month_later)),
    Case("moment + days", (MOMENT, WHOLE), strict(by_days), movable(MOMENTS, _FEW, by_days)),
    Case(
        "moment + months",
        (MOMENT, WHOLE),
        strict(month_later),
        movable(MOMENTS, _MONTHS, month_later),
    ),
    Case(
        "moment + seconds",
        (MOMENT, WHOLE),
        strict(by_seconds),
        movable(MOMENTS, _SECONDS, by_seconds),
    ),
    Case("week start", (DAY,), strict(lambda day: day - timedelta(day.weekday())), ones(DAYS)),
    Case("month start", (DAY,), strict(lambda day: day.replace(day=1)), ones(DAYS)),
    Case("quarter start", (DAY,), strict(quarter_start), ones(DAYS)),
    Case("year start", (DAY,), strict(lambda day: day.replace(month=1, day=1)), ones(DAYS)),
    *(
        Case("year", (kind,), strict(lambda value: value.year), ones(values))
        for kind, values in ORDERED[2:4]
    ),
    *(
        Case("month", (kind,), strict(lambda value: value.month), ones(values))
        for kind, values in ORDERED[2:4]
    ),
    *(
        Case("day of month", (kind,), strict(lambda value: value.day), ones(values))
        for kind, values in ORDERED[2:4]
    ),
    Case("month end", (DAY,), strict(last_of_month), ones(DAYS)),
    Case(
        "seconds of day", (MOMENT,), strict(lambda moment: seconds(moment) % 86_400), ones(MOMENTS)
    ),
    Case("day number", (DAY,), strict(lambda day: (day - EPOCH.date()).days), ones(DAYS)),
    Case("second number", (MOMENT,), strict(seconds), ones(MOMENTS)),
    Case(
        "moment of number",
        (WHOLE,),
        strict(lambda many: EPOCH + timedelta(seconds=many)),
        ones((*_NUMBERED, None)),
    ),
]

TEXT_AND_LIST = [
    Case(
        "join",
        (TEXT, TEXT, TEXT),
        strict(lambda *parts: "".join(parts)),
        pairs(TEXTS_SEEN, ("", ":", None), TEXTS_SEEN),
    ),
    *(Case("text of", (kind,), strict(shown), ones(values)) for kind, values in ORDERED),
    Case("list", (TEXT, TEXT), lambda *items: list(items), pairs(TEXTS_SEEN[:-1], TEXTS_SEEN[:-1])),
    Case(
        "list holds",
        (TEXTS, TEXT),
        strict(lambda items, item: item in items),
        pairs(LISTS, ("a", "", "it's", "A", None)),
    ),
    Case("texts joined", (TEXTS,) * 3, joined_lists, pairs(LISTS, LISTS, LISTS)),
    Case("lists joined", (TEXTS,) * 3, joined_lists, pairs(LISTS, LISTS, LISTS)),
    Case("empty list", (TEXTS,), lambda items: [] if items is None else list(items), ones(LISTS)),
    Case("no texts", (TEXTS,), lambda items: not items, ones(LISTS)),
    Case(
        "nth least",
        (WHOLE, MOMENT, MOMENT, MOMENT),
        lambda place, *moments: (sorted(moments) + [None] * 3)[place - 1],
        pairs((1, 2, 3, 4, 6), MOMENTS[:1], MOMENTS[-4:-1], MOMENTS[:2]),
    ),
    Case(
        "md5 number",
        (TEXT,),
        strict(lambda item: int(md5(item.encode(), usedforsecurity=False).hexdigest()[:8], 16)),
        ones(TEXTS_SEEN),
    ),
]

_KEYS = (10**15, -(10**15), 0, 3, 3)
_IDS = ("a", "é", "𝄞", "\ufffd", "")
_RIVALS = groups(pairs(TRUTHS, _KEYS, _IDS), [(False, 1, "a")], [(None, 2, "b"), (True, -5, "c")])


def _best_part(name):
    """What reads a part of the best row: of those with the greatest key, of the greatest id."""

    def written(counting, key, id_):
        whole = op("best of", counting, text("key"), key, text("id"), id_)
        return op("part", whole, text(name))

    return written


GROUPS = [
    Case(
        "any",
        (BOOLEAN,),
        any_true,
        groups(ones(TRUTHS), ones((False, None)), ones((None, None)), ones((True,))),
        groups=True,
    ),
    Case(
        "count",
        (BOOLEAN,),
        lambda rows: sum(c is True for (c,) in rows),
        groups(ones(TRUTHS), ones((False, None)), ones((True, True))),
        groups=True,
    ),
    Case(
        "sum",
        (BOOLEAN, WHOLE),
        of_counting(sum),
        groups(
            pairs(TRUTHS, NUMBERS),
            pairs((True,), (9 * 10**18, 9 * 10**18)),
            [(True, None)],
            [(False, 3)],
        ),
        groups=True,
    ),
    *_best_of_group("greatest of", max),
    *_best_of_group("least of", min),
    Case(
        "all bits",
        (WHOLE,),
        all_bits,
        groups(ones(_MASKS), ones((None, 2)), ones((None,)), ones((0, 0))),
        groups=True,
    ),
    Case(
        "all texts",
        (TEXTS,),
        all_texts,
        groups(ones(LISTS), ones(((), None)), ones((None,)), ones((("é", "a"),))),
        groups=True,
    ),
    Case(
        "best of", (BOOLEAN, WHOLE, TEXT), best(2), _RIVALS, groups=True, written=_best_part("id")
    ),
    Case("part", (BOOLEAN, WHOLE, TEXT), best(1), _RIVALS, groups=True, written=_best_part("key")),
]

CASES = (*TRUTH, *CHOICE, *NUMBER, *TIME, *TEXT_AND_LIST, *GROUPS)
