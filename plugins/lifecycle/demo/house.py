"""The made-up dealership: who works there and what it sells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.moments import in_hours, months_before
from forecourt.plugins.lifecycle.demo.names import PORTUGUESE, Person, person, pick_tongue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

MONTHS = 24
"""Months of history."""
CURRENCY = "EUR"

CREW = (
    ("general_manager", "management", 1),
    ("sales_manager", "sales", 1),
    ("showroom_manager", "sales", 1),
    ("salesperson", "sales", 8),
    ("product_specialist", "sales", 1),
    ("used_car_sales_manager", "sales", 1),
    ("sales_information_clerk", "sales", 1),
    ("stock_keeper", "sales", 1),
    ("front_desk", "sales", 2),
    ("service_manager", "service", 1),
    ("service_advisor", "service", 4),
    ("workshop_manager", "service", 1),
    ("technician", "service", 6),
    ("parts_manager", "service", 1),
    ("warranty_manager", "service", 1),
    ("client_experience_manager", "customers", 1),
    ("client_experience_specialist", "customers", 2),
    ("customer_service", "customers", 2),
    ("callback_clerk", "customers", 1),
    ("back_office", "office", 1),
    ("cashier", "office", 1),
)
"""Role, department, how many people hold it."""

STAND_INS = (
    ("customer_service_supervisor", "client_experience_manager"),
    ("test_drive_specialist", "product_specialist"),
)
"""Roles that the house has not, and who stands in."""


@dataclass(frozen=True, slots=True)
class Model:
    """A car that the house sells; the price is in whole euros."""

    name: str
    series: str
    price: int
    share: int


MODELS = (
    Model("Aurora One 1.0", "One", 18_900, 34),
    Model("Aurora One Electric", "One", 27_500, 14),
    Model("Aurora Field 1.5", "Field", 29_900, 28),
    Model("Aurora Field Hybrid", "Field", 35_400, 15),
    Model("Aurora Grand 2.0", "Grand", 46_800, 9),
)
BRAND = "Aurora"
OTHER_BRANDS = ("Borealis", "Meridian", "Solstice")
COLOURS = ("white", "black", "grey", "blue", "red", "silver")


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who works, or worked, in the house."""

    id: str
    person: Person
    role: str
    department: str
    joined_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the house, as far as customers are concerned."""

    id: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class House:
    """What customers' histories need to know of the dealership."""

    as_of: date
    staff: tuple[Member, ...]
    events: tuple[Happening, ...]
    by_role: Mapping[str, tuple[str, ...]]

    @property
    def now(self) -> datetime:
        """The moment up to which there is history."""
        return datetime.combine(self.as_of, time(9))

    @property
    def first_day(self) -> date:
        """The first day of the history."""
        return months_before(self.as_of, MONTHS + 1)[0]


def make_house(chance: Random, as_of: date) -> House:
    """Return the dealership with its people and its events of two years."""
    staff = _staff(chance, as_of)
    here = [member for member in staff if member.left_on is None]
    by_role = {
        role: tuple(member.id for member in here if member.role == role) for role, _, _ in CREW
    }
    return House(as_of, staff, _events(chance, as_of), by_role)


def _staff(chance: Random, as_of: date) -> tuple[Member, ...]:
    staff: list[Member] = []
    for role, department, count in CREW:
        for _ in range(count):
            number = len(staff) + 1
            joined_on = as_of - timedelta(days=chance.randint(800, 4000))
            someone = person(chance, pick_tongue(chance))
            staff.append(Member(f"S{number:02}", someone, role, department, joined_on))
    return (*staff, _former_salesperson(chance, len(staff) + 1, as_of))


def _former_salesperson(chance: Random, number: int, as_of: date) -> Member:
    left_on = as_of - timedelta(days=200)
    joined_on = as_of - timedelta(days=1500)
    return Member(
        f"S{number:02}", person(chance, PORTUGUESE), "salesperson", "sales", joined_on, left_on
    )


def _events(chance: Random, as_of: date) -> tuple[Happening, ...]:
    """Return one event a month, and two that are still to come."""
    months = [*months_before(as_of, MONTHS), as_of + timedelta(days=18), as_of + timedelta(days=45)]
    days = [month + timedelta(days=chance.randint(3, 24)) for month in months]
    return tuple(
        Happening(f"E{number}", in_hours(chance, day)) for number, day in enumerate(days, 1)
    )
