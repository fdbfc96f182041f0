"""Presentation: the customer meets the car.

The car is demonstrated, and usually driven, in the way that suits this customer; nobody is
hurried. The product specialist leads, or a salesperson where there is none.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `presentation`."""
    return (
        Phase(
            name="presentation",
            position=4,
            titles={"en": "Personalised presentation", "pt": "Apresentação Personalizada"},
            doc="The car is demonstrated and driven in the way that suits the customer.",
        ),
    )
