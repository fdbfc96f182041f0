"""Records of a list by what they hold in some fields, in which generated code looks them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Field = tuple[str, Any, bool]
"""A field's name, what stands for None in it, and whether None is then unknown and not none."""
Groups = dict[Any, list[Any]]
"""Groups of records by the value, or the tuple of values, in the order of the list.

A record of which that isn't known is in every group, and in the group None, which stands for all
values that no record has. One that has no such value is in none.
"""

NO_GROUPS: Groups = {None: []}
"""The groups of no records."""


def grouped(records: Iterable[Any], name: str, default: Any, unknown: Any) -> Groups:
    """Return the records by the value of one field."""
    rest: list[Any] = []
    groups: Groups = {None: rest}
    for record in records:
        value = getattr(record, name)
        if value is None:
            value = default
        if value is not None:
            if value in groups:
                groups[value].append(record)
            else:
                groups[value] = [*rest, record]
        elif unknown:
            for group in groups.values():
                group.append(record)
    return groups


def grouped_by_all(records: Iterable[Any], *fields: Field) -> Groups:
    """Return the records by the values of several fields."""
    rest: list[Any] = []
    groups: Groups = {None: rest}
    for record in records:
        values = tuple([_value(record, field) for field in fields])
        if None not in values:
            if values in groups:
                groups[values].append(record)
            else:
                groups[values] = [*rest, record]
        elif all(field[2] for field, value in zip(fields, values, strict=True) if value is None):
            for group in groups.values():
                group.append(record)
    return groups


def _value(record: Any, field: Field) -> Any:
    value = getattr(record, field[0])
    return field[1] if value is None else value


def grouped_by_item(records: Iterable[Any], name: str, default: Any) -> Groups:
    """Return the records by each item of a list of plain values, which is never unknown."""
    groups: Groups = {None: []}
    for record in records:
        items = getattr(record, name)
        for item in (default or ()) if items is None else items:
            if item not in groups:
                groups[item] = [record]
            elif groups[item][-1] is not record:
                groups[item].append(record)
    return groups
