"""Roles around the customer file that only some ways of working name.

A pack may speak of them and a store may fill them; where nobody holds one, the store says who
stands in.
"""

from forecourt.core.hooks import Role, hookimpl

ROLES = (
    Role(
        name="customer_service_supervisor",
        titles={"en": "Customer Service Supervisor", "zh": "客服主管"},
        doc="Leads customer service and decides which complaints go further up.",
    ),
    Role(
        name="customer_service",
        titles={"en": "Customer Service", "zh": "客服"},
        doc="Keeps in touch with customers for the whole house and takes their complaints.",
    ),
    Role(
        name="callback_clerk",
        titles={"en": "Call-back Clerk", "zh": "回访员"},
        doc="Calls customers back after a repair or a purchase and records what they say.",
    ),
    Role(
        name="cashier",
        titles={"en": "Cashier", "zh": "收银员"},
        doc="Takes payments and gives receipts.",
    ),
    Role(
        name="it_information_clerk",
        titles={"en": "IT Information Clerk", "zh": "IT信息员"},
        doc="Draws up lists and reports from the records of the house.",
    ),
    Role(
        name="administrator",
        titles={"en": "Administrator"},
        doc=(
            "Sets up who may use which part of the system, and makes changes that need "
            "special rights."
        ),
    ),
)


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the roles that stand in `ROLES`."""
    return ROLES
