"""What the outcomes of a store are made from, as digests that tell when it is something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt import __version__
from forecourt.core.store import Basis
from forecourt.core.store.canonical import canonical_json, digest

if TYPE_CHECKING:
    from forecourt.core.cli.evaluating import Setting
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.registry import Registry
    from forecourt.core.values.calendar import WorkingDays


def basis_of(decider: Setting, facts: Any | None) -> Basis:
    """Return what outcomes are made from in a setting; `facts` is the store's record as JSON."""
    return Basis(
        rules_digest=rules_digest(decider.plan, decider.registry),
        facts_digest=_digest({"store": facts, "working_days": _days(decider.calendar)}),
        as_of=decider.now.isoformat(),
    )


def rules_digest(plan: Plan, registry: Registry) -> str:
    """Return what tells one way in which outcomes are made from another.

    That is the policy, this program, and the plugins that are on.
    """
    plugins = [
        [one.name, one.distribution, one.version, one.state]
        for one in registry.plugins
        if one.state != "off"
    ]
    policy = plan.pack.digest
    return _digest({"policy": policy, "forecourt": __version__, "plugins": plugins})


def _days(calendar: WorkingDays | None) -> Any:
    """Return the working days as JSON; each year their table reaches a year further."""
    if calendar is None:
        return None
    return [one.isoformat() for one in (calendar.first, calendar.last, *calendar.days)]


def _digest(value: Any) -> str:
    return digest(canonical_json(value))
