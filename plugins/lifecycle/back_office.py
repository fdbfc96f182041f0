"""The back office: papers, payments and files.

Completes what sales and service begin: contracts, registration, invoices, and payments that
were not made on the spot.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `back_office`."""
    return (
        Role(
            name="back_office",
            titles={"en": "Back Office", "pt": "Back office"},
            doc=(
                "Sees to contracts, registration, invoices and payments, for sales and "
                "service alike."
            ),
        ),
    )
