"""What has happened: records with a time, as far as that time has come.

A contact that is entered for tomorrow shows nothing today. So whatever a task takes as a sign that
something was done is looked for among the records up to now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from forecourt.core.check import names
from forecourt.core.check.typing import YES_NO
from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.checking import Misplaced
from forecourt.core.plan import nodes as plan
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Day, Moment, Text
from forecourt.plugins.lifecycle.task.times import has_begun

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr

Picked = TypeVar("Picked", bound="plan.Best | plan.BestRecord")


def so_far(picked: Picked) -> Picked:
    """Return the latest or earliest of what has happened; another value than a time as it is."""
    if not isinstance(picked.value.type, (Day, Moment)):
        return picked
    return narrowed(picked, has_begun(picked.value))


def narrowed(picked: Picked, *conditions: Expr) -> Picked:
    """Return the latest or earliest of those elements for which the conditions hold, too."""
    source = picked.source
    where = (*conditions,) if source.where is None else (source.where, *conditions)
    return replace(picked, source=replace(source, where=plan.And(where, YES_NO)))


def time_of(record: Expr, place: Place, context: Context) -> Expr:
    """Return the time by which records of that model are ordered; rejected where there is none."""
    model = names.model_of(record, context)
    found = names.member(record, model.time, context) if model.time else None
    if found is None:
        context.fail(Misplaced(place, with_article(f"`{model.name}`"), "a record with a time"))
    return found


def id_of(record: Expr, context: Context) -> Expr:
    """Return a record's id as a text."""
    model = names.model_of(record, context)
    return plan.Field(names.as_record(record), model.name, "id", Absence.REQUIRED, Text())
