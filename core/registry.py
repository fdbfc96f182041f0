"""All plugins together: what is loaded, what each brings, and what is wrong with it.

Built-in plugins are found and loaded in the same way as anybody's: as entry points of the group
`forecourt`. A plugin that fails is named in a finding and left out; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pluggy

from forecourt.core.check.decisions import Decide, Define, Score
from forecourt.core.check.functions import Function
from forecourt.core.check.kinds import Kind
from forecourt.core.check.requirements import Note, Require
from forecourt.core.check.vocabulary import Vocabulary
from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.plugins import (
    BroughtTwice,
    HookFailed,
    PluginNotLoaded,
    UnknownHook,
    WrongContribution,
)
from forecourt.core.hooks import GROUP, Example, Extension, Hooks, Phase, Role, Unit
from forecourt.core.policy.packs import PackText, installed_packs, pack_text
from forecourt.core.records.build import build_records
from forecourt.core.records.models import Record
from forecourt.core.values.types import Order, Symbol

if TYPE_CHECKING:
    from datetime import datetime
    from importlib.resources.abc import Traversable

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.records import Records
    from forecourt.core.values.calendar import WorkingDays

YEARS_COUNTED = 10
"""Working days are known for so many years before and after the year of the as-of moment."""

CORE_KINDS: tuple[type[Kind], ...] = (Define, Decide, Score, Require, Note)


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin as the store sees it: where it comes from, whether it works, what it brings."""

    name: str
    module: str
    distribution: str
    version: str
    state: str
    """`on`, `off` (switched off by the store) or `broken`."""
    brings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Registry:
    """What all loaded plugins bring."""

    plugins: tuple[PluginInfo, ...]
    vocabulary: Vocabulary
    records: Records
    roles: Mapping[str, Role]
    phases: Mapping[str, Phase]
    packs: Mapping[str, Traversable]
    examples: Mapping[str, Example]
    diagnostics: tuple[Diagnostic, ...]
    manager: pluggy.PluginManager = field(repr=False, compare=False)

    def library(self) -> dict[str, Callable[[], PackText]]:
        """Return the packs that plugins bring, each as a function that reads its texts."""
        return {name: partial(pack_text, place) for name, place in self.packs.items()}

    def working_days(self, store: Any, first: date, last: date) -> WorkingDays | None:
        """Return the working days of a store between two days; None if no plugin knows them."""
        found: list[WorkingDays | None] = self.manager.hook.provide_working_days(
            store=store, first=first, last=last
        )
        return next((one for one in found if one is not None), None)

    def working_days_around(self, store: Any | None, now: datetime) -> WorkingDays | None:
        """Return the working days of a store for ten years before and after; None if unknown."""
        if store is None:
            return None
        first = date(max(now.year - YEARS_COUNTED, date.min.year), 1, 1)
        last = date(min(now.year + YEARS_COUNTED, date.max.year), 12, 31)
        return self.working_days(store, first, last)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that engines call, by name: those that are given by Python."""
        known = self.vocabulary.functions.items()
        return {name: one.bounded() for name, one in known if one.python is not None}


@dataclass(frozen=True, slots=True)
class _Loaded:
    name: str
    module: str
    distribution: str
    version: str
    plugin: object


@dataclass(slots=True)
class _Collector:
    """Asks plugins for what they bring, one by one, so that each answers for itself."""

    manager: pluggy.PluginManager
    loaded: dict[str, _Loaded]
    problems: list[Diagnostic] = field(default_factory=list)
    brings: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def answers(self, hook: str) -> Iterator[tuple[_Loaded, Any]]:
        """Yield what each plugin returns for a hook, in the order of the plugins' names."""
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        for implementation in sorted(implementations, key=lambda one: str(one.plugin_name)):
            plugin = self.loaded[implementation.plugin_name]
            try:
                yield plugin, implementation.function()
            except Exception as error:  # a plugin may raise anything
                self.fail(HookFailed(*self.who(plugin), hook, _said(error)))

    def items(self, hook: str, expected: str, fits: Callable[[Any], bool]) -> list[tuple[str, Any]]:
        """Return (plugin, item) for all items that plugins bring in a hook and that fit."""
        found: list[tuple[str, Any]] = []
        for plugin, answer in self.answers(hook):
            if isinstance(answer, (str, bytes)) or not isinstance(answer, Iterable):
                self.fail(
                    WrongContribution(*self.who(plugin), hook, "a list", type(answer).__name__)
                )
                continue
            for item in answer:
                if fits(item):
                    found.append((plugin.name, item))
                else:
                    shown = getattr(item, "__name__", type(item).__name__)
                    self.fail(WrongContribution(*self.who(plugin), hook, expected, shown))
        return found

    def named(
        self,
        what: str,
        items: Iterable[tuple[str, Any]],
        name_of: Callable[[Any], str],
    ) -> dict[str, Any]:
        """Return items by name; of two with one name the first is kept."""
        found: dict[str, Any] = {}
        origin: dict[str, str] = {}
        for plugin, item in items:
            name = name_of(item)
            if name in found:
                who = self.who(self.loaded[plugin])
                self.fail(BroughtTwice(*who, what, name, origin[name]))
                continue
            found[name] = item
            origin[name] = plugin
            self.note(plugin, what, name)
        return found

    def note(self, plugin: str, what: str, name: str) -> None:
        """Note that a plugin brings something."""
        brought = self.brings.setdefault(plugin, {})
        brought[what] = (*brought.get(what, ()), name)

    def fail(self, problem: PluginNotLoaded | HookFailed | WrongContribution | Any) -> None:
        """Note a finding about a plugin."""
        self.problems.append(problem)
        self.broken.add(problem.plugin)

    @staticmethod
    def who(plugin: _Loaded) -> tuple[Place, str, str]:
        """Return what every finding about a plugin begins with."""
        return Place(plugin.module, 1), plugin.name, plugin.distribution


