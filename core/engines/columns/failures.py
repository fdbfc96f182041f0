"""What a plan may hold that columns cannot say."""

from __future__ import annotations


class CannotSay(Exception):  # noqa: N818 - it says what is the matter
    """There is no SQL for part of a plan; the text says for what."""


class NotDecided(CannotSay):
    """A decision is read that has not been worked out."""
