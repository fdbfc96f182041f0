"""Ownership: the years with the car.

A regular, wanted contact over the customer's own channel; invitations and offers that suit this
customer; birthdays and anniversaries. Service visits are a phase of their own.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `ownership`."""
    return (
        Phase(
            name="ownership",
            position=8,
            titles={"en": "Memorable ownership", "pt": "Posse Memorável"},
            doc="The years with the car, with contact that the customer welcomes.",
        ),
    )
