"""What surveys say, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.values.arithmetic import div

if TYPE_CHECKING:
    from bench.by_hand.frame import File

DELIGHTED_FROM = 2
ACCEPTABLE_FROM = -1
DECIMAL = 1_000_000
"""One in the normal form of decimals."""
SCALE = {"very_satisfied": 100, "satisfied": 75, "neutral": 50, "dissatisfied": 25}
OVERALL = {**SCALE, "very_dissatisfied": 0}
ITEMS = ("overall", "cleanliness", "explanation", "work_done", "lounge")
POINTS = {
    **{(item, value): points for item in ITEMS for value, points in SCALE.items()},
    ("next_service_told", "yes"): 100,
}
"""The points of an answer, by item and value."""
COUNTED = {*ITEMS, "next_service_told"}


def look_at_survey(survey: Any, file: File) -> None:
    """Decide what a survey says of satisfaction and of a repair."""
    _satisfaction(survey, file)
    answers = {(answer.item, answer.value) for answer in survey.answers}
    perhaps = [each for each in answers if None in each]
    overall, asked = _overall(survey.kind, answers, perhaps)
    _decide(survey, file, "repair_overall", overall, asked)
    points = sum([POINTS.get(each, 0) for each in answers])
    of_points = _points_asked(answers, perhaps) if perhaps else set()
    _decide(survey, file, "repair_points", points, of_points)
    mean, asked = _mean(survey, points, of_points)
    _decide(survey, file, "repair_mean", mean, asked)


def _decide(survey: Any, file: File, name: str, value: Any, asked: set[str]) -> None:
    file.decided.append((name, "survey", survey.id, value, not asked))
    for each in asked:
        file.asked.append(("survey", survey.id, each, name))


def _satisfaction(survey: Any, file: File) -> None:
    expectation, experience = survey.expectation, survey.experience
    gap, band, asked = None, None, set()
    if expectation is not None and experience is not None:
        gap = experience - expectation
        if gap >= DELIGHTED_FROM:
            band = "delighted"
        else:
            band = "acceptable" if gap >= ACCEPTABLE_FROM else "disappointed"
    elif expectation is not None:
        asked = {"experience"}
    elif experience is not None:
        asked = {"expectation"}
    _decide(survey, file, "satisfaction_gap", gap, asked)
    _decide(survey, file, "satisfaction_band", band, asked)


Answers = tuple[str | None, str | None]
"""The item and the value of an answer."""


def _unknown(perhaps: list[Answers], item: str, value: str) -> set[str]:
    """Return the fields that keep it unknown whether an item was answered so."""
    asked = set()
    for its_item, its_value in perhaps:
        if its_item in (item, None) and its_value in (value, None):
            if its_item is None:
                asked.add("answers.item")
            if its_value is None:
                asked.add("answers.value")
    return asked


def _overall(
    kind: str | None, answers: set[Answers], perhaps: list[Answers]
) -> tuple[int | None, set[str]]:
    """Return the points of the overall mark, and the fields that keep a better one possible."""
    asked: set[str] = set()
    if kind not in ("repair", None):
        return None, asked
    for value, points in OVERALL.items():
        given = ("overall", value) in answers
        if given and kind:
            return points, asked
        unknown = set() if given or not perhaps else _unknown(perhaps, "overall", value)
        asked |= unknown
        if kind is None and (given or unknown):
            asked.add("kind")
    return None, asked


def _points_asked(answers: set[Answers], perhaps: list[Answers]) -> set[str]:
    """Return the fields that keep more points possible."""
    asked: set[str] = set()
    for item, value in POINTS:
        if (item, value) not in answers:
            asked |= _unknown(perhaps, item, value)
    return asked


def _mean(survey: Any, points: int, of_points: set[str]) -> tuple[int | None, set[str]]:
    """Return the mean points of the items answered, and the fields that may change it."""
    if survey.kind not in ("repair", None):
        return None, set()
    asked = set() if survey.kind else {"kind"}
    items = [answer.item for answer in survey.answers]
    if None in items:
        return None, asked | {"answers.item"}
    answered = sum([item in COUNTED for item in items])
    if answered == 0:
        return None, set()
    if survey.kind is None:
        return None, asked
    return div(points * DECIMAL, answered), of_points
