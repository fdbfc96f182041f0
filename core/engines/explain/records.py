"""Records as the interpreter sees them: found under a root, in lists, and by id."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.values import Known, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.plan.facts import Facts
    from forecourt.core.records.schema import Schema


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A record with the model it is of. Two are the same record if their `data` are."""

    model: str
    id: str
    data: Any


_id = attrgetter("id")
_NOBODY = object()
"""A record that has none of its attributes."""


def root_record(facts: Facts, model: str) -> Held:
    """Return the root record of a model: the file itself, or the store, an empty one if need be."""
    if model == facts.model:
        return Held(model, facts.root.id, facts.root)
    if facts.store is None:
        return Held(model, "", _NOBODY)
    return Held(model, facts.store.id, facts.store)


def elements(owner: Held, name: str, model: str) -> tuple[Held, ...]:
    """Return the records in a list of a record, in the order they stand there."""
    return tuple(Held(model, data.id, data) for data in getattr(owner.data, name, None) or ())


def part(owner: Held, name: str, model: str) -> Held | None:
    """Return the record embedded in another; without an id of its own it goes by the owner's."""
    data = getattr(owner.data, name, None)
    return None if data is None else Held(model, getattr(data, "id", None) or owner.id, data)


def find(schema: Schema, facts: Facts, model: str, wanted: str) -> Held | None:
    """Return the record of a model with an id: a root, or in the list of its root."""
    if model in schema.roots:
        candidates: tuple[Held, ...] = (root_record(facts, model),)
    else:
        kept = schema.list_in_root(model)
        if kept is None:
            return None
        root, entry = kept
        candidates = elements(root_record(facts, root), entry.name, model)
    return next((held for held in candidates if held.id == wanted), None)


def subjects(schema: Schema, facts: Facts) -> Mapping[str, tuple[Held, ...]]:
    """Return all records of the file by model, those of a model by id.

    Ids differ within a list. Those of one id in several lists come by the ids of the records that
    they belong to, from the root on.
    """
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for held in _below(schema, root_record(facts, facts.model)):
        found[held.model].append(held)
    return {model: tuple(sorted(held, key=_id)) for model, held in found.items()}


def _below(schema: Schema, held: Held) -> Iterator[Held]:
    """Yield a record and all that belong to it, those of a list by id."""
    yield held
    model = schema.models[held.model]
    for entry in model.lists.values():
        for element in sorted(elements(held, entry.name, entry.model), key=_id):
            yield from _below(schema, element)
    for embedded in model.parts.values():
        inner = part(held, embedded.name, embedded.model)
        if inner is not None:
            yield from _below(schema, inner)


def plain(value: Value) -> Value:
    """Return the value with a record replaced by its id, for which it stands as an operand."""
    if isinstance(value, Known) and isinstance(value.value, Held):
        return Known(value.value.id)
    return value
