"""The packs that a command is about: those named, else the store's policy, else all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from forecourt.core.cli.workspace import (
    folder_if_any,
    lacked_in,
    opened,
    policy_named,
    registry_for,
)
from forecourt.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Selected:
    """A policy, under the name of its pack, and all that is wrong with it."""

    name: str
    policy: Policy
    problems: tuple[Diagnostic, ...]
    registry: Registry

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the policy from being used."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def version(self) -> str:
        """Return the version of the pack; "" if it does not say one."""
        return self.policy.layers[-1].header.version if self.policy.layers else ""


def selected_policies(named: Sequence[str], store: Path | None) -> list[Selected]:
    """Return the policies of the packs named, else the store's, else those of all packs.

    In a store they are checked for its time zone and currency, and what is wrong for want of a
    plugin that it switches off is said to be so.
    """
    place = folder_if_any(store)
    registry = registry_for(place)
    zone, currency = "UTC", None
    if place is not None:
        with opened(place, registry) as opened_store:
            zone, currency = opened_store.zone, opened_store.currency
        if not named and place.policy.exists():
            named = (str(place.policy),)
    found = []
    for one in named or tuple(registry.packs):
        named_with = partial(policy_named, one, zone=zone, currency=currency)
        policy, problems = named_with(registry)
        if place is not None:
            problems += lacked_in(place, policy, named_with)
        name = policy.layers[-1].header.name if policy.layers else one
        found.append(Selected(name, policy, problems, registry))
    return found
