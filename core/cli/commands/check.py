"""`forecourt check`: what is wrong with packs."""

from typing import Annotated

import typer

from forecourt.core.cli.options import JsonFlag, PacksArgument, StoreOption
from forecourt.core.cli.output import FOUND, results, show, write_json
from forecourt.core.cli.selected import selected_policies
from forecourt.core.diagnostics import Severity
from forecourt.core.diagnostics.render import as_json

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

    All errors and warnings are shown with their lines. The exit status is 1 if there are errors.
    """
    checked = selected_policies(packs or (), store)
    found = [one for policy in checked for one in policy.problems]
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = len(found) - errors
    if as_document:
        write_json(
            {
                "packs": [
                    {
                        "pack": policy.name,
                        "version": policy.version,
                        "diagnostics": as_json(policy.problems),
                    }
                    for policy in checked
                ],
                "errors": errors,
                "warnings": warnings,
            }
        )
    else:
        for policy in checked:
            show(policy.problems, policy.policy.texts, results())
        names = ", ".join(f"{policy.name} {policy.version}".strip() for policy in checked)
        results().print(f"{names}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}")
    if errors or (strict and warnings):
        raise typer.Exit(FOUND)


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
