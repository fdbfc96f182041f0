"""What a run is asked to do, how far it is, and what it did: the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.values.clock import aware

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from forecourt.core.bases.basis import Basis
    from forecourt.core.bases.since import Since
    from forecourt.core.bases.tables import Count
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.values.calendar import WorkingDays

WORK = "work"
"""The folder beside the results for what a run works with."""


@dataclass(frozen=True)
class Order:
    """Rules to be run on a base at a moment."""

    plan: Plan
    now: datetime
    """The as-of moment on the store's wall clock: naive, whole seconds."""
    calendar_of: Callable[[Any | None], WorkingDays | None] = lambda _: None
    """Gives the working days of the store's own record, None if there is none."""
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """The functions of plugins that rules may call, by name."""
    next_change: bool = False
    """Whether to tell, too, when each outcome can change by itself."""
    rules: str = ""
    """What tells these rules from others, with the program and the plugins; else the policy's."""
    since: Since | None = None
    """The earlier results to go on from; then next changes are told in any case."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use; None leaves it to the engine."""

    memory: int | None = None
    """In bytes."""
    threads: int | None = None
    master: str | None = None
    """The cluster that it runs on, as Spark names them."""


class Progress(NamedTuple):
    """How far a run is: what it is at, how much of all is done (0 to 1), and the seconds left."""

    step: str
    done: float
    left: float | None


@dataclass(frozen=True)
class Summary:
    """What a run did."""

    engine: str
    counts: Mapping[str, Count]
    """By model: rows read, and rows set apart."""
    rejected: Mapping[tuple[str, str, str], int]
    """Rows set apart by model, column and reason."""
    written: Mapping[str, int]
    """Rows by result."""
    warnings: tuple[Diagnostic, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By step."""
    basis: Basis | None = None
    """What all results are made from, where they say when each outcome changes."""
    since: Mapping[str, Any] | None = None
    """Of a run that goes on from an earlier one, as JSON: who was evaluated, and what changed."""

    def as_json(self, order: Order) -> dict[str, Any]:
        """Return it as JSON, with what was run and when."""
        pack = order.plan.pack
        basis = None if self.basis is None else self.basis._asdict()
        further = {name: one for name, one in (("basis", basis), ("since", self.since)) if one}
        return {
            "pack": {"name": pack.name, "version": pack.version, "digest": pack.digest},
            "as_of": aware(order.now, order.plan.zone).isoformat(),
            "zone": order.plan.zone,
            "engine": self.engine,
            **further,
            "read": {
                model: {"rows": one.read, "rejected": one.rejected}
                for model, one in self.counts.items()
            },
            "rejected": [
                {"model": model, "column": column, "reason": reason, "rows": number}
                for (model, column, reason), number in self.rejected.items()
            ],
            "written": dict(self.written),
            "warnings": [one.message for one in self.warnings],
            "seconds": {step: round(took, 3) for step, took in self.seconds.items()},
        }
