"""The service manager: answers for the whole of after-sales.

Leads the service advisors, and the workshop through its manager; decides what a service advisor
may not grant, hears of serious complaints and of repairs that failed, and joins the sales side
in finding a way out when an owner is dissatisfied.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `service_manager`."""
    return (
        Role(
            name="service_manager",
            titles={"en": "Service Manager", "pt": "Gerente de Serviço", "zh": "服务经理"},
            doc="Leads after-sales and decides what goes beyond a service advisor's limits.",
            also_called=(
                "service leader",
                "station head",
                "维修站站长",
            ),
        ),
    )
