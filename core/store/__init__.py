"""The store of records, outcomes and decisions."""

from forecourt.core.store.concerned import Basis, Concerned
from forecourt.core.store.decisions import Decision, LogEntry, LoggedDecision
from forecourt.core.store.outcomes import KeptOutcome
from forecourt.core.store.replaying import replay
from forecourt.core.store.store import Counts, Store, StoreFailedError

__all__ = [
    "Basis",
    "Concerned",
    "Counts",
    "Decision",
    "KeptOutcome",
    "LogEntry",
    "LoggedDecision",
    "Store",
    "StoreFailedError",
    "replay",
]
