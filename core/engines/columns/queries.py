"""From frames to one query: steps in an order in which each reads what stands before it.

A column is worked out in the first step after those that it reads, over all frames; so whatever a
step reads of another frame stands in an earlier one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from sqlglot import exp

from forecourt.core.engines.columns.frames import OUTER, ROWS, Frame, Group, Ordinals, View
from forecourt.core.engines.columns.functions import DUCKDB, lowered, unfolded
from forecourt.core.engines.columns.reading import needed
from forecourt.core.engines.columns.sql import TRUE, Column, columns_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.engines.columns.frames import Joined
    from forecourt.core.engines.columns.reading import Needed, Place
    from forecourt.core.engines.columns.sql import Sql

Node = tuple[str, "Frame | Group", str]
"""A column, a join, the rows of a frame, or a group, as what has a level."""


@dataclass(frozen=True)
class Levels:
    """The level of everything that is needed, and by frame the levels at which there is a step."""

    of: Mapping[Node, int]
    steps: Mapping[Frame, list[int]]
    until: Mapping[Place, int]
    """The last level at which a column is read; one that isn't there is an output."""
    new: Mapping[tuple[Frame, int], list[str]]
    """The columns of each step."""

    def step(self, frame: Frame, level: int) -> str:
        """Return the name of the last step of a frame up to a level."""
        return _name(frame, max(one for one in self.steps[frame] if one <= level))

    def read_no_more(self, frame: Frame, before: int, level: int) -> list[str]:
        """Return the columns of the step before one of that level that nothing reads any longer."""
        made = (
            name
            for at in self.steps[frame]
            if at <= before
            for name in self.new.get((frame, at), ())
        )
        return [name for name in made if before <= self.until.get((frame, name), level) < level]


def _name(frame: Frame, level: int) -> str:
    return f"{frame.name} {level}"


def query(frame: Frame, outputs: Mapping[str, Sql], dialect: str) -> exp.Select:
    """Return the query that gives columns of a frame, under the names they are to have."""
    found = needed(frame, outputs.values())
    levels = _levels(found, {(frame, c.name) for o in outputs.values() for c in columns_in(o)})
    last = max(levels.of["column", frame, c.name] for o in outputs.values() for c in columns_in(o))
    shown = [_as(lowered(sql, dialect), name) for name, sql in outputs.items()]
    whole = _from(shown, levels.step(frame, last), "p")
    whole.set("with_", exp.With(expressions=list(_common_tables(found, levels, dialect))))
    return whole


def _common_tables(found: Needed, levels: Levels, dialect: str) -> Iterator[exp.CTE]:
    parts = _parts(found, levels, dialect)
    read = Counter(table.name for _, part in parts for table in _tables_of(part))
    for name, part in parts:
        alias = exp.TableAlias(this=exp.to_identifier(name, quoted=True))
        several = read[name] > 1 if dialect == DUCKDB else None
        yield exp.CTE(this=part, alias=alias, materialized=several)


def _tables_of(part: exp.Select) -> Iterator[exp.Table]:
    """Yield the tables that a query reads, without looking into its expressions."""
    for source in (part.args["from_"], *(part.args.get("joins") or ())):
        yield from source.this.find_all(exp.Table)


# Levels ------------------------------------------------------------------------------------


def _levels(found: Needed, outputs: set[Place]) -> Levels:
    graph: dict[Node, list[Node]] = {}
    for frame in found.frames:
        names = found.columns(frame)
        graph["rows", frame, ""] = list(_under_rows(frame, names))
        for name in names:
            graph["column", frame, name] = list(_under_column(frame, name, found))
        for alias in found.aliases.get(frame, ()):
            graph["join", frame, alias] = list(_under_join(frame, frame.joins[alias], found))
    for group, read in found.groups.items():
        graph["group", group, ""] = list(_under_group(group, read, found))
    levels: dict[Node, int] = {}
    for node in TopologicalSorter(graph).static_order():
        under = max((levels[one] for one in graph[node]), default=-1)
        levels[node] = under if _stands_with(node) else under + 1
    steps, new = _steps(found, levels)
    until = {place: at for place, at in _last_read(graph, levels).items() if place not in outputs}
    return Levels(levels, steps, until, new)


