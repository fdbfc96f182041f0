"""Waiting: from the contract to the day of delivery.

The customer hears regularly how the order stands, and at once when it is late. The car and its
papers are made ready. Includes the day of delivery itself, when the service advisor is
introduced.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `waiting`."""
    return (
        Phase(
            name="waiting",
            position=6,
            titles={"en": "Engaging wait", "pt": "Espera Atrativa"},
            doc=(
                "The customer waits for the car and is kept informed, up to and including delivery."
            ),
        ),
    )
