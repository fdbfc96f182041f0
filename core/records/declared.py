"""One class that a plugin wrote, read into the schema's terms, with what is wrong with it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args, get_origin, get_type_hints

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.models import (
    AbsenceMissing,
    DefaultUnfit,
    NameReserved,
    NoLanguageType,
    RangeUnfit,
    ReferenceUnknown,
    SymbolUnknown,
)
from forecourt.core.records.models import Listed, Record, Referring
from forecourt.core.records.reserved import LOGIC_WORDS
from forecourt.core.records.schema import Absence, FieldSchema
from forecourt.core.values.ranges import KEPT, Interval, usual_range
from forecourt.core.values.reading import Unfit, from_json
from forecourt.core.values.types import Many, Money, Order, Reference, Symbol, Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

_LANGUAGE_TYPES = get_args(Type)
_ABSENCES = {absence.value for absence in Absence}
_NO_ZONE = "UTC"
"""Defaults are never moments with an offset, so the zone makes no difference to them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A class of a plugin, as a source of fields for the model `model`."""

    plugin: str
    model: str
    fields: type[Record]

    def place(self) -> Place:
        """Return where the class is written; its first line if that can be found."""
        try:
            line = inspect.getsourcelines(self.fields)[1]
        except (OSError, TypeError):
            line = 1
        return Place(self.fields.__module__, line)

    def where(self) -> tuple[Place, str, str]:
        """Return what each finding about the class begins with: place, plugin, model."""
        return self.place(), self.plugin, self.model


@dataclass(frozen=True, slots=True)
class Known:
    """What fields may name: models, and levels, stages or choices."""

    models: tuple[str, ...]
    symbols: Mapping[str, Symbol]


def declared_fields(source: Source, known: Known) -> Iterator[FieldSchema | Diagnostic]:
    """Yield the fields that a class declares, and a diagnostic for each that cannot be used."""
    hints = _annotations(source.fields)
    for attribute, info in source.fields.model_fields.items():
        name = attribute.removesuffix("_")
        yield _Declaration(source, known, name, hints.get(attribute), info).read()


def _annotations(model: type[Record]) -> dict[str, Any]:
    """Return the annotations of a class; none if they name what its module does not have."""
    try:
        return get_type_hints(model, include_extras=True)
    except (NameError, AttributeError, TypeError, SyntaxError):
        return {}


@dataclass(frozen=True, slots=True)
class _Declaration:
    """One line of a class: a field's name, its annotation, and what `unknown(...)` noted."""

    source: Source
    known: Known
    name: str
    annotation: Any
    info: FieldInfo

    def read(self) -> FieldSchema | Diagnostic:
        if self.name in LOGIC_WORDS:
            return NameReserved(*self._where())
        if self._details().get("absence") not in _ABSENCES:
            return AbsenceMissing(*self._where())
        kind = self._type(_marker(self.annotation))
        return kind if isinstance(kind, Diagnostic) else self._with_default(kind)

    def _where(self) -> tuple[Place, str, str, str]:
        return *self.source.where(), self.name

    def _details(self) -> dict[str, Any]:
        extra = self.info.json_schema_extra
        return extra if isinstance(extra, dict) else {}

    def _type(self, marker: Any) -> Type | Diagnostic:
        match marker:
            case Listed():
                return self._symbol()
            case Referring():
                return self._reference()
            case Many(element):
                kind = self._type(element)
                return kind if isinstance(kind, Diagnostic) else Many(kind)
            case _ if isinstance(marker, _LANGUAGE_TYPES):
                return cast("Type", marker)
            case _:
                return NoLanguageType(*self._where())

    def _symbol(self) -> Symbol | Diagnostic:
        details, symbols = self._details(), self.known.symbols
        if details.get("choices"):
            name = f"{self.source.model}.{self.name}"
            is_open = details.get("open", False)
            return Symbol(name, Order.CHOICES, tuple(details["choices"]), is_open)
        named = details.get("symbol", "")
        return symbols.get(named) or SymbolUnknown(*self._where(), named, tuple(symbols))

    def _reference(self) -> Reference | Diagnostic:
        target = self._details().get("refers_to")
        if target in self.known.models:
            return Reference(target)
        return ReferenceUnknown(*self._where(), target, self.known.models)

    def _with_default(self, kind: Type) -> FieldSchema | Diagnostic:
        details = self._details()
        absence = Absence(details["absence"])
        try:
            limits = self._range(kind)
        except Unfit as unfit:
            return RangeUnfit(*self._where(), unfit.expected)
        try:
            value = self._default(absence, kind, limits or usual_range(kind))
        except Unfit as unfit:
            return DefaultUnfit(*self._where(), unfit.expected)
        return FieldSchema(
            self.name,
            kind,
            absence,
            self.info.description or "",
            value,
            details.get("personal", False),
            self.source.plugin,
            limits,
        )

    def _default(self, absence: Absence, kind: Type, limits: Interval | None) -> Any:
        if absence is not Absence.DEFAULT:
            return None
        return self._written(self.info.default, kind, limits)

    def _range(self, kind: Type) -> Interval | None:
        """Return the range that the line states, the end that it leaves out as usual."""
        details, usual = self._details(), usual_range(kind)
        if details.keys().isdisjoint(("low", "high")):
            return None
        if usual is None or isinstance(kind, Many):
            raise Unfit("none, because only a number has a least and a most")
        low = self._written(details["low"], kind) if "low" in details else usual.low
        high = self._written(details["high"], kind) if "high" in details else usual.high
        if low > high:
            raise Unfit("the least not to be more than the most")
        return Interval(low, high)

    @staticmethod
    def _written(value: Any, kind: Type, limits: Interval | None = None) -> Any:
        """Return the normal form of a value that the line states.

        Raises:
            Unfit: it is no value of the type, or one that depends on the store's currency.
        """
        if kind == Money() and value != 0:
            raise Unfit("0, because the currency of an amount is not known before a store is")
        return from_json(value, kind, _NO_ZONE, limits or KEPT)


def _marker(annotation: Any) -> Any:
    """Return the language type, or the mark for one, that an annotation carries; else None."""
    if get_origin(annotation) is Annotated:
        return annotation.__metadata__[0]
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and len(arguments) == 2:  # noqa: PLR2004 - (X, ...)
        element = _marker(arguments[0])
        return Many(element) if element is not None else None
    inner = [each for each in arguments if each is not NoneType]
    return _marker(inner[0]) if len(inner) == 1 else None
