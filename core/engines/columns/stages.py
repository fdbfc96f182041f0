"""One query as steps, for a database that would work out what is read twice two times.

Spark writes each `WITH` query wherever it is read. Where steps that are read several times stand on
others that are, what it has to plan grows with each of them, out of all bounds; so those are kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stage(NamedTuple):
    """A step of a query: what later ones read under its name; the last, which is all, has none."""

    name: str
    query: exp.Select
    read: int
    """How many times later ones read it."""


def stages(select: exp.Select) -> Iterator[Stage]:
    """Yield the steps of a query, each after those that it reads; what none reads is left out."""
    parts = {part.alias: part.this for part in select.args["with_"].expressions}
    last = select.copy()
    last.set("with_", None)
    read = Counter(name for part in (*parts.values(), last) for name in _tables(part))
    for name, part in parts.items():
        if read[name]:
            yield Stage(name, part, read[name])
    yield Stage("", last, 0)


def _tables(query: exp.Select) -> Iterator[str]:
    """Yield the names of the tables that a query reads, each as often as it does."""
    for source in (query.args["from_"], *(query.args.get("joins") or ())):
        yield from (table.name for table in source.this.find_all(exp.Table))