def _last_read(graph: Mapping[Node, list[Node]], levels: Mapping[Node, int]) -> dict[Place, int]:
    """Return by column the last level of a step in which it must stand to be read there."""
    found: dict[Place, int] = {}
    for node, under in graph.items():
        at = levels[node] if _stands_with(node) else levels[node] - 1
        for kind, frame, name in under:
            if kind == "column":
                assert isinstance(frame, Frame)
                found[frame, name] = max(at, found.get((frame, name), at))
    return found


def _stands_with(node: Node) -> bool:
    """Whether something has the level of what it reads: stored and joined columns, and groups."""
    kind, frame, name = node
    if kind == "column":
        assert isinstance(frame, Frame)
        return isinstance(frame.defined[name], Column)
    return kind == "group"


def _under_rows(frame: Frame, names: Iterable[str]) -> Iterator[Node]:
    if frame.outer is None:
        return
    defined = [frame.defined[name] for name in names]
    imported = [one.name for one in defined if isinstance(one, Column) and one.of == OUTER]
    yield from (("column", frame.outer, name) for name in imported)
    if imported:
        for _, value in frame.outer_on:
            yield from _columns(frame.outer, value)
    if isinstance(frame.source, Ordinals):
        yield from _columns(frame.outer, frame.source.low)
        yield from _columns(frame.outer, frame.source.high)


def _under_column(frame: Frame, name: str, found: Needed) -> Iterator[Node]:
    defined = found.shown[frame, name]
    if not isinstance(defined, Column):
        yield from _columns(frame, found.shown[frame, name])
        yield "rows", frame, ""
    elif defined.of in (ROWS, OUTER):
        yield "rows", frame, ""
    else:
        yield "join", frame, defined.of


def _under_join(frame: Frame, join: Joined, found: Needed) -> Iterator[Node]:
    yield "rows", frame, ""
    yield from _columns(frame, join.on)
    if isinstance(join.source, Group):
        yield "group", join.source, ""
    elif isinstance(join.source, View):
        read = found.read_of(frame, join.alias)
        keys = {key.name for key in join.source.frame.identifying()}
        yield from (("column", join.source.frame, name) for name in read | keys)


def _under_group(group: Group, names: Iterable[str], found: Needed) -> Iterator[Node]:
    yield "rows", group.frame, ""
    yield from (("column", group.frame, key.name) for key in group.keys)
    for name in names:
        yield from _columns(group.frame, found.aggregated[group, name])


def _columns(frame: Frame, sql: Sql) -> Iterator[Node]:
    for column in columns_in(sql):
        if column.of == "p":
            yield "column", frame, column.name


def _steps(
    found: Needed, levels: Mapping[Node, int]
) -> tuple[dict[Frame, list[int]], dict[tuple[Frame, int], list[str]]]:
    """Return at which levels each frame has a step, and the columns of each step."""
    steps: dict[Frame, list[int]] = {}
    new: defaultdict[tuple[Frame, int], list[str]] = defaultdict(list)
    for frame in found.frames:
        for name in found.columns(frame):
            new[frame, levels["column", frame, name]].append(name)
        first = levels["rows", frame, ""]
        steps[frame] = sorted({first} | {at for one, at in new if one is frame})
    return steps, new


# Parts -------------------------------------------------------------------------------------


def _parts(found: Needed, levels: Levels, dialect: str) -> list[tuple[str, exp.Select]]:
    """Return all `WITH` queries, each after those that it reads."""
    placed: list[tuple[int, int, str, exp.Select]] = []
    for frame, at in levels.steps.items():
        for level in at:
            select = _step(frame, level, found, levels, dialect)
            placed.append((level, 0, _name(frame, level), select))
    for group in found.groups:
        level = levels.of["group", group, ""]
        placed.append((level, 1, group.name, _grouped(group, level, found, levels, dialect)))
    placed.sort(key=lambda one: one[:3])
    return [(name, select) for *_, name, select in placed]


def _as(expression: exp.Expr, name: str) -> exp.Expr:
    return exp.Alias(this=expression, alias=exp.to_identifier(name, quoted=True))


