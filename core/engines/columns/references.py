"""What one decision reads of another, in columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.asking import by_id
from forecourt.core.engines.columns.blame import NOBODY, as_texts, chosen, mapped, united, where
from forecourt.core.engines.columns.cells import Cell, Record, kept, put_blame
from forecourt.core.engines.columns.failures import NotDecided
from forecourt.core.engines.columns.frames import View
from forecourt.core.engines.columns.sql import (
    MOMENT,
    TRUE,
    WHOLE,
    Column,
    Literal,
    all_of,
    any_of,
    case,
    column_type,
    is_there,
    not_,
    null,
    op,
    or_else,
    same,
)
from forecourt.core.plan import nodes as n
from forecourt.core.plan.horizons import NEVER
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.blame import Blame
    from forecourt.core.engines.columns.scope import Decided, Scope, Subject
    from forecourt.core.engines.columns.sql import Sql


def referred(node: n.Ref, scope: Scope) -> Decided:
    """Return a decision as an expression of this pass reads it.

    Raises:
        NotDecided: the decision isn't made before what reads it.
    """
    own = isinstance(node.of, n.Subject)
    made = _decided(node, scope.subject) if own else _of_another(node, scope)
    if not scope.certainty_pass or made.certain == TRUE:
        return made
    lost = NOBODY if own else scope.record(node.of).id.blame
    return _if_certain(node, made, lost, scope)


def _decided(node: n.Ref, subject: Subject) -> Decided:
    made = subject.decided.get(node.decision)
    if made is None:
        raise NotDecided(node.decision)
    return made


def horizon_of(node: n.Ref, scope: Scope) -> Sql:
    """Return until when reading a decision gives the same, the record that is read being there."""
    own = isinstance(node.of, n.Subject)
    assert isinstance(node.of.type, Reference)
    other = scope.subject if own else scope.session.subjects[node.of.type.model]
    staying = other.staying[node.decision]
    until = staying.whole if scope.certainty_pass else staying.value
    if own or isinstance(until, Literal):
        return until
    there = _reader(node, scope.record(node.of), other, scope)
    return or_else(there(until), Literal(NEVER, MOMENT))


def _if_certain(node: n.Ref, made: Decided, lost: Blame, scope: Scope) -> Decided:
    """Return a decision that is missing, for what it is blamed itself, unless it is certain.

    `lost` is what the record lacks that it is made for: of none there is no decision to doubt.
    """
    codes = made.cell.codes
    cell = Cell(
        case([(made.certain, made.cell.value)], null(column_type(node.type))),
        all_of(made.certain, made.cell.none),
        chosen([(not_(made.certain), made.blame)], lost),
        may_be_missing=True,
        codes=codes and replace(codes, code=case([(made.certain, codes.code)], null(WHOLE))),
    )
    cell = kept(cell, scope.frame)
    record = made.record
    if record is None:
        return replace(made, cell=cell)
    stored = record.column

    def column(name: str) -> Sql:
        return scope.frame.put(op("only if", made.certain, stored(name)))

    return replace(made, cell=cell, record=Record(cell, column, record.ask))


def _of_another(node: n.Ref, scope: Scope) -> Decided:
    """Return a decision of another record, joined by the ids of that; its blame as texts."""
    record = scope.record(node.of)
    assert isinstance(node.of.type, Reference)
    other = scope.session.subjects[node.of.type.model]
    made = _decided(node, other)
    there = _reader(node, record, other, scope)
    given = is_there(record.id.value)
    blame = mapped(as_texts(made.cell.blame, other.bits), there)
    cell = Cell(
        _only_if(given, there(made.cell.value)),
        any_of(record.id.none, all_of(given, or_else(there(made.cell.none), TRUE))),
        united(record.id.blame, blame),
        record.id.may_be_missing or made.cell.may_be_missing,
    )
    certain = made.certain
    if certain != TRUE:
        certain = scope.frame.put(case([(given, there(certain))], TRUE))
    doubt = put_blame(where(given, mapped(as_texts(made.blame, other.bits), there)), scope.frame)
    inner = made.record
    if inner is not None:
        stored = inner.column
        identity = kept(cell, scope.frame)
        asked = by_id(str(node.type), identity.value, scope)
        inner = Record(identity, lambda name: there(stored(name)), asked)
    return replace(made, cell=kept(cell, scope.frame), certain=certain, blame=doubt, record=inner)


def _only_if(condition: Sql, value: Sql) -> Sql:
    """Return a value, null unless a condition holds; a joined column is null then by itself."""
    is_constant = isinstance(value, Literal) and value.value is not None
    return op("only if", condition, value) if is_constant else value


def _reader(node: n.Ref, record: Record, other: Subject, scope: Scope) -> Callable[[Sql], Sql]:
    """Join another subject's rows and return what reads their columns here."""

    def on(alias: str) -> Sql:
        def there_by(key: str) -> Sql:
            return Column(other.frame.stored(key).name, alias)

        *above, identity = other.frame.keys
        keys = (same(there_by(key), record.column(key)) for key in above)
        return all_of(*keys, same(there_by(identity), record.id.value))

    read = scope.frame.joined(View(other.frame, node.decision), on)

    def there(sql: Sql) -> Sql:
        column = other.frame.put(sql)
        return read(column.name) if isinstance(column, Column) else column

    return there
