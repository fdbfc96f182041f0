"""Mapping files: what becomes of the columns of other programs' files."""

from __future__ import annotations

from forecourt.core.records.mapping.checking import read_mapping
from forecourt.core.records.mapping.model import FileRule, Mapping

__all__ = ["FileRule", "Mapping", "read_mapping"]
