"""CLIPS by clipspy: facts and rules of C, for each deal from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers.around import CHORES, answer, with_numbers
from clips import Environment, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide

YES_NO = (
    *("contract_signed", "deposit_paid", "model_chosen", "colour_chosen", "payment_discussed"),
    *("trade_in_in_progress", "price_negotiated", "next_meeting_set", "open_complaint"),
    *("is_delivered", "birthday_soon"),
)
NUMBERS = (
    *("days_to_purchase", "visits", "odometer_km", "months_owned", "contacted_days_ago"),
    "requested_discount",
)
SLOTS = (*YES_NO, *NUMBERS, "seller")

CONSTRUCTS = (
    f"(deftemplate deal {' '.join(f'(slot {name})' for name in SLOTS)})",
    "(deftemplate found (slot name) (slot value))",
    "(deffunction one (?said) (if (eq ?said yes) then 1 else 0))",
    """
    (deffunction grade (?signed ?paid ?days ?model ?colour ?talked ?signs)
      (if (or (eq ?signed yes) (eq ?paid yes)) then (return O))
      (if (and (<= ?days 7) (eq ?model yes) (eq ?colour yes)) then (return H))
      (if (and (<= ?days 15) (eq ?model yes) (>= ?talked 2)) then (return A))
      (if (or (<= ?days 30) (>= ?signs 3)) then (return B))
      C)
    """,
    """
    (deffunction stage (?months ?km)
      (if (and (<= ?months 3) (<= ?km 5000)) then (return new))
      (if (and (<= ?months 24) (<= ?km 40000)) then (return early_warranty))
      (if (and (<= ?months 36) (<= ?km 60000)) then (return late_warranty))
      (if (and (<= ?months 60) (<= ?km 100000)) then (return out_of_warranty))
      upgrade)
    """,
    """
    (defrule graded
      (deal (contract_signed ?signed) (deposit_paid ?paid) (days_to_purchase ?days)
        (model_chosen ?model) (colour_chosen ?colour) (payment_discussed ?payment)
        (trade_in_in_progress ?other) (price_negotiated ?price) (next_meeting_set ?meeting)
        (visits ?visits))
      =>
      (bind ?talked (+ (one ?payment) (one ?other) (one ?price)))
      (bind ?signs (+ ?talked (one ?meeting) (if (>= ?visits 2) then 1 else 0)))
      (assert (found (name grade)
        (value (grade ?signed ?paid ?days ?model ?colour ?talked ?signs)))))
    """,
    """
    (defrule late
      (deal (contacted_days_ago ?ago))
      (found (name grade) (value ?grade))
      (test (> ?ago (switch ?grade (case H then 2) (case A then 4) (case C then 15) (default 7))))
      =>
      (assert (found (name overdue) (value yes))))
    """,
    """
    (defrule aged
      (deal (is_delivered yes) (months_owned ?months) (odometer_km ?km))
      =>
      (assert (found (name lifecycle) (value (stage ?months ?km)))))
    """,
    """
    (defrule granted
      (deal (requested_discount ?asked) (seller ?seller) (open_complaint ?complaint))
      (found (name grade) (value ?grade))
      =>
      (bind ?most (switch ?seller
        (case salesperson then 2) (case sales_manager then 5) (default 10)))
      (if (and (eq ?grade C) (eq ?complaint no)) then (bind ?most (- ?most 1)))
      (assert (found (name discount)
        (value (if (<= ?asked ?most) then approve
                else (if (<= ?asked 10) then escalate else reject))))))
    """,
    """
    (defrule call
      (deal (is_delivered no))
      (found (name overdue) (value yes))
      =>
      (assert (found (name call) (value yes))))
    """,
    """
    (defrule first_service_invite
      (deal (odometer_km ?km))
      (found (name lifecycle) (value new))
      (test (>= ?km 2000))
      =>
      (assert (found (name first_service_invite) (value yes))))
    """,
    """
    (defrule birthday_greeting
      (deal (birthday_soon yes))
      =>
      (assert (found (name birthday_greeting) (value yes))))
    """,
    """
    (defrule complaint_follow_up
      (deal (open_complaint yes))
      =>
      (assert (found (name complaint_follow_up) (value yes))))
    """,
    """
    (defrule repurchase_invite
      (found (name lifecycle) (value upgrade))
      =>
      (assert (found (name repurchase_invite) (value yes))))
    """,
    """
    (defrule warranty_expiry_check
      (deal (months_owned ?months))
      (found (name lifecycle) (value late_warranty))
      (test (>= ?months 35))
      =>
      (assert (found (name warranty_expiry_check) (value yes))))
    """,
)


def make(today: date) -> Decide:
    """Return the decision."""
    environment = Environment()
    for construct in CONSTRUCTS:
        environment.build(construct)
    deal, found = environment.find_template("deal"), environment.find_template("found")
    yes, no = Symbol("yes"), Symbol("no")

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        environment.reset()
        said = {name: yes if facts[name] else no for name in YES_NO}
        numbers = {name: facts[name] for name in NUMBERS}
        deal.assert_fact(**said, **numbers, seller=Symbol(facts["seller"]))
        environment.run()
        values = {str(one["name"]): str(one["value"]) for one in found.facts()}
        tasks = [name for name in CHORES if name in values]
        decided = (
            values["grade"],
            "overdue" in values,
            values.get("lifecycle"),
            values["discount"],
        )
        return answer(facts, today, decided, tasks)

    return decide
