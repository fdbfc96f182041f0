"""The reference decision: a hand-written function and the record engine, over the same records.

One deal, flat: its grade, when to contact next, where the vehicle is in its life, whether a
discount is granted, and six tasks. `python bench/reference.py` prints how much longer the engine
takes than the function, with certainty and blame, which the function doesn't give.
"""

from __future__ import annotations

import json
import random
from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics import Place
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan import nodes as n
from forecourt.core.records.schema import Absence, FieldSchema, ModelSchema, Schema
from forecourt.core.values import types as t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = datetime(2026, 3, 1, 9, 0)
RECORDS = 20_000
BATCH = 1_000


@dataclass(frozen=True)
class Deal:
    """A record in normal form; None where there is none, or where nobody asked yet."""

    id: str
    days_to_purchase: int | None
    contract_signed: bool
    deposit_paid: bool
    model_chosen: bool
    colour_chosen: bool
    payment_discussed: bool
    trade_in_in_progress: bool
    price_negotiated: bool
    next_meeting_set: bool
    visits: int
    last_contact: date | None
    delivered_on: date | None
    odometer_km: int | None
    vehicle_price: int
    requested_discount: int
    role: str
    open_complaint: bool
    birthday: date | None
    lead_source: str


# By hand -----------------------------------------------------------------------------------

WEEK = timedelta(days=7)
CONTACT_EVERY = {
    grade: timedelta(days=days) for grade, days in zip("OHABC", (7, 2, 4, 7, 15), strict=True)
}
LIMITS = {"salesperson": 20_000, "sales_manager": 50_000, "general_manager": 100_000}


def by_hand(deal: Deal, today: date) -> dict[str, Any]:  # noqa: C901, PLR0912 - in one piece, to be quick
    """Return the values of the reference decision, as one would write them without an engine."""
    days = deal.days_to_purchase
    if deal.contract_signed or deal.deposit_paid:
        grade = "O"
    elif days is not None and days <= 7 and deal.model_chosen and deal.colour_chosen:
        grade = "H"
    elif (
        days is not None
        and days <= 15
        and deal.model_chosen
        and deal.payment_discussed + deal.trade_in_in_progress + deal.price_negotiated >= 2
    ):
        grade = "A"
    elif (days is not None and days <= 30) or (
        deal.price_negotiated
        + deal.next_meeting_set
        + (deal.visits >= 2)
        + deal.trade_in_in_progress
        + deal.payment_discussed
        >= 3
    ):
        grade = "B"
    else:
        grade = "C"

    last_contact = deal.last_contact
    next_contact = today if last_contact is None else last_contact + CONTACT_EVERY[grade]
    overdue = next_contact < today

    delivered_on, odometer = deal.delivered_on, deal.odometer_km
    lifecycle, months = None, 0
    if delivered_on is not None:
        months = full_months(delivered_on, today)
        if odometer is None:
            lifecycle = "upgrade"
        elif months <= 3 and odometer <= 5_000:
            lifecycle = "new"
        elif months <= 24 and odometer <= 40_000:
            lifecycle = "early_warranty"
        elif months <= 36 and odometer <= 60_000:
            lifecycle = "late_warranty"
        elif months <= 60 and odometer <= 100_000:
            lifecycle = "out_of_warranty"
        else:
            lifecycle = "upgrade"

    limit = LIMITS[deal.role]
    if grade == "C" and not deal.open_complaint:
        limit -= 10_000
    requested = deal.requested_discount
    discount = "approve" if requested <= limit else "escalate" if requested <= 100_000 else "reject"

    tasks = []
    if overdue and delivered_on is None:
        tasks.append("call")
    if lifecycle == "new" and odometer is not None and odometer >= 2_000:
        tasks.append("first_service_invite")
    if deal.birthday is not None and is_within_a_week(deal.birthday, today):
        tasks.append("birthday_greeting")
    if deal.open_complaint:
        tasks.append("complaint_follow_up")
    if lifecycle == "upgrade":
        tasks.append("repurchase_invite")
    if lifecycle == "late_warranty" and months >= 35:
        tasks.append("warranty_expiry_check")
    return {
        "grade": grade,
        "next_contact": next_contact,
        "overdue": overdue,
        "lifecycle": lifecycle,
        "discount": discount,
        "tasks": tasks,
    }


