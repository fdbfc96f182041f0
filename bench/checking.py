"""How quickly a pack is read and checked: made-up packs of 1,000 and of 10,000 statements.

They are of five kinds in turn, about six lines each, and read each other: values, decisions,
tasks, requirements and notes about leads.
"""

from __future__ import annotations

import resource
from functools import partial
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.core.syntax.read import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.check.vocabulary import Vocabulary

SMALL = 1_000
LARGE = 10_000
REPEATS = 3
FILE = "made_up/made_up.rules"

_HEAD = """\
pack made_up 1.0.0
    title      en "A pack of nothing but statements"

levels grade  O, H, A, B, C

parameter within by grade "Expected to buy within"
    O          1 day
    H          7 days
    A          15 days
    B          30 days
    C          60 days
"""
_STATEMENTS = (
    """\
define day_{n} for lead "Expected purchase date number {n}"
    expected_purchase_on    when expected_purchase_on >= today
    ask        expected_purchase_on
""",
    """\
decide level_{n} for lead "Level number {n}"
    source     made.up.level.{n}
    cites      "page {n}"
    gives      grade
    O          when model_chosen and budget > {n} EUR
    H          when day_{before} <= today + within[H]
    A          when at least 2 of (model_chosen, first_car, came_again)
    B          when any contact where reached and channel = phone
    C          otherwise
""",
    """\
task call_{n} for lead "Keep in touch, number {n}"
    source     made.up.call.{n}
    when       status = open and level_{before} in (O, H)
    who        salesperson
    every      within[level_{before}] after latest contact where reached, else opened_at
    until      due + 3 days
    channel    phone, sms
    obligation mandatory
""",
    """\
require spoken_{n} for lead "Spoken to lately, number {n}"
    source     made.up.spoken.{n}
    that       latest contact is known or opened_at >= now - 3 days
    severity   warning
    message    "Not spoken to, number {n}"
""",
    """\
note saying_{n} for lead "A saying, number {n}"
    source     made.up.saying.{n}
    cites      "page {n}"
""",
)


def made_up_pack(statements: int) -> str:
    """Return rule text of so many statements that a checker has nothing to say against."""
    texts = (_STATEMENTS[n % len(_STATEMENTS)].format(n=n, before=n - 1) for n in range(statements))
    return "\n".join([_HEAD, *texts])


def measure() -> dict[str, float]:
    """Return seconds of reading and of the whole way to a plan, for both sizes, and peak MiB."""
    vocabulary = load_registry().vocabulary
    found: dict[str, float] = {}
    for statements in (SMALL, LARGE):
        text = made_up_pack(statements)
        found[f"lines_of_{statements}"] = text.count("\n")
        found[f"reading_{statements}_s"] = _median(partial(_read, text))
        found[f"whole_{statements}_s"] = _median(partial(_check, text, vocabulary))
    found["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _read(text: str) -> None:
    _, findings = read_document(text, FILE)
    assert not findings


def _check(text: str, vocabulary: Vocabulary) -> None:
    policy = resolve(PackText("made_up", {FILE: text}), {}, vocabulary, currency="EUR")
    assert policy.plan is not None
    assert not policy.diagnostics


def _median(run: Callable[[], None]) -> float:
    return round(median(_seconds(run) for _ in range(REPEATS)), 3)


def _seconds(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start
