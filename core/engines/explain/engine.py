"""The explainer: a plan and the facts give an outcome with all its reasons."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.decisions import Decisions
from forecourt.core.engines.explain.emissions import consider, given
from forecourt.core.engines.explain.reasons import DecisionReason, EmissionReason, Explanation
from forecourt.core.engines.explain.records import subjects
from forecourt.core.engines.explain.scope import Setting
from forecourt.core.plan.outcome import Blame, Decided, Emitted, Missing, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Plan


def explain(
    plan: Plan, facts: Facts, *, functions: Mapping[str, Callable[..., Any]] | None = None
) -> Explanation:
    """Return the outcome of a plan for one file, and why it is so.

    `functions` are the plugins' functions by name.

    Raises:
        FunctionFailed: a plugin's function raised.
    """
    decisions = Decisions(Setting(plan, facts, functions or {}))
    records = subjects(plan.schema, facts)
    of_file = tuple(
        decisions.of(decision.name, held)
        for decision in plan.decisions
        for held in records.get(decision.subject, ())
    )
    emissions = tuple(
        consider(emission, decisions.scope(held))
        for emission in plan.emissions
        for held in records.get(emission.subject, ())
    )
    outcome = _outcome(plan, facts, of_file, emissions)
    return Explanation(outcome, decisions.made(), emissions)


def _outcome(
    plan: Plan,
    facts: Facts,
    decisions: tuple[DecisionReason, ...],
    emissions: tuple[EmissionReason, ...],
) -> Outcome:
    position = {name: index for index, name in enumerate(plan.statements)}

    def by_statement(entry: Decided | Emitted) -> tuple[int, str]:
        return position.get(entry.name, len(position)), entry.id

    reported = [made for made in decisions if made.reported]
    decided = [
        Decided(made.name, made.model, made.id, given(made.value), made.certain, made.row)
        for made in reported
    ]
    emitted = [occurrence.emitted for made in emissions for occurrence in made.occurrences]
    return Outcome(
        facts.model,
        facts.root.id,
        tuple(sorted(decided, key=by_statement)),
        tuple(sorted((*_violations(decisions), *emitted), key=by_statement)),
        _missing((*reported, *emissions), position),
    )


def _violations(decisions: Iterable[DecisionReason]) -> list[Emitted]:
    """Return one for each decision of which more than one row holds where only one may."""
    return [
        Emitted("violation", made.name, made.model, made.id, None, ())
        for made in decisions
        if made.ambiguous
    ]


def _missing(
    reasons: Iterable[DecisionReason | EmissionReason], position: Mapping[str, int]
) -> tuple[Missing, ...]:
    """Return what is blamed, each with the statements that it matters to."""
    matters: defaultdict[Blame, set[str]] = defaultdict(set)
    for reason in reasons:
        for blame in reason.blame:
            matters[blame].add(reason.name)

    def in_order(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: (position.get(name, len(position)), name)))

    return tuple(Missing(blame, in_order(matters[blame])) for blame in sorted(matters))
