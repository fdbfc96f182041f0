"""What commands work on: the plugins, the store's folder, the store, and its policy."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import give_up, refuse, show
from forecourt.core.cli.settings import Settings, read_settings
from forecourt.core.cli.sources import not_opened, sources
from forecourt.core.cli.statuses import Status
from forecourt.core.cli.switching import plugins_lacked
from forecourt.core.diagnostics import Severity
from forecourt.core.diagnostics.plugins import UnknownPlugin
from forecourt.core.diagnostics.policies import UnknownPack, UnreadableFile
from forecourt.core.diagnostics.usage import FileNotOpened, NoStoreHere
from forecourt.core.policy.packs import SUFFIX, pack_text, packs_beside, read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.core.store import Store, StoreFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.packs import PackText
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.records.schema import Schema
    from forecourt.core.registry import Registry

Named: TypeAlias = "tuple[Policy, tuple[Diagnostic, ...]]"
"""A policy, and all that is wrong with it and its files."""

STORE_ROOT = "store"
"""The root whose record is the store itself."""


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The folder of a store."""

    path: Path

    @property
    def database(self) -> Path:
        """Return the file with the records."""
        return self.path / "forecourt.db"

    @property
    def policy(self) -> Path:
        """Return the file with the store's own pack."""
        return self.path / "policy.rules"

    @property
    def settings(self) -> Path:
        """Return the file with the settings."""
        return self.path / "forecourt.toml"


def folder_if_any(option: Path | None) -> StoreFolder | None:
    """Return the store's folder that is named, or the current one if it is one."""
    if option is not None:
        return folder(option)
    here = StoreFolder(Path())
    return here if here.database.exists() else None


def folder(option: Path | None) -> StoreFolder:
    """Return the store's folder that is named, else the current one; refused if it is none."""
    named = option or Path()
    found = StoreFolder(named.parent if named.is_file() else named)
    if not found.database.exists():
        refuse(NoStoreHere(COMMAND_LINE, str(option or Path.cwd())))
    return found


@cache
def installed() -> Registry:
    """Return what all plugins bring that are installed; loaded once."""
    return load_registry()


def registry_for(store: StoreFolder | None) -> Registry:
    """Return what plugins bring, without those that the store switches off.

    What is wrong with plugins is said as a message; wrong settings end the command.
    """
    settings = settings_of(store) if store else Settings()
    registry = load_registry(settings.plugins_off) if settings.plugins_off else installed()
    known = tuple(one.name for one in registry.plugins)
    unknown = [name for name in settings.plugins_off if name not in known]
    if store and unknown:
        problems = [UnknownPlugin(settings.off_at, name, known) for name in unknown]
        give_up(problems, sources(store.settings))
    show(registry.diagnostics)
    return registry


def settings_of(store: StoreFolder) -> Settings:
    """Return the settings of a store; what is wrong with them ends the command."""
    settings, problems = read_settings(store.settings)
    if problems:
        give_up(problems, sources(store.settings))
    return settings


def record_root(schema: Schema) -> str:
    """Return the root that records stand under, which is not the store."""
    return next((root for root in schema.roots if root != STORE_ROOT), STORE_ROOT)


@contextmanager
def opened(store: StoreFolder, registry: Registry) -> Iterator[Store]:
    """Give the store in a folder; what is wrong with the file ends the command."""
    found, problems = Store.open(store.database, registry.records)
    if found is None:
        give_up(problems, status=Status.USED_WRONGLY)
    show(problems)
    with found:
        try:
            yield found
        except StoreFailedError as failed:
            give_up([failed.finding], status=Status.USED_WRONGLY)


# Packs -------------------------------------------------------------------------------------


def named_text(named: str, registry: Registry) -> tuple[PackText, tuple[Diagnostic, ...]]:
    """Return the texts of an installed pack, of a folder or of a rule file."""
    library = registry.library()
    if named in library:
        return library[named](), ()
    path = Path(named)
    try:
        if path.exists():
            text, problems = read_pack(path.resolve() if path.name in ("", "..") else path)
            if any(isinstance(one, UnreadableFile) for one in problems):
                give_up(problems, text.files, Status.USED_WRONGLY)
            return text, problems
    except (OSError, ValueError) as error:
        refuse(not_opened(named, error))
    if named.endswith(SUFFIX) or len(path.parts) > 1:
        refuse(FileNotOpened(COMMAND_LINE, named, "there is no such file or folder"))
    refuse(UnknownPack(COMMAND_LINE, named, tuple(library)))


def policy_named(
    named: str, registry: Registry, *, zone: str = "UTC", currency: str | None = None
) -> Named:
    """Return the policy that a pack makes, and all that is wrong with it and its files."""
    text, problems = named_text(named, registry)
    beside = {name: partial(pack_text, place) for name, place in packs_beside(Path(named)).items()}
    library = beside | registry.library()
    policy = resolve(text, library, registry.vocabulary, zone=zone, currency=currency)
    return policy, (*problems, *policy.diagnostics)


def usable_policy(
    named: str, registry: Registry, *, zone: str = "UTC", currency: str | None = None
) -> tuple[Policy, Plan]:
    """Return a policy with its plan; what keeps it from being used ends the command."""
    policy, problems = policy_named(named, registry, zone=zone, currency=currency)
    return policy, plan_of(policy, problems)


def plan_of(policy: Policy, problems: Iterable[Diagnostic]) -> Plan:
    """Return the plan of a policy; errors among the problems end the command."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if policy.plan is None or errors:
        give_up(errors, policy.texts)
    return policy.plan


def policy_of(place: StoreFolder, store: Store, registry: Registry) -> tuple[Policy, Plan]:
    """Return the policy of a store."""
    if not place.policy.exists():
        refuse(FileNotOpened(COMMAND_LINE, str(place.policy), "there is no such file"))
    named_with = partial(policy_named, str(place.policy), zone=store.zone, currency=store.currency)
    policy, problems = named_with(registry)
    return policy, plan_of(policy, (*problems, *lacked_in(place, policy, named_with)))


def lacked_in(
    place: StoreFolder, policy: Policy, named_with: Callable[[Registry], Named]
) -> tuple[Diagnostic, ...]:
    """Return a finding if a policy has errors for want of plugins that a store switches off.

    `named_with` makes the policy with what other plugins bring.
    """
    return plugins_lacked(place.settings, policy.errors, lambda some: named_with(some)[0])
