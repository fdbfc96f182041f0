"""Renewal: the next car.

The customer's needs have changed, or the car has come of age: repurchase is suggested, by
invitation, by new models, by a talk at the right moment. The sales manager answers for this
phase; it leads back to discovery or straight to an order.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `renewal`."""
    return (
        Phase(
            name="renewal",
            position=10,
            titles={"en": "Renewed loyalty", "pt": "Fidelidade Renovada"},
            doc="The customer is won for the next car.",
        ),
    )
