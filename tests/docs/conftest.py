"""The documents as texts, and rule text checked with the words of the installed plugins."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry

PROJECT = Path(__file__).parents[2]
PACK = re.compile(r"^(?=pack )", re.MULTILINE)


@pytest.fixture(scope="session")
def project():
    """The folder of this project."""
    return PROJECT


@pytest.fixture(scope="session")
def registry():
    """Everything that the installed plugins bring."""
    return load_registry()


@pytest.fixture(scope="session")
def policy_of(registry):
    """Check rule text: each `pack` line begins a pack, the last is the one that is checked.

    Text without a `pack` line is taken as it is.
    """

    def checked(text):
        packs = [_pack(part) for part in PACK.split(text) if part.strip()]
        library = registry.library() | {pack.name: partial(_itself, pack) for pack in packs}
        return resolve(packs[-1], library, registry.vocabulary)

    return checked


def _pack(text):
    found = re.match(r"pack (\w+)", text)
    name = found[1] if found else "nameless"
    return PackText(name, {f"{name}.rules": text})


def _itself(pack):
    return pack


FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def blocks():
    """Return the fenced blocks of a document as (what the fence says, content)."""
    return FENCE.findall
