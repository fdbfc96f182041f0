"""The made-up dealership as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.customer_file import Facts, as_json
from forecourt.plugins.lifecycle.demo.house import House, make_house
from forecourt.plugins.lifecycle.demo.store import make_store
from forecourt.plugins.lifecycle.demo.stories import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Customers:
    """The customers of the house, made one by one as they are asked for, as often as wanted."""

    house: House
    seed: int
    count: int

    def __iter__(self) -> Iterator[Facts]:
        """Yield each customer's record file."""
        return (tell(self.house, self.seed, number) for number in range(1, self.count + 1))

    def __len__(self) -> int:
        """Return how many there are."""
        return self.count


def make_demo(seed: int = 1, customers: int = 2000, as_of: date = AS_OF) -> tuple[Facts, Customers]:
    """Return the store file and the customers of a made-up dealership.

    There are two years of history, up to 09:00 on `as_of`. Same arguments, same records, to the
    last character. Nobody in it exists: telephone numbers begin with +000, e-mail addresses end
    in `.invalid`, number plates begin with `DM`.
    """
    house = make_house(Random(f"{seed}/house"), as_of)  # noqa: S311  made-up data
    store: Facts = as_json(make_store(Random(f"{seed}/store"), house))  # noqa: S311
    return store, Customers(house, seed, customers)
