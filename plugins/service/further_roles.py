"""Roles of the workshop that only some ways of working name.

A pack may speak of them and a store may fill them; where nobody holds one, the store says who
stands in.
"""

from forecourt.core.hooks import Role, hookimpl

ROLES = (
    Role(
        name="technician",
        titles={"en": "Technician", "zh": "技师"},
        doc="Does the work on the car and reports what else was found.",
    ),
    Role(
        name="technical_director",
        titles={"en": "Technical Director", "zh": "技术总监"},
        doc="Has the last word on technical questions and signs for difficult repairs.",
    ),
)


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the roles that stand in `ROLES`."""
    return ROLES