def full_months(start: date, end: date) -> int:
    """Return the whole months, completed on a month's last day if it has no such day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day <= end.day or (end + timedelta(days=1)).day == 1:
        return months
    return months - 1


def is_within_a_week(birthday: date, today: date) -> bool:
    """Return whether the day falls on one of the next seven days, or today."""
    month, day = birthday.month, birthday.day
    if day == 29 and month == 2 and not isleap(today.year):
        month, day = 3, 1
    end = today + WEEK
    first, last, of_year = (today.month, today.day), (end.month, end.day), (month, day)
    if first <= last:
        return first <= of_year <= last
    return of_year >= first or of_year <= last


# As a plan -----------------------------------------------------------------------------------

YES_NO, WHOLE, DAY, PERCENT, TEXT = t.YesNo(), t.Whole(), t.Day(), t.Percent(), t.Text()
GRADE = t.Symbol("grade", t.Order.LEVELS, tuple("OHABC"))
ROLE = t.Symbol("role", t.Order.CHOICES, tuple(LIMITS))
STAGE = t.Symbol(
    "lifecycle",
    t.Order.STAGES,
    ("new", "early_warranty", "late_warranty", "out_of_warranty", "upgrade"),
)
VERDICT = t.Symbol("verdict", t.Order.CHOICES, ("approve", "escalate", "reject"))
LENGTH = t.Duration(t.Family.DAYS)
KM = t.Quantity("km")
AT = Place("reference.rules", 1)

_FIELDS: dict[str, tuple[t.Type, Absence]] = {
    "days_to_purchase": (WHOLE, Absence.UNKNOWN),
    "last_contact": (DAY, Absence.NONE),
    "delivered_on": (DAY, Absence.NONE),
    "odometer_km": (WHOLE, Absence.UNKNOWN),
    "birthday": (DAY, Absence.UNKNOWN),
    "visits": (WHOLE, Absence.REQUIRED),
    "requested_discount": (PERCENT, Absence.REQUIRED),
    "role": (ROLE, Absence.REQUIRED),
    **dict.fromkeys(
        (
            *("contract_signed", "deposit_paid", "model_chosen", "colour_chosen"),
            *("payment_discussed", "trade_in_in_progress", "price_negotiated"),
            *("next_meeting_set", "open_complaint"),
        ),
        (YES_NO, Absence.REQUIRED),
    ),
}
_DEAL = n.Subject("deal", t.Reference("deal"))


def _field(name: str) -> n.Field:
    kind, absence = _FIELDS[name]
    return n.Field(_DEAL, "deal", name, absence, kind)


def _is(name: str) -> n.Truth:
    return n.Truth(_field(name), YES_NO)


def _compare(left: n.Expr, sign: str, right: n.Expr | int) -> n.Compare:
    other = n.Const(right, left.type) if isinstance(right, int) else right
    return n.Compare(n.Relation(sign), left, other, YES_NO)


def _known(name: str) -> n.IsKnown:
    return n.IsKnown(_field(name), YES_NO)


def _all(*conditions: n.Expr) -> n.And:
    return n.And(conditions, YES_NO)


def _ref(name: str, kind: t.Type) -> n.Ref:
    return n.Ref(name, _DEAL, kind)


def _equals(name: str, kind: t.Type, value: str) -> n.Compare:
    return n.Compare(n.Relation.EQUAL, _ref(name, kind), n.Const(value, kind), YES_NO)


def _decide(
    name: str, kind: t.Type, *rows: tuple[n.Expr | None, n.Expr], reported: bool = True
) -> n.Decision:
    made = tuple(n.Row(condition, value, AT) for condition, value in rows)
    return n.Decision(name, "deal", n.HitPolicy.FIRST, made, n.NoValue(kind), kind, reported, AT)


def _grade() -> n.Decision:
    days = _field("days_to_purchase")
    talked = (_is("payment_discussed"), _is("trade_in_in_progress"), _is("price_negotiated"))
    signs = (
        *(_is("price_negotiated"), _is("next_meeting_set"), _compare(_field("visits"), ">=", 2)),
        *(_is("trade_in_in_progress"), _is("payment_discussed")),
    )
    rows: dict[str, n.Expr | None] = {
        "O": n.Or((_is("contract_signed"), _is("deposit_paid")), YES_NO),
        "H": _all(_compare(days, "<=", 7), _is("model_chosen"), _is("colour_chosen")),
        "A": _all(_compare(days, "<=", 15), _is("model_chosen"), n.AtLeast(2, talked, YES_NO)),
        "B": n.Or((_compare(days, "<=", 30), n.AtLeast(3, signs, YES_NO)), YES_NO),
        "C": None,
    }
    return _decide("grade", GRADE, *((c, n.Const(g, GRADE)) for g, c in rows.items()))


def _age() -> n.FullUnits:
    return n.FullUnits("months", _field("delivered_on"), n.Today(DAY), WHOLE)


def _lifecycle() -> n.Decision:
    bounds = ((3, 5_000), (24, 40_000), (36, 60_000), (60, 100_000))
    rows: list[tuple[n.Expr | None, n.Expr]] = [
        (n.Not(_known("delivered_on"), YES_NO), n.NoValue(STAGE))
    ]
    for value, (months, distance) in zip(STAGE.values, bounds, strict=False):
        near = _compare(_field("odometer_km"), "<=", distance)
        rows.append((_all(_compare(_age(), "<=", months), near), n.Const(value, STAGE)))
    return _decide("lifecycle", STAGE, *rows, (None, n.Const("upgrade", STAGE)))


def _discount() -> tuple[n.Decision, n.Decision]:
    of_role = n.Parameter("discount_limit", (_field("role"),), PERCENT)
    reduced = n.Arithmetic(n.Operator.SUBTRACT, of_role, n.Const(10_000, PERCENT), PERCENT)
    less = _all(n.Not(_is("open_complaint"), YES_NO), _equals("grade", GRADE, "C"))
    limit = _decide("limit", PERCENT, (less, reduced), (None, of_role), reported=False)
    requested = _field("requested_discount")
    verdict = _decide(
        "discount",
        VERDICT,
        (_compare(requested, "<=", _ref("limit", PERCENT)), n.Const("approve", VERDICT)),
        (_compare(requested, "<=", 100_000), n.Const("escalate", VERDICT)),
        (None, n.Const("reject", VERDICT)),
    )
    return limit, verdict


def _contact() -> tuple[n.Decision, n.Decision]:
    every = n.Parameter("contact_every", (_ref("grade", GRADE),), LENGTH)
    due = n.Shift(_field("last_contact"), every, True, DAY)
    following = _decide("next_contact", DAY, (None, n.Else(due, n.Today(DAY), DAY)))
    late = _compare(_ref("next_contact", DAY), "<", n.Today(DAY))
    return following, _decide("overdue", YES_NO, (None, late))


def _tasks() -> dict[str, n.Expr]:
    week_on = n.Shift(n.Today(DAY), n.Const(7, LENGTH), True, DAY)
    day_before = n.Shift(n.Today(DAY), n.Const(1, LENGTH), False, DAY)
    birthday = _field("birthday")
    by_then, before = (n.FullUnits("years", birthday, e, WHOLE) for e in (week_on, day_before))
    return {
        "call": _all(
            n.Truth(_ref("overdue", YES_NO), YES_NO), n.Not(_known("delivered_on"), YES_NO)
        ),
        "first_service_invite": _all(
            _equals("lifecycle", STAGE, "new"), _compare(_field("odometer_km"), ">=", 2_000)
        ),
        "birthday_greeting": _compare(by_then, ">", before),
        "complaint_follow_up": _is("open_complaint"),
        "repurchase_invite": _equals("lifecycle", STAGE, "upgrade"),
        "warranty_expiry_check": _all(
            _equals("lifecycle", STAGE, "late_warranty"), _compare(_age(), ">=", 35)
        ),
    }


def _table(name: str, kind: t.Type, key: t.Type, values: dict[str, int]) -> n.ParameterTable:
    dated = {(key,): (n.DatedValue(value, None, None, AT),) for key, value in values.items()}
    return n.ParameterTable(name, kind, (key,), dated, False, AT)


def make_plan() -> n.Plan:
    """Return the reference decision as a plan."""
    fields = {
        name: FieldSchema(name, kind, absence, "") for name, (kind, absence) in _FIELDS.items()
    }
    decisions = (_grade(), *_contact(), _lifecycle(), *_discount())
    emissions = tuple(
        n.Emission("task", name, "deal", condition, (), AT) for name, condition in _tasks().items()
    )
    tables = (
        _table("contact_every", LENGTH, GRADE, {g: e.days for g, e in CONTACT_EVERY.items()}),
        _table("discount_limit", PERCENT, ROLE, LIMITS),
    )
    return n.Plan(
        n.PackIdentity("reference", "1.0.0", ""),
        Schema({"deal": ModelSchema("deal", "", fields)}, ("deal",)),
        {table.name: table for table in tables},
        decisions,
        emissions,
        tuple(d.name for d in decisions if d.reported) + tuple(e.name for e in emissions),
    )


# Records and measuring -------------------------------------------------------------------------


def make_deals(count: int, *, missing: float, seed: int = 1) -> list[Deal]:
    """Return made-up deals; in the share `missing` of them something that matters isn't known."""
    randoms = random.Random(seed)  # noqa: S311 - the deals are to be the same each time
    return [_deal(randoms, f"D{number}", missing) for number in range(count)]


