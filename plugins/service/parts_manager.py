"""The parts manager: the right part, there on the right day.

Checks before an appointment that the parts are there, orders what is missing, says when it will
come, and keeps parts and accessories in stock.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `parts_manager`."""
    return (
        Role(
            name="parts_manager",
            titles={"en": "Parts Manager", "pt": "Responsável Peças"},
            doc="Has the parts that an appointment or an order needs ready in time.",
        ),
    )
