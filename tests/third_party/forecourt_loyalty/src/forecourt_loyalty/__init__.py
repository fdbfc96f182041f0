"""Loyalty points: a balance on each lead, what it is worth, who gives what for it, and when."""

from forecourt.core.check.functions import Function
from forecourt.core.check.kinds import Kind
from forecourt.core.hooks import Extension, Role, hookimpl
from forecourt_loyalty.functions import VOUCHERS
from forecourt_loyalty.kinds import Reward
from forecourt_loyalty.records import LoyaltyFields


@hookimpl
def provide_records() -> tuple[Extension, ...]:
    """Return the field that every lead gets."""
    return (Extension("lead", LoyaltyFields),)


@hookimpl
def provide_functions() -> tuple[Function, ...]:
    """Return the function `vouchers`."""
    return (VOUCHERS,)


@hookimpl
def provide_kinds() -> tuple[type[Kind], ...]:
    """Return the kind `reward`."""
    return (Reward,)


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `loyalty_host`."""
    return (
        Role(
            name="loyalty_host",
            titles={"en": "Loyalty Host", "pt": "Anfitrião de Fidelização"},
            doc="Gives customers what their points are worth.",
        ),
    )
