"""Evaluating a whole store: outcomes kept, decisions logged, logged decisions repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.evaluating import Setting, setting
from forecourt.core.cli.moments import stamp
from forecourt.core.cli.output import give_up, progress
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.store import Decision, KeptOutcome
from forecourt.core.store.canonical import canonical_json, digest
from forecourt.core.values.clock import aware, to_wall

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.store import LoggedDecision, Store

BATCH = 200
"""Outcomes written in one transaction, with the entries of the log that belong to them."""


@dataclass(frozen=True, slots=True)
class Run:
    """How many outcomes were made anew, and how many were there already for the moment."""

    made: int
    kept: int


@dataclass(frozen=True, slots=True)
class StoreRun:
    """A store and the rules that it follows, made ready for a moment."""

    store: Store
    decider: Setting
    facts: Any | None
    """The store's own record as JSON, which the records' rules may read."""
    facts_digest: str | None
    bundle: Mapping[str, Any]
    """All that the policy was made of."""

    @property
    def as_of(self) -> str:
        """Return the moment as ISO text with its offset."""
        return aware(self.decider.now, self.store.zone).isoformat()

    def evaluate(self) -> Run:
        """Make the outcomes that are not there for the moment, with their entries in the log."""
        schema = self.store.records.schema
        total = sum(len(self.store.ids(root)) for root in schema.roots)
        made = seen = 0
        with progress("evaluating", total) as advance:
            batch: list[tuple[KeptOutcome, Decision]] = []
            for root, record in self._all(schema.roots):
                seen += 1
                advance(seen)
                if not self._is_fresh(root, record.id):
                    made += 1
                    batch.append(self._decided(root, record))
                if len(batch) == BATCH:
                    self._write(batch)
                    batch = []
            self._write(batch)
        return Run(made, seen - made)

    def _all(self, roots: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for root in roots:
            for record in self.store.all(root):
                yield root, record

    def _is_fresh(self, root: str, id_: str) -> bool:
        """Tell whether the outcome kept was made from the same records, rules and moment."""
        kept = self.store.outcome(root, id_)
        return kept is not None and (
            kept.pack_digest,
            kept.as_of,
            kept.record_digest,
            kept.facts_digest,
        ) == (
            self.decider.plan.pack.digest,
            self.as_of,
            self.store.digest_of(root, id_),
            self.facts_digest,
        )

    def _decided(self, root: str, record: Any) -> tuple[KeptOutcome, Decision]:
        outcome = self.decider.decide(root, record)
        pack = self.decider.plan.pack
        kept = KeptOutcome(
            root=root,
            root_id=record.id,
            pack_digest=pack.digest,
            as_of=self.as_of,
            record_digest=self.store.digest_of(root, record.id) or "",
            facts_digest=self.facts_digest,
            next_change_at=None,
            outcome=outcome,
        )
        decision = Decision(
            logged_at=stamp(),
            pack_name=pack.name,
            pack_version=pack.version,
            pack_digest=pack.digest,
            as_of=self.as_of,
            zone=self.store.zone,
            engine=self.decider.engine,
            root=root,
            root_id=record.id,
            record=self.store.to_json(record),
            facts=self.facts,
            outcome=outcome,
            bundle=self.bundle,
        )
        return kept, decision

    def _write(self, batch: list[tuple[KeptOutcome, Decision]]) -> None:
        with self.store.writing():
            self.store.put_outcomes(kept for kept, _ in batch)
            self.store.log_decisions([decision for _, decision in batch])


def run_of(store: Store, policy: Policy, plan: Plan, registry: Registry, now: datetime) -> StoreRun:
    """Return a store made ready for a moment."""
    own = store.only_id(STORE_ROOT)
    record = None if own is None else store.get(STORE_ROOT, own)
    facts = None if record is None else store.to_json(record)
    facts_digest = None if facts is None else digest(canonical_json(facts))
    decider = setting(plan, registry, record, now)
    return StoreRun(store, decider, facts, facts_digest, bundle(policy, store.currency))


# The log -----------------------------------------------------------------------------------


def bundle(policy: Policy, currency: str | None) -> dict[str, Any]:
    """Return all that a policy was made of, as JSON: its layers from the lowest, the currency."""
    layers = [{"name": one.text.name, "files": dict(one.text.files)} for one in policy.layers]
    return {"layers": layers, "currency": currency}


def repeated(decision: LoggedDecision, registry: Registry) -> dict[str, Any]:
    """Return the outcome that a logged decision has now, made from what was logged with it."""
    entry = decision.entry
    layers = [PackText(one["name"], one["files"]) for one in decision.bundle["layers"]]
    library = {one.name: (lambda one=one: one) for one in layers}
    currency = decision.bundle["currency"]
    policy = resolve(layers[-1], library, registry.vocabulary, zone=entry.zone, currency=currency)
    if policy.plan is None:
        give_up(policy.errors, policy.texts)
    store = None if decision.facts is None else _read(STORE_ROOT, decision.facts, policy, registry)
    record = store if entry.root == STORE_ROOT else None
    if record is None:
        record = _read(entry.root, decision.record, policy, registry)
    now = to_wall(datetime.fromisoformat(entry.as_of), entry.zone)
    return setting(policy.plan, registry, store, now, entry.engine).decide(entry.root, record)


def _read(root: str, data: Any, policy: Policy, registry: Registry) -> Any:
    assert policy.plan is not None
    plan = policy.plan
    record, problems = registry.records.read(root, data, zone=plan.zone, currency=plan.currency)
    if record is None:
        give_up(problems)
    return record