def _from(expressions: list[exp.Expr], table: str, alias: str) -> exp.Select:
    return exp.Select(expressions=expressions, from_=exp.From(this=_table(table, alias)))


def _table(name: str, alias: str) -> exp.Table:
    shown = exp.TableAlias(this=exp.to_identifier(alias, quoted=True))
    return exp.Table(this=exp.to_identifier(name, quoted=True), alias=shown)


def _step(frame: Frame, level: int, found: Needed, levels: Levels, dialect: str) -> exp.Select:
    """Return the query of one step of a frame."""
    new = levels.new.get((frame, level), [])
    columns = [_as(lowered(_sql_of(frame, name, found), dialect), name) for name in new]
    if level == levels.of["rows", frame, ""]:
        return _rows(frame, columns, found, levels, dialect)
    before = max(one for one in levels.steps[frame] if one < level)
    gone = [exp.to_identifier(n, quoted=True) for n in levels.read_no_more(frame, before, level)]
    others = exp.Column(this=exp.Star(except_=gone), table=exp.to_identifier("p"))
    select = _from([others, *columns], _name(frame, before), "p")
    for alias in sorted(found.aliases.get(frame, ())):
        if levels.of["join", frame, alias] == level:
            _join(select, frame, frame.joins[alias], found, levels, dialect)
    return select


def _sql_of(frame: Frame, name: str, found: Needed) -> Sql:
    """Return what a column of a step is; those of ordinals stand beside these."""
    sql = found.shown[frame, name]
    if isinstance(frame.source, Ordinals) and isinstance(sql, Column) and sql.of == OUTER:
        return Column(sql.name, ROWS)
    return sql


def _rows(
    frame: Frame, columns: list[exp.Expr], found: Needed, levels: Levels, dialect: str
) -> exp.Select:
    """Return the first step of a frame: its table, with the rows around if these are read."""
    around = list(_under_rows(frame, found.columns(frame)))
    outer = ""
    if around:
        assert frame.outer is not None
        outer = levels.step(frame.outer, max(levels.of[node] for node in around))
    if isinstance(frame.source, Ordinals):
        return unfolded(columns, outer, frame.source, dialect)
    columns = columns or [_as(exp.Literal.number(1), "nothing")]
    select = _from(columns, frame.source, ROWS)
    if outer:
        on = [
            exp.EQ(this=lowered(Column(key, ROWS), dialect), expression=lowered(around, dialect))
            for key, around in _matched(frame)
        ]
        together = exp.and_(*on, copy=False) if on else exp.true()
        select.append("joins", exp.Join(this=_table(outer, OUTER), on=together, kind="INNER"))
    if frame.only is not None:
        select.set("where", exp.Where(this=lowered(frame.only, dialect)))
    return select


def _matched(frame: Frame) -> Iterator[tuple[str, Sql]]:
    """Yield what the columns of a frame's table equal, in terms of the rows around."""
    for key, value in frame.outer_on:
        yield key, Column(value.name, OUTER) if isinstance(value, Column) else value


def _join(
    select: exp.Select, frame: Frame, join: Joined, found: Needed, levels: Levels, dialect: str
) -> None:
    match join.source:
        case str():
            table = join.source
        case Group():
            table = join.source.name
        case View():
            read = found.read_of(frame, join.alias)
            read |= {key.name for key in join.source.frame.identifying()}
            table = levels.step(
                join.source.frame,
                max(levels.of["column", join.source.frame, name] for name in read),
            )
    on = exp.true() if join.on == TRUE else lowered(join.on, dialect)
    select.append("joins", exp.Join(this=_table(table, join.alias), on=on, side="LEFT"))


def _grouped(group: Group, level: int, found: Needed, levels: Levels, dialect: str) -> exp.Select:
    """Return the query that groups a frame."""
    keys = [lowered(key, dialect) for key in group.keys]
    columns = [_as(key, f"k{place}") for place, key in enumerate(keys)]
    columns += [
        _as(lowered(found.aggregated[group, name], dialect), name)
        for name in sorted(found.groups[group])
    ]
    select = _from(columns, levels.step(group.frame, level), "p")
    if keys:
        select.set("group", exp.Group(expressions=[key.copy() for key in keys]))
    return select
