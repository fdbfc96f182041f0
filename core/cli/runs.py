"""Evaluating a whole store: outcomes kept, decisions logged, logged decisions repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.cli.evaluating import Setting, setting
from forecourt.core.cli.freshness import basis_of
from forecourt.core.cli.moments import stamp
from forecourt.core.cli.output import give_up, progress
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.store import Decision, KeptOutcome
from forecourt.core.values.clock import aware, to_wall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from forecourt.core.plan.nodes import Plan
    from forecourt.core.policy.resolve import Policy
    from forecourt.core.registry import Registry
    from forecourt.core.store import Basis, Concerned, LoggedDecision, Store

BATCH = 200
"""Outcomes written in one transaction, with the entries of the log that belong to them."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the rules say of a root record at the moment of a run."""

    kept: KeptOutcome
    because: tuple[str, ...] = ()
    """Why it was evaluated, as `forecourt.core.store.concerned` says; empty if another did it."""
    before: Any | None = None
    """The outcome that it has taken the place of, as JSON; None if there was none."""

    @property
    def is_new(self) -> bool:
        """Tell whether it was made by this run."""
        return bool(self.because)

    @property
    def key(self) -> tuple[str, str]:
        """Return the root and the id of the record."""
        return self.kept.root, self.kept.root_id

    @property
    def subject(self) -> str:
        """Return the root record as commands name it."""
        return f"{self.kept.root}:{self.kept.root_id}"

    @property
    def log(self) -> int | None:
        """Return its number in the log; None if the store may only be read."""
        return self.kept.log

    def tasks(self) -> Iterator[dict[str, Any]]:
        """Yield the tasks of the outcome, each with the record that it stands under."""
        record = {"root": self.kept.root, "root_id": self.kept.root_id, "log": self.log}
        for task in self.kept.outcome.get("tasks", ()):
            yield record | task


Heed = Callable[[Iterable[Evaluated]], None]
"""Is told what is written, before that is final: what it raises undoes it."""


class _Made(NamedTuple):
    """An outcome that isn't kept yet, and the record that it is of."""

    one: Evaluated
    record: Any


@dataclass(frozen=True, slots=True)
class StoreRun:
    """A store and the rules that it follows, made ready for a moment."""

    store: Store
    decider: Setting
    facts: Any | None
    """The store's own record as JSON, which the records' rules may read."""
    basis: Basis
    bundle: Mapping[str, Any]
    """All that the policy was made of."""

    @property
    def as_of(self) -> str:
        """Return the moment as ISO text with its offset."""
        return aware(self.decider.now, self.store.zone).isoformat()

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the roots whose records are evaluated."""
        return tuple(self.store.records.schema.roots)

    def count(self) -> int:
        """Return how many records there are."""
        return sum(map(self.store.count, self.roots))

    def evaluate(self, *, whole: bool = False, heed: Heed = lambda _: None) -> Iterator[Evaluated]:
        """Yield what the rules say of each record whose outcome is not to be relied upon.

        With `whole`, of each record. It is kept and logged, some records at a time, unless the
        store may only be read; what another process makes at the same time is neither kept nor
        logged twice.
        """
        concerned = self.store.concerned(self.basis, whole=whole)
        with progress("evaluating", len(concerned)) as advance:
            for first in range(0, len(concerned), BATCH):
                batch = concerned[first : first + BATCH]
                made = list(self._decided(batch))
                if self.store.read_only:
                    yield from (one for one, _ in made)
                else:
                    yield from self._written(made, heed, whole=whole)
                advance(first + len(batch))

    def _decided(self, batch: Iterable[Concerned]) -> Iterator[_Made]:
        """Yield outcomes of records, which are read as they are now; one that is gone has none."""
        for root, group in groupby(batch, lambda one: one.root):
            because = {one.id: one.because for one in group}
            for record, record_digest in self.store.digested(root, tuple(because)):
                kept = self._outcome(root, record, record_digest)
                yield _Made(Evaluated(kept, because[record.id]), record)

    def _outcome(self, root: str, record: Any, record_digest: str) -> KeptOutcome:
        coming = None if self.store.read_only else self.decider.coming(root, record)
        return KeptOutcome(
            root=root,
            root_id=record.id,
            pack_digest=self.decider.plan.pack.digest,
            rules_digest=self.basis.rules_digest,
            as_of=self.basis.as_of,
            record_digest=record_digest,
            facts_digest=self.basis.facts_digest,
            next_change_at=None if coming is None else coming.at.isoformat(),
            outcome=self.decider.decide(root, record),
        )

    def _written(self, made: Iterable[_Made], heed: Heed, *, whole: bool) -> list[Evaluated]:
        """Keep and log outcomes; return them, or in their place what another process made."""
        with self.store.writing():
            found, mine = [], []
            for one, record in made:
                before = self.store.outcome(*one.key)
                if self.store.reasons_for(*one.key, self.basis, whole=whole):
                    mine.append(_Made(replace(one, before=before and before.outcome), record))
                elif before is not None:
                    found.append(Evaluated(before))
            numbers = self.store.log_decisions([self._decision(*one) for one in mine])
            written = [
                replace(one, kept=replace(one.kept, log=number))
                for (one, _), number in zip(mine, numbers, strict=True)
            ]
            self.store.put_outcomes(one.kept for one in written)
            heed(written)
        return found + written

    def _decision(self, one: Evaluated, record: Any) -> Decision:
        pack = self.decider.plan.pack
        return Decision(
            logged_at=stamp(),
            pack_name=pack.name,
            pack_version=pack.version,
            pack_digest=pack.digest,
            as_of=self.as_of,
            zone=self.store.zone,
            engine=self.decider.engine,
            root=one.kept.root,
            root_id=one.kept.root_id,
            record=self.store.to_json(record),
            facts=self.facts,
            outcome=one.kept.outcome,
            bundle=self.bundle,
        )

    def standing(self, made: Collection[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        """Yield the tasks of the outcomes that are kept, without those of some records."""
        for task in self.store.tasks(root=self.roots):
            if (task["root"], task["root_id"]) not in made:
                yield task

    def logged(self) -> dict[str, int]:
        """Return under which number the log has each record's outcome."""
        return {f"{root}:{id_}": log for root, id_, log in self.store.numbers()}


def run_of(store: Store, policy: Policy, plan: Plan, registry: Registry, now: datetime) -> StoreRun:
    """Return a store made ready for a moment."""
    own = store.only_id(STORE_ROOT)
    record = None if own is None else store.get(STORE_ROOT, own)
    facts = None if record is None else store.to_json(record)
    decider = setting(plan, registry, record, now)
    return StoreRun(store, decider, facts, basis_of(decider, facts), bundle(policy, store.currency))


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
