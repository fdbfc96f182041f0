"""Changes counted, for a summary of many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.changes.change import Change

DECISION = "decision"


class _Sort(NamedTuple):
    """Changes that are counted together; of decisions those from one value to another."""

    part: str
    name: str
    what: str
    turn: tuple[str, str] | None


class Tally:
    """Counts changes by statement and sort."""

    def __init__(self) -> None:
        self._counts: Counter[_Sort] = Counter()

    def add(self, found: Iterable[Change]) -> None:
        """Count changes."""
        self._counts.update(map(_sort, found))

    def add_alike(self, change: Change, number: int) -> None:
        """Count so many changes of which nothing is to be told apart."""
        self._counts[_sort(change)] += number

    def as_json(self) -> list[dict[str, Any]]:
        """Return the counts, the most frequent of a statement first."""
        return [
            {
                "part": one.part,
                "name": one.name,
                "what": one.what,
                **(
                    {}
                    if one.turn is None
                    else dict(zip(("before", "after"), one.turn, strict=True))
                ),
                "number": number,
            }
            for one, number in self._in_order()
        ]

    def lines(self) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        """Yield each decision, and each other part, with how often it changed in which way.

        `("grade", [(12, "H -> A"), (3, "new")])`, the most frequent first.
        """
        found: dict[str, Counter[str]] = {}
        for one, number in self._in_order():
            title = one.name if one.part == DECISION else _plural(one.part)
            said = one.what if one.turn is None else " -> ".join(one.turn)
            found.setdefault(title, Counter())[said] += number
        for title, counts in found.items():
            yield title, [(number, said) for said, number in counts.most_common()]

    def _in_order(self) -> list[tuple[_Sort, int]]:
        """Return the counts: decisions first, then the others, as first met."""
        met = list(dict.fromkeys((one.part, one.name) for one in self._counts))
        place = {key: number for number, key in enumerate(met)}

        def order(entry: tuple[_Sort, int]) -> tuple[bool, int, int]:
            one, number = entry
            return one.part != DECISION, place[one.part, one.name], -number

        return sorted(self._counts.items(), key=order)


def _sort(change: Change) -> _Sort:
    before, after = change.before or {}, change.after or {}
    turn = None
    if change.part == DECISION and "value" in before and "value" in after:
        turn = _shown(before["value"]), _shown(after["value"])
    return _Sort(change.part, change.name, change.what, turn)


def _plural(part: str) -> str:
    return part if part in {"missing", "not_configured", "held_back"} else f"{part}s"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
