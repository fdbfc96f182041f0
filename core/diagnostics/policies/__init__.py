"""Findings about packs, layers and the values they set.

Each class is a page of the reference. In an example every `pack` line begins a pack of its own;
the last one is the one that is checked.
"""

from forecourt.core.diagnostics.policies.figures import (
    Loosened,
    NotConfigured,
    OutOfBounds,
    RowsMissing,
    SetTwice,
    UnknownParameter,
)
from forecourt.core.diagnostics.policies.packs import (
    EmptyPack,
    LayersCircle,
    NoPackStatement,
    OtherVersion,
    TestFailed,
    UnknownPack,
    UnreadableFile,
)

__all__ = [
    "EmptyPack",
    "LayersCircle",
    "Loosened",
    "NoPackStatement",
    "NotConfigured",
    "OtherVersion",
    "OutOfBounds",
    "RowsMissing",
    "SetTwice",
    "TestFailed",
    "UnknownPack",
    "UnknownParameter",
    "UnreadableFile",
]
