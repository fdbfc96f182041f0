"""The one way in which a JSON value is written, so that equal values have equal digests."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Return a JSON value as UTF-8: keys sorted, no white space.

    Raises:
        ValueError: the value holds a number that JSON does not know.
    """
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return sha256(content).hexdigest()
