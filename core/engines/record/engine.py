"""The record engine: what is compiled once, bound to a moment, and asked for many files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.horizons.module import AheadModule, make_ahead
from forecourt.core.engines.record.horizons.results import make_horizons
from forecourt.core.engines.record.module import Module, make_module
from forecourt.core.engines.record.outcomes import make_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from forecourt.core.engines.record.stages import Segment
    from forecourt.core.plan.facts import Facts
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Horizon, Outcome
    from forecourt.core.values.calendar import WorkingDays

_KEPT = 4
"""How many of the latest bindings are kept."""


class Bound:
    """A plan at one as-of moment, for the files of one root.

    Attributes:
        decide: `decide(root, store=None)` gives the lean result: for each segment the rows of its
            records, as `runtime` describes them.
        segments: what the rows hold, in the same order.
        contents: what outcomes say of them.
        module: the code that was bound.
    """

    __slots__ = ("contents", "decide", "module", "segments")

    def __init__(self, decide: Callable[..., Any], module: Module) -> None:
        self.decide = decide
        self.module = module
        self.segments: tuple[Segment, ...] = module.arrangement.segments
        self.contents = module.contents


class Ahead:
    """A plan at one as-of moment, for telling until when what it says stays.

    Attributes:
        bound: what gives the lean results that are gone on from.
        foresee: `foresee(root, store, result)` gives for each segment the horizons of its records,
            `result` being what `bound.decide(root, store)` gave.
        told: the statements that they are of.
    """

    __slots__ = ("bound", "foresee", "told")

    def __init__(self, bound: Bound, foresee: Callable[..., Any], code: AheadModule) -> None:
        self.bound = bound
        self.foresee = foresee
        self.told = code.told


class Engine:
    """A compiled plan. Make it with `compile_plan`."""

    def __init__(self, plan: Plan, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.plan = plan
        self._functions = dict(functions)
        self._modules: dict[tuple[str, bool], Module] = {}
        self._bound: list[tuple[str, datetime, WorkingDays | None, Bound]] = []
        self._aheads: list[tuple[Bound, Ahead]] = []
        self._ahead_modules: dict[int, AheadModule] = {}

    def bind(self, now: datetime, calendar: WorkingDays | None, root: str | None = None) -> Bound:
        """Return the plan bound to an as-of moment, for the files of a root (the first one).

        All that depends on the moment alone is worked out here; the latest bindings are kept.
        """
        model = self.plan.schema.roots[0] if root is None else root
        for of_model, moment, days, bound in self._bound:
            if of_model == model and moment == now and days is calendar:
                return bound
        bound = self._bind(model, now, calendar)
        self._bound = [(model, now, calendar, bound), *self._bound[: _KEPT - 1]]
        return bound

    def outcome(self, facts: Facts) -> Outcome:
        """Return the outcome for a file.

        Raises:
            FunctionFailed: a plugin's function raised.
        """
        bound = self.bind(facts.now, facts.calendar, facts.model)
        result = bound.decide(facts.root, facts.store)
        return make_outcome(bound.contents, facts, result)

    def bind_ahead(
        self, now: datetime, calendar: WorkingDays | None, root: str | None = None
    ) -> Ahead:
        """Return the same for telling until when what the plan says stays."""
        bound = self.bind(now, calendar, root)
        for of, ahead in self._aheads:
            if of is bound:
                return ahead
        ahead = self._bind_ahead(bound, now, calendar)
        self._aheads = [(bound, ahead), *self._aheads[: _KEPT - 1]]
        return ahead

    def horizons(self, facts: Facts) -> tuple[Horizon, ...]:
        """Return the horizon of each statement for each record of a file.

        Statements are the decisions that are reported, those of which only one row may hold (as
        the violation that they may make), and the emissions; in the order of the plan, then by id.
        The code for it is made when it is first asked for.

        Raises:
            FunctionFailed: a plugin's function raised.
        """
        return self._foreseen(facts)[1]

    def outcome_with_horizons(self, facts: Facts) -> tuple[Outcome, tuple[Horizon, ...]]:
        """Return both for a file, which is decided only once.

        Raises:
            FunctionFailed: a plugin's function raised.
        """
        (bound, result), horizons = self._foreseen(facts)
        return make_outcome(bound.contents, facts, result), horizons

    def _foreseen(self, facts: Facts) -> tuple[tuple[Bound, Any], tuple[Horizon, ...]]:
        """Return what gave the lean result, that result, and the horizons."""
        ahead = self.bind_ahead(facts.now, facts.calendar, facts.model)
        result = ahead.bound.decide(facts.root, facts.store)
        aheads = ahead.foresee(facts.root, facts.store, result)
        return (ahead.bound, result), make_horizons(ahead.told, result, aheads)

    @property
    def source(self) -> str:
        """The generated code for the files of every root."""
        roots = self.plan.schema.roots
        return "\n\n".join(self._module(root, trusting=True).source for root in roots)

    def _bind(self, model: str, now: datetime, calendar: WorkingDays | None) -> Bound:
        for trusting in (True, False):
            module = self._module(model, trusting=trusting)
            decide = module.bind(now, calendar)
            if decide is not None:
                break
        return Bound(decide, module)

    def _bind_ahead(self, bound: Bound, now: datetime, calendar: WorkingDays | None) -> Ahead:
        code = self._ahead_module(bound.module)
        foresee = code.bind(now, calendar)
        if foresee is None:
            root = bound.module.arrangement.root
            module = self._module(root, trusting=False)
            bound = Bound(module.bind(now, calendar), module)
            code = self._ahead_module(module)
            foresee = code.bind(now, calendar)
        return Ahead(bound, foresee, code)

    def _ahead_module(self, module: Module) -> AheadModule:
        if id(module) not in self._ahead_modules:
            self._ahead_modules[id(module)] = make_ahead(module, self._functions)
        return self._ahead_modules[id(module)]

    def _module(self, root: str, *, trusting: bool) -> Module:
        key = (root, trusting)
        if key not in self._modules:
            self._modules[key] = make_module(self.plan, root, self._functions, trusting=trusting)
        return self._modules[key]


def compile_plan(plan: Plan, functions: Mapping[str, Callable[..., Any]] | None = None) -> Engine:
    """Return the engine that runs a plan; `functions` are the plugins' functions by name.

    The code for a root is made when it is first needed.
    """
    return Engine(plan, functions or {})
