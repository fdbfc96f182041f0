"""`forecourt test`: the tests that packs carry."""

from typing import TYPE_CHECKING, Any

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.options import JsonFlag, PacksArgument, StoreOption
from forecourt.core.cli.output import results, show, write
from forecourt.core.cli.selected import Selected, selected_policies
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.render import as_json
from forecourt.core.testing import TestReport, run_tests

if TYPE_CHECKING:
    from forecourt.core.diagnostics import Diagnostic

EXAMPLES = (
    "forecourt test",
    "forecourt test demo_store",
    "forecourt test policy.rules --json",
)


def test(
    packs: PacksArgument = None, store: StoreOption = None, *, as_document: JsonFlag = False
) -> None:
    """Run the tests that packs carry.

    What a test gives is decided by both engines. A test that fails is shown with what it expects
    and what was found; the exit status is then 1.
    """
    tried = [
        (one, run_tests(one.policy, one.registry)) for one in selected_policies(packs or (), store)
    ]
    if as_document:
        findings = [found for one, report in tried for found in _findings(one, report)]
        packs_tried = [_as_json(one, report) for one, report in tried]
        write_json({"packs": packs_tried, "findings": as_json(findings)})
    else:
        for one, report in tried:
            _write(one, report)
    if any(one.errors or report.failed for one, report in tried):
        raise typer.Exit(Status.FOUND)


def _findings(one: Selected, report: TestReport) -> tuple["Diagnostic", ...]:
    return (*one.errors, *report.findings)


def _write(one: Selected, report: TestReport) -> None:
    show(one.errors, one.policy.texts, results())
    if one.errors:
        write(f"{one.name}: has errors, so no test was run")
        return
    for result in report.failed:
        write(f'test "{result.title}" fails', "bold")
        show(result.findings, one.policy.texts, results())
    passed = len(report.results) - len(report.failed)
    write(f"{one.name} {one.version}: {passed} passed, {len(report.failed)} failed")


def _as_json(one: Selected, report: TestReport) -> dict[str, Any]:
    errors: tuple[Diagnostic, ...] = one.errors
    return {
        "pack": one.name,
        "version": one.version,
        "passed": len(report.results) - len(report.failed),
        "failed": len(report.failed),
        "tests": [
            {
                "title": result.title,
                "at": str(result.place),
                "passed": result.passed,
                "diagnostics": as_json(result.findings),
            }
            for result in report.results
        ],
        "diagnostics": as_json(errors),
    }
