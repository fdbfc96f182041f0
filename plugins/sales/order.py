"""Order: from the offer to the signed contract.

The car is configured, a used car valued, an offer made, explained and followed up, finance
arranged, the contract signed. Sales manager and salesperson answer for this phase.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `order`."""
    return (
        Phase(
            name="order",
            position=5,
            titles={"en": "Effortless order", "pt": "Pedido sem Esforço"},
            doc="An offer is made, agreed on and signed.",
        ),
    )
