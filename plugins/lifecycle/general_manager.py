"""The general manager: the head of the house.

Is told the forecasts and figures of sales and service, agrees to campaigns and to what they
cost, signs where the house itself speaks, and is the last to decide where nobody else may.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `general_manager`."""
    return (
        Role(
            name="general_manager",
            titles={
                "en": "General Manager",
                "pt": "Diretor Geral",
                "zh": "总经理",
                "ru": "Руководитель компании",
            },
            doc="Heads the house and decides what nobody else may.",
            also_called=("head of the company",),
        ),
    )
