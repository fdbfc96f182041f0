"""`forecourt check`: what is wrong with packs."""

from typing import Annotated

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.options import JsonFlag, PacksArgument, StoreOption
from forecourt.core.cli.output import results, show, write
from forecourt.core.cli.selected import Selected, selected_policies
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics import Diagnostic, Severity
from forecourt.core.diagnostics.render import as_json
from forecourt.core.engines.columns.statements import not_in_columns
from forecourt.core.policy.findings import as_read
from forecourt.core.testing import check_tests

EXAMPLES = (
    "forecourt check",
    "forecourt check demo_store --strict",
    "forecourt check policy.rules --json",
)


def check(
    packs: PacksArgument = None,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Count warnings as findings, too.")
    ] = False,
    store: StoreOption = None,
    as_document: JsonFlag = False,
) -> None:
    """Show what is wrong with packs.

    All errors and warnings are shown with their lines, those in tests among them; no test is run.
    The exit status is 1 if there are errors.
    """
    checked = [(one, _problems(one)) for one in selected_policies(packs or (), store)]
    found = [problem for _, problems in checked for problem in problems]
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = len(found) - errors
    if as_document:
        write_json(
            {
                "packs": [
                    {
                        "pack": policy.name,
                        "version": policy.version,
                        "diagnostics": as_json(problems),
                    }
                    for policy, problems in checked
                ],
                "errors": errors,
                "warnings": warnings,
                "findings": as_json(found),
            }
        )
    else:
        for policy, problems in checked:
            show(problems, policy.policy.texts, results())
        names = ", ".join(f"{policy.name} {policy.version}".strip() for policy, _ in checked)
        write(f"{names}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}")
    if errors or (strict and warnings):
        raise typer.Exit(Status.FOUND)


def _problems(one: Selected) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with a pack, in its tests and as columns, too."""
    plan = one.policy.plan
    in_columns = () if plan is None else not_in_columns(plan)
    in_tests = check_tests(one.policy, one.registry)
    return as_read((*one.problems, *in_tests, *in_columns), one.policy.layers)


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
