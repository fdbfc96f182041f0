"""The fields of a record in a mapping, checked against the model."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.importing import (
    LookupUnknown,
    MappedFieldUnknown,
    MappedValueUnfit,
    MappingKeyMissing,
    MappingValueUnfit,
)
from forecourt.core.records.mapping.cells import canonical, in_currency
from forecourt.core.records.mapping.findings import read_table, table_named, written
from forecourt.core.records.mapping.model import Condition, FieldRule, Reading, Search
from forecourt.core.records.mapping.numbers import PLAIN, NumberStyle
from forecourt.core.records.mapping.tables import FieldTable
from forecourt.core.records.mapping.templates import Template, TemplateError, read_template
from forecourt.core.records.schema import Absence
from forecourt.core.values.reading import Unfit
from forecourt.core.values.showing import to_json
from forecourt.core.values.types import Moment, Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.records.mapping.findings import Problems
    from forecourt.core.records.mapping.places import Path
    from forecourt.core.records.mapping.tables import FileTable
    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema

SOURCES = ("column", "template", "constant")

FILE_STEPS = 2
"""How many steps the path to a file has (`("file", 0)`)."""


def conditions(only: Mapping[str, list[str]]) -> tuple[Condition, ...]:
    """Return the conditions that a table `only` states."""
    return tuple(Condition(column, frozenset(values)) for column, values in only.items())


class FieldChecker:
    """Makes the rules of fields, and notes in `problems` what is wrong with them."""

    def __init__(
        self,
        schema: Schema,
        zone: str,
        currency: str | None,
        lookups: tuple[str, ...],
        problems: Problems,
    ) -> None:
        self._schema = schema
        self._zone = zone
        self._currency = currency
        self._lookups = lookups
        self._problems = problems

    def rules(
        self, model: ModelSchema, fields: Mapping[str, Any], file: FileTable, at: Path
    ) -> tuple[FieldRule, ...]:
        """Return the rules of a model's fields as a mapping writes them."""
        return tuple(self._rules(model, fields, file, at, ()))

    def _rules(
        self,
        model: ModelSchema,
        fields: Mapping[str, Any],
        file: FileTable,
        at: Path,
        before: tuple[str, ...],
    ) -> Iterator[FieldRule]:
        for key, value in fields.items():
            head, _, rest = key.partition(".")
            here = (*at, key)
            if head in model.parts and (rest or isinstance(value, dict)):
                part = self._schema.models[model.parts[head].model]
                inner = {rest: value} if rest else value
                yield from self._rules(part, inner, file, here, (*before, head))
            elif key in model.fields and key != "id":
                rule = self._rule(model.fields[key], value, file, here, (*before, key))
                if rule:
                    yield rule
            else:
                known = tuple(name for name in (*model.fields, *model.parts) if name != "id")
                place = self._problems.place(here)
                self._problems.add(MappedFieldUnknown(place, key, model.name, known))

    def _rule(
        self, field: FieldSchema, value: Any, file: FileTable, at: Path, path: tuple[str, ...]
    ) -> FieldRule | None:
        table = self._table(value, at)
        if table is None:
            return None
        self._check_lookup(table.lookup, (*at, "lookup"))
        values = self._values(field, table, at)
        source = self._source(table, at) if self._one_source(table, at) else None
        if source is None and table.constant is None:
            return None
        reading = _reading(table, file)
        self._check_moment(field.type, reading, source, at)
        return FieldRule(
            path,
            in_currency(field.type, self._currency),
            field.personal,
            field.absence is Absence.REQUIRED,
            self._absent(field),
            source,
            None if source else self._fit(field, table.constant, (*at, "constant")),
            values,
            reading,
            Search(table.lookup, table.unmatched == "refuse") if table.lookup else None,
            conditions(table.only),
        )

    def _table(self, value: Any, at: Path) -> FieldTable | None:
        if isinstance(value, str):
            return FieldTable.model_validate({"column": value})
        if not isinstance(value, dict):
            expected = 'a column in quotation marks, or a table such as `{ constant = "..." }`'
            self._unfit(at, value, expected)
            return None
        return read_table(FieldTable, value, at, self._problems)

    def _check_lookup(self, name: str | None, at: Path) -> None:
        if name is None or name in self._lookups or self._problems.touch(("lookup", name)):
            return
        self._problems.add(LookupUnknown(self._problems.place(at), name, self._lookups))

    def _one_source(self, table: FieldTable, at: Path) -> bool:
        stated = [name for name in SOURCES if getattr(table, name) is not None]
        if len(stated) == 1 or self._problems.touch(at):
            return len(stated) == 1
        place = self._problems.place(at)
        expected = "exactly one of `column`, `template` and `constant`"
        where = table_named(at)
        if stated:
            self._unfit(at, " and ".join(stated), expected)
        else:
            self._problems.add(MappingKeyMissing(place, "column", where, expected))
        return False

    def _source(self, table: FieldTable, at: Path) -> Template | None:
        if table.column is None:
            return table.template
        try:
            return read_template(table.column)
        except TemplateError as unfit:
            self._unfit(at, table.column, str(unfit))
            return None

    def _values(self, field: FieldSchema, table: FieldTable, at: Path) -> dict[str, Any]:
        """Return the translations, which for a look-up point to keys and not to values."""
        if table.lookup:
            return {key: str(value) for key, value in table.values.items()}
        values = (*at, "values")
        return {key: self._fit(field, value, (*values, key)) for key, value in table.values.items()}

    def _fit(self, field: FieldSchema, value: Any, at: Path) -> Any:
        plain = value.isoformat() if isinstance(value, date | time) else value
        try:
            return canonical(plain, in_currency(field.type, self._currency), self._zone)
        except Unfit as unfit:
            place = self._problems.place(at)
            expected = f"`{unfit.nearest}`" if unfit.nearest else unfit.expected
            self._problems.add(MappedValueUnfit(place, field.name, written(value), expected))
            return None

    def _absent(self, field: FieldSchema) -> Any:
        if field.absence is not Absence.DEFAULT or field.default is None:
            return None
        return to_json(field.default, in_currency(field.type, self._currency), self._zone)

    def _check_moment(
        self, type_: Type, reading: Reading, source: Template | None, at: Path
    ) -> None:
        within = at[:FILE_STEPS]
        if source is None or not isinstance(type_, Moment) or reading.time is not None:
            return
        stated = [(*above, key) for above in (at, within) for key in ("dates", "time")]
        if self._problems.touch(*stated):
            return
        for form in reading.dates:
            if not form.has_time:
                expected = "a format with a time of day, or the time of day stated as `time`"
                self._unfit((*at, "dates"), form.text, expected)

    def _unfit(self, at: Path, value: Any, expected: str) -> None:
        place, where = self._problems.place(at), table_named(at[:-1])
        finding = MappingValueUnfit(place, str(at[-1]), where, written(value), expected)
        self._problems.add(finding)


def _reading(table: FieldTable, file: FileTable) -> Reading:
    """Return how a field's cells are read: as it says itself, else as its file says."""
    dates = table.dates if table.dates is not None else file.dates
    signs = table.signs if table.signs is not None else file.signs
    return Reading(
        tuple(dates or ()),
        NumberStyle(table.numbers or file.numbers or PLAIN, tuple(signs or ())),
        table.time if table.time is not None else file.time,
        table.fraction,
        table.split,
    )
