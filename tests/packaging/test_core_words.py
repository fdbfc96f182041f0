"""The core knows rules, not cars: no word of the trade stands in it.

The root package (`core/_root`) is left out: it is the product's, and says what the product is for.
"""

import re

import pytest

TRADE = re.compile(
    r"automotive|cars?|customers?|dealers?|dealerships?|deliver(y|ies)|discounts?|leads?"
    r"|mechanics?|mileage|odometers?|purchases?|repairs?|sales(man|person|people)|showrooms?"
    r"|technicians?|vehicles?|workshops?",
    re.IGNORECASE,
)
THE_VERB = re.compile(r"\bleads? (to|from)\b")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def trade_words(text):
    """Return (line number, word) for each word of the trade, also within names (`lead_id`)."""
    return [
        (number, word)
        for number, line in enumerate(text.splitlines(), start=1)
        for word in WORD.findall(THE_VERB.sub("", line))
        if TRADE.fullmatch(word)
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("# the car of a record", "car"),
        ("vehicle_id = 3", "vehicle"),
        ("class LeadRow:", "Lead"),
        ("DEALER_LIMIT = 4", "DEALER"),
        ("as in `customer.contacts`", "customer"),
    ],
)
def test_a_word_of_the_trade_is_found_wherever_it_stands(text, word):
    assert trade_words(f"import re\n{text}\n") == [(2, word)]


@pytest.mark.parametrize("text", ["a reference leads to a record", "scar, carry, leading, mislead"])
def test_other_words_are_let_be(text):
    assert trade_words(text) == []


def test_no_word_of_the_trade_stands_in_core(project):
    core = project / "core"
    sources = [path for end in ("*.py", "*.lark") for path in core.rglob(end)]
    found = [
        f"{path.relative_to(project)}:{number}: {word}"
        for path in sorted(sources)
        if core / "_root" not in path.parents
        for number, word in trade_words(path.read_text(encoding="utf-8"))
    ]
    assert not found, "words of the trade in core:\n" + "\n".join(found)
