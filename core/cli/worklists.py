"""The worklist of a store: what is to be done, by person, and what has gone up to managers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.outcomes import due, painted
from forecourt.core.cli.output import write, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.text import Text

TO_DO = ("critical", "overdue", "due", "open")
"""The statuses that call for something to be done, the most pressing first."""

Task = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for; None asks for all."""

    role: str | None = None
    person: str | None = None
    statuses: tuple[str, ...] = TO_DO

    def concerns(self, task: Mapping[str, Any]) -> bool:
        """Tell whether a task falls to whoever is meant, or has gone up to them."""
        own = self._is_meant(task.get("role"), task.get("person"))
        return own or self._is_meant(task.get("escalated_to"), task.get("escalated_person"))

    def is_own(self, task: Mapping[str, Any]) -> bool:
        """Tell whether a task falls to whoever is meant."""
        return self._is_meant(task.get("role"), task.get("person"))

    def is_told_of(self, task: Mapping[str, Any]) -> bool:
        """Tell whether a task has gone up to whoever is meant."""
        upwards = task.get("escalated_to")
        return upwards is not None and self._is_meant(upwards, task.get("escalated_person"))

    def _is_meant(self, role: str | None, person: str | None) -> bool:
        return (self.role is None or role == self.role) and (
            self.person is None or person == self.person
        )


@dataclass(slots=True)
class Worklist:
    """Tasks by whoever they fall to or have gone up to, and how many there are by status."""

    groups: dict[str, list[Task]] = field(default_factory=dict)
    escalations: dict[str, list[Task]] = field(default_factory=dict)
    totals: Counter[str] = field(default_factory=Counter)


def worklist(tasks: Iterable[Task], wanted: Wanted) -> Worklist:
    """Return the worklist that tasks make, the most pressing first for each person."""
    found = Worklist()
    for task in tasks:
        if not wanted.concerns(task):
            continue
        found.totals[task["status"]] += 1
        if task["status"] not in wanted.statuses:
            continue
        if wanted.is_own(task):
            found.groups.setdefault(_who(task, "role", "person"), []).append(task)
        if wanted.is_told_of(task):
            name = _who(task, "escalated_to", "escalated_person")
            found.escalations.setdefault(name, []).append(task)
    found.groups = _in_order(found.groups)
    found.escalations = _in_order(found.escalations)
    return found


def _who(task: Task, role: str, person: str) -> str:
    """Return `role person`, without the one that is not known."""
    named = [word for word in (task.get(role), task.get(person)) if word]
    return " ".join(named) or "anybody"


def _in_order(groups: dict[str, list[Task]]) -> dict[str, list[Task]]:
    return {name: sorted(groups[name], key=_pressing) for name in sorted(groups)}


def _pressing(task: Task) -> tuple[int, str, str, str, str, str]:
    status = task["status"]
    rank = TO_DO.index(status) if status in TO_DO else len(TO_DO)
    which = task["root_id"], task.get("occurrence") or ""
    return rank, task.get("due") or "9", task["name"], task["subject"], *which


# Writing -----------------------------------------------------------------------------------


def write_worklist(found: Worklist, limit: int) -> None:
    """Write a worklist, at most `limit` tasks for each person; 0 writes all."""
    for name, tasks in found.groups.items():
        _write_group(name, tasks, limit)
    for name, tasks in found.escalations.items():
        _write_group(f"gone up to {name}", tasks, limit)
    if not found.groups and not found.escalations:
        write("nothing is to be done")
    write_totals(found)


def write_totals(found: Worklist) -> None:
    """Write how many tasks there are of each status."""
    said = ", ".join(f"{count} {status}" for status, count in sorted(found.totals.items()))
    write(f"in all: {said or 'no task'}", "bold")


def _write_group(name: str, tasks: list[Task], limit: int) -> None:
    counts = Counter(task["status"] for task in tasks)
    said = ", ".join(f"{counts[status]} {status}" for status in dict.fromkeys(map(_status, tasks)))
    write(f"{name}: {said}", "bold")
    shown = tasks[:limit] if limit else tasks
    write_rows([_row(task) for task in shown], indent=2)
    if len(shown) < len(tasks):
        write(f"  and {len(tasks) - len(shown)} more", "dim")
    write()


def _row(task: Task) -> tuple[str | Text, ...]:
    label = f"{task['name']}: {task.get('label') or ''}"
    return due(task), painted(task["status"]), task["subject"], label


def _status(task: Task) -> str:
    status: str = task["status"]
    return status
