"""What generated code calls, with what other modules have for it, and the shapes it makes.

Lean shapes, in normal form:

- a *row* of a subject is `(id, values, emitted, doubts, taken)`;
- `values` are those of its decisions in the order of the segment, None where none or missing
  (`MISSING` where a decision can be both), and None for those that are worked out late;
- `emitted` are `(number, occurrence, fields)`, the number being that of the emission in the
  segment; a decision of which two rows hold where one may has its own after those of emissions;
- `doubts` is empty, and shared, if all is certain; else its entries are `(number, blame)` with the
  number of the decision, or that of the emission after those of all decisions; a decision's
  entries have a third part, the blame of its value alone, and if it reads decisions that can be
  uncertain a fourth: whether its certainty pass blames anything itself;
- `taken` are the rows taken of those decisions whose value doesn't say it (`keeps_row`);
- a *blame* is a set of `(site, id)`.
"""

from __future__ import annotations

from collections.abc import Set
from hashlib import md5
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.engines.record import calendars, groups, lookups, opening
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.plan.outcome import Blame
from forecourt.core.values import periods
from forecourt.core.values.arithmetic import div

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from forecourt.core.plan.nodes import DatedValue

Blames = Set[tuple["Site", str]]
Doubt = tuple[Blames, Blames, bool]
"""The whole blame of an uncertain decision, that of its value alone, and whether its certainty
pass blames anything itself."""


class _Missing:
    """The one value that says missing, where None says none."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()

UNDECIDED = object()
"""What a decision with very many rows is until one of them holds."""
NOTHING_BLAMED: frozenset[Any] = frozenset()


class Site(NamedTuple):
    """What a blame is about, but for the id that stands between `before` and `after`."""

    kind: str
    before: str
    after: str

    def blame(self, identity: str) -> Blame:
        """Return the blame with the id put in."""
        return Blame(self.kind, f"{self.before}{identity}{self.after}")


Passed = tuple[Any, bool, Blames, Blames, Any]
"""What one pass of a decision found: the row or rows taken, whether there is no doubt, the whole
blame, that of a missing value, and the value (`MISSING` if it is); None for a value that is the
same whenever those rows are taken."""


def alone(first: Passed) -> Doubt | None:
    """Return the doubt of a decision of which one pass says all; None if it is certain."""
    _, sure, blame, value_blame, _ = first
    return None if sure else (blame, value_blame, bool(blame))


def settle_passes(
    first: Passed, second: Passed, read: Callable[..., Blames], *arguments: Any
) -> Doubt | None:
    """Return the doubt of a decision after both passes; None if it is certain.

    `read` gives, from the arguments, the blame of all uncertain decisions that it reads.
    """
    taken, sure, blame, value_blame, value = first
    taken_then, confirmed, blame_then, _, value_then = second
    confirmed = confirmed and taken == taken_then and value == value_then
    if sure and confirmed:
        return None
    of_second = blame_then if blame_then or confirmed else read(*arguments)
    return blame | of_second, value_blame, bool(blame_then)


def collected(values: Iterable[Any]) -> Any:
    """Return the values that are known, in their order; `MISSING` if one is missing."""
    listed = tuple([value for value in values if value is not None])
    return MISSING if MISSING in listed else listed


def total(values: Iterable[Any]) -> Any:
    """Return the sum of the values that are known; `MISSING` if one is missing."""
    listed = collected(values)
    return MISSING if listed is MISSING else sum(listed)


def doubt_of(row: tuple[Any, ...], number: int) -> tuple[Blames, Blames] | None:
    """Return both blames of a decision in the row of a record, None if it is certain."""
    for entry in row[3]:
        if entry[0] == number:
            return entry[1], entry[2]
    return None


def blame_in(row: tuple[Any, ...], number: int, part: int) -> Blames:
    """Return the whole blame (0) or that of the value (1) of a decision in a row."""
    doubt = doubt_of(row, number)
    return NOTHING_BLAMED if doubt is None else doubt[part]


def seen(row: tuple[Any, ...], number: int, second: bool, replaced: Any) -> Any:
    """Return the value of a decision in a row; in the second pass, `replaced` if uncertain."""
    return replaced if second and doubt_of(row, number) is not None else row[1][number]


class Masks(dict[int, tuple[Any, ...]]):
    """The emissions of each bit mask, made when first asked for."""

    def __init__(self, emissions: tuple[Any, ...]) -> None:
        super().__init__({0: ()})
        self.emissions = emissions

    def __missing__(self, mask: int) -> tuple[Any, ...]:
        """Return the emissions whose bits are set."""
        chosen = tuple(each for bit, each in enumerate(self.emissions) if mask >> bit & 1)
        self[mask] = chosen
        return chosen


class Ranks(dict[str, int]):
    """The place of each symbol in the order of its type; one not named comes after all."""

    def __init__(self, values: Iterable[str], *, levels: bool) -> None:
        sign = -1 if levels else 1
        listed = tuple(values)
        super().__init__({name: sign * place for place, name in enumerate(listed)})
        self.last = sign * len(listed)

    def __missing__(self, name: str) -> int:
        """Return the place after all."""
        return self.last


def in_force(dated: Iterable[DatedValue], day: date) -> Any:
    """Return the last of the values that is in force on a day, or None."""
    found = None
    for each in dated:
        if (each.first_on is None or each.first_on <= day) and (
            each.last_on is None or day <= each.last_on
        ):
            found = each.value
    return found


def all_in_force(
    values: Mapping[tuple[Any, ...], tuple[DatedValue, ...]], day: date
) -> dict[Any, Any]:
    """Return the values in force on a day by key; a single key stands by itself."""
    return {
        key[0] if len(key) == 1 else key: value
        for key, dated in values.items()
        if (value := in_force(dated, day)) is not None
    }


def guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with what it raises made a `FunctionFailed`."""

    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except Exception as error:
            raise FunctionFailed(name, error) from error

    return call


