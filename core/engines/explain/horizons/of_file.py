"""The horizons of all that a plan says of one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.decisions import Decisions
from forecourt.core.engines.explain.emissions import consider
from forecourt.core.engines.explain.horizons.decided import DecisionHorizons
from forecourt.core.engines.explain.horizons.emitted import of_emission
from forecourt.core.engines.explain.horizons.still import StillParts
from forecourt.core.engines.explain.records import subjects
from forecourt.core.engines.explain.scope import Setting
from forecourt.core.plan.horizons import FAR
from forecourt.core.plan.nodes import HitPolicy
from forecourt.core.plan.outcome import Horizon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from forecourt.core.engines.explain.records import Held
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Plan


class Horizons:
    """A plan made ready for telling until when its outcomes stay.

    `functions` are the plugins' functions by name.
    """

    def __init__(
        self, plan: Plan, functions: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        self._plan = plan
        self._functions = functions or {}
        self._still = StillParts(plan)

    def of(self, facts: Facts) -> tuple[Horizon, ...]:
        """Return the horizon of each statement for each record of the file.

        Statements are the decisions that are reported, those of which only one row may hold (as
        the violation that they may make), and the emissions; in the order of the plan, then by id.

        Raises:
            FunctionFailed: a plugin's function raised.
        """
        plan = self._plan
        decisions = Decisions(Setting(plan, facts, self._functions))
        records = subjects(plan.schema, facts)
        ahead = DecisionHorizons(plan, decisions, self._still)
        found = (
            *_of_decisions(plan, records, ahead),
            *_of_emissions(plan, records, decisions, ahead),
        )
        position = {name: index for index, name in enumerate(plan.statements)}
        return tuple(
            sorted(found, key=lambda one: (position.get(one.name, len(position)), one.name, one.id))
        )


def _of_decisions(
    plan: Plan, records: Mapping[str, tuple[Held, ...]], ahead: DecisionHorizons
) -> Iterator[Horizon]:
    for decision in plan.decisions:
        for held in records.get(decision.subject, ()):
            if decision.reported:
                horizon = ahead.of(decision.name, held)
                yield _horizon("decision", decision.name, held, horizon)
            elif decision.hit is HitPolicy.UNIQUE:
                horizon = ahead.of_value(decision.name, held)
                yield _horizon("violation", decision.name, held, horizon)


def _of_emissions(
    plan: Plan,
    records: Mapping[str, tuple[Held, ...]],
    decisions: Decisions,
    ahead: DecisionHorizons,
) -> Iterator[Horizon]:
    for emission in plan.emissions:
        for held in records.get(emission.subject, ()):
            found = consider(emission, decisions.scope(held))
            horizon = of_emission(emission, found, ahead.ahead(held))
            yield _horizon(emission.kind, emission.name, held, horizon)


def _horizon(kind: str, name: str, held: Held, at: datetime) -> Horizon:
    return Horizon(kind, name, held.model, held.id, None if at >= FAR else at)
