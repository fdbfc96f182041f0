"""The business centre: a unit that answers and calls on behalf of all departments.

Takes requests that come from afar, arranges contacts with customers and calls them for service
campaigns. A unit rather than a person, and one that many stores do not have: where it is
absent, the client experience specialist does without it.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `business_centre`."""
    return (
        Role(
            name="business_centre",
            titles={"en": "Business Centre", "pt": "Centro de Empresas"},
            doc=(
                "An optional unit that answers requests and arranges contacts for sales and "
                "service."
            ),
            also_called=(
                "Centro de Desenvolvimento de Negócio",
                "Centro de Desenvolvimento Comercial",
                "Business Development Centre",
            ),
        ),
    )
