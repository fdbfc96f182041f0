"""A made-up dealership for trying things out.

It has two years of history in all record types: leads, visits, orders, deliveries, calls on time
and late, repairs, complaints, surveys and memberships, with what is usually not known left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.hooks import Example, hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _make(seed: int, customers: int) -> tuple[Mapping[str, Any], Iterable[Mapping[str, Any]]]:
    """Return the store and its customers; the generator is imported only when it is wanted."""
    from forecourt.plugins.lifecycle.demo.make import make_demo  # noqa: PLC0415

    return make_demo(seed, customers)


@hookimpl
def provide_examples() -> tuple[Example, ...]:
    """Return the example `demo`."""
    return (
        Example(
            name="demo",
            doc="A made-up dealership with two years of history; nobody in it exists.",
            pack="demo_store",
            as_of="2026-11-02T09:00",
            make=_make,
        ),
    )
