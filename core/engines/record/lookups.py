"""How generated code finds a record by its id, and a record's row by the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def by_id(records: Iterable[Any]) -> dict[str, Any]:
    """Return the records by id; of two with one id, the first."""
    found: dict[str, Any] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


class Remembered:
    """What is made of a list that is mostly the same one call after another."""

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self._kept: tuple[Any, Any] = ((), make(()))

    def __call__(self, records: Any) -> Any:
        """Return what is made of the records; made anew only for another list."""
        of, made = self._kept
        if of is not records:
            made = self._make(records)
            self._kept = (records, made)
        return made


class Embedded:
    """An embedded record together with the id it goes by, where it is kept as a value."""

    __slots__ = ("id", "record")

    def __init__(self, record: Any, identity: str) -> None:
        self.record = record
        self.id = identity

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the record."""
        return getattr(self.record, name)


def rows_by_record(
    records: Iterable[Any], rows: Iterable[tuple[Any, ...]]
) -> dict[int, tuple[Any, ...]]:
    """Return the row of each record, as `key_of` tells it; ids differ only within a list."""
    return dict(zip(map(id, records), rows, strict=True))


def key_of(record: Any) -> int:
    """Return what tells a record from all others, as long as it is there."""
    return id(record.record) if type(record) is Embedded else id(record)


def part_id(record: Any, owner: str) -> str:
    """Return the id of a record that may be embedded: its own, else that of its owner."""
    return getattr(record, "id", None) or owner
