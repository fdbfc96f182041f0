"""Which columns of which frames some outputs need, and what may be written where it is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.frames import OUTER, ROWS, Frame, Group, Ordinals, View
from forecourt.core.engines.columns.sql import Column, Op, columns_in, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.engines.columns.frames import Joined
    from forecourt.core.engines.columns.sql import Sql

LARGEST = 40
"""How many functions an expression may hold after others were written into it."""

Place = tuple[Frame, str]
"""A column of a frame, by its name."""


@dataclass
class Needed:
    """What is read, directly or not, by some outputs; each frame's columns as they were defined."""

    uses: Counter[Place] = field(default_factory=Counter)
    frames: dict[Frame, set[str]] = field(default_factory=dict)
    aliases: dict[Frame, set[str]] = field(default_factory=dict)
    """The joins whose columns are read."""
    groups: dict[Group, set[str]] = field(default_factory=dict)
    """The aggregates that are read."""
    shown: dict[Place, Sql] = field(default_factory=dict)
    """Columns that remain, with what is read once written into them."""
    aggregated: dict[tuple[Group, str], Sql] = field(default_factory=dict)

    def columns(self, frame: Frame) -> list[str]:
        """Return the columns of a frame that remain, in the order in which they were defined."""
        return [name for name in frame.defined if (frame, name) in self.shown]

    def read_of(self, frame: Frame, alias: str) -> set[str]:
        """Return the names of the columns that a frame reads of a join."""
        shown = (self.shown[frame, name] for name in self.columns(frame))
        return {one.name for one in shown if isinstance(one, Column) and one.of == alias}


def needed(frame: Frame, outputs: Iterable[Sql]) -> Needed:
    """Return what outputs of a frame need."""
    found = Needed()
    waiting = [(frame, column.name) for sql in outputs for column in columns_in(sql)]
    while waiting:
        place = waiting.pop()
        found.uses[place] += 1
        names = found.frames.setdefault(place[0], set())
        if place[1] not in names:
            names.add(place[1])
            waiting += _read_by(*place, found)
    _write_into_each_other(found)
    return found


def _read_by(frame: Frame, name: str, found: Needed) -> Iterator[Place]:
    """Yield what a column reads."""
    defined = frame.defined[name]
    if not isinstance(defined, Column):
        yield from _places(frame, defined)
    elif defined.of == OUTER:
        yield from _of_outer(frame, defined.name)
    elif defined.of == ROWS:
        if isinstance(frame.source, Ordinals):
            yield from _of_ordinals(frame)
    else:
        yield from _of_join(frame, frame.joins[defined.of], defined.name, found)


def _places(frame: Frame, sql: Sql) -> Iterator[Place]:
    for column in columns_in(sql):
        if column.of == "p":
            yield frame, column.name


def _of_outer(frame: Frame, name: str) -> Iterator[Place]:
    assert frame.outer is not None
    yield frame.outer, name
    for _, value in frame.outer_on:
        yield from _places(frame.outer, value)
    if isinstance(frame.source, Ordinals):
        yield from _of_ordinals(frame)


def _of_ordinals(frame: Frame) -> Iterator[Place]:
    assert isinstance(frame.source, Ordinals)
    assert frame.outer is not None
    yield from _places(frame.outer, frame.source.low)
    yield from _places(frame.outer, frame.source.high)


def _of_join(frame: Frame, join: Joined, name: str, found: Needed) -> Iterator[Place]:
    aliases = found.aliases.setdefault(frame, set())
    if join.alias not in aliases:
        aliases.add(join.alias)
        yield from _places(frame, join.on)
        if isinstance(join.source, Group):
            yield from ((join.source.frame, key.name) for key in join.source.keys)
    if isinstance(join.source, View):
        yield join.source.frame, name
        yield from ((join.source.frame, key.name) for key in join.source.frame.identifying())
    elif isinstance(join.source, Group):
        names = found.groups.setdefault(join.source, set())
        if name not in names:
            names.add(name)
            yield from _places(join.source.frame, join.source.aggregated[name])


# What is read once -------------------------------------------------------------------------


def _write_into_each_other(found: Needed) -> None:
    """Write each column that is read once, by another expression, into that expression."""
    writing = _Writing({place for place, n in found.uses.items() if n == 1 and _is_computed(place)})
    for frame, names in found.frames.items():
        for name in (one for one in frame.defined if one in names):
            found.shown[frame, name] = writing.written(frame, frame.defined[name], found.shown)
    for group, names in found.groups.items():
        for name in sorted(names):
            sql = group.aggregated[name]
            found.aggregated[group, name] = writing.written(group.frame, sql, found.shown)
    for place in writing.gone:
        del found.shown[place]


def _is_computed(place: Place) -> bool:
    frame, name = place
    return isinstance(frame.defined[name], Op)


@dataclass
class _Writing:
    """The columns that are read once, and those that have been written where they are read."""

    once: set[Place]
    gone: set[Place] = field(default_factory=set)

    def written(self, frame: Frame, sql: Sql, shown: Mapping[Place, Sql]) -> Sql:
        """Return an expression with what it alone reads written into it, if there is room."""
        room = LARGEST - _size(sql)
        into: dict[Column, Sql] = {}
        for column in columns_in(sql):
            place = frame, column.name
            if column.of == "p" and place in self.once and _size(shown[place]) <= room:
                into[column] = shown[place]
                room -= _size(shown[place])
                self.gone.add(place)
        return replaced(sql, into) if into else sql


def _size(sql: Sql) -> int:
    return 1 + sum(map(_size, sql.arguments)) if isinstance(sql, Op) else 0
