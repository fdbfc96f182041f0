"""CEL by common-expression-language, in Rust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers import cel_rules
from bench.peers.around import answer, with_numbers
from cel import compile as compile_cel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide


def make(today: date) -> Decide:
    """Return the decision, its programs compiled."""
    grade_of, rest_of, tasks_of = (
        compile_cel(text) for text in (cel_rules.GRADE, cel_rules.REST, cel_rules.TASKS)
    )

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        facts["grade"] = grade = grade_of.execute(facts)
        late, stage, discount = rest_of.execute(facts)
        overdue, lifecycle = late == "yes", None if stage == "none" else stage
        facts |= {"overdue": overdue, "lifecycle": lifecycle}
        return answer(facts, today, (grade, overdue, lifecycle, discount), tasks_of.execute(facts))

    return decide
