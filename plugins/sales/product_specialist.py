"""The product specialist: shows what a car can do, and knows the answer.

Guides customers through the showroom, demonstrates the car and answers technical questions,
then passes the customer on to the salesperson with what was learned. Explains the car when it
is delivered and helps with it afterwards.

Sells nothing. A store without one lets the salesperson stand in.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `product_specialist`."""
    return (
        Role(
            name="product_specialist",
            titles={"en": "Product Specialist", "pt": "Especialista de Produto"},
            doc=(
                "Demonstrates cars and explains them, before the sale, at delivery and "
                "after; does not sell."
            ),
        ),
    )
