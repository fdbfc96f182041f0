"""What the rules say of records, by either engine, as the JSON of an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import give_up
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.diagnostics.usage import FunctionRaised
from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import next_change_as_json, report
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.plan.outcome import next_change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from forecourt.core.engines.explain import Explanation
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Horizon, NextChange, Outcome
    from forecourt.core.registry import Registry
    from forecourt.core.values.calendar import WorkingDays

RECORD_ENGINE = "record"
EXPLAINER = "explain"
Found = TypeVar("Found")
ENGINES = (RECORD_ENGINE, EXPLAINER)


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan at a moment, for the records of one store."""

    plan: Plan
    registry: Registry
    store: Any | None
    now: datetime
    calendar: WorkingDays | None
    engine: str
    run: Callable[[Facts], Outcome]
    horizons: Callable[[Facts], tuple[Horizon, ...]]
    """Tells until when what is said of a record stays; made ready when it is first asked."""

    def facts(self, root: str, record: Any) -> Facts:
        """Return what an engine is given for a root record."""
        store = record if root == STORE_ROOT else self.store
        return Facts(root, record, store, self.now, self.calendar)

    def decide(self, root: str, record: Any) -> dict[str, Any]:
        """Return the outcome for a root record in the shape of `decide --json`."""
        return self.shaped(self.run(self.facts(root, record)))

    def explain(self, root: str, record: Any) -> Explanation:
        """Return the outcome for a root record with its reasons."""
        functions = self.registry.functions()
        return explain(self.plan, self.facts(root, record), functions=functions)

    def next_change(self, root: str, record: Any) -> dict[str, Any] | None:
        """Return when the outcome for a root record can change by itself, in the same shape."""
        return next_change_as_json(self.coming(root, record), self.plan.zone)

    def coming(self, root: str, record: Any) -> NextChange | None:
        """Return the same as it is: the moment on the wall clock, and what can change then."""
        return next_change(self.horizons(self.facts(root, record)))

    def shaped(self, outcome: Outcome) -> dict[str, Any]:
        """Return an outcome in the shape of `decide --json`."""
        return report(self.plan, outcome, self.registry.vocabulary.kinds, self.now)


def setting(
    plan: Plan,
    registry: Registry,
    store: Any | None,
    now: datetime,
    engine: str = RECORD_ENGINE,
) -> Setting:
    """Return a plan made ready for a moment; `store` is the store's own record, if there is one."""
    functions = registry.functions()
    if engine == EXPLAINER:
        run, horizons = _explainer(plan, functions)
    else:
        compiled = compile_plan(plan, functions)
        run, horizons = compiled.outcome, compiled.horizons
    calendar = registry.working_days_around(store, now)
    return Setting(plan, registry, store, now, calendar, engine, _spoken(run), _spoken(horizons))


def _explainer(
    plan: Plan, functions: Mapping[str, Callable[..., Any]]
) -> tuple[Callable[[Facts], Outcome], Callable[[Facts], tuple[Horizon, ...]]]:
    """Return what decides, and what tells horizons, as the record engine's methods do."""
    ahead = cache(lambda: Horizons(plan, functions))

    def outcome(facts: Facts) -> Outcome:
        return explain(plan, facts, functions=functions).outcome

    def horizons(facts: Facts) -> tuple[Horizon, ...]:
        return ahead().of(facts)

    return outcome, horizons


def _spoken(run: Callable[[Facts], Found]) -> Callable[[Facts], Found]:
    """Return an engine that ends the command with a finding where a plugin's function raises."""

    def outcome(facts: Facts) -> Found:
        try:
            return run(facts)
        except FunctionFailed as failed:
            give_up([FunctionRaised(COMMAND_LINE, failed.function, str(failed.cause))])

    return outcome
