"""Looking only at those elements of a list that can count, where a condition says which.

`any note where item = this and subjects has price` looks at the notes on `price` alone:
the elements of a list are grouped once by a field, and all that are left out fail the condition.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import AGGREGATES, MISSING, conjuncts, within
from forecourt.core.engines.record.below import default_of
from forecourt.core.engines.record.code import shown
from forecourt.core.engines.record.names import attribute
from forecourt.core.engines.record.records import plain
from forecourt.core.engines.record.scope import SUBJECT, name_of
from forecourt.core.plan import nodes as n
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forecourt.core.engines.record.scope import Given, Scope
    from forecourt.core.records.schema import FieldSchema

WORTH = 3
"""So many aggregates over a list of the subject make it worth grouping."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """A list, the fields by which it is grouped, and the values that elements must have there."""

    of: str
    """The root model that has the list, or nothing for the subject."""
    source: n.Source
    fields: tuple[n.Field, ...]
    values: tuple[n.Expr, ...]

    @property
    def given(self) -> Given:
        """What is given as the groups."""
        names = tuple(field.name for field in self.fields)
        return ("groups", self.of, self.source.name, self.source.model, names)


def group_of(scope: Scope, source: n.Source) -> str | None:
    """Return the code for the elements of a list that can count, None if it isn't grouped."""
    grouping = grouping_of(scope, source)
    if grouping is None or (not grouping.of and not scope.has(grouping.given)):
        return None
    groups = scope.given(grouping.given)
    values = [shown(plain(scope, value)) for value in grouping.values]
    value = values[0] if len(values) == 1 else f"({', '.join(values)})"
    return f"{groups}.get({value}, {groups}[None])"


def provide_groups(scope: Scope, exprs: Iterable[n.Expr]) -> None:
    """Say how lists of the subject are grouped of which the expressions have many aggregates."""
    counts = Counter(
        grouping.given
        for source in _sources(scope, exprs)
        if (grouping := grouping_of(scope, source)) and not grouping.of
    )
    for given, count in counts.items():
        if count >= WORTH:
            records = attribute(scope.given(SUBJECT), given[2])
            name = scope.fresh(name_of(given))
            scope.write(f"{name} = {grouped(scope, given, records)}")
            scope.provide(given, name)


def grouped(scope: Scope, given: Given, records: str) -> str:
    """Return the code that makes the groups that are given of a list."""
    _, _, _, model, names = given
    fields = [scope.source.plan.schema.models[model].fields[name] for name in names]
    code = [_field(scope, field) for field in fields]
    if isinstance(fields[0].type, Many):
        return f"grouped_by_item({records}, {code[0].rpartition(', ')[0]})"
    if len(fields) == 1:
        return f"grouped({records}, {code[0]})"
    return f"grouped_by_all({records}, {', '.join(f'({each})' for each in code)})"


def _field(scope: Scope, field: FieldSchema) -> str:
    """Return the code for a field: its name, what stands for None, whether None is unknown."""
    default = default_of(field) if field.absence is Absence.DEFAULT else None
    code = "None" if default is None else scope.source.constant(default)
    return f"{field.name!r}, {code}, {field.absence is Absence.UNKNOWN}"


def _sources(scope: Scope, exprs: Iterable[n.Expr]) -> Iterator[n.Source]:
    """Yield the lists of the aggregates within expressions, each aggregate once."""
    seen: set[int] = set()
    waiting = list(exprs)
    while waiting:
        expr = waiting.pop()
        number = scope.fact(expr).number
        if number not in seen:
            seen.add(number)
            if isinstance(expr, AGGREGATES):
                yield expr.source
            waiting.extend(within(expr))


def grouping_of(scope: Scope, source: n.Source) -> Grouping | None:
    """Return how a list is grouped for an aggregate: by an item, else by what is constant."""
    of = _owner(scope, source.of)
    if of is None or source.where is None:
        return None
    parts = conjuncts(source.where)
    items = [found for part in parts if (found := _by_item(part, source.variable))]
    if items:
        return Grouping(of, source, *_unzipped(items[:1]))
    values = [found for part in parts for found in _by_value(scope, part, source.variable)]
    constant = [(field, value) for field, value in values if isinstance(value, n.Const)]
    kept = sorted(constant, key=lambda pair: pair[0].name) or values[:1]
    names = {field.name for field, _ in kept}
    return Grouping(of, source, *_unzipped(kept)) if kept and len(names) == len(kept) else None


def _owner(scope: Scope, of: n.Expr) -> str | None:
    """Return the root model whose record has a list, nothing for another subject's."""
    match of:
        case n.Root(model=model):
            return model
        case n.Subject(model=model):
            return model if model == scope.source.root else ""
        case _:
            return None


def _unzipped(
    pairs: Sequence[tuple[n.Field, n.Expr]],
) -> tuple[tuple[n.Field, ...], tuple[n.Expr, ...]]:
    return tuple(field for field, _ in pairs), tuple(value for _, value in pairs)


def _by_item(part: n.Expr, variable: int) -> tuple[n.Field, n.Expr] | None:
    match part:
        case n.Has(items=n.Field() as field, item=n.Const() as item) if _is_own(field, variable):
            return None if field.absence is Absence.UNKNOWN else (field, item)
        case _:
            return None


def _by_value(scope: Scope, part: n.Expr, variable: int) -> Iterator[tuple[n.Field, n.Expr]]:
    """Yield a field of the element and what it must be equal to, which is never missing."""
    if not isinstance(part, n.Compare) or part.relation is not n.Relation.EQUAL:
        return
    for field, value in ((part.left, part.right), (part.right, part.left)):
        if isinstance(field, n.Field) and _is_own(field, variable):
            fixed = variable not in scope.fact(value).depends
            if fixed and not scope.kinds(value) & MISSING and not isinstance(field.type, Many):
                yield field, value


def _is_own(field: n.Field, variable: int) -> bool:
    """Return whether a field is one of the element itself, and not its id."""
    of = field.of
    return field.name != "id" and isinstance(of, n.Element) and of.variable == variable
