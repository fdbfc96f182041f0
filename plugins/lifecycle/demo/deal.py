"""Quotes, orders, and the papers and approvals that go with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forecourt.plugins.lifecycle.demo.moments import days_after

if TYPE_CHECKING:
    from forecourt.plugins.lifecycle.demo.customer_file import CustomerFile, Facts
    from forecourt.plugins.lifecycle.demo.house import Model

DISCOUNTS = ((0, 20), (1, 20), (2, 25), (3.5, 18), (5, 10), (7.5, 5), (12.5, 2))
"""Percent of the list price, and how many quotes in a hundred ask for it."""
USUAL_DISCOUNT = 3
"""Percent beyond which somebody asks the sales manager."""
SERVICES = ("insurance", "tax", "registration", "accessories", "extended_service")


def quotes(
    file: CustomerFile, lead: str, opened: datetime, end: datetime, model: Model
) -> str | None:
    """Add one to three quotes of a lead; return the last one's id."""
    made = [days_after(file.chance, opened, 1, max(2, (end - opened).days)) for _ in range(3)]
    wanted = sorted(made)[: file.chance.choices((0, 1, 2, 3), (25, 45, 22, 8))[0]]
    ids = [
        _quote(file, lead, moment, model) for moment in wanted if moment < min(end, file.house.now)
    ]
    return ids[-1] if ids else None


def _quote(file: CustomerFile, lead: str, made: datetime, model: Model) -> str:
    percents = [percent for percent, _ in DISCOUNTS]
    percent = file.chance.choices(percents, [share for _, share in DISCOUNTS])[0]
    amount = round(model.price * percent / 100, 2)
    facts: Facts = {
        "made_at": made,
        "lead": lead,
        "salesperson": file.facts["salesperson"],
        "status": file.one(("made", "made", "in_negotiation", "final")),
        "list_price": model.price,
        "price": round(model.price - amount, 2),
        "discount_percent": file.known(0.95, percent),
        "discount_amount": file.known(0.4, amount),
        "discount_requested_by": file.known(0.9, file.facts["salesperson"]),
        "valid_to_on": file.known(0.6, made.date() + timedelta(days=14)),
        "payment_method": file.known(0.6, file.one(("cash", "instalments", "lease"))),
        "accessories": file.known(0.2, file.one(("tow bar", "roof rack", "winter tyres"))),
        "insurance": file.known(0.15, file.one(("third party", "comprehensive"))),
        "followed_up_at": file.past(days_after(file.chance, made, 1, 4)),
    }
    quote = file.add("quotes", facts)
    if percent > USUAL_DISCOUNT:
        _approval(file, quote, percent, made)
    return quote


def _approval(file: CustomerFile, quote: str, percent: float, made: datetime) -> None:
    decided = made + timedelta(minutes=file.chance.randint(10, 900))
    done = file.past(decided) if file.happens(0.9) else None
    facts: Facts = {
        "what": "discount",
        "of": f"quote:{quote}",
        "requested_at": made,
        "requested_by": file.facts["salesperson"],
        "asked_percent": percent,
        "asked_amount": file.records("quotes")[-1]["discount_amount"],
        "decided_at": done,
        "decided_by": file.someone("sales_manager") if done else None,
        "verdict": ("granted" if file.happens(0.8) else "refused") if done else None,
        "conditions": "order within a week" if done and file.happens(0.2) else None,
    }
    file.add("approvals", facts)


def order(file: CustomerFile, lead: str, quote: str | None, ordered: datetime, model: Model) -> str:
    """Add an order; return its id."""
    paid = days_after(file.chance, ordered, 3, 20)
    promised = ordered.date() + timedelta(days=file.chance.randint(7, 60))
    facts: Facts = {
        "ordered_at": ordered,
        "lead": lead,
        "quote": quote,
        "salesperson": file.facts["salesperson"],
        **_signatures(file, ordered),
        **_payments(file, ordered, paid, model),
        "promised_delivery_on": file.known(0.9, promised),
        **(_delay(file, ordered, promised) if file.happens(0.15) else {}),
        "services": _services(file, ordered),
        "finance_approved_at": file.past(days_after(file.chance, ordered, 1, 9))
        if file.happens(0.3)
        else None,
        "documents_complete_at": file.past(paid) if file.happens(0.85) else None,
    }
    identity = file.add("orders", facts)
    _contract_paper(file, identity, ordered)
    if quote:
        file.records("quotes")[-1].update(status="accepted", confirmed_at=ordered)
    return identity


def cancel_order(file: CustomerFile, ordered: datetime) -> None:
    """Cancel the last order, some days after it was placed."""
    file.records("orders")[-1]["cancelled_at"] = file.past(days_after(file.chance, ordered, 1, 9))


def _signatures(file: CustomerFile, ordered: datetime) -> Facts:
    signed = ordered if file.happens(0.95) else None
    return {
        "contract_proposed_at": ordered - timedelta(minutes=40),
        "contract_signed_at": signed,
        "contract_signed_by_store_at": signed,
        "contract_copy_given_at": signed if file.happens(0.9) else None,
    }


def _payments(file: CustomerFile, ordered: datetime, paid: datetime, model: Model) -> Facts:
    deposit = ordered if file.happens(0.85) else None
    return {
        "advance_deposit_at": None if deposit else file.past(ordered),
        "deposit_at": deposit,
        "deposit_amount": round(model.price / 10, -2) if deposit else None,
        "deposit_receipt_at": deposit if file.happens(0.95) else None,
        "paid_in_full_at": file.past(paid),
        "invoiced_on": paid.date() if file.past(paid) else None,
    }


def _delay(file: CustomerFile, ordered: datetime, promised: date) -> Facts:
    changed = days_after(file.chance, ordered, 2, 9)
    told = file.past(days_after(file.chance, changed, 1, 3))
    return {
        "current_delivery_on": promised + timedelta(days=9),
        "delivery_changed_at": file.past(changed),
        "delivery_change_told_at": file.known(0.8, told),
    }


def _services(file: CustomerFile, ordered: datetime) -> list[Facts]:
    return [
        {
            "kind": kind,
            "charged": file.answer(0.9, 0.6),
            "agreement_at": ordered if file.happens(0.8) else None,
        }
        for kind in SERVICES
        if file.happens(0.35)
    ]


def _contract_paper(file: CustomerFile, order_id: str, ordered: datetime) -> None:
    facts: Facts = {
        "kind": "sales contract",
        "of": f"order:{order_id}",
        "made_at": ordered,
        "signed_by_customer_at": ordered,
        "signed_by_store_at": ordered,
        "copy_given_at": file.known(0.9, ordered),
        "filed_at": file.past(days_after(file.chance, ordered, 1, 3)),
        "signatures": [{"role": "salesperson", "at": ordered}],
        "copies": 2,
    }
    file.add("documents", facts)
