"""Evaluating a whole store: outcomes kept, decisions logged, logged decisions repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
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
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.store import LoggedDecision, Store

BATCH = 200
"""Outcomes written in one transaction, with the entries of the log that belong to them."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the rules say of a root record at the moment of a run."""

    kept: KeptOutcome
    log: int | None
    """Its number in the log; None if it was not logged, because the store may only be read."""
    is_new: bool
    """Whether it was made by this run."""

    @property
    def subject(self) -> str:
        """Return the root record as commands name it."""
        return f"{self.kept.root}:{self.kept.root_id}"

    def tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the tasks of the outcome, each with the record that it stands under."""
        record = {"root": self.kept.root, "root_id": self.kept.root_id, "log": self.log}
        for task in self.kept.outcome.get("tasks", ()):
            yield record | task


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

    def evaluate(self) -> Iterator[Evaluated]:
        """Yield what the rules say of each record.

        What is not there for the moment is made, kept and logged, unless the store may only be
        read; what another process makes at the same time is neither kept nor logged twice.
        """
        schema = self.store.records.schema
        total = sum(len(self.store.ids(root)) for root in schema.roots)
        records = (one for root in schema.roots for one in self._records(root))
        with progress("evaluating", total) as advance:
            seen = 0
            while batch := list(islice(records, BATCH)):
                yield from self._evaluated(batch)
                seen += len(batch)
                advance(seen)

    def _records(self, root: str) -> Iterator[tuple[str, Any, str]]:
        for record, record_digest in self.store.digested(root):
            yield root, record, record_digest

    def _evaluated(self, batch: Iterable[tuple[str, Any, str]]) -> Iterator[Evaluated]:
        made: list[tuple[KeptOutcome, Decision]] = []
        for root, record, record_digest in batch:
            there = self._there(root, record.id)
            if there:
                yield there
            else:
                made.append(self._decided(root, record, record_digest))
        if self.store.read_only:
            yield from (Evaluated(kept, None, is_new=True) for kept, _ in made)
        elif made:
            yield from self._written(made)

    def _there(self, root: str, id_: str) -> Evaluated | None:
        """Return the outcome kept, if it was made from the same record, rules and moment."""
        kept = self.store.outcome(root, id_)
        if kept is None or (
            kept.pack_digest,
            kept.as_of,
            kept.record_digest,
            kept.facts_digest,
        ) != (
            self.decider.plan.pack.digest,
            self.as_of,
            self.store.digest_of(root, id_),
            self.facts_digest,
        ):
            return None
        return Evaluated(kept, self.store.number_of(kept), is_new=False)

    def _decided(self, root: str, record: Any, record_digest: str) -> tuple[KeptOutcome, Decision]:
        outcome = self.decider.decide(root, record)
        pack = self.decider.plan.pack
        kept = KeptOutcome(
            root=root,
            root_id=record.id,
            pack_digest=pack.digest,
            as_of=self.as_of,
            record_digest=record_digest,
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

    def _written(self, made: Iterable[tuple[KeptOutcome, Decision]]) -> Iterator[Evaluated]:
        """Keep and log outcomes, without those that another process has made meanwhile."""
        found: list[Evaluated] = []
        with self.store.writing():
            new = []
            for kept, decision in made:
                there = self._there(kept.root, kept.root_id)
                found += [there] if there else []
                new += [] if there else [(kept, decision)]
            self.store.put_outcomes(kept for kept, _ in new)
            numbers = self.store.log_decisions([decision for _, decision in new])
        yield from found
        for (kept, _), number in zip(new, numbers, strict=True):
            yield Evaluated(kept, number, is_new=True)


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
