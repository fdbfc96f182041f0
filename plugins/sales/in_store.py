"""In store: the welcome.

The visit is prepared from what is known, the customer is welcomed, listened to and shown round.
What is learned about needs and preferences is recorded and passed on with the customer.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `in_store`."""
    return (
        Phase(
            name="in_store",
            position=3,
            titles={"en": "Unique in-store experience", "pt": "Experiência Única na Loja"},
            doc="The customer visits, is welcomed and says what is wanted.",
        ),
    )
