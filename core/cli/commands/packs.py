"""`forecourt packs`: the packs that are installed."""

from typing import Any

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import write, write_rows
from forecourt.core.cli.workspace import folder_if_any, policy_named, registry_for
from forecourt.core.policy.resolve import Policy

EXAMPLES = ("forecourt packs", "forecourt packs --json")


def packs(store: StoreOption = None, *, as_document: JsonFlag = False) -> None:
    """List the packs that are installed.

    What each is called, how many statements and tests it has, and what it extends.
    """
    registry = registry_for(folder_if_any(store))
    found = [_described(name, policy_named(name, registry)[0]) for name in registry.packs]
    if as_document:
        write_json({"packs": found})
        return
    write_rows([_row(one) for one in found])
    if not found:
        write("no pack is installed")


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    below = f", extends {one['extends']}" if one["extends"] else ""
    counts = f"{one['statements']} statements, {one['tests']} tests"
    errors = f", {one['errors']} errors" if one["errors"] else ""
    title = next(iter(one["titles"].values()), "")
    return one["name"], one["version"], f"{title} ({counts}{below}{errors})"


def _described(name: str, policy: Policy) -> dict[str, Any]:
    layer = policy.layers[-1] if policy.layers else None
    header = layer.header if layer else None
    return {
        "name": header.name if header else name,
        "version": header.version if header else "",
        "titles": dict(header.titles) if header else {},
        "extends": header.extends[0] if header and header.extends else None,
        "statements": len(layer.statements) - len(policy.tests) if layer else 0,
        "tests": len(policy.tests),
        "errors": len(policy.errors),
    }
