"""The rows of a base as a database sees them: which columns there are, and whether they fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecourt.core.bases.layout import is_part, keys, natural_type
from forecourt.core.bases.reading import fits
from forecourt.core.diagnostics import Place, Severity
from forecourt.core.diagnostics.bases import (
    BaseEmpty,
    BaseUnreadable,
    ColumnLacking,
    ColumnTypeUnfit,
    ColumnUnknown,
    ModelUnknown,
)
from forecourt.core.records.classes import Surroundings
from forecourt.core.records.schema import Absence, Schema
from forecourt.core.values.types import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from forecourt.core.bases.databases import Database, Source
    from forecourt.core.bases.layout import Base
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.schema import FieldSchema
    from forecourt.core.values.types import Type


class BaseUnfit(Exception):  # noqa: N818 - it says what is the matter
    """A base cannot be run; `findings` say why."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__(findings[0].message)
        self.findings = findings


def in_currency(schema: Schema, currency: str | None) -> Schema:
    """Return a schema whose amounts are in the store's currency where they name none."""
    surroundings = Surroundings("UTC", currency)

    def settled(field: FieldSchema) -> FieldSchema:
        return replace(field, type=surroundings.settled(field.type))

    models = {
        name: replace(model, fields={key: settled(one) for key, one in model.fields.items()})
        for name, model in schema.models.items()
    }
    return Schema(models, schema.roots)


def sources(
    database: Database, base: Base, schema: Schema, models: Collection[str] | None = None
) -> tuple[dict[str, Source], tuple[Diagnostic, ...]]:
    """Return the rows of each model that has some, and warnings; None stands for all models.

    Raises:
        BaseUnfit: there are no rows, a file cannot be read, or columns do not fit.
    """
    found: dict[str, Source] = {}
    problems: list[Diagnostic] = list(_unknown_models(base, schema))
    wanted = schema.models if models is None else models
    for model in wanted:
        try:
            source = database.source_of(base, model)
        except database.failures as error:
            problems.append(BaseUnreadable(_place(model), model, first_line(error)))
            continue
        if source is not None:
            found[model] = source
            problems += _misfits(model, schema, source.columns)
    if schema.roots[0] in wanted and schema.roots[0] not in found:
        problems.append(BaseEmpty(_place("base"), f"{schema.roots[0]}.parquet"))
    if errors := [one for one in problems if one.severity is Severity.ERROR]:
        raise BaseUnfit(*errors)
    return found, tuple(problems)


def first_line(error: BaseException) -> str:
    """Return what an error says, on one line."""
    said, *_ = str(error).strip().split("\n")
    return (said[:1].lower() + said[1:]).rstrip(".")


def _place(name: str) -> Place:
    return Place(name, 1)


def _unknown_models(base: Base, schema: Schema) -> Iterator[Diagnostic]:
    for name in base.names():
        if name not in schema.models:
            yield ModelUnknown(_place(name), name, tuple(schema.models))


def _misfits(model: str, schema: Schema, columns: Mapping[str, str]) -> Iterator[Diagnostic]:
    fields = schema.models[model].fields
    wanted: dict[str, Type] = dict.fromkeys(keys(model, schema), Text())
    wanted |= {name: field.type for name, field in fields.items()}
    for name, found in columns.items():
        if name not in wanted:
            yield ColumnUnknown(_place(model), model, name, tuple(wanted))
        elif not fits(wanted[name], found):
            expected = natural_type(wanted[name])
            yield ColumnTypeUnfit(_place(model), model, name, found, expected)
    for name in _needed(model, schema):
        if name not in columns:
            yield ColumnLacking(_place(model), model, name, natural_type(wanted[name]))


def _needed(model: str, schema: Schema) -> Iterator[str]:
    """Yield the columns without which no row can be used; parts may go by their owner's id."""
    for key in keys(model, schema):
        if key != "id" or not is_part(model, schema):
            yield key
    for name, field in schema.models[model].fields.items():
        if field.absence is Absence.REQUIRED and name != "id":
            yield name