def load_registry(switched_off: Iterable[str] = ()) -> Registry:
    """Load all installed plugins but those switched off, and put together what they bring."""
    entries = sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name)
    return build_registry(entries, frozenset(switched_off))


def build_registry(
    entries: Iterable[metadata.EntryPoint], switched_off: frozenset[str] = frozenset()
) -> Registry:
    """Return the registry of the plugins that entry points name."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    collector = _Collector(manager, {})
    off = []
    for entry in entries:
        if entry.name in switched_off:
            off.append(_described(entry, None))
        else:
            _load(entry, collector)
    return _collect(collector, off)


def _described(entry: metadata.EntryPoint, plugin: object) -> _Loaded:
    distribution = entry.dist.name if entry.dist else "unknown"
    version = entry.dist.version if entry.dist else ""
    return _Loaded(entry.name, entry.value, distribution, version, plugin)


def _load(entry: metadata.EntryPoint, collector: _Collector) -> None:
    described = _described(entry, None)
    collector.loaded[entry.name] = described
    try:
        plugin = entry.load()
        collector.manager.register(plugin, name=entry.name)
    except Exception as error:  # a plugin may raise anything
        collector.fail(PluginNotLoaded(*collector.who(described), _said(error)))
        return
    known = tuple(name for name in vars(Hooks) if not name.startswith("_"))
    for caller in collector.manager.get_hookcallers(plugin) or []:
        if not caller.has_spec():
            collector.fail(UnknownHook(*collector.who(described), caller.name, known))


def _said(error: BaseException) -> str:
    """Return an error on one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _is_a(*classes: type) -> Callable[[Any], bool]:
    return lambda item: isinstance(item, classes)


def _is_kind(item: Any) -> bool:
    return isinstance(item, type) and issubclass(item, Kind) and hasattr(item, "word")


def _is_model(item: Any) -> bool:
    return isinstance(item, Extension) or (isinstance(item, type) and issubclass(item, Record))


