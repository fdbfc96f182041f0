"""The reference decision's vocabulary: a deal, flat, and what is to be done about it.

A plugin as anybody's, given to the registry by its entry point `PLUGIN`.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

from bench.deals.kinds import Chore
from bench.deals.records import Deal
from bench.deals.words import GRADE, SELLER, STAGE

from forecourt.core.hooks import hookimpl
from forecourt.core.policy.packs import pack_text
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import build_registry

if TYPE_CHECKING:
    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.records.models import Record
    from forecourt.core.registry import Registry
    from forecourt.core.values.types import Symbol

PLUGIN = EntryPoint("deals", "bench.deals", "forecourt")
RULES = Path(__file__).with_name("reference.rules")


@hookimpl
def provide_records() -> tuple[type[Record], ...]:
    """Return the one model."""
    return (Deal,)


@hookimpl
def provide_symbols() -> tuple[Symbol, ...]:
    """Return the lists of values."""
    return (GRADE, SELLER, STAGE)


@hookimpl
def provide_kinds() -> tuple[type[Kind], ...]:
    """Return the kind `chore`."""
    return (Chore,)


def deal_registry() -> Registry:
    """Return a registry that knows deals and nothing else."""
    registry = build_registry([PLUGIN])
    assert not registry.diagnostics, registry.diagnostics
    return registry


def deal_plan(registry: Registry) -> Plan:
    """Return the plan of the reference decision, from its rules."""
    policy = resolve(pack_text(RULES), {}, registry.vocabulary)
    assert policy.plan is not None, policy.errors
    return policy.plan
