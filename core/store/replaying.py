"""Repeating what was decided, to see whether it comes to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.store.canonical import canonical_json, digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.store.decisions import LoggedDecision
    from forecourt.core.store.store import Store


def replay(
    store: Store, number: int, decide: Callable[[LoggedDecision], Any]
) -> tuple[bool, Any] | None:
    """Repeat a logged decision; return whether the outcome is the same, and the outcome now.

    `decide` makes the outcome's JSON from the record, facts and bundle logged. None if the log
    has no such decision, or its contents were erased.
    """
    decision = store.logged(number)
    if decision is None or decision.record is None:
        return None
    now = decide(decision)
    return digest(canonical_json(now)) == decision.entry.outcome_digest, now
