"""How quickly rule text is read: a made-up pack of 10,000 statements, about 59,000 lines."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from forecourt.core.syntax.read import read_document

STATEMENTS = 10_000
REPEATS = 3

_STATEMENTS = (
    """\
parameter pace_{n} by level "Call again after, number {n}"
    H   {few} days    in 1 day .. 10 days, tighten only
    A   15 days   in 10 days .. 20 days
    B   30 days   in 15 days .. 45 days
""",
    """\
decide level_{n} for enquiry "How near a decision is, number {n}"
    source     made.up.level.{n}
    H          when asked_on <= today + pace_{n}[H] and status = open
    A          when asked_on is not known and at least 3 of criteria[A]
    B          when price > 15000 EUR or waited >= {few} working days
    C          otherwise
""",
    """\
task call_{n} for enquiry "Keep in touch, number {n}"
    when       status in (open, waiting) and not refused
    who        clerk
    every      pace_{n}[level_{n}] after latest contact where reached, else opened_at
    due        by opened_at + {few} hours     # counted from the first word
    done       earliest contact where about has call_{n} and reached
    channel    preferred_channel, phone
""",
    """\
require age_{n} for enquiry when kind = drive
    that       full years from licensed_on to date of started_at >= {few}
    unknown    counts as broken
    message    "Not long enough, number {n}"
    severity   breach
""",
)


def made_up_pack(statements: int = STATEMENTS) -> str:
    """Return rule text of so many statements, of four kinds in turn."""
    texts = (
        _STATEMENTS[n % len(_STATEMENTS)].format(n=n, few=n % 9 + 1) for n in range(statements)
    )
    return "\n".join(texts)


def measure() -> dict[str, float]:
    """Return the median seconds of reading the made-up pack, its lines and lines a second."""
    text = made_up_pack()
    lines = text.count("\n")
    seconds = median(_seconds(text) for _ in range(REPEATS))
    return {
        "statements": STATEMENTS,
        "lines": lines,
        "seconds": round(seconds, 3),
        "lines_per_second": round(lines / seconds),
    }


def _seconds(text: str) -> float:
    start = perf_counter()
    document, findings = read_document(text, "made_up.rules")
    seconds = perf_counter() - start
    assert len(document.statements) == STATEMENTS
    assert not findings
    return seconds
