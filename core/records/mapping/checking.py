"""A mapping file, read and checked against the record models before any row is."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from unicodedata import normalize

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import (
    LookupUnknown,
    MappedModelUnknown,
    MappedOwnerUnfit,
    MappingKeyMissing,
    MappingNotRead,
)
from forecourt.core.records.files import Layout
from forecourt.core.records.mapping.fields import FieldChecker, conditions
from forecourt.core.records.mapping.findings import read_table, table_named
from forecourt.core.records.mapping.model import (
    FieldRule,
    FileRule,
    LookupRule,
    Mapping,
    RecordRule,
    Step,
)
from forecourt.core.records.mapping.places import find_places
from forecourt.core.records.mapping.tables import (
    FileTable,
    LayoutKeys,
    LookupTable,
    MappingTable,
    RecordTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as FilePath

    from forecourt.core.records.mapping.places import Path, Places
    from forecourt.core.records.mapping.templates import Template
    from forecourt.core.records.schema import Schema


def read_mapping(
    path: FilePath, schema: Schema, *, zone: str, currency: str | None = None
) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """Return the mapping in a file, or None, and everything that is wrong with it.

    `zone` is the time zone of the store, in which moments without offset are read; `currency` that
    of amounts which name none.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        return None, (MappingNotRead(Place(path.name, 1), reason),)
    except UnicodeDecodeError as error:
        return None, (MappingNotRead(Place(path.name, 1), f"it is not UTF-8 ({error.reason})"),)
    return mapping_of(text, path.name, schema, zone=zone, currency=currency)


def mapping_of(
    text: str, file: str, schema: Schema, *, zone: str, currency: str | None = None
) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """Return the mapping that a text says, or None, and everything that is wrong with it."""
    try:
        data = tomllib.loads(normalize("NFC", text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (_broken(file, text, error),)
    places = find_places(file, text)
    table, findings = read_table(MappingTable, data, (), places)
    if table is None:
        return None, findings
    fields = FieldChecker(schema, zone, currency, places)
    checker = _Checker(schema, fields, places, table)
    mapping = checker.mapping()
    problems = (*checker.problems, *checker.fields.problems)
    return (None if problems else mapping), tuple(sorted(problems, key=lambda one: one.place))


def _broken(file: str, text: str, error: Exception) -> Diagnostic:
    message = str(error)
    reason, _, position = message.partition(" (at ")
    digits = "".join(c if c.isdigit() else " " for c in position).split()
    last = text.count("\n") + 1
    line, column = (int(digits[0]), int(digits[1])) if len(digits) == 2 else (last, 1)  # noqa: PLR2004
    if isinstance(error, RecursionError):
        reason = "nested too deeply"
    return MappingNotRead(Place(file, line, column), reason.lower())


class _Checker:
    """Looks up every name of a mapping; `problems` gathers what is wrong."""

    def __init__(
        self, schema: Schema, fields: FieldChecker, places: Places, table: MappingTable
    ) -> None:
        self.problems: list[Diagnostic] = []
        self.fields = fields
        self._schema = schema
        self._places = places
        self._table = table

    def mapping(self) -> Mapping:
        files = tuple(
            self._file(entry, ("file", index)) for index, entry in enumerate(self._table.file)
        )
        lookups = {name: self._lookup(name, one) for name, one in self._table.lookup.items()}
        return Mapping(self._table.name, files, lookups)

    def _lookup(self, name: str, table: LookupTable) -> LookupRule:
        place = self._places.of(("lookup", name))
        return LookupRule(name, table.file, _layout(table), table.key, table.value, place)

    def _file(self, table: FileTable, at: Path) -> FileRule:
        rules = tuple(
            rule
            for index, entry in enumerate(table.record)
            if (rule := self._record(entry, table, (*at, "record", index)))
        )
        read: dict[str, Place] = {}
        for column, place in self._columns(table, rules, at):
            read.setdefault(column, place)
        return FileRule(
            table.name,
            _layout(table),
            frozenset(text.strip() for text in ("", *table.empty)),
            frozenset(table.ignore),
            conditions(table.only),
            rules,
            read,
        )

    def _record(self, table: RecordTable, file: FileTable, at: Path) -> RecordRule | None:
        place = self._places.of((*at, "model"))
        model = self._schema.models.get(table.model)
        if model is None:
            known = tuple(self._schema.models)
            self.problems.append(MappedModelUnknown(place, table.model, known))
            return None
        steps = self._steps(table, at)
        fields = self.fields.rules(model, table.fields, file, (*at, "fields"))
        self._check_lookups(fields, at)
        return RecordRule(model.name, steps, fields, table.repeats, conditions(table.only))

    def _steps(self, table: RecordTable, at: Path) -> tuple[Step, ...]:
        """Return the levels from the root down to the model, each with its id."""
        chain = self._chain(table.model)
        for name in table.of.keys() - {model for model, _ in chain[:-1]}:
            owners = tuple(model for model, _ in chain[:-1])
            place = self._places.of((*at, "of", name))
            self.problems.append(MappedOwnerUnfit(place, name, table.model, owners))
        ids = {**{name: tuple(one) for name, one in table.of.items()}}
        ids[table.model] = tuple(table.id or ())
        for name, _ in chain:
            if not ids.get(name) and name not in self._schema.roots:
                self._lacks_id(name, table.model, at)
        return tuple(Step(name, plural, ids.get(name, ())) for name, plural in chain)

    def _lacks_id(self, name: str, model: str, at: Path) -> None:
        key = "id" if name == model else f"of.{name}"
        expected = "the column from which the id is made; without one a second import doubles"
        place = self._places.of(at)
        self.problems.append(MappingKeyMissing(place, key, table_named(at), expected))

    def _chain(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return (model, list that holds it) from the root down to a model."""
        owner = self._schema.models[name].owner
        if owner is None:
            return ((name, ""),)
        lists = self._schema.models[owner].lists.values()
        plural = next((one.name for one in lists if one.model == name), "")
        if not plural:
            place = Place(self._places.file, 1)
            self.problems.append(MappedOwnerUnfit(place, f"list of {owner}", name, (owner,)))
        return (*self._chain(owner), (name, plural))

    def _check_lookups(self, fields: Iterable[FieldRule], at: Path) -> None:
        known = tuple(self._table.lookup)
        for rule in fields:
            if rule.search and rule.search.name not in known:
                place = self._places.of((*at, "fields", *rule.path))
                self.problems.append(LookupUnknown(place, rule.search.name, known))

    def _columns(
        self, table: FileTable, rules: Iterable[RecordRule], at: Path
    ) -> Iterator[tuple[str, Place]]:
        """Yield every column that a file's rules read, with where."""
        here = self._places.of(at)
        yield from ((column, here) for column in table.only)
        for rule in rules:
            for column in _record_columns(rule):
                yield column, here


def _record_columns(rule: RecordRule) -> Iterator[str]:
    yield from (condition.column for condition in rule.only)
    for step in rule.steps:
        yield from _template_columns(step.ids)
    for one in rule.fields:
        yield from (condition.column for condition in one.only)
        yield from _template_columns(() if one.source is None else (one.source,))


def _template_columns(templates: Iterable[Template]) -> Iterator[str]:
    for template in templates:
        yield from template.columns


def _layout(keys: LayoutKeys) -> Layout:
    return Layout(keys.format, keys.encoding, keys.delimiter, keys.quote, keys.sheet, keys.header)
