"""Reading `expect` lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.checking import UnknownName, UnknownValue
from forecourt.core.syntax import nodes as syntax
from forecourt.core.testing.expectations import (
    Demand,
    Expectation,
    ExpectedGap,
    ExpectedItem,
    ExpectedValue,
    types_of,
)
from forecourt.core.testing.found import decisions_called, emission_of
from forecourt.core.testing.literals import (
    WrongTest,
    dotted,
    items,
    misplaced,
    parts_of,
    written,
)
from forecourt.core.values.types import Many, Moment, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.values.types import Type

GAPS = {"missing": "field", "not_configured": "parameter"}
"""What may be expected to be missing, and how outcomes blame it."""

FORMS = "a decision and its value, `missing FIELD`, or a kind such as `task` and a name"


@dataclass(frozen=True, slots=True)
class _Line:
    """An `expect` line without the word `no` and without the record that it is about."""

    place: Place
    words: str
    subject: str | None
    negated: bool
    parts: list[syntax.Part]

    @property
    def about(self) -> tuple[Place, str, str | None]:
        """Return what every expectation begins with."""
        return self.place, self.words, self.subject


def read_expectation(line: syntax.Line, policy: Policy, registry: Registry) -> Expectation:
    """Return what a line expects.

    Raises:
        WrongTest: it names what does not exist, or cannot be read.
    """
    assert policy.plan is not None
    read = _without_frame(line, policy)
    first = dotted(read.parts[0]) if read.parts else None
    if first is None:
        raise misplaced(read.parts[0].place if read.parts else line.place, FORMS)
    kinds = {one.kind for one in policy.plan.emissions} | {"violation", *registry.vocabulary.kinds}
    if first in GAPS:
        return _gap(read, GAPS[first], policy)
    if first in kinds and not decisions_called(policy.plan, first):
        return _item(read, first, policy, registry)
    return _value(read, first, policy.plan)


def _without_frame(line: syntax.Line, policy: Policy) -> _Line:
    parts = parts_of(line)
    subject = None
    negated = False
    match parts:
        case [syntax.Aggregate(operator="no", path=path), *rest]:
            parts, negated = [path, *rest], True
    match parts:
        case [*rest, syntax.Mark(word="for"), syntax.Label(text=text)]:
            parts, subject = rest, text
    return _Line(line.body.place, _words(line, policy), subject, negated, parts)


def _words(line: syntax.Line, policy: Policy) -> str:
    """Return the line as it is written, without its first word and the white space."""
    text = policy.texts[line.place.file].splitlines()[line.place.line - 1]
    rest = text[line.body.place.column - 1 :].partition("#")[0]
    return f"`{' '.join(rest.split())}`"


def _gap(line: _Line, kind: str, policy: Policy) -> ExpectedGap:
    assert policy.plan is not None
    plan = policy.plan
    name = dotted(line.parts[1]) if len(line.parts) == 2 else None  # noqa: PLR2004 - word and name
    if name is None:
        raise misplaced(line.place, "one name after it")
    if kind == "field":
        known = {field for model in plan.schema.models.values() for field in model.fields}
        known |= {f"{m.name}.{field}" for m in plan.schema.models.values() for field in m.fields}
    else:
        known = set(plan.parameters)
    if name not in known:
        raise WrongTest(UnknownName(line.parts[1].place, name, None, tuple(sorted(known))))
    return ExpectedGap(*line.about, kind, name, line.negated)


def _value(line: _Line, name: str, plan: Plan) -> ExpectedValue:
    meant = decisions_called(plan, name)
    if not meant:
        known = dict.fromkeys(one.name.removeprefix(f"{one.subject}.") for one in plan.decisions)
        raise WrongTest(UnknownName(line.parts[0].place, name, None, tuple(known)))
    parts = line.parts[1:]
    certain = not (parts and _is_word(parts[-1], "uncertain"))
    parts = parts if certain else parts[:-1]
    if not parts or line.negated:
        raise misplaced(line.place, f"`{name}` and the value that it should have")
    of, value = _typed(parts, [one.type for one in meant], plan.zone)
    names = tuple(one.name for one in meant if one.type == of)
    return ExpectedValue(*line.about, name, names, of, value, certain)


def _typed(parts: list[syntax.Part], types: list[Type], zone: str) -> tuple[Type, Any]:
    """Return the first of some types that a written value fits, and the value."""
    first, *others = types
    try:
        return first, _expected_value(parts, first, zone)
    except WrongTest:
        if not others:
            raise
        return _typed(parts, others, zone)


def _expected_value(parts: list[syntax.Part], of: Type, zone: str) -> Any:
    if isinstance(of, Many):
        return tuple(written(one, of.element, zone).normal for one in items(parts))
    if len(parts) != 1:
        raise misplaced(parts[1].place, "one value")
    if _is_word(parts[0], "none") and not (isinstance(of, Symbol) and "none" in of.values):
        return None
    return written(parts[0], of, zone).normal


def _is_word(part: syntax.Part, word: str) -> bool:
    return isinstance(part, syntax.Name) and part.text == word


# Emissions ---------------------------------------------------------------------------------


def _item(line: _Line, kind: str, policy: Policy, registry: Registry) -> ExpectedItem:
    assert policy.plan is not None
    name = dotted(line.parts[1]) if len(line.parts) > 1 else None
    if name is None:
        raise misplaced(line.place, f"the name of a {kind}")
    emission = emission_of(policy.plan, kind, name)
    known = tuple(dict.fromkeys(entry.name for entry in policy.declared))
    if name not in known:
        raise WrongTest(UnknownName(line.parts[1].place, name, None, known))
    constants = emission.constants if emission else {}
    fields = _Fields(
        types_of(policy.plan, kind, name),
        constants,
        registry.vocabulary.symbols.get("role"),
        policy.plan.zone,
    )
    return ExpectedItem(*line.about, kind, name, fields.demands(line.parts[2:]), line.negated)


@dataclass(frozen=True, slots=True)
class _Fields:
    """What may be demanded of an emission."""

    types: Mapping[str, Type]
    constants: Mapping[str, Any]
    roles: Symbol | None
    zone: str

    def demands(self, parts: list[syntax.Part]) -> tuple[Demand, ...]:
        """Return what the parts after the name demand."""
        found: list[Demand] = []
        while parts:
            demand, parts = self._next(parts)
            found.append(demand)
        return tuple(found)

    def _next(self, parts: list[syntax.Part]) -> tuple[Demand, list[syntax.Part]]:
        """Return the first demand, and the parts after it.

        It is `by` and a role or person, a field and its value, or a value such as a status alone.
        """
        first, *rest = parts
        match first:
            case syntax.Mark(word="by") if rest:
                return self._by(rest[0]), rest[1:]
            case syntax.Name(text=name):
                bare = rest[1:] if rest and isinstance(rest[0], syntax.Mark) else rest
                demand = self._of_field(name, bare[0]) if bare else None
                return (self._state(first), rest) if demand is None else (demand, bare[1:])
            case _:
                raise misplaced(first.place, "a status, or a field and its value")

    def _by(self, part: syntax.Part) -> Demand:
        if isinstance(part, syntax.Name) and self.roles and part.text in self.roles.values:
            return Demand("role", part.text)
        match part:
            case syntax.Name(text=text) | syntax.Label(text=text):
                return Demand("person", text)
            case _:
                raise misplaced(part.place, "a role, or the id of a person in quotes")

    def _of_field(self, name: str, part: syntax.Part) -> Demand | None:
        """Return that a field has a value; None if there is no such field or value."""
        of = self.types.get(name)
        if of is None:
            constant = isinstance(part, syntax.Name | syntax.Label) and name in self.constants
            return Demand(name, part.text) if constant else None  # type: ignore[union-attr]
        if isinstance(part, syntax.DayLiteral) and isinstance(of, Moment):
            return Demand(name, part.value)
        try:
            return Demand(name, written(part, of, self.zone).normal)
        except WrongTest:
            return None

    def _state(self, word: syntax.Name) -> Demand:
        """Return that the field which has such values has this one."""
        states = {name: of for name, of in self.types.items() if isinstance(of, Symbol)}
        for name, of in states.items():
            if word.text in of.values:
                return Demand(name, word.text)
        if not self.types and not self.constants:  # the statement is switched off: nothing is it
            return Demand(word.text, word.text)
        known = (*self.types, *(value for of in states.values() for value in of.values))
        raise WrongTest(UnknownValue(word.place, word.text, "what may be expected here", known))
