"""JSON on stdout: the results of commands, and what keeps a command from having any."""

from __future__ import annotations

import json
import sys
from contextvars import ContextVar
from enum import Enum
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.render import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.diagnostics import Diagnostic


class Form(Enum):
    """What a command was asked to write."""

    TEXT = "text"
    DOCUMENT = "one JSON document"
    LINES = "a JSON document on each line"


ASKED_FOR: ContextVar[Form] = ContextVar("ASKED_FOR", default=Form.TEXT)
"""What the command that runs was asked to write."""


def ask_for_lines() -> None:
    """Have the command that runs write a document on each line from now on."""
    ASKED_FOR.set(Form.LINES)


def write_json(value: Any) -> None:
    """Write a JSON document to stdout, on one line if several are to come."""
    as_line = ASKED_FOR.get() is Form.LINES
    layout: dict[str, Any] = {"separators": (",", ":")} if as_line else {"indent": 2}
    sys.stdout.write(json.dumps(value, ensure_ascii=False, **layout) + "\n")
    sys.stdout.flush()


def write_findings(findings: Iterable[Diagnostic]) -> None:
    """Write findings in the place of a result, if the command was asked for JSON."""
    if ASKED_FOR.get() is not Form.TEXT:
        write_json({"findings": as_json(findings)})