def _deal(randoms: random.Random, identity: str, missing: float) -> Deal:
    def chance(share: float) -> bool:
        return randoms.random() < share

    today = NOW.date()
    delivered = chance(0.4)
    lost = set()
    if chance(missing):
        lost = {randoms.choice(("days_to_purchase", "odometer_km", "birthday"))}
    born_on = date(1950 + randoms.randrange(55), 1, 1) + timedelta(days=randoms.randrange(366))
    days, odometer = randoms.randrange(60), randoms.randrange(120_000)
    return Deal(
        id=identity,
        contract_signed=chance(0.1),
        deposit_paid=chance(0.1),
        model_chosen=chance(0.6),
        colour_chosen=chance(0.5),
        payment_discussed=chance(0.4),
        trade_in_in_progress=chance(0.3),
        price_negotiated=chance(0.4),
        next_meeting_set=chance(0.3),
        visits=randoms.randrange(5),
        last_contact=today - timedelta(days=randoms.randrange(30)) if chance(0.9) else None,
        delivered_on=today - timedelta(days=randoms.randrange(2_500)) if delivered else None,
        vehicle_price=randoms.randrange(1_500_000, 9_000_000),
        requested_discount=randoms.randrange(130_000),
        role=randoms.choice(tuple(LIMITS)),
        open_complaint=chance(0.1),
        lead_source="walk_in",
        days_to_purchase=None if "days_to_purchase" in lost else days,
        odometer_km=None if "odometer_km" in lost else odometer,
        birthday=None if "birthday" in lost else born_on,
    )


