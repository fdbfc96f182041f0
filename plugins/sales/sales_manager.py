"""The sales manager: answers for what is sold and for the people who sell.

Sets targets and follows the figures, trains and guides the sales team, plans the orders and the
stock of new cars. Checks contracts and valuations, grants what a salesperson may not, and is
told of bad feedback and of late deliveries first. Welcomes customers in the public eye.

Answers for the order, together with the salesperson, and for renewal; supports the phases
between, except service.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `sales_manager`."""
    return (
        Role(
            name="sales_manager",
            titles={"en": "Sales Manager", "pt": "Gerente de Vendas", "zh": "销售经理"},
            doc=(
                "Leads the sales team, answers for its results, and decides what goes "
                "beyond a salesperson's limits."
            ),
            also_called=(
                "sales department manager",
                "销售部经理",
            ),
        ),
    )
