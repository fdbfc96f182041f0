"""The client experience manager: what customers feel, across all departments.

Reads surveys and other feedback, answers the bad ones, and works with sales and service on what
has to change. Plans events and campaigns together with the sales manager.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `client_experience_manager`."""
    return (
        Role(
            name="client_experience_manager",
            titles={"en": "Client Experience Manager", "pt": "Gestor de Experiência do Cliente"},
            doc=(
                "Answers for what customers experience in sales and service, and for what "
                "follows from their feedback."
            ),
            also_called=(
                "Gestor Experiência de Cliente",
                "Gestor da Experiência do Cliente",
            ),
        ),
    )
