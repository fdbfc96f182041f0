"""Perfect start: the first time with the car.

Begins after delivery: first impressions are asked for, questions answered, dissatisfaction met
quickly, accessories offered where they help. How long it lasts is for a pack to say.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `perfect_start`."""
    return (
        Phase(
            name="perfect_start",
            position=7,
            titles={"en": "Perfect start", "pt": "Começo Perfeito"},
            doc="The first time after delivery: impressions, questions, remedies.",
        ),
    )
