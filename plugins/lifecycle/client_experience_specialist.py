"""The client experience specialist: the voice and the welcome of the house.

Answers what customers ask from afar, books visits, welcomes those who come and passes them on.
Knows how, when and through which channel a customer wants to be spoken to, and arranges
contacts with those who make them.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `client_experience_specialist`."""
    return (
        Role(
            name="client_experience_specialist",
            titles={
                "en": "Client Experience Specialist",
                "pt": "Especialista em Experiência do Cliente",
                "zh": "客服专员",
            },
            doc=(
                "Welcomes customers, answers their first questions and arranges when and "
                "how they are contacted."
            ),
            also_called=(
                "Especialista Experiência de Cliente",
                "Especialista da Experiência do Cliente",
                "customer-care specialist",
            ),
        ),
    )
