"""What every rule is given: the moment with its bounds, the store, and the file in hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

Decided = tuple[str, str, str, Any, bool]
"""A decision: name, model, id, value, certain."""
Emitted = tuple[str, str, str, str | None, tuple[Any, ...]]
"""A task, approval or violation: name, model, id, occurrence, fields."""
Asked = tuple[str, str, str, str]
"""A field to ask for: model, id, field, and the statement that it matters to."""

CONTACT_EVERY = {"O": 7, "H": 1, "A": 4, "B": 7, "C": 15}
"""Days between contacts by grade."""
CONTACT_EVERY_FROM_2027 = {**CONTACT_EVERY, "B": 5}
NEW_PACE_FROM = date(2027, 1, 1)
PURCHASE_WITHIN = {"H": 7, "A": 15, "B": 30}
PROGRESS_WITHIN = {"A": 7, "B": 30, "C": 90}
ESCALATE_AFTER = 2


@dataclass(slots=True)
class AsOf:
    """The moment, the days that follow from it, and the store's staff."""

    now: datetime
    today: date
    contact_every: dict[str, int]
    purchase_by: dict[str, date]
    progress_by: dict[str, date]
    critical_before: date
    zone: str
    staff: dict[str, Any]
    only_one: dict[str, str]
    """The active member of staff with a role, where there is exactly one."""


@dataclass(slots=True)
class File:
    """One customer's file, what its lists say at a glance, and the answer in the making."""

    customer: Any
    about: dict[str, list[Any]]
    """The contacts about each task."""
    waived: dict[tuple[str, str], list[datetime]]
    """When each task was waived by now, with what it was waived for (`delivery:D1`)."""
    unclear: dict[str, list[datetime]]
    """When something was waived by now of which it isn't known what, by what it was for."""
    decided: list[Decided] = field(default_factory=list)
    emitted: list[Emitted] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def doubt(
        self,
        task: str,
        model: str,
        identity: str,
        asked: tuple[str, ...],
        since: datetime | date | None = None,
        before: datetime | date | None = None,
    ) -> None:
        """Ask for what keeps the status of a task unknown that isn't waived.

        `asked` are fields of the customer's lists; a waiver of which it isn't known what it is for
        counts from `since` on and before `before`.
        """
        names = list(asked)
        if self.unclear:
            moments = self.unclear.get(f"{model}:{identity}", ())
            if any(_is_between(moment, since, before) for moment in moments):
                names.append("waivers.task")
        for name in names:
            self.asked.append(("customer", self.customer.id, name, task))


def _is_between(moment: datetime, since: Any, before: Any) -> bool:
    begun = since is None or _like(moment, since) >= since
    return begun and (before is None or _like(moment, before) < before)


def _like(moment: datetime, other: Any) -> Any:
    return moment if isinstance(other, datetime) else moment.date()


def as_of(now: datetime, store: Any, zone: str) -> AsOf:
    """Return what depends on the moment and the store alone."""
    today = now.date()
    return AsOf(
        now=now,
        today=today,
        contact_every=CONTACT_EVERY if today < NEW_PACE_FROM else CONTACT_EVERY_FROM_2027,
        purchase_by={level: today + timedelta(days) for level, days in PURCHASE_WITHIN.items()},
        progress_by={level: today + timedelta(days) for level, days in PROGRESS_WITHIN.items()},
        critical_before=today - timedelta(ESCALATE_AFTER),
        zone=zone,
        staff={member.id: member for member in store.staff},
        only_one=_only_ones(store),
    )


def _only_ones(store: Any) -> dict[str, str]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for member in store.staff:
        if member.active:
            for role in member.roles:
                holders[role].append(member.id)
    return {role: ids[0] for role, ids in holders.items() if len(ids) == 1}


def open_file(customer: Any, now: datetime) -> File:
    """Return a customer's file with its contacts and waivers sorted by task."""
    about: dict[str, list[Any]] = {}
    for contact in customer.contacts:
        for task in contact.about:
            if task in about:
                about[task].append(contact)
            else:
                about[task] = [contact]
    file = File(customer, about, {}, {})
    for waiver in customer.waivers:
        if waiver.waived_at is not None and waiver.waived_at <= now:
            _enter_waiver(waiver, file)
    return file


def _enter_waiver(waiver: Any, file: File) -> None:
    if waiver.task is not None:
        file.waived.setdefault((waiver.task, waiver.of), []).append(waiver.waived_at)
    elif waiver.of is not None:
        file.unclear.setdefault(waiver.of, []).append(waiver.waived_at)
