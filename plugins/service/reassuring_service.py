"""Reassuring service: booking, check-in and check-out.

A service or a repair, from the customer's request to the car's return: the appointment is made
and prepared, the car received and the work agreed on, and the car given back with work and bill
explained. The service advisor answers for this phase. It may occur many times, and at any point
of ownership.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `reassuring_service`."""
    return (
        Phase(
            name="reassuring_service",
            position=9,
            titles={"en": "Reassuring service", "pt": "Resolução Tranquilizadora"},
            doc="A service or repair from booking through check-in to check-out.",
        ),
    )
