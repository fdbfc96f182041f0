"""Emissions, in columns: whether something is listed for a row, its fields, what it asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecourt.core.engines.columns import dispatch
from forecourt.core.engines.columns.blame import Blame, united, where
from forecourt.core.engines.columns.cells import put_blame
from forecourt.core.engines.columns.horizons.combining import NEVER
from forecourt.core.engines.columns.series import occurring
from forecourt.core.engines.columns.sql import TEXT, holds, null, op

if TYPE_CHECKING:
    from forecourt.core.engines.columns.frames import Frame
    from forecourt.core.engines.columns.occurrences import Occurring
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n


@dataclass(frozen=True, slots=True)
class EmissionStaying:
    """Until when what an emission makes of a row stays, if that is asked for."""

    whole: Sql = NEVER
    """Of the subject's rows; with a series, but for what its occurrences tell."""
    of_occurrence: Sql = NEVER
    """Of the rows of occurrences, if it has such."""


@dataclass(frozen=True)
class Emitted:
    """An emission, for the rows of `frame`: the subject's, or one for each occurrence."""

    emission: n.Emission
    frame: Frame
    there: Sql
    """Whether it is emitted."""
    occurrence: Sql
    fields: tuple[Sql, ...]
    blame: Blame
    """Of the subject's rows: what keeps it, or further occurrences, unknown."""
    of_occurrence: Blame
    """Of the rows of `frame`, where it is emitted: what its fields lack."""
    scope: Scope
    """Where its fields are worked out."""
    occurring: Occurring | None = None
    staying: EmissionStaying = EmissionStaying()


def emit(emission: n.Emission, scope: Scope) -> Emitted:
    """Return what an emission makes of a subject's rows."""
    condition = scope.truth(emission.condition)
    there = scope.frame.put(holds(condition.truth))
    if emission.per is None:
        return _emitted(emission, scope, there, condition.blame)
    found = occurring(emission.per, there, scope)
    blame = put_blame(united(condition.blame, found.blame), scope.frame)
    made = _emitted(emission, found.inner, found.inner.frame.put(found.there), blame)
    return replace(made, occurring=found)


def _emitted(emission: n.Emission, scope: Scope, there: Sql, blame: Blame) -> Emitted:
    frame = scope.frame
    cells = [scope.cell(value) for _, value in emission.fields]
    asked = [scope.cell(value).blame for name, value in emission.fields if name in emission.blamed]
    asked += [_blame_of(node, scope) for node in emission.asks]
    name: Sql = null(TEXT)
    if emission.occurrence is not None:
        name = frame.put(op("text of", scope.cell(emission.occurrence).value))
    return Emitted(
        emission,
        frame,
        there,
        name,
        tuple(frame.put(cell.value) for cell in cells),
        blame,
        put_blame(where(there, united(*asked)), frame),
        scope,
    )


def _blame_of(node: n.Expr, scope: Scope) -> Blame:
    if isinstance(node, dispatch.conditions()):
        return scope.truth(node).blame
    return scope.cell(node).blame
