"""All statements of a plan, worked out in columns one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.columns import NotInColumns
from forecourt.core.engines.columns.decisions import decide
from forecourt.core.engines.columns.emissions import Emitted, emit
from forecourt.core.engines.columns.failures import CannotSay, NotDecided
from forecourt.core.engines.columns.frames import Frame
from forecourt.core.engines.columns.horizons.decided import staying
from forecourt.core.engines.columns.horizons.emitted import emission_staying
from forecourt.core.engines.columns.inputs import ids_above
from forecourt.core.engines.columns.scope import Scope, Session, Subject
from forecourt.core.plan.nodes import Decision
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.plan.nodes import Emission, Plan

_ANY_MOMENT = datetime(2000, 1, 1)
"""Whether there is SQL for something doesn't depend on the moment."""


def worked_out(session: Session) -> Iterator[Emitted]:
    """Work out the decisions, which subjects then hold, and yield the emissions.

    Raises:
        CannotSay: part of the plan has no SQL.
    """
    for decision in session.plan.decisions:
        _decide(decision, session)
    for emission in session.plan.emissions:
        scope = _scope(emission.subject, session)
        made = emit(emission, scope)
        yield replace(made, staying=emission_staying(made, scope)) if session.next_change else made


def not_in_columns(plan: Plan) -> tuple[Diagnostic, ...]:
    """Return a finding for each statement that has no SQL, at its place.

    What only reads such a decision isn't a finding of its own.
    """
    with collection_paused():
        return tuple(_findings(Session(plan, _ANY_MOMENT)))


def _findings(session: Session) -> Iterator[Diagnostic]:
    statements: tuple[Decision | Emission, ...] = (
        *session.plan.decisions,
        *session.plan.emissions,
    )
    for statement in statements:
        try:
            _try(statement, session)
        except NotDecided:
            continue
        except CannotSay as found:
            yield NotInColumns(statement.at, statement.name, str(found))


def _try(statement: Decision | Emission, session: Session) -> None:
    if isinstance(statement, Decision):
        _decide(statement, session)
    else:
        emit(statement, _scope(statement.subject, session))


def _decide(decision: Decision, session: Session) -> None:
    scope = _scope(decision.subject, session)
    made = scope.subject.decided[decision.name] = decide(decision, scope)
    if session.next_change:
        scope.subject.staying[decision.name] = staying(decision, made, scope)


def _scope(model: str, session: Session) -> Scope:
    """Return the scope of the statements about a model; its rows are the same for all."""
    if model not in session.subjects:
        session.tables.add(model)
        keys = (*ids_above(model, session.plan.schema), "id")
        session.subjects[model] = Subject(model, Frame(model, model, keys))
    subject = session.subjects[model]
    return Scope(session, subject, subject.frame)
