"""What the rules say of records, by either engine, as the JSON of an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.output import COMMAND_LINE, give_up
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.diagnostics.usage import FunctionRaised
from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.testing.facts import working_days

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forecourt.core.engines.explain import Explanation
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Outcome
    from forecourt.core.registry import Registry
    from forecourt.core.values.calendar import WorkingDays

RECORD_ENGINE = "record"
EXPLAINER = "explain"
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
    run: Callable[[Facts], Outcome]
    if engine == EXPLAINER:
        run = lambda facts: explain(plan, facts, functions=functions).outcome  # noqa: E731
    else:
        run = compile_plan(plan, functions).outcome
    calendar = working_days(registry, store, now)
    return Setting(plan, registry, store, now, calendar, engine, _spoken(run))


def _spoken(run: Callable[[Facts], Outcome]) -> Callable[[Facts], Outcome]:
    """Return an engine that ends the command with a finding where a plugin's function raises."""

    def outcome(facts: Facts) -> Outcome:
        try:
            return run(facts)
        except FunctionFailed as failed:
            give_up([FunctionRaised(COMMAND_LINE, failed.function, str(failed.cause))])

    return outcome
