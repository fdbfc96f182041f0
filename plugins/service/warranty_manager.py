"""The warranty manager: what the maker pays for.

Checks whether a repair falls under warranty or goodwill, completes the papers of a claim and
puts it to the maker. The service advisor tells the customer; the warranty manager sees that the
answer holds.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `warranty_manager`."""
    return (
        Role(
            name="warranty_manager",
            titles={"en": "Warranty Manager", "pt": "Responsável Garantias"},
            doc=(
                "Decides whether a repair is a warranty or goodwill case, and takes the "
                "claim to the maker."
            ),
        ),
    )
