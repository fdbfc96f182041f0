"""Until when an outcome stays as it is, as long as no record changes.

The rules are those of `forecourt.core.plan.horizons`, node by node.
"""

from forecourt.core.engines.explain.horizons.of_file import Horizons

__all__ = ["Horizons"]
