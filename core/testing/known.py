"""What the tests of a policy may speak of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.syntax.layout import physical_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.check.assembly import Declared
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Decision, Emission, Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Known:
    """A policy, by the names that its tests use; it may have errors, and then lacks something."""

    plan: Plan
    registry: Registry
    declared: tuple[Declared, ...]
    decisions: Mapping[str, tuple[Decision, ...]]
    """By all names that may mean them; definitions of several records may share one."""
    emissions: Mapping[tuple[str, str], Emission]
    """By their kind and name."""
    doubtful: frozenset[str]
    """Names of statements that are wrong themselves, or may lack something for that reason."""
    lines: Mapping[str, list[str]]
    """The physical lines of each file."""

    def is_doubtful(self, name: str) -> bool:
        """Tell whether a name, with or without dots, may be right for all that is known."""
        return not self.doubtful.isdisjoint(name.split("."))

    def names_of(self, kind: str) -> tuple[str, ...]:
        """Return the names of the statements that may have emissions of a kind.

        Statements of a kind that emits it elsewhere, or that is called so; failing such, all.
        """
        emitted = {name for one, name in self.emissions if one == kind}
        makers = {one.kind for one in self.declared if one.name in emitted} | {kind}
        names = [one.name for one in self.declared if one.kind in makers]
        return tuple(dict.fromkeys([*names, *emitted])) or tuple(one.name for one in self.declared)

    def written(self, place: Place) -> str:
        """Return what stands at a place, with single spaces."""
        line = self.lines[place.file][place.line - 1]
        return " ".join(line[place.column - 1 :][: place.length].split())


def known_of(policy: Policy, registry: Registry) -> Known | None:
    """Return what the tests of a policy may speak of; None if there is no layer to have any."""
    plan = policy.draft
    if plan is None:
        return None
    decisions: defaultdict[str, tuple[Decision, ...]] = defaultdict(tuple)
    for one in plan.decisions:
        for name in dict.fromkeys((one.name, one.name.removeprefix(f"{one.subject}."))):
            decisions[name] += (one,)
    emissions = {(one.kind, one.name): one for one in reversed(plan.emissions)}
    declared = frozenset(one.name for one in policy.declared)
    files = {one.place.file for one in policy.tests}
    return Known(
        plan,
        registry,
        policy.declared,
        dict(decisions),
        emissions,
        frozenset() if policy.plan else policy.broken | declared,
        {file: physical_lines(policy.texts[file]) for file in files},
    )
