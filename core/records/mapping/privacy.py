"""Which columns may hold what identifies somebody, so that messages do not show their cells."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from forecourt.core.values.types import Many, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forecourt.core.records.mapping.model import FieldRule, FileRule, LookupRule, RecordRule
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.types import Type

    Lookups = Mapping[str, LookupRule]


def personal_columns(records: Iterable[RecordRule]) -> frozenset[str]:
    """Return the columns of a file that a personal field is filled from."""
    fields = (field for rule in records for field in rule.fields if field.personal)
    return frozenset(column for field in fields for column in _columns(field))


def keys_may_identify(
    lookup: LookupRule, files: Sequence[FileRule], lookups: Lookups, schema: Schema
) -> bool:
    """Return whether what is looked up may be personal; it may unless the mapping tells.

    The mapping tells by what else it does with the column of the keys: it fills a field, or an
    id, which is shown everywhere. Else what is looked up must tell, for every field that does so.
    """
    here = (file for file in files if _one_file(file.name, lookup.file))
    told = [personal for file in here for personal in _held(lookup.key, file, lookups)]
    if told:
        return any(told)
    users = [
        (file, field)
        for file in files
        for rule in file.records
        for field in rule.fields
        if field.search is not None and field.search.name == lookup.name
    ]
    return not users or not all(
        _tells(lookup, file, field, lookups, schema) for file, field in users
    )


def _tells(
    lookup: LookupRule, file: FileRule, field: FieldRule, lookups: Lookups, schema: Schema
) -> bool:
    """Return whether a field shows that what it looks up identifies nobody."""
    if field.personal:
        return False
    if _gives_its_key(lookup) or _names_a_thing(field.type, schema):
        return True
    told = [list(_held(column, file, lookups)) for column in _columns(field)]
    return all(told) and not any(personal for each in told for personal in each)


def _held(column: str, file: FileRule, lookups: Lookups) -> Iterator[bool]:
    """Yield for each field and id that holds a column's cells whether it is personal."""
    for rule in file.records:
        for step in rule.steps:
            if any(template.plain and column in template.columns for template in step.ids):
                yield False
        for field in rule.fields:
            if column in _columns(field) and _is_held(field, lookups):
                yield field.personal


def _is_held(field: FieldRule, lookups: Lookups) -> bool:
    """Return whether a field holds its cell, and not something found by it."""
    return field.search is None or _gives_its_key(lookups[field.search.name])


def _gives_its_key(lookup: LookupRule) -> bool:
    return lookup.value.plain and lookup.value.columns == (lookup.key,)


def _names_a_thing(type_: Type, schema: Schema) -> bool:
    """Return whether a type refers to records that hold nothing personal."""
    of = type_.element if isinstance(type_, Many) else type_
    if not isinstance(of, Reference):
        return False
    return not any(field.personal for field in schema.models[of.model].fields.values())


def _columns(field: FieldRule) -> tuple[str, ...]:
    return field.source.columns if field.source else ()


def _one_file(name: str, other: str) -> bool:
    """Return whether two names or patterns may mean one file."""
    return fnmatch(name, other) or fnmatch(other, name)
