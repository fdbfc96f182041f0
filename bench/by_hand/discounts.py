"""Who may grant which discount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.by_hand.frame import AsOf, File

PERCENT = 10_000
"""One percent in normal form."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The name of the statement, the limits by role, the least first, and who asks by default."""

    name: str
    limits: dict[str, int]
    asker: str


DISCOUNT = Authority(
    "discount",
    {
        "salesperson": 2 * PERCENT,
        "showroom_manager": 4 * PERCENT,
        "sales_manager": 7 * PERCENT,
        "general_manager": 12 * PERCENT,
    },
    "salesperson",
)
LABOUR = Authority(
    "labour_discount",
    {
        "service_advisor": 10 * PERCENT,
        "service_manager": 20 * PERCENT,
        "general_manager": 30 * PERCENT,
    },
    "service_advisor",
)
PARTS = Authority(
    "parts_discount",
    {
        "service_advisor": 5 * PERCENT,
        "service_manager": 15 * PERCENT,
        "general_manager": 20 * PERCENT,
    },
    "service_advisor",
)


def approve_quote(quote: Any, file: File, at: AsOf) -> None:
    """Say who may grant a quote's discount."""
    if quote.discount_percent is None:
        file.asked.append(("quote", quote.id, "discount_percent", "discount"))
    asker = quote.discount_requested_by
    _approve(DISCOUNT, ("quote", quote.id), quote.discount_percent, asker, (file, at))


def approve_repair(order: Any, file: File, at: AsOf) -> None:
    """Say who may grant the discounts on labour and parts, where any are asked for."""
    labour, parts = order.labour_discount_percent, order.parts_discount_percent
    asker = order.service_advisor
    if labour is not None:
        _approve(LABOUR, ("repair_order", order.id), labour, asker, (file, at))
    if parts is not None:
        _approve(PARTS, ("repair_order", order.id), parts, asker, (file, at))


def _approve(
    authority: Authority,
    subject: tuple[str, str],
    requested: int | None,
    asker: str | None,
    given: tuple[File, AsOf],
) -> None:
    file, at = given
    limit = _limit(authority, asker, at)
    verdict, approver = _verdict(authority, requested, limit)
    fields = (requested, limit, verdict, approver)
    file.emitted.append((authority.name, *subject, None, fields))


def _limit(authority: Authority, asker: str | None, at: AsOf) -> int | None:
    """Return the greatest limit among the roles of whoever asks."""
    person = at.staff.get(asker) if asker is not None else None
    if person is None:
        return authority.limits[authority.asker]
    own = [authority.limits[role] for role in person.roles if role in authority.limits]
    return max(own, default=None)


def _verdict(
    authority: Authority, requested: int | None, limit: int | None
) -> tuple[str, str | None]:
    """Return the verdict, and the role with the least limit that is enough, if it goes up."""
    if requested is None:
        return "refused" if limit is None else "unknown", None
    if limit is not None and requested <= limit:
        return "allowed", None
    for role, enough in authority.limits.items():
        if requested <= enough:
            return "escalate", role
    return "refused", None
