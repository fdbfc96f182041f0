"""Running the tests of a pack: what is given is decided by both engines, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.checking import ClauseMissing, ClauseTwice, UnknownClause
from forecourt.core.diagnostics.policies import TestFailed
from forecourt.core.diagnostics.usage import EnginesDisagree, FunctionRaised, GivenUnfit
from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.syntax import nodes as syntax
from forecourt.core.testing.expected import read_expectation
from forecourt.core.testing.facts import facts_of
from forecourt.core.testing.found import Found
from forecourt.core.testing.given import record_files
from forecourt.core.testing.literals import WrongTest, misplaced, parts_of
from forecourt.core.testing.report import TestReport, TestResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.engines.explain import Explanation
    from forecourt.core.engines.record import Engine
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.testing.expectations import Expectation

STORE = "store"
"""The root that records of other roots may read; a test that gives nothing of it has none."""

CLAUSES = ("as of", "given", "expect")


def run_tests(policy: Policy, registry: Registry) -> TestReport:
    """Return what the `test` statements of a policy's top layer come to.

    A policy with errors has no plan, and no test of it is run.
    """
    if policy.plan is None:
        return TestReport(())
    engine = compile_plan(policy.plan, registry.functions())
    runner = _Runner(policy, policy.plan, registry, engine)
    return TestReport(tuple(runner.run(statement) for statement in policy.tests))


@dataclass(frozen=True, slots=True)
class _Runner:
    policy: Policy
    plan: Plan
    registry: Registry
    engine: Engine

    def run(self, statement: syntax.Statement) -> TestResult:
        """Return the result of one test."""
        return TestResult(_title(statement), statement.place, tuple(self._findings(statement)))

    def _findings(self, statement: syntax.Statement) -> Iterator[Diagnostic]:
        lines = _sorted_lines(statement)
        yield from lines.findings
        expectations = []
        for line in lines.expected:
            try:
                expectations.append(read_expectation(line, self.policy, self.registry))
            except WrongTest as wrong:
                yield wrong.finding
        data, problems = record_files(lines.given, self.registry.records, self.plan.zone)
        yield from problems
        if lines.now is not None and not problems:
            yield from self._compared(statement, data, lines.now, expectations)

    def _compared(
        self,
        statement: syntax.Statement,
        data: Mapping[str, Any],
        now: datetime,
        expectations: list[Expectation],
    ) -> Iterator[Diagnostic]:
        records, problems = self._records(statement, data)
        if problems:
            yield from problems
            return
        try:
            explanations = self._explained(records, now)
        except FunctionFailed as failed:
            yield FunctionRaised(statement.place, failed.function, str(failed.cause))
            return
        found = Found(self.plan, tuple(explained for explained, _ in explanations))
        for explained, same in explanations:
            if not same:
                outcome = explained.outcome
                yield EnginesDisagree(statement.place, f"{outcome.root}:{outcome.root_id}")
        for expectation in expectations:
            instead = expectation.unmet(found)
            if instead is not None:
                yield TestFailed(expectation.place, expectation.words, instead)

    def _records(
        self, statement: syntax.Statement, data: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[Diagnostic]]:
        """Return the records given, by root; that which stands alone is always there."""
        schema = self.registry.vocabulary.schema
        implied = next((root for root in schema.roots if root != STORE), STORE)
        records: dict[str, Any] = {}
        problems: list[Diagnostic] = []
        for root, content in {implied: {"id": implied[0].upper() + "1"}, **data}.items():
            record, findings = self.registry.records.read(
                root, content, zone=self.plan.zone, currency=self.plan.currency
            )
            problems += [GivenUnfit(statement.place, one.message) for one in findings]
            records[root] = record
        return records, problems

    def _explained(
        self, records: Mapping[str, Any], now: datetime
    ) -> list[tuple[Explanation, bool]]:
        """Return an explanation for each record, and whether the record engine agrees."""
        found = []
        for root, record in records.items():
            facts = facts_of(root, record, records.get(STORE), now, self.registry)
            explained = explain(self.plan, facts, functions=self.registry.functions())
            found.append((explained, self.engine.outcome(facts) == explained.outcome))
        return found


@dataclass(slots=True)
class _Lines:
    """The lines of a test by what they say."""

    now: datetime | None
    given: list[syntax.Line]
    expected: list[syntax.Line]
    findings: list[Diagnostic]


def _title(statement: syntax.Statement) -> str:
    parts = [part for sequence in statement.body.sequences for part in sequence]
    titles = [one.text for one in parts if isinstance(one, syntax.Label | syntax.TextLiteral)]
    return titles[0] if titles else f"line {statement.place.line}"


def _sorted_lines(statement: syntax.Statement) -> _Lines:
    found = _Lines(None, [], [], [])
    moments = []
    for line in statement.lines:
        match line.head.text if line.head else "":
            case "as":
                moments.append(line)
            case "given":
                found.given.append(line)
            case "expect":
                found.expected.append(line)
            case word:
                found.findings.append(UnknownClause(line.place, word or "...", "test", CLAUSES))
    _read_moment(moments, statement, found)
    if not found.expected:
        found.findings.append(ClauseMissing(statement.place, "test", "expect"))
    return found


def _read_moment(lines: list[syntax.Line], statement: syntax.Statement, found: _Lines) -> None:
    if not lines:
        found.findings.append(ClauseMissing(statement.place, "test", "as of"))
        return
    first, *more = lines
    found.findings += [ClauseTwice(one.place, "test", "as of", first.place) for one in more]
    try:
        found.now = _moment(first)
    except WrongTest as wrong:
        found.findings.append(wrong.finding)


def _moment(line: syntax.Line) -> datetime:
    """Return the moment of `as of`: a day stands for its beginning."""
    match parts_of(line):
        case [syntax.Mark(word="of"), syntax.DayLiteral(value=day)]:
            return datetime.combine(day, time())
        case [syntax.Mark(word="of"), syntax.MomentLiteral(value=moment)]:
            return moment
        case _:
            raise misplaced(line.place, "`as of 2026-03-01` or `as of 2026-03-01 09:30`")
