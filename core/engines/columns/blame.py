"""What is to be asked for, in columns: bits of masks, and lists of texts where bits can't say it.

What a value or a condition is missing for is a set. Most of what may be in it belongs to one
record of the row, so that a bit says it: `Bit` tells what it stands for. What belongs to one of
several records (an element of a list in a list, another record's decision) is kept as texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.sql import (
    FALSE,
    TEXTS,
    TRUE,
    ZERO,
    Literal,
    Op,
    Sql,
    case,
    number,
    op,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

BITS = 62
"""How many bits a mask has."""

NO_TEXTS = Literal(None, TEXTS)
"""No texts; a null is the empty list, which spares making one for each row."""


@dataclass(frozen=True, slots=True)
class Bit:
    """What a bit stands for: `text`, or the field `text` of the record `model:id`."""

    kind: str
    text: str
    model: str = ""
    id: Sql | None = None
    """A column of the rows that the masks belong to; None where no record is meant."""


@dataclass(slots=True)
class Bits:
    """The bits of a subject, numbered as they are needed."""

    order: list[Bit] = field(default_factory=list)
    _numbers: dict[Bit, int] = field(default_factory=dict)

    def blame(self, bit: Bit) -> Blame:
        """Return the blame that holds one thing alone."""
        if bit not in self._numbers:
            self._numbers[bit] = len(self.order)
            self.order.append(bit)
        word, place = divmod(self._numbers[bit], BITS)
        held = frozenset({self._numbers[bit]})
        return Blame({word: number(1 << place)}, may=held)


@dataclass(frozen=True)
class Blame:
    """A set of what is to be asked for: masks by their number, and texts. Never null masks."""

    words: Mapping[int, Sql] = field(default_factory=dict)
    texts: Sql = NO_TEXTS
    may: frozenset[int] = frozenset()
    """The bits that may be set in some row."""

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing, in any row."""
        return not self.words and self.texts == NO_TEXTS


NOBODY = Blame()
"""Nothing to be asked for."""


def united(*blames: Blame) -> Blame:
    """Return all that any of several holds."""
    there = [blame for blame in blames if not blame.is_empty]
    if len(there) <= 1:
        return there[0] if there else NOBODY
    words = {
        word: _or(blame.words[word] for blame in there if word in blame.words)
        for word in sorted({word for blame in there for word in blame.words})
    }
    return Blame(words, _joined(blame.texts for blame in there), _bits_of(there))


def _bits_of(blames: Iterable[Blame]) -> frozenset[int]:
    return frozenset().union(*(blame.may for blame in blames))


def _or(masks: Iterable[Sql]) -> Sql:
    there = tuple(dict.fromkeys(mask for mask in masks if mask != ZERO))
    if not there:
        return ZERO
    return there[0] if len(there) == 1 else Op("bits or", there)


def _joined(texts: Iterable[Sql]) -> Sql:
    there = tuple(dict.fromkeys(one for one in texts if one != NO_TEXTS))
    if not there:
        return NO_TEXTS
    return there[0] if len(there) == 1 else Op("texts joined", there)


def chosen(rows: Iterable[tuple[Sql, Blame]], otherwise: Blame = NOBODY) -> Blame:
    """Return the blame of the first row whose condition is true, or else `otherwise`."""
    given = [(condition, blame) for condition, blame in rows if condition != FALSE]
    if all(blame.is_empty for _, blame in given) and otherwise.is_empty:
        return NOBODY
    every = (*(blame for _, blame in given), otherwise)
    words = {
        word: case(
            ((condition, blame.words.get(word, ZERO)) for condition, blame in given),
            otherwise.words.get(word, ZERO),
        )
        for word in sorted({word for blame in every for word in blame.words})
    }
    return Blame(
        {word: mask for word, mask in words.items() if mask != ZERO},
        case(((condition, blame.texts) for condition, blame in given), otherwise.texts),
        _bits_of(every),
    )


def where(condition: Sql, blame: Blame) -> Blame:
    """Return the blame where a condition is true, else nothing."""
    return blame if condition == TRUE else chosen([(condition, blame)])


def mapped(blame: Blame, change: Callable[[Sql], Sql]) -> Blame:
    """Return the blame with each of its expressions changed."""
    if blame.is_empty:
        return blame
    texts = blame.texts if blame.texts == NO_TEXTS else change(blame.texts)
    words = {word: change(mask) for word, mask in blame.words.items()}
    return Blame(words, texts, blame.may)


def is_nothing(blame: Blame) -> Sql:
    """Return whether there is nothing in it."""
    conditions: list[Sql] = [op("=", mask, ZERO) for mask in blame.words.values()]
    if blame.texts != NO_TEXTS:
        conditions.append(op("no texts", blame.texts))
    return Op("and", tuple(conditions)) if len(conditions) > 1 else (conditions or [TRUE])[0]


def as_texts(blame: Blame, bits: Bits) -> Blame:
    """Return the same blame without masks: each field as its text (`field reader:R1.name`)."""
    if not blame.words:
        return blame
    parts: list[Sql] = [] if blame.texts == NO_TEXTS else [blame.texts]
    for place in sorted(blame.may):
        word, at = divmod(place, BITS)
        if word in blame.words:
            one = Op("list", (text_of(bits.order[place]),))
            parts.append(case([(has_bit(blame.words[word], at), one)], NO_TEXTS))
    return Blame(texts=_joined(parts))


def has_bit(mask: Sql, place: int) -> Sql:
    """Return whether a bit of a mask is set."""
    return op("has bit", mask, number(1 << place))


def text_of(bit: Bit) -> Sql:
    """Return what a bit stands for, as a text with its kind in front."""
    if bit.id is None:
        return text(f"{bit.kind} {bit.text}")
    return op("join", text(f"{bit.kind} {bit.model}:"), bit.id, text(f".{bit.text}"))
