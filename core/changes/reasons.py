"""Under which condition a rule says what an outcome shows, in the words of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from forecourt.core.engines.explain import describe

if TYPE_CHECKING:
    from forecourt.core.plan.nodes import Plan

Conditions: TypeAlias = Mapping[tuple[str, str | None], str]
"""By the name of a statement and the place that outcomes show for it."""

OTHERWISE = "otherwise"
ALWAYS = "yes"


def conditions_of(plan: Plan) -> Conditions:
    """Return the conditions of a plan: of the rows of its decisions, and of what it lists.

    What is listed in any case has none.
    """
    return dict(_conditions(plan))


def _conditions(plan: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    for decision in plan.decisions:
        if decision.reported:
            for row in decision.rows:
                said = OTHERWISE if row.condition is None else describe(row.condition, plan)
                yield (decision.name, str(row.at)), said
    for emission in plan.emissions:
        said = describe(emission.condition, plan)
        if said != ALWAYS:
            yield (emission.name, str(emission.at)), said
