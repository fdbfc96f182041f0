"""Decisions: which row is taken, and whether that is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.reasons import DecisionReason, PassReason, RowReason
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.scope import Reading, Scope, Setting
from forecourt.core.engines.explain.values import (
    Known,
    Missing,
    Unknown,
    Value,
    blame_of_truths,
    blame_of_values,
    union,
)
from forecourt.core.engines.explain.walking import reads
from forecourt.core.plan.nodes import HitPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.engines.explain.records import Held
    from forecourt.core.engines.explain.values import Blames
    from forecourt.core.plan.nodes import Decision


class Decisions:
    """The decisions of a plan in one setting, each evaluated once for a record, when first read."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._by_name = {(d.name, d.subject): d for d in setting.plan.decisions}
        self._made: dict[tuple[str, str, int], DecisionReason] = {}

    def of(self, name: str, held: Held) -> DecisionReason:
        """Return a decision for a record, with its reasons."""
        key = (name, held.model, id(held.data))
        if key not in self._made:
            self._made[key] = self._make(self._by_name[name, held.model], held)
        return self._made[key]

    def made(self) -> tuple[DecisionReason, ...]:
        """Return all that were made, in the order of the plan, then by id."""
        position = {key: index for index, key in enumerate(self._by_name)}
        return tuple(
            sorted(self._made.values(), key=lambda made: (position[made.name, made.model], made.id))
        )

    def scope(self, held: Held) -> Scope:
        """Return the scope of a statement for a record, in which decisions read as they are."""
        return self._scope(held, self._as_it_is)

    def scope_of_certainty(self, held: Held) -> Scope:
        """Return the scope of a certainty pass, in which uncertain decisions read as missing."""
        return self._scope(held, self._if_certain)

    def _scope(self, held: Held, reading: Reading) -> Scope:
        return Scope(self._setting, held, reading)

    def _as_it_is(self, name: str, held: Held) -> Value:
        return self.of(name, held).value

    def _if_certain(self, name: str, held: Held) -> Value:
        made = self.of(name, held)
        return made.value if made.certain else Missing(made.blame)

    def _make(self, decision: Decision, held: Held) -> DecisionReason:
        scope = self.scope(held)
        first = run_pass(decision, scope)
        doubts = self._doubts(decision, scope)
        second = run_pass(decision, self.scope_of_certainty(held)) if doubts else None
        certain = first.settled and (second is None or _confirms(second, first))
        return DecisionReason(
            decision.name,
            held.model,
            held.id,
            decision.hit,
            decision.reported,
            first.value,
            certain,
            frozenset() if certain else first.blame | _blame_of_second(first, second, doubts),
            first,
            second,
            tuple((doubt.name, doubt.model, doubt.id) for doubt in doubts),
            decision.at,
        )

    def _doubts(self, decision: Decision, scope: Scope) -> tuple[DecisionReason, ...]:
        """Return the uncertain decisions that a decision's rows read, each once."""
        parts = (*((row.condition, row.value) for row in decision.rows), decision.fallback)
        read = (self.of(name, held) for name, held in reads(parts, scope))
        by_identity = {id(made): made for made in read if not made.certain}
        return tuple(by_identity.values())


def _confirms(second: PassReason, first: PassReason) -> bool:
    """Return whether the certainty pass takes the same rows and comes to the same value."""
    same_value = plain(second.value) == plain(first.value)
    return second.settled and second.taken == first.taken and same_value


def _blame_of_second(
    first: PassReason, second: PassReason | None, doubts: Iterable[DecisionReason]
) -> Blames:
    """Return what the certainty pass blames; failing without any, all that was in doubt."""
    if second is None:
        return frozenset()
    if second.blame or _confirms(second, first):
        return second.blame
    return union(doubt.blame for doubt in doubts)


def run_pass(decision: Decision, scope: Scope) -> PassReason:
    """Evaluate a decision's rows once."""
    rows = _rows(decision, scope)
    holding = tuple(row.index for row in rows if row.truth is True)
    collects = decision.hit in (HitPolicy.ALL, HitPolicy.SUM)
    taken = holding if collects else holding[:1]
    value = _value(decision, taken, scope)
    truths = [row.truth for row in rows]
    unknown = any(isinstance(truth, Unknown) for truth in truths)
    return PassReason(
        rows,
        taken,
        value,
        settled=not unknown and not isinstance(value, Missing),
        blame=blame_of_truths(truths) | blame_of_values([value]),
    )


def _rows(decision: Decision, scope: Scope) -> tuple[RowReason, ...]:
    """Judge the rows: all of them, or under `first` those up to the first that holds."""
    if decision.hit is HitPolicy.FIRST:
        return _rows_up_to_the_first(decision, scope)
    conditions = [row.condition for row in decision.rows]
    judged = [None if written is None else scope.judge(written) for written in conditions]
    otherwise = not any(condition.truth is True for condition in judged if condition)
    return tuple(
        RowReason(index, condition, condition.truth if condition else otherwise, row.at)
        for index, (row, condition) in enumerate(zip(decision.rows, judged, strict=True))
    )


def _rows_up_to_the_first(decision: Decision, scope: Scope) -> tuple[RowReason, ...]:
    rows = []
    for index, row in enumerate(decision.rows):
        condition = None if row.condition is None else scope.judge(row.condition)
        truth = True if condition is None else condition.truth
        rows.append(RowReason(index, condition, truth, row.at))
        if truth is True:
            break
    return tuple(rows)


def _value(decision: Decision, taken: tuple[int, ...], scope: Scope) -> Value:
    values = [scope.value(decision.rows[index].value) for index in taken]
    if decision.hit is HitPolicy.ALL:
        return _collected(values)
    if decision.hit is HitPolicy.SUM:
        return _summed(values)
    return values[0] if values else scope.value(decision.fallback)


def _collected(values: list[Value]) -> Value:
    """Return the list of the values, none left out; missing if one is."""
    if any(isinstance(value, Missing) for value in values):
        return Missing(blame_of_values(values))
    known = (plain(value) for value in values)
    return Known(tuple(value.value for value in known if isinstance(value, Known)))


def _summed(values: list[Value]) -> Value:
    """Return the sum of the values, none adding nothing; missing if one is."""
    if any(isinstance(value, Missing) for value in values):
        return Missing(blame_of_values(values))
    return Known(sum(value.value for value in values if isinstance(value, Known)))
