"""CEL by cel-python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import celpy
from bench.peers import cel_rules
from bench.peers.around import answer, with_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide


def make(today: date) -> Decide:
    """Return the decision, its programs compiled."""
    environment = celpy.Environment()
    grade_of, rest_of, tasks_of = (
        environment.program(environment.compile(text))
        for text in (cel_rules.GRADE, cel_rules.REST, cel_rules.TASKS)
    )

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        plain = with_numbers(data, today)
        facts = {name: celpy.json_to_cel(value) for name, value in plain.items()}
        facts["requested_discount"] = celpy.celtypes.DoubleType(plain["requested_discount"])
        facts["grade"] = grade = grade_of.evaluate(facts)
        late, stage, discount = rest_of.evaluate(facts)
        facts |= {"overdue": celpy.celtypes.BoolType(late == "yes"), "lifecycle": stage}
        tasks = [str(task) for task in tasks_of.evaluate(facts)]
        lifecycle = None if stage == "none" else str(stage)
        return answer(plain, today, (str(grade), late == "yes", lifecycle, str(discount)), tasks)

    return decide
