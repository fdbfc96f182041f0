"""What records lack, as queries over what a program's queries gave: a row for each thing to ask.

A query's masks say for each statement what it is blamed on. They are turned round: for each thing
blamed, which statements it matters to, again as bits, by the statements' places in the plan; so
that what several rows of a record ask for is put together by an `or`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.engines.columns.blame import BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.engines.columns.program import Masks, Program, SubjectQuery

    Blamed = tuple[str, Masks]
    """A statement, and what it is blamed on: nothing where it has no entry."""

PIECES, MATTERS = "asked_pieces", "asked_matters"


def asked_queries(program: Program) -> Iterator[tuple[str, str, bool]]:
    """Yield (name, query, whether it is kept) of what is missing and what is not configured."""
    order = _places(program)
    words = len(order) // BITS + 1
    selects = [
        select
        for number, (query, _) in enumerate(program.queries)
        for select in _pieces(number, query, order, words, program)
    ]
    if not selects:
        nothing = ", ".join(f"CAST(NULL AS BIGINT) AS {word}" for word in _sums(words))
        texts = 'CAST(NULL AS VARCHAR) AS "root", CAST(NULL AS VARCHAR) AS "asked"'
        selects = [f"SELECT {texts}, {nothing} WHERE false"]
    together = ", ".join(f"bit_or({word}) AS {word}" for word in _sums(words))
    united = " UNION ALL ".join(selects)
    some = " OR ".join(f"bit_or({word}) <> 0" for word in _sums(words))
    yield (
        PIECES,
        f'SELECT "root", "asked", {together} FROM ({united}) GROUP BY ALL HAVING {some}',
        False,
    )
    yield MATTERS, _names_of_bits(order, words), False
    using = ", ".join(_sums(words))
    both = f"{PIECES} JOIN {MATTERS} USING ({using})"
    for name, column, is_parameter in (
        ("missing", "field", False),
        ("not_configured", "parameter", True),
    ):
        which = f"starts_with(asked, 'parameter ') = {str(is_parameter).lower()}"
        what = f"substr(asked, strpos(asked, ' ') + 1) AS {quoted(column)}"
        yield name, f'SELECT "root", {what}, "matters_to" FROM {both} WHERE {which}', True


def _places(program: Program) -> dict[str, int]:
    """Return the place of each statement: in plan order, others after these by name."""
    plan = program.plan
    named = {one.name for one in plan.decisions} | {one.name for one in plan.emissions}
    others = named - set(plan.statements)
    return {name: place for place, name in enumerate((*plan.statements, *sorted(others)))}


def _names_of_bits(order: dict[str, int], words: int) -> str:
    """Return the query with the names of statements for each combination that there is."""
    using = ", ".join(_sums(words))
    named = ", ".join(
        f"CASE WHEN s{place // BITS} & {1 << place % BITS} <> 0 THEN {text_in_sql(name)} END"
        for name, place in order.items()
    )
    names = f"list_filter(CAST([{named}] AS VARCHAR[]), lambda x: x IS NOT NULL)"
    return f'SELECT {using}, {names} AS "matters_to" FROM (SELECT DISTINCT {using} FROM {PIECES})'


def _blamed(query: SubjectQuery) -> Iterator[Blamed]:
    for decided in query.decisions:
        if decided.decision.reported:
            yield decided.decision.name, decided.blame
    for one in query.emissions:
        if one.blame is not None:
            yield one.emission.name, one.blame
        yield one.emission.name, one.of_occurrence
    for emission, masks in query.blames:
        yield emission.name, masks


def _pieces(
    number: int, query: SubjectQuery, order: dict[str, int], words: int, program: Program
) -> Iterator[str]:
    """Yield queries of (root, what is asked for, words of the statements it matters to)."""
    blamed = list(_blamed(query))
    root_model = program.plan.schema.root_of(query.model)
    root = f"{text_in_sql(root_model + ':')} || {quoted(query.keys[0])}"
    rows = f"staged_{number} WHERE {quoted(query.keys[0])} <> ''"
    for word in sorted({word for _, masks in blamed for word in masks.words}):
        structs = ", ".join(_of_bits(query, blamed, word, order, words))
        found = ", ".join(f'found.{name} AS "{name}"' for name in ("asked", *_sums(words)))
        yield (
            f'SELECT "root", {found} FROM (SELECT {root} AS "root",'
            f" unnest(list_filter([{structs}], lambda x: x IS NOT NULL)) AS found"
            f" FROM {rows} AND ({_any_mask(blamed, word)}) <> 0)"
        )
    for name, masks in blamed:
        if masks.texts:
            listed = ", ".join(f"{bit} AS s{at}" for at, bit in _words(order[name], words))
            yield (
                f'SELECT {root} AS "root", unnest({quoted(masks.texts)}) AS "asked", {listed}'
                f" FROM {rows}"
            )


def _sums(words: int) -> Iterator[str]:
    """Yield the names of the columns with the bits of statements."""
    return (f"s{word}" for word in range(words))


def _words(place: int, words: int) -> Iterator[tuple[int, int]]:
    for word in range(words):
        yield word, 1 << place % BITS if word == place // BITS else 0


def _any_mask(blamed: list[Blamed], word: int) -> str:
    masks = dict.fromkeys(quoted(found.words[word]) for _, found in blamed if word in found.words)
    return " | ".join(masks)


def _of_bits(
    query: SubjectQuery, blamed: list[Blamed], word: int, order: dict[str, int], words: int
) -> Iterator[str]:
    """Yield for each bit of a word what it asks for and whom it matters to; null where unset."""
    anybody = _any_mask(blamed, word)
    for number in range(word * BITS, min((word + 1) * BITS, len(query.bits))):
        bit = 1 << number % BITS
        matters = ", ".join(
            f"'s{at}': {_matters(blamed, word, bit, at, order)}" for at in range(words)
        )
        asked = f"'asked': {_asked(query, number)}"
        yield f"CASE WHEN ({anybody}) & {bit} <> 0 THEN {{{asked}, {matters}}} END"


def _matters(blamed: list[Blamed], word: int, bit: int, at: int, order: dict[str, int]) -> str:
    terms = [
        f"CASE WHEN {quoted(masks.words[word])} & {bit} <> 0"
        f" THEN CAST({1 << order[name] % BITS} AS BIGINT) ELSE 0 END"
        for name, masks in blamed
        if word in masks.words and order[name] // BITS == at
    ]
    return " | ".join(terms) or "CAST(0 AS BIGINT)"


def _asked(query: SubjectQuery, number: int) -> str:
    bit, column = query.bits[number], query.ids_of_bits[number]
    if column is None:
        return text_in_sql(f"{bit.kind} {bit.text}")
    before, after = text_in_sql(f"{bit.kind} {bit.model}:"), text_in_sql(f".{bit.text}")
    return f"{before} || {quoted(column)} || {after}"
