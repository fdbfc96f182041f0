"""A change: one thing that an outcome says and the one before did not, or otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW = "new"
GONE = "gone"
CHANGED = "changed"


class Change(NamedTuple):
    """What is new, gone or other in an outcome; as JSON it has the same keys."""

    as_of: str
    """The moment of the later outcome, as it says it."""
    root: str
    """The root record: `reader:R1`."""
    part: str
    """What it is of: `decision`, a kind of statement (`task`, `approval`, ...), `missing` or
    `not_configured`."""
    name: str
    """The statement; of `missing` and `not_configured` the field or parameter."""
    subject: str | None
    """The record that it is about: `loan:L1`."""
    occurrence: str | None
    what: str
    """`new`, `gone`, `changed`, or the new status, where there is one and it is another one."""
    before: Mapping[str, Any] | None
    """What the outcome said and doesn't say any more: all of it where it is gone."""
    after: Mapping[str, Any] | None
    """What it says instead, by the same names; all of it where it is new."""
    because: tuple[str, ...]
    """Why the record was looked at: `new`, `records`, `store`, `rules`, `time` or `asked`."""
    at: str | None
    """The place of the rule: `file:line`."""
    why: str | None
    """The condition under which the rule says so, in its words."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {**self._asdict(), "because": list(self.because)}
