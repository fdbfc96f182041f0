"""Running the tests of a pack: what is given is decided by both engines, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.policies import TestFailed
from forecourt.core.diagnostics.usage import EnginesDisagree, FunctionRaised
from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.testing.cases import STORE, read_case, title_of
from forecourt.core.testing.found import Found
from forecourt.core.testing.known import known_of
from forecourt.core.testing.report import TestReport, TestResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.engines.explain import Explanation
    from forecourt.core.engines.record import Engine
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.syntax.nodes import Statement
    from forecourt.core.testing.cases import Case
    from forecourt.core.testing.known import Known


def run_tests(policy: Policy, registry: Registry) -> TestReport:
    """Return what the `test` statements of a policy's top layer come to.

    What is wrong with them as they are written is found as by `check_tests`; what of a test is
    right is run nevertheless. A policy with errors has no plan, and no test of it is run.
    """
    known = known_of(policy, registry)
    if policy.plan is None or known is None:
        return TestReport(())
    engine = compile_plan(policy.plan, registry.functions())
    runner = _Runner(policy.plan, known, registry, engine)
    return TestReport(tuple(runner.run(statement) for statement in policy.tests))


@dataclass(frozen=True, slots=True)
class _Runner:
    plan: Plan
    known: Known
    registry: Registry
    engine: Engine

    def run(self, statement: Statement) -> TestResult:
        """Return the result of one test."""
        case, findings = read_case(statement, self.known)
        compared = self._compared(statement, case) if case else ()
        return TestResult(title_of(statement), statement.place, (*findings, *compared))

    def _compared(self, statement: Statement, case: Case) -> Iterator[Diagnostic]:
        """Yield what is expected and was not found, and where the engines differ."""
        try:
            explanations = self._explained(case)
        except FunctionFailed as failed:
            yield FunctionRaised(statement.place, failed.function, str(failed.cause))
            return
        found = Found(self.plan, tuple(explained for explained, _ in explanations))
        for explained, same in explanations:
            if not same:
                outcome = explained.outcome
                yield EnginesDisagree(statement.place, f"{outcome.root}:{outcome.root_id}")
        for expectation in case.expectations:
            instead = expectation.unmet(found)
            if instead is not None:
                yield TestFailed(expectation.place, expectation.words, instead)

    def _explained(self, case: Case) -> list[tuple[Explanation, bool]]:
        """Return an explanation for each record, and whether the record engine agrees."""
        found = []
        functions = self.registry.functions()
        store = case.records.get(STORE)
        calendar = self.registry.working_days_around(store, case.now)
        for root, record in case.records.items():
            facts = Facts(root, record, store, case.now, calendar)
            explained = explain(self.plan, facts, functions=functions)
            found.append((explained, self.engine.outcome(facts) == explained.outcome))
        return found
