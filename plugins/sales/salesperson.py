"""The salesperson: one customer's partner from the first talk to the next car.

Finds out what the customer needs, makes the offer, values a car taken in part exchange,
negotiates, closes the deal and sees to its papers. Keeps the customer informed while the car is
on its way, is there when it is delivered, and stays in touch afterwards. Stands in for the
product specialist, and with known customers welcomes them in person.

Answers for the order, together with the sales manager, and for keeping the customer's data up
to date after every contact.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `salesperson`."""
    return (
        Role(
            name="salesperson",
            titles={"en": "Salesperson", "pt": "Vendedor", "zh": "销售顾问", "ru": "Продавец"},
            doc=(
                "Advises a customer, makes the offer, closes the deal and keeps in touch "
                "from the first talk to the next car."
            ),
            also_called=(
                "Executivo de Vendas",
                "sales executive",
                "sales consultant",
                "sales adviser",
                "business staff",
            ),
        ),
    )
