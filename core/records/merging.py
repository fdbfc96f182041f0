"""Fragments merged into a record file: fields replaced, elements of lists found by their id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecourt.core.records.mapping.fragments import Filling, Fragment

Json = dict[str, Any]


@dataclass(slots=True)
class Change:
    """What merging did to one record: whether it put it there, and else what it changed.

    `fields` holds by path what a field was at first and what it is now.
    """

    inserted: bool = False
    fields: dict[tuple[str, ...], tuple[Any, Any]] = field(default_factory=dict)

    def then(self, later: Change) -> None:
        """Take in what happened to the same record later."""
        self.inserted |= later.inserted
        for path, (before, now) in later.fields.items():
            first = self.fields[path][0] if path in self.fields else before
            self.fields[path] = (first, now)

    def __bool__(self) -> bool:
        """Whether the record is otherwise than it was before all of this."""
        return self.inserted or any(before != now for before, now in self.fields.values())


class Draft:
    """A root record in the form of a record file, while fragments are merged into it.

    `changed` says whether anything was changed in it. Elements are found through an index, so
    that a list of many costs no search for each.
    """

    def __init__(self, root_id: str, data: Json | None) -> None:
        self.data: Json = {"id": root_id} if data is None else data
        self.changed = data is None
        self._new = data is None
        self._known: dict[tuple[int, str], dict[str, Json]] = {}

    def merge(self, fragment: Fragment) -> Change:
        """Merge a fragment; return what it did to the record that it speaks of."""
        record, inserted = self.data, self._new
        for name, id_ in fragment.steps:
            record, inserted = self._element(record, name, id_)
        if not fragment.steps:
            self._new = False
        change = Change(inserted)
        for filling in fragment.fillings:
            before = fill(record, filling)
            if before != filling.value:
                change.fields[filling.path] = (before, filling.value)
        self.changed |= bool(change)
        return change

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


def fill(record: Json, filling: Filling) -> Any:
    """Put a value into a record; return what stood there before, or what its absence says."""
    *parts, name = filling.path
    for part in parts:
        record = record.setdefault(part, {})
    before = record.get(name, filling.absent)
    if before != filling.value:
        record[name] = filling.value
    return before
