"""The packs that come with the project are free of findings."""

import pytest

from forecourt.core.diagnostics.policies import NotConfigured

REQUIRED = {
    "band_from",
    "discount_limit",
    "follow_up_escalation",
    "labour_discount_limit",
    "parts_discount_limit",
}
"""The values that the source does not give."""


def test_the_textbook_lacks_only_what_its_source_does_not_give(policy):
    textbook = policy("textbook")
    assert textbook.errors == ()
    assert {type(finding) for finding in textbook.diagnostics} == {NotConfigured}
    required = {name for name, one in textbook.parameters.items() if one.table.required}
    assert required == REQUIRED
    assert len(textbook.diagnostics) == len(REQUIRED)


def test_the_demo_store_sets_all_of_it(policy):
    store = policy("demo_store")
    assert store.diagnostics == ()
    assert all(store.parameters[name].table.values for name in REQUIRED)


@pytest.mark.parametrize(
    ("parameter", "key", "in_textbook", "in_store"),
    [("contact_every", "H", 2, 1), ("contact_every", "A", 4, 4), ("purchase_within", "H", 7, 7)],
)
def test_the_demo_store_tightens_the_pace_of_h(policy, parameter, key, in_textbook, in_store):
    values = [
        policy(pack).parameters[parameter].table.values[(key,)][-1].value
        for pack in ("textbook", "demo_store")
    ]
    assert values == [in_textbook, in_store]


def test_a_store_cannot_slow_down_the_pace(policy, registry):
    from forecourt.core.policy.packs import PackText
    from forecourt.core.policy.resolve import resolve

    text = "pack slow 1\n    extends    textbook 1\n\nset contact_every[H]  3 days\n"
    files = PackText("slow", {"slow/pack.rules": text})
    slow = resolve(files, registry.library(), registry.vocabulary, currency="EUR")
    assert [finding.place.line for finding in slow.errors] == [4]


def test_every_pack_has_tests_of_its_own(policy):
    assert len(policy("textbook").tests) > 100
    assert len(policy("demo_store").tests) >= 10
