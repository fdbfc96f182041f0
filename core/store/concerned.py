"""Which root records are to be evaluated: those whose outcome can be another one by now.

That is told by one query over an index: no record and no outcome is read for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.store.outcomes import FRESHNESS_INDEX, OUTCOMES
from forecourt.core.store.record_tables import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

NEW = "new"
RULES = "rules"
STORE = "store"
RECORDS = "records"
TIME = "time"

REASONS = {
    NEW: "o.root IS NULL",
    RULES: "o.root IS NOT NULL AND o.rules_digest IS NOT :rules_digest",
    STORE: "o.root IS NOT NULL AND o.facts_digest IS NOT :facts_digest",
    RECORDS: "o.record_digest <> r.digest",
    TIME: "ifnull(o.next_change_at <= :as_of OR o.as_of > :as_of, 0)",
}
"""Why an outcome is not relied upon: there is none; or it was made by other rules, from another
record of the store, from the record as it was; or its time is over, or has not come yet."""

ASKED = "asked"
"""Why an outcome is made anew that could be relied upon."""


class Basis(NamedTuple):
    """What outcomes are made from, beside the record that each is of."""

    rules_digest: str
    """Of the policy and the plugins that are on."""
    facts_digest: str
    """Of what all outcomes may read: the store's own record and its working days."""
    as_of: str
    """The as-of moment on the store's wall clock, as ISO text without offset."""


class Concerned(NamedTuple):
    """A root record to be evaluated, and why: one or more of `REASONS`, or `ASKED`."""

    root: str
    id: str
    because: tuple[str, ...]


def concerned(
    database: Database, roots: Iterable[str], basis: Basis, *, whole: bool = False
) -> tuple[Concerned, ...]:
    """Return the records of these roots whose outcome is not to be relied upon, in order.

    With `whole`, all of them.
    """
    names = tuple(roots)
    narrowed = f"r.root IN ({', '.join(f':root{number}' for number in range(len(names)))})"
    values = {f"root{number}": name for number, name in enumerate(names)}
    return tuple(_rows(database, narrowed, values, basis, whole=whole))


def reasons_for(
    database: Database, root: str, id_: str, basis: Basis, *, whole: bool = False
) -> tuple[str, ...] | None:
    """Return why one record is to be evaluated; None if it is not, or is not there any more."""
    values = {"root": root, "id": id_}
    rows = _rows(database, "r.root = :root AND r.id = :id", values, basis, whole=whole)
    return next((one.because for one in rows), None)


def _rows(
    database: Database, narrowed: str, values: dict[str, str], basis: Basis, *, whole: bool
) -> Iterable[Concerned]:
    reasons = ", ".join(f"({term}) AS is_{name}" for name, term in REASONS.items())
    wanted = "1" if whole else " OR ".join(f"is_{name}" for name in REASONS)
    found = database.execute(
        f"SELECT r.root, r.id, {reasons} FROM {ROOTS} AS r LEFT JOIN {OUTCOMES} AS o "  # noqa: S608 - constants
        f"INDEXED BY {FRESHNESS_INDEX} ON o.root = r.root AND o.root_id = r.id "
        f"WHERE {narrowed} AND ({wanted}) ORDER BY r.root, r.id",
        {**values, **basis._asdict()},
    )
    for root, id_, *told in found.fetchall():
        because = tuple(name for name, is_so in zip(REASONS, told, strict=True) if is_so)
        yield Concerned(root, id_, because or (ASKED,))
