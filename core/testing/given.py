"""The records that a test gives, put together as record files."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.diagnostics.checking import UnknownField, UnknownSubject
from forecourt.core.syntax import nodes as syntax
from forecourt.core.testing.literals import WrongTest, items, misplaced, misplaced_line, written
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.findings import Location
    from forecourt.core.records.records import Records
    from forecourt.core.records.schema import ModelSchema

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The data of a root record, and where the records in it are given."""

    data: Data
    places: Mapping[Location, Place]

    def place_of(self, location: Location) -> Place | None:
        """Return where the nearest record around a location is given; None if it is made up."""
        while location and location not in self.places:
            location = location[:-1]
        return self.places.get(location)


def record_files(
    lines: Iterable[syntax.Line], records: Records, zone: str
) -> tuple[Mapping[str, RecordFile], tuple[Diagnostic, ...]]:
    """Return the record files that `given` lines make up, by root, and what is wrong with them.

    A record belongs to the record of its owner that was given last; an owner that is not given is
    made up, as are ids: the model's initial and a number.
    """
    read = [line for line in lines if line.head is not None]
    files = _Files(records, zone, _ids_written(read))
    findings = []
    for line in read:
        try:
            files.add(line)
        except WrongTest as wrong:
            findings.append(wrong.finding)
    found = {
        root: RecordFile(data, files.places.get(root, {})) for root, data in files.roots.items()
    }
    return found, tuple(findings)


def _ids_written(lines: Iterable[syntax.Line]) -> Mapping[str, set[str]]:
    """Return the ids that lines state, by model, which no made-up id may take."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        match line.body.sequences[0] if line.body.sequences else ():
            case [syntax.Name(text=model), syntax.Label(language=None, text=id_), *_]:
                found[model].add(id_)
    return found


class _Placed(NamedTuple):
    """The data of a record, and where it is: a root, and the way from there."""

    data: Data
    root: str
    location: Location


@dataclass(slots=True)
class _Files:
    """Record files while they are put together."""

    records: Records
    zone: str
    taken: Mapping[str, set[str]]
    roots: dict[str, Data] = field(default_factory=dict)
    latest: dict[str, _Placed] = field(default_factory=dict)
    """The record given last, by model."""
    places: defaultdict[str, dict[Location, Place]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Where records are given, by root and location in it."""
    made: Counter[str] = field(default_factory=Counter)

    def add(self, line: syntax.Line) -> None:
        """Add the record of a line: `given MODEL ["ID"] FIELD VALUE, FIELD VALUE`."""
        first, *others = line.body.sequences or ((),)
        stated: str | None = None
        match first:
            case [syntax.Name() as word, syntax.Label(language=None, text=stated), *rest]:
                pass
            case [syntax.Name() as word, *rest]:
                pass
            case _:
                expected = "`given RECORD`, then fields with their values"
                raise misplaced(first[0], expected) if first else misplaced_line(line, expected)
        model = self._model(word)
        record = self._record(model.name, stated)
        self.places[record.root][record.location] = line.place
        for sequence in (rest, *others):
            if sequence:
                self._set(record.data, model, list(sequence))

    def _model(self, word: syntax.Name) -> ModelSchema:
        """Return the model that a word names: by its name, or as one of a list of its owner.

        Of several lists that have the word, that of an owner given already is meant.
        """
        models = self.records.schema.models
        if word.text in models:
            return models[word.text]
        words = {
            (owner.name, entry.singular): models[entry.model]
            for owner in models.values()
            for entry in owner.lists.values()
        }
        meant = {owner: model for (owner, one), model in words.items() if one == word.text}
        given = [model for owner, model in meant.items() if owner in self.latest]
        if not meant:
            known = tuple(dict.fromkeys((*models, *(one for _, one in words))))
            raise WrongTest(UnknownSubject(word.place, word.text, known))
        return (given or list(meant.values()))[-1]

    def _record(self, model: str, stated: str | None) -> _Placed:
        """Return a new record at its place; of a root there is only one."""
        owner = self.records.schema.models[model].owner
        data = self.roots.setdefault(model, {}) if owner is None else {}
        if stated is not None:
            data["id"] = stated
        elif "id" not in data and self._needs_id(model):
            data["id"] = self._made_up(model)
        if owner is None:
            record = _Placed(data, model, ())
        else:
            above = self.latest[owner] if owner in self.latest else self._record(owner, None)
            record = self._place(data, model, above)
        self.latest[model] = record
        return record

    def _needs_id(self, model: str) -> bool:
        if model in self.records.schema.roots:
            return True
        return self._list_of(model) is not None and model not in self.records.embedded

    def _place(self, data: Data, model: str, owner: _Placed) -> _Placed:
        name = self._list_of(model)
        if name is not None:
            elements = owner.data.setdefault(name, [])
            elements.append(data)
            return _Placed(data, owner.root, (*owner.location, name, len(elements) - 1))
        above = self._owner(model)
        part = next(one.name for one in above.parts.values() if one.model == model)
        owner.data[part] = data
        return _Placed(data, owner.root, (*owner.location, part))

    def _owner(self, model: str) -> ModelSchema:
        models = self.records.schema.models
        return models[str(models[model].owner)]

    def _list_of(self, model: str) -> str | None:
        """Return the list of its owner in which a model stands, None if it stands alone."""
        lists = self._owner(model).lists.values()
        return next((one.name for one in lists if one.model == model), None)

    def _made_up(self, model: str) -> str:
        initial = model[0].upper()
        while True:
            self.made[model] += 1
            id_ = f"{initial}{self.made[model]}"
            if id_ not in self.taken.get(model, ()):
                return id_

    def _set(self, data: Data, model: ModelSchema, parts: list[syntax.Part]) -> None:
        """Set a field: its name and its value, several values for a list."""
        head, values = _field_and_values(parts)
        schema = model.fields.get(head.text)
        if schema is None:
            known = tuple(name for name in model.fields if name != "id")
            raise WrongTest(UnknownField(head.place, head.text, model.name, known))
        if isinstance(schema.type, Many):
            element = schema.type.element
            found = [written(one, element, self.zone).json for one in items(values)]
            data.setdefault(head.text, []).extend(found)
            return
        if len(values) != 1:
            raise misplaced(values[1] if values else parts[0], "a field and its value")
        if head.text in data:
            raise misplaced(parts[0], "each field once")
        data[head.text] = written(values[0], schema.type, self.zone).json


def _field_and_values(parts: list[syntax.Part]) -> tuple[syntax.Word, list[syntax.Part]]:
    """Return the word for the field, and what follows it.

    A field whose name is a word of the language's lines (`by`) is read as a mark, one whose name
    could be that of a language (`de "..."`) with the text as its label.
    """
    first, *rest = parts
    match first:
        case syntax.Name(text=text) | syntax.Mark(word=text):
            return syntax.Word(text, first.place), rest
        case syntax.Label(language=str(language), text=text, place=place):
            return syntax.Word(language, place), [syntax.Label(None, text, place), *rest]
        case _:
            raise misplaced(first, "a field and its value")
