"""What is known of record models once all plugins are loaded, without their code.

The checker, the engines, the store, the importers and the reference read this and not the
pydantic models it was taken from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from forecourt.core.values.ranges import usual_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.values.ranges import Interval
    from forecourt.core.values.types import Type


class Absence(Enum):
    """What it means that a field has no value."""

    REQUIRED = "required"
    """A record without it is refused."""
    DEFAULT = "default"
    """It has the stated value."""
    NONE = "none"
    """There is none; it has not happened (yet)."""
    UNKNOWN = "unknown"
    """Nobody asked yet; it may be asked for."""


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """A plain field of a model, also one that refers to another record (`Reference`)."""

    name: str
    type: Type
    absence: Absence
    doc: str
    default: Any = None
    """In normal form; only where `absence` is DEFAULT. A `Many` is empty by default."""
    personal: bool = False
    """Names, numbers and addresses of people, which logs and errors never show."""
    plugin: str = ""
    """The plugin that brought it."""
    declared_range: Interval | None = None
    """What its model says of how small and large it is, in normal form."""

    @property
    def range(self) -> Interval | None:
        """Return between what its values lie; None if they are no numbers."""
        return self.declared_range or usual_range(self.type)


@dataclass(frozen=True, slots=True)
class ListSchema:
    """A list of records that belong to a record of another model."""

    name: str
    """Plural: the field that holds the list (`contacts`)."""
    singular: str
    """The word for one of them in rules (`contact`)."""
    model: str


@dataclass(frozen=True, slots=True)
class PartSchema:
    """A single record embedded in another, absent as a whole or there (`trade_in`)."""

    name: str
    model: str
    doc: str = ""


@dataclass(frozen=True, slots=True)
class ModelSchema:
    """A record model: the words of its fields, what belongs to it, what orders it."""

    name: str
    doc: str
    fields: Mapping[str, FieldSchema]
    lists: Mapping[str, ListSchema] = field(default_factory=dict)
    """By plural name."""
    parts: Mapping[str, PartSchema] = field(default_factory=dict)
    time: str | None = None
    """The field by which `latest` and `earliest` order records of this model."""
    owner: str | None = None
    """The model in whose list or part it stands; None for a root."""
    done: str | None = None
    """The field that says when one of these records was done, if they are steps of their owner.

    Rules then say `step NAME is done` of the owner, after the field `name`.
    """


@dataclass(frozen=True, slots=True)
class Schema:
    """All models, by name; `roots` are those that stand alone, each a file of its own."""

    models: Mapping[str, ModelSchema]
    roots: tuple[str, ...]

    def root_of(self, model: str) -> str:
        """Return the root model under which records of `model` stand."""
        owner = self.models[model].owner
        return model if owner is None else self.root_of(owner)

    def list_in_root(self, model: str) -> tuple[str, ListSchema] | None:
        """Return (root, list) where `model` is kept directly in a root's list, else None."""
        owner = self.models[model].owner
        if owner is None or owner not in self.roots:
            return None
        for entry in self.models[owner].lists.values():
            if entry.model == model:
                return owner, entry
        return None
