"""The members' club."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.by_hand.frame import AsOf, File

CATEGORIES = ("ordinary", "silver", "gold")
JOINING_POINTS = 100
UPGRADE_POINTS = 300


def look_at_membership(membership: Any, file: File, at: AsOf) -> None:
    """Decide a membership's state, and whether its record is in order."""
    identity = membership.id
    state, certain = _state(membership, at)
    file.decided.append(("member_state", "membership", identity, state, certain))
    if not certain:
        file.asked.append(("membership", identity, "valid_to_on", "member_state"))
    if membership.category is None:
        file.asked.append(("membership", identity, "category", "known_category"))
    elif membership.category not in CATEGORIES:
        file.emitted.append(("known_category", "membership", identity, None, (False,)))
    if state != "withdrawn":
        if membership.card_no is None:
            file.emitted.append(("card_number", "membership", identity, None, (False,)))
        _look_for_plate(membership, file)
    if membership.transactions:
        _look_at_transactions(membership, file)


def _state(membership: Any, at: AsOf) -> tuple[str, bool]:
    """Return the state in force, and whether it is certain."""
    recorded = membership.recorded_state
    if recorded in ("withdrawn", "frozen", "expired"):
        return recorded, True
    valid_to = membership.valid_to_on
    if valid_to is None:
        return "normal", False
    return "expired" if valid_to < at.today else "normal", True


def _look_for_plate(membership: Any, file: File) -> None:
    """The plate must be on file; one that isn't known counts as not on file."""
    plate = membership.plate
    plates = [vehicle.plate for vehicle in file.customer.vehicles]
    if plate is not None and plate in plates:
        return
    unknown = bool(plates) and (plate is None or None in plates)
    if unknown and None in plates:
        customer = file.customer.id
        file.asked.append(("customer", customer, "vehicles.plate", "plate_on_file"))
    if unknown and plate is None:
        file.asked.append(("membership", membership.id, "plate", "plate_on_file"))
    file.emitted.append(("plate_on_file", "membership", membership.id, None, (unknown,)))


def _look_at_transactions(membership: Any, file: File) -> None:
    """Points are adjusted by somebody, confirmed, and as many as stated."""
    broken: set[str] = set()
    perhaps: set[str] = set()
    for transaction in membership.transactions:
        kind = transaction.kind
        if kind in ("adjust_points", None):
            found = broken if kind else perhaps
            if transaction.operator is None:
                found.add("points_operator")
            if transaction.confirmed_at is None:
                found.add("points_confirmed")
        if kind in ("join", None) and _is_wrong_joining(transaction):
            (broken if kind else perhaps).add("stated_points")
        if kind in ("upgrade", None) and _is_wrong_upgrade(transaction):
            (broken if kind else perhaps).add("stated_points")
    for rule in broken:
        file.emitted.append((rule, "membership", membership.id, None, (False,)))
    for rule in perhaps - broken:
        file.asked.append(("membership", membership.id, "transactions.kind", rule))


def _is_wrong_joining(transaction: Any) -> bool:
    return bool(transaction.to_category == "ordinary" and transaction.points != JOINING_POINTS)


def _is_wrong_upgrade(transaction: Any) -> bool:
    upgraded = transaction.from_category == "silver" and transaction.to_category == "gold"
    return upgraded and bool(transaction.points != UPGRADE_POINTS)
