"""Two outcomes of one record held against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.changes.change import CHANGED, GONE, NEW, Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.changes.reasons import Conditions

    Outcome = Mapping[str, Any]
    Item = Mapping[str, Any]

NAMES = ("name", "field", "parameter")
"""Where an item of an outcome says what it is, the first that there is."""

SAID_APART = frozenset({*NAMES, "subject", "occurrence", "at"})
"""What tells items apart, and where the rule stands: no part of what they say."""


class _Key(NamedTuple):
    part: str
    name: str
    subject: str | None
    occurrence: str | None


def changes(
    before: Outcome | None,
    after: Outcome,
    because: tuple[str, ...] = (),
    conditions: Conditions | None = None,
) -> tuple[Change, ...]:
    """Return what changed from one outcome of a record to the next.

    Both are in the shape of `decide --json`; None stands for an outcome that says nothing. That a
    rule has moved to another line, or a row gives what another gave, is no change. Of several
    items that cannot be told apart those that are another one count as gone and new.
    """
    earlier, later = _items(before or {}), _items(after)
    found = []
    for key in dict.fromkeys([*later, *earlier]):
        for was, now in _pairs(earlier.get(key, []), later.get(key, [])):
            item = now if now is not None else was or {}
            at = item.get("at")
            found.append(
                Change(
                    after["as_of"],
                    after["subject"],
                    *key,
                    *_difference(was, now),
                    because,
                    at,
                    (conditions or {}).get((key.name, at)),
                )
            )
    return tuple(found)


def _items(outcome: Outcome) -> dict[_Key, list[Item]]:
    """Return all that an outcome lists, by what tells it apart."""
    found: dict[_Key, list[Item]] = defaultdict(list)
    for part, listed in outcome.items():
        if not isinstance(listed, list):
            continue
        for item in listed:
            name = next(item[one] for one in NAMES if one in item)
            key = _Key(part.removesuffix("s"), name, item.get("subject"), item.get("occurrence"))
            found[key].append(item)
    return found


def _pairs(
    earlier: Iterable[Item], later: Iterable[Item]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield what differs: earlier and later together where it is clear which belong together."""
    gone, new = list(earlier), []
    for item in later:
        same = next((one for one in gone if _said(one) == _said(item)), None)
        if same is None:
            new.append(item)
        else:
            gone.remove(same)
    if len(gone) == len(new) == 1:
        yield gone[0], new[0]
        return
    yield from ((one, None) for one in gone)
    yield from ((None, one) for one in new)


def _difference(
    was: Item | None, now: Item | None
) -> tuple[str, dict[str, Any] | None, dict[str, Any] | None]:
    """Return what the change is, and what was and is said of all that differs."""
    if was is None or now is None:
        earlier, later = (None if one is None else _said(one) for one in (was, now))
        return NEW if was is None else GONE, earlier, later
    said, says = _said(was), _said(now)
    names = [
        name
        for name in {**said, **says}
        if (name in said, said.get(name)) != (name in says, says.get(name))
    ]
    what = says["status"] if "status" in names and says.get("status") else CHANGED
    return what, _only(names, said), _only(names, says)


def _only(names: Iterable[str], said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in names if name in said}


def _said(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in SAID_APART}
