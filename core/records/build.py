"""All plugins' models put together: the schema, and the records that follow it.

What a plugin declares wrongly is reported and left out; the rest goes on.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic
from forecourt.core.diagnostics.models import (
    ExtendsNothing,
    ModelNameless,
    ModelTwice,
    NameReserved,
    NameTaken,
    OwnersCircle,
    OwnerUnknown,
    PlaceUnclear,
    TimeUnknown,
)
from forecourt.core.records.declared import Known, Source, declared_fields
from forecourt.core.records.records import Records
from forecourt.core.records.reserved import LOGIC_WORDS, MARKS
from forecourt.core.records.schema import (
    Absence,
    FieldSchema,
    ListSchema,
    ModelSchema,
    PartSchema,
    Schema,
)
from forecourt.core.values.types import Day, Moment, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.hooks import Extension
    from forecourt.core.records.models import ClassLine, Record
    from forecourt.core.values.types import Symbol

_ID = FieldSchema(
    "id",
    Text(),
    Absence.REQUIRED,
    "What names the record; unique within its list",
    plugin="forecourt",
)


@dataclass(slots=True)
class _Draft:
    """A model being put together: its classes, and what has been found to belong to it."""

    source: Source
    extensions: list[Source] = field(default_factory=list)
    fields: dict[str, FieldSchema] = field(default_factory=lambda: {"id": _ID})
    lists: dict[str, ListSchema] = field(default_factory=dict)
    parts: dict[str, PartSchema] = field(default_factory=dict)

    @property
    def line(self) -> ClassLine:
        return self.source.fields.model_line

    @property
    def owner(self) -> str | None:
        return self.line.get("owner")

    @property
    def stands_in(self) -> tuple[str, str]:
        """The owner and the name of its list or part; for a root, nothing and its own name."""
        return self.owner or "", self.line.get("plural") or self.line.get(
            "part"
        ) or self.source.model

    def plugin_of(self, name: str) -> str:
        """Return which plugin a name of the model came from, as far as that is told apart."""
        return self.fields[name].plugin if name in self.fields else self.source.plugin


def build_records(
    models: Iterable[type[Record]],
    extensions: Iterable[Extension],
    symbols: Mapping[str, Symbol],
    plugins: Mapping[type[Record], str] | None = None,
) -> tuple[Records, tuple[Diagnostic, ...]]:
    """Return the records that models and extensions make up, and what is wrong with them.

    `symbols` are the shared levels, stages and choices by name. `plugins` says which plugin a
    class came from; a class that is not in it is said to come from its module. The order in
    which models and extensions are given makes no difference.
    """
    problems: list[Diagnostic] = []
    drafts = _drafts(sorted(models, key=_order), plugins or {}, problems)
    _drop_homeless(drafts, problems)
    _attach_extensions(drafts, extensions, plugins or {}, problems)
    for draft in drafts.values():
        _attach_to_owner(draft, drafts)
    known = Known(tuple(drafts), symbols)
    for draft in drafts.values():
        _read_fields(draft, known, problems)
    schema = Schema(
        {name: _finished(draft, problems) for name, draft in drafts.items()},
        tuple(name for name, draft in drafts.items() if draft.owner is None),
    )
    embedded = frozenset(name for name, draft in drafts.items() if draft.line.get("embedded"))
    return Records(schema, embedded), tuple(problems)


def _order(model: type[Record]) -> tuple[str, str, str]:
    return model.model_line.get("name", ""), model.__module__, model.__qualname__


def _drafts(
    models: list[type[Record]], plugins: Mapping[type[Record], str], problems: list[Diagnostic]
) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    places: dict[tuple[str, str], _Draft] = {}
    for model in models:
        name = model.model_line.get("name", model.__qualname__)
        draft = _Draft(Source(plugins.get(model, model.__module__), name, model))
        problem = _unnamed(draft, drafts.get(name)) or _unplaced(draft, places)
        if problem:
            problems.append(problem)
        else:
            drafts[name] = places[draft.stands_in] = draft
    return drafts


def _unnamed(draft: _Draft, namesake: _Draft | None) -> Diagnostic | None:
    """Return what is wrong with the words for a model."""
    source, line = draft.source, draft.line
    if "name" not in line:
        return ModelNameless(*source.where())
    if namesake:
        return ModelTwice(*source.where(), namesake.source.plugin)
    words = [line.get(key) for key in ("name", "plural", "part", "singular")]
    reserved = [word for word in words if word in LOGIC_WORDS | MARKS]
    return NameReserved(*source.where(), str(reserved[0])) if reserved else None


def _unplaced(draft: _Draft, places: dict[tuple[str, str], _Draft]) -> Diagnostic | None:
    """Return what is wrong with where the records of a model stand."""
    source, line = draft.source, draft.line
    if ("plural" in line) + ("part" in line) != ("owner" in line):
        return PlaceUnclear(*source.where())
    owner, name = draft.stands_in
    other = places.get((owner, name))
    if other:
        return NameTaken(source.place(), source.plugin, owner, name, other.source.plugin)
    return None


def _drop_homeless(drafts: dict[str, _Draft], problems: list[Diagnostic]) -> None:
    """Leave out the models whose owners, all the way up, do not end at a root."""
    for draft in [draft for draft in drafts.values() if _goes_round(draft, drafts)]:
        source = draft.source
        problems.append(OwnersCircle(*source.where()))
        del drafts[source.model]
    while orphans := [d for d in drafts.values() if d.owner and d.owner not in drafts]:
        for draft in orphans:
            source = draft.source
            problems.append(OwnerUnknown(*source.where(), str(draft.owner), tuple(drafts)))
            del drafts[source.model]


def _goes_round(draft: _Draft, drafts: dict[str, _Draft]) -> bool:
    seen: set[str] = set()
    owner = draft.owner
    while owner in drafts and owner not in seen:
        seen.add(owner)
        owner = drafts[owner].owner
    return draft.source.model in seen


def _attach_extensions(
    drafts: dict[str, _Draft],
    extensions: Iterable[Extension],
    plugins: Mapping[type[Record], str],
    problems: list[Diagnostic],
) -> None:
    for extension in sorted(extensions, key=lambda each: (each.model, _order(each.fields))):
        plugin = plugins.get(extension.fields, extension.fields.__module__)
        source = Source(plugin, extension.model, extension.fields)
        if extension.model in drafts:
            drafts[extension.model].extensions.append(source)
        else:
            problems.append(ExtendsNothing(*source.where(), tuple(drafts)))


def _attach_to_owner(draft: _Draft, drafts: dict[str, _Draft]) -> None:
    """Enter a model in the lists or parts of its owner; a root stands by itself."""
    source, line = draft.source, draft.line
    if draft.owner is None:
        return
    owner, name = drafts[draft.owner], draft.stands_in[1]
    if "part" in line:
        owner.parts[name] = PartSchema(name, source.model, _doc(source))
    else:
        word = line.get("singular") or source.model.removeprefix(f"{draft.owner}_")
        owner.lists[name] = ListSchema(name, word, source.model)


def _read_fields(draft: _Draft, known: Known, problems: list[Diagnostic]) -> None:
    for source in (draft.source, *draft.extensions):
        for entry in declared_fields(source, known):
            if isinstance(entry, Diagnostic):
                problems.append(entry)
            elif entry.name in {*draft.fields, *draft.lists, *draft.parts}:
                other = draft.plugin_of(entry.name)
                problems.append(NameTaken(*source.where(), entry.name, other))
            else:
                draft.fields[entry.name] = entry


def _finished(draft: _Draft, problems: list[Diagnostic]) -> ModelSchema:
    return ModelSchema(
        draft.source.model,
        _doc(draft.source),
        draft.fields,
        draft.lists,
        draft.parts,
        _time(draft, draft.line.get("time"), "orders its records", problems),
        draft.owner,
        _time(draft, draft.line.get("done"), "says when one of its records was done", problems),
    )


def _time(draft: _Draft, named: str | None, purpose: str, problems: list[Diagnostic]) -> str | None:
    """Return the date or moment that the class line names for a purpose, if it is one."""
    times = tuple(name for name, f in draft.fields.items() if isinstance(f.type, Day | Moment))
    if named is None or named in times:
        return named
    problems.append(TimeUnknown(*draft.source.where(), named, times, purpose))
    return None


def _doc(source: Source) -> str:
    """Return the first paragraph of the class's docstring, on one line."""
    text = inspect.cleandoc(source.fields.__doc__ or "")
    return " ".join(text.split("\n\n")[0].split())
