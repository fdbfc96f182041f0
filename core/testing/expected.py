"""Reading `expect` lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.checking import UnknownName, UnknownValue
from forecourt.core.syntax import nodes as syntax
from forecourt.core.testing.expectations import (
    Demand,
    Expectation,
    ExpectedGap,
    ExpectedItem,
    ExpectedValue,
)
from forecourt.core.testing.literals import (
    WrongTest,
    dotted,
    items,
    misplaced,
    misplaced_line,
    parts_of,
    written,
)
from forecourt.core.values.types import Many, Moment, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.diagnostics import Place
    from forecourt.core.testing.known import Known
    from forecourt.core.values.types import Type

GAPS = {"missing": "field", "not_configured": "parameter"}
"""What may be expected to be missing, and how outcomes blame it."""

FORMS = "a decision and its value, `missing FIELD`, or a kind such as `task` and a name"


@dataclass(frozen=True, slots=True)
class _Line:
    """An `expect` line without the word `no` and without the record that it is about."""

    line: syntax.Line
    words: str
    subject: str | None
    negated: bool
    parts: list[syntax.Part]

    @property
    def about(self) -> tuple[Place, str, str | None]:
        """Return what every expectation begins with."""
        return self.line.body.place, self.words, self.subject


def read_expectation(line: syntax.Line, known: Known) -> Expectation | None:
    """Return what a line expects; None if that cannot be told before what it names is mended.

    Raises:
        WrongTest: it names what does not exist, or cannot be read.
    """
    read = _without_frame(line, known)
    first = dotted(read.parts[0]) if read.parts else None
    if first is None:
        raise misplaced(read.parts[0], FORMS) if read.parts else misplaced_line(line, FORMS)
    if first in GAPS:
        return _gap(read, GAPS[first], known)
    kinds = {one for one, _ in known.emissions} | {"violation", *known.registry.vocabulary.kinds}
    if first in kinds and first not in known.decisions:
        return _item(read, first, known)
    return _value(read, first, known)


def _without_frame(line: syntax.Line, known: Known) -> _Line:
    parts = parts_of(line)
    subject = None
    negated = False
    match parts:
        case [syntax.Aggregate(operator="no", path=path), *rest]:
            parts, negated = [path, *rest], True
    match parts:
        case [*rest, syntax.Mark(word="for"), syntax.Label(text=text)]:
            parts, subject = rest, text
    return _Line(line, f"`{known.written(line.body.place)}`", subject, negated, parts)


def _gap(line: _Line, kind: str, known: Known) -> ExpectedGap | None:
    name = dotted(line.parts[1]) if len(line.parts) == 2 else None  # noqa: PLR2004 - word and name
    if name is None:
        raise misplaced_line(line.line, "one name after it")
    models = known.plan.schema.models.values()
    if kind == "field":
        names = {field for model in models for field in model.fields}
        names |= {f"{model.name}.{field}" for model in models for field in model.fields}
    else:
        names = set(known.plan.parameters)
        if name not in names and known.is_doubtful(name):
            return None
    if name not in names:
        raise WrongTest(UnknownName(line.parts[1].place, name, None, tuple(sorted(names))))
    return ExpectedGap(*line.about, kind, name, line.negated)


def _value(line: _Line, name: str, known: Known) -> ExpectedValue | None:
    meant = known.decisions.get(name, ())
    if not meant and known.is_doubtful(name):
        return None
    if not meant:
        raise WrongTest(UnknownName(line.parts[0].place, name, None, tuple(known.decisions)))
    parts = _no_before_uncertain(line.parts[1:])
    certain = not (parts and _is_word(parts[-1], "uncertain"))
    parts = parts if certain else parts[:-1]
    if not parts or line.negated:
        raise misplaced_line(line.line, f"`{name}` and the value that it should have")
    of, value = _typed(parts, [one.type for one in meant], known.plan.zone)
    names = tuple(one.name for one in meant if one.type == of)
    return ExpectedValue(*line.about, name, names, of, value, certain)


def _no_before_uncertain(parts: list[syntax.Part]) -> list[syntax.Part]:
    """Return the parts with `no uncertain` read as the value `no` and a word of its own.

    Anywhere else `no` before a name is the quantifier.
    """
    match parts:
        case [
            *before,
            syntax.Aggregate(
                operator="no", path=syntax.Name(text="uncertain") as word, where=None, place=place
            ),
        ]:
            return [*before, syntax.YesNoLiteral(value=False, place=place), word]
    return parts


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
        raise misplaced(parts[1], "one value")
    if _is_word(parts[0], "none") and not (isinstance(of, Symbol) and "none" in of.values):
        return None
    return written(parts[0], of, zone).normal


def _is_word(part: syntax.Part, word: str) -> bool:
    return isinstance(part, syntax.Name) and part.text == word


# Emissions ---------------------------------------------------------------------------------


def _item(line: _Line, kind: str, known: Known) -> ExpectedItem | None:
    name = dotted(line.parts[1]) if len(line.parts) > 1 else None
    if name is None:
        raise misplaced_line(line.line, f"the name of {with_article(kind)}")
    names = known.names_of(kind)
    if name not in names and known.is_doubtful(name):
        return None
    if name not in names:
        raise WrongTest(UnknownName(line.parts[1].place, name, None, names))
    emission = known.emissions.get((kind, name))
    if emission is None:  # the statement is switched off, or wrong itself: nothing is it
        return ExpectedItem(*line.about, kind, name, (), line.negated)
    fields = _Fields(
        {field: expr.type for field, expr in emission.fields},
        emission.constants,
        known.registry.vocabulary.symbols.get("role"),
        known.plan.zone,
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
            case syntax.Name(text=name) if name in self.types or name in self.constants:
                return self._of_field(first, rest)
            case syntax.Name():
                return self._state(first), rest
            case _:
                raise misplaced(first, "a status, or a field and its value")

    def _by(self, part: syntax.Part) -> Demand:
        match part:
            case syntax.Label(text=text):
                return Demand("person", text)
            case syntax.Name(text=text) if self.roles and text in self.roles.values:
                return Demand("role", text)
            case syntax.Name(text=text) if self.roles:
                raise WrongTest(UnknownValue(part.place, text, "role", self.roles.values))
            case _:
                raise misplaced(part, "a role, or the id of a person in quotes")

    def _of_field(
        self, field: syntax.Name, rest: list[syntax.Part]
    ) -> tuple[Demand, list[syntax.Part]]:
        """Return that a field has the value that follows, after a mark as in `due by`.

        A word that is a field and a state, too, is a state where no value of the field follows.
        """
        values = rest[1:] if rest and isinstance(rest[0], syntax.Mark) else rest
        may_be_state = not values or isinstance(rest[0], syntax.Mark | syntax.Name)
        try:
            if not values:
                raise misplaced(field, f"`{field.text}` and its value")
            return Demand(field.text, self._wanted(field.text, values[0])), values[1:]
        except WrongTest:
            if may_be_state and self._states_with(field.text):
                return self._state(field), rest
            raise

    def _wanted(self, field: str, part: syntax.Part) -> Any:
        """Return the value that a field must have; a day is met by any moment on it."""
        of = self.types.get(field) or (self.roles if field == "role" else None)
        if isinstance(part, syntax.DayLiteral) and isinstance(of, Moment):
            return part.value
        if of is not None:
            return written(part, of, self.zone).normal
        if isinstance(part, syntax.Name | syntax.Label):
            return part.text
        raise misplaced(part, f"a name or a text, as `{field}` is")

    def _state(self, word: syntax.Name) -> Demand:
        """Return that the field which has such values has this one."""
        for field in self._states_with(word.text):
            return Demand(field, word.text)
        states = [of for of in self.types.values() if isinstance(of, Symbol)]
        known = (*self.types, *(value for of in states for value in of.values))
        raise WrongTest(UnknownValue(word.place, word.text, "what may be expected here", known))

    def _states_with(self, word: str) -> list[str]:
        """Return the fields of symbol types that have a value."""
        return [
            name for name, of in self.types.items() if isinstance(of, Symbol) and word in of.values
        ]