def as_by_hand(row: tuple[Any, ...], tasks: Sequence[str]) -> dict[str, Any]:
    """Return what the engine made of a deal as the function gives it."""
    grade, next_contact, overdue, lifecycle, _, discount = row[1]
    return {
        "grade": grade,
        "next_contact": next_contact,
        "overdue": overdue,
        "lifecycle": lifecycle,
        "discount": discount,
        "tasks": [tasks[number] for number, _, _ in row[2]],
    }


def disagreements(deals: Sequence[Deal]) -> list[str]:
    """Return the ids of the deals for which the engine and the function differ."""
    bound = compile_plan(make_plan()).bind(NOW, None)
    tasks = tuple(_tasks())
    today = NOW.date()
    return [
        deal.id
        for deal in deals
        if as_by_hand(bound.decide(deal)[0][0], tasks) != by_hand(deal, today)
    ]


def measure(*, repeats: int = 15) -> dict[str, float]:
    """Return how long both take for a deal, in microseconds, and the engine's share of the other.

    Both run in turns over the same deals; each figure is the median of the repeats.
    """
    figures: dict[str, float] = {}
    for name, missing in (("nothing_missing", 0.0), ("some_missing", 0.3)):
        deals = make_deals(RECORDS, missing=missing)
        if disagreements(deals):
            raise ValueError("the engine and the function give different answers")
        hand, engine = _times(deals[:BATCH], repeats)
        figures[f"{name}_by_hand_us"] = median(hand) * 1e6
        figures[f"{name}_engine_us"] = median(engine) * 1e6
        figures[f"{name}_ratio"] = median(e / h for e, h in zip(engine, hand, strict=True))
    return figures


def _times(deals: Sequence[Deal], repeats: int) -> tuple[list[float], list[float]]:
    decide = compile_plan(make_plan()).bind(NOW, None).decide
    today = NOW.date()

    def with_engine(deal: Deal) -> Any:
        return decide(deal)

    def with_hand(deal: Deal) -> Any:
        return by_hand(deal, today)

    hand, engine = [], []
    for _ in range(repeats):
        hand.append(_time(with_hand, deals))
        engine.append(_time(with_engine, deals))
    return hand, engine


def _time(function: Callable[[Deal], Any], deals: Sequence[Deal]) -> float:
    start = perf_counter()
    for deal in deals:
        function(deal)
    return (perf_counter() - start) / len(deals)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
