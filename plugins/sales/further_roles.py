"""Roles of the showroom that only some ways of working name.

A pack may speak of them and a store may fill them; where nobody holds one, the store says who
stands in.
"""

from forecourt.core.hooks import Role, hookimpl

ROLES = (
    Role(
        name="sales_director",
        titles={"en": "Sales Director", "zh": "销售总监"},
        doc="Directs the sales managers and sets the sales policy of the house.",
    ),
    Role(
        name="showroom_manager",
        titles={"en": "Showroom Manager", "zh": "展厅主管"},
        doc="Keeps the showroom in order day by day: cars, places, people on duty.",
        also_called=("showroom supervisor",),
    ),
    Role(
        name="test_drive_specialist",
        titles={"en": "Test Drive Specialist", "zh": "试驾专员"},
        doc="Prepares the test-drive cars, rides along and brings them back.",
        also_called=("test drive escort",),
    ),
    Role(
        name="front_desk",
        titles={"en": "Front Desk", "zh": "前台"},
        doc="Welcomes who comes in or calls, and passes them on.",
        also_called=(
            "welcome desk",
            "reception",
        ),
    ),
    Role(
        name="sales_information_clerk",
        titles={"en": "Sales Information Clerk", "zh": "销售信息员"},
        doc="Files what the sales team hands in and keeps its records complete.",
    ),
    Role(
        name="stock_keeper",
        titles={"en": "Stock Keeper", "zh": "库管"},
        doc="Keeps cars in stock and their keys, and has both signed for.",
    ),
    Role(
        name="maker_business_office",
        titles={"en": "Maker's Business Office"},
        doc="The maker's office for this store's business; stands outside the store.",
        also_called=("DFPV vehicle business office",),
    ),
)


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the roles that stand in `ROLES`."""
    return ROLES
