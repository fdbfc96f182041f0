"""What all engines say of the same plan and files: many files of one plan are asked at once."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from forecourt.core.engines.columns.in_duckdb import decide_all, horizons_of_all
from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.outcome import Outcome


def plan_with_files(seed, strategies, make, number):
    """A plan made at random, and so many files that share the moment, the store, the calendar."""
    maker = strategies.Maker(Random(seed), make)  # noqa: S311 - it is to be repeatable
    plan = maker.plan()
    first = maker.facts(plan)
    return plan, [first, *(another(first, place, maker) for place in range(1, number))]


def another(first, place, maker):
    root = maker.an_archive() if first.model == "archive" else maker.a_file()
    root.id = f"{root.id}.{place}"
    return replace(first, root=root)


def disagreements(plan, files, functions):
    """The outcomes that differ, as (explained, recorded, in columns)."""
    recorded = compile_plan(plan, functions)
    together = decide_all(plan, files, functions=functions)
    found = []
    for facts in files:
        explained = explain(plan, facts, functions=functions).outcome
        silent = Outcome(facts.model, facts.root.id, (), (), ())
        others = recorded.outcome(facts), together.get(facts.root.id, silent)
        if any(other != explained for other in others):
            found.append((explained, *others))
    return found


def horizons_disagree(plan, files, functions):
    """The horizons that differ, as (explained, recorded), by file."""
    explained, recorded = Horizons(plan, functions), compile_plan(plan, functions)
    pairs = [(explained.of(facts), recorded.horizons(facts)) for facts in files]
    return [(wanted, made) for wanted, made in pairs if wanted != made]


def horizons_that_differ_in_columns(plan, files, functions):
    """The horizons that differ, as (explained, in columns), by file."""
    explained = Horizons(plan, functions)
    together = horizons_of_all(plan, files, functions=functions)
    pairs = [(explained.of(facts), together.get(facts.root.id, ())) for facts in files]
    return [(wanted, made) for wanted, made in pairs if wanted != made]