def _collect(collector: _Collector, off: list[_Loaded]) -> Registry:
    by_name: Callable[[Any], str] = lambda item: item.name  # noqa: E731
    roles = collector.named(
        "role", collector.items("provide_roles", "a Role", _is_a(Role)), by_name
    )
    phases = collector.named(
        "phase", collector.items("provide_phases", "a Phase", _is_a(Phase)), by_name
    )
    symbols = collector.named(
        "symbol", collector.items("provide_symbols", "a Symbol", _is_a(Symbol)), by_name
    )
    symbols |= _symbols_of(roles, phases)
    units = collector.named(
        "unit", collector.items("provide_units", "a Unit", _is_a(Unit)), by_name
    )
    kinds = collector.named(
        "kind", collector.items("provide_kinds", "a Kind", _is_kind), lambda item: str(item.word)
    )
    functions = collector.named(
        "function", collector.items("provide_functions", "a Function", _is_a(Function)), by_name
    )
    examples = collector.named(
        "example", collector.items("provide_examples", "an Example", _is_a(Example)), by_name
    )
    packages = collector.items("provide_packs", "a package's name", _is_a(str))
    records, symbols = _records(collector, symbols)
    states = {
        name: state
        for _, answer in collector.answers("provide_role_states")
        for name, state in dict(answer).items()
    }
    vocabulary = Vocabulary(
        records.schema,
        symbols,
        {name: unit.doc for name, unit in units.items()},
        functions,
        {kind.word: kind for kind in CORE_KINDS} | kinds,
        states,
    )
    return Registry(
        _infos(collector, off),
        vocabulary,
        records,
        roles,
        dict(sorted(phases.items(), key=lambda item: item[1].position)),
        _packs(packages, collector),
        examples,
        tuple(collector.problems),
        collector.manager,
    )


def _symbols_of(roles: Mapping[str, Role], phases: Mapping[str, Phase]) -> dict[str, Symbol]:
    ordered = sorted(phases.values(), key=lambda phase: phase.position)
    return {
        "role": Symbol("role", Order.CHOICES, tuple(sorted(roles))),
        "journey_phase": Symbol(
            "journey_phase", Order.STAGES, tuple(phase.name for phase in ordered)
        ),
    }


def _records(
    collector: _Collector, symbols: dict[str, Symbol]
) -> tuple[Records, dict[str, Symbol]]:
    """Return the records that all models make up, and all symbols with those of fields."""
    models: list[type[Record]] = []
    extensions: list[Extension] = []
    origin: dict[type[Record], str] = {}
    for plugin, item in collector.items("provide_records", "a record model", _is_model):
        if isinstance(item, Extension):
            extensions.append(item)
            origin[item.fields] = plugin
            collector.note(plugin, "fields of", item.model)
        else:
            models.append(item)
            origin[item] = plugin
            collector.note(plugin, "record", item.model_line.get("name", item.__name__))
    records, problems = build_records(models, extensions, symbols, origin)
    collector.problems.extend(problems)
    own = {
        one.type.name: one.type
        for model in records.schema.models.values()
        for one in model.fields.values()
        if isinstance(one.type, Symbol)
    }
    return records, own | symbols


def _packs(packages: list[tuple[str, str]], collector: _Collector) -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for plugin, package in packages:
        try:
            folders = installed_packs((package,))
        except (ModuleNotFoundError, OSError) as error:
            who = collector.who(collector.loaded[plugin])
            collector.fail(HookFailed(*who, "provide_packs", _said(error)))
            continue
        found |= collector.named(
            "pack",
            [(plugin, folder) for folder in folders.values()],
            lambda folder: str(folder.name),
        )
    return found


def _infos(collector: _Collector, off: list[_Loaded]) -> tuple[PluginInfo, ...]:
    infos = [
        PluginInfo(
            one.name,
            one.module,
            one.distribution,
            one.version,
            "broken" if one.name in collector.broken else "on",
            collector.brings.get(one.name, {}),
        )
        for one in collector.loaded.values()
    ]
    infos += [PluginInfo(one.name, one.module, one.distribution, one.version, "off") for one in off]
    return tuple(sorted(infos, key=lambda info: info.name))
