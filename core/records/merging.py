"""Fragments merged into a record file: fields replaced, elements of lists found by their id."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecourt.core.records.mapping.fragments import Filling, Fragment

Json = dict[str, Any]


class Effect(Enum):
    """What merging a fragment did to its record."""

    INSERTED = "inserted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Draft:
    """A root record in the form of a record file, while fragments are merged into it.

    `changed` says whether anything is otherwise than it was. Elements are found through an
    index, so that a list of many costs no search for each.
    """

    def __init__(self, root_id: str, data: Json | None) -> None:
        self.data: Json = {"id": root_id} if data is None else data
        self.changed = data is None
        self._new = data is None
        self._known: dict[tuple[int, str], dict[str, Json]] = {}

    def merge(self, fragment: Fragment) -> Effect:
        """Merge a fragment; return what it did to the record that it speaks of."""
        record, inserted = self.data, self._new
        for name, id_ in fragment.steps:
            record, inserted = self._element(record, name, id_)
        if not fragment.steps:
            self._new = False
        filled = [fill(record, filling) for filling in fragment.fillings]
        self.changed |= inserted or any(filled)
        if inserted:
            return Effect.INSERTED
        return Effect.CHANGED if any(filled) else Effect.UNCHANGED

    def _element(self, owner: Json, name: str, id_: str) -> tuple[Json, bool]:
        """Return the element of a list, and whether it was put there now."""
        elements = owner.setdefault(name, [])
        key = (id(elements), name)
        if key not in self._known:
            self._known[key] = {
                str(one.get("id", position)): one for position, one in enumerate(elements, 1)
            }
        known = self._known[key]
        if id_ in known:
            return known[id_], False
        known[id_] = {"id": id_}
        elements.append(known[id_])
        return known[id_], True


def fill(record: Json, filling: Filling) -> bool:
    """Put a value into a record; return whether that changed it."""
    *parts, name = filling.path
    for part in parts:
        record = record.setdefault(part, {})
    changed: bool = record.get(name, filling.absent) != filling.value
    if changed:
        record[name] = filling.value
    return changed
