"""A customer file in the making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

from forecourt.plugins.lifecycle.demo.moments import day_between, in_hours

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from forecourt.plugins.lifecycle.demo.house import House

Facts = dict[str, Any]
T = TypeVar("T")

PREFIXES = {
    "actions": "AC",
    "appointments": "AP",
    "approvals": "AV",
    "complaints": "CP",
    "consents": "CS",
    "contact_persons": "PE",
    "contacts": "K",
    "contracts": "CT",
    "coupons": "CO",
    "deliveries": "D",
    "documents": "DO",
    "invitations": "I",
    "leads": "L",
    "memberships": "M",
    "orders": "O",
    "quotes": "Q",
    "repair_orders": "R",
    "requests": "RQ",
    "surveys": "SU",
    "test_drives": "T",
    "vehicles": "V",
    "visits": "VI",
    "waivers": "W",
}
"""What the ids of each list begin with."""


@dataclass(slots=True)
class CustomerFile:
    """The records of one customer, added to as the history goes on.

    Facts are Python values until `as_json`; those that are None are left out there.
    """

    house: House
    chance: Random
    number: int
    facts: Facts = field(default_factory=dict)

    def add(self, plural: str, facts: Facts) -> str:
        """Add a record to one of the customer's lists; return its id."""
        records: list[Facts] = self.facts.setdefault(plural, [])
        identity = f"{PREFIXES[plural]}{self.number}-{len(records) + 1}"
        records.append({"id": identity, **facts})
        return identity

    def records(self, plural: str) -> list[Facts]:
        """Return the records of a list, as they are to be added to."""
        found: list[Facts] = self.facts.get(plural, [])
        return found

    def happens(self, share: float) -> bool:
        """Return whether something that happens in this share of cases happens here."""
        return self.chance.random() < share

    def known(self, share: float, value: T) -> T | None:
        """Return a value that is known in this share of cases, else None."""
        return value if self.happens(share) else None

    def answer(self, share: float, yes: float = 0.5) -> bool | None:
        """Return a yes or no that was asked in this share of cases, else None."""
        asked, answer = self.happens(share), self.happens(yes)
        return answer if asked else None

    def one(self, of: Sequence[T]) -> T:
        """Return one of several, all alike."""
        return self.chance.choice(of)

    def past(self, moment: datetime | None) -> datetime | None:
        """Return a moment that has come, else None."""
        return moment if moment is not None and moment <= self.house.now else None

    def sometime(self) -> datetime:
        """Return a moment of the history in opening hours; on its last day it may lie ahead."""
        day = day_between(self.chance, self.house.first_day, self.house.as_of)
        return in_hours(self.chance, day)

    def someone(self, role: str) -> str:
        """Return the id of someone who holds the role."""
        return self.one(self.house.by_role[role])


def as_json(value: Any) -> Any:
    """Return facts as a record file holds them: ISO texts, nothing that is None or empty."""
    match value:
        case Mapping():
            shown = {key: as_json(item) for key, item in value.items() if item is not None}
            return {key: item for key, item in shown.items() if item != []}
        case list() | tuple():
            return [as_json(item) for item in value]
        case date() | time():
            return value.isoformat()
        case _:
            return value
