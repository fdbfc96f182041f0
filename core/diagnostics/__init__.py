"""Places in texts, findings about them, and how findings are shown."""

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, nearest
from forecourt.core.diagnostics.place import Place

__all__ = ["Diagnostic", "Place", "Severity", "nearest"]
