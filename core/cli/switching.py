"""What plugins are needed for: asked before one is switched off, and where rules lack one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from forecourt.core.cli.settings import read_settings
from forecourt.core.diagnostics.settings import PluginIsOff
from forecourt.core.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry

Check: TypeAlias = "Callable[[Registry], Policy]"
"""Makes a policy of what some plugins bring."""


@dataclass(frozen=True, slots=True)
class Need:
    """What is wrong where plugins are off, and is not where they are on."""

    of_plugins: tuple[Diagnostic, ...]
    of_rules: tuple[Diagnostic, ...]
    texts: Mapping[str, str]

    @property
    def needing(self) -> tuple[str, ...]:
        """Return the names of the plugins that need others."""
        return tuple(sorted({getattr(one, "plugin", "") for one in self.of_plugins}))


def need_of(off: Collection[str], besides: Collection[str], check: Check | None) -> Need | None:
    """Return what needs plugins that are to be off besides others; None if nothing does."""
    with_them, without = load_registry(besides), load_registry({*besides, *off})
    of_plugins = _added(without.diagnostics, with_them.diagnostics)
    if check is None:
        return Need(of_plugins, (), {}) if of_plugins else None
    before, after = check(with_them), check(without)
    of_rules = _added(after.errors, before.errors)
    return Need(of_plugins, of_rules, after.texts) if of_plugins or of_rules else None


def plugins_lacked(
    settings: Path, errors: Collection[Diagnostic], check: Check
) -> tuple[Diagnostic, ...]:
    """Return a finding that names the plugins without which a store's rules have errors.

    `settings` is the store's file, which says what is off. Empty if it is not for want of them.
    """
    found, _ = read_settings(settings)
    off = set(found.plugins_off)
    if not errors or not off:
        return ()
    lacked = [name for name in sorted(off) if _fewer(errors, check, off - {name})]
    if not lacked and _fewer(errors, check, set()):
        lacked = sorted(off)
    return (PluginIsOff(found.off_at, tuple(lacked)),) if lacked else ()


def _fewer(errors: Iterable[Diagnostic], check: Check, off: Collection[str]) -> bool:
    """Tell whether some errors go away where only those plugins are off."""
    return bool(_added(errors, check(load_registry(off)).errors))


def _added(now: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    known = {(one.code, one.place, one.message) for one in before}
    return tuple(one for one in now if (one.code, one.place, one.message) not in known)
