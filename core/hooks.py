"""The whole extension surface of Forecourt.

A plugin is a module (or object) with functions marked `@hookimpl` and named as below; its
distribution names it in the entry-point group `forecourt`. The built-in plugins are named and
loaded in the same way. All hooks collect: each is called once when the registry is built, results
of all plugins are put together, and the order of plugins never matters. What a hook returns is
checked; a plugin that raises, or returns something else, is reported by name and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from datetime import date

    from forecourt.core.check.functions import Function
    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.models import Record
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.calendar import WorkingDays
    from forecourt.core.values.types import Symbol

GROUP = "forecourt"
"""The entry-point group, and pluggy's project name."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


RoleState = Callable[[str, "Schema"], "Expr"]
"""Makes the condition that a role is in a state, from the role's name and the schema."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts. `name` is its id in rules and records; `titles` are by language (`en`, `pt`)."""

    name: str
    titles: Mapping[str, str]
    doc: str
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the journey. `position` counts from 1 and orders the phases."""

    name: str
    position: int
    titles: Mapping[str, str]
    doc: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that numbers in rules may carry; `name` as written after the number (`km`)."""

    name: str
    doc: str


@dataclass(frozen=True, slots=True)
class Extension:
    """Fields that a plugin adds to another plugin's model: those of the class `fields`."""

    model: str
    fields: type[Record]


@dataclass(frozen=True, slots=True)
class Example:
    """Made-up records for trying things out, in the form of record files.

    `make(seed, number)` returns the store file, and `number` files of the first root.
    """

    name: str
    doc: str
    pack: str
    as_of: str
    """The moment at which the example is meant to be looked at, as `2026-11-02T09:00`."""
    make: Callable[[int, int], tuple[Mapping[str, Any], Iterable[Mapping[str, Any]]]]


class Hooks:
    """The specifications; a plugin implements any of them as plain functions."""

    @hookspec
    def provide_records(self) -> Sequence[type[Record] | Extension]:  # type: ignore[empty-body]
        """Record models, and fields for other plugins' models."""

    @hookspec
    def provide_symbols(self) -> Sequence[Symbol]:  # type: ignore[empty-body]
        """Levels, stages and choices that models and packs share (`grade`, `channel`)."""

    @hookspec
    def provide_units(self) -> Sequence[Unit]:  # type: ignore[empty-body]
        """Units of quantities."""

    @hookspec
    def provide_kinds(self) -> Sequence[type[Kind]]:  # type: ignore[empty-body]
        """Kinds of statements."""

    @hookspec
    def provide_functions(self) -> Sequence[Function]:  # type: ignore[empty-body]
        """Functions that expressions may call."""

    @hookspec
    def provide_roles(self) -> Sequence[Role]:  # type: ignore[empty-body]
        """Roles; they are the values of the symbol type `role`."""

    @hookspec
    def provide_phases(self) -> Sequence[Phase]:  # type: ignore[empty-body]
        """Phases; in the order of their positions they are the stages `journey_phase`."""

    @hookspec
    def provide_packs(self) -> Sequence[str]:  # type: ignore[empty-body]
        """Packages that hold packs, one folder each, as import names (`forecourt.rules`)."""

    @hookspec
    def provide_working_days(self, store: Any, first: date, last: date) -> WorkingDays | None:
        """Return the working days of a store record between two days, or None if not known."""

    @hookspec
    def provide_role_states(self) -> Mapping[str, RoleState]:  # type: ignore[empty-body]
        """What `role X is STATE` means, by state, as functions of the role and the schema."""

    @hookspec
    def provide_examples(self) -> Sequence[Example]:  # type: ignore[empty-body]
        """Made-up stores for trying things out."""
