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


@dataclass(slots=True)
class Request:
    """What is asked for, of which record, and the field that names who asks."""

    model: str
    id: str
    percent: int | None
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
    request = Request("quote", quote.id, quote.discount_percent, "discount_requested_by")
    _approve(DISCOUNT, request, quote.discount_requested_by, file, at)


def approve_repair(order: Any, file: File, at: AsOf) -> None:
    """Say who may grant the discounts on labour and parts, where any are asked for."""
    for authority, percent in (
        (LABOUR, order.labour_discount_percent),
        (PARTS, order.parts_discount_percent),
    ):
        if percent is not None:
            request = Request("repair_order", order.id, percent, "service_advisor")
            _approve(authority, request, order.service_advisor, file, at)


def _approve(
    authority: Authority, request: Request, asker: str | None, file: File, at: AsOf
) -> None:
    person = at.staff.get(asker) if asker is not None else None
    limit, verdict, approver = None, "unknown", None
    if person is None and asker is not None:
        file.asked.append((request.model, request.id, request.asker, authority.name))
    else:
        limit = _limit(authority, person)
        verdict, approver = _verdict(authority, request.percent, limit)
    fields = (request.percent, limit, verdict, approver)
    file.emitted.append((authority.name, request.model, request.id, None, fields))


def _limit(authority: Authority, person: Any) -> int | None:
    """Return the greatest limit among the roles of whoever asks."""
    if person is None:
        return authority.limits[authority.asker]
    if not person.active:
        return None
    own = [authority.limits[role] for role in person.roles if role in authority.limits]
    return max(own, default=None)


def _verdict(
    authority: Authority, requested: int | None, limit: int | None
) -> tuple[str, str | None]:
    """Return the verdict, and the role with the least limit that is enough, if it goes up."""
    if requested is None:
        return "unknown", None
    if limit is not None and requested <= limit:
        return "allowed", None
    for role, enough in authority.limits.items():
        if requested <= enough:
            return "escalate", role
    return "refused", None
