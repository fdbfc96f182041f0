"""The records of a set of plugins: one place to read, write and store them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.records import OtherRoot
from forecourt.core.diagnostics.worded import shown
from forecourt.core.records import tables as row_forms
from forecourt.core.records.classes import Surroundings, record_classes
from forecourt.core.records.findings import Subject, findings
from forecourt.core.records.from_rows import RowReader
from forecourt.core.records.json_schema import json_schema
from forecourt.core.records.json_text import parse_json, place_finder
from forecourt.core.records.quick import QuickReaders, Unusual, names, never
from forecourt.core.records.references import References, leading_nowhere, references_within
from forecourt.core.records.writing import Writer
from forecourt.core.values.clock import zone_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.findings import Location
    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import Schema
    from forecourt.core.records.tables import TableSchema

Result = tuple["Record | None", tuple["Diagnostic", ...]]
"""A root record in normal form, or None and why there is none."""


@dataclass(frozen=True)
class Records:
    """All models together: what is known of them, and reading and writing their records.

    `zone` is an IANA name: the wall clock on which moments are read and kept; each method that
    takes it raises `UnknownZone` if there is none of the name. `currency` is an ISO code: that
    of amounts; where it is not known, amounts are plain numbers with two decimals.
    """

    schema: Schema
    embedded: frozenset[str]
    """Models whose records may leave out their id, which is then their position in the list."""

    @cached_property
    def classes(self) -> dict[str, type[Record]]:
        """The pydantic class of each model, by name."""
        return record_classes(self.schema, self.embedded)

    def read(
        self,
        root: str,
        data: Any,
        *,
        zone: str,
        file: str = "",
        currency: str | None = None,
        place_of: Callable[[Location], Place] | None = None,
    ) -> Result:
        """Return one record of the root model `root` from the data of a JSON document.

        Findings name `file`, and the places that `place_of` gives for the ways to values in the
        data; without it all are on line 1: data have no lines.
        """
        try:
            return self._quick_reader(root, zone, currency)(data), ()
        except Unusual:
            place = Place(file or root, 1)
            surroundings = Surroundings(zone, currency)
            return self._read_thoroughly(root, data, surroundings, place_of or (lambda _: place))

    def read_text(
        self, root: str, text: str, *, zone: str, file: str = "", currency: str | None = None
    ) -> Result:
        """Return one record from the text of a record file; findings name its lines.

        A record may come with warnings.
        """
        start = Place(file or root, 1)
        data, broken, twice = parse_json(text, start)
        if broken:
            return None, (broken,)
        place_of = place_finder(text, start)
        record, problems = self.read(root, data, zone=zone, currency=currency, place_of=place_of)
        if twice:
            return None, (*(found for _, found in twice), *problems)
        if record is not None:
            problems = self.leading_nowhere(record, place_of)
        return record, problems

    @cached_property
    def _quick_reader(self) -> Callable[[str, str, str | None], Callable[[Any], Record]]:
        """What gives the quick way to read a root's records, each made when first asked for."""

        def made(root: str, zone: str, currency: str | None) -> Callable[[Any], Record]:
            zone_table(zone)
            if root not in self.schema.roots:
                return never
            surroundings = Surroundings(zone, currency)
            return QuickReaders(self.schema, self.embedded, self.classes, surroundings).of_root(
                root
            )

        return cache(made)

    def _read_thoroughly(
        self,
        root: str,
        data: Any,
        surroundings: Surroundings,
        place_of: Callable[[Location], Place],
    ) -> Result:
        other = self._other_root(root, data)
        if other:
            return None, (OtherRoot(place_of(()), root, other),)
        try:
            return self.classes[root].model_validate(data, context=surroundings), ()
        except ValidationError as error:
            stated = data.get("id") if isinstance(data, dict) else None
            identity = shown(stated) if isinstance(stated, str) else ""
            return None, tuple(findings(error, Subject(self.schema, root, identity, place_of)))

    def leading_nowhere(
        self, record: Record, place_of: Callable[[Location], Place]
    ) -> tuple[Diagnostic, ...]:
        """Return a warning for each reference of a root record to one that it should hold itself.

        Whoever reads a file asks for them; a record that was read is usable whatever they say.
        """
        return tuple(leading_nowhere(record, self.schema, self._references, place_of))

    @cached_property
    def _references(self) -> References:
        """Which fields refer to records of the same file."""
        return references_within(self.schema)

    def _other_root(self, root: str, data: Any) -> str | None:
        """Return the root model that the names in `data` speak for, if it is not `root`."""
        if not isinstance(data, dict):
            return None
        known = {
            name: len(data.keys() & names(self.schema.models[name])) for name in self.schema.roots
        }
        best = max(known, key=lambda name: (known[name], name == root))
        return best if best != root else None

    def to_json(self, record: Record, zone: str, *, currency: str | None = None) -> dict[str, Any]:
        """Return a root record as the data of a record file; `read` of it is the record again.

        Fields that are absent or have their default are left out.
        """
        zone_table(zone)
        writer = Writer(self.schema, self.embedded, Surroundings(zone, currency))
        return writer.written(record, self.schema.models[record.model_line["name"]])

    def json_schema(self, root: str) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of record files of a root model."""
        return json_schema(self.schema, root, self.embedded)

    def tables(self) -> tuple[TableSchema, ...]:
        """Return the SQLite tables that hold the records, owners before what belongs to them."""
        return row_forms.tables(self.schema)

    def rows(self, record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield (table, row) for a root record and all that belongs to it, owners first."""
        return row_forms.rows(record, self.schema)

    @cached_property
    def _row_reader(self) -> RowReader:
        return RowReader(self.schema, self.classes)

    def from_rows(self, root: str, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> Record:
        """Return the root record whose rows, by table, are given; the reverse of `rows`."""
        return self._row_reader.record(root, found)
