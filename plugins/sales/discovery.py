"""Discovery: somebody becomes aware of the brand.

Events, launches, advertising and the web bring people into contact with the brand; nobody has
asked for anything yet. Ends with the first request. Sales supports this phase; nobody in the
store answers for it alone.
"""

from forecourt.core.hooks import Phase, hookimpl


@hookimpl
def provide_phases() -> tuple[Phase, ...]:
    """Return the phase `discovery`."""
    return (
        Phase(
            name="discovery",
            position=1,
            titles={"en": "Discovery of our brands", "pt": "Descoberta das Nossas Marcas"},
            doc="Somebody becomes aware of the brand, before any request.",
        ),
    )
