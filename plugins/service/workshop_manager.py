"""The workshop manager: what the workshop does, when, and how well.

Plans the workshop's day, gives the jobs to technicians, says whether a booking fits, watches
over quality, and tells the service advisor at once when work grows or takes longer than was
promised.
"""

from forecourt.core.hooks import Role, hookimpl


@hookimpl
def provide_roles() -> tuple[Role, ...]:
    """Return the role `workshop_manager`."""
    return (
        Role(
            name="workshop_manager",
            titles={"en": "Workshop Manager", "pt": "Responsável Oficina"},
            doc="Plans the workshop's work, gives out the jobs and answers for their quality.",
            also_called=("workshop supervisor",),
        ),
    )
