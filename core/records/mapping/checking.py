"""A mapping file, read and checked against the record models before any row is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import (
    MappedModelUnknown,
    MappedOwnerUnfit,
    MappingKeyMissing,
    MappingNotRead,
    MappingValueUnfit,
)
from forecourt.core.records.files import Layout
from forecourt.core.records.files.opening import why_unread
from forecourt.core.records.mapping.fields import FieldChecker, conditions
from forecourt.core.records.mapping.findings import Problems, read_table, table_named
from forecourt.core.records.mapping.model import (
    FileRule,
    LookupRule,
    Mapping,
    RecordRule,
    Step,
)
from forecourt.core.records.mapping.places import find_places
from forecourt.core.records.mapping.privacy import keys_may_identify, personal_columns
from forecourt.core.records.mapping.tables import (
    FileTable,
    LayoutKeys,
    LookupTable,
    MappingTable,
    RecordTable,
)
from forecourt.core.records.mapping.toml_text import BrokenToml, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as FilePath
    from typing import Any

    from forecourt.core.records.mapping.places import Path
    from forecourt.core.records.mapping.templates import Template
    from forecourt.core.records.schema import Schema

    Levels = tuple[tuple[str, str], ...]


def read_mapping(
    path: FilePath, schema: Schema, *, zone: str, currency: str | None = None
) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """Return the mapping in a file, or None, and everything that is wrong with it.

    `zone` is the time zone of the store, in which moments without offset are read; `currency` that
    of amounts which name none.
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason, _ = why_unread(error)
        return None, (MappingNotRead(Place(path.name or str(path), 1), reason),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte {data[error.start]:02x} is not UTF-8"
        return None, (MappingNotRead(Place(path.name, line), reason),)
    return mapping_of(text, path.name, schema, zone=zone, currency=currency)


def mapping_of(
    text: str, file: str, schema: Schema, *, zone: str, currency: str | None = None
) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """Return the mapping that a text says, or None, and everything that is wrong with it."""
    data = parse_toml(text)
    if isinstance(data, BrokenToml):
        return None, (MappingNotRead(Place(file, data.line, data.column), data.reason),)
    problems = Problems(find_places(file, text))
    table = read_table(MappingTable, data, (), problems)
    if table is None:
        return None, problems.findings
    fields = FieldChecker(schema, zone, currency, tuple(table.lookup), problems)
    mapping = _Checker(schema, fields, problems, table).mapping()
    return (None if problems.findings else mapping), problems.findings


class _Checker:
    """Looks up every name of a mapping, and notes in `problems` what is wrong."""

    def __init__(
        self, schema: Schema, fields: FieldChecker, problems: Problems, table: MappingTable
    ) -> None:
        self._schema = schema
        self._fields = fields
        self._problems = problems
        self._table = table

    def mapping(self) -> Mapping:
        files = tuple(
            rule
            for index, entry in enumerate(self._table.file)
            if (rule := self._file(entry, ("file", index)))
        )
        lookups = {
            name: lookup
            for name, entry in self._table.lookup.items()
            if (lookup := self._lookup(name, entry))
        }
        return Mapping(self._table.name, files, self._guarded(lookups, files))

    def _guarded(
        self, lookups: dict[str, LookupRule], files: tuple[FileRule, ...]
    ) -> dict[str, LookupRule]:
        """Return the look-ups, of each whether its keys may identify somebody."""
        if self._problems.findings:
            return lookups
        return {
            name: replace(one, personal=keys_may_identify(one, files, lookups, self._schema))
            for name, one in lookups.items()
        }

    def _lookup(self, name: str, entry: Any) -> LookupRule | None:
        at = ("lookup", name)
        table = read_table(LookupTable, entry, at, self._problems)
        if table is None:
            return None
        self._check_signs(table, at)
        place = self._problems.place(at)
        return LookupRule(name, table.file, _layout(table), table.key, table.value, place)

    def _file(self, entry: Any, at: Path) -> FileRule | None:
        table = read_table(FileTable, entry, at, self._problems)
        if table is None:
            return None
        self._check_signs(table, at)
        rules = tuple(
            rule
            for index, record in enumerate(table.record)
            if (rule := self._record(record, table, (*at, "record", index)))
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
            personal_columns(rules),
        )

    def _check_signs(self, table: LayoutKeys, at: Path) -> None:
        if table.delimiter == table.quote:
            place, where = self._problems.place((*at, "delimiter")), table_named(at)
            expected = "another character than `quote`"
            finding = MappingValueUnfit(place, "delimiter", where, table.quote, expected)
            self._problems.add(finding)

    def _record(self, entry: Any, file: FileTable, at: Path) -> RecordRule | None:
        table = read_table(RecordTable, entry, at, self._problems)
        if table is None or not self._makes_records(table.model, (*at, "model")):
            return None
        model = self._schema.models[table.model]
        steps = self._steps(table, at)
        fields = self._fields.rules(model, table.fields, file, (*at, "fields"))
        return RecordRule(model.name, steps, fields, table.repeats, conditions(table.only))

    def _makes_records(self, name: str, at: Path) -> bool:
        """Return whether a mapping can make records of a model; note why it can't."""
        place = self._problems.place(at)
        if not name:
            return False
        if name not in self._schema.models:
            known = tuple(one for one in self._schema.models if self._chain(one))
            self._problems.add(MappedModelUnknown(place, name, known))
            return False
        if self._chain(name):
            return True
        owner = self._schema.models[name].owner
        expected = f"a model with records of its own; fill this one among the fields of `{owner}`"
        where = table_named(at[:-1])
        self._problems.add(MappingValueUnfit(place, "model", where, name, expected))
        return False

    def _steps(self, table: RecordTable, at: Path) -> tuple[Step, ...]:
        """Return the levels from the root down to the model, each with its id."""
        chain = self._chain(table.model)
        owners = tuple(model for model, _ in chain[:-1])
        for name in table.of.keys() - set(owners):
            place = self._problems.place((*at, "of", name))
            self._problems.add(MappedOwnerUnfit(place, name, table.model, owners))
        ids = {name: tuple(one) for name, one in table.of.items()}
        ids[table.model] = tuple(table.id or ())
        for name, _ in chain:
            if not ids.get(name) and name not in self._schema.roots:
                self._lacks_id(name, table.model, at)
        return tuple(Step(name, plural, ids.get(name, ())) for name, plural in chain)

    def _lacks_id(self, name: str, model: str, at: Path) -> None:
        steps = ("id",) if name == model else ("of", name)
        if self._problems.touch((*at, *steps)):
            return
        expected = "the column from which the id is made; without one a second import doubles"
        place = self._problems.place(at)
        finding = MappingKeyMissing(place, ".".join(steps), table_named(at), expected)
        self._problems.add(finding)

    def _chain(self, name: str) -> Levels:
        """Return (model, list that holds it) from the root down to a model.

        It is empty for a model that stands in no list, as a part of another does.
        """
        owner = self._schema.models[name].owner
        if owner is None:
            return ((name, ""),)
        lists = self._schema.models[owner].lists.values()
        plural = next((one.name for one in lists if one.model == name), "")
        above = self._chain(owner) if plural else ()
        return (*above, (name, plural)) if above else ()

    def _columns(
        self, table: FileTable, rules: Iterable[RecordRule], at: Path
    ) -> Iterator[tuple[str, Place]]:
        """Yield every column that a file's rules read, with where."""
        here = self._problems.place(at)
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
