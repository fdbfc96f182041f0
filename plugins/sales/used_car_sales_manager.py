"""The used-car sales manager: what a used car is worth, and what becomes of it.

Values cars offered in part exchange together with the salesperson, decides what may be paid for
them, and sells them on. Is told by service about cars in the workshop whose owners may want to
change.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `used_car_sales_manager`."""
    return (
        Role(
            name="used_car_sales_manager",
            titles={"en": "Used Car Sales Manager", "pt": "Gerente de Vendas Usados"},
            doc=(
                "Decides what is paid for cars taken in part exchange and answers for "
                "selling them on."
            ),
            also_called=(
                "Gerente de Venda de Usados",
                "used-car manager",
            ),
        ),
    )