def no_function(name: str) -> Callable[..., Any]:
    """Return a function that says that there is none of this name."""

    def fail(*_: Any) -> Any:
        raise LookupError(f"there is no function `{name}`")

    return fail


def all_known(values: tuple[Any, ...]) -> bool:
    """Return whether none of the values is absent."""
    return not any(value is None or value is MISSING for value in values)


def least(values: Iterable[Any]) -> Any:
    """Return the least of the values that are known, None if none is."""
    known = [value for value in values if value is not None and value is not MISSING]
    return min(known) if known else None


def greatest(values: Iterable[Any]) -> Any:
    """Return the greatest of the values that are known, None if none is."""
    known = [value for value in values if value is not None and value is not MISSING]
    return max(known) if known else None


def least_by(ranks: Ranks, values: Iterable[Any]) -> Any:
    """Return the symbol of least rank among those that are known, None if none is."""
    known = [value for value in values if value is not None and value is not MISSING]
    return min(known, key=ranks.__getitem__) if known else None


def greatest_by(ranks: Ranks, values: Iterable[Any]) -> Any:
    """Return the symbol of greatest rank among those that are known, None if none is."""
    known = [value for value in values if value is not None and value is not MISSING]
    return max(known, key=ranks.__getitem__) if known else None


def agreed(holds: Callable[..., bool], *counts: tuple[int, int | None]) -> bool | None:
    """Return what holds of the counts, None if it isn't the same for all that they may be.

    Each count is the least it can be, and how many more; None if nothing is known of it. Nothing
    is agreed where more than one isn't known.
    """
    least_counts = [low for low, _ in counts]
    open_places = [place for place, (_, more) in enumerate(counts) if more != 0]
    if not open_places:
        return holds(*least_counts)
    low, more = counts[open_places[0]]
    if len(open_places) > 1 or more is None:
        return None
    outcomes = set()
    for number in range(low, low + more + 1):
        least_counts[open_places[0]] = number
        outcomes.add(holds(*least_counts))
    return outcomes.pop() if len(outcomes) == 1 else None


def is_sampled(name: str, item: str, share: int) -> bool:
    """Return whether a text falls into the part `share` of the sample `name`."""
    text = f"{name}/{item}".encode("utf-8", "surrogatepass")
    number = int.from_bytes(md5(text, usedforsecurity=False).digest()[:4], "big")
    return 100 * (number % 10_000) < share


PROVIDED: dict[str, Any] = {
    "MISSING": MISSING,
    "UNDECIDED": UNDECIDED,
    "NO_GROUPS": groups.NO_GROUPS,
    "DAYS": calendars.DAYS,
    "EARLY": calendars.EARLY,
    "LATE": calendars.LATE,
    **{function.__name__: function for function in periods.STARTS.values()},
    "NOTHING_BLAMED": NOTHING_BLAMED,
    **{
        name: value
        for name, value in vars(calendars).items()
        if callable(value)
        and getattr(value, "__module__", "") == calendars.__name__
        and not name.startswith("_")
    },
    **{
        function.__name__: function
        for function in (
            *(
                alone,
                all_known,
                collected,
                total,
                settle_passes,
                blame_in,
                seen,
                Masks,
                lookups.Remembered,
                in_force,
                all_in_force,
                lookups.by_id,
                groups.grouped,
                groups.grouped_by_item,
                groups.grouped_by_all,
            ),
            *(
                lookups.rows_by_record,
                lookups.key_of,
                lookups.Embedded,
                lookups.part_id,
                least,
                greatest,
                least_by,
                greatest_by,
                agreed,
                is_sampled,
                opening.opened,
                opening.counted,
                div,
            ),
        )
    },
}
"""The names that generated code may use."""
