"""Exploration: somebody asks from afar.

Requests arrive through the web, by telephone or message and are answered there, in the person's
own time; a visit is offered. Ends when the person comes to the store.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `exploration`."""
    return (
        Phase(
            name="exploration",
            position=2,
            titles={"en": "Luxury exploration", "pt": "Exploração do Luxo"},
            doc="Questions are asked and answered from afar, until a visit.",
        ),
    )
