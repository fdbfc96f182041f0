"""The service advisor: the customer's partner in everything the workshop does.

Takes the booking, receives customer and car, agrees on the work, its price and its hour, asks
before anything is added, and explains the work and the bill when the car is handed back. Is
introduced to the customer on the day of delivery and keeps in touch as long as the car lasts.

Answers for the reassuring service: booking, check-in and check-out.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `service_advisor`."""
    return (
        Role(
            name="service_advisor",
            titles={
                "en": "Service Advisor",
                "pt": "Assessor de Serviço",
                "zh": "服务顾问",
                "ru": "Мастер-приёмщик",
            },
            doc=(
                "Receives customer and car for service, agrees on the work, and answers for "
                "it until the car is handed back."
            ),
            also_called=(
                "service receptionist",
                "service adviser",
                "МП",
            ),
        ),
    )
