"""Outcomes for people to read, from their JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from forecourt.core.cli.output import write, write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES = {
    "critical": "bold red",
    "overdue": "red",
    "due": "yellow",
    "missed": "dim",
    "done": "green",
    "done_late": "green",
    "planned": "dim",
    "refused": "red",
    "escalate": "yellow",
    "breach": "red",
}
"""How words are painted that say how things stand."""


def shown(value: Any) -> str:
    """Return a JSON value for people: `yes`, `2026-03-01 09:00`, `12.5 EUR`, `a, b`."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(shown, value))
        case {"amount": amount, "currency": currency}:
            return f"{amount} {currency}"
        case str():
            return when(value)
        case _:
            return str(value)


def when(text: str) -> str:
    """Return an ISO moment with its offset as `2026-03-01 09:00`; other texts as they are."""
    is_moment = len(text) >= len("2026-03-01T09:00:00") and text[4::3][:2] == "--"
    if not is_moment or text[10] != "T":
        return text
    return f"{text[:10]} {text[11:16]}"


def due(task: Mapping[str, Any]) -> str:
    """Return when a task is due; a day where it is open until the day's end."""
    moment = task.get("due")
    if moment is None:
        return "-"
    return when(moment)[:10] if task.get("due_precision") == "day" else when(moment)


def who(task: Mapping[str, Any]) -> str:
    """Return the person that a task falls to, else the role."""
    return task.get("person") or task.get("role") or "anybody"


def painted(word: str) -> Text:
    """Return a word in its colour."""
    return Text(word, style=STYLES.get(word, ""))


def write_outcome(outcome: Mapping[str, Any]) -> None:
    """Write an outcome, part by part; parts in which there is nothing are left out."""
    pack = outcome["pack"]
    head = f"{outcome['subject']} at {when(outcome['as_of'])}, {pack['name']} {pack['version']}"
    write(head, "bold")
    for name, of in outcome.items():
        if isinstance(of, list) and of and name != "reasons":
            write()
            write(name.replace("_", " "), "bold")
            write_rows([_PARTS.get(name, _other)(one) for one in of], indent=2)
    _write_next_change(outcome.get("next_change"))


def _write_next_change(change: Mapping[str, Any] | None) -> None:
    """Write when something can change by itself; nothing, where nothing can."""
    if change is not None:
        write()
        write("next change", "bold")
        write_rows([(when(change["at"]), shown(change["what"]))], indent=2)


def _decision(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    certain = "" if one["certain"] else "uncertain"
    return one["name"], one["subject"], shown(one["value"]), painted(certain)


def _task(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    label = f"{one['name']}: {one.get('label', '')}"
    return one["subject"], painted(one["status"]), due(one), who(one), label


def _approval(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    asked = f"asked {shown(one.get('requested'))}, limit {shown(one.get('limit'))}"
    approver = f", ask {one['approver']}" if one.get("approver") else ""
    return one["subject"], one["name"], painted(one["verdict"]), asked + approver


def _violation(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    return one["subject"], painted(one["severity"]), f"{one['name']}: {one.get('message', '')}"


def _missing(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    return one["field"], f"matters to {shown(one['matters_to'])}"


def _not_configured(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    return one["parameter"], f"matters to {shown(one['matters_to'])}"


def _other(one: Mapping[str, Any]) -> tuple[str | Text, ...]:
    told = (f"{name} {shown(value)}" for name, value in one.items() if value is not None)
    return one.get("subject", ""), ", ".join(told)


_PARTS = {
    "decisions": _decision,
    "tasks": _task,
    "approvals": _approval,
    "violations": _violation,
    "missing": _missing,
    "not_configured": _not_configured,
}
