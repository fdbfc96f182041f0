"""The guide to the language tells the truth: its rule text is checked, its outcomes come out.

Its blocks say what they are after the word that colours them. `rules` carries on with the pack of
the block before, or begins one; `rules refused` has findings, which the `text` below shows; `json
outcome MOMENT` is part of what the pack so far says of the last `json record`.
"""

import json
import re
from datetime import datetime
from itertools import pairwise

import pytest

from forecourt.core.diagnostics.render import render
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts
from forecourt.core.testing import run_tests

ROW = re.compile(r"^\| [^|]+ \| `(.+)` \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs" / "language.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules(guide, blocks):
    """All rule text of the guide that is right, as one text of two packs."""
    return "\n".join(text for info, text in blocks(guide) if info == "rules")


def test_its_packs_are_right_and_their_tests_pass(rules, policy_of, registry):
    packs = re.split(r"^(?=pack )", rules, flags=re.MULTILINE)[1:]
    for number in range(1, len(packs) + 1):
        policy = policy_of("".join(packs[:number]))
        assert [one.message for one in policy.errors] == []
        results = run_tests(policy, registry)
        assert results.results
        assert [one.message for one in results.findings] == []


def test_what_a_layer_may_not_do_is_said_as_printed(guide, blocks, rules, policy_of):
    below = rules.partition("pack my_store")[0]
    refused = [
        (wrong, said)
        for (info, wrong), (_, said) in pairwise(blocks(guide))
        if info == "rules refused"
    ]
    for wrong, said in refused:
        policy = policy_of(below + wrong)
        assert render(policy.errors, policy.texts).strip() == said.strip()
    assert refused


def test_outcomes_come_out_as_printed(guide, blocks, policy_of, registry):
    rules, record, compared = "", None, 0
    for info, text in blocks(guide):
        if info == "rules":
            rules += text
        elif info == "json record":
            record = text
        elif info.startswith("json outcome"):
            found = decide(policy_of(rules), registry, record, info.split()[-1])
            assert part_of(found, json.loads(text)) == json.loads(text)
            compared += 1
    assert compared


def decide(policy, registry, record, moment):
    """Return the outcome of a customer file as `decide --json` has it."""
    held, problems = registry.records.read_text("customer", record, zone="UTC")
    assert problems == ()
    now = datetime.fromisoformat(moment)
    outcome = compile_plan(policy.plan, registry.functions()).outcome(
        Facts("customer", held, None, now, None)
    )
    return report(policy.plan, outcome, registry.vocabulary.kinds, now)


def part_of(found, shown):
    """Return of a value what the other one shows of it: its keys, all entries of its lists."""
    if isinstance(shown, dict):
        return {key: part_of(found[key], value) for key, value in shown.items()}
    if isinstance(shown, list):
        return [part_of(one, like) for one, like in zip(found, shown, strict=True)]
    return found


def test_every_expression_of_the_table_is_right_for_its_subject(guide, rules, policy_of):
    below = rules.partition("pack my_store")[0]
    table = guide.partition("## Expressions")[2].partition("##")[0]
    written = ROW.findall(table)
    assert len(written) > 20
    for expression in written:
        policy = policy_of(f"{below}\ndecide example for lead\n    yes when {expression}\n")
        assert [one.message for one in policy.errors] == [], expression
