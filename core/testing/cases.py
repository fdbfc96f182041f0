"""Reading `test` statements: what is given, as of when, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.checking import ClauseMissing, ClauseTwice, UnknownClause
from forecourt.core.diagnostics.usage import GivenUnfit
from forecourt.core.syntax import nodes as syntax
from forecourt.core.testing.expected import read_expectation
from forecourt.core.testing.given import RecordFile, record_files
from forecourt.core.testing.known import known_of
from forecourt.core.testing.literals import WrongTest, misplaced, misplaced_line, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.records.findings import Location
    from forecourt.core.registry import Registry
    from forecourt.core.testing.expectations import Expectation
    from forecourt.core.testing.known import Known

STORE = "store"
"""The root that records of other roots may read; a test that gives nothing of it has none."""

CLAUSES = ("as of", "given", "expect")


@dataclass(frozen=True, slots=True)
class Case:
    """A test that can be run: the records by their roots, the moment, and what is expected."""

    records: Mapping[str, Any]
    now: datetime
    expectations: tuple[Expectation, ...]


def check_tests(policy: Policy, registry: Registry) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the `test` statements of a policy's top layer as they are written.

    No test is run. Where the policy has errors, nothing is said of what may follow from them.
    """
    known = known_of(policy, registry)
    if known is None:
        return ()
    return tuple(found for one in policy.tests for found in read_case(one, known)[1])


def read_case(
    statement: syntax.Statement, known: Known
) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """Return a test, without the expectations that are wrong, and all that is wrong with it.

    It is None if it cannot be run: it has no moment, or what is given makes no record.
    """
    lines = _sorted_lines(statement)
    findings = [*_of_title(statement), *lines.findings]
    expectations = _expectations(lines.expected, known, findings)
    files, problems = record_files(lines.given, known.registry.records, known.plan.zone)
    findings += problems
    if problems:
        return None, tuple(findings)
    records, problems = _records(files, statement.place, known)
    findings += problems
    if problems or lines.now is None:
        return None, tuple(findings)
    return Case(records, lines.now, expectations), tuple(findings)


def title_of(statement: syntax.Statement) -> str:
    """Return what a test is called: its text, else its line."""
    parts = [part for sequence in statement.body.sequences for part in sequence]
    titles = [one.text for one in parts if isinstance(one, syntax.Label)]
    return titles[0] if titles else f"line {statement.place.line}"


def _of_title(statement: syntax.Statement) -> list[Diagnostic]:
    parts = [part for sequence in statement.body.sequences for part in sequence]
    wrong = next((part for part in parts if not isinstance(part, syntax.Label)), None)
    return [] if wrong is None else [misplaced(wrong, '`test "what it shows"`').finding]


def _expectations(
    lines: Iterable[syntax.Line], known: Known, findings: list[Diagnostic]
) -> tuple[Expectation, ...]:
    found = []
    for line in lines:
        try:
            expectation = read_expectation(line, known)
        except WrongTest as wrong:
            findings.append(wrong.finding)
        else:
            found += [expectation] if expectation else []
    return tuple(found)


# Records -----------------------------------------------------------------------------------


def _records(
    files: Mapping[str, RecordFile], place: Place, known: Known
) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Return the records given, by root; that which records stand under is always there."""
    implied = next((root for root in known.plan.schema.roots if root != STORE), STORE)
    made_up = RecordFile({"id": implied[0].upper() + "1"}, {})
    records: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for root, file in {implied: made_up, **files}.items():
        records[root], findings = _record(root, file, place, known)
        problems += [GivenUnfit(one.place, one.message) for one in findings]
    return records, tuple(problems)


def _record(
    root: str, file: RecordFile, place: Place, known: Known
) -> tuple[Any, tuple[Diagnostic, ...]]:
    def place_of(location: Location) -> Place:
        return file.place_of(location) or place

    plan = known.plan
    return known.registry.records.read(
        root, file.data, zone=plan.zone, currency=plan.currency, place_of=place_of
    )


# Lines -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lines:
    """The lines of a test by what they say."""

    now: datetime | None
    given: list[syntax.Line]
    expected: list[syntax.Line]
    findings: list[Diagnostic]


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
                place = line.head.place if line.head else line.place
                found.findings.append(UnknownClause(place, word or "...", "test", CLAUSES))
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
            raise misplaced_line(line, "`as of 2026-03-01` or `as of 2026-03-01 09:30`")
